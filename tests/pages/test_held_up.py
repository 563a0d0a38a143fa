"""What the word of a source or an entity holds up, as pages say it."""

import pytest
from lxml import html
from test_claim_pages import claim, site

from dossierpress.model.site import Site
from dossierpress.pages.kinds.claims import CLAIM_PAGES
from dossierpress.pages.kinds.entities import ENTITY_PAGES
from dossierpress.pages.kinds.sources import SOURCE_PAGES
from sample_site import shown, words
from test_recorded_reads import changes

SECTION = "//section[@class='held-up']"
ONE = claim(id_="one", reports="[{by: herald, citing: gazette}]")
TWO = claim(id_="two", reports="[{by: herald, basis: witness}, {by: gazette, basis: document}]")
MANY = claim(
    id_="many",
    reports="[{by: herald}, {by: gazette}, {by: 'entity:combine'}, {by: {unnamed: a pilot}}]",
)


def source(of: Site, id_: str = "gazette") -> html.HtmlElement:
    return shown(SOURCE_PAGES, of, f"sources/{id_}.html")


def listed(page: html.HtmlElement) -> dict[str, list[str]]:
    """Label -> the claims under it."""
    return {
        words(group, "./dt")[0]: group.xpath("./dd/a[starts-with(@class, 'record')]/@href")
        for group in page.xpath(f"{SECTION}//dl/div")
    }


def test_the_page_of_a_source_lists_what_falls_and_what_has_one_origin_left() -> None:
    page = source(site(ONE + TWO + MANY))

    assert words(page, "//header//a[@href='#part_held_up']") == [
        "1 claim falls without this word, and 1 more has one origin left at most"
    ]
    assert words(page, f"{SECTION}/h2") == ["If this word is withdrawn 2"]
    assert listed(page) == {
        "No origin left 1": ["../claims/one.html"],
        "One origin left at most 1": ["../claims/two.html"],
    }


@pytest.mark.parametrize(
    ("claims", "briefly"),
    [
        (ONE, "1 claim falls without this word"),
        (ONE + claim(id_="more", reports="[{by: gazette}]"), "2 claims fall without this word"),
        (TWO, "1 claim has one origin left at most without this word"),
    ],
)
def test_the_head_counts_them(claims: str, briefly: str) -> None:
    assert words(source(site(claims)), "//p[@class='held-up-briefly']") == [briefly]


@pytest.mark.parametrize(
    "reports",
    [
        "[{by: herald, basis: witness}]",
        "[{by: herald}, {by: courier}, {by: gazette}, {by: {unnamed: a pilot}}]",
        "[{by: herald, basis: witness}, {by: gazette, stance: denies}]",
        "[]",
    ],
)
def test_where_nothing_falls_nothing_is_said(reports: str) -> None:
    page = source(site(claim(reports=reports)))

    assert page.xpath("//*[@class='held-up' or @class='held-up-briefly']") == []


def test_an_opinion_falls_with_nobody() -> None:
    assert listed(source(site(claim("  kind: assessment\n")))) == {}


def test_who_alone_quotes_an_origin_holds_it_up() -> None:
    of = site(claim(reports="[{by: 'entity:combine', basis: witness, via: gazette}]"))
    entity = shown(ENTITY_PAGES, of, "entities/combine.html")

    assert listed(source(of)) == listed(entity) == {"No origin left 1": ["../claims/berths.html"]}


def test_the_page_of_a_claim_names_everybody_without_whom_it_falls() -> None:
    def told(claims: str, id_: str) -> list[str]:
        page = shown(CLAIM_PAGES, site(claims), f"claims/{id_}.html")
        return words(page, "//div[@class='falls-without']/dd[not(@class)]")

    assert told(ONE, "one") == ["The Herald", "The Gazette"]
    assert told(TWO, "two") == []
    assert told(claim(reports="[{by: gazette, citing: {unnamed: a pilot}}]"), "berths") == [
        "The Gazette"
    ]


def test_a_long_list_goes_on() -> None:
    several = "".join(claim(id_=f"claim-{number}") for number in range(5))
    of = site(several, "page_size: 2")
    first, third = source(of), source(of, "gazette-page-3")

    assert (
        words(first, f"{SECTION}/h2")
        == words(third, f"{SECTION}/h2")
        == ["If this word is withdrawn 5"]
    )
    assert [len(claims) for page in (first, third) for claims in listed(page).values()] == [2, 1]
    assert third.xpath("//p[@class='held-up-briefly']") == []


def test_an_edit_makes_the_pages_of_those_alone_who_have_a_part_in_the_claim() -> None:
    """The pages of sources that hold up other claims are left as they are."""

    def of(reports: str) -> Site:
        other = claim(id_="other", reports="[{by: courier, basis: witness}]")
        return site(claim(reports=reports) + other)

    made = changes(of("[{by: gazette}]"), of("[{by: gazette}, {by: herald, citing: gazette}]"))
    assert {"sources/gazette.html", "sources/herald.html", "claims/berths.html"} <= made
    assert made.isdisjoint({"sources/courier.html", "claims/other.html"})
