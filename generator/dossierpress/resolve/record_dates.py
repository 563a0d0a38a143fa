"""The dates of one record by themselves, and beside those of what it cites."""

from collections.abc import Iterator
from datetime import MAXYEAR, date
from typing import Any

from msgspec import Struct
from pydantic import BaseModel

from dossierpress.dates import is_after_day, is_before, latest
from dossierpress.dates.read import read
from dossierpress.diagnostics import Diagnostic
from dossierpress.model.content import Record
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.older_than_cited import articles_older_than_cited
from dossierpress.resolve.said import Steps, is_said_by_name
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimValue, Report
from dossierpress.schema.parts import Relation

_HAVE_COME = ("date", "modified", "published", "accessed", "on", "said", "as_of")
_DATED = ("article", "source", "claim")
"""Types of record whose dates must have come when they are published."""


class Dates(Struct, frozen=True, kw_only=True, array_like=True):
    """What is known of the dates of a published record, whatever day it is."""

    newest: tuple[int, int, int]
    """(year, month, day): no date that must have come begins later than this. Years that no day of
    publication reaches are all the same."""
    wrong: tuple[Diagnostic, ...]
    """Dates the wrong way round."""
    older: tuple[tuple[Diagnostic, str], ...]
    """The same with something cited whose date may be still to come: problem, that date."""


def dates_of(record: Record, finder: Finder, *, cites: bool) -> Dates:
    """Look at the dates of a published record.

    Args:
        record: As it was written.
        finder: Finds what is published.
        cites: Whether its text has any citation, and need be looked through.
    """
    told = _have_come(record, finder)
    return Dates(
        newest=max((_first_day(text) for text, _ in told), default=(0, 0, 0)),
        wrong=tuple(_said_later(record, finder)),
        older=tuple(articles_older_than_cited(record, finder, cites=cites)),
    )


def still_to_come(
    record: Record, dates: Dates, finder: Finder, today: date
) -> Iterator[Diagnostic]:
    """Report dates of a published record that must have come and have not."""
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
    year, month, day = read(text).first
    return max(0, min(year, MAXYEAR + 1)), month, day


def _have_come(record: Record, finder: Finder) -> Iterator[tuple[str, Steps]]:
    if record.type in _DATED:
        yield from _dated(record.matter, finder)


def _dated(value: Any, finder: Finder, *steps: str | int) -> Iterator[tuple[str, Steps]]:
    """The dates of front matter that must have come by now, and where they stand.

    What a claim says may well lie ahead, and so may what is known of entities. Nothing is told of
    what somebody private said: the day could tell who it was.
    """
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _dated(item, finder, *steps, number)
    elif isinstance(value, BaseModel) and _is_told(value, finder):
        for name, inner in vars(value).items():
            if name in _HAVE_COME:
                if inner is not None:
                    yield inner, (*steps, name)
            elif isinstance(inner, tuple | BaseModel):  # most are texts
                yield from _dated(inner, finder, *steps, name)


def _is_told(value: BaseModel, finder: Finder) -> bool:
    match value:
        case ClaimValue():
            return False
        case Report() | SpokenWords() | Annotation():
            return is_said_by_name(value, finder)
        case Relation():
            return not value.withheld
        case _:
            return True


def _said_later(record: Record, finder: Finder) -> Iterator[Diagnostic]:
    """Report quotations of words that were said only after the article was there."""
    matter = record.matter
    if not isinstance(matter, ArticleMatter) or matter.date is None:
        return
    there = max((matter.date, matter.modified or matter.date), key=latest)
    for number, words in enumerate(matter.quotations):
        if words.said is None or not _is_told(words, finder):
            continue
        if is_before(there, words.said):
            yield Diagnostic(
                code="anno-said-later",
                path=record.path,
                span=record.locate("quotations", number, "said"),
                message=f"said `{words.said}`, and quoted in `{record.id}`, which is of `{there}`",
                hint="mend one of the dates; what was added later has `modified`",
            )
