"""The pages of claims in a real browser: seen, heard, on paper, narrow, mirrored, filtered."""

import io
import shutil
from pathlib import Path

import pytest
from looking import letters, said_by_axe, show
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from harness import ROOT, BuiltDossier, PageMaker, call_dossier

MATRIX = "claims-by-source.html"
CHAINED = "claims/salami-and-qaani-attended.html"
"""A claim with a drawing of three columns."""
COMPARED = "claims/nine-died-in-crash.html"
"""A claim with others on the same thing."""
PAGES = (MATRIX, CHAINED, COMPARED, "claims/index.html", "corrections.html", "index.html")


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini-site of claims, in a language that is read from right to left."""
    site = tmp_path_factory.mktemp("mirrored") / "site"
    shutil.copytree(ROOT / "tests" / "sites" / "claims" / "content", site / "content")
    (site / "site.yml").write_text("title: Claims\nlang: fa\n", encoding="utf-8")
    done = call_dossier("build", "--site", site)
    assert done.returncode == 0, done.stderr
    return site / "output"


def shown_rows(page: Page) -> Locator:
    """The rows of the matrix that can be seen."""
    return page.locator(".matrix tbody tr:visible")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(
    built_dossier: BuiltDossier, new_page: PageMaker, axe: str, width: int
) -> None:
    # The pages forbid scripts of others, so that axe has to come from outside of the page.
    page = new_page(width=width, bypass_csp=True)
    complaints = []
    for path in PAGES:
        complaints += said_by_axe(show(page, built_dossier, path), axe)

    assert complaints == []


@pytest.mark.parametrize("width", [320, 700, 1280, 1920])
def test_no_page_is_wider_than_the_screen(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int
) -> None:
    page = new_page(width=width)
    reach = {
        path: show(page, built_dossier, path).evaluate("document.documentElement.scrollWidth")
        for path in PAGES
    }

    assert {path: wide for path, wide in reach.items() if wide > width} == {}


def test_without_script_all_is_there_and_no_filter(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    without = show(new_page(java_script_enabled=False), built_dossier, MATRIX)
    all_rows = without.locator(".matrix tbody tr").count()

    assert all_rows > 1
    assert shown_rows(without).count() == all_rows
    assert without.locator(".filter").count() == 1
    assert not without.locator(".filter").is_visible()


def test_the_matrix_is_filtered_by_keys_alone(built_dossier: BuiltDossier, page: Page) -> None:
    show(page, built_dossier, MATRIX)
    every = shown_rows(page).count()
    columns = page.locator(".matrix thead .party:visible").count()
    told = page.locator(".filter output")
    assert told.inner_text() == f"Claims shown: {every} of {every} on this page"

    page.get_by_label("Words").focus()
    page.keyboard.type("RAÏSI court")
    found = shown_rows(page).all_inner_texts()

    assert 0 < len(found) < every
    assert all("raisi" in row.lower() and "court" in row.lower() for row in found)
    assert told.inner_text() == f"Claims shown: {len(found)} of {every} on this page"
    assert page.locator(".matrix thead .party:visible").count() < columns

    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.type("disputed")
    statuses = page.locator(".matrix tbody tr:visible .status").all_inner_texts()

    assert set(statuses) == {"disputed"}

    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.type("Hamas")
    speaking = shown_rows(page).count()
    names = page.locator(".matrix thead .party").all_text_contents()
    place = [name.strip() for name in names].index("Hamas")

    assert 0 < speaking < every
    assert (
        page.locator(f".matrix tbody tr:visible .cell:nth-child({place + 4})[class*=is-]")
    ).count() == speaking


def test_the_filter_denies_no_claim_of_another_page(
    built_dossier: BuiltDossier, page: Page
) -> None:
    """It says what it has not looked through, and leads there with the same filter."""
    others = sorted(path.name for path in built_dossier.output.glob("claims-by-source-page-*.html"))
    there = sum(
        show(page, built_dossier, name).locator(".matrix tbody tr").count() for name in others
    )
    second = show(page, built_dossier, "claims-by-source-page-2.html")
    claim = second.locator(".matrix tbody th .record.claim").last.inner_text()
    speakers = second.locator(".matrix thead .party").all_text_contents()
    show(page, built_dossier, MATRIX)
    page.get_by_label("Words").fill(claim)
    elsewhere = page.locator(".filter .elsewhere")

    assert shown_rows(page).count() == 0
    assert elsewhere.inner_text().startswith(f"Not looked through here: {there} claims")
    named = [one.strip() for one in page.locator("#part_filter_speaker option").all_text_contents()]
    assert {one.strip() for one in speakers} <= set(named)

    elsewhere.get_by_role("link", name="Page 2").click()
    page.wait_for_url("**/claims-by-source-page-2.html*")

    assert page.get_by_label("Words").input_value() == claim
    assert [row.split("\n")[0] for row in shown_rows(page).all_inner_texts()] == [claim]
    links = page.locator(".filter .elsewhere a")
    assert "claims-by-source.html" not in [one.get_attribute("href") for one in links.all()]


def test_the_matrix_is_scrolled_by_keys_and_its_claims_stay(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    # What waits for the page is a script of others.
    page = show(new_page(bypass_csp=True), built_dossier, MATRIX)
    claim = page.locator(".matrix tbody th").first
    edge = "row => row.getBoundingClientRect().left"
    before = claim.evaluate(edge)
    page.locator(".matrix-box").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.matrix-box').scrollLeft > 100")

    assert claim.evaluate(edge) == before


def test_narrow_rows_tell_who_says_what(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    page = new_page(width=390)
    for sheet in sorted(path.name for path in built_dossier.output.glob("claims-by-source*.html")):
        row = show(page, built_dossier, sheet).locator(
            ".matrix tbody tr", has_text="Nine people died"
        )
        if row.count():
            break

    assert row.locator(".cell:visible").count() == 0
    names = row.locator(".said .record").all_inner_texts()
    assert len(names) > 3
    assert row.locator(".said").inner_text().split("\n") == ["asserts", ", ".join(names)]


def test_paper_holds_every_claim_and_who_says_it(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(color_scheme="dark"), built_dossier, MATRIX)
    claims = page.locator(".matrix tbody th .record.claim").all_inner_texts()
    speakers = set(page.locator(".matrix tbody .said .record").all_text_contents())
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    printed = letters("".join(sheet.extract_text() for sheet in sheets))

    assert len(claims) > 10
    assert [text for text in claims if text.isascii() and letters(text) not in printed] == []
    assert [text for text in speakers if text.isascii() and letters(text) not in printed] == []
    assert "Showonly" not in printed


def test_the_drawing_fits_and_its_boxes_are_links(built_dossier: BuiltDossier, page: Page) -> None:
    show(page, built_dossier, CHAINED)
    box = page.locator(".graph")
    named = page.locator(".graph a")

    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert named.count() > 10
    for link in named.all():
        href = link.get_attribute("href") or ""
        assert (built_dossier.output / "claims" / href).resolve() in built_dossier.pages
    # The keys lead through it and out of it again.
    box.focus()
    for _ in range(named.count() + 1):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.graph')") is None


def test_the_letters_of_a_drawing_stay_readable(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(width=320), built_dossier, CHAINED)
    scale = page.locator(".graph svg").evaluate(
        "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
    )

    assert scale > 0.8


def test_what_is_claimed_on_one_thing_stacks_where_it_is_narrow(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(width=390), built_dossier, COMPARED)
    cells = page.locator(".compared tbody tr").first.locator("th, td")
    boxes = [box for box in (cell.bounding_box() for cell in cells.all()) if box is not None]

    assert len(boxes) == 4
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})


def test_a_site_from_right_to_left_is_mirrored(mirrored: Path, new_page: PageMaker) -> None:
    page = new_page()
    page.goto((mirrored / MATRIX).as_uri())
    claim, held = (page.locator(f".matrix thead th:nth-child({one})") for one in (1, 2))
    right, left = claim.bounding_box(), held.bounding_box()

    assert right is not None
    assert left is not None
    assert right["x"] > left["x"]

    page.goto((mirrored / "claims" / "four-berths.html").as_uri())
    places = {
        node.text_content(): node.evaluate("node => node.getBoundingClientRect().left")
        for node in page.locator(".graph a").all()
    }
    by_name = {(name or "").strip(): left for name, left in places.items()}

    assert by_name["The Gazette"] > by_name["The Courier"]
