"""output/ is exactly its manifest after every write, and nothing of anybody else is touched."""

import hashlib
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dossierpress import __version__
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.publish.changes import ChangeSummary
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.manifest import decode_manifest
from dossierpress.publish.output_folder import PART_NAME, survey_output
from dossierpress.publish.publication import publish_edition, remove_published
from dossierpress.publish.verify import compare_with_clean_build
from dossierpress.source.project import Project, project_at
from publishing.editions import outputs

FIRST = {"index.html": b"home", "articles/a.html": b"a", "articles/b.html": b"b"}


def publish(project: Project, files: Mapping[str, bytes]) -> ChangeSummary:
    """Survey and write, both without complaint."""
    edition, refused = survey_output(project)
    assert () == refused
    assert edition is not None
    written, failed = publish_edition(project, edition, outputs(files), {})
    assert () == failed
    assert written is not None
    return written


def refusal(project: Project) -> Diagnostic:
    """Why nothing may be written."""
    edition, (diagnostic,) = survey_output(project)
    assert edition is None
    return diagnostic


def there(project: Project) -> dict[str, bytes]:
    """Every file of the output but the manifest."""
    return {
        path.relative_to(project.output).as_posix(): path.read_bytes()
        for path in sorted(project.output.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def check_exact(project: Project, files: Mapping[str, bytes]) -> None:
    """The tree is these files, their folders and their manifest, and nothing else."""
    assert dict(files) == there(project)
    manifest = decode_manifest((project.output / "manifest.json").read_bytes())
    assert manifest is not None
    assert {path: hashlib.sha256(data).hexdigest() for path, data in files.items()} == (
        manifest.files
    )
    assert not manifest.unfinished
    folders = {path for path in project.output.rglob("*") if path.is_dir()}
    assert folders == {
        parent
        for path in files
        for parent in (project.output / path).parents
        if parent.is_relative_to(project.output) and parent != project.output
    }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier's folder with no output yet."""
    root = tmp_path / "site"
    root.mkdir()
    return project_at(root)


def test_the_first_edition(project: Project) -> None:
    written = publish(project, FIRST)

    assert ("articles/a.html", "articles/b.html", "index.html") == written.written
    check_exact(project, FIRST)


def test_the_manifest_is_the_same_for_the_same_files(project: Project, tmp_path: Path) -> None:
    publish(project, FIRST)
    other = project_at(tmp_path / "other")
    publish(other, dict(reversed(FIRST.items())))

    manifest = (project.output / "manifest.json").read_text()
    assert manifest == (other.output / "manifest.json").read_text()
    assert f'"tool": "dossierpress {__version__}"' in manifest
    assert "manifest.json" not in manifest


def test_the_manifest_is_for_people_too(project: Project) -> None:
    files = {"سلام/index.html": b"", "a b/é.html": b"", "&\u2028<\U0001f600>.html": b""}
    publish(project, files)

    manifest = (project.output / "manifest.json").read_text(encoding="utf-8")
    read = json.loads(manifest)
    assert json.dumps(read, ensure_ascii=False, indent=1) + "\n" == manifest
    assert sorted(files) == list(read["files"])


def test_the_next_edition_replaces_and_prunes(project: Project) -> None:
    publish(project, FIRST)
    second = {"index.html": b"new home", "articles/a.html": b"a", "tags/x.html": b"x"}

    written = publish(project, second)

    assert written == ChangeSummary(
        written=("index.html", "tags/x.html"), added=("tags/x.html",), pruned=("articles/b.html",)
    )
    check_exact(project, second)


def test_folders_and_files_may_change_places(project: Project) -> None:
    publish(project, {"a": b"file", "b/c/d.html": b"deep"})
    second = {"a/b.html": b"below", "b": b"file now"}

    publish(project, second)

    check_exact(project, second)


def test_nothing_to_publish_touches_nothing(project: Project) -> None:
    publish(project, FIRST)
    for path in project.output.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))

    assert ChangeSummary() == publish(project, FIRST)

    assert {10**18} == {path.stat().st_mtime_ns for path in project.output.rglob("*")}


def test_only_what_changed_is_touched(project: Project) -> None:
    publish(project, FIRST)
    for path in project.output.rglob("*.html"):
        os.utime(path, ns=(10**18, 10**18))

    publish(project, {**FIRST, "index.html": b"new"})

    assert 10**18 == (project.output / "articles/a.html").stat().st_mtime_ns
    assert 10**18 != (project.output / "index.html").stat().st_mtime_ns


def link_to_a_secret(path: Path) -> None:
    secret = path.parents[2] / "secret"
    secret.write_bytes(b"secret")
    path.unlink()
    path.symlink_to(secret)


def empty_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"defaced"),
        lambda path: path.write_bytes(b""),
        link_to_a_secret,
        empty_folder,
    ],
)
def test_lost_and_changed_files_are_mended(
    project: Project, tamper: Callable[[Path], None]
) -> None:
    publish(project, FIRST)
    tamper(project.output / "articles/a.html")

    assert ("articles/a.html",) == publish(project, FIRST).written
    check_exact(project, FIRST)
    secret = project.root / "secret"
    assert not secret.exists() or b"secret" == secret.read_bytes()


@pytest.mark.parametrize(
    "name", ["notes.txt", "articles/mine.html", ".nojekyll", "a/b/c/d.txt", "manifest.json.bak"]
)
def test_a_foreign_file_is_refused(project: Project, name: str) -> None:
    publish(project, FIRST)
    foreign = project.output / name
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_text("mine")

    diagnostic = refusal(project)

    assert ("out-foreign-file", "output") == (diagnostic.code, diagnostic.path)
    assert [f"output/{name}"] == [note.path for note in diagnostic.notes]
    assert "mine" == foreign.read_text()


@pytest.mark.parametrize("manifest", [None, b"", b"{}", b'{"files": {}}', b"\xff\xfe"])
def test_a_folder_that_is_not_empty_and_not_ours_is_refused(
    project: Project, manifest: bytes | None
) -> None:
    project.output.mkdir()
    for number in range(12):
        (project.output / f"{number:02}.txt").write_text("mine")
    if manifest is not None:
        (project.output / "manifest.json").write_bytes(manifest)

    diagnostic = refusal(project)

    count = 12 if manifest is None else 13
    what = "no `manifest.json` of ours" if manifest is None else "a `manifest.json` that is damaged"
    assert f"{count} files and {what}" in diagnostic.message
    named = [note.path for note in diagnostic.notes if note.path]
    assert [f"output/{number:02}.txt" for number in range(10)] == named
    assert f"and {count - 10} more" == diagnostic.notes[-1].message


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_manifest_that_is_no_file_is_refused(
    project: Project, make: Callable[[Path], None]
) -> None:
    project.output.mkdir()
    make(project.output / "manifest.json")

    assert "out-foreign-file" == refusal(project).code


def test_links_and_pipes_are_foreign(project: Project, tmp_path: Path) -> None:
    publish(project, FIRST)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.html").write_text("not ours")
    (project.output / "link").symlink_to(outside)
    os.mkfifo(project.output / "pipe")

    assert ["output/link", "output/pipe"] == [note.path for note in refusal(project).notes]


def test_a_folder_exchanged_for_a_link_is_not_written_through(
    project: Project, tmp_path: Path
) -> None:
    publish(project, FIRST)
    (project.output / "articles").rename(tmp_path / "moved")
    (project.output / "articles").symlink_to(tmp_path / "moved")

    assert ["output/articles"] == [note.path for note in refusal(project).notes]
    assert {"a.html", "b.html"} == {path.name for path in (tmp_path / "moved").iterdir()}


def test_a_manifest_cannot_send_us_outside(project: Project, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    publish(project, FIRST)
    manifest = project.output / "manifest.json"
    paths = ("../../victim", str(tmp_path / "victim"), "articles/../../../victim")
    listed = "".join(f'"{path}": "00",' for path in paths)
    manifest.write_text(manifest.read_text().replace('"files": {', f'"files": {{{listed}'))

    assert () == publish(project, FIRST).pruned

    assert "mine" == (tmp_path / "victim").read_text()
    check_exact(project, FIRST)


def test_what_desktops_leave_is_neither_refused_nor_published(project: Project) -> None:
    publish(project, FIRST)
    for litter in (".DS_Store", "articles/Thumbs.db"):
        (project.output / litter).write_text("litter")

    assert ChangeSummary(pruned=("articles/a.html", "articles/b.html")) == publish(
        project, {"index.html": b"home"}
    )

    check_exact(project, {"index.html": b"home"})


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (".", "the dossier itself is in it"),
        ("..", "the dossier itself is in it"),
        ("content/site", "inside of `content/`"),
        ("templates", "inside of `templates/`"),
        ("taken", "not a folder"),
        ("link", "a symbolic link"),
    ],
)
def test_folders_that_cannot_be_output(project: Project, output: str, reason: str) -> None:
    (project.root / "taken").write_text("a file")
    (project.root / "link").symlink_to("elsewhere")

    diagnostic = refusal(project_at(project.root, output=project.root / output))

    assert "out-unfit-folder" == diagnostic.code
    assert reason in diagnostic.message


def test_output_may_lie_outside_of_the_dossier(project: Project, tmp_path: Path) -> None:
    outside = project_at(project.root, output=tmp_path / "public")
    publish(outside, FIRST)
    check_exact(outside, FIRST)

    (tmp_path / "public/notes.txt").write_text("mine")
    assert (tmp_path / "public").as_posix() == refusal(outside).path


def test_a_failed_write_says_where_and_leaves_the_old_edition(project: Project) -> None:
    publish(project, {"index.html": b"home"})
    # A name longer than any file system takes: the real thing fails, in the middle.
    impossible = "z" * 300 + ".html"
    edition, _ = survey_output(project)
    assert edition is not None

    written, (failed,) = publish_edition(
        project, edition, outputs({"a/new.html": b"new", impossible: b""}), {}
    )

    assert written is None
    assert ("out-write-failed", f"output/{impossible}") == (failed.code, failed.path)
    assert "cannot be written: file name too long" == failed.message
    check_exact(project, {"index.html": b"home"})
    assert not [path for path in folders_of_editions(project).folder.iterdir() if path.is_dir()]
    assert "a/new.html" in publish(project, {**FIRST, "a/new.html": b"new"}).written
    check_exact(project, {**FIRST, "a/new.html": b"new"})


@pytest.mark.slow
def test_a_build_killed_at_any_point_is_taken_up_by_the_next(project: Project) -> None:
    # A process of its own, whose children really end at the n-th thing that they do to a file.
    script = """
        import os, sys
        from pathlib import Path
        from test_write import FIRST, check_exact, outputs, publish, there
        from dossierpress.source.project import project_at as at
        from dossierpress.publish.output_folder import survey_output as survey
        from dossierpress.publish.publication import publish_edition as write

        project = at(Path(sys.argv[1]))
        second = {**{f"n/{number}.html": b"new" for number in range(3)}, "index.html": b"new"}
        second["articles/a.html"] = FIRST["articles/a.html"]
        third = {"index.html": b"third", "n/1.html": b"third"}

        _STEPS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.open")

        def write_and_die(steps):
            def count(event, arguments):
                nonlocal steps
                writes = event == "open" and arguments[1] == "xb"
                if writes or event in _STEPS:
                    steps -= 1
                    if steps == 0:
                        os._exit(9)
            edition, _ = survey(project)
            sys.addaudithook(count)
            write(project, edition, outputs(second), {})
            os._exit(0)

        endings = []
        while 0 not in endings:
            publish(project, FIRST)
            child = os.fork()
            if not child:
                write_and_die(len(endings) + 1)
            endings.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            check_exact(project, second if there(project) == second else FIRST)
            publish(project, third)
            check_exact(project, third)
        print(len(endings))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), project.root],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    assert int(done.stdout) > 10


def test_a_part_left_behind_is_not_reported_as_pruned(project: Project) -> None:
    publish(project, FIRST)
    (project.output / "articles" / PART_NAME).write_text("half a pa")

    assert () == publish(project, FIRST).pruned
    check_exact(project, FIRST)


@pytest.mark.parametrize(
    "path", ["../x.html", "/x.html", "a//b.html", "./a.html", "manifest.json", f"a/{PART_NAME}"]
)
def test_a_plan_with_an_impossible_path_is_a_bug(project: Project, path: str) -> None:
    edition, _ = survey_output(project)
    assert edition is not None

    with pytest.raises(ValueError, match="path"):
        publish_edition(project, edition, outputs({path: b""}), {})
    assert not project.output.exists()


def test_comparing_names_every_difference(project: Project) -> None:
    publish(project, FIRST)
    assert () == compare_with_clean_build(project, outputs(FIRST))

    (project.output / "articles/a.html").write_text("changed")
    (project.output / "articles/b.html").unlink()
    (project.output / "more.html").write_text("more")

    assert [
        ("output/articles/a.html", "differs from what a clean build writes"),
        ("output/articles/b.html", "missing; a clean build writes this file"),
        ("output/more.html", "no clean build writes this file"),
    ] == [(one.path, one.message) for one in compare_with_clean_build(project, outputs(FIRST))]


def test_comparing_sees_another_manifest(project: Project) -> None:
    publish(project, FIRST)
    manifest = project.output / "manifest.json"
    manifest.write_text(manifest.read_text() + "\n")

    assert ["output/manifest.json"] == [
        one.path for one in compare_with_clean_build(project, outputs(FIRST))
    ]


def test_cleaning_removes_what_is_ours(project: Project) -> None:
    publish(project, FIRST)

    written, problems = remove_published(project)

    assert (ChangeSummary(pruned=tuple(sorted(FIRST))), ()) == (written, problems)
    assert not project.output.exists()
    assert (ChangeSummary(), ()) == remove_published(project)


def test_cleaning_refuses_what_is_not_ours(project: Project) -> None:
    project.output.mkdir()
    (project.output / "mine.txt").write_text("mine")

    written, (diagnostic,) = remove_published(project)

    assert (None, "out-foreign-file") == (written, diagnostic.code)
    assert "mine" == (project.output / "mine.txt").read_text()
