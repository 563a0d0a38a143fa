"""What readers see of the origins of a claim: how many, how they know, and why not more."""

import hashlib
from collections.abc import Mapping

import pytest
from lxml import html

from building import AS_OF
from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.model.output import Page
from dossierpress.model.site import Site
from dossierpress.pages.kinds.claim_matrix import CLAIM_MATRIX
from dossierpress.pages.kinds.claims import CLAIM_INDEX, CLAIM_PAGES
from dossierpress.pages.kinds.entities import ENTITY_PAGES
from dossierpress.pages.kinds.home import HOME
from dossierpress.pages.kinds.sources import SOURCE_PAGES
from dossierpress.pages.views.claim import ClaimView
from dossierpress.pages.views.claim_origins import ChainGraph
from dossierpress.schema.read_site import parse_config
from dossierpress.source.files import ContentFile, FileType
from sample_site import config, emitted, shown, words

TYPES: Mapping[str, FileType] = {"claims": "claim", "entities": "entity", "sources": "source"}
SOURCES = """
- {id: gazette, kind: newspaper, name: The Gazette}
- {id: courier, kind: newspaper, name: The Courier}
- {id: herald, kind: newspaper, name: The Herald}
- {id: agency, kind: wire, name: The Agency}
- {id: reference, kind: online, name: The Reference, counts: never}
- {id: spot, kind: wire, name: The Spot, basis: witness}
- id: heirs
  kind: online
  name: The Heirs
  tied_to:
    - {to: gazette, kind: run-by-former-members, source: herald, from: 2019,
       confidence: low, note: two editors}
    - {to: "entity:combine", kind: funded-by, until: 2020}
"""
ENTITIES = """
- {id: combine, kind: organization, name: The Combine}
- {id: lawyer, kind: person, name: Ada Lex}
"""


def site(claims: str, settings: str = "") -> Site:
    """A site of claims, written as in files."""
    of = config(settings)
    files = {"claims": claims, "entities": ENTITIES, "sources": SOURCES}
    parsed = []
    for name, text in files.items():
        data = text.encode()
        file = ContentFile(
            path=f"content/{name}/all.yml",
            type=TYPES[name],
            held=data,
            digest=hashlib.sha256(data).hexdigest(),
        )
        parsed.append(parse_file(file, parse_config(of)))
    found, diagnostics = resolve(parsed, [], of, as_of=AS_OF)
    told = [*(one for file in parsed for one in file.diagnostics), *diagnostics]
    assert [one for one in told if severity_of(one.code) == "error"] == []
    return found


def claim(reports: str, more: str = "", id_: str = "berths") -> str:
    """One claim of a list."""
    return f"- id: {id_}\n  text: The harbour has berths.\n  reports: {reports}\n{more}"


def page(of: Site) -> html.HtmlElement:
    """The page of the claim, without the explanations that unfold."""
    found = shown(CLAIM_PAGES, of, "claims/berths.html")
    for told in found.xpath(
        "//dd[@class='meaning'] | //details[@class='explained']/*[not(self::summary)]"
    ):
        told.drop_tree()
    return found


def first(reports: str, more: str = "") -> str:
    """What the page says first."""
    (told,) = words(page(site(claim(reports, more))), "//p[@class='grounds']")
    return told


def told(of: Site, label: str) -> list[str]:
    """What the page says under a label."""
    return words(page(of), f"//dt[normalize-space()='{label}']/../dd")


def drawn(of: Site) -> ChainGraph:
    found = emitted(CLAIM_PAGES, of)["claims/berths.html"]
    assert isinstance(found, Page)
    assert isinstance(found.view, ClaimView)
    assert found.view.graph is not None
    return found.view.graph


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        (
            "[{by: gazette, basis: witness}]",
            "1 reports it and says how they know. Rests on 1 origin: The Gazette.",
        ),
        (
            "[{by: gazette, basis: witness}, {by: herald, citing: agency}, {by: courier}]",
            (
                "3 report it. 1 says how they know, 1 says from whom they have it, 1 says neither."
                " Between 2 and 3 independent origins."
            ),
        ),
        (
            "[{by: gazette}, {by: herald}]",
            (
                "2 report it, and none says how they know or from whom they have it."
                " Between 1 and 2 independent origins, none of them known."
            ),
        ),
        (
            "[{by: gazette, basis: witness}, {by: herald}]",
            (
                "2 report it. 1 says how they know, 1 does not, nor says from whom they have it."
                " Between 1 and 2 independent origins."
            ),
        ),
        (
            "[{by: gazette, citing: agency}, {by: herald, citing: agency}]",
            "2 report it, and all say from whom they have it. Rests on 1 origin: The Agency.",
        ),
        (
            "[{by: gazette, citing: agency}, {by: herald}]",
            (
                "2 report it. Nobody says how they know, 1 says from whom they have it,"
                " 1 says neither. Between 1 and 2 independent origins."
            ),
        ),
        (
            "[{by: gazette, basis: witness}, {by: reference}]",
            (
                "1 reports it and says how they know. 1 more does not count."
                " Rests on 1 origin: The Gazette."
            ),
        ),
        (
            "[{by: gazette, copy: {kind: reprint, is: stub}}]",
            "Nobody whose report counts asserts this. 1 more does not count. Rests on no origin.",
        ),
    ],
)
def test_the_page_says_first_who_reports_it_and_how_they_know(reports: str, sentence: str) -> None:
    assert first(reports) == sentence


def test_an_act_is_its_own_evidence_and_an_opinion_is_not_counted() -> None:
    assert first("[{by: gazette, basis: official}]", "  kind: act\n  status: announced\n") == (
        "1 reports it and says how they know. Rests on 1 origin: The Gazette."
        " An act: the announcement is the evidence."
    )
    assert "announcement" not in first("[{by: gazette, basis: witness}]", "  kind: act\n")

    held = site(
        claim(
            "[{by: 'entity:lawyer'}, {by: herald, citing: 'entity:lawyer'},"
            " {by: gazette, stance: denies}, {by: courier, stance: doubts}]",
            "  kind: assessment\n  status: held\n",
        )
    )

    assert words(page(held), "//p[@class='grounds']") == [
        "An assessment has holders; no origins are counted."
    ]
    assert told(held, "Held by") == ["Ada Lex"]
    assert told(held, "Disagree") == ["The Gazette", "The Courier"]
    assert words(page(held), "//*[@class='basis']") == []
    assert told(site(claim("[{by: gazette}]", "  kind: prediction\n")), "Made by") == [
        "The Gazette"
    ]


def test_an_announced_act_needs_nobody_beside_it() -> None:
    def marks(kind: str, basis: str) -> list[str]:
        of = site(claim(f"[{{by: gazette, basis: {basis}}}]", f"  kind: {kind}\n"))
        return words(page(of), "//p[@class='marks']/*")

    assert marks("act", "official") == []
    assert marks("act", "witness") == ["single origin"]
    assert marks("fact", "official") == ["single origin"]


def test_origins_are_told_with_how_they_know() -> None:
    of = site(
        claim(
            "[{by: gazette, basis: witness}, {by: gazette, basis: document}, {by: spot},"
            " {by: herald, citing: agency}, {by: courier}]"
        )
    )

    assert told(of, "Rests on the word of") == [
        "The Gazette (was there, holds a document)",
        "The Spot (was there)",
        "The Agency (named as the source)",
    ]
    assert told(of, "May rest on the word of") == ["The Courier"]
    assert told(of, "Do not say how they know") == ["The Courier"]


def test_why_not_more_is_told_with_its_reasons() -> None:
    of = site(
        claim(
            "[{by: gazette, basis: witness}, {by: heirs, basis: witness},"
            " {by: courier, probably_from: {id: agency, because: One slip., confidence: high}},"
            " {by: reference}, {by: herald, copy: {kind: excerpt, is: stub}},"
            " {by: spot, via: herald}, {by: agency, via: herald, basis: witness}]",
            "  one_origin:\n    - {of: [gazette, courier], because: One hand.}\n"
            "    - {of: [gazette, spot], because: One by-line., confidence: certain}\n",
        )
    )

    assert told(of, "Certainly one origin") == [
        "The Gazette, The Spot certainly have it from one and the same origin One by-line."
    ]
    assert told(of, "Suspected") == [
        "The Courier probably has it from The Agency One slip. high confidence",
        (
            "The Gazette, The Courier probably have it from one and the same origin"
            " One hand. medium confidence"
        ),
    ]
    assert told(of, "May not be independent") == [
        (
            "The Heirs is run by former members of The Gazette"
            " two editors from 2019 according to The Herald low confidence"
        )
    ]
    assert told(of, "Known through one") == [
        "The Spot, The Agency: as a source known only through The Herald"
    ]
    assert told(of, "Not counted") == [
        "The Reference (not counted: never an origin)",
        "The Herald (not counted: only a stub was read)",
    ]


def test_a_tie_that_had_ended_is_no_reason() -> None:
    reports = (
        "[{{by: heirs, basis: witness, on: {0}}}, {{by: 'entity:combine', basis: official,"
        " on: {0}}}]"
    )

    def soft(year: int) -> list[str]:
        return told(site(claim(reports.format(year))), "May not be independent")

    assert soft(2018) == ["The Heirs is funded by The Combine until 2020"]
    assert soft(2023) == []


def test_who_never_counts_is_told_where_others_cite_them() -> None:
    of = site(claim("[{by: gazette, citing: reference}]"))

    assert told(of, "Not counted") == ["The Reference (not counted: never an origin)"]


def test_parts_are_counted_one_by_one() -> None:
    of = site(
        claim(
            "[{by: gazette, basis: witness}, {by: herald, basis: witness, part: the first two},"
            " {by: courier, part: {value: 3}}]"
        )
    )

    assert words(page(of), "//*[@class='part-of-claim']") == [
        "the first two rests on 2 independent origins: The Gazette, The Herald",
        "3 between 1 and 2 independent origins: The Gazette, The Courier",
    ]
    assert words(page(of), "//p[@class='grounds']/strong") == ["Rests on 1 origin: The Gazette."]


@pytest.mark.parametrize(
    ("halves", "sentence"),
    [
        (
            ("basis: witness", "basis: witness"),
            "Nobody reports the whole claim; the weakest part: rests on 1 independent origin.",
        ),
        (
            ("basis: witness", "on: 2024-05-01"),
            "Nobody reports the whole claim; the weakest part: no origin known.",
        ),
    ],
)
def test_two_halves_make_no_whole(halves: tuple[str, str], sentence: str) -> None:
    one, other = halves
    of = site(
        claim(f"[{{by: gazette, part: half, {one}}}, {{by: herald, part: other half, {other}}}]")
    )

    assert words(page(of), "//p[@class='grounds']/strong") == [sentence]
    assert told(of, "Rests on the word of") == []
    assert len(words(page(of), "//*[@class='part-of-claim']")) == 2


def test_a_claim_that_nobody_asserts_says_so() -> None:
    assert first("[]") == "Nobody asserts this. Rests on no origin."
    assert first("[{by: gazette, stance: denies}]") == "Nobody asserts this. Rests on no origin."


def test_what_is_not_counted_is_not_suspected_either() -> None:
    of = site(
        claim(
            "[{by: gazette}, {by: courier, citing: gazette}]",
            "  kind: assessment\n  probably_from: agency\n",
        )
    )

    assert [node.name for node in drawn(of).nodes] == ["The Gazette", "The Courier"]
    assert told(of, "Suspected") == []


def test_a_report_says_what_it_is_worth() -> None:
    of = site(
        claim(
            "[{by: gazette, basis: witness, hedge: it appears, part: the first two},"
            " {by: herald, citing: agency, verbatim: true}, {by: agency, via: courier},"
            " {by: courier, citing: {unnamed: an official}, basis: handout},"
            " {by: heirs, probably_from: {id: agency, because: One slip.}},"
            " {by: reference}, {by: spot, stance: denies}]"
        )
    )

    assert words(page(of), "//*[@class='reports']/ol/li/p[@class='note']") == [
        "reported was there hedges: it appears of the part: the first two",
        "reported prints word for word The Agency",
        "reported does not say how they know as quoted in The Courier",
        "reported citing an official a statement sent to many",
        "reported does not say how they know",
        "reported does not say how they know not counted: never an origin",
        "reported was there",
    ]
    assert words(page(of), "//*[@class='reports']//p[@class='note suspected']") == [
        "probably from The Agency One slip. medium confidence"
    ]
    assert page(of).xpath("//*[@class='reports']/ol/li/@data-basis") == [
        "witness",
        "not-stated",
        "handout",
        "not-stated",
        "not-stated",
        "witness",
    ]
    assert words(page(of), "//ol[@class='chain']/li[contains(., 'Herald')]") == [
        "The Herald reported (prints word for word)"
    ]


def test_what_a_report_says_of_its_basis_is_shown_though_it_counts_for_less() -> None:
    of = site(claim("[{by: gazette, basis: handout}]"))

    assert words(page(of), "//*[@class='word basis']") == ["a statement sent to many"]
    assert words(page(of), "//p[@class='grounds']/strong") == ["No origin known."]


def test_every_word_of_the_trade_is_explained_where_it_stands() -> None:
    of = site(
        claim(
            "[{by: gazette, basis: witness}, {by: courier, probably_from: agency}]",
        )
    )
    whole = shown(CLAIM_PAGES, of, "claims/berths.html")
    explained = dict(
        zip(
            words(whole, "//details[@class='explained']/summary"),
            words(whole, "//details[@class='explained']/*[2]"),
            strict=True,
        )
    )

    assert set(explained) == {
        "What the marks mean",
        "Rests on the word of: what this means",
        "May rest on the word of: what this means",
        "Suspected: what this means",
        "Do not say how they know: what this means",
        "How they know: what the words mean",
    }
    assert all(explained.values())
    assert explained["What the marks mean"].startswith(
        "perhaps a single origin All reports of the claim"
    )
    assert whole.xpath("//script[contains(., 'explained')]") == []


def test_the_drawing_tells_what_is_certain_from_what_is_suspected() -> None:
    of = site(
        claim(
            "[{by: gazette, basis: witness}, {by: herald, citing: gazette, verbatim: true},"
            " {by: courier, probably_from: agency}, {by: reference},"
            " {by: spot, citing: {unnamed: a pilot}}, {by: heirs, stance: denies, citing: spot}]",
            "  one_origin: {of: [gazette, courier]}\n",
        )
    )
    graph = drawn(of)

    assert {node.name: node.standing for node in graph.nodes} == {
        "The Gazette": "certain",
        "The Herald": "other",
        "The Courier": "possible",
        "The Agency": "suspected",
        "The Reference": "uncounted",
        "a pilot": "certain",
        "The Spot": "certain",
        "The Heirs": "other",
        "?": "suspected",
    }
    assert sorted((edge.kind, edge.stance) for edge in graph.edges) == [
        ("copy", "asserts"),
        ("report", "asserts"),
        ("report", "denies"),
        ("suspected", "asserts"),
        ("suspected", "asserts"),
        ("suspected", "asserts"),
    ]
    assert words(page(of), "//*[@class='graph-legend']/li") == [
        "an origin: says how they know, or is named as the source",
        "may be an origin",
        "a suspected origin that no report names",
        "not counted",
        "somebody whom nobody names",
        "? An origin of several that nobody names",
        "prints the text word for word",
        "suspected: no report says so",
        "denies or doubts",
    ]


def test_through_whom_a_report_is_known_is_drawn() -> None:
    of = site(
        claim(
            "[{by: gazette, basis: witness, via: herald}, {by: herald, citing: gazette},"
            " {by: courier, stance: denies, citing: gazette, via: agency},"
            " {by: heirs, stance: denies, citing: courier}]"
        )
    )
    graph = drawn(of)

    assert {node.name: node.standing for node in graph.nodes} == {
        "The Gazette": "certain",
        "The Herald": "other",
        "The Courier": "other",
        "The Agency": "other",
        "The Heirs": "other",
    }
    # The Herald cites it and is all through whom it is known: that is one line.
    assert sorted((edge.kind, edge.stance) for edge in graph.edges) == [
        ("quoted", "asserts"),
        ("quoted", "denies"),
        ("report", "denies"),
        ("report", "denies"),
    ]
    assert "quotes a report that the desk knows from there alone" in words(
        page(of), "//*[@class='graph-legend']/li"
    )


def test_who_quotes_whom_they_are_cited_by_is_drawn_in_a_circle() -> None:
    of = site(claim("[{by: gazette, citing: herald, via: herald}, {by: herald, basis: witness}]"))
    graph = drawn(of)

    assert sorted(edge.kind for edge in graph.edges) == ["quoted", "report"]
    assert [node.name for node in graph.nodes] == ["The Herald", "The Gazette"]


def test_a_suspicion_alone_is_drawn_too() -> None:
    of = site(claim("[{by: gazette}, {by: courier}]", "  probably_from: agency\n"))

    assert [node.name for node in drawn(of).nodes] == ["The Agency", "The Gazette", "The Courier"]
    assert [edge.kind for edge in drawn(of).edges] == ["suspected", "suspected"]


def test_a_suspicion_of_somebody_who_reports_nothing_is_drawn() -> None:
    of = site(claim("[{by: gazette}]", "  one_origin: {of: [gazette, agency, combine]}\n"))

    assert {node.name: node.standing for node in drawn(of).nodes} == {
        "The Gazette": "possible",
        "?": "suspected",
        "The Agency": "suspected",
        "The Combine": "suspected",
    }


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_suspicions_in_a_circle_are_drawn(lang: str) -> None:
    of = site(
        claim(
            "[{by: gazette, probably_from: courier}, {by: courier, probably_from: gazette},"
            " {by: herald, citing: gazette}, {by: gazette, basis: witness, probably_from: herald}]"
        ),
        f"lang: {lang}",
    )
    graph = drawn(of)

    assert len(graph.edges) == 4
    assert len({(node.x, node.y) for node in graph.nodes}) == len(graph.nodes) == 3


def test_lists_and_tables_count_in_short() -> None:
    of = site(claim("[{by: gazette, basis: witness}, {by: courier}]") + claim("[]", id_="two"))
    listed = shown(CLAIM_INDEX, of, "claims/index.html")

    assert "between 1 and 2 origins" in words(listed, "//p[@class='note line']/span")
    assert words(listed, "//details[@class='explained']/dl/div/dt") == [
        "nobody says so",
        "perhaps a single origin",
    ]

    two = site(
        claim("[{by: gazette, basis: witness}, {by: courier}]") + claim("[{by: spot}]", id_="two")
    )
    table = shown(CLAIM_MATRIX, two, "claims-by-source-others.html")

    assert words(table, "//*[@class='count-of-origins']") == [
        "between 1 and 2 origins",
        "rests on 1 origin",
    ]


def test_the_front_page_counts_claims_of_fact_alone() -> None:
    of = site(
        claim("[{by: gazette, basis: witness}]")
        + claim("[{by: gazette, basis: witness}, {by: courier}]", id_="two")
        + claim("[{by: gazette}]", id_="three")
        + claim("[{by: gazette}]", "  kind: assessment\n", id_="four")
        + claim("[{by: gazette, basis: official}]", "  kind: act\n", id_="five")
    )
    (told,) = words(shown(HOME, of, "index.html"), "//*[@class='in-brief']/p")

    assert told.endswith(
        "Of 3 claims of fact, 2 rest on one origin at most, and 1 more perhaps on one;"
        " of 1 nobody says how they know."
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("act", "announced"),
        ("assessment", "held"),
        ("prediction", "pending"),
        ("prediction", "fulfilled"),
        ("prediction", "failed"),
    ],
)
def test_claims_of_every_kind_are_listed(kind: str, status: str) -> None:
    of = site(claim("[{by: gazette}]", f"  kind: {kind}\n  status: {status}\n"))

    assert len(words(shown(CLAIM_INDEX, of, "claims/index.html"), "//ul[@class='claims']/li")) == 1


def test_a_source_page_tells_what_it_knows_from_what_may_only_begin_there() -> None:
    of = site(
        claim("[{by: gazette, basis: witness}]")
        + claim("[{by: gazette, basis: document}]", id_="two")
        + claim("[{by: gazette}]", id_="three")
        + claim("[{by: gazette, basis: witness}]", "  kind: assessment\n", id_="four")
    )
    found = shown(SOURCE_PAGES, of, "sources/gazette.html")

    def row(label: str) -> list[str]:
        return words(found, f"//*[@class='standing']//dt[.='{label}']/../dd")

    assert row("As an origin") == [
        (
            "2 claims begin here, 2 of them nowhere else;"
            " 1 may begin here, with no word on how they know"
        )
    ]
    assert row("Says how they know") == ["holds a document: 1 claim; was there: 1 claim"]
    assert sorted(words(found, "//p[@class='stances']")) == [
        "asserts",
        "asserts As an origin",
        "asserts As an origin",
        "asserts Perhaps an origin",
    ]


def test_a_source_page_tells_how_its_reports_count() -> None:
    of = site(claim("[{by: heirs}, {by: reference}, {by: spot}, {by: gazette}]"))

    def row(source: str, label: str) -> list[str]:
        found = shown(SOURCE_PAGES, of, f"sources/{source}.html")
        for one in found.xpath("//dd[@class='meaning'] | //details[@class='explained']/p"):
            one.drop_tree()
        return words(found, f"//dt[normalize-space()='{label}']/../dd")

    assert row("spot", "How they know, where a report does not say") == ["was there"]
    (never,) = row("reference", "Never counted")
    assert "add to no count" in never
    assert row("heirs", "May not be independent of") == [
        (
            "The Gazette (run by former members) two editors from 2019"
            " according to The Herald low confidence"
        ),
        "The Combine (funded by) until 2020",
    ]
    assert row("gazette", "Sources that may not be independent of this one") == [
        (
            "The Heirs is run by former members of The Gazette"
            " two editors from 2019 according to The Herald low confidence"
        )
    ]
    assert row("gazette", "Never counted") == []
    combine = shown(ENTITY_PAGES, of, "entities/combine.html")
    assert "The Heirs is funded by The Combine until 2020" in words(combine, "//dd")
