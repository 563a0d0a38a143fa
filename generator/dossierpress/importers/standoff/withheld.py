"""What the data itself marks as not to be published: imported as withheld, or left out."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.importers.report import NotRepresented, Thing
from dossierpress.importers.standoff.form import LISTS_OF_ARTICLE, ArticleShape, Shape, StandOff
from dossierpress.schema.withholding import is_of_tags, tag_withholds, withholds

Matter = Mapping[str, Any]
S = TypeVar("S", bound=Shape)

_DEEPEST = 8


class WithheldRecords(Struct, frozen=True, kw_only=True):
    """Front matter for records that must not be published."""

    articles: Mapping[str, Matter]
    """JSON path -> keys, `{"status": "draft"}`."""
    entities: Mapping[str, Matter]
    """Id in the data -> keys."""
    sources: Mapping[str, Matter]
    notes: tuple[NotRepresented, ...]
    """What was left out, and what is imported as withheld."""


def withhold(data: StandOff, today: date) -> tuple[StandOff, WithheldRecords]:
    """Remove withheld annotations, and return which records are withheld.

    Args:
        data: As it was read.
        today: A day of publication up to this one keeps nothing back.
    """
    whole = key_that_withholds(data.extra, today)
    notes: list[NotRepresented] = []
    articles: dict[str, Matter] = {}
    kept = []
    for article in data.articles:
        key = whole or key_that_withholds(article.model_extra or {}, today)
        if key is not None:
            articles[article.where] = {"status": "draft"}
            notes.append(_note("article", article.where, key, "it is imported as a draft"))
        left, more = _without_withheld(article, today)
        notes += more
        kept.append(left)
    return replace(data, articles=tuple(kept)), WithheldRecords(
        articles=articles,
        entities=dict(_private_records("entity", data.entities, whole, today, notes)),
        sources=dict(_private_records("source", data.sources, whole, today, notes)),
        notes=tuple(notes),
    )


def key_that_withholds(extra: Mapping[str, Any], today: date, deep: int = 0) -> str | None:
    """The first key of an object, or of a value in it, that says not to publish it."""
    for key, value in extra.items():
        if isinstance(value, dict):
            found = withholds(key, "…") if value else None
            inner = key_that_withholds(value, today, deep + 1) if deep < _DEEPEST else key
            if found or inner:
                return key
        elif isinstance(value, list):
            said = any(isinstance(one, str) and tag_withholds(one) for one in value)
            inside = any(
                isinstance(one, dict)
                and (deep >= _DEEPEST or key_that_withholds(one, today, deep + 1))
                for one in value
            )
            if inside or (said and is_of_tags(key)) or (value and withholds(key, "…")):
                return key
        else:
            found = withholds(key, _text(value))
            if found and not (found.sort == "day" and _is_past(str(value), today)):
                return key
    return None


def _is_past(day: str, today: date) -> bool:
    """Whether a date in any common form has passed, with a day's margin for time zones."""
    return bool(re.match(r"\d{4}(-\d\d)?", day)) and day[:10] <= today.isoformat()


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else str(value).lower()


def _private_records(
    thing: Thing,
    shapes: tuple[Any, ...],
    whole: str | None,
    today: date,
    notes: list[NotRepresented],
) -> Iterator[tuple[str, Matter]]:
    for shape in shapes:
        key = whole or key_that_withholds(shape.model_extra or {}, today)
        if key is not None:
            yield shape.id, {"private": True}
            notes.append(_note(thing, shape.where, key, "it is imported as private"))


def _without_withheld(
    article: ArticleShape, today: date
) -> tuple[ArticleShape, list[NotRepresented]]:
    notes: list[NotRepresented] = []
    update: dict[str, tuple[Shape, ...]] = {}
    for name, thing in LISTS_OF_ARTICLE.items():
        kept = []
        for shape in getattr(article, name):
            key = key_that_withholds(shape.model_extra or {}, today)
            if key is None:
                kept.append(shape)
            else:
                notes.append(_note(thing, shape.where, key, "it is left out"))
        if len(kept) < len(getattr(article, name)):
            update[name] = tuple(kept)
    return (article.model_copy(update=update) if update else article), notes


def _note(thing: Thing, where: str, key: str, became: str) -> NotRepresented:
    return NotRepresented(
        thing=thing, where=where, what=key, reason=f"`{key}` keeps it back, so {became}"
    )
