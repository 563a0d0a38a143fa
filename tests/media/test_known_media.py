"""Media that nobody has changed are neither read nor cleaned again, whatever else is built."""

import os
import sys
import time
from pathlib import Path
from typing import Any

import carriers
import pytest

from building import AS_OF, STILL, lay, must_publish, publish, tree
from dossierpress.engine.store import Store
from dossierpress.media import clean
from dossierpress.pipeline import publish as publishing
from dossierpress.pipeline.build import build_dossier
from dossierpress.source.project import Project

FILES: dict[str, str | bytes] = {
    "site.yml": "title: Media\n",
    "content/articles/a.md": (
        "---\ntitle: A\n---\n\n[1](../media/a.jpg) [2](../media/b.txt) [3](../media/c.svg)"
        " [4](../media/d.pdf)\n"
    ),
    "content/media/a.jpg": carriers.jpeg(),
    "content/media/b.txt": b"plain words",
    "content/media/c.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    "content/media/d.pdf": b"%PDF-1.4\n/Author (x)\n%%EOF\n",
}
_OPENED: list[str] = []


def _take_down(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str | os.PathLike):
        _OPENED.append(os.fspath(arguments[0]))


sys.addaudithook(_take_down)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier with media that was built."""
    project = lay(tmp_path, FILES)
    time.sleep(STILL)
    must_publish(project)
    time.sleep(STILL)
    return project


@pytest.fixture
def cleaned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are cleaned meanwhile."""
    found: list[str] = []
    its_own = clean._clean

    def noted(file: Any, limits: Any) -> Any:
        found.append(file.path)
        return its_own(file, limits)

    monkeypatch.setattr(clean, "_clean", noted)
    return found


def edit(project: Project, words: str) -> None:
    """Change the text of the article."""
    file = project.root / "content/articles/a.md"
    file.write_text(file.read_text() + f"\n{words}\n")
    time.sleep(STILL)


def opened_media(project: Project) -> set[str]:
    """Names of the media that were opened since."""
    folder = f"{project.root / 'content/media'}{os.sep}"
    return {Path(file).name for file in _OPENED if file.startswith(folder)}


def test_media_that_nobody_changed_are_neither_read_nor_cleaned(
    project: Project, cleaned: list[str]
) -> None:
    edit(project, "More.")
    _OPENED.clear()
    report = must_publish(project)

    assert report.changed
    assert cleaned == []
    assert opened_media(project) == set()


def test_what_was_told_of_them_is_told_again(tmp_path: Path, cleaned: list[str]) -> None:
    bad = {**FILES, "content/media/a.jpg": b"no picture", "content/media/b.txt": b"\xff"}
    project = lay(tmp_path, bad)
    time.sleep(STILL)
    first = publish(project)
    cleaned.clear()
    second = publish(project)

    assert {one.path for one in first.diagnostics} >= {"content/media/a.jpg", "content/media/b.txt"}
    assert first.diagnostics == second.diagnostics
    assert cleaned == []


@pytest.mark.parametrize("name", ["a.jpg", "b.txt"])
def test_a_published_file_that_is_gone_is_made_again_of_the_same_bytes(
    project: Project, cleaned: list[str], name: str
) -> None:
    before = tree(project.output)
    (project.output / "media" / name).unlink()
    must_publish(project)

    assert tree(project.output) == before
    assert before["media/a.jpg"] != FILES["content/media/a.jpg"]
    assert cleaned == []


def test_another_file_another_name_and_another_limit_are_cleaned(
    project: Project, cleaned: list[str]
) -> None:
    (project.root / "content/media/b.txt").write_bytes(b"other words")
    must_publish(project)
    assert cleaned == ["b.txt"]
    cleaned.clear()

    (project.root / "content/media/b.txt").rename(project.root / "content/media/e.txt")
    article = project.root / "content/articles/a.md"
    article.write_text(article.read_text().replace("b.txt", "e.txt"))
    must_publish(project)
    assert cleaned == ["e.txt"]
    cleaned.clear()

    (project.root / "site.yml").write_text("title: Media\nlimits: {pixels: 1}\n")
    report = publish(project)
    assert sorted(cleaned) == ["a.jpg", "c.svg", "d.pdf", "e.txt"]
    assert "media-pixels" in [one.code for one in report.diagnostics]


def test_other_code_cleans_again(
    project: Project, cleaned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean, "code_digest", lambda: "other code")
    edit(project, "More.")
    must_publish(project)

    assert sorted(cleaned) == ["a.jpg", "b.txt", "c.svg", "d.pdf"]


@pytest.mark.parametrize("settings", ["title: Media\n", "title: ["])
def test_nothing_stays_of_media_that_are_gone(project: Project, settings: str) -> None:
    for path in ("content/articles/a.md", "content/media/a.jpg", "content/media/b.txt"):
        (project.root / path).unlink()
    (project.root / "site.yml").write_text(settings)
    publish(project)

    with Store(project.cache) as store:
        assert store.find("looked", ["media"]) == {"media": b""}


def test_a_file_that_is_changed_before_it_is_published_again_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.output / "media/a.jpg").write_bytes(b"defaced")
    before = tree(project.output)
    publish_edition = publishing.publish_edition

    def meddle(*arguments: Any, **more: Any) -> Any:
        (project.root / "content/media/a.jpg").write_bytes(b"another picture")
        return publish_edition(*arguments, **more)

    monkeypatch.setattr(publishing, "publish_edition", meddle)
    with Store(project.cache) as store:
        report = build_dossier(project, store=store, as_of=AS_OF)
    monkeypatch.undo()

    assert not report.published
    [problem] = report.diagnostics
    assert (problem.code, problem.path) == ("disc-unreadable", "content/media/a.jpg")
    assert tree(project.output) == before
