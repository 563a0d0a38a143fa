"""Where things stand on the page of an article: the text at once, all else beside or behind it."""

from io import BytesIO
from pathlib import Path

import pytest
from looking import show
from PIL import Image
from playwright.sync_api import Page

from building import lay, must_publish
from harness import BuiltDossier, PageMaker

ARTICLE = "articles/tehran-meeting.html"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

_FIRST_WORD = """() => {
  const text = document.evaluate("//*[contains(@class, 'body')]//text()[normalize-space()]",
    document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
  const range = document.createRange();
  range.selectNodeContents(text);
  return range.getClientRects()[0].top + scrollY;
}"""
_HIDDEN = """(selector) => {
  document.body.offsetHeight; // after a change of media, the browser has laid the page out again
  return [...document.querySelectorAll(selector)]
    .filter((one) => !one.checkVisibility({contentVisibilityAuto: true}))
    .map((one) => one.textContent.trim());
}"""


def articles(built: BuiltDossier) -> list[str]:
    """The paths of all articles, without lists and redirects."""
    found = [
        path
        for path in sorted((built.output / "articles").glob("*.html"))
        if b'class="prose body"' in path.read_bytes()
    ]
    assert len(found) > 20
    return [built.path(path) for path in found]


@pytest.mark.parametrize(("size", "highest"), [(WIDE, 480), (PHONE, 560)])
@pytest.mark.parametrize("script", [True, False])
def test_a_text_begins_on_the_first_screen(
    built_dossier: BuiltDossier,
    new_page: PageMaker,
    size: dict[str, int],
    highest: int,
    script: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    page = new_page(**size, java_script_enabled=script)
    places = {
        path: show(page, built_dossier, path).evaluate(_FIRST_WORD)
        for path in articles(built_dossier)
    }

    assert {path: place for path, place in places.items() if place > highest} == {}


@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_the_masthead_is_one_line(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int
) -> None:
    page = show(new_page(width=width), built_dossier, ARTICLE)
    tops = page.evaluate(
        "[...document.querySelectorAll('.masthead nav a, .further > summary')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().top)"
    )

    assert len(tops) > 5
    assert max(tops) == min(tops)


def test_ways_that_are_taken_less_often_open_below_one(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(**WIDE, java_script_enabled=False), built_dossier, ARTICLE)
    ways = page.locator(".further a")
    assert page.evaluate(_HIDDEN, ".further a") != []

    page.locator(".further > summary").press("Enter")

    assert page.evaluate(_HIDDEN, ".further a") == []
    ways.filter(has_text="Network").click()
    assert page.url.endswith("network.html")


@pytest.mark.parametrize("width", [1024, 1440])
def test_a_masthead_of_many_pages_breaks_and_is_no_wider_than_the_screen(
    new_page: PageMaker, tmp_path: Path, width: int
) -> None:
    pages = {
        f"content/pages/p{n}.md": f"---\ntitle: A page with a long name {n}\n---\nText.\n"
        for n in range(12)
    }
    project = lay(tmp_path, {"site.yml": "title: The harbour and its yards\n", **pages})
    must_publish(project)
    page = new_page(width=width)

    page.goto((project.output / "pages/p1.html").as_uri())

    assert page.locator(".masthead nav a").count() > 12
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_front_page_says_its_name_once(built_dossier: BuiltDossier, page: Page) -> None:
    show(page, built_dossier, "index.html")
    name = page.locator("h1").inner_text()

    assert page.locator(".masthead, main").get_by_text(name, exact=True).count() == 1


def test_beside_the_text_is_what_leads_through_it(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(**WIDE, java_script_enabled=False), built_dossier, ARTICLE)
    guide, text = page.locator(".guide").bounding_box(), page.locator(".body").bounding_box()

    assert guide is not None
    assert text is not None
    assert guide["x"] + guide["width"] <= text["x"]
    assert page.locator(".guide summary").is_hidden()
    assert page.locator(".guide .contents a").count() > 3
    assert page.evaluate(_HIDDEN, ".guide .contents a, .guide .dates dd") == []


def test_on_a_phone_it_is_folded_and_opens(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(**PHONE, java_script_enabled=False), built_dossier, ARTICLE)
    first = page.locator(".guide .contents a").first
    assert page.evaluate(_HIDDEN, ".guide .contents a") != []

    page.locator(".guide summary").press("Enter")
    assert page.evaluate(_HIDDEN, ".guide .contents a, .guide .dates dd") == []
    first.click()

    assert page.url.endswith(str(first.get_attribute("href")))


def test_on_a_phone_the_menu_is_folded_and_opens(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(**PHONE, java_script_enabled=False), built_dossier, ARTICLE)
    assert page.evaluate(_HIDDEN, ".menu a") != []

    page.locator(".menu > summary").press("Enter")

    assert page.evaluate(_HIDDEN, ".menu a") == []
    page.locator(".menu a", has_text="Sources").click()
    assert page.url.endswith("sources/index.html")


def test_what_is_behind_a_text_is_shown_where_there_is_room_and_on_paper(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    parts = ":is(.fold > ul, .fold .groups, .bibliography > ol) > *, .fold > dl > div"
    page = show(new_page(**WIDE, java_script_enabled=False), built_dossier, ARTICLE)
    assert page.locator(parts).count() > 50
    assert page.evaluate(_HIDDEN, parts) == []

    page = show(new_page(**PHONE, java_script_enabled=False), built_dossier, ARTICLE)
    assert page.evaluate(_HIDDEN, ".claims-carried li") != []
    assert page.evaluate(_HIDDEN, ".bibliography li") == []
    page.emulate_media(media="print")
    assert page.evaluate(_HIDDEN, parts) == []


def test_every_part_behind_a_text_is_found_from_its_list(
    built_dossier: BuiltDossier, page: Page
) -> None:
    show(page, built_dossier, ARTICLE)
    listed = page.evaluate(
        "[...document.querySelectorAll('.behind a')].map((one) => one.hash.slice(1))"
    )
    parts = page.evaluate(
        "[...document.querySelectorAll('.apparatus > section > h2')].map((one) => one.id)"
    )

    assert len(parts) > 5
    assert listed == parts


def test_what_unfolds_is_large_enough_for_a_finger(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(**PHONE), built_dossier, ARTICLE)
    sizes = page.evaluate(
        """[...document.querySelectorAll(':is(.menu, .guide, .fold) > summary')].map((one) => {
          const box = one.getBoundingClientRect();
          return [box.width, box.height];
        })"""
    )

    assert len(sizes) > 5
    assert [one for one in sizes if min(one) < 24] == []


def test_pictures_come_when_they_are_near_whole_and_toned_in_the_dark(
    new_page: PageMaker, tmp_path: Path
) -> None:
    tall, wide = BytesIO(), BytesIO()
    Image.new("RGB", (300, 2400), "white").save(tall, "PNG")
    Image.new("RGB", (1200, 300), "white").save(wide, "PNG")
    shown = "\n\n".join(f"![Picture {n}](../media/{n % 2}.png)\n\nText." for n in range(4))
    files = {
        "site.yml": "title: T\n",
        "content/articles/a.md": f"---\ntitle: A\nimage: 0.png\n---\n{shown}\n",
        "content/entities/p.yml": "- {id: p, kind: person, name: P, image: 0.png, image_alt: P}\n",
        "content/media/0.png": tall.getvalue(),
        "content/media/1.png": wide.getvalue(),
    }
    project = lay(tmp_path, files)
    must_publish(project)
    page = new_page(**WIDE, color_scheme="dark")

    page.goto((project.output / "articles/a.html").as_uri())
    seen = page.evaluate(
        """[...document.images].map((one) => ({
          lazy: one.loading, width: one.getAttribute('width'), filter: getComputedStyle(one).filter,
          height: one.getBoundingClientRect().height,
        }))"""
    )
    assert [one["lazy"] == "lazy" for one in seen] == [False, True, True, True]
    assert [one["width"] for one in seen] == ["300", "1200", "300", "1200"]
    assert [one for one in seen if one["height"] > WIDE["height"] or one["filter"] == "none"] == []

    page.goto((project.output / "entities/p.html").as_uri())
    portrait = page.locator(".facts img").bounding_box()
    assert portrait is not None
    assert portrait["height"] <= WIDE["height"] * 0.7
    page.emulate_media(color_scheme="light")
    assert page.locator(".facts img").evaluate("one => getComputedStyle(one).filter") == "none"


def test_the_front_page_has_the_most_used_tags_and_leads_to_all(page: Page, tmp_path: Path) -> None:
    tags = [f"t{n}" for n in range(10, 50)]
    text = "---\ntitle: A{0}\ntags: [{1}]\n---\nText.\n"
    files = {f"content/articles/a{n}.md": text.format(n, ", ".join(tags[n:])) for n in range(40)}
    project = lay(tmp_path, {"site.yml": "title: T\n", **files})
    must_publish(project)

    page.goto((project.output / "index.html").as_uri())

    assert page.locator(".tags a bdi").all_inner_texts() == tags[:-25:-1]
    page.get_by_role("link", name="All tags").click()
    assert page.locator(".tags a").count() == 40
