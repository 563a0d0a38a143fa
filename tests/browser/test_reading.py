"""The shipped dossier in a real browser: from disk, narrow, without script, on paper."""

import io
import re
from pathlib import Path

import pytest
from looking import letters
from playwright.sync_api import Page, Request, Response
from pypdf import PdfReader
from sample_pages import sample_pages

from harness import BuiltDossier, PageMaker


def failures(page: Page, request: Request) -> list[str]:
    """What could not be loaded; the picture of the tab is given up when the page is left early."""
    given_up = request.failure == "net::ERR_ABORTED" and request.url.endswith("/static/icon.svg")
    return [] if given_up else [f"{page.url}: {request.url}: {request.failure}"]


def open_file(page: Page, path: Path) -> None:
    """Opens a page from disk."""
    page.goto(path.as_uri())


def is_on(paper: str, text: str) -> bool:
    """Whether it is printed, at a stretch or cut once by the end of a sheet."""
    return text in paper or any(
        text[:cut] in paper and text[cut:] in paper for cut in range(1, len(text))
    )


def visible_text(page: Page) -> str:
    """What a reader sees, white space evened out."""
    return re.sub(r"\s+", " ", page.inner_text("body")).strip()


def test_pages_open_from_disk_without_a_fault(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    """Style and script load, nothing else is asked for, and the browser does not complain."""
    page = new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: faults.extend(failures(page, request)))
    styled = []
    for path in sample_pages(built_dossier):
        open_file(page, path)
        # A browser that goes on to the next page gives up the fonts that are on their way.
        page.evaluate("document.fonts.ready.then(() => null)")
        styled.append(page.evaluate("getComputedStyle(document.body).margin"))

    assert faults == []
    assert "8px" not in styled


def test_every_request_is_answered_under_a_path_of_its_own(
    built_dossier: BuiltDossier, static_server: str, new_page: PageMaker
) -> None:
    page = new_page()
    failed: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            failed.append(answer.url)

    page.on("response", note)
    for path in sample_pages(built_dossier):
        page.goto(static_server + built_dossier.path(path))

    assert [url for url in failed if not url.endswith("/favicon.ico")] == []


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_is_wider_than_a_small_screen(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int
) -> None:
    page = new_page(width=width)
    wide = []
    for path in sample_pages(built_dossier):
        open_file(page, path)
        reach = page.evaluate("document.documentElement.scrollWidth")
        if reach > width:
            wide.append(f"{built_dossier.path(path)}: {reach}")

    assert wide == []


def test_nothing_is_lost_without_script(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    with_script, without = new_page(), new_page(java_script_enabled=False)
    for path in sample_pages(built_dossier):
        open_file(with_script, path)
        open_file(without, path)
        # Switches are there only where they do something.
        switches = "'.layers fieldset, .filter, .drawing-tools'"
        with_script.evaluate(
            f"document.querySelectorAll({switches}).forEach((one) => one.remove())"
        )
        if path.name == "network.html":
            # How many of its names are drawn depends on how large it is; the table has them all.
            for one in (with_script, without):
                one.evaluate(
                    "document.querySelectorAll('main svg').forEach((drawn) => drawn.remove())"
                )
        if path.name == "search.html":
            # Its field is such a switch; without script it says so, and has all names like others.
            [said] = without.locator("noscript").all_inner_texts()
            assert said
            assert without.locator(".names .headline").count() >= 100
            for one in (with_script, without):
                one.evaluate(
                    "document.querySelectorAll('.search, noscript').forEach((one) => one.remove())"
                )

        assert visible_text(without) == visible_text(with_script)


def test_paper_holds_the_text(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    page = new_page()
    path = built_dossier.output / "articles" / "tehran-meeting.html"
    open_file(page, path)
    paragraphs = page.locator("main .prose p").all_inner_texts()
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = letters("".join(sheet.extract_text() for sheet in paper.pages))
    missing = [text for text in paragraphs if text.isascii() and not is_on(printed, letters(text))]

    assert len(paragraphs) > 10
    assert missing == []


def test_paper_shows_where_links_lead(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    """Printed, the navigation is gone, and the text stands on a white sheet."""
    page = new_page(color_scheme="dark")
    open_file(page, built_dossier.output / "articles" / "tehran-meeting.html")
    page.emulate_media(media="print")

    assert not page.locator("nav").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") in {"rgb(0, 0, 0)", "#000"}
