"""What an author is told of values and words of claims that nobody can read, and where."""

import pytest

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.located_yaml.reader import read
from dossierpress.schema.annotation import SpokenWords
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.schema.validation import validate


def told(text: str, model: type[Matter] = ClaimMatter) -> list[Diagnostic]:
    config, _ = read_config(b"title: Test\n")
    assert config is not None
    node, problems = read(text, path="c.yml")
    assert problems == ()
    _, _, found = validate(model, node, path="c.yml", config=parse_config(config))
    return list(found)


def hint_of(text: str) -> str | None:
    found = told(text)
    assert len(found) == 1, found
    return found[0].hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ('"8..6"', "did you mean `6..8`?"),
        ("35,500", "did you mean `35500`?"),
        ("35 500", "did you mean `35500`?"),
        ("1,000,000", "did you mean `1000000`?"),
        ('"6-8"', "did you mean `6..8`?"),
        ("6–8", "did you mean `6..8`?"),
        ("6 to 8", "did you mean `6..8`?"),
        ("at least 6", 'did you mean `">=6"`?'),
        ("03/2024", "did you mean `2024-03`?"),
        ("May 2024", "did you mean `2024-05`?"),
        ("1200-1400", "did you mean `1200..1400`, or the years `1200/1400`?"),
        ("1985/1990", "a date has a key of its own: `{date: 1985/1990}`"),
        ("{number: 1970-05}", "a date has a key of its own: `{date: 1970-05}`"),
        ("12 %", 'the unit has a key of its own: `{number: 12, unit: "%"}`'),
        ("6 people", "the unit has a key of its own: `{number: 6, unit: people}`"),
        (
            '">= 6 people"',
            'the unit has a key of its own: `{number: ">=6", unit: people}`',
        ),
        ('{number: "35,500", unit: t}', "did you mean `35500`?"),
        ('{number: "12 %", unit: "%"}', "did you mean `12`?"),
        ("about six", "write `6`, `>=6`, `6..8` or `2024-05`; words belong under `{text: …}`"),
        ("35,5", "write `6`, `>=6`, `6..8` or `2024-05`; words belong under `{text: …}`"),
    ],
)
def test_a_value_that_is_none_is_told_with_what_was_meant(written: str, hint: str) -> None:
    assert hint_of(f"text: C.\nvalue: {written}\n") == hint


@pytest.mark.parametrize("written", ["6", ">=6", "6..8", "2024-05", "2024-05~", "-5", "2024-05/.."])
def test_a_value_that_can_be_read_is_taken(written: str) -> None:
    assert told(f'text: C.\nvalue: "{written}"\n') == []


def test_a_date_of_the_wrong_form_is_shown_whole() -> None:
    (problem,) = told("text: C.\nvalue: {date: 03/2024}\n")

    assert problem.message == "`03/2024` is no date"
    assert problem.span is not None
    assert (problem.span.column, problem.span.length) == (15, 7)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (
            "reports: [{by: a, credibility: B2}]",
            "write `credibility: 2`; the letter belongs to the source: `reliability: B`",
        ),
        (
            "reports: [{by: a, credibility: b}]",
            "write `credibility: …`; the letter belongs to the source: `reliability: B`",
        ),
        ("status: confirmed", "did you mean `corroborated`?"),
        ("status: Debunked", "did you mean `false`?"),
        ("reports: [{by: a, cites: b}]", "did you mean `citing`?"),
        ("reports: [{by: a, stance: deny}]", "did you mean `denies`?"),
        ("supersedes: {id: night}", "did you mean `to`?"),
        (
            "reports: [{by: a welder}]",
            (
                "write the id of a source or an entity; somebody whom nobody names is"
                " `{unnamed: a welder}`"
            ),
        ),
    ],
)
def test_words_of_others_for_the_same_are_known(line: str, hint: str) -> None:
    assert hint_of(f"text: C.\n{line}\n") == hint


@pytest.mark.parametrize(
    ("said", "on", "codes"),
    [
        ("2024-05-02", "2024-05-01", ["schema-date-order"]),
        ("2024-05-02", "2024-05", []),
        ("2024-05-02", "2024-05-02", []),
        ("2024-05", "2024-04", ["schema-date-order"]),
    ],
)
def test_nothing_is_published_before_it_is_said(said: str, on: str, codes: list[str]) -> None:
    report = f"text: C.\nreports: [{{by: a, said: {said}, on: {on}}}]\n"
    quotation = f"quote: x\nspeaker: a\nsaid: {said}\non: {on}\n"

    assert [one.code for one in told(report)] == codes
    assert [one.code for one in told(quotation, SpokenWords)] == codes
