"""How pages say that they are cited; and that an edit pays for what it changes in that."""

import json
from pathlib import Path

import pytest
import typst
from lxml import html

from building import SMALL, build_cleanly, lay, must_publish, tree
from dossierpress.citing import styled_citations
from dossierpress.engine.store import Store
from dossierpress.pipeline import prepare
from dossierpress.source.project import Project

STYLES = "author: Harbour desk\ncitation:\n  styles: [apa, chicago, mla]\n"
FILES = SMALL | {
    "content/claims/quay.yml": (
        "- id: quay\n  text: The quay is closed.\n  about: acme\n"
        "  status: [{is: reported, on: 2021-03-05}, {is: corroborated, on: 2021-04-01}]\n"
        "  reports: [{by: courier, on: 2021-03-04}]\n"
    )
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return lay(tmp_path / "site", FILES)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many items each call of the citation processor was about."""
    calls: list[int] = []
    compile_ = typst.compile

    def counted(document: bytes, **options: object) -> bytes:
        calls.append(document.count(b"#bibliography("))
        return compile_(document, **options)  # type: ignore[arg-type, call-overload, no-any-return]

    monkeypatch.setattr(typst, "compile", counted)
    return calls


def settle(project: Project, settings: str) -> None:
    file = project.root / "site.yml"
    file.write_text(FILES["site.yml"] + settings, encoding="utf-8")  # type: ignore[operator]


def rewrite(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def cite(project: Project, path: str) -> html.HtmlElement:
    (found,) = html.parse(project.output / path).getroot().xpath("//details[@class='cite']")
    return found


def texts(project: Project, path: str) -> dict[str, str]:
    """What stands under each head."""
    rows = cite(project, path).xpath("./dl/div")
    return {row.find("dt").text: row.find("dd").text_content().strip() for row in rows}


def digest(project: Project, path: str) -> str:
    return str(cite(project, path).xpath("string(.//code)"))


def test_each_page_of_a_record_says_how_it_is_cited(project: Project) -> None:
    settle(project, "author: Harbour desk\n")
    must_publish(project)

    assert {
        path: texts(project, path)["In words"]
        for path in (
            "articles/closes.html",
            "claims/quay.html",
            "entities/acme.html",
            "sources/courier.html",
        )
    } == {
        "articles/closes.html": "Harbour desk. The harbour closes. The harbour, 4 March 2021."
        " https://harbour.example/articles/closes.html",
        "claims/quay.html": "Harbour desk. The quay is closed. The harbour, 1 April 2021."
        " https://harbour.example/claims/quay.html",
        "entities/acme.html": "Harbour desk. Acme Yards. The harbour."
        " https://harbour.example/entities/acme.html",
        "sources/courier.html": "Harbour desk. The Amsel Courier. The harbour."
        " https://harbour.example/sources/courier.html",
    }
    (read,) = json.loads(texts(project, "claims/quay.html")["CSL-JSON"])
    assert read["title"] == "The quay is closed."
    assert "title = {{The quay is closed.}}" in texts(project, "claims/quay.html")["BibTeX"]
    assert not cite(project, "articles/closes.html").get("open")


def test_the_text_of_another_is_not_by_the_desk(project: Project) -> None:
    settle(project, "author: Harbour desk\n")
    rewrite(
        project, "content/articles/opens.md", "date: 1931", "date: 1931\norigin: {source: courier}"
    )
    must_publish(project)

    assert texts(project, "articles/opens.html")["In words"] == (
        "The yard opens. The harbour, 1931. https://harbour.example/articles/opens.html"
    )


def test_styles_take_the_place_of_plain_words(project: Project) -> None:
    settle(project, STYLES + '  names: {Ines Calder: "Calder, Ines"}\n')
    rewrite(
        project,
        "content/articles/closes.md",
        "tags: [harbour]",
        "tags: [harbour]\nauthors: [Ines Calder]",
    )
    rewrite(project, "content/articles/opens.md", "date: 1931", "date: 1931/1932")
    must_publish(project)

    assert list(texts(project, "articles/closes.html")) == [
        *("APA", "Chicago", "MLA"),
        *("BibTeX", "CSL-JSON"),
    ]
    assert texts(project, "articles/closes.html")["APA"] == (
        "Calder, I. (2021, March 4). The harbour closes. The harbour."
        " https://harbour.example/articles/closes.html"
    )
    # No style of the processor can say it.
    assert list(texts(project, "articles/opens.html")) == ["In words", "BibTeX", "CSL-JSON"]


def test_without_the_processor_there_are_plain_words_and_the_build_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(project, STYLES)
    must_publish(project)
    for module in (styled_citations, prepare):
        monkeypatch.setattr(module, "processor", lambda: None)
    report = must_publish(project)

    assert list(texts(project, "articles/closes.html")) == ["In words", "BibTeX", "CSL-JSON"]
    assert [one for one in report.notes if "pip install 'dossierpress[cite]'" in one] != []


def test_one_call_for_all_and_an_edit_pays_for_its_own(project: Project, asked: list[int]) -> None:
    settle(project, STYLES)
    must_publish(project)
    pages = len(
        [
            path
            for path in tree(project.output)
            if 'details class="cite"'
            in (project.output / path).read_text(encoding="utf-8", errors="ignore")
        ]
    )
    assert asked == [3 * pages]

    asked.clear()
    rewrite(project, "content/articles/closes.md", "## After", "More.\n\n## After")
    must_publish(project)
    assert asked == []

    rewrite(project, "content/articles/closes.md", "The harbour closes", "The harbour is closed")
    must_publish(project)
    assert asked == [3]

    asked.clear()
    (project.root / "templates/macros").mkdir(parents=True)
    (project.root / "templates/partials").mkdir(parents=True)
    (project.root / "templates/partials/head.html").write_text("<!-- mine -->")
    must_publish(project)
    assert asked == []


def test_step_by_step_is_from_nothing(project: Project, tmp_path: Path) -> None:
    must_publish(project)
    settle(project, STYLES)
    must_publish(project)
    rewrite(project, "content/articles/closes.md", "The harbour closes", "The harbour is closed")
    rewrite(project, "content/entities/lena.md", "Director", "She is the director")
    must_publish(project)

    _, clean = build_cleanly(project, tmp_path / "clean")
    assert tree(project.output) == clean


def test_what_is_withdrawn_leaves_the_cache(project: Project) -> None:
    settle(project, STYLES)
    must_publish(project)
    with Store(project.cache) as store:
        assert "articles/closes.html" in store.keys("cited")

    rewrite(project, "content/articles/closes.md", "title:", "private: true\ntitle:")
    must_publish(project)
    with Store(project.cache) as store:
        assert "articles/closes.html" not in store.keys("cited")
        assert "articles/opens.html" in store.keys("cited")


def test_the_digest_of_a_page_is_another_when_the_page_is_and_only_then(project: Project) -> None:
    must_publish(project)
    paths = (
        "articles/closes.html",
        "articles/opens.html",
        "entities/lena.html",
        "claims/quay.html",
    )
    before = {path: digest(project, path) for path in paths}
    assert len(set(before.values())) == len(paths)

    # The frame of every page, and the text of one.
    rewrite(project, "site.yml", "title: The harbour", "title: The old harbour\nlicence: CC0")
    rewrite(project, "content/articles/opens.md", "opened.", "opened early.")
    must_publish(project)

    assert [path for path in paths if digest(project, path) != before[path]] == [
        "articles/opens.html"
    ]


def test_the_citation_leads_to_the_edition(project: Project) -> None:
    must_publish(project)

    (link,) = cite(project, "articles/closes.html").xpath(".//a")
    manifest = json.loads((project.output / "articles" / link.get("href")).read_text())
    assert list(manifest)[:3] == ["format", "tool", "made_of"]
    assert "articles/closes.html" in manifest["files"]


def test_without_an_address_none_is_made_up(project: Project) -> None:
    rewrite(project, "site.yml", "url: https://harbour.example/\n", "")
    must_publish(project)

    assert texts(project, "articles/closes.html")["In words"] == (
        "The harbour closes. The harbour, 4 March 2021."
    )
    assert cite(project, "articles/closes.html").get("data-address") is None
