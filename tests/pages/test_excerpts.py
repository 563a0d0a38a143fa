"""Sentences as they are quoted: all that is meant is marked, and long ones are cut."""

from hypothesis import given
from hypothesis import strategies as st

from dossierpress.links.excerpts import Sentences
from dossierpress.model.site import Sentence, Struck
from dossierpress.pages.tables.excerpts import LONGEST, ExcerptPart, excerpt

WORDS = st.lists(
    st.sampled_from(["word", "Ada", "a", "end.", "So?", "中文。", "\n", "über-long"]),
    min_size=1,
    max_size=120,
)


def quoted(sentence: Sentence, *ranges: tuple[int, int]) -> str:
    parts = excerpt(sentence, ranges)
    return "".join(map(marked, parts))


def marked(part: ExcerptPart) -> str:
    """The words, with what is meant in brackets."""
    words = "".join(map(marked, part.parts)) or part.text
    return f"<{words}>" if part.meant else words


def at(text: str, word: str = "Ada") -> list[tuple[int, int]]:
    """Every place of a word."""
    starts = [n for n in range(len(text)) if text.startswith(word, n)]
    return [(start, start + len(word)) for start in starts]


@given(WORDS, st.data())
def test_a_quotation_is_of_the_text(words: list[str], data: st.DataObject) -> None:
    whole = " ".join(words)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, min(len(whole), start + 20)))

    context = Sentences(whole, "en").around(start, end)
    shown = quoted(context.sentence, (context.start, context.end))

    plain = " ".join(whole.split())
    words_only = shown.replace("<", "").replace(">", "")
    assert " ".join(words_only.removeprefix("… ").removesuffix(" …").split()) in plain
    assert context.match.split() == whole[start:end].split()
    assert len(words_only) <= LONGEST + len("……  ")


@given(st.lists(st.integers(0, 600), min_size=1, max_size=8))
def test_every_word_that_is_meant_is_marked_once(before: list[int]) -> None:
    text = "".join("x " * count + "Ada " for count in before) + "y " * 200
    sentence = Sentence(anchor="p", start=0, text=text.strip())

    shown = quoted(sentence, *at(text))

    assert shown.count("<Ada>") == shown.count("Ada") == len(before)
    assert len(shown) <= LONGEST + 80 * len(before) + 10


def test_a_short_sentence_is_quoted_whole() -> None:
    text = "Ada saw Ada's Ada."

    assert quoted(Sentence(anchor="p", start=0, text=text), *at(text)) == "<Ada> saw <Ada>'s <Ada>."


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "word " * 100 + "Ada " + "more " * 100

    shown = quoted(Sentence(anchor="p", start=0, text=text), *at(text))

    assert shown.startswith("… word word")
    assert shown.endswith("more more …")
    assert 250 < len(shown) <= LONGEST + 6


def test_what_stands_far_apart_is_joined_by_an_ellipsis() -> None:
    text = "Ada " + "word " * 200 + "Ada " + "more " * 100 + "Ada"

    shown = quoted(Sentence(anchor="p", start=0, text=text), *at(text))

    first, second, third = shown.split(" … ")
    assert first.startswith("<Ada> word word")
    assert "word <Ada> more" in second
    assert third.endswith("more <Ada>")
    assert 250 < len(shown) <= LONGEST + 12


def test_a_place_without_words_is_kept_in_sight() -> None:
    text = "word " * 100 + "here " + "more " * 100
    place = text.index("here") + 4

    shown = quoted(Sentence(anchor="p", start=0, text=text), (place, place))

    assert "word here more" in shown


def test_what_is_meant_inside_of_what_is_meant_is_marked_in_it() -> None:
    for rest in (" came.", " came" + " more" * 100):
        sentence = Sentence(anchor="p", start=0, text="So Ada's General Ada" + rest)

        shown = quoted(sentence, (3, 20), (3, 6), (9, 20), (17, 20), (20, 20))

        assert shown.startswith("So <<Ada>'s <General <Ada>>> came")


def test_the_same_words_are_marked_once() -> None:
    sentence = Sentence(anchor="p", start=0, text="Ada came.")

    assert quoted(sentence, (0, 3), (0, 3)) == "<Ada> came."


def test_what_overlaps_and_is_not_inside_is_marked_as_one() -> None:
    text = "General Ada came."

    assert quoted(Sentence(anchor="p", start=0, text=text), (0, 11), (8, 16)) == (
        "<General Ada came>."
    )


def test_a_passage_that_is_cut_still_says_that_it_is_struck() -> None:
    words = "[struck out: "
    text = "Say " + words + "one " * 100 + "Ada " + "two " * 100 + "] they."
    struck = Struck(start=text.index(words), end=text.index("]") + 1, words=words)
    sentence = Sentence(anchor="p", start=0, text=text, struck=(struck,))

    shown = quoted(sentence, *at(text))
    begun = quoted(sentence, (0, 3))

    assert shown.startswith("[struck out: … one one")
    assert shown.endswith("two two …]")
    assert begun.startswith("<Say> [struck out: one")
    assert begun.endswith("one …]")


def test_the_words_that_say_so_are_not_cut() -> None:
    words = "[struck out: "
    text = "Say so " * 40 + words + "Ada] " + "two " * 100
    start = text.index(words)
    struck = Struck(start=start, end=text.index("]") + 1, words=words)
    sentence = Sentence(anchor="p", start=0, text=text, struck=(struck,))

    for length in range(1, 400, 7):
        shown = quoted(sentence, *at(text), (len(text) - length, len(text) - length))
        assert shown.count("[") == shown.count("]") == shown.count("struck out: ")
