"""Printing: the same bytes each time, only what has changed, from nothing but the edition."""

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from building import ANOTHER_PICTURE, SMALL, lay, must_publish, tree
from dossierpress.cli.run import run
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.engine.store import Store
from dossierpress.kernel.page_styles import PAPER_STYLE
from dossierpress.paper.edition import EditionChangedError, NotOursError
from dossierpress.paper.elements import made
from dossierpress.paper.printing import Look, printed
from dossierpress.pipeline.paper import print_edition
from dossierpress.source.discovery import read_templates
from dossierpress.source.project import Project, project_at
from paper.conftest import Paper, print_into

LOOK = Look(statics=read_templates(Path("no such folder"))[0].statics)
HOSTILE = (
    '<img src="file:///etc/hostname"><img src="https://elsewhere.example/x.png">'
    '<img src="data:image/png;base64,AAAA"><img src="../../etc/hostname">'
    '<object data="file:///etc/hostname">o</object><a rel="attachment" href="file:///etc/hostname">a</a>'
    '<svg><image href="file:///etc/hostname"/></svg>'
    "<p style=\"background:url('file:///etc/hostname')\">Words.</p>"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = lay(tmp_path / "site", SMALL)
    must_publish(project)
    return project


def test_the_same_edition_gives_the_same_bytes_in_any_processes(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tehran")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with Store() as store, PoolWhenItPays(2) as executor:
        print_edition(paper.project, tmp_path / "again", store=store, executor=executor)

    assert tree(tmp_path / "again") == tree(paper.folder)


def test_what_has_not_changed_is_not_printed_again(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "pdf"
    first = print_into(project, folder)
    assert (first.papers, first.made) == (2, 2)
    assert print_into(project, folder).made == 0
    (folder / "articles/closes.pdf").write_bytes(b"damaged")
    assert print_into(project, folder).made == 0
    assert (folder / "articles/closes.pdf").read_bytes().startswith(b"%PDF")

    lay(project.root, {"content/media/quay.png": ANOTHER_PICTURE})
    must_publish(project)
    assert print_into(project, folder).made == 1


def test_a_pdf_goes_with_its_page(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "pdf"
    print_into(project, folder)
    text = str(SMALL["content/articles/opens.md"])
    lay(project.root, {"content/articles/opens.md": text.replace("date:", "status: draft\ndate:")})
    lay(
        project.root,
        {
            "content/articles/closes.md": str(SMALL["content/articles/closes.md"])
            .replace("references:\n  - {to: opens, type: follows}\n", "")
            .replace("See [[opens]] and", "See")
        },
    )
    must_publish(project)

    assert print_into(project, folder).removed == ("articles/opens.pdf",)
    assert {name for name in tree(folder) if "opens" in name} == set()


def test_a_strangers_file_is_left_alone(project: Project, tmp_path: Path) -> None:
    theirs = {"pdf/articles/opens.pdf": b"theirs"}
    lay(tmp_path, theirs)

    with pytest.raises(NotOursError, match=r"articles/opens\.pdf"):
        print_into(project, tmp_path / "pdf")
    assert tree(tmp_path / "pdf") == {"articles/opens.pdf": b"theirs"}


def test_another_edition_in_the_place_of_this_one_is_noticed(
    project: Project, tmp_path: Path
) -> None:
    page = project.output / "articles/opens.html"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes() + b" ")

    with pytest.raises(EditionChangedError, match=r"articles/opens\.html"):
        print_into(project, tmp_path / "pdf")


def test_nothing_is_reached_but_the_edition() -> None:
    import tinyhtml5

    body = tinyhtml5.parse(f"<body>{HOSTILE}", namespace_html_elements=False).find("body")
    asked: list[str] = []

    def read(path: str) -> bytes:
        asked.append(path)
        raise EditionChangedError(path) if path == "never" else KeyError(path)

    opened: list[Any] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "socket.connect", "socket.getaddrinfo") and watching:
            opened.append(str(arguments[0]))

    watching = True
    sys.addaudithook(watch)
    data = printed(made("html", made("head", made("title", "t")), body), LOOK, read)
    watching = False

    assert data.startswith(b"%PDF")
    assert b"EmbeddedFile" not in data
    assert [one for one in opened if "hostname" in one or "elsewhere" in one] == []
    assert [one for one in asked if one.startswith(("/", ".."))] == []


def test_a_desk_has_its_own_paper(project: Project, tmp_path: Path) -> None:
    print_into(project, tmp_path / "before")
    lay(project.root, {f"templates/static/{PAPER_STYLE}": "@page { size: A5; margin: 2cm; }"})
    must_publish(project)
    print_into(project, tmp_path / "after")

    from pypdf import PdfReader

    box = PdfReader(tmp_path / "after/articles/opens.pdf").pages[0].mediabox
    assert (round(box.width), round(box.height)) == (420, 595)
    assert not (project.output / "static/paper").exists()


def test_the_command_prints_what_it_has_published(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(["build", "--site", str(project.root), "--pdf", str(tmp_path / "pdf")])

    assert told == 0
    assert "3 PDFs in `" in capsys.readouterr().err
    assert project_at(project.root).output.exists()


def test_it_prints_into_no_folder_of_the_dossiers_own(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("output", "output/pdf", "content", "."):
        told = run(["build", "--site", str(project.root), "--pdf", str(project.root / folder)])
        assert told == 2
        assert "PDFs need a folder of their own" in capsys.readouterr().err


def test_it_says_what_is_not_installed(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierpress.paper import printing

    command = ["build", "--site", str(project.root), "--pdf", str(project.root / "pdf")]
    monkeypatch.setattr(printing, "_LIBRARIES", ("weasyprint-that-is-not-there",))
    assert run(command) == 2
    assert "pip install 'dossierpress[pdf]'" in capsys.readouterr().err
    monkeypatch.undo()

    real = builtins.__import__

    def without_pango(name: str, *rest: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0': no such file")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    assert run(command) == 2
    told = capsys.readouterr().err
    assert "`libpango-1.0-0`" in told
    assert "apt-get install libpango-1.0-0" in told
