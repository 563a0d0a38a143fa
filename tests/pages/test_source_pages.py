"""The page of a source."""

from typing import get_args

import pytest

from dossierpress.model.site import Reliance
from dossierpress.pages.kinds.bibliography import BIBLIOGRAPHY
from dossierpress.pages.kinds.sources import SOURCE_PAGES
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.schema.access import Access
from dossierpress.schema.article import DeclaredSource, FirstPublication
from dossierpress.schema.source import SourceKind
from sample_site import (
    THEME,
    article,
    citation,
    emitted,
    entity,
    links,
    shown,
    site,
    source,
    words,
)

WIRE = "sources/wire.html"


def test_the_profile() -> None:
    of = site(
        source(
            "wire",
            name="The Wire",
            kind="document",
            url="https://wire.example/",
            country="IR",
            lang="fa",
            publisher="paper",
            owner="entity:guild",
            reliability="B",
            author=("Ada", "Ben"),
            published="2024-05",
            access=(Access(url="https://wire.example/1", accessed="2024-06-01", at="p. 3"),),
        ),
        source("paper"),
        entity("guild", kind="organization"),
    )

    page = shown(SOURCE_PAGES, of, WIRE)
    said = {
        words(row, "./dt")[0]: "; ".join(words(row, "./dd"))
        for row in page.xpath("//*[@class='facts']/dl/div")
    }

    assert words(page, "//*[@class='kind']") == ["Document"]
    assert said.pop("Reliability").startswith("B: usually reliable Letter of the Admiralty code")
    assert said == {
        "Authors": "Ada; Ben",
        "Published": "May 2024",
        "Publisher": "Paper",
        "Owner": "Guild",
        "Country": "Iran",
        "Language": "Persian",
        "Website": "wire.example",
        "Access": "p. 3 wire.example read 1 June 2024",
        "Articles": "0",
    }


@pytest.mark.parametrize("kind", get_args(SourceKind))
def test_every_kind_has_a_word(kind: str) -> None:
    (word,) = words(
        shown(SOURCE_PAGES, site(source("wire", kind=kind)), WIRE), "//*[@class='kind']"
    )

    assert word[0].isupper()


def test_what_is_not_published_is_not_named() -> None:
    of = site(source("wire", publisher="secret", owner="secret"))

    assert "secret" not in shown(SOURCE_PAGES, of, WIRE).text_content()


def test_who_relies_on_whom() -> None:
    def reliance(one: str, other: str, in_: str) -> Reliance:
        return Reliance(source=one, cited=other, article=in_)

    of = site(
        article("harbour"), article("storm"), source("wire"), source("paper"), source("radio"),
        relies_on={
            "wire": (reliance("wire", "paper", "harbour"), reliance("wire", "paper", "storm"))
        },
        relied_on_by={"wire": (reliance("radio", "wire", "storm"),)},
    )  # fmt: skip

    page = shown(SOURCE_PAGES, of, WIRE)

    assert words(page, "//*[@class='reliances']//dt") == ["Relies on", "Relied on by"]
    assert words(page, "//*[@class='reliances']//dd") == [
        "Paper in Harbour, Storm",
        "Radio in Storm",
    ]


def test_where_it_is_used_and_cited() -> None:
    of = site(
        article("harbour", date="2024"),
        entity("pilot"),
        source("wire"),
        source("report", publisher="wire", kind="document"),
        source("channel", publisher="wire", kind="broadcaster"),
        uses_of={"wire": (("harbour", DeclaredSource(id="wire", at="p. 9")),)},
        citations_of={
            "wire": (
                citation("article:harbour", "wire", "mark-1"),
                citation("article:harbour", "wire", "mark-2"),
                citation("entity:pilot", "wire", "mark-1"),
            )
        },
        documents_of={"wire": ("channel", "report")},
    )

    page = shown(SOURCE_PAGES, of, WIRE)

    assert words(page, "//*[@class='uses']//li") == ["Harbour 2024 p. 9"]
    assert links(page, "//*[@class='documents']") == {"Report": "report.html"}
    assert links(page, "//*[@class='outlets']") == {"Channel": "channel.html"}
    assert words(page, "//*[@id='part_outlets']") == ["Outlets and channels 1"]
    assert words(page, "//*[@class='citations']//*[@class='where']") == ["Harbour 2024", "Pilot"]
    # Two marks in one sentence show the sentence once, and count twice.
    assert page.xpath("//a[@class='place']/@href") == [
        "../articles/harbour.html#p-1",
        "../entities/pilot.html#p-1",
    ]
    assert words(page, "//*[@class='citations']/h2") == ["Cited in 3"]


def test_an_outlet_tells_how_often_its_documents_are_cited() -> None:
    cited = {
        "report": tuple(citation("article:harbour", "report", f"m-{n}") for n in range(21)),
        "clip": (citation("article:harbour", "clip", "m-30"),),
    }
    of = site(
        article("harbour"),
        source("wire"),
        source("report", publisher="wire", kind="document"),
        source("unread", publisher="wire", kind="document"),
        source("channel", publisher="wire", kind="broadcaster"),
        source("clip", publisher="channel", kind="document"),
        citations_of=cited,
        documents_of={"wire": ("report", "unread", "channel"), "channel": ("clip",)},
    )
    told = "No text cites this source directly. What is published here is cited 22 times."

    page = shown(SOURCE_PAGES, of, WIRE)
    entry = shown(BIBLIOGRAPHY, of, "bibliography.html").get_element_by_id("entry_wire")

    assert words(page, "//*[@class='documents' or @class='outlets']//li") == [
        "Report cited 21 times",
        "Unread not cited",
        "Channel cited once",
    ]
    assert words(page, "//p[@class='soft']") == [told]
    assert words(entry, "./p[@class='soft']") == [told]


def test_publishers_in_a_circle_count_nothing() -> None:
    of = site(
        article("harbour"),
        source("wire", publisher="paper"),
        source("paper", publisher="wire"),
        citations_of={"paper": (citation("article:harbour", "paper", "m-1"),)},
        documents_of={"wire": ("paper",), "paper": ("wire",)},
    )

    assert TrackedSite(site=of, theme=THEME).cited_through == {}


def test_what_was_first_published_there() -> None:
    of = site(
        article(
            "storm",
            date="2024",
            origin=FirstPublication(source="wire", url="https://wire.example/2"),
        ),
        article("harbour", origin=FirstPublication(source="source:wire")),
        article("quay", origin=FirstPublication(source="paper")),
        source("wire"),
        source("paper"),
    )

    page = shown(SOURCE_PAGES, of, WIRE)

    assert words(page, "//*[@class='first-published']/h2") == ["First published here 2"]
    assert words(page, "//*[@class='first-published']/ul/li") == [
        "Storm 2024 wire.example",
        "Harbour",
    ]
    assert words(page, "//*[@class='soft']") == []


def test_long_lists_go_on() -> None:
    of = site(
        *(article(id_) for id_ in ("one", "two", "three")),
        source("wire"),
        settings="page_size: 1",
        citations_of={
            "wire": tuple(citation(f"article:{id_}", "wire") for id_ in ("one", "two", "three"))
        },
    )

    assert list(emitted(SOURCE_PAGES, of)) == [
        WIRE,
        "sources/wire-page-2.html",
        "sources/wire-page-3.html",
    ]
