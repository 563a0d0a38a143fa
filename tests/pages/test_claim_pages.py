"""What the pages of claims show, from the files to the words on the page."""

import hashlib
from collections.abc import Mapping

import pytest

from building import AS_OF
from dossierpress.engine.table_stamps import Stamps
from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.model.output import Page
from dossierpress.model.site import Site
from dossierpress.pages.components import claims as claim_lines
from dossierpress.pages.components.chain_graph import LETTERS, LINES, MOST, lines_of
from dossierpress.pages.kinds.articles import ARTICLE_PAGES
from dossierpress.pages.kinds.claim_matrix import CLAIM_MATRIX, LIST_OF_TABLES
from dossierpress.pages.kinds.claims import CLAIM_INDEX, CLAIM_PAGES
from dossierpress.pages.kinds.corrections import CORRECTIONS
from dossierpress.pages.kinds.entities import ENTITY_PAGES
from dossierpress.pages.kinds.home import HOME
from dossierpress.pages.kinds.sources import SOURCE_PAGES
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim import ClaimLine, ClaimView
from dossierpress.pages.views.claim_origins import ChainGraph
from dossierpress.provenance.chains import MOST_CHAINS
from dossierpress.schema.claim import STATUSES
from dossierpress.schema.read_site import parse_config
from dossierpress.source.files import ContentFile, FileType
from sample_site import THEME, config, emitted, links, shown, words

TYPES: Mapping[str, FileType] = {
    "articles": "article",
    "claims": "claim",
    "entities": "entity",
    "sources": "source",
}
SOURCES = (
    "- {id: gazette, kind: newspaper, name: The Gazette, owner: combine}\n"
    "- {id: courier, kind: newspaper, name: The Courier, owner: combine}\n"
    "- {id: herald, kind: newspaper, name: The Herald}\n"
)
ENTITIES = (
    "- {id: harbour, kind: place, name: {en: Lower Harbour, fa: بندر}, aliases: [the Basin]}\n"
    "- {id: combine, kind: organization, name: The Combine}\n"
)


def site(claims: str = "", settings: str = "", **more: str) -> Site:
    """A site of claims and articles, written as in files; articles by their ids."""
    of = config(settings)
    files = {
        "claims/all.yml": claims,
        "entities/all.yml": ENTITIES,
        "sources/all.yml": SOURCES,
        **{f"articles/{id_}.md": text for id_, text in more.items()},
    }
    parsed = []
    for path, text in files.items():
        if text:
            data = text.encode()
            file = ContentFile(
                path=f"content/{path}",
                type=TYPES[path.partition("/")[0]],
                held=data,
                digest=hashlib.sha256(data).hexdigest(),
            )
            parsed.append(parse_file(file, parse_config(of)))
    found, diagnostics = resolve(parsed, [], of, as_of=AS_OF)
    # What is odd about a claim, such as that nobody reports it, is what some tests are about.
    told = [*(one for file in parsed for one in file.diagnostics), *diagnostics]
    assert [one for one in told if severity_of(one.code) == "error"] == []
    return found


def claim(more: str = "", id_: str = "berths", reports: str = "[{by: gazette}]") -> str:
    """One claim of a list."""
    return f"- id: {id_}\n  text: The harbour has berths.\n  reports: {reports}\n{more}"


def view(of: Site, id_: str = "berths") -> ClaimView:
    """What the page of a claim shows."""
    page = emitted(CLAIM_PAGES, of)[f"claims/{id_}.html"]
    assert isinstance(page, Page)
    assert isinstance(page.view, ClaimView)
    return page.view


def drawn(of: Site) -> ChainGraph:
    graph = view(of).graph
    assert graph is not None
    return graph


@pytest.mark.parametrize(
    ("value", "as_shown"),
    [
        ("{number: 4, unit: berths}", "4 berths"),
        ("{number: 1234567}", "1,234,567"),
        ('{number: ">=5", unit: berths}', "at least 5 berths"),
        ('{number: ">5"}', "more than 5"),
        ('{number: "<=5"}', "at most 5"),
        ('{number: "<5"}', "less than 5"),
        ('{number: "2..5", unit: berths}', "2 – 5 berths"),
        ("{date: 2024-05-01}", "1 May 2024"),
        ("{place: harbour}", "Lower Harbour"),
        ("{text: in winter}", "in winter"),
    ],
)
def test_a_value_in_words(value: str, as_shown: str) -> None:
    page = shown(CLAIM_PAGES, site(claim(f"  value: {value}\n")), "claims/berths.html")

    assert words(page, "//dt[.='Value']/../dd") == [as_shown]


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ("[{by: gazette}]", "No origin known."),
        (
            "[{by: gazette}, {by: herald}]",
            "Between 1 and 2 independent origins, none of them known.",
        ),
        (
            "[{by: gazette, basis: witness}, {by: herald}]",
            "Between 1 and 2 independent origins.",
        ),
        (
            "[{by: gazette, basis: witness}, {by: courier}]",
            "Rests on 1 independent origin by what is stated.",
        ),
        ("[{by: gazette, basis: witness}]", "Rests on 1 origin: The Gazette."),
        (
            "[{by: gazette, basis: witness}, {by: herald, basis: official}]",
            "Rests on 2 independent origins.",
        ),
        ("[{by: gazette, citing: {unnamed: a pilot}}]", "Rests on 1 unnamed origin."),
        (
            "[{by: gazette, citing: [{unnamed: a pilot}, {unnamed: a clerk}]}]",
            "Between 1 and 2 unnamed origins.",
        ),
        (
            "[{by: herald, basis: witness}, {by: gazette, citing: {unnamed: a pilot}}]",
            "Rests on 1 independent origin and 1 unnamed.",
        ),
        ("[{by: herald, stance: denies}]", "Rests on no origin."),
    ],
)
def test_how_many_it_rests_on(reports: str, told: str) -> None:
    page = shown(CLAIM_PAGES, site(claim(reports=reports)), "claims/berths.html")

    assert words(page, "//p[@class='grounds']/strong") == [told]


def test_one_voice_stands_together() -> None:
    of = site(claim(reports="[{by: gazette}, {by: courier}, {by: herald}]"))
    voice, other = words(
        shown(CLAIM_PAGES, of, "claims/berths.html"),
        "//dt[.='May rest on the word of']/../dd[not(@class)]",
    )

    assert voice.startswith("The Gazette, The Courier one voice One voice: they belong")
    assert voice.endswith("The Gazette, The Courier belong to The Combine")
    assert other == "The Herald"


def test_an_article_tells_what_was_held_then_and_what_is_held_now() -> None:
    history = (
        "  status: [{is: reported, on: 2024-05-01}, {is: disputed, on: 2024-05-10},"
        " {is: 'false', on: 2024-05-20, by: Ada, note: a count}]\n"
    )
    carries = "---\ntitle: T\ndate: {}\nclaims: [berths]\n---\nText.\n"
    of = site(
        claim(history),
        before=carries.format("2024-04-01"),
        between=carries.format("2024-05-12"),
        after=carries.format("2024-05-20"),
        undated="---\ntitle: T\nclaims: [berths]\n---\nText.\n",
    )
    first = "10 May 2024 reported → disputed"
    second = "20 May 2024 disputed → false Ada a count"

    assert told(of, "before") == ["on the day of the article: not judged now: false", first, second]
    assert told(of, "between") == ["on the day of the article: disputed now: false", second]
    assert told(of, "after") == []
    assert told(of, "undated") == [first, second]
    page = shown(ARTICLE_PAGES, of, "articles/between.html")
    assert links(page, "//*[@class='changes']")["false"] == "../claims/berths.html#status-3"


def test_a_first_judgement_without_a_date_holds_from_the_beginning() -> None:
    history = "  status: [reported, {is: 'false', on: 2024-05-20}]\n"
    carries = "---\ntitle: T\ndate: 2024-05-01\nclaims: [berths]\n---\nText.\n"

    assert told(site(claim(history), one=carries), "one") == [
        "on the day of the article: reported now: false",
        "20 May 2024 reported → false",
    ]


def told(of: Site, article: str) -> list[str]:
    """What an article says of the judgement of its claims then and since."""
    page = shown(ARTICLE_PAGES, of, f"articles/{article}.html")
    inside = "//*[contains(@class, 'claims-carried')]"
    return words(page, f"{inside}//p[contains(@class, 'note change')] | {inside}//ol/li")


def test_a_chain_names_everybody_on_the_way() -> None:
    of = site(
        claim(
            reports="[{by: gazette, verb: saw, on: 2024-05-01},"
            " {by: herald, citing: gazette, stance: doubts}]"
        )
    )

    assert words(shown(CLAIM_PAGES, of, "claims/berths.html"), "//ol[@class='chain']/li") == [
        "The Gazette saw 1 May 2024",
        "The Herald reported (doubts)",
    ]


def test_there_are_no_more_chains_than_can_be_read() -> None:
    cited = ", ".join(f"{{unnamed: pilot {number}}}" for number in range(MOST_CHAINS + 5))
    of = site(claim(reports=f"[{{by: gazette, citing: [{cited}]}}]"))
    page = shown(CLAIM_PAGES, of, "claims/berths.html")

    assert len(page.xpath("//ol[@class='chain']")) == MOST_CHAINS
    assert "There are more ways; the reports below are all of them." in words(page, "//p")


def test_only_what_can_be_read_is_drawn() -> None:
    def cited(count: int) -> Site:
        several = ", ".join(f"{{unnamed: pilot {number}}}" for number in range(count))
        return site(claim(reports=f"[{{by: gazette, citing: [{several}]}}]"))

    assert view(site(claim())).graph is None
    assert len(drawn(cited(MOST - 1)).nodes) == MOST
    assert view(cited(MOST)).graph is None


def test_the_drawing_runs_from_origins_to_those_who_cite_them() -> None:
    reports = "[{by: gazette}, {by: courier, citing: gazette}, {by: herald, citing: courier}]"
    graph, mirrored = (drawn(site(claim(reports=reports), lang)) for lang in ("", "lang: fa"))
    places = {node.name: node.x for node in graph.nodes}

    assert [name for name, _ in sorted(places.items(), key=lambda one: one[1])] == [
        "The Gazette",
        "The Courier",
        "The Herald",
    ]
    assert [node.name for node in graph.nodes if node.standing == "certain"] == ["The Gazette"]
    assert {node.name: graph.width - node.x - node.width for node in mirrored.nodes} == places
    assert all(
        0 <= node.x and node.x + node.width <= graph.width and node.y + node.height <= graph.height
        for node in graph.nodes
    )


def test_no_arrow_leads_back_to_who_said_it_first() -> None:
    reports = "[{by: gazette}, {by: herald, citing: gazette}, {by: gazette, citing: herald}]"
    of = site(claim(reports=reports))

    assert len(drawn(of).edges) == 1
    assert [len(chain) for chain in view(of).chains] == [3]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("The Gazette", ["The Gazette"]),
        ("Middle East Media Research Institute", ["Middle East Media", "Research Institute"]),
        ("A" * 30, ["A" * LETTERS, "A" * 8]),
        ("新华社" * 5, ["新华社" * 3 + "新华", "社新华社"]),
    ],
)
def test_a_name_is_cut_into_lines(name: str, lines: list[str]) -> None:
    assert list(lines_of(name)) == lines


def test_a_long_name_is_shortened_in_the_drawing_and_whole_beside_it() -> None:
    long = "Report of the Independent International Fact-Finding Mission on the Basin"
    of = site(claim(reports=f"[{{by: gazette, citing: {{unnamed: {long}}}}}]"))
    node = next(one for one in drawn(of).nodes if one.href is None)
    page = shown(CLAIM_PAGES, of, "claims/berths.html")

    assert node.shortened
    assert len(node.lines) == LINES
    assert node.lines[-1].text.endswith("…")
    assert words(page, "//*[local-name()='g']/*[local-name()='title']") == [long]


def test_a_claim_that_is_contradicted_and_replaced_is_shown_once() -> None:
    of = site(
        claim("  contradicts: {to: old, note: counted again}\n  supersedes: old\n")
        + claim(id_="old")
    )
    page = shown(CLAIM_PAGES, of, "claims/berths.html")
    related = "//*[contains(@class, 'claim-relations')]"

    assert words(page, f"{related}/dl/div/dt") == ["Contradicts, Stands in place of"]
    assert len(page.xpath(f"{related}/dl/div/dd")) == 1
    assert words(page, f"{related}//dd/p[@class='note']") == ["counted again"]


def test_the_front_page_leads_to_claims() -> None:
    history = "  status: [{is: reported, on: 2024-05-01}, {is: disputed, on: 2024-05-10}]\n"
    of = site(claim(history) + claim(id_="cranes"))
    page = shown(HOME, of, "index.html")

    assert words(page, "//*[@class='in-brief']/p") == [
        (
            "disputed 1, not judged 1. Of 2 claims of fact, 2 rest on one origin at most;"
            " of 2 nobody says how they know."
        )
    ]
    assert links(page, "//*[@class='in-brief']") == {
        "disputed": "glossary.html#status_disputed",
        "not judged": "glossary.html#status_unjudged",
        "All claims": "claims/index.html",
        "Claims by source": "claims-by-source.html",
        "Corrections": "corrections.html",
    }
    assert "2 claims" in words(page, "//ul[@class='figures']/li")
    assert shown(HOME, site(), "index.html").xpath("//*[@class='in-brief']") == []


def test_a_change_of_judgement_is_not_called_an_error() -> None:
    history = (
        "  status: [{is: reported, on: 2024-05-01}, {is: corroborated, on: 2024-05-10, by: desk}]\n"
    )
    page = shown(CORRECTIONS, site(claim(history)), "corrections.html")

    assert words(page, "//h2") == ["Changes of judgement 1"]
    assert words(page, "//*[@class='change']") == ["reported → corroborated"]


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        (("Lower Harbour", "Lower Harbour"), []),
        (("Lower Harbour", "the Basin"), ["The Gazette Lower Harbour 1", "The Herald the Basin 1"]),
        (("the Basin", "the Basin"), ["The Gazette the Basin 1", "The Herald the Basin 1"]),
    ],
)
def test_what_sources_call_it_is_told_where_it_is_worth_telling(
    quoted: tuple[str, str], told: list[str]
) -> None:
    reports = ", ".join(
        f"{{by: {by}, quote: {{exact: at {name} now, lang: en}}}}"
        for by, name in zip(("gazette", "herald"), quoted, strict=True)
    )
    page = shown(ENTITY_PAGES, site(claim(reports=f"[{reports}]")), "entities/harbour.html")

    assert words(page, "//section[@class='called']//dl/div") == told
    assert words(page, "//section[@class='called']//q") == [
        name for name in quoted if name == "the Basin"
    ]


def test_the_index_lists_claims_of_every_status_of_every_kind() -> None:
    told = [(kind, status) for kind, statuses in STATUSES.items() for status in statuses]
    of = site(
        "".join(
            f"- {{id: {kind}-{status}, kind: {kind}, text: The {kind} is {status}.,"
            f" status: {{is: {status}}}, reports: [{{by: gazette}}]}}\n"
            for kind, status in told
        )
    )
    listed = links(shown(CLAIM_INDEX, of, "claims/index.html"), "//main")

    assert {f"The {kind} is {status}." for kind, status in told} - set(listed) == set()


def test_a_page_of_the_list_of_claims_reads_no_more_where_there_are_more_claims() -> None:
    def reads(claims: int) -> list[int]:
        of = site("".join(claim(id_=f"c-{one:03}") for one in range(claims)), "page_size: 10")
        tracked = TrackedSite(site=of, theme=THEME)
        found = []
        for page in CLAIM_INDEX.pages(tracked):
            with tracked.reads.recorded() as cells:
                assert page.view
            found.append(len(cells))
        return found

    few, many = reads(20), reads(100)

    assert (len(few), len(many)) == (2, 10)
    assert max(few) == max(many)


def test_the_line_of_a_claim_is_made_once_for_all_pages_of_a_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[tuple[str, str]] = []
    line = claim_lines._claim_line

    def counted(place: tuple[str, str], of: TrackedSite) -> ClaimLine:
        made.append(place)
        return line(place, of)

    monkeypatch.setattr(claim_lines, "_claim_line", counted)
    on_one_question = "  about: harbour\n  aspect: berths\n"
    of = site("".join(claim(on_one_question, id_=f"of-{number}") for number in range(8)))
    tracked = TrackedSite(site=of, theme=THEME)
    views = [page.view for page in CLAIM_PAGES.pages(tracked)]

    assert [8] * 8 == [len(one.compared) for one in views if isinstance(one, ClaimView)]
    assert sorted(made) == sorted(("claims", f"of-{number}") for number in range(8))


def test_an_edit_of_one_claim_leaves_the_others_unasked() -> None:
    others = "".join(claim(id_=f"of-{number}") for number in range(300))
    was, now = (
        TrackedSite(site=site(claim(note, id_="edited") + others), theme=THEME).reads
        for note in ("  note: First.\n", "  note: Second.\n")
    )
    stamps = Stamps(now.tables, Stamps(was.tables, {}).of_tables())

    for name in ("claims", "claims in brief", "whole claims"):
        table = now.tables[name]
        assert set(stamps.buckets(table, ["edited"])) == stamps.suspects(table)


def test_the_matrix_and_a_party_do_not_depend_on_how_a_report_is_worded() -> None:
    def digests(reports: str) -> dict[str, dict[str, bytes]]:
        two = claim("  about: harbour\n", reports=reports)
        two += claim("  about: harbour\n", id_="cranes")
        tracked = TrackedSite(site=site(two), theme=THEME)
        found: dict[str, dict[str, bytes]] = {}
        for kind in (CLAIM_MATRIX, LIST_OF_TABLES, SOURCE_PAGES):
            for page in kind.pages(tracked):
                with tracked.reads.recorded() as cells:
                    assert page.view
                asked = [tracked.reads.cells[number] for number in cells]
                found[page.path] = {str(cell): tracked.reads.digest(cell) for cell in asked}
        return found

    before = digests("[{by: gazette, citing: herald, note: First.}]")

    assert before == digests("[{by: gazette, citing: herald, note: Second.}]")
    denied = digests("[{by: gazette, citing: herald, note: First., stance: denies}]")
    changed = {path for path in before if before[path] != denied[path]}
    assert changed >= {
        "claims-by-source/harbour.html",
        "sources/gazette.html",
        "sources/herald.html",
    }
    assert "claims-by-source.html" not in changed
