"""Pages that speak Arabic, Persian and Japanese, in a browser: mirrored whole, and sound to axe."""

from pathlib import Path

import pytest
from looking import said_by_axe, show
from playwright.sync_api import Page

from building import lay, must_publish
from harness import BuiltDossier, PageMaker

RIGHT_TO_LEFT = ("articles/tehran-meeting-ar.html", "articles/tehran-meeting-fa.html")
PARTS = (".masthead", ".article-line", ".guide", ".cast", ".apparatus", ".foot", ".cite")
OVER_THE_EDGE = "document.documentElement.scrollWidth - innerWidth"
JAPANESE = {
    "site.yml": "title: The harbour\n",
    "content/articles/strike.md": "---\ntitle: The strike\n---\nAda Moss closed it.\n",
    "content/articles/ja.md": (
        "---\ntitle: 港のストライキ\nlang: ja\ndate: 2024-05-23\nauthors: [山田 花子, 佐藤 太郎]\n"
        "sources: [wire]\nreferences: [{to: strike, type: translates}]\n---\n"
        "アダ・モスは港を閉鎖した[@wire]。それ以来、船は来ていない。\n"
    ),
    "content/sources/wire.md": "---\nname: The Wire\nkind: wire\n---\n",
}


def left_edges(page: Page, selector: str) -> list[float]:
    edges: list[float] = page.eval_on_selector_all(
        selector, "all => all.map(one => one.getBoundingClientRect().left)"
    )
    return edges


@pytest.mark.parametrize("path", RIGHT_TO_LEFT)
def test_a_page_that_speaks_such_a_language_is_mirrored_whole(
    built_dossier: BuiltDossier, new_page: PageMaker, path: str
) -> None:
    page = new_page(width=1440)
    show(page, built_dossier, path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    ways = {
        part: page.eval_on_selector_all(
            part, "all => all.map(one => getComputedStyle(one).direction)"
        )
        for part in PARTS
    }
    assert all(found and set(found) == {"rtl"} for found in ways.values()), ways
    links = left_edges(page, ".masthead .menu > ul > li > a")
    assert links == sorted(links, reverse=True)
    assert left_edges(page, ".masthead .site")[0] > max(links)
    assert left_edges(page, ".guide")[0] > left_edges(page, ".prose")[0]
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(OVER_THE_EDGE) <= 0, width


def test_a_japanese_page_is_sound_and_leads_to_its_other_language(
    tmp_path: Path, new_page: PageMaker, axe: str
) -> None:
    project = lay(tmp_path, JAPANESE)
    must_publish(project)
    page = new_page(width=390)
    page.goto((project.output / "articles/ja.html").as_uri())

    assert page.evaluate(OVER_THE_EDGE) <= 0
    assert said_by_axe(page, axe) == []
    assert page.locator(".article-line time").inner_text() == "2024年5月23日"
    page.locator(".languages a", has_text="English").click()
    assert page.locator("h1").inner_text() == "The strike"
