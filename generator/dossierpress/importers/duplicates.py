"""Records of one file that share an id: those that say the same are one, the others are told of."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from dossierpress.importers.report import NotRepresented, Thing
from dossierpress.importers.shapes import EntityShape, Shape, SourceShape, StandOff

S = TypeVar("S", EntityShape, SourceShape)


def duplicates(data: StandOff) -> StandOff:
    """The data with one record for each id of an entity and of a source.

    Mentions and relations say by id whom they mean. Where several records have one id and are not
    the same, nobody can tell which of them it is, so none is kept: a link to the wrong one would
    say of somebody what was said of another. Articles are referred to by nobody, and all are kept.
    """
    notes: list[NotRepresented] = []
    entities = _one_each(data.entities, "entity", _entity, notes)
    sources = _one_each(data.sources, "source", _source, notes)
    _articles(data, notes)
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
            notes.append(_note(record, thing, record.name, reason))
        elif first[record.id] is not record:
            reason = f"it says again what stands at {first[record.id].where}"
            notes.append(_note(record, thing, record.name, reason))
    return tuple(one for id_, one in first.items() if id_ not in clashing)


def _entity(one: EntityShape) -> tuple[str, ...]:
    return (one.kind or "", one.name, one.wikidata or "", str(one.named), _rest(one))


def _source(one: SourceShape) -> tuple[str, ...]:
    return (one.kind or "", one.name, one.url or "", _rest(one))


def _rest(one: Shape) -> str:
    """Keys that the form does not name, one of which may say that it is private."""
    return str(sorted((one.model_extra or {}).items(), key=str))


def _articles(data: StandOff, notes: list[NotRepresented]) -> None:
    first: dict[str, Shape] = {}
    for article in data.articles:
        if article.id is None:
            continue
        earlier = first.setdefault(article.id, article)
        if earlier is not article:
            reason = f"it is the id of {earlier.where} too; both are there"
            notes.append(_note(article, "field", article.id, reason))


def _note(record: Shape, thing: Thing, what: str, reason: str) -> NotRepresented:
    return NotRepresented(thing=thing, where=record.where, what=what, reason=reason)
