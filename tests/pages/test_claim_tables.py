"""Claims by source: a table for each subject, the list of them, and the bar that filters."""

import pytest
from lxml import html
from test_claim_pages import claim, site

from dossierpress.model.site import Site
from dossierpress.pages.kinds.claim_matrix import CLAIM_MATRIX, LIST_OF_TABLES, ROWS
from dossierpress.pages.kinds.claims import CLAIM_INDEX, CLAIM_PAGES
from dossierpress.pages.kinds.entities import ENTITY_PAGES
from sample_site import emitted, links, shown, words
from test_recorded_reads import changes

HARBOUR = "claims-by-source/harbour.html"
ABOUT = "  about: harbour\n"


def listed(of: Site) -> html.HtmlElement:
    return shown(LIST_OF_TABLES, of, "claims-by-source.html")


def test_a_table_has_those_alone_who_speak_and_each_sign_leads_to_the_report() -> None:
    of = site(
        claim(
            ABOUT,
            reports="[{by: gazette}, {by: herald, stance: denies}, {by: {unnamed: a pilot}},"
            " {by: gazette, stance: doubts}, {by: gazette}]",
        )
        + claim(ABOUT, id_="cranes", reports="[{by: herald}]")
        + claim("  about: combine\n", id_="other", reports="[{by: courier}]")
    )
    page = shown(CLAIM_MATRIX, of, HARBOUR)
    row = "//tr[.//a[@href='../claims/berths.html']]"

    assert words(page, "//thead/tr/th[contains(@class, 'party')]") == [
        "The Herald",
        "The Gazette",
        "Unnamed",
    ]
    assert words(page, f"{row}/td[contains(@class, 'cell')]") == [
        "✗denies",
        "✓asserts?doubts",
        "✓asserts",
    ]
    reports = shown(CLAIM_PAGES, of, "claims/berths.html").xpath("//li/@id")
    first, second, third, fourth, again = (one for one in reports if one.startswith("report_"))
    assert again == f"{first}-2"
    assert page.xpath(f"{row}/td[contains(@class, 'cell')]/a/@href") == [
        f"../claims/berths.html#{one}" for one in (second, first, fourth, third)
    ]
    assert words(page, f"{row}/td[@class='said']//div") == [
        "asserts The Gazette, a pilot",
        "denies The Herald",
        "doubts The Gazette",
    ]
    assert [cell.get("class") for cell in page.xpath(f"{row}/td")][1:] == [
        "cell is-denies",
        "cell is-asserts is-doubts",
        "cell is-asserts",
    ]
    silent = page.xpath("//tr[.//a[@href='../claims/cranes.html']]/td[@class='cell']")
    assert [cell.text_content() for cell in silent] == ["", ""]


def test_the_list_has_every_subject_those_with_most_claims_first() -> None:
    of = site(
        claim("  about: combine\n  status: {is: disputed}\n", id_="alone")
        + claim(ABOUT + "  status: {is: disputed}\n")
        + claim(ABOUT, id_="cranes", reports="[{by: herald}, {by: {unnamed: a pilot}}]")
        + claim(id_="fog", reports="[{by: courier}]")
        + claim(id_="storm")
        + claim(ABOUT, id_="nobody", reports="[]")
    )
    page = listed(of)
    rows = "//ul[@id='part_tables']/li"

    assert words(page, f"{rows}/p[@class='headline']") == [
        "Lower Harbour",
        "On no subject",
        "The harbour has berths.",
    ]
    assert page.xpath(f"{rows}/p[@class='headline']/a/@href") == [
        HARBOUR,
        "claims-by-source-others.html",
        "claims/alone.html",
    ]
    assert words(page, f"{rows}/p[contains(@class, 'sums')]") == [
        "2 claims, 3 speakers disputed 1 not judged 1",
        "2 claims, 2 speakers not judged 2",
        "1 claim, 1 speaker disputed",
    ]
    assert [row.get("class") for row in page.xpath(rows)] == [
        "of-status of-disputed of-unjudged",
        "of-status of-unjudged",
        "of-status of-disputed",
    ]
    assert set(emitted(CLAIM_MATRIX, of)) == {HARBOUR, "claims-by-source-others.html"}


def test_who_speaks_is_said_by_its_place_in_the_choice() -> None:
    of = site(claim(ABOUT) + claim(id_="fog", reports="[{by: herald}, {by: {unnamed: a pilot}}]"))
    page = listed(of)
    choice = {
        one.get("value"): one.text_content() for one in page.xpath("//select[@name='speaker']/*")
    }
    found = [
        [choice[number] for number in row.get("data-speakers").split()]
        for row in page.xpath("//ul[@id='part_tables']/li")
    ]

    assert page.xpath("//fieldset[@class='filter'][@hidden]")
    assert found == [["The Gazette"], ["The Herald", "Unnamed"]]


def test_the_bar_shows_the_shares_and_chooses_among_them() -> None:
    of = site(
        claim("  status: {is: disputed}\n")
        + claim("  status: {is: reported}\n", id_="two")
        + claim("  status: {is: reported}\n", id_="three")
        + claim(id_="four")
    )
    page = shown(CLAIM_INDEX, of, "claims/index.html")
    shares = page.xpath("//*[local-name()='rect']")

    assert [(one.get("class"), one.get("x"), one.get("width")) for one in shares] == [
        ("is-disputed", "0", "250"),
        ("is-reported", "250", "500"),
        ("is-unjudged", "750", "250"),
    ]
    assert words(page, "//fieldset[@class='statuses']//label") == [
        "all 4",
        "disputed 1",
        "reported 2",
        "not judged 1",
    ]
    assert page.xpath("//input[@name='held'][@checked]/@id") == ["show_all"]
    assert [one.get("class").split()[-1] for one in page.xpath("//section")] == [
        "of-disputed",
        "of-reported",
        "of-unjudged",
    ]


def test_of_a_long_list_the_bar_leads_to_where_each_begins() -> None:
    of = site(
        "".join(
            claim(f"  status: {{is: {status}}}\n", id_=f"{status}-{number}")
            for status in ("disputed", "reported", "corroborated")
            for number in range(3)
        ),
        "page_size: 2",
    )
    page = shown(CLAIM_INDEX, of, "claims/index-page-2.html")
    places = links(page, "//div[@class='statuses']")

    assert page.xpath("//input[@name='held']") == []
    assert places == {
        "disputed 3": "index.html#part_disputed",
        "reported 3": "index-page-2.html#part_reported",
        "corroborated 3": "index-page-4.html#part_corroborated",
    }
    for place in places.values():
        path, _, anchor = place.partition("#")
        assert shown(CLAIM_INDEX, of, f"claims/{path}").xpath(f"//*[@id='{anchor}']")


def test_a_long_table_goes_on_and_has_the_columns_of_its_own_rows() -> None:
    of = site(
        "".join(
            claim(ABOUT, id_=f"claim-{number}", reports=f"[{{by: {by}}}]")
            for number, by in enumerate(["gazette"] * ROWS + ["herald"])
        )
    )
    pages = emitted(CLAIM_MATRIX, of)
    second = shown(CLAIM_MATRIX, of, "claims-by-source/harbour-page-2.html")

    assert len(pages) == 2
    assert (
        len(second.xpath("//tbody/tr")) + len(shown(CLAIM_MATRIX, of, HARBOUR).xpath("//tbody/tr"))
        == ROWS + 1
    )


@pytest.mark.parametrize(
    ("edit", "made"),
    [
        ({"text": "The harbour has five berths."}, {HARBOUR}),
        ({"reports": "[{by: gazette, stance: denies}]"}, {HARBOUR}),
        ({"reports": "[{by: gazette, note: seen}]"}, set()),
        ({"status": "disputed"}, {HARBOUR, "claims-by-source.html"}),
        ({"reports": "[{by: herald}]"}, {HARBOUR, "claims-by-source.html"}),
    ],
)
def test_an_edit_of_a_claim_makes_the_table_of_its_subject_alone(
    edit: dict[str, str], made: set[str]
) -> None:
    def of(
        text: str = "The harbour.", reports: str = "[{by: gazette}]", status: str = "reported"
    ) -> Site:
        others = "".join(
            claim(f"  about: {about}\n", id_=f"{about}-{number}")
            for about in ("harbour", "combine")
            for number in range(2)
        )
        return site(
            f"- {{id: edited, about: harbour, text: {text}, reports: {reports},"
            f" status: {status}}}\n{others}"
        )

    again = changes(of(), of(**edit))

    assert {path for path in again if path.startswith("claims-by-source")} == made


def test_claims_that_nobody_reports_have_no_tables() -> None:
    of = site(claim(reports="[]"))

    assert emitted(CLAIM_MATRIX, of) == emitted(LIST_OF_TABLES, of) == {}
    # Marks lead to what they mean, and nothing to a table.
    found = links(shown(CLAIM_INDEX, of, "claims/index.html"), "//main/header").values()
    assert all("glossary.html#" in one for one in found)


def test_the_pages_of_a_subject_and_of_its_claims_lead_to_the_table() -> None:
    of = site(claim(ABOUT) + claim(ABOUT, id_="cranes") + claim("  about: combine\n", id_="alone"))

    for kind, path in (
        (ENTITY_PAGES, "entities/harbour.html"),
        (CLAIM_PAGES, "claims/berths.html"),
    ):
        assert shown(kind, of, path).xpath("//a[@class='to-table']/@href") == [f"../{HARBOUR}"]
    for kind, path in ((ENTITY_PAGES, "entities/combine.html"), (CLAIM_PAGES, "claims/alone.html")):
        assert shown(kind, of, path).xpath("//a[@class='to-table']") == []
