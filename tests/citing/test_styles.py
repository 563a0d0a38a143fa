"""Citations by the citation processor: each by itself, and no word of a title is another."""

import re

import pytest
from markupsafe import Markup

from citing.test_formats import TEXTS, item
from dossierpress.citing.citable import CitedAuthor
from dossierpress.citing.styles import can_be_styled, styled

DESK = CitedAuthor("Harbour desk")
CALDER = CitedAuthor("Calder", "Ines")
APA = "Calder, I., &amp; Harbour desk. (2021, March 4)."
QUOTED = "Calder, Ines, and Harbour desk. “The ‘old’ harbour of al-Hindi.”"
ADDRESS = "https://harbour.example/articles/closes.html"


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "apa",
            f"{APA} <em>The “old” harbour of al-Hindi</em>. The harbour. {ADDRESS}",
        ),
        (
            "chicago",
            f"{QUOTED} The harbour, March 4, 2021. {ADDRESS}.",
        ),
        (
            "mla",
            f"{QUOTED} <em>The harbour</em>, 4 Mar. 2021, {ADDRESS}.",
        ),
    ],
)
def test_a_citation_is_that_of_its_style(style: str, expected: str) -> None:
    cited = item('The "old" harbour of al-Hindi', authors=(CALDER, DESK))

    assert styled([cited], [style]) == ((Markup(expected),),)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", f"<em>Who was there?</em> (n.d.). The harbour. {ADDRESS}"),
        ("chicago", f"The harbour. “Who was there?” {ADDRESS}."),
        ("mla", f"“Who was there?” <em>The harbour</em>, {ADDRESS}."),
    ],
)
def test_without_author_and_date(style: str, expected: str) -> None:
    assert styled([item("Who was there?", authors=(), date=None)], [style]) == (
        (Markup(expected),),
    )


def test_a_year_alone_has_no_comma() -> None:
    assert "(2021)." in styled([item(date="2021")], ["apa"])[0][0]


@pytest.mark.parametrize("style", ["apa", "chicago", "mla"])
def test_all_that_a_title_holds_is_shown_as_it_is(style: str) -> None:
    cited = [item(text, authors=(DESK,)) for text in TEXTS]

    shown = [re.sub("<[^>]*>", "", one) for (one,) in styled(cited, [style])]

    def plain(text: str) -> str:
        """Without quotation marks, of which each style has its own."""
        return re.sub("[\"“”‘’']", "", text)

    assert [
        plain(text) in plain(Markup(one).unescape()) for text, one in zip(TEXTS, shown, strict=True)
    ] == [True] * len(TEXTS)


@pytest.mark.parametrize("style", ["apa", "chicago", "mla"])
def test_an_item_is_cited_as_if_it_were_alone(style: str) -> None:
    """In one list, the second of an author would have a dash for him, and both a letter."""
    cited = [item(title, authors=(CALDER,)) for title in ("B", "A", "A")]

    assert styled(cited, [style]) == tuple(styled([one], [style])[0] for one in cited)


@pytest.mark.parametrize("date", ["2021~", "2020/2021", "../2021", "202X", "Y170000002"])
def test_a_date_that_the_processor_cannot_say_is_left_to_plain_words(date: str) -> None:
    assert not can_be_styled(item(date=date))


def test_private_characters_of_a_title_are_not_taken_for_ours() -> None:
    assert not can_be_styled(item("The \U0010f024 closes"))
    assert can_be_styled(item("The \ue000 closes"))
