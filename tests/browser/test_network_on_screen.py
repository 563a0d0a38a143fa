"""The network on the screen: its choice needs no script; with script hand, keys and names work."""

import pytest
from looking import show
from playwright.sync_api import Page

from harness import BuiltDossier, PageMaker

GROUPS = ("person", "organization", "place", "event", "work", "object")
_MISSED = """() => [...document.querySelectorAll('.network-drawing .nodes a')].filter(mark => {
    const circle = mark.querySelector('circle');
    circle.scrollIntoView({block: 'center', inline: 'center'});
    const box = circle.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return hit?.closest('a') !== mark;
}).map(mark => mark.querySelector('title').textContent.slice(1, -1))"""


@pytest.fixture
def network(built_dossier: BuiltDossier, new_page: PageMaker) -> Page:
    return show(new_page(width=1280), built_dossier, "network.html")


@pytest.mark.parametrize("width", [1280, 320])
def test_what_is_not_chosen_is_neither_drawn_nor_listed(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int
) -> None:
    page = show(new_page(width=width, java_script_enabled=False), built_dossier, "network.html")
    assert not page.locator(".drawing-tools").is_visible()
    for group in GROUPS:
        listed, drawn = page.locator(f".ties tr.of-{group}"), page.locator(f".nodes .of-{group}")
        assert drawn.first.is_visible()

        page.locator(f"input.show-{group}").uncheck()

        assert not drawn.first.is_visible()
        assert listed.locator("visible=true").count() == 0
    assert page.locator(".ties li:visible").count() == 0


def test_every_mark_can_be_hit_where_it_is_drawn(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(width=1280, java_script_enabled=False), built_dossier, "network.html")
    marks = page.locator(".network-drawing .nodes a").count()
    assert marks > 100
    # Only marks with names are stops of the tab key.
    stops = page.locator(".network-drawing .nodes a:not([tabindex])")
    assert 20 < stops.count() < marks
    assert stops.count() == page.locator(".network-drawing .nodes text").count()

    page = show(new_page(width=1280), built_dossier, "network.html")
    assert page.evaluate(_MISSED) == []


def test_whom_somebody_is_tied_to_is_shown(network: Page) -> None:
    mark = network.locator(".nodes a", has_text="Esmail Qaani")
    mark.hover()

    above = network.locator(".sheet-above")
    assert above.locator("circle").count() > 4
    assert "\u2068Quds Force\u2069" in above.locator("text").all_text_contents()
    network.mouse.move(5, 5)
    assert above.locator("circle").count() == 0


def test_a_name_is_found_and_arrows_lead_from_mark_to_mark(network: Page) -> None:
    network.locator("#part_find").fill("QAANI")
    assert network.locator(".drawing-tools output").inner_text() == "1 found"

    network.keyboard.press("Enter")
    title = "document.activeElement.querySelector('title').textContent.slice(1, -1)"
    assert network.evaluate(title) == "Esmail Qaani"
    network.keyboard.press("ArrowRight")
    assert network.evaluate(title) != "Esmail Qaani"
    network.keyboard.press("ArrowLeft")
    assert network.locator(".nodes a[tabindex='0']").count() == 1


def test_buttons_do_what_the_hand_does(network: Page) -> None:
    svg = network.locator(".network-drawn svg").first
    before = svg.bounding_box()
    assert before is not None

    network.get_by_role("button", name="Enlarge").click()
    enlarged = svg.bounding_box()
    assert enlarged is not None
    assert enlarged["width"] == pytest.approx(before["width"] * 1.5, rel=0.01)

    network.get_by_role("button", name="To the right").click()
    moved = svg.bounding_box()
    assert moved is not None
    assert moved["x"] < enlarged["x"]

    network.get_by_role("button", name="Whole drawing").click()
    assert svg.bounding_box() == before
    for button in network.locator("[data-move]").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_days_choose_the_lines(network: Page) -> None:
    lines = "[...document.querySelectorAll('.lines path')].map(one => one.getAttribute('d').length)"
    before = network.evaluate(lines)

    network.locator("#part_until").select_option(index=0)
    assert sum(network.evaluate(lines)) < sum(before)

    last = network.locator("#part_until option").count() - 1
    network.locator("#part_until").select_option(index=last)
    assert network.evaluate(lines) == before
