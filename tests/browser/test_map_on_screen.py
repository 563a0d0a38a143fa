"""The map on the screen: it needs no script; with script it is enlarged, and its marks are not."""

import pytest
from looking import show
from playwright.sync_api import Page

from harness import BuiltDossier, PageMaker

_SHOWN = ".map-drawn .marks a:visible"
_MISSED = """() => [...document.querySelectorAll('.map-drawn .marks a')].filter(mark => {
    const target = mark.querySelector('.target').getBoundingClientRect();
    if (!target.width) return false;
    mark.scrollIntoView({block: 'center', inline: 'center'});
    const box = mark.querySelector('.target').getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return hit?.closest('a') !== mark || Math.min(box.width, box.height) < 24;
}).map(mark => mark.querySelector('title').textContent)"""
_NAMES = """marks => marks.map(
    mark => mark.querySelector('title').textContent.split('\u2069')[0].slice(1))"""
_MEETING = """() => {
    const boxes = [...document.querySelectorAll('.map-drawn text')]
        .map(text => text.getBoundingClientRect()).filter(box => box.width);
    return boxes.flatMap((one, place) => boxes.slice(0, place).filter(other =>
        one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 3 && other.top < one.bottom - 3)).length;
}"""


@pytest.mark.parametrize("script", ["with script", "without"])
@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_every_mark_can_be_hit_and_no_name_covers_another(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int, script: str
) -> None:
    runs = script == "with script"
    page = show(new_page(width=width, java_script_enabled=runs), built_dossier, "map.html")

    assert 5 < page.locator(_SHOWN).count() < 17
    assert page.evaluate(_MISSED) == []
    assert page.evaluate(_MEETING) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_not_chosen_is_neither_drawn_nor_listed(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(width=1280, java_script_enabled=False), built_dossier, "map.html")
    assert not page.locator(".drawing-tools").is_visible()
    marks, rows = page.locator(_SHOWN), page.locator(".spots > li:visible")
    before = marks.count(), rows.count()
    assert page.locator(".ring:visible").count() > 1

    page.locator("input.show-event").uncheck()
    assert (marks.count(), rows.count()) == before
    assert page.locator(".ring:visible, .spots .events:visible").count() == 0

    page.locator("input.show-event").check()
    page.locator("input.show-place").uncheck()
    assert 0 < marks.count() < before[0]
    assert 0 < rows.count() < before[1]
    # A number would count what is not chosen.
    assert page.locator(".number:visible").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_marks_keep_their_size_when_the_map_is_enlarged_and_part(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int
) -> None:
    page = show(new_page(width=width), built_dossier, "map.html")
    svg = page.locator(".map-drawn svg").first
    names = page.locator(_SHOWN).evaluate_all(_NAMES)
    whole = svg.bounding_box()
    assert whole is not None
    assert names[0] == "Tehran"

    for _ in range(4):
        page.get_by_role("button", name="Enlarge").click()
    enlarged = svg.bounding_box()
    assert enlarged is not None
    assert enlarged["width"] == pytest.approx(whole["width"] * 1.5**4, rel=0.01)
    assert set(names) < set(page.locator(_SHOWN).evaluate_all(_NAMES))
    target = page.locator(_SHOWN).first.locator(".target").bounding_box()
    assert target is not None
    assert target["width"] == pytest.approx(28, abs=0.5)
    # What is in most articles has stayed in sight.
    assert target["y"] > 0

    page.get_by_role("button", name="Whole drawing").click()
    assert svg.bounding_box() == whole
    assert page.locator(_SHOWN).evaluate_all(_NAMES) == names


def test_a_mark_that_gets_the_focus_comes_into_sight(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page: Page = show(new_page(width=1280), built_dossier, "map.html")
    for _ in range(3):
        page.get_by_role("button", name="Enlarge").click()
    mark = page.locator(".marks.is-shown a", has_text="Jerusalem")
    drawing = page.locator(".map-drawing").first.bounding_box()
    box = mark.locator(".target").bounding_box()
    assert drawing is not None
    assert box is not None
    assert box["x"] < drawing["x"]

    mark.focus()

    drawing = page.locator(".map-drawing").first.bounding_box()
    assert drawing is not None
    box = mark.locator(".target").bounding_box()
    assert box is not None
    assert drawing["x"] < box["x"] < drawing["x"] + drawing["width"]
    assert drawing["y"] < box["y"] < drawing["y"] + drawing["height"]


def test_paper_shows_the_whole_map_whatever_was_enlarged(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(width=1280), built_dossier, "map.html")
    names = page.locator(_SHOWN).evaluate_all(_NAMES)
    for _ in range(4):
        page.get_by_role("button", name="Enlarge").click()

    page.emulate_media(media="print")

    assert page.locator(_SHOWN).evaluate_all(_NAMES) == names
    assert not page.locator(".drawing-tools").is_visible()
    assert (
        page.locator(".map-drawn svg").first.evaluate("svg => getComputedStyle(svg).transform")
        == "none"
    )
