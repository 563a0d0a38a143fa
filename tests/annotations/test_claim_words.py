"""Words that carry a claim bear a mark that leads to it, whatever markup lies inside."""

import json
import re
from collections.abc import Iterable

import pytest
from annotating import Result, article, result
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from test_anchors import ENTITY, SOURCE, even, occurs, paragraphs, write
from test_annotated_pages import BLOCKS, BODY, OUTLETS, PEOPLE, PLAIN, complaints, text_of, tracked

from dossierpress.kernel.normalise import normalise_name
from dossierpress.links.anchors import words_of
from dossierpress.model.linked_body import (
    ClaimedEnd,
    ClaimedStart,
    ClaimMark,
    LinkedPiece,
)
from dossierpress.pages.components.body import body_html
from dossierpress.pages.kinds.claims import CLAIM_PAGES
from dossierpress.pages.views.claim import ClaimView

CLAIMS = {
    "claims/all.yml": "- {id: full, text: The harbour is full., status: disputed}\n"
    "- {id: deep, text: The harbour is deep.}\n"
}


def in_words(body: str, *claims: object, **more: object) -> Result:
    """What comes of an article that carries claims in words."""
    return result(
        {"articles/harbour.md": article(body, claims=claims, **more), **CLAIMS, **ENTITY, **SOURCE}
    )


def page(found: Result) -> html.HtmlElement:
    body = found.site.articles["harbour"].body
    markup = str(body_html(body, "articles/harbour.html", tracked(found)))
    assert complaints(markup) == []
    return html.fragment_fromstring(markup, create_parent="div")


def claimed(pieces: Iterable[LinkedPiece]) -> dict[str, str]:
    """Anchor of words -> these words."""
    found: dict[str, str] = {}
    open_: list[str] = []
    for piece in pieces:
        if isinstance(piece, ClaimedStart):
            open_.append(piece.anchor)
            found.setdefault(open_[-1], "")
        elif isinstance(piece, ClaimedEnd):
            open_.pop()
        else:
            for anchor in open_:
                found[anchor] += words_of(piece)
    return found


def letters(text: str) -> str:
    return "".join(text.split())


def said(found: Result, code: str) -> list[str]:
    return [one.message for one in found.diagnostics if one.code == code]


@given(paragraphs=paragraphs, data=st.data())
def test_the_wrapped_words_are_the_quote_whatever_lies_inside(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(0, len(chosen) - 1))
    quote = " ".join(chosen[start : data.draw(st.integers(start + 1, len(chosen)))])
    text = "\n\n".join(write(one, data) for one in paragraphs)
    text += "\n\n[^n]: A footnote.\n" if "[^n]" in text else ""

    found = in_words(text, {"id": "full", "at": quote})

    times = sum(occurs(normalise_name(quote), normalise_name(" ".join(one))) for one in paragraphs)
    pieces = found.site.articles["harbour"].body.pieces
    marks = [piece for piece in pieces if isinstance(piece, ClaimMark)]
    if times == 1:
        assert found.codes == []
        (place,) = found.site.claims_in_texts["harbour"][0].places
        assert normalise_name(even(claimed(pieces)["claim_full"])) == normalise_name(quote)
        assert normalise_name(even(place.context.match)) == normalise_name(quote)
        assert marks == [ClaimMark(claim="full", anchor="claim_full")]
    else:
        assert found.codes == ["anno-ambiguous"]
        assert marks == []


@given(data=st.data())
def test_marks_change_no_word_and_nest_rightly_with_annotations(data: st.DataObject) -> None:
    def quote() -> str:
        block = data.draw(st.sampled_from(BLOCKS))
        start = data.draw(st.integers(0, len(block) - 1))
        return " ".join(block[start : data.draw(st.integers(start + 1, len(block)))])

    carried = [
        {"id": id_, "at": [quote() for _ in range(data.draw(st.integers(1, 4)))]}
        for id_ in ("full", "deep")
    ]
    notes = [{"quote": quote(), "text": "x"} for _ in range(data.draw(st.integers(0, 4)))]
    found = result(
        {
            "articles/harbour.md": article(BODY, claims=carried, annotations=notes),
            **PEOPLE,
            **OUTLETS,
            **CLAIMS,
        }
    )

    whole = str(body_html(found.site.articles["harbour"].body, "articles/x.html", tracked(found)))

    before = body_html(PLAIN.site.articles["harbour"].body, "articles/x.html", tracked(PLAIN))
    assert text_of(whole) == text_of(str(before))
    assert complaints(whole) == []
    places = [place for one in found.site.claims_in_texts["harbour"] for place in one.places]
    assert len(places) + len(found.codes) == sum(len(one["at"]) for one in carried) + len(notes) - (
        len(found.notes())
    )
    tree = html.fragment_fromstring(whole, create_parent="div")
    ids = [str(one) for one in tree.xpath("//span[@class='claimed']/@id")]
    assert sorted(ids) == sorted(place.anchor for place in places)
    assert sorted(map(str, tree.xpath("//a[contains(@class, 'claim-sign')]/@id"))) == sorted(
        f"{place.anchor}_mark" for place in places
    )
    assert tree.xpath("//a//a") == []
    words = claimed(found.site.articles["harbour"].body.pieces)
    for place in places:
        # A quotation has no space before a citation.
        assert letters(words[place.anchor]) == letters(place.context.match)


def test_one_element_holds_the_words_and_their_mark() -> None:
    found = in_words(
        "The *four [berths](https://e.org)* of the [[quay|quay]] are full.",
        {"id": "full", "at": "four berths of the quay are full"},
    )

    (words,) = page(found).xpath("//span[@class='claimed']")
    assert words.text_content() == "four berths of the quay are full"
    assert words.get("id") == "claim_full"
    (mark,) = words.xpath("./a[last()]")
    assert mark.attrib == {
        "class": "claim-sign is-disputed",
        "id": "claim_full_mark",
        "href": "../claims/full.html",
        "aria-label": "The harbour is full.",
        "aria-labelledby": "claim_word claim_full_mark held_disputed",
    }


def test_words_within_a_link_have_their_mark_behind_it() -> None:
    tree = page(
        in_words("See [the four berths of it](https://e.org).", {"id": "deep", "at": "four berths"})
    )

    assert tree.xpath("string(//a[@href='https://e.org']/span[@class='claimed'])") == "four berths"
    assert tree.xpath("//a[@href='https://e.org']/following-sibling::*[1]/@class") == [
        "claim-sign is-unjudged"
    ]


def test_words_that_overlap_go_on_in_stretches() -> None:
    found = in_words(
        "one two three four", {"id": "full", "at": "one two"}, {"id": "deep", "at": "two three"}
    )

    assert claimed(found.site.articles["harbour"].body.pieces) == {
        "claim_full": "one two",
        "claim_deep": "two three",
    }
    assert page(found).text_content().strip() == "one two three four"


def test_several_places_of_one_claim() -> None:
    found = in_words("one two three", {"id": "full", "at": ["one", {"exact": "three"}]})

    (placed,) = found.site.claims_in_texts["harbour"]
    assert [place.anchor for place in placed.places] == ["claim_full", "claim_full_2"]
    assert found.site.texts_of_claims == {"full": (placed,)}


def test_the_name_of_a_heading_has_no_mark_in_it() -> None:
    tree = page(in_words("## A full berth\n\nText.", {"id": "full", "at": "full berth"}))

    assert tree.xpath("//h2/@aria-label") == ["A full berth"]


def test_words_in_a_table_are_quoted_with_their_row_and_struck_words_as_such() -> None:
    found = in_words(
        "| Day | What |\n|---|---|\n| Monday | all berths full |\n\nIt has ~~three~~ four berths.",
        {"id": "full", "at": "berths full"},
        {"id": "deep", "at": "four berths"},
    )

    row, sentence = (one.places[0].context for one in found.site.claims_in_texts["harbour"])
    assert row.sentence.text == "Monday · all berths full"
    assert sentence.sentence.text == "It has [struck out: three] four berths."
    assert [one.words for one in sentence.sentence.struck] == ["[struck out: "]
    assert (row.match, sentence.match) == ("berths full", "four berths")


def test_a_whole_claim_in_the_article_may_say_its_words() -> None:
    found = in_words(
        "A dark harbour.", {"id": "dark", "text": "It is dark.", "about": "quay", "at": "dark"}
    )

    assert [one.claim for one in found.site.claims_in_texts["harbour"]] == ["dark"]
    assert found.site.claims.by_id["dark"].matter.text == "It is dark."


@pytest.mark.parametrize("withheld", ["embargo_until: 2030-01-01T00:00:00Z", "private: true"])
def test_a_claim_that_is_withheld_leaves_no_trace(withheld: str) -> None:
    secret = {"claims/secret.yml": f"{{id: secret, text: It is a secret., {withheld}}}\n"}
    found = result(
        {
            "articles/harbour.md": article("Four berths.", claims=[{"id": "secret", "at": "Four"}]),
            **secret,
        }
    )
    without = result({"articles/harbour.md": article("Four berths."), **secret})

    assert found.site.claims_in_texts == {}
    assert (
        found.site.articles["harbour"].body.pieces == without.site.articles["harbour"].body.pieces
    )


def test_words_that_are_not_found_are_told_with_what_to_write() -> None:
    found = in_words(
        "The harbour has four berths. Of four berths one is full.",
        {"id": "full", "at": ["four berths", "five berths"]},
    )

    (many,) = (one for one in found.diagnostics if one.code == "anno-ambiguous")
    assert many.message == "`four berths` stands in 2 places of the text"
    assert [re.search(r"`(at: .*)`$", note.message)[1] for note in many.notes] == [  # type: ignore[index]
        'at: {exact: "four berths", prefix: "has"}',
        'at: {exact: "four berths", prefix: "Of"}',
    ]
    (lost,) = (one for one in found.diagnostics if one.code == "anno-lost")
    assert lost.message == "`five berths` is not in the text of this article"
    assert lost.hint == (
        "write the quote as below, or say with `unplaced` why no words carry the claim"
    )


def test_a_claim_has_words_or_a_reason_for_having_none() -> None:
    found = in_words("Four berths.", {"id": "full", "at": "Four", "unplaced": "It is the sum."})

    assert said(found, "schema-bad-value") == [
        "`at` names the words that carry the claim, and `unplaced` says that none do"
    ]


@pytest.mark.parametrize("mistyped", ["att", "unplace"])
def test_a_mistyped_key_is_told_of_as_one_of_the_place(mistyped: str) -> None:
    found = in_words("Four berths.", {"id": "full", mistyped: "Four"})

    (told,) = (one for one in found.diagnostics if one.code == "schema-unknown-key")
    assert (told.message, found.site.claims_in_texts) == (f"there is no key `{mistyped}`", {})
    assert "schema-missing-key" not in [one.code for one in found.diagnostics]


def test_claims_without_words_are_told_once_for_each_article() -> None:
    other = {"articles/other.md": article("Text.", claims=["full", "deep"])}
    some = {"articles/harbour.md": article("Full.", claims=[{"id": "full", "at": "Full"}])}
    why = {"articles/harbour.md": article("Full.", claims=[{"id": "full", "unplaced": "Why."}])}

    told = ["no words are named that carry `full`, `deep`"]
    assert said(result({**some, **other, **CLAIMS}), "claim-unplaced") == told
    assert said(result({**why, **other, **CLAIMS}), "claim-unplaced") == told
    # Nobody who does not use marks is told of each article.
    assert said(result({**other, **CLAIMS}), "claim-unplaced") == []


def test_the_page_of_a_claim_quotes_the_words_or_tells_why_there_are_none() -> None:
    found = result(
        {
            "articles/harbour.md": article(
                "The berths, it says, are full. Nobody is let in.",
                claims=[{"id": "full", "at": "are full"}],
            ),
            "articles/other.md": article("Text.", claims=[{"id": "full", "unplaced": "A sum."}]),
            **CLAIMS,
        }
    )
    (view,) = (
        one.view
        for one in CLAIM_PAGES.pages(tracked(found))
        if isinstance(one.view, ClaimView) and one.path == "claims/full.html"
    )

    quoting, telling = sorted(view.articles, key=lambda one: one.unplaced or "")
    (sentence,) = quoting.words
    assert sentence.href == "../articles/harbour.html#claim_full"
    assert [(part.text, part.meant) for part in sentence.parts] == [
        ("The berths, it says, ", False),
        ("are full", True),
        (".", False),
    ]
    assert (telling.words, telling.unplaced) == ((), "A sum.")


def test_editors_know_the_places_of_claims() -> None:
    """JSON Schema: an id, an id with words, and a whole claim with words."""
    from jsonschema import Draft202012Validator

    from dossierpress.schema.json_schema import schemas

    validator = Draft202012Validator(json.loads(json.dumps(schemas()["article"])))
    right = (
        "full",
        {"id": "full", "at": "words"},
        {"id": "full", "at": ["words", {"exact": "more", "prefix": "no"}]},
        {"id": "full", "unplaced": "why"},
        {"id": "full", "text": "It is full.", "at": "words"},
    )
    for entry in right:
        assert [*validator.iter_errors({"title": "T", "claims": [entry]})] == []
    for entry in ({"id": "full"}, {"id": "full", "att": "words"}, {"at": "words"}):
        assert [*validator.iter_errors({"title": "T", "claims": [entry]})] != []
