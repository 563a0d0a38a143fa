"""A build looks at its own folder only, talks to nobody, and is the same wherever it runs."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from building import SMALL, lay, tree
from dossierpress.source.project import Project, project_at
from harbour_corpus import write_corpus
from harness import ROOT

OBSERVED = """
    import json, os, sys
    from datetime import UTC, datetime
    from pathlib import Path

    events = []

    def observe(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            if isinstance(path, (str, bytes)):
                writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND))
                events.append(("write" if writes else "read", os.path.abspath(os.fsdecode(path))))
        elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect"):
            events.append(("write", os.path.abspath(os.fsdecode(arguments[0]))))
        elif event in ("os.scandir", "os.listdir"):
            events.append(("read", os.path.abspath(os.fsdecode(arguments[0] or "."))))
        elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")):
            events.append(("talk", event))

    from dossierpress.pipeline.build import build_dossier as build
    from dossierpress.source.project import project_at as at
    from dossierpress.engine.store import Store

    project = at(Path(sys.argv[1]))
    sys.addaudithook(observe)
    for _ in range(2):
        with Store(project.cache) as store:
            report = build(
                project, store=store, as_of=datetime(2024, 6, 1, tzinfo=UTC), verify=True
            )
            assert report.published, report.diagnostics
    print(json.dumps({"events": events, "modules": sys.path}))
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small dossier, with templates of its own."""
    lay(tmp_path / "site", SMALL)
    return lay(tmp_path / "site", {"templates/static/mine.css": "p {}\n"})


def within(path: str, *folders: str | Path) -> bool:
    """Whether a path is one of the folders, or below one."""
    return any(Path(path).is_relative_to(folder) for folder in folders)


def test_a_build_keeps_to_its_folder_and_talks_to_nobody(project: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(OBSERVED), project.root],
        check=True,
        capture_output=True,
        text=True,
    )
    observed = json.loads(done.stdout)
    events: list[list[str]] = observed["events"]

    # Python reads its own modules as they are first used, and the zones of the world.
    python = {sysconfig.get_path(name) for name in ("stdlib", "platlib", "purelib")}
    shipped: list[str | Path] = [*python, *observed["modules"]]
    shipped += [ROOT / "templates", "/usr/share/zoneinfo"]
    reads = {path for what, path in events if what == "read"}
    writes = {path for what, path in events if what == "write" and not path.endswith(":memory:")}
    assert set() == {
        path for path in reads if not within(path, project.root, project.cache, *shipped)
    }
    ours = (project.output, project.editions, project.cache)
    assert set() == {path for path in writes if not within(path, *ours)}
    assert [] == [event for event in events if event[0] == "talk"]
    assert reads
    assert writes


def built(  # noqa: PLR0913 (all that differs from one place to another)
    site: Path,
    output: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    umask: int = 0o022,
    within_host: Sequence[str] = (),
) -> dict[str, bytes]:
    """The tree that the command writes in a process of its own, from nothing."""
    names = ("PYTHONHASHSEED", "TZ", "LC_ALL", "LANG", "LANGUAGE")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    shutil.rmtree(project_at(site).cache, ignore_errors=True)
    done = subprocess.run(
        [
            *within_host,
            *(sys.executable, "-m", "dossierpress", "build"),
            *("--site", str(site), "--output", str(output)),
            *options,
        ],
        check=False,
        capture_output=True,
        text=True,
        env={**kept, "SOURCE_DATE_EPOCH": "1717243200", **(environment or {})},
        cwd=cwd or site,
        umask=umask,
    )
    assert 0 == done.returncode, done.stderr
    return tree(output)


VARIATIONS: list[tuple[dict[str, str], list[str], int]] = [
    ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}, ["--jobs", "1"], 0o022),
    *(
        ({"PYTHONHASHSEED": str(seed), "SHUFFLED": str(seed)}, ["--jobs", str(1 + seed % 3)], 0o022)
        for seed in range(1, 8)
    ),
    *(
        ({"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale}, [], umask)
        for locale, umask in (
            *(("tr_TR.UTF-8", 0o077), ("fa_IR.UTF-8", 0o002), ("de_DE.ISO-8859-1", 0o022)),
            *(("ja_JP.SJIS", 0o022), ("POSIX", 0)),
        )
    ),
    *(
        ({"TZ": zone}, ["--jobs", "2"], 0o022)
        for zone in ("Pacific/Kiritimati", "America/St_Johns", "Asia/Tehran", "Asia/Kathmandu")
    ),
    *(
        ({"SOURCE_DATE_EPOCH": epoch}, [], 0o022)
        for epoch in ("", "0", "1717243201", "4102444800")  # "" is the clock
    ),
    ({"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}, [], 0o022),
    ({"HOME": "/nonexistent", "USER": "somebody", "HOSTNAME": "somewhere"}, [], 0o022),
    ({"TMPDIR": "/nonexistent", "COLUMNS": "20"}, ["--verify"], 0o022),
]
"""(environment, options, umask) of one build each."""

SHUFFLE = """
import os, random
if os.environ.get("SHUFFLED"):
    order = random.Random(os.environ["SHUFFLED"])
    scandir, listdir = os.scandir, os.listdir
    class Shuffled(list):
        def __enter__(self): return self
        def __exit__(self, *_): return None
        def close(self): return None
        def __iter__(self): return iter(list.copy(self))
    def shuffled(path="."):
        with scandir(path) as entries:
            found = Shuffled(entries)
        order.shuffle(found)
        return found
    os.scandir = shuffled
    os.listdir = lambda path=".": order.sample(found := listdir(path), len(found))
"""
"""What a folder holds comes in another order, as on another file system."""


def test_the_bytes_are_the_same_everywhere(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_corpus(12, site)
    (tmp_path / "shuffle").mkdir()
    (tmp_path / "shuffle/sitecustomize.py").write_text(SHUFFLE)
    expected = built(site, tmp_path / "first")
    assert len(VARIATIONS) == 24

    for number, (environment, options, umask) in enumerate(VARIATIONS):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        assert expected == built(
            site,
            tmp_path / str(number),
            *options,
            environment={"PYTHONPATH": str(tmp_path / "shuffle"), **environment},
            cwd=folder,
            umask=umask,
        ), environment


def test_the_place_of_a_dossier_is_nowhere_in_its_pages(tmp_path: Path) -> None:
    first = lay(tmp_path / "one/deep/site", SMALL)
    second = lay(tmp_path / "two", SMALL)

    one = built(first.root, first.output, cwd=tmp_path)
    assert one == built(second.root, second.output, cwd=second.root)
    assert not any(os.fsencode(tmp_path) in data for data in one.values())


USER, HOST = "tamsin-quillfeather", "quillfeathers-laptop"
RENAMED = ("unshare", "--uts", "sh", "-c", f'hostname {HOST} && exec "$@"', "sh")
AS_NOBODY = (RENAMED[0], "--user", "--map-root-user", *RENAMED[1:])


def machine_of_that_name() -> tuple[str, ...]:
    """A command before which any other runs on a machine of that name; skips where none can be."""
    for command in (RENAMED, AS_NOBODY):
        with contextlib.suppress(OSError):
            asked = subprocess.run([*command, "uname", "-n"], capture_output=True, check=False)
            if asked.stdout == f"{HOST}\n".encode():
                return command
    pytest.skip("this machine lets nobody call it by another name")


def test_neither_the_user_nor_the_machine_is_named_anywhere(tmp_path: Path) -> None:
    """In no file and no name of a file, and in no earlier edition, whatever either is called."""
    home = tmp_path / USER
    site = lay(home / "site", {**SMALL, ".git/HEAD": "ref: refs/heads/main\n"}).root
    names = ("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER")
    environment = {
        **dict.fromkeys(names, USER),
        **dict.fromkeys(("HOSTNAME", "COMPUTERNAME", "HOST"), HOST),
        "HOME": str(home),
        "EMAIL": f"{USER}@{HOST}",
    }
    host = machine_of_that_name()

    for _ in range(2):
        built(site, site / "output", environment=environment, cwd=home, within_host=host)

    editions = tree(site / "output") | tree(site / ".editions")
    assert editions.keys() >= {"index.html", "manifest.json", "feed.xml"}
    assert [] == [
        (path, name)
        for path, data in editions.items()
        for name in (USER, HOST)
        if name in path or name.encode() in data
    ]
