"""A build that finds nothing written since the last one says its report again, and does no more."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from building import AS_OF, SMALL, STILL, lay, must_publish, tree
from dossierpress.engine.store import FILE, Store
from dossierpress.pipeline import program, up_to_date
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.source.project import Project

TEMPLATES = Path(__file__).parents[1] / "templates"
WARNED = {
    **SMALL,
    "content/articles/closes.md": str(SMALL["content/articles/closes.md"]).replace(
        "[[opens]]", "[[opens]] and [[nobody-knows-it]]"
    ),
    "site.yml": f"{SMALL['site.yml']}severity: {{ref-unknown-id: warning}}\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier that was built, and stands."""
    return stand(tmp_path, SMALL)


def stand(folder: Path, files: dict[str, str | bytes]) -> Project:
    """Lay out a dossier and build it until it stands."""
    made = lay(folder / "site", files)
    time.sleep(STILL)  # what was written at this moment could be written once more
    built(made)
    assert stands(made)
    return made


def built(project: Project, *, as_of: datetime = AS_OF, **options: bool) -> BuildResult:
    """A build as a command would do it."""
    assert project.cache is not None
    with Store(project.cache) as store:
        return build_dossier(project, store=store, as_of=as_of, **options)


def stands(project: Project, *, as_of: datetime = AS_OF, **options: bool) -> bool:
    """Whether the next build does no more than look."""
    return [stage for stage, _ in built(project, as_of=as_of, **options).seconds] == ["look"]


def edit(path: str, old: str = "e", new: str = "E") -> Callable[[Project], None]:
    """Write other words of the same length, and set the time of change back."""

    def change(project: Project) -> None:
        file = project.root / path
        before = file.stat()
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def new(path: str, text: str = "") -> Callable[[Project], None]:
    """Write a file that was not there."""

    def change(project: Project) -> None:
        file = project.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        assert not file.exists()
        file.write_text(text)

    return change


CHANGES: dict[str, Callable[[Project], object]] = {
    "an article": edit("content/articles/closes.md", "Yards", "Sheds"),
    "an entity": edit("content/entities/companies.yml", "Yards", "Sheds"),
    "settings": edit("site.yml", "harbour", "HARBOUR"),
    "a picture": lambda project: (project.root / "content/media/quay.png").unlink(),
    "a new article": new("content/articles/new.md", "---\ntitle: New\n---\n\nText.\n"),
    "an article in a folder of any name": new(
        "content/articles/__pycache__/new.md", "---\ntitle: New\n---\n\nText.\n"
    ),
    "a new template": new("templates/pages/plain.html", "{{ frame.site_title }}"),
    "numbers of stand-ins": new("stand-ins.yml", "[]\n"),
    "a second version of the settings": new("site (1).yml", "title: Another\n"),
    "a page": edit("output/index.html"),
    "a page that is gone": lambda project: (project.output / "index.html").unlink(),
    "a foreign page": new("output/foreign.html"),
    "the manifest": lambda project: (project.output / "manifest.json").chmod(0o600),
    "the whole output": lambda project: shutil.rmtree(project.output),
    "what was published once": lambda project: shutil.rmtree(some_cache(project) / "published"),
    "the cache": lambda project: (some_cache(project) / FILE).unlink(),
}


def some_cache(project: Project) -> Path:
    """Where it is."""
    assert project.cache is not None
    return project.cache


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_does_not_stand_where_anything_was_written(
    project: Project, change: Callable[[Project], object]
) -> None:
    change(project)

    assert not stands(project)


def test_an_edit_is_published_and_then_that_build_stands(project: Project) -> None:
    CHANGES["an article"](project)
    time.sleep(STILL)
    edited = built(project)

    assert "articles/closes.html" in edited.changed
    assert stands(project)


def test_the_edition_before_is_looked_at_too(project: Project) -> None:
    CHANGES["an article"](project)
    time.sleep(STILL)
    built(project)
    assert stands(project)
    [earlier] = project.editions.rglob("previous/index.html")
    earlier.write_text("what must not come back")

    assert not stands(project)


def test_its_report_is_that_of_a_build_with_nothing_to_do(project: Project) -> None:
    said = built(project)
    with Store(some_cache(project)) as store:
        up_to_date.forget_builds(store)
    looked = built(project)

    assert ["look"] == [stage for stage, _ in said.seconds]
    assert ["look"] != [stage for stage, _ in looked.seconds]
    assert replace(looked, seconds=(), site=None, redaction=None) == replace(said, seconds=())


def test_what_is_wrong_is_said_again_with_what_a_log_must_not_show(tmp_path: Path) -> None:
    first = built(project := stand(tmp_path, WARNED))
    with Store(some_cache(project)) as store:
        up_to_date.forget_builds(store)
    full = built(project)

    assert [one.code for one in first.diagnostics] == ["ref-unknown-id"]
    assert first.diagnostics == full.diagnostics
    assert first.redaction == full.redaction
    assert first.overrides == full.overrides


@pytest.mark.parametrize("option", ["strict", "drafts", "keep"])
def test_other_options_are_another_build(project: Project, option: str) -> None:
    assert not stands(project, **{option: True})


def test_what_proves_a_build_does_all_of_it(project: Project) -> None:
    assert not stands(project, verify=True)


def test_it_stands_until_an_embargo_ends_and_no_longer_than_its_day(tmp_path: Path) -> None:
    ends = AS_OF + timedelta(hours=1)
    later = str(SMALL["content/articles/later.md"]).replace(
        "2024-07-01T00:00:00Z", ends.isoformat()
    )
    project = stand(tmp_path, {**SMALL, "content/articles/later.md": later})

    assert not stands(project, as_of=AS_OF - timedelta(seconds=1))
    built(project)
    assert stands(project, as_of=ends - timedelta(seconds=1))
    done = built(project, as_of=ends)
    assert "articles/later.html" in done.added
    time.sleep(STILL)
    built(project, as_of=ends)
    assert stands(project, as_of=ends)
    assert not stands(project, as_of=AS_OF.replace(hour=0) + timedelta(days=1))


def test_its_day_is_that_of_the_site(tmp_path: Path) -> None:
    settings = f"{SMALL['site.yml']}timezone: Asia/Tehran\n"
    project = stand(tmp_path, {**SMALL, "site.yml": settings})
    midnight = datetime(2024, 6, 1, 20, 30, tzinfo=UTC)

    assert stands(project, as_of=midnight - timedelta(seconds=1))
    assert not stands(project, as_of=midnight)


def test_other_code_or_another_library_is_another_build(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "site-packages"
    library.mkdir()
    monkeypatch.syspath_prepend(library)
    time.sleep(STILL)
    built(project)
    assert stands(project)
    (library / "msgspec-99.dist-info").mkdir()
    assert not stands(project)

    code = tmp_path / "package"
    code.mkdir()
    (code / "module.py").write_text("x = 1")
    monkeypatch.setattr(program, "_CODE", code)
    monkeypatch.setattr(program, "_READ_SINCE", time.time_ns())  # it was begun anew
    time.sleep(STILL)
    built(project)
    assert stands(project)
    (code / "module.py").write_text("x = 2")
    assert not stands(project)
    assert not stands(project)  # what is loaded is what was there before


def test_a_library_that_is_edited_in_place_is_another_one(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "library.py"
    file.write_text("x = 1")
    library = ModuleType("library")
    library.__file__ = str(file)
    monkeypatch.setitem(sys.modules, "library", library)
    time.sleep(STILL)
    edit("site.yml", "harbour", "HARBOUR")(project)
    time.sleep(STILL)
    built(project)
    assert not stands(project)  # it may have been written after it was loaded
    monkeypatch.setattr(program, "_READ_SINCE", time.time_ns())
    built(project)
    assert stands(project)
    before = file.stat()
    file.write_text("x = 2")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert not stands(project)


def test_other_time_zones_are_another_build(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zones").mkdir()
    monkeypatch.setattr(zoneinfo, "TZPATH", (*zoneinfo.TZPATH, str(tmp_path / "zones")))
    built(project)
    assert stands(project)
    (tmp_path / "zones/tzdata.zi").write_text("# version 2026z\n")

    assert not stands(project)


def test_what_was_written_at_the_moment_of_the_build_is_read_again(tmp_path: Path) -> None:
    project = lay(tmp_path / "site", SMALL)
    page = project.root / "content/pages/about.md"
    for number in range(20):
        page.write_text(f"---\ntitle: About\n---\n\nWho we are, {number:02}.\n")
        must_publish(project)

        assert f"Who we are, {number:02}." in (project.output / "pages/about.html").read_text()


def test_what_was_withheld_since_does_not_stay_in_the_cache(tmp_path: Path) -> None:
    private = "- {id: shy, kind: person, name: Canary Quillfeather, private: true}\n"
    warned = {**WARNED, "content/entities/private.yml": private}
    project = stand(tmp_path, warned)
    file = some_cache(project) / FILE
    assert b"Canary Quillfeather" in file.read_bytes()

    (project.root / "content/entities/private.yml").unlink()
    built(project)

    assert not any(b"Quillfeather" in one.read_bytes() for one in file.parent.glob(f"{FILE}*"))


def test_what_befell_the_cache_is_said_once(project: Project) -> None:
    (some_cache(project) / FILE).write_bytes(b"damaged")
    [note] = built(project).notes
    assert "rebuilt from nothing" in note
    time.sleep(STILL)

    assert built(project).notes == ()
    assert stands(project)


def test_a_check_leaves_nothing_that_was_deleted(tmp_path: Path) -> None:
    private = "- {id: shy, kind: person, name: Canary Quillfeather, private: true}\n"
    project = stand(tmp_path, {**WARNED, "content/entities/private.yml": private})
    folder = some_cache(project)
    (project.root / "content/entities/private.yml").unlink()
    with Store(folder) as store:
        check_dossier(project, store=store, as_of=AS_OF)

    assert not any(b"Quillfeather" in one.read_bytes() for one in folder.glob(f"{FILE}*"))


def test_a_check_that_finds_nothing_new_lets_it_stand(project: Project) -> None:
    with Store(some_cache(project)) as store:
        check_dossier(project, store=store, as_of=AS_OF)

    assert stands(project)


def test_it_does_not_stand_where_output_has_become_unfit(tmp_path: Path) -> None:
    site = lay(tmp_path / "site", SMALL)
    (site.root / "public").mkdir()
    inside = replace(site, output=site.root / "public/site")
    outside = replace(site, output=tmp_path / "www/dossier")
    outside.output.parent.mkdir()
    for one in (inside, outside):
        time.sleep(STILL)
        built(one)
        assert stands(one)

    shutil.copy(outside.output / "manifest.json", tmp_path / "www")
    assert [one.code for one in built(outside).diagnostics] == ["out-unfit-folder"]

    built(inside)
    time.sleep(STILL)
    assert stands(inside)
    (site.root / "public").rename(tmp_path / "elsewhere")
    (site.root / "public").symlink_to(tmp_path / "elsewhere")
    assert [one.code for one in built(inside).diagnostics] == ["out-unfit-folder"]


def meddling(project: Project, meddle: Callable[[int], object]) -> BuildResult:
    """A build in the midst of which somebody does something, each time that it looks at a clock."""
    counted = count()

    def clock() -> float:
        meddle(next(counted))
        return time.perf_counter()

    with Store(some_cache(project)) as store:
        return build_dossier(project, store=store, as_of=AS_OF, clock=clock)


def into(path: str, write: Callable[[Path], object]) -> Callable[[Project], object]:
    """Do something with a file of the published or of the earlier edition."""

    def meddle(project: Project) -> None:
        [found] = [one for one in project.root.glob(path) if one.exists()]
        write(found)

    return meddle


@pytest.mark.parametrize(
    "meddle",
    [
        into("output/pages/about.html", lambda file: file.write_text("other words")),
        into("output/pages/about.html", lambda file: file.unlink()),
        into("output/index.html", lambda file: file.write_text("other words")),
        into("output/index.html", lambda file: file.with_name("index.html.gz").touch()),
        into("output/pages", lambda folder: (folder / "empty").mkdir()),
        into("output/manifest.json", lambda file: file.write_text("{}")),
        into(".editions/*/previous/index.html", lambda file: file.write_text("other words")),
        into(".editions/*/previous", lambda folder: (folder / "more.html").touch()),
    ],
)
def test_what_is_written_as_soon_as_an_edition_is_there_is_seen(
    project: Project, meddle: Callable[[Project], object]
) -> None:
    """As a program does that follows what is published, to compress it or to copy it."""
    page = project.root / "content/pages/about.md"
    page.write_text("---\ntitle: About\n---\n\nWho we are now.\n")
    time.sleep(STILL)
    done = []

    def once(_: int) -> None:
        published = project.output / "pages/about.html"
        if not done and published.exists() and "we are now" in published.read_text():
            done.append(True)
            meddle(project)

    assert meddling(project, once).published
    assert done
    time.sleep(STILL)

    assert not stands(project)


def test_a_folder_that_is_away_while_a_build_reads_comes_back(tmp_path: Path) -> None:
    own = (TEMPLATES / "pages/plain.html").read_text().replace("sheet", "sheet ours")
    project = stand(tmp_path, {**SMALL, "templates/pages/plain.html": own})
    templates, away = project.root / "templates", tmp_path / "away"
    page = project.output / "pages/about.html"
    assert "sheet ours" in page.read_text()
    edit("site.yml", "harbour", "HARBOUR")(project)
    time.sleep(STILL)

    def move(count: int) -> None:
        if count == 1:  # it begins to read
            templates.rename(away)
        elif count == 2:
            away.rename(templates)

    assert meddling(project, move).published
    assert "sheet ours" not in page.read_text()
    time.sleep(STILL)
    built(project)

    assert "sheet ours" in page.read_text()


def test_a_folder_that_cannot_be_listed_is_no_reason_to_stop(tmp_path: Path) -> None:
    # What pytest makes nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        lay(Path(folder, "site"), SMALL)
        lay(tmp_path / "site", SMALL)
        program = """
            import os, sys
            from pathlib import Path
            from dossierpress.cli.run import run
            first, folder = map(Path, sys.argv[1:])
            run(["build", "--site", str(first / "site"), "--cache", str(first / "cache")])
            if os.geteuid() == 0:
                for one in (folder, *folder.rglob("*")):
                    os.chown(one, 65534, 65534)
                os.setgroups([]), os.setgid(65534), os.setuid(65534)
            (folder / "site").chmod(0o300)
            os.chdir(folder / "site")
            print(run(["build", "--cache", str(folder / "cache")]))
            (folder / "site").chmod(0o700)
        """
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), tmp_path, folder],
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout == "0\n", done.stderr


@pytest.fixture
def commands(tmp_path: Path) -> Iterator[Callable[[], dict[str, list[str]]]]:
    """Runs the command in a dossier that stands, and tells what it loaded and opened."""
    project = stand(tmp_path, SMALL)
    program = textwrap.dedent("""
        import json, sys
        opened = []
        sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else 0)
        from dossierpress.cli.run import run
        code = run(["build", "--quiet"])
        print(json.dumps({"code": [str(code)], "loaded": sorted(sys.modules), "opened": opened}))
    """)

    def call() -> dict[str, list[str]]:
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=project.root,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(int(AS_OF.timestamp()))},
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, list[str]] = json.loads(done.stdout)
        return found

    call()  # the command has options and libraries of its own
    return call


def test_it_opens_no_file_of_the_dossier_and_loads_no_stage(
    commands: Callable[[], dict[str, list[str]]], tmp_path: Path
) -> None:
    done = commands()

    stages = ("facts", "links", "claims", "indexes", "pages", "templating", "schema", "visibility")
    assert ["0"] == done["code"]
    assert [] == [
        name
        for name in done["loaded"]
        if name.startswith(tuple(f"dossierpress.{s}" for s in stages))
    ]
    assert {"pydantic", "jinja2", "markdown_it", "icu"}.isdisjoint(done["loaded"])
    site = str(tmp_path / "site")
    assert [] == [
        path for path in done["opened"] if path.startswith(site) and "/.editions/" not in path
    ]


def test_the_next_build_publishes_the_same(project: Project) -> None:
    published = tree(project.output)
    assert stands(project)
    assert published == tree(project.output)
