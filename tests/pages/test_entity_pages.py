"""The page of an entity."""

from typing import Any

import pytest

from dossierpress.model.site import Companion, Declaration, EntityRelation, Site
from dossierpress.pages.kinds.entities import ENTITY_PAGES
from dossierpress.schema.entity import Property
from dossierpress.schema.shared_types import Identifier
from sample_site import (
    article,
    body,
    emitted,
    entity,
    key,
    links,
    media,
    mention,
    names,
    shown,
    site,
    source,
    words,
)

PILOT = "entities/pilot.html"


def facts(page: Any) -> dict[str, str]:
    """Term -> what is said of it."""
    return {
        words(row, "./dt")[0]: "; ".join(words(row, "./dd"))
        for row in page.xpath("//*[@class='facts']/dl/div")
    }


def test_names_know_their_language_and_direction() -> None:
    of = site(
        entity(
            "pilot",
            name={"en": "Pilot", "fa": "ناخدا", "he": "נווט"},
            aliases=names("The Guide"),
            former_names=names("Boy"),
            weak_aliases=names("him"),
        )
    )

    page = shown(ENTITY_PAGES, of, PILOT)

    assert words(page, "//h1") == ["Pilot"]
    assert [
        (name.get("lang"), name.get("dir")) for name in page.xpath("//*[@class='other-name']/bdi")
    ] == [("fa", "rtl"), ("he", "rtl")]
    assert facts(page) == {
        "Names": "Pilot English; ناخدا Persian; נווט Hebrew",
        "Also known as": "The Guide",
        "Formerly": "Boy",
        "May be meant by": (
            "him; These words can mean others too, so they never link by themselves."
        ),
        "Articles": "0",
        "Mentions": "0",
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"en": "Pilot", "fa-Latn": "Nakhoda"}, ["English", "Persian, in Latin script"]),
        (
            {"sr": "Пилот", "sr-Latn": "Pilot"},
            ["Serbian, in Cyrillic script", "Serbian, in Latin script"],
        ),
        ({"fa-Arab": "ناخدا", "zh-TW": "領航員"}, ["Persian", "Chinese (Taiwan)"]),
        (
            {"zh": "领航员", "zh-Hant": "領航員", "pt-BR": "Piloto"},
            [
                "Chinese, in Simplified Han script",
                "Chinese, in Traditional Han script",
                "Portuguese (Brazil)",
            ],
        ),
    ],
)
def test_a_script_is_named_where_it_is_unusual_or_tells_names_apart(
    written: dict[str, str], said: list[str]
) -> None:
    page = shown(ENTITY_PAGES, site(entity("pilot", name=written)), PILOT)

    assert words(page, "//*[@class='language']") == said


def test_properties_show_as_their_type_has_it() -> None:
    def written(name: str, type_: str, value: str) -> Property:
        return Property(name=name, type=type_, value=value)  # type: ignore[arg-type]

    of = site(
        entity(
            "pilot",
            properties=(
                written("born", "date", "1960~"),
                written("birth-place", "place", "quay"),
                written("death-place", "place", "secret"),
                written("citizenship", "country", "NO"),
                written("position", "text", "chief"),
                written("website", "url", "https://www.pilot.example/"),
            ),
            ids=(
                Identifier(scheme="wikidata", value="Q42"),
                Identifier(scheme="ship-list", value="7"),
            ),
            url="https://guild.example/pilot",
        ),
        entity("quay", kind="place"),
    )

    page = shown(ENTITY_PAGES, of, PILOT)

    others = {"Website", *COUNTED}
    assert {term: said for term, said in facts(page).items() if term not in others} == {
        "Born": "about 1960",
        "Place of birth": "Quay",
        "Citizenship": "Norway",
        "Position": "chief",
        "Wikidata": "Q42",
        "ship-list": "7",
    }
    assert links(page, "//*[@class='facts']") == {
        "Quay": "quay.html",
        "pilot.example": "https://www.pilot.example/",
        "guild.example": "https://guild.example/pilot",
        "Q42": "https://www.wikidata.org/wiki/Q42",
    }


COUNTED = ("Articles", "Mentions")


def test_relations_stand_by_type_with_all_that_is_said_of_them() -> None:
    def relation(there: str, type_: str, **more: object) -> EntityRelation:
        said = dict.fromkeys(("role", "from_", "until", "source", "confidence", "note"))
        return EntityRelation(
            here="pilot", there=there, type=type_, label=type_,
            **(said | {"stated": True} | more),  # type: ignore[arg-type]
        )  # fmt: skip

    of = site(
        entity("pilot"),
        entity("guild", kind="organization"),
        entity("mate"),
        source("wire"),
        relations={
            "pilot": (
                relation(
                    "guild", "member", role="warden", from_="2019", until="2024-05",
                    source="wire", confidence="high", note="by its list",
                ),
                relation("mate", "has-pupil", from_="2020", stated=False),
                relation("mate", "member", source="secret"),
            )
        },
    )  # fmt: skip

    page = shown(ENTITY_PAGES, of, PILOT)

    assert words(page, "//*[@class='relations']//dt") == ["member", "has-pupil"]
    assert words(page, "//*[@class='relations']//dd") == [
        "Guild – warden 2019 – May 2024 according to Wire high confidence by its list",
        "Mate",
        "Mate from 2020 said on that page",
    ]


def place_named_by(*born: str, settings: str = "") -> Site:
    """A place in which people were born, and where one event was."""
    return site(
        entity("quay", kind="place"),
        *(
            entity(one, properties=(Property(name="birth-place", type="place", value="quay"),))
            for one in born
        ),
        entity(
            "storm",
            kind="event",
            properties=(
                Property(name="location", type="place", value="entity:quay"),
                Property(name="location", type="place", value="secret"),
            ),
        ),
        settings=settings,
    )


def test_a_place_names_those_whose_profiles_name_it() -> None:
    page = shown(ENTITY_PAGES, place_named_by("mate", "pilot"), "entities/quay.html")

    assert words(page, "//*[@class='named-in']/h2") == ["In the profiles of others 3"]
    assert words(page, "//*[@class='named-in']//dt") == ["Born here", "Events here"]
    assert links(page, "//*[@class='named-in']") == {
        "Mate": "mate.html",
        "Pilot": "pilot.html",
        "Storm": "storm.html",
    }


def test_a_property_without_words_for_its_other_side_is_named_as_it_stands_there() -> None:
    of = place_named_by(
        "mate", settings="kinds: {person: {label: Person, plural: People, properties:"
        " {birth-place: {label: Born at, type: place}}}}",
    )  # fmt: skip

    page = shown(ENTITY_PAGES, of, "entities/quay.html")

    assert words(page, "//*[@class='named-in']//dt") == ["as “Born at” of", "Events here"]


def test_those_whose_profiles_name_a_place_go_on_over_pages() -> None:
    of = place_named_by("mate", "pilot", settings="page_size: 1")

    pages = ["entities/quay.html", "entities/quay-page-2.html", "entities/quay-page-3.html"]
    shown_on = [links(shown(ENTITY_PAGES, of, one), "//*[@class='named-in']") for one in pages]
    assert [list(one) for one in shown_on] == [["Mate"], ["Pilot"], ["Storm"]]


def test_the_timeline_begins_with_the_earliest_article() -> None:
    of = site(
        article("new", date="2024"),
        article("old", date="2020"),
        article("undated"),
        entity("pilot"),
        appearances={"pilot": ("new", "old", "undated")},
        declarations_of={"pilot": (Declaration(article="old", entity="pilot", role="steered"),)},
        mentions_of={
            key("entity:pilot"): (
                mention("article:new", "entity:pilot"),
                mention("article:new", "entity:pilot", "p-2"),
                mention("article:old", "entity:pilot"),
            )
        },
    )

    page = shown(ENTITY_PAGES, of, PILOT)

    assert words(page, "//*[@class='timeline']//li") == [
        "2020 Old steered a subject of the article 1 mention",
        "2024 New 2 mentions",
        "Undated Undated",
    ]
    assert page.xpath("//*[@class='timeline']//li/@class") == ["declared", "mentioned", "mentioned"]


def test_every_mention_leads_to_its_paragraph() -> None:
    of = site(
        article("storm"),
        entity("pilot"),
        mentions_of={
            key("entity:pilot"): (
                mention("article:storm", "entity:pilot", "p-1"),
                mention("article:storm", "entity:pilot", "p-1", "the pilot"),
                mention("entity:pilot", "entity:pilot", "p-5"),
            )
        },
    )

    page = shown(ENTITY_PAGES, of, PILOT)

    assert [
        (match.text_content(), match.get("href")) for match in page.xpath("//a[@class='match']")
    ] == [("it", "../articles/storm.html#p-1"), ("the pilot", "../articles/storm.html#p-1")]
    assert words(page, "//*[@class='mentions']/h2") == ["Mentions 2"]


def test_companions_and_others() -> None:
    of = site(
        entity("pilot", body('<p id="p-1">Prose.</p>'), not_same_as=("mate", "secret")),
        entity("mate"),
        source("wire"),
        companions={"pilot": (Companion(entity="mate", articles=3),)},
        sources_of={"pilot": ("wire",)},
        publications_of={"pilot": ("wire",)},
    )

    page = shown(ENTITY_PAGES, of, PILOT)

    assert words(page, "//*[@class='companions']//li") == ["Mate 3"]
    assert {term: said for term, said in facts(page).items() if term not in COUNTED} == {
        "Not to be confused with": "Mate",
        "Owns": "Wire",
        "Publishes": "Wire",
    }
    assert words(page, "//*[contains(@class, 'prose')]//p") == ["Prose."]


@pytest.mark.parametrize(("count", "seen", "folded"), [(10, 10, 0), (11, 10, 1), (203, 10, 190)])
def test_who_it_appears_with_is_on_its_first_page(count: int, seen: int, folded: int) -> None:
    mates = [f"mate-{n:03}" for n in range(count)]
    of = site(
        entity("pilot"),
        *(entity(mate) for mate in mates),
        settings="page_size: 2",
        companions={
            "pilot": tuple(
                Companion(entity=mate, articles=count - n) for n, mate in enumerate(mates)
            )
        },
    )

    page = shown(ENTITY_PAGES, of, PILOT)
    rows = words(page, "//*[@class='companions']//li")

    assert [path for path in emitted(ENTITY_PAGES, of) if "pilot" in path] == [PILOT]
    assert rows == [f"Mate-{n:03} {count - n}" for n in range(seen + folded)]
    assert len(page.xpath("//*[@class='companions']/details//li")) == folded
    assert words(page, "//details[@class='more']/summary") == ([f"{folded} more"] if folded else [])
    assert links(page, "//details[@class='more']/p") == (
        {"Entities": "index.html"} if count > 200 else {}
    )
    assert words(page, "//*[@class='companions']/h2") == [f"Appears with {count}"]


@pytest.mark.parametrize(
    ("sensitivity", "pictures", "robots", "notices"),
    [((), 1, [], 0), (("minor",), 0, ["noindex"], 1)],
)
def test_who_asks_for_care_gets_it(
    sensitivity: tuple[str, ...], pictures: int, robots: list[str], notices: int
) -> None:
    of = site(
        entity("pilot", image="pilot.png", image_alt="On board", sensitivity=sensitivity),
        settings="url: https://a.example/",
        media=(media("pilot.png"),),
    )

    page = shown(ENTITY_PAGES, of, PILOT)

    assert pictures == len(page.xpath("//img"))
    assert pictures == len(page.xpath("//meta[@property='og:image']"))
    assert robots == page.xpath("//meta[@name='robots']/@content")
    assert notices == len(page.xpath("//*[@role='note']"))


def test_all_long_lists_go_on_together() -> None:
    mates = [f"mate-{n}" for n in range(3)]
    of = site(
        article("storm"),
        entity("pilot"),
        *(entity(mate) for mate in mates),
        settings="page_size: 2",
        appearances={"pilot": ("storm",)},
        companions={"pilot": tuple(Companion(entity=mate, articles=1) for mate in mates)},
        mentions_of={
            key("entity:pilot"): tuple(
                mention("article:storm", "entity:pilot", f"p-{n}") for n in range(5)
            )
        },
    )

    paths = [path for path in emitted(ENTITY_PAGES, of) if "pilot" in path]
    second = shown(ENTITY_PAGES, of, "entities/pilot-page-2.html")

    assert paths == [PILOT, "entities/pilot-page-2.html", "entities/pilot-page-3.html"]
    assert second.xpath("//*[@class='companions']") == []
    assert len(second.xpath("//a[@class='match']")) == 2
    assert second.xpath("//*[@class='timeline' or @class='facts']") == []
    assert {
        said: href for said, href in links(second, "//*[@class='kicker']").items() if "Back" in said
    } == {"Back to Pilot": "pilot.html"}
