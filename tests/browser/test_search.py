"""The page of the search, as readers use it: from disk, by keys, without script."""

import re
from pathlib import Path

import pytest
from looking import said_by_axe, show
from playwright.sync_api import Browser, Page, expect

from building import AS_OF, lay, must_publish, publish
from harness import BuiltDossier, PageMaker, serve

FIELD = "#part_search_field"
TOLD = "#part_search [role=status]"
RESULTS = "#part_search .results"
NOBODY_WAITS = 20_000
"""Milliseconds; a busy machine takes its time."""


def asked(page: Page, query: str) -> Page:
    page.fill(FIELD, query)
    told = page.locator(TOLD)
    # In the words of the page, up to the first number.
    found, nothing = (told.get_attribute(f"data-{name}") for name in ("found", "nothing"))
    assert found
    assert nothing
    either = "|".join(re.escape(words.partition("{")[0]) for words in (found, nothing))
    expect(told).to_have_text(re.compile(either), timeout=NOBODY_WAITS)
    return page


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_it_from_every_page(built_dossier: BuiltDossier, page: Page, key: str) -> None:
    show(page, built_dossier, "articles/index.html")

    page.keyboard.press(key)

    page.wait_for_url("**/search.html*")
    expect(page.locator(FIELD)).to_be_focused()


def test_a_journey_by_keys_alone(built_dossier: BuiltDossier, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    show(page, built_dossier, "index.html")
    page.keyboard.press("/")
    page.wait_for_url("**/search.html*")
    page.keyboard.type("Qaani")
    expect(page.locator(TOLD)).to_have_text(re.compile("Found"), timeout=NOBODY_WAITS)
    headings = page.locator(f"{RESULTS} h2").all_inner_texts()
    assert [one.split()[0] for one in headings] == ["People", "Claims", "In"]
    assert not page.locator("#part_names").is_visible()

    links = page.locator(f"{RESULTS} a.found")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_be_focused()
    # A slash among the words is a slash.
    page.keyboard.type("/")
    expect(page.locator(FIELD)).to_have_value("Qaani/")
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator("#part_names")).to_be_visible()

    asked(page, "Esmail Qaani")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/*.html")
    # Whoever comes back finds what was asked.
    page.go_back()
    expect(page.locator(FIELD)).to_have_value("Esmail Qaani")
    expect(page.locator(TOLD)).to_have_text(re.compile("Found"), timeout=NOBODY_WAITS)
    assert said == []


def test_a_result_shows_the_sentence_and_leads_to_its_paragraph(tmp_path: Path, page: Page) -> None:
    project = lay(
        tmp_path,
        {
            "site.yml": "title: T\n",
            "content/articles/a.md": (
                "---\ntitle: The quay\ndate: 2021-03-04\n---\n\nNothing of note.\n\n"
                "It was raining. The *harbour* ledger was counted twice. Then it was closed.\n"
            ),
            "content/articles/b.md": "---\ntitle: 首都\nlang: ja\n---\n\n東京と京都の間。\n",
            "content/articles/c.md": "---\ntitle: 都\nlang: ja\n---\n\nここは東京都です。\n",
        },
    )
    must_publish(project)
    page.goto((project.output / "search.html").as_uri())

    asked(page, "ledger harbour")

    item = page.locator(f"{RESULTS} li")
    assert item.count() == 1
    assert item.locator(".sentence").inner_text().strip(" …") == (
        "The harbour ledger was counted twice."
    )
    assert item.locator("mark").all_inner_texts() == ["harbour", "ledger"]
    assert "4 March 2021" in item.locator(".note").inner_text()
    item.locator("a").click()
    page.wait_for_url("**/articles/a.html#*")
    target = page.locator(":target")
    assert target.inner_text().startswith("It was raining.")

    # Pairs of signs that stand apart are not what was asked for.
    page.go_back()
    asked(page, "東京都")
    expect(page.locator(f"{RESULTS} li")).to_contain_text(["ここは東京都です"])


def test_it_can_be_narrowed_down(built_dossier: BuiltDossier, page: Page) -> None:
    show(page, built_dossier, "search.html")
    asked(page, "Hamas")
    everything = page.locator(f"{RESULTS} h2").count()

    page.select_option("#part_search_kind", "claim")
    expect(page.locator(f"{RESULTS} h2")).to_have_count(1)
    page.select_option("#part_search_kind", "")
    expect(page.locator(f"{RESULTS} h2")).to_have_count(everything)
    for name in ("tag", "source", "year"):
        options = page.locator(f"#part_search_{name} option")
        assert options.count() > 1
    year = page.locator("#part_search_year option").nth(1).get_attribute("value")
    page.select_option("#part_search_year", year)
    expect(page.locator(f"{RESULTS} h2")).to_have_count(1)
    assert page.locator(f"{RESULTS} .date").count() > 0


def test_the_single_key_can_be_switched_off(built_dossier: BuiltDossier, page: Page) -> None:
    show(page, built_dossier, "search.html")
    page.uncheck("[name=key]")
    show(page, built_dossier, "index.html")

    page.keyboard.press("/")
    page.wait_for_timeout(200)
    assert page.url.endswith("index.html")
    page.keyboard.press("Control+k")
    page.wait_for_url("**/search.html*")


def test_without_script_it_is_a_list_of_all_names(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(java_script_enabled=False), built_dossier, "search.html")

    assert not page.locator(FIELD).is_visible()
    assert page.locator("noscript").count() == 1
    listed: list[str] = []
    while True:
        links = page.locator("#part_names .headline a").all()
        listed += [one.get_attribute("href") or "" for one in links]
        further = page.locator(".pagination a[rel=next]")
        if not further.count():
            break
        page.goto(page.url.rpartition("/")[0] + "/" + (further.get_attribute("href") or ""))
    output = built_dossier.output
    pages = {
        f"{folder}/{file.name}"
        for folder in ("entities", "sources", "claims")
        for file in (output / folder).glob("*.html")
        if not re.search(r"index|-page-\d+\.html", file.name)
        and 'http-equiv="refresh"' not in file.read_text(encoding="utf-8")
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == pages


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(
    built_dossier: BuiltDossier, new_page: PageMaker, axe: str, width: int
) -> None:
    page = new_page(width=width, bypass_csp=True)
    show(page, built_dossier, "search.html")
    said = said_by_axe(page, axe)
    asked(page, "Hamas")
    said += said_by_axe(page, axe)

    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll('#part_search :is(input, select, button, a)')]
        .map((one) => [one.outerHTML, (one.closest('label') ?? one).getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
        .map(([html]) => html)"""
    )
    assert small == []


def test_it_is_mirrored(tmp_path: Path, page: Page) -> None:
    project = lay(
        tmp_path,
        {
            "site.yml": "title: پرونده\nlang: fa\n",
            "content/articles/a.md": "---\ntitle: دیدار\n---\n\nقاآنی در تهران بود.\n",
        },
    )
    must_publish(project)
    page.goto((project.output / "search.html").as_uri())
    asked(page, "قاآني")

    link, field = page.locator(f"{RESULTS} a.found"), page.locator(FIELD)
    box, around = link.bounding_box(), field.bounding_box()
    assert box
    assert around
    assert abs((box["x"] + box["width"]) - (around["x"] + around["width"])) < 2


HOSTILE = "<script src='media/x.txt'></script></main>"


@pytest.mark.parametrize("way", ["from disk", "from a server"])
def test_on_the_page_of_the_search_only_its_script_loads_others(
    chromium: Browser, tmp_path: Path, way: str
) -> None:
    project = lay(
        tmp_path,
        {
            "site.yml": "title: T\n",
            "content/articles/a.md": "---\ntitle: A\n---\n\nThe ledger. [x](../media/x.txt)\n",
            "content/media/x.txt": "window.ran = true",
        },
    )
    assert publish(project, as_of=AS_OF).published
    file = project.output / "search.html"
    poisoned = file.read_text(encoding="utf-8").replace("</main>", HOSTILE)
    file.unlink()
    file.write_text(poisoned, encoding="utf-8")

    def look(address: str) -> None:
        page = chromium.new_page()
        page.goto(f"{address}/search.html", wait_until="load")
        asked(page, "ledger")
        assert page.locator(f"{RESULTS} a.found").count() == 1
        assert page.evaluate("window.ran === true") is False
        page.close()

    if way == "from disk":
        look(project.output.as_uri())
    else:
        with serve(project.output) as address:
            look(address)


def test_a_dossier_can_do_without(tmp_path: Path) -> None:
    files = {
        "site.yml": "title: T\nsearch: false\n",
        "content/articles/a.md": "---\ntitle: A\n---\n\nThe ledger.\n",
    }
    project = lay(tmp_path, files)
    must_publish(project)

    paths = [file.relative_to(project.output).as_posix() for file in project.output.rglob("*")]
    assert [one for one in paths if "search" in one and not one.endswith(".css")] == []
    assert "search" not in (project.output / "index.html").read_text(encoding="utf-8").replace(
        "6-search.css", ""
    )
