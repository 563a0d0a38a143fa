"""Paths of pages, and the links between them."""

import pytest

from dossierpress.kernel import routes
from sample_site import key


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ("article:harbour", "articles/harbour.html"),
        ("entity:harbour", "entities/harbour.html"),
        ("source:harbour", "sources/harbour.html"),
        ("page:about", "pages/about.html"),
        ("page:home", "index.html"),
        ("article:home", "articles/home.html"),
    ],
)
def test_every_record_has_its_page(record: str, path: str) -> None:
    assert path == routes.record(key(record))


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.html", "articles/a.html", "articles/a.html"),
        ("articles/a.html", "index.html", "../index.html"),
        ("articles/a.html", "articles/b.html", "b.html"),
        ("articles/a.html", "articles/a.html", "a.html"),
        ("articles/a.html", "entities/b.html", "../entities/b.html"),
        ("entities/kind/person.html", "entities/b.html", "../b.html"),
        ("entities/b.html", "entities/kind/person.html", "kind/person.html"),
        ("entities/kind/person.html", "static/css/a.css", "../../static/css/a.css"),
        ("articles/a.html", "media/maps/a b.png", "../media/maps/a%20b.png"),
        ("index.html", "media/a:b?c#d%.pdf", "media/a%3Ab%3Fc%23d%25.pdf"),
        ("index.html", "media/نقشه.png", "media/%D9%86%D9%82%D8%B4%D9%87.png"),
    ],
)
def test_links_are_relative_and_encoded(here: str, there: str, link: str) -> None:
    assert link == routes.relative(here, there)


@pytest.mark.parametrize(
    ("here", "there", "fragment", "link"),
    [
        ("articles/a.html", "articles/a.html", "p-1", "#p-1"),
        ("articles/a.html", "articles/b.html", "p-1", "b.html#p-1"),
        (
            "articles/a.html",
            "entities/b.html",
            "دیدار",
            "../entities/b.html#%D8%AF%DB%8C%D8%AF%D8%A7%D8%B1",
        ),
        ("index.html", "articles/a.html", 'a "b"', "articles/a.html#a%20%22b%22"),
    ],
)
def test_links_to_a_place_on_a_page(here: str, there: str, fragment: str, link: str) -> None:
    assert link == routes.relative(here, there, fragment)


@pytest.mark.parametrize(("number", "path"), [(1, "tags/tide.html"), (2, "tags/tide-page-2.html")])
def test_long_lists_go_on(number: int, path: str) -> None:
    assert path == routes.continuation("tags/tide.html", number)


@pytest.mark.parametrize(
    ("base", "path", "address"),
    [
        ("https://a.example", "index.html", "https://a.example/"),
        ("https://a.example/", "articles/a.html", "https://a.example/articles/a.html"),
        ("https://a.example/b", "feed.xml", "https://a.example/b/feed.xml"),
        ("https://a.example/", "media/a b.png", "https://a.example/media/a%20b.png"),
    ],
)
def test_addresses_where_the_host_is_known(base: str, path: str, address: str) -> None:
    assert address == routes.absolute(base, path)


@pytest.mark.parametrize(
    ("base", "folder"),
    [
        ("https://a.example", "/"),
        ("https://a.example/", "/"),
        ("https://a.example/b/c d", "/b/c%20d/"),
        ("https://a.example/%D9%86/", "/%D9%86/"),
    ],
)
def test_the_folder_on_the_host(base: str, folder: str) -> None:
    assert folder == routes.host_folder(base)


@pytest.mark.parametrize(
    ("here", "up"),
    [("index.html", ""), ("articles/a.html", "../"), ("entities/kind/a.html", "../../")],
)
def test_the_way_up(here: str, up: str) -> None:
    assert up == routes.root(here)
