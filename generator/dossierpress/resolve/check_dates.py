"""Dates that cannot be: after the day of publication, or of two things the wrong way round."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from dossierpress.dates import is_after_day, is_before, latest
from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.model.content import Record
from dossierpress.model.site import Article, Key, Site
from dossierpress.resolve.cited_too_early import cited_too_early
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.judged_too_early import judged_too_early, known_too_early
from dossierpress.resolve.older_than_cited import older_than_cited
from dossierpress.resolve.said import Steps, is_said_by_name
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimValue, Report
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.parts import Relation

CAUSED_BY = "caused-by"
_HAVE_COME = ("date", "modified", "published", "accessed", "on", "said", "as_of")
_BEGINS = ("start", "founded", "born")


def check_dates(
    site: Site, records: Mapping[Key, Record], finder: Finder, today: date
) -> Iterator[Diagnostic]:
    """Report published dates that cannot be.

    Args:
        site: As it is published.
        records: As they were written, for their places.
        finder: Finds what is published.
        today: The day of publication.
    """
    published = (
        *(Key(type="article", id=id_) for id_ in site.articles),
        *(Key(type="source", id=id_) for id_ in site.sources),
        *(Key(type="claim", id=id_) for id_ in site.claims.by_id),
    )
    for key in published:
        record = records[key]
        for text, steps in _dated(record.matter, finder):
            if is_after_day(text, today):
                yield Diagnostic(
                    code="ref-future-date",
                    path=record.path,
                    span=record.locate(*steps),
                    message=f"`{text}` is after the day of publication, {today.isoformat()}",
                    hint="mend the date; what is to appear later has `embargo_until`",
                )
    for id_, article in site.articles.items():
        yield from _said_later(id_, article, records[Key(type="article", id=id_)], finder)
    for claim in site.claims.by_id.values():
        record = records[Key(type="claim", id=claim.id)]
        yield from cited_too_early(claim, record, finder)
        yield from judged_too_early(claim, record, finder)
        yield from known_too_early(claim, record, finder)
    yield from older_than_cited(site, records, finder, today)
    yield from _before_their_cause(site, records)


def _dated(value: Any, finder: Finder, *steps: str | int) -> Iterator[tuple[str, Steps]]:
    """The dates of front matter that must have come by now, and where they stand.

    What a claim says may well lie ahead, and so may what is known of entities. Nothing is told of
    what somebody private said: the day could tell who it was.
    """
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _dated(item, finder, *steps, number)
    elif isinstance(value, BaseModel) and _is_told(value, finder):
        for name in type(value).model_fields:
            inner = getattr(value, name)
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


def _said_later(id_: str, article: Article, record: Record, finder: Finder) -> Iterator[Diagnostic]:
    """Report quotations of words that were said only after the article was there."""
    matter = record.matter
    if article.matter.date is None or not isinstance(matter, ArticleMatter):
        return
    there = max((article.matter.date, article.matter.modified or article.matter.date), key=latest)
    for number, words in enumerate(matter.quotations):
        if words.said is None or not _is_told(words, finder):
            continue
        if is_before(there, words.said):
            yield Diagnostic(
                code="anno-said-later",
                path=record.path,
                span=record.locate("quotations", number, "said"),
                message=f"said `{words.said}`, and quoted in `{id_}`, which is of `{there}`",
                hint="mend one of the dates; what was added later has `modified`",
            )


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
