"""Dates that cannot be: after the day of publication, or an event before its cause."""

from collections.abc import Iterator, Mapping
from datetime import date

from dossierpress.dates import earliest, latest
from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.model.content import Record
from dossierpress.model.site import Key, Site
from dossierpress.resolve.said import Steps
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter

CAUSED_BY = "caused-by"
_BEGINS = ("start", "founded", "born")


def check_dates(site: Site, records: Mapping[Key, Record], today: date) -> Iterator[Diagnostic]:
    """Report published dates that cannot be.

    Args:
        site: As it is published.
        records: As they were written, for their places.
        today: The day of publication.
    """
    published = (
        *(Key(type="article", id=id_) for id_ in site.articles),
        *(Key(type="source", id=id_) for id_ in site.sources),
        *(Key(type="claim", id=id_) for id_ in site.claims.by_id),
    )
    for key in published:
        record = records[key]
        for text, steps in _dated(record):
            if text is not None and earliest(text) > today:
                yield Diagnostic(
                    code="ref-future-date",
                    path=record.path,
                    span=record.locate(*steps),
                    message=f"`{text}` is after the day of publication, {today.isoformat()}",
                    hint="mend the date; what is to appear later has `embargo_until`",
                )
    yield from _before_their_cause(site, records)


def _dated(record: Record) -> Iterator[tuple[str | None, Steps]]:
    """What must have happened by now. Events may well lie ahead."""
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        yield matter.date, ("date",)
        yield matter.modified, ("modified",)
        for number, use in enumerate(matter.sources):
            yield use.accessed, ("sources", number, "accessed")
    elif isinstance(matter, SourceMatter):
        yield matter.published, ("published",)
        for number, access in enumerate(matter.access):
            yield access.accessed, ("access", number, "accessed")
    elif isinstance(matter, ClaimMatter):
        for number, status in enumerate(matter.status):
            yield status.on, ("status", number, "on")
        for number, report in enumerate(matter.reports):
            yield report.on, ("reports", number, "on")
            yield report.said, ("reports", number, "said")
            yield report.accessed, ("reports", number, "accessed")


def _before_their_cause(site: Site, records: Mapping[Key, Record]) -> Iterator[Diagnostic]:
    for id_, relations in site.relations.items():
        for relation in relations:
            if relation.type != CAUSED_BY:
                continue
            begins, caused = _begin(site, id_), _begin(site, relation.there)
            if begins is None or caused is None or latest(begins) >= earliest(caused):
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
