"""Check dates: those after the day of publication, and pairs in the wrong order.

`dates_of` checks one record by itself and against what it cites, independent of the day of
publication; `check_dates` checks the published dossier on that day.
"""

from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, date
from functools import cache
from typing import Any, get_args

from msgspec import Struct
from pydantic import BaseModel

from dossierpress.claims.checks.dates import cited_too_early, judged_too_early, known_too_early
from dossierpress.indexes.checks.older_than_cited import (
    articles_older_than_cited,
    claims_older_than_cited,
)
from dossierpress.kernel.dates import is_after_day, is_before, latest
from dossierpress.kernel.dates.read import read_date
from dossierpress.kernel.diagnostics import Diagnostic, Note
from dossierpress.kernel.key import Key
from dossierpress.links.visible_text import is_said_by_name
from dossierpress.model.content import Record
from dossierpress.model.site import Site
from dossierpress.records.references import Steps
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimValue, Report
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.shared_types import Relation
from dossierpress.visibility.scrub import ClaimPlaces
from dossierpress.visibility.withheld import PublishedFinder

_HAVE_COME = ("date", "modified", "published", "accessed", "on", "said", "as_of")
_DATED = ("article", "source", "claim")
"""Types of records whose dates must not be after the day of publication."""


class RecordDates(Struct, frozen=True, kw_only=True, array_like=True):
    """The checks of the dates of a published record that do not depend on today."""

    newest: tuple[int, int, int]
    """(year, month, day): no date that must not be in the future begins later than this. Years that
    no day of publication reaches are all the same."""
    wrong: tuple[Diagnostic, ...]
    """Problems with dates in the wrong order."""
    older: tuple[tuple[Diagnostic, str], ...]
    """(problem with a cited record, its date), which counts unless that date is in the future."""


def dates_of(record: Record, finder: PublishedFinder, *, cites: bool) -> RecordDates:
    """Check the dates of a published record.

    Args:
        record: As it was written.
        finder: Finds what is published.
        cites: Whether its text has any citation, and has to be searched.
    """
    dated = _have_come(record, finder)
    return RecordDates(
        newest=max((_first_day(text) for text, _ in dated), default=(0, 0, 0)),
        wrong=tuple(_said_later(record, finder)),
        older=tuple(articles_older_than_cited(record, finder, cites=cites)),
    )


def still_to_come(
    record: Record, dates: RecordDates, finder: PublishedFinder, today: date
) -> Iterator[Diagnostic]:
    """Report dates of a published record that are after today and must not be."""
    if dates.newest <= (today.year, today.month, today.day):
        return
    for text, steps in _have_come(record, finder):
        if is_after_day(text, today):
            yield Diagnostic(
                code="ref-future-date",
                path=record.path,
                span=record.locate(*steps),
                message=f"`{text}` is after the day of publication, {today.isoformat()}",
                hint="mend the date; what is to appear later has `embargo_until`",
            )


def _first_day(text: str) -> tuple[int, int, int]:
    year, month, day = read_date(text).first
    return max(0, min(year, MAXYEAR + 1)), month, day


def _have_come(record: Record, finder: PublishedFinder) -> list[tuple[str, Steps]]:
    """The dates of front matter that must not be in the future, with their places.

    What a claim says may lie in the future, and so may facts on entities. Days of private parties
    are skipped: a day could reveal who it was.
    """
    found: list[tuple[str, Steps]] = []
    if record.type in _DATED:
        _add_dates(record.matter, (), finder, found)
    return found


def _add_dates(
    value: BaseModel, steps: Steps, finder: PublishedFinder, found: list[tuple[str, Steps]]
) -> None:
    """Add the dates of a part of front matter; `steps` lead to it."""
    if not _is_shown(value, finder):
        return
    for name, is_date in _fields_with_dates(value.__class__):
        inner = getattr(value, name)
        if not inner:
            continue
        if is_date:
            found.append((inner, (*steps, name)))
        elif isinstance(inner, tuple):
            for number, item in enumerate(inner):
                _add_dates(item, (*steps, name, number), finder, found)
        else:
            _add_dates(inner, (*steps, name), finder, found)


@cache
def _fields_with_dates(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """(field of a model that is or holds a date that has come, whether it is one), in order."""
    return tuple(
        (name, name in _HAVE_COME)
        for name, field in model.model_fields.items()
        if name in _HAVE_COME or any(map(_fields_with_dates, _models_in(field.annotation)))
    )


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in get_args(annotation):
        yield from _models_in(one)


def _is_shown(value: BaseModel, finder: PublishedFinder) -> bool:
    match value:
        case ClaimValue():
            return False
        case Report() | SpokenWords() | Annotation():
            return is_said_by_name(value, finder)
        case Relation():
            return not value.withheld
        case _:
            return True


def _said_later(record: Record, finder: PublishedFinder) -> Iterator[Diagnostic]:
    """Report quotations of words that were said after the article was published."""
    matter = record.matter
    if not isinstance(matter, ArticleMatter) or matter.date is None:
        return
    there = max((matter.date, matter.modified or matter.date), key=latest)
    for number, words in enumerate(matter.quotations):
        if words.said is None or not _is_shown(words, finder):
            continue
        if is_before(there, words.said):
            yield Diagnostic(
                code="anno-said-later",
                path=record.path,
                span=record.locate("quotations", number, "said"),
                message=f"said `{words.said}`, and quoted in `{record.id}`, which is of `{there}`",
                hint="mend one of the dates; what was added later has `modified`",
            )


CAUSED_BY = "caused-by"
_BEGINS = ("start", "founded", "born")


def check_dates(
    site: Site,
    dates: Mapping[Key, RecordDates],
    records: Mapping[Key, Record],
    finder: PublishedFinder,
    today: date,
) -> Iterator[Diagnostic]:
    """Report impossible dates in what is published.

    Args:
        site: As it is published.
        dates: The checks of each published record that do not depend on today.
        records: As they were written, for their places.
        finder: Finds what is published.
        today: The day of publication.
    """
    for key, found in dates.items():
        yield from still_to_come(records[key], found, finder, today)
        yield from found.wrong
        # `ref-future-date` reports days in the future.
        yield from (one for one, cited in found.older if not is_after_day(cited, today))
    for claim in site.claims.by_id.values():
        lines = ClaimPlaces(record=records[Key(type="claim", id=claim.id)], finder=finder)
        yield from cited_too_early(claim, lines)
        yield from judged_too_early(claim, lines)
        yield from known_too_early(claim, lines)
    yield from claims_older_than_cited(site, records, finder, today)
    yield from _before_their_cause(site, records)


def _before_their_cause(site: Site, records: Mapping[Key, Record]) -> Iterator[Diagnostic]:
    for id_, relations in site.relations.items():
        for relation in relations:
            if relation.type != CAUSED_BY:
                continue
            begins, caused = _begin(site, id_), _begin(site, relation.there)
            if begins is None or caused is None or not is_before(begins, caused):
                continue
            record = records[Key(type="entity", id=id_)]
            cause = records[Key(type="entity", id=relation.there)]
            yield Diagnostic(
                code="ref-before-its-cause",
                path=record.path,
                span=record.locate("relations"),
                message=f"`{id_}` began `{begins}`, before `{relation.there}`, which caused it",
                hint="mend the date of one of the two, or turn the relation round",
                notes=(
                    Note(
                        message=f"`{relation.there}` began `{caused}`",
                        path=cause.path,
                        span=cause.span,
                    ),
                ),
            )


def _begin(site: Site, id_: str) -> str | None:
    matter: EntityMatter = site.entities[id_].matter
    for one in matter.properties:
        if one.name in _BEGINS and one.type == "date":
            return one.value
    return None
