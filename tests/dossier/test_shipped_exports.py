"""The feed, the sitemap and robots.txt of the shipped dossier say what is there, and validly."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from harness import BuiltDossier

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "https://dossier.example/"


def published(built_dossier: BuiltDossier, address: str) -> bool:
    """Whether an address on the dossier's own host is a file of the output."""
    assert address.startswith(HOST), address
    path = unquote(address.removeprefix(HOST).partition("#")[0]) or "index.html"
    return (built_dossier.output / path).is_file()


@pytest.fixture(scope="module")
def feed(built_dossier: BuiltDossier) -> etree._Element:
    return etree.parse(built_dossier.output / "feed.xml").getroot()


def test_feed_is_valid_atom(feed: etree._Element) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
    schema.validate(feed)

    assert [str(problem) for problem in schema.error_log] == []


def test_every_feed_is_valid_and_says_the_same_in_both_forms(built_dossier: BuiltDossier) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
    feeds = [
        path
        for folder in ("tags", "entities", "sources")
        for path in (built_dossier.output / folder).glob("*.xml")
    ]
    for path in feeds:
        root = etree.parse(path).getroot()
        same = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert schema.validate(root), (path, schema.error_log)
        assert [one["id"] for one in same["items"]] == [
            entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")
        ]
        assert published(built_dossier, same["feed_url"])
        assert published(built_dossier, same["home_page_url"])
    assert len(feeds) > 100


def test_every_page_says_its_address(built_dossier: BuiltDossier) -> None:
    assert [
        built_dossier.path(page)
        for page in built_dossier.pages
        if '<link rel="canonical" href="https://' not in page.read_text(encoding="utf-8")
    ] == []


def test_feed_has_an_author_for_every_entry(feed: etree._Element) -> None:
    """RFC 4287, 4.1.1: an entry without an author needs one on the feed."""
    of_feed = feed.findall(f"{ATOM}author")
    without = [e for e in feed.iter(f"{ATOM}entry") if e.find(f"{ATOM}author") is None]

    assert of_feed or not without


def test_feed_lists_every_article_newest_first(
    feed: etree._Element, built_dossier: BuiltDossier
) -> None:
    articles = {
        page.stem
        for page in (built_dossier.output / "articles").glob("*.html")
        if page.stem != "index" and 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")
    }
    entries = feed.findall(f"{ATOM}entry")
    linked = [
        link.get("href")
        for entry in entries
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate" and "/articles/" in str(link.get("href"))
        # Corrections lead to a place in an article.
        if "#" not in str(link.get("href"))
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    moments = [entry.findtext(f"{ATOM}published") for entry in entries]

    assert sorted(unquote(link).rpartition("/")[2] for link in linked) == sorted(
        f"{name}.html" for name in articles
    )
    assert len(set(ids)) == len(ids)
    assert moments == sorted(moments, reverse=True)


def test_feed_links_to_files_that_exist(feed: etree._Element, built_dossier: BuiltDossier) -> None:
    gone = [
        link.get("href")
        for link in feed.iter(f"{ATOM}link")
        if not published(built_dossier, link.get("href"))
    ]

    assert gone == []


def test_sitemap_lists_every_page_that_may_be_indexed(built_dossier: BuiltDossier) -> None:
    root = etree.parse(built_dossier.output / "sitemap.xml").getroot()
    listed = [location.text for location in root.iter(f"{SITEMAP}loc")]
    texts = {page: page.read_text(encoding="utf-8") for page in built_dossier.pages}
    expected = {
        built_dossier.path(page)
        for page, text in texts.items()
        if "noindex" not in text and 'http-equiv="refresh"' not in text
    } - {"404.html"}
    found = {unquote(address.removeprefix(HOST)) or "index.html" for address in listed}

    assert root.tag == f"{SITEMAP}urlset"
    assert len(set(listed)) == len(listed)
    assert found == expected


def test_robots_names_the_sitemap(built_dossier: BuiltDossier) -> None:
    lines = (built_dossier.output / "robots.txt").read_text(encoding="utf-8").splitlines()

    assert f"Sitemap: {HOST}sitemap.xml" in lines
