"""Checks of stand-off data: what is wrong is left out and reported.

Equal records with one id are merged; different ones are all left out, since a reference to them is
ambiguous. An annotation must point at the words that it quotes. Unknown keys are counted and
reported.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from dossierpress.importers.json_input import shortened
from dossierpress.importers.report import NotRepresented, Thing
from dossierpress.importers.standoff.form import (
    LISTS_OF_ARTICLE,
    ArticleShape,
    AttributionShape,
    BlockShape,
    EntityShape,
    Evidence,
    HyperlinkShape,
    MentionShape,
    QuoteShape,
    RelationShape,
    Shape,
    SourceShape,
    StandOff,
)
from dossierpress.importers.standoff.registry import one_line

S = TypeVar("S", EntityShape, SourceShape)


def without_duplicates(data: StandOff) -> StandOff:
    """The data with one record for each id of an entity and of a source.

    Mentions and relations refer to entities by id. If different records have one id, the reference
    is ambiguous, so none is kept: a link to the wrong one would attribute to somebody what was said
    of another. Nothing refers to articles, so all of them are kept.
    """
    notes: list[NotRepresented] = []
    entities = _one_each(data.entities, "entity", _said_of_entity, notes)
    sources = _one_each(data.sources, "source", _said_of_source, notes)
    _note_shared_ids(data, notes)
    return replace(data, entities=entities, sources=sources, unread=(*data.unread, *notes))


def _one_each(
    records: Sequence[S],
    thing: Thing,
    what: Callable[[S], tuple[str, ...]],
    notes: list[NotRepresented],
) -> tuple[S, ...]:
    first: dict[str, S] = {}
    clashing: set[str] = set()
    for record in records:
        earlier = first.setdefault(record.id, record)
        if what(earlier) != what(record):
            clashing.add(record.id)
    for record in records:
        if record.id in clashing:
            reason = f"others have its id `{record.id}` too: nobody can tell which of them is meant"
            notes.append(_duplicate_note(record, thing, record.name, reason))
        elif first[record.id] is not record:
            reason = f"it says again what stands at {first[record.id].where}"
            notes.append(_duplicate_note(record, thing, record.name, reason))
    return tuple(one for id_, one in first.items() if id_ not in clashing)


def _said_of_entity(one: EntityShape) -> tuple[str, ...]:
    return (one.kind or "", one.name, one.wikidata or "", str(one.named), _further_keys(one))


def _said_of_source(one: SourceShape) -> tuple[str, ...]:
    return (one.kind or "", one.name, one.url or "", _further_keys(one))


def _further_keys(one: Shape) -> str:
    """The unknown keys of a record: one of them may say that it is private."""
    return str(sorted((one.model_extra or {}).items(), key=str))


def _note_shared_ids(data: StandOff, notes: list[NotRepresented]) -> None:
    first: dict[str, Shape] = {}
    for article in data.articles:
        if article.id is None:
            continue
        earlier = first.setdefault(article.id, article)
        if earlier is not article:
            reason = f"it is the id of {earlier.where} too; both are there"
            notes.append(_duplicate_note(article, "field", article.id, reason))


def _duplicate_note(record: Shape, thing: Thing, what: str, reason: str) -> NotRepresented:
    return NotRepresented(thing=thing, where=record.where, what=what, reason=reason)


_OFFSETS_COUNT = "offsets count Unicode code points from 0, and the end is not included"

Placed = BlockShape | MentionShape | HyperlinkShape | QuoteShape | AttributionShape | RelationShape


def without_misplaced(data: StandOff) -> tuple[StandOff, tuple[NotRepresented, ...]]:
    """The data without annotations that do not match their text; and notes on those."""
    notes: list[NotRepresented] = []
    articles = tuple(_article_in_place(article, notes) for article in data.articles)
    return replace(data, articles=articles), tuple(notes)


def _article_in_place(article: ArticleShape, notes: list[NotRepresented]) -> ArticleShape:
    update: dict[str, object] = {}
    for name in ("blocks", "entities", "links", "quotes", "attributions"):
        kept = []
        for one in getattr(article, name):
            reason = _placement_problem(article.text, one)
            if reason is None:
                kept.append(one)
            else:
                what = one_line(_words_of(one)) or "an object"
                notes.append(
                    NotRepresented(
                        thing=LISTS_OF_ARTICLE[name], where=one.where, what=what, reason=reason
                    )
                )
        update[name] = tuple(kept)
    update["relations"] = tuple(
        _relation_in_place(article.text, one, notes) for one in article.relations
    )
    return article.model_copy(update=update)


def _relation_in_place(text: str, one: RelationShape, notes: list[NotRepresented]) -> RelationShape:
    """It stands without its evidence."""
    reason = _placement_problem(text, one)
    if reason is None:
        return one
    where = f"{one.where}.evidence"
    notes.append(NotRepresented(thing="field", where=where, what=_words_of(one), reason=reason))
    return one.model_copy(update={"evidence": None})


def _placement_problem(text: str, one: Placed) -> str | None:
    reasons = (_misplaced(text, *place) for place in _places(one))
    return next((reason for reason in reasons if reason), None)


def _places(one: Placed) -> Iterator[tuple[int, int, str | None]]:
    match one:
        case AttributionShape():
            yield (*one.cue, one.cue_text)
            yield (*one.content, one.content_text)
        case RelationShape():
            if isinstance(one.evidence, Evidence):
                yield one.evidence.start, one.evidence.end, one.evidence.text
        case _:
            yield one.start, one.end, one.text


def _words_of(one: Placed) -> str:
    match one:
        case AttributionShape():
            return one.content_text or ""
        case RelationShape():
            return (one.evidence.text or one.type) if one.evidence else one.type
        case _:
            return one.text or ""


def _misplaced(text: str, start: int, end: int, words: str | None) -> str | None:
    if not start <= end <= len(text):
        return (
            f"it goes from {start} to {end}, but the text has {len(text)} characters "
            f"({_OFFSETS_COUNT})"
        )
    there = text[start:end]
    if words is None or words == there:
        return None
    return (
        f"the words at its place are others: the text reads `{shortened(there)}` from {start} "
        f"to {end}"
        f" ({_found_at(text, words)})"
    )


def _found_at(text: str, words: str) -> str:
    start = text.find(words) if words else -1
    if start < 0 or text.find(words, start + 1) >= 0:
        return _OFFSETS_COUNT
    return f"its words stand from {start} to {start + len(words)}"


def unused_fields(data: StandOff) -> tuple[NotRepresented, ...]:
    """One note for each unknown key with a value: its first place and its count."""
    counts: dict[tuple[str, str], int] = {}
    _count(counts, "$", data.extra)
    for where, shapes in _records_by_list(data):
        for shape in shapes:
            _count(counts, where, shape.model_extra or {})
    for article in data.articles:
        _count(counts, "$.articles[*]", {"dates": article.dates})
    return tuple(
        NotRepresented(
            thing="field", where=where, what=key, reason=_reason_unused(where, key), count=count
        )
        for (where, key), count in counts.items()
    )


def _count(counts: dict[tuple[str, str], int], where: str, extra: Mapping[str, Any]) -> None:
    for key, value in extra.items():
        if value not in (None, "", [], {}):
            counts[where, key] = counts.get((where, key), 0) + 1


def _reason_unused(where: str, key: str) -> str:
    holder = where.removesuffix("[*]").rpartition(".")[2]
    of = "the file" if holder == "$" else holder
    return f"the import reads no key `{key}` of {of}, so what stands under it is in no page"


def _records_by_list(data: StandOff) -> Iterator[tuple[str, Iterable[Shape]]]:
    articles = data.articles
    yield "$.articles[*]", articles
    for name in LISTS_OF_ARTICLE:
        shapes = (shape for article in articles for shape in getattr(article, name))
        yield f"$.articles[*].{name}[*]", shapes
    yield "$.entities[*]", (entity for entity in data.entities if entity.named)
    yield "$.sources[*]", data.sources
