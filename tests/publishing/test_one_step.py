"""A reader finds one edition, whole; whoever builds finds the one before."""

import contextlib
import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Mapping
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from msgspec.structs import replace

from dossierpress.publish import stage
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.manifest import encode_manifest
from dossierpress.publish.previous_edition import publish_previous_edition
from dossierpress.publish.publication import remove_published
from dossierpress.source.project import Project, project_at
from publishing.editions import NEW, OLD, check_tidy, found, publish

PUBLISHED = 200
PAIRS = [[files[name] for name in ("index.html", "entities/x.html")] for files in (OLD, NEW)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier's folder with no output yet."""
    root = tmp_path / "site"
    root.mkdir()
    return project_at(root)


def read_on(
    folder: Path, done: Event, seen: "multiprocessing.Queue[tuple[int, list[str]]]"
) -> None:
    """Read files that every edition has, as a server does, until told to stop."""
    reads, wrong = 0, []
    while not done.is_set():
        reads += 1
        for name in ("index.html", "entities/x.html", "manifest.json"):
            try:
                data = (folder / name).read_bytes()
            except OSError as error:
                wrong.append(f"{name}: {error}")
            else:
                if data not in (OLD.get(name, data), NEW.get(name)):
                    wrong.append(f"{name}: {data!r}")
    seen.put((reads, wrong))


def read_pairs_on(
    folder: Path, done: Event, seen: "multiprocessing.Queue[tuple[int, list[str]]]"
) -> None:
    """Read two files of one open folder, which are of one edition; the same.

    An edition is there until the publication after next; who reads as slowly as that looks again.
    """
    reads, wrong = 0, []
    while not done.is_set():
        descriptor = os.open(folder, os.O_RDONLY)
        with contextlib.suppress(FileNotFoundError):
            pair = [read_in(descriptor, name) for name in ("index.html", "entities/x.html")]
            reads += 1
            if pair not in PAIRS:
                wrong.append(repr(pair))
        os.close(descriptor)
    seen.put((reads, wrong))


def read_in(descriptor: int, name: str) -> bytes:
    """A file of a folder that is open, whatever its name has become."""
    with open(os.open(name, os.O_RDONLY, dir_fd=descriptor), "rb") as file:  # noqa: PTH123
        return file.read()


def test_readers_find_one_edition_whole(project: Project) -> None:
    publish(project, OLD)
    context = multiprocessing.get_context("spawn")
    done, seen = context.Event(), context.Queue()
    readers = [
        context.Process(target=read, args=(project.output, done, seen))
        for read in (read_on, read_pairs_on)
    ]
    for reader in readers:
        reader.start()
    for number in range(PUBLISHED):
        _, problems = publish(project, NEW if number % 2 == 0 else OLD)
        assert () == problems
    done.set()
    results = [seen.get(timeout=60) for _ in readers]
    for reader in readers:
        reader.join()

    assert all(reads > 10 for reads, _ in results)
    assert [[], []] == [wrong for _, wrong in results]


def test_the_edition_before_is_kept_and_comes_back(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)
    assert OLD == found(folders_of_editions(project).previous)

    done, problems = publish_previous_edition(project)

    assert () == problems
    assert done is not None
    assert ("articles/gone.html",) == done.added
    assert ("tags/deep/er/t.html",) == done.pruned
    assert {"articles/gone.html", "entities/x.html", "index.html"} == set(done.written)
    assert OLD == found(project.output)
    publish_previous_edition(project)
    assert NEW == found(project.output)


def test_there_is_nothing_to_go_back_to_at_first(project: Project) -> None:
    publish(project, OLD)

    done, (refused,) = publish_previous_edition(project)

    assert done is None
    assert "out-no-rollback" == refused.code
    assert OLD == found(project.output)


def test_an_earlier_edition_that_was_changed_is_not_published(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)
    (folders_of_editions(project).previous / "index.html").write_bytes(b"defaced")

    done, (refused,) = publish_previous_edition(project)

    assert done is None
    assert "`index.html` of the edition before is not as it was published" in refused.message
    assert NEW == found(project.output)


def test_a_page_that_is_withdrawn_stays_nowhere_after_the_second_build(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)
    publish(project, {**NEW, "index.html": b"newest"})

    held = [path for path in project.root.rglob("*") if path.is_file()]
    assert not [path for path in held if b"only in the old one" in path.read_bytes()]


def test_editions_are_closed_to_others(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)

    assert 0o700 == project.editions.stat().st_mode & 0o777
    assert 0o700 == folders_of_editions(project).folder.stat().st_mode & 0o777


def test_the_rights_of_the_folder_stay(project: Project) -> None:
    publish(project, OLD)
    project.output.chmod(0o2750)

    publish(project, NEW)

    assert 0o2750 == project.output.stat().st_mode & 0o7777


def test_unchanged_files_are_shared_by_editions(project: Project) -> None:
    publish(project, OLD)
    before = (project.output / "articles/a.html").stat().st_ino

    publish(project, NEW)

    assert before == (project.output / "articles/a.html").stat().st_ino


def test_folders_of_an_edition_that_has_gone_serve_the_next_one(project: Project) -> None:
    """So no link is made or removed for a file that has not changed."""
    publish(project, OLD)
    first = (project.output / "articles").stat().st_ino
    publish(project, NEW)
    publish(project, OLD)
    links = (project.output / "articles/a.html").stat().st_nlink

    publish(project, NEW)

    assert first == (project.output / "articles").stat().st_ino
    assert links == (project.output / "articles/a.html").stat().st_nlink == 3
    assert NEW == found(project.output)
    assert OLD == found(folders_of_editions(project).previous)
    check_tidy(project)


def litter(spare: Path, elsewhere: Path) -> None:
    """Fill the spare with what has no business there."""
    (spare / "articles/a.html").unlink()
    (spare / "articles/a.html").write_bytes(b"forged")
    (spare / "articles/more.html").write_bytes(b"more")
    (spare / "articles/deep").mkdir()
    (spare / "articles/deep/more.html").write_bytes(b"more")
    (spare / "entities/x.html").mkdir()
    (spare / "entities/link").symlink_to(elsewhere)
    (spare / "tags").symlink_to(elsewhere)
    (spare / "index.html").write_bytes(b"forged")


@pytest.mark.parametrize("files", [OLD, NEW])
def test_nothing_that_lies_in_the_spare_is_published(
    project: Project, tmp_path: Path, files: Mapping[str, bytes]
) -> None:
    for one in (OLD, NEW, {**OLD, "new.html": b"new"}):
        publish(project, one)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/t.html").write_bytes(b"of somebody else")
    litter(folders_of_editions(project).spare, tmp_path / "elsewhere")

    _, problems = publish(project, files)

    assert () == problems
    assert files == found(project.output)
    assert b"of somebody else" == (tmp_path / "elsewhere/t.html").read_bytes()
    check_tidy(project)


def test_a_folder_with_other_rights_serves_no_more(project: Project) -> None:
    publish(project, OLD)
    usual = (project.output / "articles").stat().st_mode
    (project.output / "articles").chmod(0o700)
    for files in (NEW, OLD, NEW, OLD):
        publish(project, files)

        assert usual == (project.output / "articles").stat().st_mode


def test_whoever_holds_an_edition_open_finds_it_gone_and_never_another(project: Project) -> None:
    publish(project, OLD)
    descriptor = os.open(project.output, os.O_RDONLY)
    publish(project, NEW)
    assert OLD["index.html"] == read_in(descriptor, "index.html")
    for files in (OLD, NEW, OLD):
        publish(project, files)

        assert [] == os.listdir(descriptor)  # noqa: PTH208 (by a descriptor)
    os.close(descriptor)


def test_going_back_leaves_no_spare(project: Project) -> None:
    """It would share files with an edition that can be withdrawn later."""
    for files in (OLD, NEW, {**NEW, "more.html": b"more"}):
        publish(project, files)
    assert folders_of_editions(project).spare.exists()

    publish_previous_edition(project)

    assert not folders_of_editions(project).spare.exists()


@pytest.mark.parametrize("move", [shutil.move, shutil.copytree], ids=["moved", "copied"])
def test_a_dossier_that_was_moved_or_copied_goes_on(
    project: Project, tmp_path: Path, move: "type"
) -> None:
    """One that moved takes its editions along; a copy begins anew, as one from a stranger does."""
    caches = tmp_path / "caches"
    project = project_at(project.root, cache=caches)
    (project.root / "site.yml").write_text("title: X\n")
    publish(project, OLD)
    publish(project, NEW)
    move(project.root, tmp_path / "elsewhere")
    there = project_at(tmp_path / "elsewhere", cache=caches)
    assert OLD == found(folders_of_editions(there).previous)

    done, problems = publish_previous_edition(there)

    if move is shutil.move:
        assert () == problems
        assert OLD == found(there.output)
    else:
        assert done is None
        assert ["out-no-rollback"] == [one.code for one in problems]
        assert "restore the content as it was, and build" == problems[0].hint
    publish(there, {**NEW, "more.html": b"more"})
    assert {**NEW, "more.html": b"more"} == found(there.output)
    publish(there, NEW)
    assert publish_previous_edition(there)[0] is not None
    assert {**NEW, "more.html": b"more"} == found(there.output)


def forge(folder: Path, files: Mapping[str, bytes]) -> None:
    """An edition that is whole by its own manifest, and that nobody published."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    (folder / "manifest.json").write_bytes(encode_manifest(digests))


@pytest.mark.parametrize("name", ["previous", "ready-" + "0" * 64])
def test_an_edition_that_came_with_the_dossier_is_not_published(
    project: Project, name: str
) -> None:
    publish(project, OLD)
    forge(folders_of_editions(project).folder / name, {"index.html": b"forged"})

    done, (refused,) = publish_previous_edition(project)

    assert done is None
    assert "out-no-rollback" == refused.code
    assert "your builds have not published the edition that is kept" in refused.message
    assert OLD == found(project.output)


def test_a_signature_that_was_exchanged_is_not_published(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)
    (folders_of_editions(project).previous / "manifest.json.sig").write_text(
        "-----BEGIN SSH SIGNATURE"
    )

    done, (refused,) = publish_previous_edition(project)

    assert done is None
    assert "your builds have not published" in refused.message


def test_an_earlier_edition_that_is_a_link_leads_nobody_out(
    project: Project, tmp_path: Path
) -> None:
    publish(project, OLD)
    publish(project, NEW)
    previous = folders_of_editions(project).previous
    previous.rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/desktop.ini").write_text("of somebody else")
    previous.symlink_to(tmp_path / "elsewhere")

    done, (refused,) = publish_previous_edition(project)

    assert done is None
    assert "the edition before is a symbolic link" in refused.message
    assert "of somebody else" == (tmp_path / "elsewhere/desktop.ini").read_text()
    assert NEW == found(project.output)


def test_what_a_desktop_left_does_not_come_back(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)
    (folders_of_editions(project).previous / "desktop.ini").write_text("[.ShellClassInfo]")

    assert publish_previous_edition(project)[0] is not None

    assert OLD == found(project.output)


def test_no_cache_means_no_way_back_and_says_so(project: Project) -> None:
    nowhere = replace(project, cache=None)
    publish(nowhere, OLD)
    publish(nowhere, NEW)

    done, (refused,) = publish_previous_edition(nowhere)

    assert done is None
    assert "no cache folder" in refused.notes[0].message


def test_a_cache_that_was_lost_knows_what_the_next_build_finds_in_place(project: Project) -> None:
    publish(project, OLD)
    shutil.rmtree(project.cache)
    publish(project, OLD)
    publish(project, NEW)

    assert publish_previous_edition(project)[0] is not None
    assert OLD == found(project.output)


def test_a_file_of_another_user_is_not_shared_by_editions(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(project, OLD)
    before = (project.output / "articles/a.html").stat().st_ino
    monkeypatch.setattr(stage, "is_user", lambda _: False)

    publish(project, NEW)

    assert before != (project.output / "articles/a.html").stat().st_ino
    assert NEW == found(project.output)


def test_a_new_checkout_has_no_earlier_edition_and_needs_none(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)
    shutil.rmtree(project.editions)

    _, problems = publish(project, OLD)

    assert () == problems
    assert OLD == found(project.output)


def test_cleaning_leaves_no_edition(project: Project) -> None:
    publish(project, OLD)
    publish(project, NEW)

    remove_published(project)

    assert not project.output.exists()
    assert not project.editions.exists()
