"""What is said of claims that cannot be right, and where."""

import pytest
from resolving import Resolved, article, content_file, resolved, site_config

from dossierpress.facts.records import parse_file
from dossierpress.indexes.notices import find_notices
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.schema.read_site import parse_config

SOURCES = """\
- {id: gazette, kind: newspaper, name: The Gazette}
- {id: courier, kind: newspaper, name: The Courier}
- {id: wire, kind: wire, name: The Wire}
- {id: hidden-paper, kind: newspaper, name: The Hidden, private: true}
"""
PLACES = """\
- {id: harbour, kind: place, name: Harbour, relations: [{type: located-in, to: town}]}
- {id: town, kind: place, name: Town}
- {id: land, kind: place, name: Land, relations: [{type: has-part, to: town}]}
- {id: hill, kind: place, name: Hill}
"""


def with_claims(*claims: str, **files: str) -> Resolved:
    """A dossier of claims, each the inside of a YAML mapping on a line of its own."""
    lines = "".join(
        f"- {{id: c{number}, text: {chr(64 + number)}., {claim}}}\n"
        for number, claim in enumerate(claims, 1)
    )
    return resolved(
        {"claims/c.yml": lines, "sources/s.yml": SOURCES, "entities/p.yml": PLACES, **files}
    )


def only(made: Resolved, code: str) -> Diagnostic:
    found = [one for one in made.diagnostics if one.code == code]
    assert len(found) == 1, made.diagnostics
    return found[0]


def words_at(made_of: str, span: Span | None) -> str:
    assert span is not None
    line = made_of.splitlines()[span.line - 1]
    return line[span.column - 1 : span.column - 1 + span.length]


REPORT = "reports: [{by: gazette, basis: witness}]"


# What is left out of a list


def test_a_contradiction_behind_one_that_is_withheld_is_told_at_its_own_place() -> None:
    files = {
        "claims/c.yml": (
            f"- {{id: night, text: N., embargo_until: 2030-01-01T00:00Z, {REPORT}}}\n"
            f"- {{id: day, text: D., {REPORT}}}\n"
            "- id: here\n  text: H.\n  contradicts: [night, day]\n  reports: [{by: gazette}]\n"
        ),
        "sources/s.yml": SOURCES,
    }
    problem = only(resolved(files), "claim-unexplained")

    assert words_at(files["claims/c.yml"], problem.span) == "day"


def test_a_report_behind_one_by_somebody_unknown_is_told_at_its_own_place() -> None:
    files = {
        "claims/c.yml": (
            "text: C.\nreports:\n"
            "  - {by: nobody-known}\n"
            "  - {by: wire, article: a, quote: not there}\n"
            "  - {by: gazette, citing: courier}\n"
            "  - {by: courier, citing: gazette}\n"
        ),
        "articles/a.md": article("Here.", origin="{source: gazette}"),
        "sources/s.yml": SOURCES,
    }
    made = resolved(files)

    assert words_at(files["claims/c.yml"], only(made, "claim-false-quote").span) == "not there"
    circle = only(made, "claim-circular")
    assert circle.span is not None
    assert (circle.span.line, words_at(files["claims/c.yml"], circle.span)) == (5, "courier")


# The history of what the desk holds


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        ("[{is: 'false', on: 2024-05-01}, {is: reported, on: 2024-03-01}]", ["claim-status-order"]),
        ("[{is: reported, on: 2024-05}, {is: 'false', on: 2024-05-01}]", []),
        ("[{is: reported, on: 2024-05}, {is: 'false', on: 2024-04}]", ["claim-status-order"]),
        ("[{is: reported, on: 2024-05-01}, {is: 'false', on: 2024-05-01}]", []),
        ("[reported, {is: 'false', on: 2024-05-01}]", []),
        ("[{is: reported, on: 2024-05-01}, disputed]", ["claim-status-undated"]),
        (
            "[{is: reported, on: 2024-05}, disputed, {is: 'false', on: 2024-04}]",
            ["claim-status-undated", "claim-status-order"],
        ),
    ],
)
def test_a_status_that_is_older_than_one_before_it_is_told(status: str, codes: list[str]) -> None:
    assert with_claims(f"status: {status}, {REPORT}").codes == codes


def test_a_history_is_told_before_an_embargo_ends() -> None:
    claim = (
        "embargo_until: 2030-01-01T00:00Z,"
        " status: [{is: reported, on: 2024-05-01}, {is: disputed, on: 2024-03-01}]"
    )

    assert with_claims(f"{claim}, {REPORT}").codes == ["claim-status-order"]


# Values


def compared(one: str, other: str, more: str = "") -> Resolved:
    on = f"about: land, aspect: a, {REPORT}"
    return with_claims(f"{on}, value: {one}", f"{on}, value: {other}{more}")


@pytest.mark.parametrize(
    ("one", "other", "hint"),
    [
        (
            "{number: '8..12', unit: persons}",
            "{number: 3, unit: people}",
            "write both in one unit, such as `{number: …, unit: persons}`",
        ),
        ("6", "{number: 3, unit: people}", "write both in one unit"),
        ("1971-05", "1970", "a year alone is read as a number: write `{date: 1970}`"),
        ("6", "{place: hill}", "they are not on one aspect"),
        ("{place: hill}", "2024-05", "they are not on one aspect"),
    ],
)
def test_values_that_cannot_be_compared_are_told_once(one: str, other: str, hint: str) -> None:
    problem = only(compared(one, other), "claim-not-comparable")

    assert problem.hint is not None
    assert problem.hint.startswith(hint)
    assert "`c1`" in problem.message
    assert "`c2`" in problem.message


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        ("6", "{text: some}", ""),
        ("6", "{place: hill}", ", contradicts: {to: c1, note: why}"),
        ("6", "{place: hill}", ", supersedes: c1"),
        ("6", "{place: hill}", ", status: 'false'"),
        ("{number: 3, unit: people}", "{number: 3, unit: people}", ""),
        ("{date: 1970}", "1970-05", ""),
    ],
)
def test_values_that_need_not_be_compared_are_let_be(one: str, other: str, more: str) -> None:
    assert compared(one, other, more).codes == []


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("harbour", "town", []),
        ("land", "harbour", []),
        ("harbour", "hill", ["claim-disagreement"]),
        ("hill", "land", ["claim-disagreement"]),
    ],
)
def test_places_of_which_one_lies_in_the_other_agree(
    one: str, other: str, codes: list[str]
) -> None:
    made = compared(f"{{place: {one}}}", f"{{place: {other}}}")

    assert made.codes == codes
    assert [r.type for r in made.site.claims.by_id["c1"].relations] == ["disagrees"] * len(codes)


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("2024-05-22~", "2024-05-23", []),
        ("2024-05-22", "2024-05-23?", []),
        ("2024-05-22~", "2024-05-24", ["claim-disagreement"]),
        ("2024-05-22", "2024-05-23", ["claim-disagreement"]),
        ("2024-05%", "2024-06-30", []),
        ("2024-05~", "2024-07-01", ["claim-disagreement"]),
    ],
)
def test_a_rough_date_agrees_with_its_neighbours(one: str, other: str, codes: list[str]) -> None:
    assert compared(one, other).codes == codes


def test_values_of_different_matters_explain_no_contradiction() -> None:
    one = f"about: land, aspect: berths, value: 4, {REPORT}"
    two = f"about: land, aspect: trucks, value: 7, contradicts: c1, {REPORT}"
    three = f"about: town, aspect: berths, value: 7, contradicts: c1, {REPORT}"
    four = f"about: land, aspect: berths, value: 7, contradicts: c1, {REPORT}"

    problems = with_claims(one, two, three, four).diagnostics

    assert [(one.code, one.span and one.span.line) for one in problems] == [
        ("claim-unexplained", 2),
        ("claim-unexplained", 3),
    ]


# Links of claims


@pytest.mark.parametrize("key", ["supports", "contradicts", "supersedes"])
def test_a_claim_that_names_itself_is_told(key: str) -> None:
    problem = only(with_claims(f"{key}: c1, {REPORT}"), "ref-self-reference")

    assert problem.message == f"`c1` {key} itself"


def test_claims_that_supersede_one_another_in_a_circle_are_told_once() -> None:
    made = with_claims(
        f"supersedes: c2, {REPORT}", f"supersedes: c3, {REPORT}", f"supersedes: c1, {REPORT}"
    )
    problem = only(made, "claim-superseded-in-circle")

    assert problem.message.endswith("`c1` supersedes `c2` supersedes `c3` supersedes `c1`")
    assert [note.span and note.span.line for note in problem.notes] == [2, 3]


def test_two_circles_through_one_claim_are_both_told() -> None:
    made = with_claims(
        f"supersedes: [c2, c3], {REPORT}", f"supersedes: c1, {REPORT}", f"supersedes: c1, {REPORT}"
    )

    assert made.codes == ["claim-superseded-in-circle"] * 2


def test_a_line_of_claims_that_supersede_one_another_is_none() -> None:
    made = with_claims(f"supersedes: [c2, c3], {REPORT}", f"supersedes: c3, {REPORT}", REPORT)

    assert made.codes == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("supports: c2, contradicts: {to: c2, note: why}", "note: x"),
        ("supports: c2", "contradicts: {to: c1, note: why}"),
        ("supports: c2", "supports: c1, contradicts: {to: c1, note: why}"),
    ],
)
def test_a_pair_for_and_against_is_told_once(one: str, two: str) -> None:
    problem = only(with_claims(f"{one}, {REPORT}", f"{two}, {REPORT}"), "claim-for-and-against")

    assert problem.message.startswith("`c1` supports `c2`")


# What is held for corroborated


WITNESSES = "reports: [{by: gazette, basis: witness}, {by: courier, basis: witness}]"


@pytest.mark.parametrize(
    "reports",
    [
        "reports: [{by: gazette, basis: witness}, {by: courier, citing: gazette}]",
        "reports: [{by: gazette}, {by: courier}]",
        "reports: [{by: gazette, basis: witness}, {by: courier, citing: {unnamed: a pilot}}]",
        f"{WITNESSES}, one_origin: {{of: [gazette, courier], because: the words are the same}}",
    ],
    ids=["one cites the other", "nobody says how they know", "unnamed", "suspected"],
)
def test_what_one_voice_may_have_said_is_not_corroborated(reports: str) -> None:
    history = "status: [{is: disputed, on: 2024-05-01}, {is: corroborated, on: 2024-05-02}]"
    told = only(with_claims(f"{history}, {reports}"), "claim-corroborated-by-one")

    assert told.span is not None
    assert told.span.length == len("corroborated")


@pytest.mark.parametrize(
    "claim",
    [
        f"status: corroborated, {WITNESSES}",
        "status: reported, reports: [{by: gazette}]",
        "kind: act, status: announced, reports: [{by: gazette, basis: official}]",
        f"status: [{{is: corroborated, on: 2024-05}}, {{is: disputed, on: 2024-06}}], {REPORT}",
        "status: corroborated, reports: [{by: gazette, basis: witness}, {by: hidden-paper}]",
    ],
    ids=["two were there", "reported", "an act", "not any more", "somebody private"],
)
def test_what_is_corroborated_or_not_said_to_be_is_not_told(claim: str) -> None:
    assert "claim-corroborated-by-one" not in with_claims(claim).codes


# Days


def test_days_of_annotations_quotations_and_origins_lie_behind_us() -> None:
    front = {
        "date": "2024-05-01",
        "origin": "{source: gazette, accessed: 2031-01-01}",
        "annotations": "[{quote: berths, text: T., on: 2031-01-02}]",
        "quotations": "[{quote: four, speaker: gazette, on: 2031-01-03}]",
    }
    made = resolved(
        {"articles/a.md": article("It has four berths.", **front), "sources/s.yml": SOURCES}
    )

    assert [one.message[:12] for one in made.diagnostics if one.code == "ref-future-date"] == [
        "`2031-01-01`",
        "`2031-01-02`",
        "`2031-01-03`",
    ]


def test_what_a_claim_says_may_lie_ahead() -> None:
    assert with_claims(f"about: land, aspect: end, value: 2031-01, {REPORT}").codes == []
    assert with_claims(f"covers: 2031-01/2031-03, {REPORT}").codes == []


def test_what_was_known_was_known_by_now() -> None:
    told = only(with_claims(f"as_of: 2031-01, {REPORT}"), "ref-future-date")

    assert told.message.startswith("`2031-01` is after the day of publication")


def test_nothing_is_told_of_days_of_somebody_private() -> None:
    said = "[{quote: four, speaker: hidden-paper, said: 2031-01-03}]"
    notes = "[{quote: berths, text: T., on: 2031-01-02, private: true}]"
    made = resolved(
        {
            "articles/a.md": article(
                "It has four berths.", date="2024-05-01", quotations=said, annotations=notes
            ),
            "claims/c.yml": "text: C.\nreports: [{by: hidden-paper, on: 2031-01-01}]\n",
            "sources/s.yml": SOURCES,
        }
    )

    assert made.codes == []


@pytest.mark.parametrize(
    ("dates", "codes"),
    [
        ("date: 2024-05-01", ["anno-said-later"]),
        ("date: 2024-05", []),
        ("date: 2024-05-01\nmodified: 2024-05-04", []),
        ("date: 2024-05-01\nmodified: 2024-05-02", ["anno-said-later"]),
        ("summary: Undated.", []),
    ],
)
def test_words_are_said_before_an_article_quotes_them(dates: str, codes: list[str]) -> None:
    front = f"title: T\n{dates}\nquotations: [{{quote: four, speaker: gazette, said: 2024-05-03}}]"
    made = resolved(
        {"articles/a.md": f"---\n{front}\n---\nIt has four.\n", "sources/s.yml": SOURCES}
    )

    assert made.codes == codes


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        ("{by: courier, on: 2024-05-04}", ["claim-cited-too-early"]),
        ("{by: courier, on: 2024-05-03}", []),
        ("{by: courier, on: 2024-05}", []),
        ("{by: courier, on: 2024-05-04, said: 2024-05-02}", []),
        ("{by: courier, on: 2024-05-04}, {by: courier, on: 2024-05-01}", []),
        ("{by: courier, on: 2024-05-04}, {by: courier}", []),
    ],
)
def test_nobody_is_cited_before_they_spoke(cited: str, codes: list[str]) -> None:
    made = with_claims(f"reports: [{{by: gazette, citing: courier, on: 2024-05-03}}, {cited}]")

    assert made.codes == codes


# The rest


def test_a_place_that_a_claim_names_as_its_value_lists_the_claim() -> None:
    made = with_claims(f"about: land, aspect: where, value: {{place: hill}}, {REPORT}")

    assert made.site.claims.about["hill"] == ("c1",)


def test_who_said_it_first_may_repeat_what_others_have_from_them() -> None:
    made = with_claims(
        "reports: [{by: gazette, on: 2024-03-01},"
        " {by: courier, citing: gazette, on: 2024-03-02},"
        " {by: gazette, citing: courier, on: 2024-03-03}]"
    )
    claim = made.site.claims.by_id["c1"]

    assert made.codes == []
    assert claim.asserted.is_single
    assert [[step.statement for step in chain.steps] for chain in claim.chains] == [[0, 1, 2]]


def test_who_denies_it_on_their_own_word_still_closes_a_circle() -> None:
    made = with_claims(
        "reports: [{by: gazette, stance: denies, basis: witness},"
        " {by: courier, citing: gazette}, {by: gazette, citing: courier}]"
    )

    assert made.codes == ["claim-circular"]


def test_whoever_nobody_names_is_told_how_to_write() -> None:
    made = with_claims("reports: [{by: unnamed, citing: anonymous}]")

    assert [one.hint for one in made.diagnostics] == [
        "say how they are spoken of: `{unnamed: …}`"
    ] * 2


@pytest.mark.parametrize(("status", "told"), [("reported", 1), ("false", 0), ("retracted", 0)])
def test_nobody_is_sent_to_look_for_more_who_say_what_is_held_false(status: str, told: int) -> None:
    files = {
        "sources/s.yml": "- {id: a, kind: wire, name: A}\n- {id: b, kind: wire, name: B}\n",
        "claims/c.yml": f"text: It rests.\nstatus: [{{is: {status}, on: 2024-01-02}}]\n"
        "reports: [{by: a}, {by: b, citing: a}]\n",
    }
    made = resolved(files)
    parsed = [
        parse_file(content_file(path, text), parse_config(site_config("title: Test\n")))
        for path, text in files.items()
    ]

    found = [one.code for one in find_notices(made.site, parsed)]

    assert found.count("claim-single-origin") == told


# The same words again and again


def said(*claims: tuple[str, str], **files: str) -> Resolved:
    """Claims c1, c2, …: (text, reports)."""
    lines = "".join(
        f"- {{id: c{number}, text: {text!r}, reports: [{reports}]}}\n"
        for number, (text, reports) in enumerate(claims, 1)
    )
    return resolved(
        {"claims/c.yml": lines, "sources/s.yml": SOURCES, "entities/p.yml": PLACES, **files}
    )


def test_three_claims_of_the_same_words_by_one_speaker_are_told_once() -> None:
    made = said(
        ("It is shut.", "{by: wire}"),
        ("it  is SHUT", "{by: gazette, citing: wire}"),
        ("It is shut!", "{by: gazette, citing: wire}"),
        ("It is shut.", "{by: courier}"),
    )

    told = only(made, "claim-same-words")
    assert told.message == (
        "3 claims say the same in the same words, all by `wire`: `c1`, `c2`, `c3`"
    )
    assert (told.path, told.span) == ("content/claims/c.yml", Span(line=1, column=19, length=11))
    assert [(one.message, one.span.line) for one in told.notes if one.span] == [
        ("`c2` says so too", 2),
        ("`c3` says so too", 3),
    ]
    assert "keep `c1`" in (told.hint or "")


def test_claims_of_an_outlet_and_of_whom_it_cites_are_one_group() -> None:
    made = said(*[("It is shut.", "{by: gazette, citing: wire}")] * 4)

    assert "all by `wire`" in only(made, "claim-same-words").message


def test_notes_are_cut_where_there_are_many() -> None:
    told = only(said(*[("It is shut.", "{by: wire}")] * 40), "claim-same-words")

    assert told.message.startswith("40 claims say the same")
    assert told.message.endswith("`c5`, 35 more")
    assert [one.message for one in told.notes][-1] == "and 34 more"
    assert len(told.notes) == 6


@pytest.mark.parametrize(
    "claims",
    [
        [("It is shut.", "{by: wire}")] * 2,
        [("It is shut.", f"{{by: {by}}}") for by in ("wire", "gazette", "courier")],
        [(f"It is shut {day}.", "{by: wire}") for day in ("today", "again", "for good")],
        [("It is shut.", "{by: wire, stance: denies}")] * 3,
        [("It is shut.", f"{{by: {by}, citing: {{unnamed: a pilot}}}}")
         for by in ("wire", "gazette", "courier")],
    ],
)  # fmt: skip
def test_what_others_say_or_in_other_words_is_not_told(claims: list[tuple[str, str]]) -> None:
    assert "claim-same-words" not in said(*claims).codes


def test_a_claim_that_is_to_be_reviewed_counts_for_nothing_yet() -> None:
    made = said(
        ("It is shut.", "{by: wire}"),
        ("It is shut.", "{by: wire}"),
        **{"claims/open.yml": "{id: c3, text: It is shut., review: open, reports: [{by: wire}]}\n"},
    )

    assert "claim-same-words" not in made.codes
