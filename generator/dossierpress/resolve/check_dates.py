"""Dates that cannot be: after the day of publication, or of two things the wrong way round."""

from collections.abc import Iterator, Mapping
from datetime import date

from dossierpress.dates import is_after_day, is_before
from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.model.site import Site
from dossierpress.resolve.cited_too_early import cited_too_early
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.judged_too_early import judged_too_early, known_too_early
from dossierpress.resolve.older_than_cited import claims_older_than_cited
from dossierpress.resolve.record_dates import Dates, still_to_come
from dossierpress.schema.entity import EntityMatter

CAUSED_BY = "caused-by"
_BEGINS = ("start", "founded", "born")


def check_dates(
    site: Site,
    dates: Mapping[Key, Dates],
    records: Mapping[Key, Record],
    finder: Finder,
    today: date,
) -> Iterator[Diagnostic]:
    """Report published dates that cannot be.

    Args:
        site: As it is published.
        dates: What is known of the dates of each published record.
        records: As they were written, for their places.
        finder: Finds what is published.
        today: The day of publication.
    """
    for key, found in dates.items():
        yield from still_to_come(records[key], found, finder, today)
        yield from found.wrong
        # A day that is still to come is told of as such.
        yield from (one for one, cited in found.older if not is_after_day(cited, today))
    for claim in site.claims.by_id.values():
        record = records[Key(type="claim", id=claim.id)]
        yield from cited_too_early(claim, record, finder)
        yield from judged_too_early(claim, record, finder)
        yield from known_too_early(claim, record, finder)
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
