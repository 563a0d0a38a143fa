"""An anchor found is the text that it names, whatever markup lies inside; else it is reported."""

import re
import unicodedata
from itertools import pairwise

import pytest
from annotating import Result, annotated, article, marked, result
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.normalise import normalise_name

WORDS = (
    "berth", "harbour", "the", "café", "Ärger", "Zürich", "naïve", "don't",
    "اسکله", "بندر", "السلام", "נמל", "港", "码头", "नमस्ते", "Łódź", "x̄", "e\u0301tat", "👩\u200d🔧",
)  # fmt: skip
ENTITY = {"entities/quay.yml": "kind: place\nname: Quay\n"}
SOURCE = {"sources/gazette.yml": "kind: newspaper\nname: Gazette\n"}

INLINE = (
    "{}",
    "*{}*",
    "**{}**",
    "***{}***",
    "`{}`",
    "[{}](https://example.org/a)",
    "[[quay|{}]]",
    "[{}]{{entity=quay}}",
    "[*{}*](https://example.org/b)",
    "{}[@gazette]",
    "{}[^n]",
    "**[[quay|{}]]**",
)

words = st.sampled_from(WORDS)
paragraphs = st.lists(st.lists(words, min_size=1, max_size=9), min_size=1, max_size=4)


def write(paragraph: list[str], data: st.DataObject) -> str:
    """A paragraph in Markdown: stretches of words in random markup, lines broken anywhere."""
    parts: list[str] = []
    place = 0
    while place < len(paragraph):
        size = data.draw(st.integers(1, 3))
        form = data.draw(st.sampled_from(INLINE))
        gap = data.draw(st.sampled_from(("\n", " "))) if "`" not in form else " "
        parts.append(form.format(gap.join(paragraph[place : place + size])))
        place += size
    text = parts[0]
    for part in parts[1:]:
        text += data.draw(st.sampled_from((" ", "\n", "  "))) + part
    return text


def files(text: str, *quotes: object) -> dict[str, str]:
    notes = [{"quote": quote, "text": f"On {n}."} for n, quote in enumerate(quotes)]
    body = text + ("\n\n[^n]: A footnote.\n" if "[^n]" in text else "")
    return {"articles/harbour.md": article(body, annotations=notes), **ENTITY, **SOURCE}


def even(text: str) -> str:
    return " ".join(text.split())


@given(paragraphs=paragraphs, data=st.data())
def test_the_marked_words_are_the_quote_whatever_lies_inside(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(0, len(chosen) - 1))
    stop = data.draw(st.integers(start + 1, len(chosen)))
    quote = " ".join(chosen[start:stop])
    if data.draw(st.booleans()):
        quote = unicodedata.normalize(data.draw(st.sampled_from(("NFC", "NFD"))), quote)
    text = "\n\n".join(write(one, data) for one in paragraphs)

    found = result(files(text, quote))

    plain = [normalise_name(" ".join(one)) for one in paragraphs]
    wanted = normalise_name(quote)
    times = sum(occurs(wanted, one) for one in plain)
    if times == 1:
        assert found.codes == []
        (note,) = found.notes()
        words = marked(found.site.articles["harbour"].body.pieces)
        assert normalise_name(note.passage.text) == wanted
        assert even(words[1]) == even(note.passage.text)
    else:
        assert found.codes == ["anno-ambiguous"]
        assert found.notes() == ()


def occurs(wanted: str, text: str) -> int:
    """How often words stand in a text, overlapping ones too; no letter is divided."""
    return len(
        [
            match
            for match in re.finditer(f"(?={re.escape(wanted)})", text)
            if not divides(text, match.start()) and not divides(text, match.start() + len(wanted))
        ]
    )


def divides(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place + 1]
    after = text[place : place + 1]
    return bool(after) and (unicodedata.category(after)[0] == "M" or "\u200d" in around)


@given(paragraphs=paragraphs, data=st.data())
def test_every_quote_that_is_offered_means_one_place(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    """Pasting what a message shows ends the ambiguity, each time with another passage."""
    quote = data.draw(st.sampled_from(data.draw(st.sampled_from(paragraphs))))
    text = "\n\n".join(write(one, data) for one in paragraphs)
    found = result(files(text, quote))
    ambiguous = [one for one in found.diagnostics if one.code == "anno-ambiguous"]
    if not ambiguous:
        return

    places = [place_of(result(pasted(text, offer))) for offer in offers(ambiguous[0])]

    assert len(places) >= 1 or "nothing around it" in ambiguous[0].notes[0].message
    assert len(set(places)) == len(places)


def offers(problem: Diagnostic) -> list[str]:
    found = (re.search(r"`quote: (\{.*\})`$", note.message) for note in problem.notes)
    return [one[1] for one in found if one]


def pasted(text: str, offer: str) -> dict[str, str]:
    made = files(text, "QUOTE")
    made["articles/harbour.md"] = made["articles/harbour.md"].replace('"QUOTE"', offer)
    return made


def place_of(found: Result) -> tuple[str, int]:
    """Where the one annotation begins: its paragraph, and how much text is before it."""
    assert found.codes == []
    pieces = found.site.articles["harbour"].body.pieces
    before = 0
    for piece in pieces:
        if type(piece).__name__ == "AnnotatedStart":
            break
        before += len(getattr(piece, "text", ""))
    return found.notes()[0].passage.anchor, before


@given(paragraphs=paragraphs, data=st.data())
def test_an_edit_leaves_the_words_or_is_reported(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    text = "\n\n".join(" ".join(one) for one in paragraphs)
    chosen = data.draw(st.sampled_from(paragraphs))
    quote = " ".join(chosen[: data.draw(st.integers(1, len(chosen)))])
    place = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 6))
    new = data.draw(st.sampled_from(("", " ", "\n\n", "x", "é", "و", "港", "*", quote, "\u0301")))
    edited = text[:place] + new + text[place + cut :]

    found = result(files(edited, quote))

    notes = found.notes()
    if notes:
        assert found.codes == []
        assert normalise_name(notes[0].passage.text) == normalise_name(quote)
        words = marked(found.site.articles["harbour"].body.pieces)
        assert normalise_name(words[1]) == normalise_name(quote)
    else:
        assert found.codes in (["anno-lost"], ["anno-ambiguous"])


@given(paragraphs=paragraphs, data=st.data())
def test_overlapping_annotations_each_keep_their_words(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    text = "\n\n".join(write(one, data) for one in paragraphs)
    quotes = []
    for _ in range(data.draw(st.integers(1, 5))):
        chosen = data.draw(st.sampled_from(paragraphs))
        start = data.draw(st.integers(0, len(chosen) - 1))
        quotes.append(" ".join(chosen[start : data.draw(st.integers(start + 1, len(chosen)))]))

    found = result(files(text, *quotes))

    words = marked(found.site.articles["harbour"].body.pieces)
    for note in found.notes():
        on = int(note.written.text[3:-1])
        assert normalise_name(words[note.number]) == normalise_name(quotes[on])
    assert len(found.notes()) + len(found.codes) == len(quotes)
    assert [one.number for one in found.notes()] == list(range(1, len(found.notes()) + 1))


def test_a_quote_runs_over_a_citation_and_the_name_that_it_shows() -> None:
    found = result(files("As @gazette wrote [@gazette], the berth is full.", "As Gazette wrote"))

    assert found.codes == []
    assert marked(found.site.articles["harbour"].body.pieces) == {1: "As Gazette wrote"}


def test_a_quote_that_divides_the_name_of_a_citation_is_reported() -> None:
    found = result(files("As @gazette wrote.", "ette wrote"))

    assert [one.message for one in found.diagnostics if one.code == "anno-lost"] == [
        "`ette wrote` divides the name of a cited source"
    ]


def test_paragraphs_are_not_run_together() -> None:
    found = annotated("One end.\n\nAnother beginning.", "end. Another")

    (problem,) = found.diagnostics
    assert problem.code == "anno-lost"
    assert problem.hint == (
        "the words run on from one paragraph into the next: quote a part within one"
    )


def test_what_was_nearly_quoted_is_shown_with_the_words_to_paste() -> None:
    found = annotated("The harbour has four *great* berths.", "four large berths")

    (problem,) = found.diagnostics
    assert problem.code == "anno-lost"
    assert [note.message for note in problem.notes] == [
        '…The harbour has [four great berths].…: `quote: {exact: "four great berths"}`'
    ]
    assert problem.notes[0].span is not None
    assert problem.notes[0].span.line == 6


def test_twins_are_shown_with_what_tells_them_apart() -> None:
    found = annotated("The ship left the berth at noon. Nobody saw the berth again.", "the berth")

    (problem,) = found.diagnostics
    assert offers(problem) == [
        '{exact: "the berth", prefix: "left"}',
        '{exact: "the berth", prefix: "saw"}',
    ]


def test_twins_alone_in_their_paragraphs_are_told_apart_by_the_next_one() -> None:
    body = "Yes.\n\nYes.\n\nNo."

    first = annotated(body, {"exact": "Yes.", "suffix": "Yes."})
    second = annotated(body, {"exact": "Yes.", "suffix": "No."})

    assert first.codes == second.codes == []
    assert first.notes()[0].passage.anchor != second.notes()[0].passage.anchor


def test_a_wrong_prefix_shows_the_right_ones() -> None:
    found = annotated("Nobody saw the berth.", {"exact": "the berth", "prefix": "left"})

    (problem,) = found.diagnostics
    assert problem.code == "anno-lost"
    assert problem.message == "`the berth` does not stand between this `prefix` and `suffix`"
    assert offers(problem) == ['{exact: "the berth"}']


@pytest.mark.parametrize(
    ("prefix", "body", "lost"),
    [("saw", "He saw the berth.", False), ("saw ", "He saw the berth.", False),
     ("saw ", "He saw“the berth”.", True), ("saw", "He saw [the berth](b.md).", False)],
)  # fmt: skip
def test_white_space_that_a_prefix_ends_with_must_be_there(
    prefix: str, body: str, *, lost: bool
) -> None:
    found = annotated(
        body.replace("(b.md)", "(https://example.org)"), {"exact": "the berth", "prefix": prefix}
    )

    assert (found.codes == ["anno-lost"]) == lost


def test_a_quote_of_a_private_name_says_what_stands_in_its_place() -> None:
    note = {"quote": "Gregor Tallis said so", "text": "On whose word?"}
    found = result(
        {
            "articles/harbour.md": article("Then Gregor Tallis said so.", annotations=[note]),
            "entities/voice.yml": "kind: person\nname: Gregor Tallis\nprivate: true\n",
        }
    )

    (problem,) = found.diagnostics
    assert problem.code == "anno-lost"
    assert problem.hint == (
        "a name in them is private, and a stand-in is shown: quote what readers see"
    )


def test_what_stands_in_for_a_private_name_can_be_quoted() -> None:
    note = {"quote": "Person 1 said so", "text": "On whose word?"}
    found = result(
        {
            "articles/harbour.md": article("Then Gregor Tallis said so.", annotations=[note]),
            "entities/voice.yml": "kind: person\nname: Gregor Tallis\nprivate: true\n",
        }
    )

    assert found.diagnostics == ()
    assert [one.passage.text for one in found.notes()] == ["Person 1 said so"]


def test_numbers_follow_the_ends_of_the_passages() -> None:
    found = annotated("one two three four five", "two three four", "three", "one two", "three four")

    ends = [one.passage.text for one in found.notes()]
    assert ends == ["one two", "three", "three four", "two three four"]
    assert [two.number - one.number for one, two in pairwise(found.notes())] == [1, 1, 1]
