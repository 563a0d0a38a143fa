"""Corrections as was and is: what pages and feeds show of them, and what is refused."""

from typing import Any

from annotating import Result, article, result

from dossierpress.pages.components.annotations import note_lines, note_shown
from dossierpress.pages.components.feed_entries import note_correction_entry
from dossierpress.pages.kinds import TrackedSite
from sample_site import THEME


def corrected(body: str, *, quote: object = "three berths", **more: Any) -> Result:
    """An article with one correction."""
    note = {"quote": quote, "type": "correction", "text": "A later count.", **more}
    return result(
        {"articles/harbour.md": article(body, annotations=[{"on": "2024-05-25", **note}])}
    )


def tracked(found: Result) -> TrackedSite:
    return TrackedSite(site=found.site, theme=THEME)


def test_the_note_the_list_and_the_feed_say_was_and_is() -> None:
    found = corrected(
        "The harbour has *three* berths, and no more.",
        quote="has three berths",
        was="four",
        **{"is": "three"},
    )
    assert found.codes == []
    (note,) = found.notes()
    site = tracked(found)
    shown = note_shown("articles/harbour.html", note, site)
    assert (shown.was, shown.now, shown.quote) == ("four", "three", "has three berths")
    (line,) = note_lines("corrections.html", [note], site)
    assert line.was is not None
    assert (line.was.text, line.quote.text) == ("four", "three")
    entry = note_correction_entry(note, "https://harbour.example/", site)
    assert entry is not None
    assert (entry.entry.was, entry.entry.put_right) == ("four", "three")


def test_without_is_the_whole_passage_stands_in_its_place() -> None:
    found = corrected("The harbour has *three* berths.", was="four berths")
    (note,) = found.notes()
    shown = note_shown("articles/harbour.html", note, tracked(found))
    assert (shown.was, shown.now) == ("four berths", "three berths")


def test_a_correction_of_the_words_of_others_has_neither() -> None:
    found = corrected("The harbour has three berths.")
    (note,) = found.notes()
    shown = note_shown("articles/harbour.html", note, tracked(found))
    assert (shown.was, shown.now) == (None, None)


def test_is_stands_in_its_passage_once() -> None:
    body = "The harbour has three berths, and three of them are free."
    for now in ("two", "three"):
        found = corrected(body, quote="three berths, and three", was="four", **{"is": now})
        assert found.codes == ["anno-is-lost"]


def test_what_was_must_not_stand_elsewhere_as_it_was() -> None:
    still = corrected("It has three berths. All four\nberths are taken.", was="four berths")
    assert still.codes == ["anno-was-still-there"]
    (problem,) = (one for one in still.diagnostics if one.code == "anno-was-still-there")
    assert problem.message == "`four berths` still stands in the text, in line 6"


def test_words_that_only_look_like_what_was_are_left_alone() -> None:
    short = {"quote": "sixty boats", "was": "six", "is": "sixty"}
    assert corrected("Nearly sixty boats came, in six hours.", **short).codes == []
    grown = {"quote": "three berths and a slip", "was": "three berths"}
    assert corrected("It has three berths and a slip.", **grown).codes == []
    inside = {"quote": "nine berths", "was": "ten berths"}
    assert corrected("It has nine berths, and mitten berths.", **inside).codes == []


def test_a_correction_that_changes_nothing_is_refused_and_so_is_half_of_one() -> None:
    for more, code in (
        ({"was": "three berths"}, "schema-bad-value"),
        ({"is": "three"}, "schema-missing-key"),
        ({"was": "four berths", "type": "note"}, "schema-bad-value"),
    ):
        found = corrected("The harbour has three berths.", **more)
        assert [one.code for one in found.diagnostics if one.code.startswith("schema-")] == [code]
