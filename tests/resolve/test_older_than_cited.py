"""Texts, notes, reports and judgements that are older than what they go by."""

import pytest
from resolving import Resolved, article, resolved

from dossierpress.kernel.diagnostics import Diagnostic

CITED, JUDGED = "ref-older-than-cited", "claim-judged-too-early"
SOURCES = """\
- {id: gazette, kind: newspaper, name: The Gazette}
- {id: courier, kind: newspaper, name: The Courier}
- {id: report, kind: document, name: The Report, published: 2024-05-23}
- {id: about, kind: document, name: The Rough, published: 2024-05-23~}
- {id: hidden, kind: document, name: Zqzq Paper, published: 2024-05-23, private: true}
"""


def made_of(files: dict[str, str]) -> Resolved:
    return resolved({"sources/s.yml": SOURCES, **files})


def told(made: Resolved, code: str) -> list[Diagnostic]:
    return [one for one in made.diagnostics if one.code == code]


def text(words: str = "Text.", **front: str) -> dict[str, str]:
    return {"articles/a.md": article(words, **front)}


def claim(reports: str, more: str = "") -> dict[str, str]:
    return {"claims/c.yml": f"text: It was said.\nreports: {reports}\n{more}\n"}


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (text("So [@report].", date="2024-05-22"), (5, 6)),
        (text("So [@report]. [@report]", date="2024-05-22", sources="[report]"), (4, 11)),
        (text(date="2024-04", modified="2024-05-22", sources="[{id: report, at: p. 1}]"), (5, 16)),
        (text(date="2024-04", sources="[{id: gazette, cites: [report]}]"), (4, 33)),
        (text(date="2024-05-22", origin="{source: report}"), (4, 18)),
        (
            text(
                date="2024-06-01",
                annotations="[{quote: Text, text: T., on: 2024-05-22, sources: report}]",
            ),
            (4, 64),
        ),
        (
            text(
                date="2024-05-22",
                quotations="[{quote: Text, speaker: gazette, on: 2024-05-23}]",
            ),
            (4, 50),
        ),
        (
            {
                **text(date="2024-05-22"),
                **claim("[{by: gazette, on: 2024-05-23, article: a, quote: Text}]"),
            },
            (2, 50),
        ),
        (claim("[{by: gazette, citing: report, on: 2024-05-22}]"), (2, 33)),
    ],
    ids=[
        "citation",
        "once for each source",
        "up to the last change",
        "on whose word",
        "origin",
        "annotation",
        "quotation",
        "report in a text",
        "report citing",
    ],
)
def test_what_is_older_than_what_it_cites_is_told(
    files: dict[str, str], place: tuple[int, int]
) -> None:
    (one,) = told(made_of(files), CITED)

    assert one.span is not None
    assert place == (one.span.line, one.span.column)


@pytest.mark.parametrize(
    "files",
    [
        text("So [@report].", date="2024-05-23"),
        text("So [@report].", date="2024-05"),
        text("So [@report].", date="2024-05-22~"),
        text("So [@about].", date="2024-05-22"),
        text("So [@report].", date="2024-05-22/2024-05-24"),
        text("So [@report].", date="2024-05-22", modified="2024-05-23"),
        text("So [@report].", date="2026-11-29", as_of="2024-05-22", covers="2024-05-19"),
        text("So [@report]."),
        text("So [@hidden].", date="2024-05-22"),
        text(date="2024-05-22", annotations="[{quote: Text, text: T., sources: report}]"),
        text(
            date="2024-05-22",
            annotations="[{quote: Text, text: T., on: 2024-05-22, sources: report, private: true}]",
        ),
        claim("[{by: gazette, citing: report, on: 2024-05-23}]"),
        claim("[{by: hidden, citing: report, on: 2024-05-22}]"),
    ],
)
def test_what_may_be_right_is_not_told(files: dict[str, str]) -> None:
    assert [] == told(made_of(files), CITED)


def test_what_is_told_as_such_is_not_told_twice() -> None:
    quoted = "[{quote: Text, speaker: gazette, said: 2024-05-23, on: 2024-05-23}]"
    cited = "[{by: gazette, citing: report, on: 2024-05-22}, {by: report, on: 2024-05-23}]"

    assert ["anno-said-later"] == made_of(text(date="2024-05-22", quotations=quoted)).codes
    assert "claim-cited-too-early" in made_of(claim(cited)).codes
    assert [] == told(made_of(claim(cited)), CITED)


@pytest.mark.parametrize(
    ("reports", "status", "place"),
    [
        ("[{by: gazette, on: 2024-05-23}]", "{is: disputed, on: 2024-05-20}", (3, 28)),
        (
            "[{by: gazette, on: 2024-05-23}, {by: courier, on: 2024-06}]",
            "[reported, {is: disputed, on: 2024-05-20}]",
            (3, 39),
        ),
        (
            "[{by: gazette, said: 2024-05-23, on: 2024-05-24}]",
            "{is: disputed, on: 2026-11-29, as_of: 2024-05-22}",
            (3, 47),
        ),
    ],
    ids=["on", "later entry", "by older knowledge"],
)
def test_a_judgement_before_the_first_report_is_told(
    reports: str, status: str, place: tuple[int, int]
) -> None:
    (one,) = told(made_of(claim(reports, f"status: {status}")), JUDGED)

    assert one.span is not None
    assert place == (one.span.line, one.span.column)
    assert "first reported `2024-05-23`" in one.message


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        ("[{by: gazette, on: 2024-05-23}]", "disputed"),
        ("[{by: gazette, on: 2024-05-23}]", "{is: disputed, on: 2024-05}"),
        ("[{by: gazette, on: 2024-05-23}]", "{is: disputed, on: 2024-05-22~}"),
        ("[{by: gazette, on: 2024-05-23~}]", "{is: disputed, on: 2024-05-22}"),
        ("[{by: gazette, said: 2024-05-20, on: 2024-05-23}]", "{is: disputed, on: 2024-05-20}"),
        ("[{by: gazette, on: 2024-05-23}, {by: courier}]", "{is: disputed, on: 2024-05-20}"),
        (
            "[{by: gazette, on: 2024-05-23}, {by: hidden, on: 2024-05-24}]",
            "{is: reported, on: 2024-05-20}",
        ),
        ("[{by: gazette, on: 2024-05-23}]", "{is: disputed, on: 2026-11-29, as_of: 2024-05-23}"),
    ],
)
def test_a_judgement_that_may_be_right_is_not_told(reports: str, status: str) -> None:
    assert [] == told(made_of(claim(reports, f"status: {status}")), JUDGED)


@pytest.mark.parametrize(
    ("known", "reports", "later"),
    [
        ("2024-05-20", "[{by: gazette, on: 2024-05-22}]", 1),
        ("2024-04", "[{by: gazette, on: 2024-05-22}]", 1),
        ("2024-05-20", "[{by: gazette, on: 2024-05-01}, {by: courier, said: 2024-06}]", 1),
        ("2024-05-20", "[{by: gazette, on: 2024-05-22}, {by: courier, on: 2025}]", 2),
        ("2024-05-20", "[{by: gazette, said: 2024-05-20, on: 2024-05-22}]", 0),
        ("2024-05-20", "[{by: gazette, on: 2024-05}, {by: courier}]", 0),
        ("2024-05-20", "[{by: hidden, on: 2024-05-22}]", 0),  # the day would tell who it is
    ],
)
def test_a_claim_that_holds_older_knowledge_than_its_reports_is_told(
    known: str, reports: str, later: int
) -> None:
    found = told(made_of(claim(reports, f"as_of: {known}")), "claim-known-too-early")

    assert [(one.span and one.span.line, len(one.notes)) for one in found] == (
        [(3, later)] if later else []
    )
