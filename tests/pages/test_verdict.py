"""The verdict on a claim: one sentence that says what the data say, and no more."""

import pytest
from test_claim_origins import claim, page, site

from dossierpress.pages.kinds.claims import CLAIM_INDEX, CLAIM_PAGES
from sample_site import shown, words

DATED = "{is: %s, on: 2024-05-20, as_of: 2024-05-18, by: desk, note: %s}"


def verdict(reports: str, more: str = "", others: str = "") -> str:
    """What the page of a claim says under its title."""
    (told,) = words(page(site(claim(reports, more) + others)), "//header/p[@class='verdict']")
    return told


@pytest.mark.parametrize(
    ("kind", "status", "lead"),
    [
        ("fact", "reported", "Reported in the desk’s judgement"),
        ("fact", "corroborated", "Corroborated in the desk’s judgement"),
        ("fact", "disputed", "Disputed in the desk’s judgement"),
        ("fact", "false", "False in the desk’s judgement"),
        ("fact", "retracted", "Retracted in the desk’s judgement"),
        ("act", "announced", "Announced in the desk’s judgement"),
        ("assessment", "held", "Held in the desk’s judgement"),
        ("prediction", "pending", "Pending in the desk’s judgement"),
        ("prediction", "fulfilled", "Fulfilled in the desk’s judgement"),
        ("prediction", "failed", "Did not come true in the desk’s judgement"),
        ("fact", None, "Not judged by the desk"),
    ],
)
def test_each_judgement_leads(kind: str, status: str | None, lead: str) -> None:
    held = f"  status: {{is: {status}}}\n" if status else ""
    told = verdict("[{by: gazette, basis: witness}]", f"  kind: {kind}\n{held}")

    assert told.split(";")[0] == lead
    assert told.endswith(".")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("{is: reported}", "Reported in the desk’s judgement; 1 reports it"),
        (
            "{is: reported, on: 2024-05-20}",
            "Reported in the desk’s judgement of 20 May 2024; 1 reports it",
        ),
        (
            DATED % ("disputed", "nobody has counted them"),
            (
                "Disputed in the desk’s judgement of 20 May 2024, by the knowledge of 18 May 2024:"
                " nobody has counted them; 1 reports it"
            ),
        ),
        # A single sentence loses its stop; several keep theirs, and so does an abbreviation.
        (
            "{is: reported, note: Nobody has counted them.}",
            "Reported in the desk’s judgement: Nobody has counted them; 1 reports it",
        ),
        (
            "{is: reported, note: Nobody counted. The port says so.}",
            "Reported in the desk’s judgement: Nobody counted. The port says so. 1 reports it",
        ),
        (
            "{is: reported, note: by the U.S.}",
            "Reported in the desk’s judgement: by the U.S. 1 reports it",
        ),
        (
            "{is: reported, note: has anybody counted?}",
            "Reported in the desk’s judgement: has anybody counted? 1 reports it",
        ),
    ],
)
def test_the_reason_is_the_desks(status: str, told: str) -> None:
    assert verdict("[{by: gazette, basis: witness}]", f"  status: {status}\n") == (
        f"{told}, on the word of The Gazette alone."
    )


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ("[]", "nobody asserts it"),
        ("[{by: herald, stance: denies}]", "nobody asserts it; denied by The Herald"),
        ("[{by: reference}]", "nobody whose report counts asserts it"),
        (
            "[{by: gazette, copy: {kind: reprint, is: stub}}]",
            "nobody whose report counts asserts it",
        ),
        ("[{by: gazette}]", "1 reports it, and no origin of it is known"),
        (
            "[{by: gazette}, {by: herald}]",
            "2 report it, and it has between 1 and 2 independent origins, none of them known",
        ),
        (
            "[{by: gazette, basis: witness}]",
            "1 reports it, on the word of The Gazette alone",
        ),
        (
            "[{by: gazette, citing: agency}, {by: herald, citing: agency}]",
            "2 report it, on the word of The Agency alone",
        ),
        # Not alone: a silent one may have been first.
        (
            "[{by: gazette, basis: witness}, {by: herald}]",
            "2 report it, and it has between 1 and 2 independent origins",
        ),
        (
            "[{by: gazette, basis: witness}, {by: herald, basis: document}]",
            "2 report it, and it rests on 2 independent origins: The Gazette and The Herald",
        ),
        (
            (
                "[{by: gazette, basis: witness}, {by: herald, basis: document},"
                " {by: agency, basis: witness}, {by: courier, basis: witness}]"
            ),
            "4 report it, and it rests on 4 independent origins",
        ),
        (
            "[{by: gazette, citing: {unnamed: a pilot}}]",
            "1 reports it, and it rests on 1 unnamed origin",
        ),
        (
            "[{by: gazette, citing: [{unnamed: a pilot}, {unnamed: a clerk}]}]",
            "1 reports it, and it has between 1 and 2 unnamed origins",
        ),
        # The unnamed one keeps the named one from being alone.
        (
            "[{by: herald, basis: witness}, {by: gazette, citing: {unnamed: a pilot}}]",
            "2 report it, and it rests on 1 independent origin and 1 unnamed",
        ),
        (
            "[{by: gazette, basis: witness, part: two of them}]",
            (
                "1 reports it, nobody the whole of it; by its weakest part it rests on"
                " 1 independent origin"
            ),
        ),
        # Who confirms a part does not rest on the word of who confirms the whole.
        (
            ("[{by: gazette, basis: witness}, {by: herald, basis: witness, part: two of them}]"),
            (
                "2 report it, some a part of it alone; by its weakest part it rests on"
                " 1 independent origin"
            ),
        ),
        (
            "[{by: gazette, basis: witness}, {by: reference}]",
            "1 reports it (1 more does not count), on the word of The Gazette alone",
        ),
        (
            "[{by: gazette, basis: witness}, {by: {unnamed: a clerk}, stance: denies}]",
            "1 reports it, on the word of The Gazette alone; denied by a clerk",
        ),
        # A denial that is only passed on is not the newspaper's.
        (
            (
                "[{by: gazette, basis: witness},"
                " {by: herald, citing: 'entity:lawyer', stance: denies}]"
            ),
            "1 reports it, on the word of The Gazette alone; denied on the word of Ada Lex",
        ),
        (
            (
                "[{by: gazette, basis: witness}, {by: gazette, stance: denies},"
                " {by: herald, stance: doubts}]"
            ),
            (
                "1 reports it, on the word of The Gazette alone; denied by The Gazette;"
                " doubted by The Herald"
            ),
        ),
        (
            "[{by: gazette, basis: witness}, {by: herald, stance: no-comment}]",
            "1 reports it, on the word of The Gazette alone",
        ),
    ],
)
def test_on_whose_word(reports: str, told: str) -> None:
    assert verdict(reports) == f"Not judged by the desk; {told}."


def test_many_are_not_all_named() -> None:
    deniers = ", ".join(
        f"{{by: {one}, stance: denies}}" for one in ("herald", "courier", "agency", "spot", "heirs")
    )
    told = verdict(f"[{{by: gazette, basis: witness}}, {deniers}]")

    assert told.endswith("denied by The Herald, The Courier, The Agency and 2 more.")


@pytest.mark.parametrize(
    ("kind", "reports", "told"),
    [
        ("assessment", "[{by: 'entity:lawyer'}]", "held by Ada Lex"),
        (
            "prediction",
            "[{by: 'entity:lawyer'}, {by: herald, citing: 'entity:lawyer'}]",
            "made by Ada Lex",
        ),
        (
            "assessment",
            "[{by: herald, stance: denies}]",
            "nobody is known to hold it; contested by The Herald",
        ),
        (
            "assessment",
            "[{by: 'entity:lawyer'}, {by: gazette, stance: denies}, {by: courier, stance: doubts}]",
            "held by Ada Lex; contested by The Gazette and The Courier",
        ),
        (
            "act",
            "[{by: gazette, basis: official}]",
            (
                "1 reports it, on the word of The Gazette alone;"
                " an act, of which the announcement is the evidence"
            ),
        ),
        (
            "act",
            "[{by: gazette, basis: witness}]",
            "1 reports it, on the word of The Gazette alone",
        ),
    ],
)
def test_opinions_have_holders_and_acts_announcers(kind: str, reports: str, told: str) -> None:
    assert verdict(reports, f"  kind: {kind}\n") == f"Not judged by the desk; {told}."


@pytest.mark.parametrize(
    ("own", "other", "told"),
    [
        ("reported", "reported", "; it cannot be true as well as 1 other claim."),
        # What is judged false stands against nothing, and nothing against it.
        ("reported", "'false'", "."),
        ("'false'", "reported", "."),
        ("retracted", "reported", "."),
    ],
)
def test_a_claim_that_contradicts_it_is_told_of(own: str, other: str, told: str) -> None:
    against = f"  contradicts: {{to: cranes, note: why}}\n  status: {{is: {own}}}\n"
    found = verdict(
        "[{by: gazette, basis: witness}]",
        against,
        claim("[{by: herald}]", f"  status: {{is: {other}}}\n", id_="cranes"),
    )

    assert found.endswith(f"on the word of The Gazette alone{told}")


@pytest.mark.parametrize(
    ("history", "told"),
    [
        ("[{is: reported, on: 2024-05-01}, {is: disputed, on: 2024-05-10}]", "reported"),
        (
            (
                "[{is: reported, on: 2024-05-01}, {is: disputed, on: 2024-05-10},"
                " {is: retracted, on: 2024-05-20}]"
            ),
            "disputed",
        ),
        # Judged anew, and the same.
        ("[{is: reported, on: 2024-05-01}, {is: reported, on: 2024-05-10}]", None),
    ],
)
def test_a_change_of_judgement_is_told(history: str, told: str | None) -> None:
    found = verdict("[{by: gazette, basis: witness}]", f"  status: {history}\n")

    assert found.endswith(f"; judged before: {told}." if told else "The Gazette alone.")


@pytest.mark.parametrize(
    ("settings", "asked"),
    [
        ("", "The Combine: number of berths?"),
        (
            "questions: {number-of-berths: How many berths has it?}",
            "The Combine: How many berths has it?",
        ),
        ("questions: {number-of-berths: {fa: چند اسکله دارد؟}}", "The Combine: چند اسکله دارد؟"),
    ],
)
def test_aspect_and_value_are_a_question_and_its_answer(settings: str, asked: str) -> None:
    more = "  about: combine\n  aspect: number-of-berths\n  value: {number: 4, unit: berths}\n"
    found = page(site(claim("[{by: gazette}]", more), settings))

    assert words(found, "//div[@class='question']/dd") == [asked]
    assert words(found, "//div[@class='answer']/dd") == ["4 berths"]
    assert words(found, "//dt[.='Aspect' or .='Value']") == []


def test_chains_come_before_origins() -> None:
    found = page(site(claim("[{by: gazette, citing: agency}]")))

    assert words(found, "//section[not(@class='facts')]/h2")[:3] == [
        "How it came here",
        "On whose word",
        "Reports 1",
    ]


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ("[{by: gazette}]", ["Said by The Gazette"]),
        ("[{by: gazette, citing: agency}]", ["Said by The Agency → reported by The Gazette"]),
        (
            "[{by: gazette, citing: {unnamed: a pilot}}]",
            ["Said by a pilot → reported by The Gazette"],
        ),
        # One way from each of two, and how many more there are.
        (
            (
                "[{by: gazette, citing: agency}, {by: herald, citing: agency}, {by: courier},"
                " {by: spot}]"
            ),
            ["Said by The Agency → reported by The Gazette; The Courier and 2 more"],
        ),
        # Only those who assert it say so.
        ("[{by: gazette}, {by: herald, stance: denies}]", ["Said by The Gazette"]),
        ("[{by: herald, stance: denies}]", []),
    ],
)
def test_a_line_of_a_list_says_who_says_it(reports: str, told: list[str]) -> None:
    of = site(claim(reports))

    assert words(shown(CLAIM_INDEX, of, "claims/index.html"), "//p[@class='told']") == told


def test_what_an_author_writes_ends_no_element() -> None:
    status = "  status: {is: reported, note: '</p><script>x</script>'}\n"
    found = shown(CLAIM_PAGES, site(claim("[{by: gazette}]", status)), "claims/berths.html")

    assert "x" not in [one.text for one in found.xpath("//script")]
    assert "</p><script>x</script>" in words(found, "//p[@class='verdict']")[0]
