"""The pages of claims in a real browser: seen, heard, on paper, narrow, mirrored, filtered."""

import io
import shutil
from pathlib import Path

import pytest
from looking import letters, said_by_axe, show
from playwright.sync_api import Page
from pypdf import PdfReader

from harness import ROOT, BuiltDossier, PageMaker, call_dossier

MATRIX = "claims-by-source.html"
TABLE = "claims-by-source/tehran-meeting-2024.html"
"""A table of many claims and many speakers."""
CHAINED = "claims/salami-and-qaani-attended.html"
"""A claim with a drawing of three columns."""
COMPARED = "claims/nine-died-in-crash.html"
"""A claim with others on the same thing."""
PAGES = (MATRIX, TABLE, CHAINED, COMPARED, "claims/index.html", "corrections.html", "index.html")


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini-site of claims, in a language that is read from right to left."""
    site = tmp_path_factory.mktemp("mirrored") / "site"
    shutil.copytree(ROOT / "tests" / "sites" / "claims" / "content", site / "content")
    (site / "site.yml").write_text("title: Claims\nlang: fa\n", encoding="utf-8")
    done = call_dossier("build", "--site", site)
    assert done.returncode == 0, done.stderr
    return site / "output"


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


def test_without_script_a_status_is_chosen_all_the_same(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(java_script_enabled=False), built_dossier, "claims/index.html")
    every = page.locator(".claims > li:visible").count()
    page.locator("label[for=show_disputed]").click()
    chosen = page.locator(".claims > li:visible .line > .status").all_inner_texts()

    assert 0 < len(chosen) < every
    assert set(chosen) == {"disputed"}

    page.keyboard.press("ArrowRight")  # the choice is one for the keyboard, too
    assert set(page.locator(".claims > li:visible .line > .status").all_inner_texts()) == {
        "reported"
    }

    show(page, built_dossier, MATRIX)
    assert not page.locator(".filter").is_visible()
    subjects = page.locator("#part_tables > li:visible")
    every = subjects.count()
    page.locator("label[for=show_false]").click()
    assert 0 < subjects.count() < every
    assert subjects.count() == page.locator("#part_tables > li:visible .is-false.status").count()

    show(page, built_dossier, TABLE)
    page.locator("label[for=show_disputed]").click()
    assert {*page.locator(".matrix tbody tr:visible .status").all_inner_texts()} == {"disputed"}


def test_the_list_of_tables_is_filtered_by_keys_alone(
    built_dossier: BuiltDossier, page: Page
) -> None:
    show(page, built_dossier, MATRIX)
    subjects = page.locator("#part_tables > li:visible")
    every = subjects.count()
    told = page.locator(".filter output")
    assert told.inner_text() == f"Subjects shown: {every} of {every}"

    page.get_by_label("Words").focus()
    page.keyboard.type("TÉHRAN meeting")
    assert ["Tehran meeting of May 2024"] == [
        one.inner_text() for one in subjects.locator(".headline").all()
    ]
    assert told.inner_text() == f"Subjects shown: 1 of {every}"

    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.type("Hamas")
    speaking = subjects.count()
    assert 0 < speaking < every
    # Both choices hold.
    page.locator("label[for=show_disputed]").click()
    assert subjects.count() < speaking
    assert told.inner_text() == f"Subjects shown: {subjects.count()} of {every}"


def test_each_subject_leads_to_a_table_in_which_the_speaker_speaks(
    built_dossier: BuiltDossier, page: Page
) -> None:
    show(page, built_dossier, MATRIX)
    page.get_by_label("Who speaks").select_option(label="Al-Alam")
    links = page.locator("#part_tables > li:visible .headline a")
    found = [link.get_attribute("href") or "" for link in links.all()]
    tables = [href for href in found if href.startswith("claims-by-source/")]

    assert tables
    for href in tables:
        show(page, built_dossier, href)
        assert "Al-Alam" in page.locator(".matrix thead .party").all_inner_texts()


def test_names_and_claims_stay_in_sight_and_a_sign_leads_to_its_report(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    # What waits for the page is a script of others.
    page = show(new_page(bypass_csp=True), built_dossier, TABLE)
    box = page.locator(".matrix-box")
    edges = """() => ['.matrix tbody th', '.matrix thead .party'].map(one => {
        const at = document.querySelector(one).getBoundingClientRect()
        return [Math.round(at.left), Math.round(at.top)]
    })"""
    box.scroll_into_view_if_needed()
    (left, _), (_, top) = page.evaluate(edges)
    box.evaluate("box => box.scrollTo(300, 300)")
    page.wait_for_function("document.querySelector('.matrix-box').scrollLeft > 100")
    (left_now, _), (_, top_now) = page.evaluate(edges)

    assert left_now == left
    # The caption above the head goes, and nothing else.
    box_now = box.evaluate("box => Math.round(box.getBoundingClientRect().top)")
    assert box_now <= top_now
    assert top_now <= top
    assert page.locator(".matrix thead").is_visible()

    # Nothing that is focused lies below the head or the first column.
    links = page.locator(".cell a")
    for place in (links.count() - 1, 0, links.count() // 2):
        links.nth(place).focus()
        assert links.nth(place).evaluate(
            """link => {
                const at = link.getBoundingClientRect()
                const there = document.elementFromPoint(
                    at.left + at.width / 2, at.top + at.height / 2)
                return link.contains(there)
            }"""
        )

    first = page.locator(".cell a").first
    claim = page.locator(".matrix tbody th .record").first.inner_text()
    first.click()
    assert page.locator("h1").inner_text() == claim
    assert page.locator(":target").get_attribute("id") == page.url.split("#")[1]


def test_the_head_of_a_table_that_fits_stays_at_the_top_of_the_window(
    built_dossier: BuiltDossier, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 480})
    show(page, built_dossier, "claims-by-source/river-to-the-sea-phrase.html")
    page.evaluate("document.querySelector('.matrix tbody tr:nth-child(2)').scrollIntoView()")
    top = page.locator(".matrix thead .party").first.evaluate(
        "head => head.getBoundingClientRect().top"
    )

    assert page.locator(".matrix caption").evaluate("it => it.getBoundingClientRect().bottom") < 0
    assert top == 0


def test_what_is_pressed_is_large_enough(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    small = """scope => [...document.querySelectorAll(scope)].filter(one => {
        const at = one.getBoundingClientRect()
        return at.width && (at.width < 24 || at.height < 24)
    }).map(one => one.outerHTML)"""
    for width in (1280, 390):
        page = new_page(width=width)
        for path, scope in (
            (TABLE, ".cell a, .matrix thead a, .statuses label, .said a"),
            (MATRIX, ".statuses label, .filter input, .filter select, .headline a"),
            ("claims/index.html", ".statuses label"),
            (CHAINED, ".to-table"),
        ):
            assert show(page, built_dossier, path).evaluate(small, scope) == [], (path, width)


def test_narrow_rows_tell_who_says_what(built_dossier: BuiltDossier, new_page: PageMaker) -> None:
    page = new_page(width=390)
    row = show(page, built_dossier, "claims-by-source/varzaqan-crash.html").locator(
        ".matrix tbody tr", has_text="Nine people died"
    )

    assert row.locator(".cell:visible").count() == 0
    names = row.locator(".said dd a").all_inner_texts()
    assert len(names) > 3
    assert row.locator(".said").inner_text().split("\n") == ["asserts", ", ".join(names)]


def test_paper_holds_every_claim_and_who_says_it(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(color_scheme="dark"), built_dossier, TABLE)
    claims = page.locator(".matrix tbody th .record.claim").all_inner_texts()
    speakers = set(page.locator(".matrix tbody .said a").all_text_contents())
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    printed = letters("".join(sheet.extract_text() for sheet in sheets))

    assert len(claims) > 10
    assert [text for text in claims if text.isascii() and letters(text) not in printed] == []
    assert [text for text in speakers if text.isascii() and letters(text) not in printed] == []


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
    page.goto((mirrored / "claims-by-source" / "harbour.html").as_uri())
    claim, first = (
        page.locator(f".matrix thead th{one}") for one in (":first-child", ".party >> nth=0")
    )
    right, left = claim.bounding_box(), first.bounding_box()

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
