"""Feeds of tags, entities and sources, and JSON Feed: what is in them, and who has one."""

import json
from typing import Any

from lxml import etree

from dossierpress.pages.kinds.entities import ENTITY_PAGES
from dossierpress.pages.kinds.feed import ENTITY_FEEDS, FEED, SOURCE_FEEDS, TAG_FEEDS
from dossierpress.pages.kinds.home import HOME
from dossierpress.pages.kinds.tags import TAG_PAGES
from sample_site import article, emitted, entity, links, shown, site, source, text_of

URL = "url: https://a.example/case/\n"
HOST = URL + "feeds: [site, tags, entities, sources]"
ATOM = "{http://www.w3.org/2005/Atom}"


def dossier(settings: str = HOST, **child: Any) -> Any:
    return site(
        article("first", date="2024-05-01", tags=("tide",)),
        article("second", date="2024-05-03", tags=("tide", "quay")),
        article("third", date="2024-05-02", tags=("tide",), title='"Three" & <more>', lang="fa"),
        article("undated", tags=("quay",)),
        entity("ada", name="Ada <Moss>"),
        entity("pilot", **child),
        entity("rare"),
        source("wire"),
        tags={"tide": ("second", "third", "first"), "quay": ("second", "undated")},
        appearances={
            "ada": ("second", "first"),
            "pilot": ("second", "first"),
            "rare": ("undated",),
        },
        settings=settings,
    )


def as_json(of: Any, kind: Any, path: str) -> Any:
    return json.loads(text_of(kind, of, path))


def test_a_tag_and_an_entity_have_feeds_where_two_dated_articles_tell_of_them() -> None:
    of = dossier()

    assert list(emitted(TAG_FEEDS, of)) == ["tags/tide.xml", "tags/tide.json"]
    assert list(emitted(ENTITY_FEEDS, of)) == [
        *("entities/ada.xml", "entities/ada.json"),
        *("entities/pilot.xml", "entities/pilot.json"),
    ]
    assert emitted(SOURCE_FEEDS, of) == {}


def test_a_person_who_asks_for_care_has_none() -> None:
    assert list(emitted(ENTITY_FEEDS, dossier(sensitivity=("minor",)))) == [
        *("entities/ada.xml", "entities/ada.json"),
    ]


def test_by_default_there_are_those_of_the_dossier_and_of_tags_and_without_a_host_none() -> None:
    assert emitted(ENTITY_FEEDS, dossier(URL)) == {}
    assert len(emitted(TAG_FEEDS, dossier(URL))) == 2
    assert emitted(TAG_FEEDS, dossier("")) == {}
    assert emitted(FEED, dossier(URL + "feeds: [tags]")) == {}
    assert shown(HOME, dossier(URL + "feeds: [tags]"), "index.html").xpath(
        "//link[@rel='alternate']"
    ) == []  # fmt: skip


def test_a_feed_has_the_articles_of_its_page_newest_first() -> None:
    root = etree.fromstring(text_of(TAG_FEEDS, dossier(), "tags/tide.xml").encode())

    assert [one.findtext(f"{ATOM}title") for one in root.findall(f"{ATOM}entry")] == [
        *("Second", '"Three" & <more>', "First"),
    ]
    assert root.findtext(f"{ATOM}title") == "tide – Sample"
    assert root.findtext(f"{ATOM}id") == "https://a.example/case/tags/tide.html"
    assert [one.get("href") for one in root.findall(f"{ATOM}link")] == [
        "https://a.example/case/tags/tide.xml",
        "https://a.example/case/tags/tide.json",
        "https://a.example/case/tags/tide.html",
    ]


def test_the_json_feed_says_the_same() -> None:
    of = dossier()
    root = etree.fromstring(text_of(FEED, of, "feed.xml").encode())
    found = as_json(of, FEED, "feed.json")

    assert {key: value for key, value in found.items() if key != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Sample",
        "home_page_url": "https://a.example/case/",
        "feed_url": "https://a.example/case/feed.json",
        "language": "en",
        "authors": [{"name": "Sample"}],
    }
    assert [(one["id"], one["title"], one["date_published"]) for one in found["items"]] == [
        tuple(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "published"))
        for entry in root.findall(f"{ATOM}entry")
    ]
    assert found["items"][1] == {
        "id": "https://a.example/case/articles/third.html",
        "url": "https://a.example/case/articles/third.html",
        "title": '"Three" & <more>',
        "content_text": '"Three" & <more>',
        "tags": ["tide"],
        "language": "fa",
        "date_published": "2024-05-02T00:00:00Z",
        "date_modified": "2024-05-02T00:00:00Z",
    }


def test_letters_of_all_scripts_stand_in_json_as_they_are() -> None:
    of = site(article("a", date="2024", title="تهران <b>&#39;"), settings=HOST)

    assert '"title": "تهران <b>&#39;"' in text_of(FEED, of, "feed.json")


def test_pages_lead_to_their_feeds() -> None:
    tag = shown(TAG_PAGES, dossier(), "tags/tide.html")
    ada = shown(ENTITY_PAGES, dossier(), "entities/ada.html")
    rare = shown(ENTITY_PAGES, dossier(), "entities/rare.html")

    assert links(tag, "//*[@class='follow']") == {"Atom feed": "tide.xml", "JSON feed": "tide.json"}
    assert [
        (one.get("title"), one.get("href")) for one in ada.xpath("//link[@rel='alternate']")
    ] == [
        ("Articles of this dossier (Atom)", "../feed.xml"),
        ("Articles of this dossier (JSON)", "../feed.json"),
        ("Articles on “Ada <Moss>” (Atom)", "ada.xml"),
        ("Articles on “Ada <Moss>” (JSON)", "ada.json"),
    ]
    assert rare.xpath("//*[@class='follow']") == []
