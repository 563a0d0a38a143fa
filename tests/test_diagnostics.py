"""Diagnostics as they are printed, weighed and suggested."""

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bounds.test_doubling import calls
from dossierpress.kernel.diagnostics import (
    Diagnostic,
    Fix,
    Note,
    Severity,
    Span,
    did_you_mean,
    order,
    print_github,
    print_json,
    print_text,
    severity_of,
    suggest,
    summarise,
    wants_color,
)
from dossierpress.kernel.diagnostics.printers import show, underline

HARBOUR = (
    "The yard, owned by [[acme-co]], closed",
    "انتقل حسين 王小波 [[acme-co]] e\u0301te\u0301",
    "\tindented\twith [[tabs]]",
    "harmless\u202e\u2066 but\x1b[31m not\u200b",
    "",
)


def lines(path: str) -> Sequence[str] | None:
    return HARBOUR if path == "content/articles/harbour.md" else None


def error(_: str) -> Severity:
    return "error"


def diagnostic(span: Span | None, path: str = "content/articles/harbour.md") -> Diagnostic:
    return Diagnostic(
        code="ref-unknown-entity",
        path=path,
        span=span,
        message="no entity has the id `acme-co`",
        hint="did you mean `acme-corp`?",
        fixes=(Fix(span=span, text="acme-corp"),) if span else (),
        notes=(
            Note(
                message="`acme-corp` is defined",
                path="content/entities/companies.yml",
                span=Span(line=40, column=3),
            ),
        ),
    )


def printed(*diagnostics: Diagnostic, width: int = 120) -> str:
    return print_text(diagnostics, lines=lines, severity=error, width=width)


def test_text() -> None:
    expected = """\
content/articles/harbour.md:1:22: error[ref-unknown-entity]: no entity has the id `acme-co`
    1 | The yard, owned by [[acme-co]], closed
      |                      ^^^^^^^
hint: did you mean `acme-corp`?
note: `acme-corp` is defined at content/entities/companies.yml:40:3
"""

    assert expected == printed(diagnostic(Span(line=1, column=22, length=7)))


def test_an_empty_line_stands_between_two() -> None:
    one = Diagnostic(code="x", path="a", message="m")

    assert printed(one, one) == "a: error[x]: m\n\na: error[x]: m\n"


def test_a_file_that_cannot_be_shown_has_its_place_all_the_same() -> None:
    text = printed(diagnostic(Span(line=7, column=2), path="elsewhere.md"))

    assert text.splitlines()[0].startswith("elsewhere.md:7:2: error[")
    assert "|" not in text


def test_a_line_that_is_not_there_any_more_is_not_shown() -> None:
    assert "|" not in printed(diagnostic(Span(line=70, column=2)))


@pytest.mark.parametrize(
    ("line", "column", "length", "meant"),
    [
        (HARBOUR[0], 22, 7, "acme-co"),
        (HARBOUR[1], 16, 2, "[["),
        (HARBOUR[1], 18, 7, "acme-co"),
        (HARBOUR[1], 12, 3, "王小波"),
        ("a王b", 2, 1, "王"),
        ("e\u0301a", 3, 1, "a"),
        ("👩‍👩‍👧 x", 7, 1, "x"),
        ("abc", 2, 99, "bc"),
    ],
)
def test_carets_stand_under_what_is_meant(line: str, column: int, length: int, meant: str) -> None:
    shown, carets = underline(line, column, length, width=120)

    begin = cell_len(line[: column - 1])
    assert shown == line
    assert carets == " " * begin + "^" * cell_len(meant)


def test_carets_stand_under_a_tab_and_after_tabs() -> None:
    assert underline(HARBOUR[2], 1, 1, width=120) == ("    indented    with [[tabs]]", "^^^^")
    assert underline(HARBOUR[2], 16, 2, width=120)[1] == " " * 21 + "^^"


@pytest.mark.parametrize("column", [1, 5, 80])
def test_the_end_of_a_line_and_an_empty_line_get_a_caret(column: int) -> None:
    shown, carets = underline("abcd"[: column - 1], column, 1, width=120)

    assert carets.strip() == "^"
    assert len(carets) == len(shown) + 1


def test_what_cannot_be_seen_is_spelt_out() -> None:
    expected = "harmless<U+202E><U+2066> but<U+001B>[31m not<U+200B>"

    assert expected == show(HARBOUR[3])
    assert expected in printed(diagnostic(Span(line=4, column=9, length=2)))
    assert underline(HARBOUR[3], 9, 2, width=120)[1] == " " * 8 + "^" * 16


def test_messages_cannot_move_the_cursor_either() -> None:
    nasty = Diagnostic(
        code="x",
        path="a\u202e.md",
        message="`\x1b[2J`",
        hint="`\r`",
        notes=(Note(message="`\u2067`", path="b\n.md"),),
    )

    text = printed(nasty)

    assert text == (
        "a<U+202E>.md: error[x]: `<U+001B>[2J`\nhint: `<U+000D>`\n"
        "note: `<U+2067>` at b<U+000A>.md\n"
    )


def test_scripts_that_need_joiners_keep_them() -> None:
    assert show("می‌خواهد 👩‍👧") == "می‌خواهد 👩‍👧"


@pytest.mark.parametrize("column", [1, 60, 150, 296, 300])
@pytest.mark.parametrize("length", [1, 5, 90])
@pytest.mark.parametrize("letter", ["x", "王"])
def test_a_long_line_is_cut_around_the_carets(column: int, length: int, letter: str) -> None:
    line = letter * 300

    shown, carets = underline(line, column, length, width=60)

    assert cell_len(shown) <= 60
    assert cell_len(carets) <= 60
    assert "…" in shown
    assert 1 <= carets.count("^") <= min(length, 301 - column) * cell_len(letter)
    under = carets.index("^")
    assert cell_len(shown) >= under + 1


@pytest.mark.parametrize("letter", ["\0", "x", "\u0301", "王"])
def test_a_line_of_a_million_characters_is_no_more_work_than_one_of_ten_thousand(
    letter: str,
) -> None:
    def work(length: int) -> int:
        line = letter * length
        return calls(lambda: underline(line, length // 2, length, width=80))

    work(10_000)  # widths of texts are kept once they are known
    assert work(1_000_000) == work(10_000)


def test_a_message_that_quotes_too_much_is_cut_in_every_form() -> None:
    long = Diagnostic(
        code="x",
        path="a.md",
        message="m" * 1_000_000,
        hint="h" * 1_000_000,
        notes=(Note(message="n" * 1_000_000),),
    )

    forms = [
        printed(long),
        print_json([long], severity=lambda _: "error"),
        print_github([long], severity=lambda _: "error"),
    ]

    assert [len(text) < 6_500 and text.count("…") == 3 for text in forms] == [True] * 3


def test_a_summary_counts_kinds_and_gives_an_example_of_each() -> None:
    found = [
        *(told(f"a{n}.md", "schema-unknown-key", "`layout` is not known") for n in range(800)),
        *(told("b.md", "schema-unknown-key", f"`x{n}` is not known") for n in range(2)),
        *(told(f"c{n % 3}.md", "ref-unknown-entity", f"no `e{n}`") for n in range(7)),
    ]

    text = summarise(found, severity=lambda code: SEVERITIES[code], width=200)

    assert text == (
        "809 problems in 804 files, 3 kinds:\n"
        "    800  schema-unknown-key (error) in 800 files,"
        " such as a0.md:1:1: `layout` is not known\n"
        "      2  schema-unknown-key (error) in 1 file, such as b.md:1:1: `x0` is not known\n"
        "      7  ref-unknown-entity (warning) in 3 files, such as c0.md:1:1: no `e0`\n"
    )
    assert all(
        cell_len(line) <= 60
        for line in summarise(found, severity=lambda code: SEVERITIES[code], width=60).splitlines()
    )


def test_a_summary_lists_twenty_kinds_and_counts_the_rest() -> None:
    found = [told("a.md", "x", f"message {n // 3}") for n in range(3 * 25)]

    lines = summarise(found, severity=lambda _: "error", width=120).splitlines()

    assert len(lines) == 22
    assert lines[-1] == "     15  of 5 further kinds"


SEVERITIES: dict[str, Severity] = {"schema-unknown-key": "error", "ref-unknown-entity": "warning"}


def told(path: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, path=path, span=Span(line=1, column=1), message=message)


@given(st.text(max_size=200), st.integers(1, 210), st.integers(1, 50), st.integers(20, 120))
def test_any_line_can_be_underlined(line: str, column: int, length: int, width: int) -> None:
    shown, carets = underline(line, column, length, width=width)

    assert "\n" not in shown
    assert set(carets) <= {" ", "^"}
    assert carets.count("^") >= 1
    assert cell_len(shown) <= width + 1


def test_colour_only_where_it_is_asked_for() -> None:
    one = diagnostic(Span(line=1, column=22, length=7))
    plain = print_text([one], lines=lines, severity=error)
    coloured = print_text([one], lines=lines, severity=error, color=True)

    assert "\x1b[" not in plain
    assert "\x1b[31m" in coloured


@pytest.mark.parametrize(
    ("terminal", "environment", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (True, {"CLICOLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"CLICOLOR_FORCE": "1"}, True),
        (False, {"CLICOLOR_FORCE": "0"}, False),
        (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_when_there_is_colour(
    terminal: bool,  # noqa: FBT001
    environment: dict[str, str],
    expected: bool,  # noqa: FBT001
) -> None:
    assert wants_color(terminal=terminal, environment=environment) is expected


def test_json_is_one_versioned_object() -> None:
    report = json.loads(print_json([diagnostic(Span(line=1, column=2, length=3))], severity=error))

    assert report == {
        "version": 1,
        "diagnostics": [
            {
                "code": "ref-unknown-entity",
                "severity": "error",
                "path": "content/articles/harbour.md",
                "line": 1,
                "column": 2,
                "length": 3,
                "message": "no entity has the id `acme-co`",
                "hint": "did you mean `acme-corp`?",
                "fixes": [{"line": 1, "column": 2, "length": 3, "text": "acme-corp"}],
                "notes": [
                    {
                        "message": "`acme-corp` is defined",
                        "path": "content/entities/companies.yml",
                        "line": 40,
                        "column": 3,
                        "length": 1,
                    }
                ],
            }
        ],
    }


def test_json_of_a_whole_file_has_no_line() -> None:
    (one,) = json.loads(print_json([diagnostic(None)], severity=error))["diagnostics"]

    assert (one["line"], one["column"], one["length"]) == (None, None, None)


def test_github_commands_escape_what_would_end_them() -> None:
    one = Diagnostic(
        code="x",
        path="a,b:c%.md",
        span=Span(line=3, column=4, length=2),
        message="100% of `::`",
        hint="see",
    )

    assert print_github([one], severity=lambda _: "warning") == (
        "::warning file=a%2Cb%3Ac%25.md,line=3,col=4,endColumn=6,title=x"
        "::100%25 of `::`%0Ahint: see\n"
    )


@pytest.mark.parametrize(
    "write",
    [
        lambda found: print_github(found, severity=error),
        lambda found: print_text(found, lines=lambda _: None, severity=error),
    ],
)
@given(st.text(), st.text(), st.text())
def test_nothing_that_an_author_writes_begins_a_line(
    write: Callable[[list[Diagnostic]], str], path: str, message: str, hint: str
) -> None:
    found = [Diagnostic(code="x", path=path, message=message, hint=hint)]

    assert len(write(found).splitlines()) <= 2


def test_order_is_by_path_and_place() -> None:
    at = [
        ("b.md", Span(line=1, column=1)),
        ("a.md", Span(line=2, column=1)),
        ("a.md", Span(line=1, column=9)),
        ("a.md", None),
        ("a.md", Span(line=1, column=2)),
    ]
    found = [Diagnostic(code="x", path=path, span=span, message="m") for path, span in at]

    assert [(one.path, one.span) for one in sorted(found, key=order)] == [
        at[3],
        at[4],
        at[2],
        at[1],
        at[0],
    ]


@pytest.mark.parametrize(
    ("word", "possible", "expected"),
    [
        ("titel", ["title", "tags"], "title"),
        ("acme-co", ["acme-corp", "other"], "acme-corp"),
        ("Hossein_Salami", ["hossein-salami", "esmail-qaani"], "hossein-salami"),
        ("salami-hossein", ["hossein-salami"], "hossein-salami"),
        ("tag", ["tags", "lang"], "tags"),
        ("embargo_untill", ["embargo_until", "expires"], "embargo_until"),
        ("qasem-solemani", ["qasem-soleimani", "ebrahim-raisi"], "qasem-soleimani"),
        ("irgc", ["irgc-navy", "irib"], None),
        ("x", ["y", "z"], None),
        ("zebra", ["title", "tags"], None),
        ("title", ["title"], None),
        ("", ["title"], None),
        ("article-12", ["article-13", "article-14"], None),
        ("تهرن", ["تهران"], "تهران"),
    ],
)
def test_suggestions(word: str, possible: list[str], expected: str | None) -> None:
    assert suggest(word, possible) == expected
    assert suggest(word, reversed(possible)) == expected


def test_a_suggestion_is_worded_as_a_question() -> None:
    assert str(did_you_mean("titel", ["title"])) == "did you mean `title`?"
    assert did_you_mean("zebra", ["title"]) is None


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=8))
def test_a_suggestion_is_one_of_the_possible_and_another_word(
    word: str, possible: list[str]
) -> None:
    found = suggest(word, possible)

    assert found is None or (found in possible and found != word)


def test_severity_comes_from_the_table_then_from_the_site_then_from_strict() -> None:
    assert severity_of("yaml-comment") == "warning"
    assert severity_of("yaml-comment", {"yaml-comment": "off"}) == "off"
    assert severity_of("yaml-comment", {"yaml-comment": "error"}) == "error"
    assert severity_of("yaml-comment", strict=True) == "error"
    assert severity_of("yaml-comment", {"yaml-comment": "off"}, strict=True) == "off"


def test_what_has_to_be_an_error_stays_one() -> None:
    assert severity_of("yaml-colon", {"yaml-colon": "off"}) == "error"


def test_a_code_that_is_not_in_the_table_is_a_bug() -> None:
    with pytest.raises(KeyError):
        severity_of("yaml-nonsense")
