"""What a parse result keeps: texts as they are stored, models as pydantic itself makes them."""

import tracemalloc
import types
from datetime import timedelta, timezone
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.msgpack import Encoder
from msgspec.structs import replace
from pydantic import AwareDatetime, ValidationError

from dossierpress.facts.parse_results import decode_parsed, encode_parsed
from dossierpress.facts.stored_matter import read_matter, stored_values
from dossierpress.kernel.diagnostics import Span
from dossierpress.model.body import Block, Body, Heading, Prose
from dossierpress.model.content import MATTERS, Parsed, Record, keep
from dossierpress.schema.article import ArticleMatter, DeclaredEntity
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import Party, Report, Suspicion
from dossierpress.schema.shared_types import Relation

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
        kept=keep((("title", START),), body),
    )
    return Parsed(path=record.path, records=(record,), diagnostics=())


def read_back(parsed: Parsed) -> Record:
    made = encode_parsed(parsed)
    found = decode_parsed(made.entry, lambda _: made.row)
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


def of_model(model: type[Matter]) -> st.SearchStrategy[Any]:
    """Any values that a model can have, checked or not."""
    fields = {
        name: of_type(field.annotation)
        if field.is_required()
        else st.just(field.default) | of_type(field.annotation)
        for name, field in model.model_fields.items()
    }
    return st.fixed_dictionaries(fields).map(
        lambda values: model.unchecked({name: values[name] for name in fields})
    )


def of_type(annotation: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Matter):
        return of_model(annotation)
    if origin in {Union, types.UnionType}:
        return st.one_of(map(of_type, arguments))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is not None:
        inner = of_type(arguments[0])
        return st.lists(inner, max_size=2).map(tuple) if origin is tuple else inner
    zones = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    return {
        str: st.text(max_size=5),
        bool: st.booleans(),
        types.NoneType: st.none(),
        AwareDatetime: st.datetimes(timezones=zones).map(lambda at: at.replace(fold=0)),
    }[annotation]


def all_models() -> list[type[Matter]]:
    """Every class of front matter, and of what may stand in it."""
    found: list[type[Matter]] = list(MATTERS.values())
    for model in found:
        waiting: list[Any] = [field.annotation for field in model.model_fields.values()]
        while waiting:
            one = waiting.pop()
            waiting += get_args(one)
            if isinstance(one, type) and issubclass(one, Matter) and one not in found:
                found.append(one)
    return found


def read_again(matter: Matter) -> Matter:
    return read_matter(type(matter), Raw(Encoder(enc_hook=stored_values).encode(matter)))


@pytest.mark.parametrize("model", all_models(), ids=lambda model: model.__name__)
@given(data=st.data())
@settings(max_examples=20)
def test_a_model_comes_back_as_it_was(model: type[Matter], data: st.DataObject) -> None:
    matter = data.draw(of_model(model))
    again = read_again(matter)
    assert again == matter
    assert repr(again) == repr(matter)  # no list for a tuple, no 0 for False
    assert list(again.__dict__) == list(model.model_fields)
    assert again.model_fields_set == set(model.model_fields)


def test_only_what_is_not_the_default_is_kept() -> None:
    matter = ArticleMatter(title="A text", tags=("harbour",), status="draft", private=False)
    assert stored_values(matter) == {"title": "A text", "tags": ("harbour",), "status": "draft"}


def test_what_would_come_back_as_another_model_is_not_kept() -> None:
    suspected = Suspicion(id="gazette", because="The words are the same.")
    with pytest.raises(TypeError, match="`by` of a Report is a Suspicion"):
        stored_values(Report(by=Party(id="gazette")).having(by=suspected))
    with pytest.raises(TypeError, match="not a"):
        encode_parsed(
            Parsed(path="", records=(replace(of_text(1).records[0], type="page"),), diagnostics=())
        )


def test_short_entries_of_all_files_are_one_model() -> None:
    entries = [one for number in range(TEXTS) for one in read_back(of_text(number)).matter.entities]
    assert len(entries) == TEXTS
    assert len(set(map(id, entries))) == 1


def test_an_entry_is_not_shared_with_one_that_differs() -> None:
    named, unnamed = Party(id="gazette"), Party(unnamed="gazette")
    assert [read_again(named), read_again(unnamed), read_again(named)] == [named, unnamed, named]
    open_, done = Relation(type="a", to="b", review="open"), Relation(type="a", to="b")
    assert [read_again(open_), read_again(done), read_again(open_)] == [open_, done, open_]


def test_the_models_that_are_shared_do_not_fill_the_memory() -> None:
    many = [DeclaredEntity(id=f"entity-{number}") for number in range(6000)]
    found = [read_again(one) for one in (*many, *many)]
    assert found == [*many, *many]
    assert len(set(map(id, found))) > len(many)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "other"},
        {"path": "content/articles/other.md"},
        {"span": Span(line=2, column=1)},
        {"matter": ArticleMatter(title="A text", entities=(DeclaredEntity(id="other"),))},
        {"kept": keep((("title", Span(line=9, column=1)),), Body())},
        {"kept": keep((("title", START),), Body())},
    ],
    ids=lambda change: next(iter(change)),
)
def test_records_that_differ_have_other_stamps(change: dict[str, Any]) -> None:
    parsed = of_text(1)
    other = replace(parsed, records=(replace(parsed.records[0], **change),))
    assert read_back(parsed).stamp == read_back(of_text(1)).stamp
    assert read_back(parsed).stamp != read_back(other).stamp
