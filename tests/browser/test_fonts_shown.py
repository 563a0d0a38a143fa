"""The theme's fonts in a real browser: which are loaded, and what is drawn with them."""

import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from building import lay, must_publish
from harness import PageMaker, serve

TEXTS = {
    "english": ("en", "“The court’s ruling”, they said – ‘wait’… and left."),
    "italic": ("en", "*“The court’s ruling”, they said.*"),
    "polish": ("pl", "„Źródło” – zażółć gęślą jaźń."),
    "vietnamese": ("vi", "Nguyễn Phú Trọng đã nói “không”."),
    "russian": ("ru", "«Суд» постановил – «нет», сказал он."),
    "kazakh": ("kk", "«Сот» шешімі – Қазақстан әділет министрлігі."),
    "greek": ("el", "«Το δικαστήριο» – είπε ο μάρτυρας."),
    "persian": ("fa", "«دادگاه» گفت: می‌روم، ۱۴۰۳ پژوهش گچ."),
    "hebrew": ("he", "״בית המשפט״ אמר: לא."),
}
FILES = {
    "english": {"serif-latin.woff2"},
    "italic": {"serif-latin-italic.woff2"},
    "polish": {"serif-latin.woff2", "serif-latin-ext.woff2"},
    "vietnamese": {
        *("serif-latin.woff2", "serif-latin-ext.woff2", "serif-vietnamese.woff2"),
    },
    "russian": {"serif-latin.woff2", "serif-cyrillic.woff2"},
    "kazakh": {"serif-latin.woff2", "serif-cyrillic.woff2", "serif-cyrillic-ext.woff2"},
    "greek": {"serif-latin.woff2", "serif-greek.woff2"},
    "persian": {"serif-latin.woff2", "naskh.woff2"},
    "hebrew": {"serif-latin.woff2", "hebrew.woff2", "hebrew-sans.woff2"},
}
"""Article -> the fonts of its text, and of small text in its language."""
FRAME = {"serif-latin.woff2"}
"""That of headings, in English on every page; small text is in the reader's own font."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with an article in each script, and one in Chinese."""
    chinese = (
        "zh-Hans",
        "法院说“不”……然后离开——Brandt 2024。\n\n[The court’s “ruling”.]{lang=en}",
    )
    code = ("fa", "در `f(x, 1)` است.\n\n```\nf(x, 1)\n```\n\n```\nمتن (۱)\n```")
    files = {"site.yml": "title: Fonts\n"}
    for name, (lang, text) in {**TEXTS, "chinese": chinese, "code": code}.items():
        files[f"content/articles/{name}.md"] = (
            f"---\ntitle: Title\nlang: {lang}\ndate: 2024-01-02\n---\n\n{text}\n"
        )
    project = lay(tmp_path_factory.mktemp("fonts") / "site", files)
    must_publish(project)
    return project.output


def drawn(page: Page, selector: str) -> dict[str, bool]:
    """Names of the fonts that a text is drawn with -> whether it is one of the page's own."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root: dict[str, Any] = session.send("DOM.getDocument")
    node = session.send(
        "DOM.querySelector", {"nodeId": root["root"]["nodeId"], "selector": selector}
    )
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
    return {one["familyName"]: one["isCustomFont"] for one in fonts}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("served", [False, True], ids=["from disk", "served"])
def test_a_page_loads_the_fonts_of_its_text_and_no_others(
    output: Path, new_page: PageMaker, name: str, *, served: bool
) -> None:
    page = new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda one: asked.append(one.url.rpartition("/")[2]))
    page.on("console", lambda said: faults.append(said.text))
    page.on("requestfailed", lambda one: faults.append(one.url))
    path = f"articles/{name}.html"
    with serve(output) as address:
        page.goto(f"{address}/{path}" if served else (output / path).as_uri())
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")

    fonts = {one for one in asked if one.endswith(".woff2")}
    assert fonts == FRAME | FILES[name]
    assert faults == []


@pytest.mark.parametrize("name", TEXTS)
def test_letters_and_marks_of_a_text_are_of_the_theme(
    output: Path, new_page: PageMaker, name: str
) -> None:
    page = new_page()
    page.goto((output / "articles" / f"{name}.html").as_uri())
    page.evaluate("document.fonts.ready")
    fonts = drawn(page, ".prose p")

    assert fonts
    assert not [family for family, own in fonts.items() if not own]


def test_code_in_a_text_from_right_to_left_reads_as_it_is_written(
    output: Path, new_page: PageMaker
) -> None:
    page = new_page()
    page.goto((output / "articles" / "code.html").as_uri())
    codes: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll(".prose code")].map((code) => {
          const at = (n) => {
            const range = document.createRange();
            range.setStart(code.firstChild, n);
            range.setEnd(code.firstChild, n + 1);
            return range.getBoundingClientRect().left;
          };
          return {family: getComputedStyle(code).fontFamily, places: [0, 1, 2, 5, 6].map(at)};
        })"""
    )

    in_line, block, persian = codes
    assert all("monospace" in one["family"] for one in codes)
    assert in_line["places"] == sorted(in_line["places"])
    assert block["places"] == sorted(block["places"])
    assert persian["places"] == sorted(persian["places"], reverse=True)


def test_chinese_has_its_own_marks_and_english_in_it_has_the_theme_s(
    output: Path, new_page: PageMaker
) -> None:
    page = new_page()
    page.goto((output / "articles" / "chinese.html").as_uri())
    page.evaluate("document.fonts.ready")

    assert sorted(drawn(page, ".prose > p").values()) == [False, True]
    assert set(drawn(page, ".prose [lang=en]").values()) == {True}


def test_the_words_can_be_copied_from_paper(output: Path, new_page: PageMaker) -> None:
    page = new_page()
    page.goto((output / "articles" / "russian.html").as_uri())
    page.evaluate("document.fonts.ready")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))

    printed = "".join("".join(sheet.extract_text() for sheet in paper.pages).split())
    assert "".join(TEXTS["russian"][1].split()) in printed
