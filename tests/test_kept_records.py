"""What a parse result keeps: texts as they are stored, models as pydantic itself makes them."""

import tracemalloc

import pytest
from pydantic import ValidationError

from dossierpress.facts.parse_results import decode_parsed, encode_parsed
from dossierpress.kernel.diagnostics import Span
from dossierpress.model.body import Block, Body, Heading, Prose
from dossierpress.model.content import Parsed, Record, kept
from dossierpress.schema.article import ArticleMatter, DeclaredEntity

START = Span(line=1, column=1)
TEXTS = 100


def of_text(number: int) -> Parsed:
    """A file with a text of a few thousand pieces."""
    words = tuple(
        Prose(text=f"text {number} {part}", links=True, span=START) for part in range(1000)
    )
    body = Body(
        pieces=(Block(anchor="p-1", role="paragraph", line=1, section=1), *words),
        headings=(Heading(level=2, anchor="h", text="A heading"),),
        anchors=("p-1", "h"),
    )
    record = Record(
        type="article",
        id=f"text-{number}",
        path=f"content/articles/text-{number}.md",
        span=START,
        matter=ArticleMatter(title="A text", entities=(DeclaredEntity(id="amsel"),)),
        kept_locations=kept((("title", START),)),
        kept_body=kept(body),
    )
    return Parsed(path=record.path, records=(record,), diagnostics=())


def read_back(parsed: Parsed) -> Record:
    found = decode_parsed(encode_parsed(parsed))
    assert found is not None
    return found.records[0]


def test_the_headings_and_anchors_of_a_text_are_known_without_reading_it() -> None:
    record = read_back(of_text(1))
    assert record.outline.headings == record.body.headings
    assert record.outline.anchors == record.body.anchors == ("p-1", "h")


def test_texts_that_were_read_do_not_stay_in_memory() -> None:
    records = [read_back(of_text(number)) for number in range(TEXTS)]
    tracemalloc.start()
    try:
        for record in records:
            assert record.body.pieces
            assert record.locate("title") == START
        left, _ = tracemalloc.get_traced_memory()
        held = [record.body for record in records]
        all_of_them, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(held) == TEXTS
    assert left * 3 < all_of_them


def test_a_model_with_other_values_is_the_one_that_pydantic_would_make() -> None:
    matter = read_back(of_text(1)).matter
    assert isinstance(matter, ArticleMatter)
    changed = matter.having(title="Another", tags=("harbour",))
    by_pydantic = matter.model_copy(update={"title": "Another", "tags": ("harbour",)})
    assert changed == by_pydantic
    assert changed.model_dump() == by_pydantic.model_dump()
    assert repr(changed) == repr(by_pydantic)
    assert changed.model_copy(update={"title": "A text", "tags": ()}) == matter
    assert list(changed.__dict__) == list(ArticleMatter.model_fields)
    assert matter.title == "A text"
    assert matter.having(title="A text") is matter
    with pytest.raises(ValidationError):
        changed.title = "A third"


def test_a_copy_of_a_model_that_is_changed_leaves_the_others_alone() -> None:
    first, second = (read_back(of_text(number)).matter for number in (1, 2))
    first.model_copy().__pydantic_fields_set__.clear()
    assert second.model_fields_set == set(ArticleMatter.model_fields)
