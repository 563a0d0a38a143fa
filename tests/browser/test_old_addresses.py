"""Old addresses in a real browser: they lead to where the words are now."""

from pathlib import Path

import pytest
from looking import mini_site, said_by_axe
from playwright.sync_api import expect

from harness import PageMaker


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second edition of the mini-site."""
    return mini_site("lasting-anchors", tmp_path_factory.mktemp("lasting"))


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("page", "old", "now"),
    [
        ("articles/harbour.html", "p-897733f7", "The harbour has four berths"),
        ("articles/harbour.html", "p-ccf74929", "The mayor today denies"),
        ("articles/harbour.html", "what-was-said", "What was told"),
        ("articles/harbour.html", "fn-a", "Said the mayor on a Tuesday morning."),
        ("claims/berths.html", "report_courier_c1d417", "The Courier"),
    ],
)
def test_an_old_address_shows_the_heir_and_marks_it(  # noqa: PLR0913 (a row of the table)
    output: Path, new_page: PageMaker, page: str, old: str, now: str, *, script: bool
) -> None:
    shown = new_page(width=390, java_script_enabled=script)
    shown.set_viewport_size({"width": 390, "height": 200})
    shown.goto(f"{(output / page).as_uri()}#{old}")
    heir = shown.locator(f":has(> [id='{old}'])")

    expect(heir).to_be_in_viewport()
    assert now in heir.inner_text()
    assert heir.evaluate("it => getComputedStyle(it).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_an_old_address_of_a_note_opens_it(output: Path, new_page: PageMaker) -> None:
    page = new_page(width=390)
    page.goto((output / "articles/harbour.html").as_uri() + "#note_0d493a9a")

    expect(page.get_by_text("There are five of them.")).to_be_visible()


def test_a_paragraph_is_cited_by_the_address_that_the_reader_came_by(
    output: Path, new_page: PageMaker
) -> None:
    page = new_page()
    page.goto((output / "articles/harbour.html").as_uri() + "#p-897733f7")
    page.locator(".cite summary").click()

    expect(page.locator(".cite .citation").first).to_contain_text("harbour.html#p-897733f7")


def test_old_addresses_are_no_hindrance(output: Path, new_page: PageMaker, axe: str) -> None:
    page = new_page()
    page.goto((output / "articles/harbour.html").as_uri())

    assert said_by_axe(page, axe) == []
    assert page.locator(".former").evaluate_all("all => all.map(it => it.offsetWidth)") == [0] * 8
