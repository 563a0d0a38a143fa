"""Texts that are older than what they cite.

The day of a text is that of its last change. The day of its knowledge (`as_of`) does not matter:
what was known then may be cited from a later print.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from dossierpress.kernel.dates import is_after_day, is_certainly_before, latest
from dossierpress.kernel.diagnostics import Diagnostic, Note
from dossierpress.kernel.key import Key
from dossierpress.links.visible_text import is_said_by_name
from dossierpress.model.claims import Claim
from dossierpress.model.content import Record
from dossierpress.model.site import Site
from dossierpress.records.facets import SOURCE
from dossierpress.records.references import (
    Reference,
    find_record,
    references_of,
    references_of_matter,
)
from dossierpress.schema.article import ArticleMatter
from dossierpress.visibility.scrub import ClaimPlaces
from dossierpress.visibility.withheld import PublishedFinder

_OLDER_THAN_CITED = "ref-older-than-cited"


_MEND = (
    "mend one of the dates: `date` is the day of the text, `covers` the days of which it tells;"
    " what was added later has `modified`"
)


def articles_older_than_cited(
    record: Record, finder: PublishedFinder, *, cites: bool
) -> Iterator[tuple[Diagnostic, str]]:
    """Find dates of a published article that are certainly before those of what it cites.

    Args:
        record: As it was written.
        finder: Finds what is published.
        cites: Whether its text has any citation, and has to be searched.

    Returns:
        (problem, day of what is cited).
    """
    matter = record.matter
    if not isinstance(matter, ArticleMatter):
        return
    written = _written(matter)
    reported: set[tuple[str, str]] = set()
    for reference in references_of(record) if cites else references_of_matter(record):
        if reference.allowed != SOURCE or reference.private:
            continue
        day, what = _citing(reference, matter, record.id, written, finder)
        key = find_record(finder.register, reference.target, SOURCE)
        published = _day_of(key, finder)
        if day is None or published is None or key is None or (what, key.id) in reported:
            continue
        if is_certainly_before(day, published):
            reported.add((what, key.id))
            problem = Diagnostic(
                code=_OLDER_THAN_CITED,
                path=record.path,
                span=reference.span(record),
                message=f"{what} is of `{day}`, and cites `{key.id}`, published `{published}`",
                hint=_MEND,
                notes=(_dated_here(key, finder),),
            )
            yield problem, published
    for number, words in enumerate(matter.quotations):
        # `anno-said-later` reports words that were said too late.
        if written is None or words.on is None or not is_said_by_name(words, finder):
            continue
        said_later = words.said is not None and is_certainly_before(written, words.said)
        if not said_later and is_certainly_before(written, words.on):
            problem = Diagnostic(
                code=_OLDER_THAN_CITED,
                path=record.path,
                span=record.locate("quotations", number, "on"),
                message=f"`{record.id}` is of `{written}`,"
                f" and quotes what was published `{words.on}`",
                hint=_MEND,
            )
            yield problem, words.on


def _written(matter: ArticleMatter) -> str | None:
    """The day of the last change of a text."""
    return max((day for day in (matter.date, matter.modified) if day), key=latest, default=None)


def _citing(
    reference: Reference,
    matter: ArticleMatter,
    id_: str,
    written: str | None,
    finder: PublishedFinder,
) -> tuple[str | None, str]:
    """(day of what cites, what it is); an annotation has a day of its own."""
    place = reference.place
    if isinstance(place, tuple) and place[0] == "annotations" and isinstance(place[1], int):
        note = matter.annotations[place[1]]
        return (note.on if is_said_by_name(note, finder) else None), "the annotation"
    return (None if matter.date is None else written), f"`{id_}`"


def claims_older_than_cited(
    site: Site, records: Mapping[Key, Record], finder: PublishedFinder, today: date
) -> Iterator[Diagnostic]:
    """Report reports of published claims that are certainly older than what they cite.

    Args:
        site: As it is published.
        records: As they were written, for their places.
        finder: Finds what is published.
        today: The day of publication; `ref-future-date` reports days after it.
    """
    for claim in site.claims.by_id.values():
        record = records[Key(type="claim", id=claim.id)]
        for one, cited in _of_claim(claim, record, site, records, finder):
            if not is_after_day(cited, today):
                yield one


def _of_claim(
    claim: Claim, record: Record, site: Site, records: Mapping[Key, Record], finder: PublishedFinder
) -> Iterator[tuple[Diagnostic, str]]:
    lines = ClaimPlaces(record=record, finder=finder)
    speak = {one.by for one in claim.reports}
    for report in claim.reports:
        day = report.written.said or report.written.on
        if report.article is not None and day is not None:
            matter = site.articles[report.article].matter
            written = _written(matter) if matter.date else None
            if written is not None and is_certainly_before(written, day):
                holder = records[Key(type="article", id=report.article)]
                problem = Diagnostic(
                    code=_OLDER_THAN_CITED,
                    path=record.path,
                    span=lines.of("reports", report.number, "article"),
                    message=f"`{report.article}` is of `{written}`, and holds a report of `{day}`",
                    hint=_MEND,
                    notes=(
                        Note(
                            message=f"`{report.article}` is dated here",
                            path=holder.path,
                            span=holder.locate("modified" if matter.modified else "date"),
                        ),
                    ),
                )
                yield problem, day
        day = report.written.on or report.written.said
        for party in report.citing:
            # `claim-cited-too-early` covers parties that report the claim as well.
            published = _day_of(party, finder) if isinstance(party, Key) else None
            if day is None or published is None or party in speak or not isinstance(party, Key):
                continue
            if is_certainly_before(day, published):
                problem = Diagnostic(
                    code=_OLDER_THAN_CITED,
                    path=record.path,
                    span=lines.of("reports", report.number, "citing"),
                    message=f"a report of `{day}` cites `{party.id}`, published `{published}`",
                    hint="mend one of the dates, or name whom the report had it from then",
                    notes=(_dated_here(party, finder),),
                )
                yield problem, published


def _day_of(key: Key | None, finder: PublishedFinder) -> str | None:
    """The date of a source that is published; None for all other records."""
    if key is None or key.type != "source" or key in finder.withheld:
        return None
    return finder.register.dates[key]


def _dated_here(key: Key, finder: PublishedFinder) -> Note:
    place = finder.register.dated_at[key]
    return Note(message=f"the date of `{key.id}` is here", path=place.path, span=place.span)
