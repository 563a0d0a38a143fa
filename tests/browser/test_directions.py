"""Text without a language, in a real browser without script: it runs the way of its letters."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from building import lay, must_publish
from harness import PageMaker

STOP = """element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  const box = (node, place) => {
    const range = document.createRange();
    range.setStart(node, place); range.setEnd(node, place + 1);
    return range.getBoundingClientRect();
  };
  const last = texts.at(-1), end = last.data.trimEnd().length - 1;
  return [last.data[end], box(last, end).left < box(texts[0], 0).left ? 'left' : 'right'];
}"""
"""What the last character of an element is, and on which side of its line it stands."""

FILES = {
    "site.yml": "title: The harbour\nautolink: all\n",
    "content/articles/persian.md": """---
title: بندر بسته شد.
summary: بندر در سال ۲۰۲۴ بسته شد.
---
او گفت که بندر بسته است.

It is closed, said سلمان امیری.

- مورد نخست.
- مورد دوم.

- [x] انجام شد.

> نقل قول.

| نام. | شمار. |
|---|---|
| کشتی. | دو. |

`ls` دستور است.

~~حذف شد.~~
""",
    "content/entities/salman.yml": (
        "kind: person\nname: سلمان امیری\ndescription: مدیر پیشین بندر.\n"
    ),
    "content/claims/closed.yml": (
        "text: بندر بسته است.\nreports: [{by: salman, verb: said, quote: {exact: بسته است.}}]\n"
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A dossier in English with texts in Persian, none of which says so."""
    project = lay(tmp_path, FILES)
    must_publish(project)
    return tmp_path / "output"


def shown(page: Page, selector: str) -> list[tuple[str, str, str]]:
    """(direction, last character, its place) of every such element."""
    return [
        (one.evaluate("one => getComputedStyle(one).direction"), *one.evaluate(STOP))
        for one in page.query_selector_all(selector)
    ]


def test_what_runs_from_right_to_left_ends_on_the_left(site: Path, new_page: PageMaker) -> None:
    page = new_page(java_script_enabled=False)
    right_to_left = {("rtl", ".", "left")}
    places = {
        "articles/persian.html": (
            "h1", ".standfirst", ".body > p:not(:nth-of-type(2)):not(:has(del))",
            ".body li:not(.task)", "blockquote p", "th", "td",
        ),
        "entities/salman.html": (".standfirst", ".standing .headline bdi"),
        "claims/closed.html": ("h1", ".reports blockquote p"),
        "articles/index.html": (".card .summary", ".card .headline bdi"),
    }  # fmt: skip
    for path, selectors in places.items():
        page.goto((site / path).as_uri())
        for selector in selectors:
            assert (selector, right_to_left) == (selector, {*shown(page, selector)})

    page.goto((site / "articles/persian.html").as_uri())
    assert shown(page, ".body > p:nth-of-type(2)") == [("ltr", ".", "right")]
    hidden_words = {*shown(page, "p:has(del)"), *shown(page, "li.task")}
    assert {way for way, _, _ in hidden_words} == {"rtl"}


DATED = """---
title: دروازه
date: 2024-05-30
covers: 2023-05-01/2023-05-04
as_of: 2023-05-04
---
متن.
"""
FIRST_AND_LAST = """element => {
  const text = element.firstChild, range = document.createRange();
  const left = place => {
    range.setStart(text, place); range.setEnd(text, place + 1);
    return range.getBoundingClientRect().left;
  };
  return [left(0), left(text.data.length - 1)];
}"""
"""Where the first and the last digit of a date stand."""


def test_a_date_runs_its_own_way_behind_words_that_run_another(
    tmp_path: Path, new_page: PageMaker
) -> None:
    files = {"site.yml": "title: بندر\nlang: fa\n", "content/articles/gate.md": DATED}
    project = lay(tmp_path, files)
    must_publish(project)
    page = new_page()

    page.goto((project.output / "articles/gate.html").as_uri())

    dates = page.locator(":is(.article-line, .dates) :is(time, .date)")
    assert 3 == dates.count()
    page.locator(".guide").evaluate("guide => guide.open = true")
    for one in dates.all():
        first, last = one.evaluate(FIRST_AND_LAST)
        assert first > last
