"""What `check` says of reports that do not say how they know, and of words that do not fit."""

import pytest
from resolving import resolved

SOURCES = (
    "- {id: gazette, kind: newspaper, name: The Gazette}\n"
    "- {id: courier, kind: newspaper, name: The Courier}\n"
    "- {id: wire, kind: wire, name: Northern Wire, basis: witness}\n"
    "- {id: port, kind: government, name: Port Office}\n"
)

REASON = "{id: port, because: The same words.}"
ONE = "{of: [gazette, port], because: The same words.}"
CIRCULAR = ["claim-suspicion-circular"]


def suspected(one: str, other: str) -> str:
    """A report by one, who probably has it from the other."""
    return f"{{by: {one}, basis: not-stated, probably_from: {{id: {other}, because: Words.}}}}"


def told(claim: str) -> list[str]:
    """Codes of what is told of a claim about its reports."""
    site = resolved({"sources/all.yml": SOURCES, "claims/a.yml": f"text: It shut.\n{claim}"})
    return sorted(
        {
            one.code
            for one in site.diagnostics
            if one.code == "ref-itself" or one.code.startswith("claim-")
        }
    )


@pytest.mark.parametrize(
    ("claim", "codes"),
    [
        ("reports: [{by: gazette}]", ["claim-basis-not-stated"]),
        ("reports: [{by: gazette, stance: denies}]", ["claim-basis-not-stated"]),
        # It is said, or nobody need say it.
        ("reports: [{by: gazette, basis: not-stated}]", []),
        ("reports: [{by: gazette, basis: witness}]", []),
        ("reports: [{by: wire}]", []),
        ("reports: [{by: {unnamed: a pilot}}]", []),
        ("reports: [{by: gazette, stance: no-comment}]", []),
        ("reports: [{by: port}, {by: gazette, citing: port}]", []),
        ("kind: assessment\nreports: [{by: gazette}]", []),
        # Words that do not fit.
        ("reports: [{by: gazette, basis: handout}]", ["claim-handout-of-nobody"]),
        ("reports: [{by: port, basis: handout}]", []),
        ("reports: [{by: gazette, basis: handout, citing: port}]", []),
        ("reports: [{by: gazette, basis: witness, verbatim: true}]", ["claim-copy-of-nobody"]),
        (
            "reports: [{by: gazette, basis: not-stated, probably_from: port}]",
            ["claim-suspicion-unexplained"],
        ),
        (
            "probably_from: port\nreports: [{by: gazette, basis: not-stated}]",
            ["claim-suspicion-unexplained"],
        ),
        (f"probably_from: {REASON}\nreports: [{{by: gazette, basis: not-stated}}]", []),
        (
            "one_origin: {of: [gazette, port]}\nreports: [{by: gazette, citing: port}]",
            ["claim-suspicion-unexplained"],
        ),
        (f"one_origin: {ONE}\nreports: [{{by: gazette, citing: port}}]", []),
        (
            f"one_origin: {ONE}\nreports: [{{by: gazette, basis: witness}}]",
            ["claim-one-origin-absent"],
        ),
        (
            "kind: act\nstatus: corroborated\nreports: [{by: port, basis: official}]",
            ["claim-corroborated-by-one", "claim-status-misfit"],
        ),
        ("kind: act\nstatus: announced\nreports: [{by: port, basis: official}]", []),
        (
            'kind: assessment\nstatus: "false"\nreports: [{by: port}]',
            ["claim-status-misfit"],
        ),
        ("kind: prediction\nstatus: pending\nreports: [{by: port}]", []),
        # An act is announced by whoever acts, and by nobody else.
        (
            "kind: act\nstatus: announced\nreports: [{by: gazette, basis: not-stated}]",
            ["claim-announced-by-nobody"],
        ),
        (
            "kind: act\nstatus: announced\nreports: [{by: port, stance: denies, basis: official}]",
            ["claim-announced-by-nobody"],
        ),
        ("kind: act\nstatus: announced\nreports: [{by: gazette, citing: port}]", []),
        # What says nothing.
        (
            f"reports: [{{by: port, basis: not-stated, probably_from: {REASON}}}]",
            ["ref-itself"],
        ),
        ("reports: [{by: gazette, basis: witness, via: source:gazette}]", ["ref-itself"]),
        (
            (
                "reports: [{by: gazette, basis: witness}]\n"
                "one_origin: {of: [gazette, source:gazette], because: Words.}"
            ),
            ["ref-itself"],
        ),
        (
            f"reports: [{{by: gazette, citing: port, probably_from: {REASON}}}]",
            ["claim-suspicion-needless"],
        ),
        (
            "reports: [{by: gazette, basis: witness, part: {value: 3}}]",
            ["claim-part-misfit"],
        ),
        (
            'value: "<6"\nreports: [{by: gazette, basis: witness, part: {value: 7}}]',
            ["claim-part-misfit"],
        ),
        ('value: ">=6"\nreports: [{by: gazette, basis: witness, part: {value: 7}}]', []),
        ("value: 6\nreports: [{by: gazette, basis: witness, part: {value: 6..8}}]", []),
        # Suspicions in a circle.
        (f"reports: [{suspected('gazette', 'port')}, {suspected('port', 'gazette')}]", CIRCULAR),
        (
            (
                "reports:\n"
                f"- {suspected('gazette', 'port')}\n"
                f"- {suspected('port', 'courier')}\n"
                f"- {suspected('courier', 'gazette')}"
            ),
            CIRCULAR,
        ),
        (f"reports: [{{by: gazette, citing: port}}, {suspected('port', 'gazette')}]", CIRCULAR),
        (
            (
                f"probably_from: {REASON}\nreports: [{{by: gazette, basis: not-stated}},"
                " {by: port, citing: gazette}]"
            ),
            CIRCULAR,
        ),
        (f"reports: [{suspected('gazette', 'port')}, {suspected('courier', 'port')}]", []),
        (
            (
                f"reports: [{suspected('gazette', 'port')}, {suspected('port', 'gazette')},"
                " {by: port, basis: witness}]"
            ),
            [],
        ),
    ],
)
def test_what_is_told(claim: str, codes: list[str]) -> None:
    found = [one for one in told(claim) if one != "claim-single-origin"]

    assert found == codes


def test_silence_is_told_once_for_the_whole_dossier() -> None:
    claims = "".join(
        f"- {{id: c{number}, text: It shut {number}.,"
        " reports: [{by: gazette}, {by: courier}]}\n"
        for number in range(9)
    )
    site = resolved({"sources/all.yml": SOURCES, "claims/a.yml": claims})

    (one,) = [one for one in site.diagnostics if one.code == "claim-basis-not-stated"]

    assert one.message.startswith("18 reports of the dossier cite nobody and do not say")
    assert "dossier migrate" in (one.hint or "")
    assert [note.message for note in one.notes][-1] == "and 12 more"


def test_a_source_that_is_tied_to_itself_is_told() -> None:
    sources = "- {id: a, kind: newspaper, name: A, tied_to: [{to: source:a, kind: close-to}]}\n"
    site = resolved({"sources/all.yml": sources})

    assert ["ref-itself"] == [
        one.code for one in site.diagnostics if one.code != "ref-unused-source"
    ]


@pytest.mark.parametrize(
    ("reports", "marks"),
    [
        ("[{by: gazette, basis: not-stated}]", ("basis-not-stated",)),
        # No report counts; this one says how it knows.
        ("[{by: gazette, basis: witness, copy: {kind: reprint, is: stub}}]", ()),
    ],
)
def test_nobody_is_marked_as_silent_who_is_not(reports: str, marks: tuple[str, ...]) -> None:
    claim = f"text: It shut.\nreports: {reports}"
    site = resolved({"sources/all.yml": SOURCES, "claims/a.yml": claim}).site

    assert site.claims.by_id["a"].marks == marks


def test_who_does_not_speak_is_told_at_their_own_entry() -> None:
    claim = """\
text: It shut.
one_origin:
  - {of: [gazette, wire], because: The same words.}
  - {of: [gazette, courier, port, {unnamed: a pilot}, {unnamed: a clerk}], because: Words.}
reports:
  - {by: gazette, citing: {unnamed: a pilot}}
  - {by: wire, basis: witness}
"""
    site = resolved({"sources/all.yml": SOURCES, "claims/a.yml": claim})

    assert [
        (one.span and (one.span.line, one.span.column), (one.hint or "").split("`")[1])
        for one in site.diagnostics
        if one.code == "claim-one-origin-absent"
    ] == [
        ((4, 20), "probably_from: courier"),
        ((4, 29), "probably_from: port"),
        ((4, 55), "probably_from: {unnamed: a clerk}"),
    ]


def test_a_circle_of_suspicions_is_told_at_the_first_of_them() -> None:
    reports = f"[{{by: gazette, citing: port}}, {suspected('port', 'gazette')}]"
    claim = f"text: It shut.\nreports: {reports}"
    site = resolved({"sources/all.yml": SOURCES, "claims/a.yml": claim})

    (told,) = [one for one in site.diagnostics if one.code in CIRCULAR]
    assert told.span is not None
    assert claim.split("\n")[1][told.span.column - 1 :].startswith("{id: gazette")
    assert told.message.endswith(": `gazette` from `port` from `gazette`")
