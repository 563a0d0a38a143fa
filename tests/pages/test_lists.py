"""The front page, the indexes, the tags and the bibliography."""

import pytest

from dossierpress.model.site import BibliographyEntry, Site
from dossierpress.pages.kinds.articles import ARTICLE_INDEX
from dossierpress.pages.kinds.bibliography import BIBLIOGRAPHY
from dossierpress.pages.kinds.entities import ENTITY_INDEX
from dossierpress.pages.kinds.home import HOME
from dossierpress.pages.kinds.sources import SOURCE_INDEX, SOURCE_PAGES
from dossierpress.pages.kinds.tags import TAG_INDEX, TAG_PAGES
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.schema.article import DeclaredSource
from sample_site import (
    THEME,
    article,
    body,
    citation,
    emitted,
    entity,
    key,
    links,
    mention,
    plain,
    shown,
    site,
    source,
    words,
)


def test_the_front_page() -> None:
    of = site(
        plain("home", body('<p id="p-1">Welcome.</p>'), title="The harbour case"),
        article("new", date="2024-02", summary="What is new."),
        article("old", date="2024-01"),
        entity("pilot"),
        entity("child", sensitivity=("minor",)),
        entity("quay", kind="place"),
        source("wire"),
        source("unused"),
        tags={"tide": ("new", "old")},
        appearances={"pilot": ("new",), "child": ("new", "old"), "quay": ("new", "old")},
        mentions_of={key("entity:pilot"): (mention("article:new", "entity:pilot"),)},
        bibliographies={
            key("article:new"): (
                BibliographyEntry(
                    record=key("article:new"), source="wire", number=1, declared=None, citations=()
                ),
            )
        },
    )

    page = shown(HOME, of, "index.html")

    assert words(page, "//h1") == ["The harbour case"]
    assert words(page, "//*[@class='intro']") == ["Welcome."]
    assert words(page, "//*[@class='figures']/li") == [
        "2 articles",
        "3 entities",
        "2 sources",
        "0 cross-references",
        "1 mention",
    ]
    assert words(page, "//*[@class='latest']//li") == [
        "February 2024 New What is new.",
        "January 2024 Old",
    ]
    assert words(page, "//*[@class='leading']//h3") == ["People 2", "Places 1"]
    assert words(page, "//*[@class='leading']//li") == ["Pilot 1", "Quay 2"]
    assert words(page, "//*[@class='side']/section[1]//li") == ["Wire 1"]
    assert links(page, "//*[@class='tags']") == {"tide 2": "tags/tide.html"}


def test_the_front_page_of_an_empty_dossier() -> None:
    page = shown(HOME, site(settings="description: Soon more."), "index.html")

    assert words(page, "//h1") == ["Sample"]
    assert words(page, "//title") == ["Sample"]
    assert words(page, "//*[@class='standfirst']") == ["Soon more."]
    assert links(page, "//nav") == {"Home": "index.html"}


def test_navigation_folds_what_is_taken_less_often_where_there_is_much() -> None:
    of = site(
        *(plain(name) for name in ("home", "about", "method", "team", "thanks")),
        article("new"), entity("pilot"), source("wire"), tags={"tide": ("new",)},
    )  # fmt: skip

    page = shown(ARTICLE_INDEX, of, "articles/index.html")

    further = "//header//nav//*[@class='further']"
    assert list(links(page, further)) == ["Tags", "About", "Method", "Team", "Thanks"]
    assert list(links(page, "//header//nav"))[:4] == ["Home", "Articles", "Entities", "Sources"]


def test_navigation_leads_to_what_there_is() -> None:
    of = site(
        plain("home"), plain("about"), plain("hidden", navigation=False), plain("rtl", lang="fa"),
        article("new"), entity("pilot"), source("wire"), tags={"tide": ("new",)},
    )  # fmt: skip

    page = shown(ARTICLE_INDEX, of, "articles/index.html")

    assert links(page, "//header//nav") == {
        "Home": "../index.html",
        "Articles": "index.html",
        "Entities": "../entities/index.html",
        "Sources": "../sources/index.html",
        "Tags": "../tags/index.html",
        "About": "../pages/about.html",
        "Rtl": "../pages/rtl.html",
    }
    assert words(page, "//header//a[@aria-current='true']") == ["Articles"]
    assert links(page, "//footer") == {
        "Bibliography": "../bibliography.html",
        "What the words mean": "../glossary.html",
    }


DATES = ("2024-05-23", "2024-05", "2024", "2023/2024", "2022~", "../1999", None)


def test_articles_by_year_and_month() -> None:
    of = site(*(article(f"a-{n}", date=date) for n, date in enumerate(DATES)))

    page = shown(ARTICLE_INDEX, of, "articles/index.html")

    assert words(page, "//section/h2") == ["2024", "2023", "2022", "1999", "Undated"]
    assert words(page, "//h3") == ["May 2024"]
    assert words(page, "//li[@class='card']") == [
        "23 May 2024 A-0", "May 2024 A-1", "2024 A-2", "2023–2024 A-3", "about 2022 A-4",
        "until 1999 A-5", "Undated A-6",
    ]  # fmt: skip
    assert links(page, "//*[@class='jumps']") == {
        "2024": "#year_2024", "2023": "#year_2023", "2022": "#year_2022", "1999": "#year_1999"
    }  # fmt: skip


def test_articles_go_on_over_pages_and_years_are_found_wherever_they_begin() -> None:
    of = site(
        *(article(f"a-{n}", date=str(2024 - n // 2)) for n in range(5)), settings="page_size: 2"
    )

    second = shown(ARTICLE_INDEX, of, "articles/index-page-2.html")

    assert words(second, "//h2") == ["2023"]
    assert links(second, "//*[@class='jumps']") == {
        "2024": "index.html#year_2024",
        "2023": "#year_2023",
        "2022": "index-page-3.html#year_2022",
    }
    assert words(second, "//title") == ["Articles (Page 2) – Sample"]
    assert words(second, "//*[@class='pagination']/p") == ["Page 2 of 3"]


def many_names() -> list[object]:
    return [
        entity("abad", sort_as="Ábad, Zo", name="Zo Ábad", description="First."),
        entity("beta", kind="place"),
        entity("seven", name="7 October"),
        entity("salami", name={"fa": "سلامی"}),
        article("x"),
        article("y"),
    ]


def test_entities_stand_under_their_letters() -> None:
    of = site(*many_names(), appearances={"abad": ("x",), "beta": ("x", "y")})  # type: ignore[arg-type]

    page = shown(ENTITY_INDEX, of, "entities/index.html")

    assert words(page, "//h1") == ["Entities 4"]
    assert words(page, "//section/h2") == ["A", "B", "#", "س"]
    assert words(page, "//ul[@class='entries']/li") == [
        "Ábad, Zo 1 article Person First.",
        "Beta 2 articles Place",
        "7 October 0 articles Person",
        "سلامی 0 articles Person",
    ]
    assert links(page, "//*[@class='jumps']") == {
        "A": "#letter_A",
        "B": "#letter_B",
        "#": "#letter_none",
        "س": "#letter_%D8%B3",
    }
    assert page.xpath("//section/@id") == ["letter_A", "letter_B", "letter_none", "letter_س"]
    assert (links(page, "//*[@class='kinds']")) == {
        "All 4": "index.html",
        "People 3": "kind/person.html",
        "Places 1": "kind/place.html",
    }


def test_every_kind_that_has_entities_has_an_index() -> None:
    of = site(*many_names())  # type: ignore[arg-type]

    page = shown(ENTITY_INDEX, of, "entities/kind/place.html")

    assert {"entities/index.html", "entities/kind/person.html", "entities/kind/place.html"} == set(
        emitted(ENTITY_INDEX, of)
    )
    assert words(page, "//h1") == ["Places 1"]
    assert links(page, "//ul[@class='entries']") == {"Beta": "../beta.html"}
    assert words(page, "//*[@class='kinds']//a[@aria-current]") == ["Places 1"]


def test_a_letter_that_goes_on_keeps_its_heading() -> None:
    of = site(*(entity(f"a{n}") for n in range(3)), entity("b"), settings="page_size: 2")

    second = shown(ENTITY_INDEX, of, "entities/index-page-2.html")

    assert words(second, "//section/h2") == ["A", "B"]
    assert links(second, "//*[@class='jumps']") == {"A": "index.html#letter_A", "B": "#letter_B"}


def test_sources_stand_under_their_letters() -> None:
    of = site(
        source("wire", sort_as="Wire, The", name="The Wire", country="IR", reliability="C"),
        source("report", kind="document", publisher="wire", published="2024"),
        source("press", sort_as="AP", name="Associated Press"),
        source("covenant", sort_as="Ahed, Al-", name="Al-Ahed"),
    )

    page = shown(SOURCE_INDEX, of, "sources/index.html")

    assert words(page, "//ul[@class='entries']/li") == [
        "Wire, The 0 articles Newspaper Iran fairly reliable (C)",
        "Report 0 articles Document The Wire 2024",
        "Associated Press listed as “AP”, 0 articles Newspaper",
        "Ahed, Al- 0 articles Newspaper",
    ]
    assert words(page, "//section/h2") == ["W", "R", "A"]


def test_tags_and_the_articles_that_have_them() -> None:
    of = site(
        article("new", date="2024"),
        article("old", date="2023"),
        entity("pilot"),
        entity("child", sensitivity=("minor",)),
        entity("quay"),
        tags={"ebb": ("new",), "tide": ("new", "old")},
        appearances={"pilot": ("new",), "child": ("new", "old"), "quay": ("new", "old")},
    )

    index = shown(TAG_INDEX, of, "tags/index.html")
    tide = shown(TAG_PAGES, of, "tags/tide.html")

    assert links(index, "//main") == {"ebb 1": "ebb.html", "tide 2": "tide.html"}
    assert words(tide, "//h1") == ["tide 2"]
    assert words(tide, "//li[@class='card']") == ["2024 New", "2023 Old"]
    assert words(tide, "//*[@class='companions']//li") == ["Quay 2", "Pilot 1"]


@pytest.mark.parametrize(("citing", "named", "more"), [(2, 2, []), (22, 20, ["2 more"])])
def test_the_bibliography_says_who_cites_what(citing: int, named: int, more: list[str]) -> None:
    articles = [f"a-{n}" for n in range(citing)]
    of = site(
        *(article(id_) for id_ in articles),
        source("wire", name={"en": "Wire", "fa": "سیم"}, url="https://wire.example/"),
        source("unused"),
        bibliographies={
            key(f"article:{id_}"): (
                BibliographyEntry(
                    record=key(f"article:{id_}"), source="wire", number=1, declared=None,
                    citations=(citation(f"article:{id_}", "wire", "mark-7"),),
                ),
            )
            for id_ in articles
        },
    )  # fmt: skip

    page = shown(BIBLIOGRAPHY, of, "bibliography.html")
    (wire, unused) = page.xpath("//ul[@class='works']/li")

    assert words(wire, "./p") == ["Wire (سیم). wire.example"]
    assert named == len(wire.xpath(".//a[@class='place']"))
    assert wire.xpath(".//a[@class='place']/@href")[0] == "articles/a-0.html#mark-7"
    assert more == words(wire, ".//li[last()]/a[contains(., 'more')]")
    assert words(unused, "./p[@class='soft']") == ["Nothing in this dossier cites this source yet."]


# What a list of many pages reads


def source_of_many(uses: int) -> Site:
    """A site whose one source is used by so many articles, ten on a page."""
    ids = [f"paper-{number:03}" for number in range(uses)]
    used = tuple((id_, DeclaredSource(id="wire")) for id_ in ids)
    records = [article(id_) for id_ in ids]
    return site(*records, source("wire"), settings="page_size: 10", uses_of={"wire": used})


def test_a_page_of_a_source_does_not_read_what_others_show() -> None:
    tracked = TrackedSite(site=source_of_many(40), theme=THEME)
    for page in SOURCE_PAGES.pages(tracked):
        assert page.view

    asked = [(table, question) for table, question, _ in tracked.reads.cells]
    assert ("uses of", "part") in asked
    assert ("uses of", "value") not in asked


def test_articles_through_a_source_are_counted_once() -> None:
    origin = {"source": "wire"}
    of = site(
        article("both", origin=origin),
        article("first", origin=origin),
        article("used"),
        source("wire"),
        source("unused"),
        uses_of={
            "wire": tuple((id_, DeclaredSource(id="wire")) for id_ in ("both", "used", "used"))
        },
    )

    tracked = TrackedSite(site=of, theme=THEME)
    counts = {page.path: page.view.article_count for page in SOURCE_PAGES.pages(tracked)}
    assert counts == {"sources/wire.html": 3, "sources/unused.html": 0}
