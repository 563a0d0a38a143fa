"""Texts that are older than what they cite.

The day of a text is the day on which it was last written at. By the knowledge of which day it is
written (`as_of`) makes no difference: what was known then may be cited from a later print of it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from dossierpress.dates import is_after_day, is_certainly_before, latest
from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.model.claims import Claim
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.model.site import Site
from dossierpress.resolve.collect import references_of
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.record_types import SOURCE
from dossierpress.resolve.reference import Reference, find
from dossierpress.resolve.said import is_said_by_name
from dossierpress.resolve.scrub_claim import Lines
from dossierpress.schema.article import ArticleMatter

CODE = "ref-older-than-cited"
_MEND = (
    "mend one of the dates: `date` is the day of the text, `covers` the days of which it tells;"
    " what was added later has `modified`"
)


def older_than_cited(
    site: Site, records: Mapping[Key, Record], finder: Finder, today: date
) -> Iterator[Diagnostic]:
    """Report articles, annotations and reports that are certainly older than what they cite.

    Args:
        site: As it is published.
        records: As they were written, for their places.
        finder: Finds what is published.
        today: The day of publication; a day after it is told of as such (`ref-future-date`).
    """
    for one, cited in _all(site, records, finder):
        if not is_after_day(cited, today):
            yield one


def _all(
    site: Site, records: Mapping[Key, Record], finder: Finder
) -> Iterator[tuple[Diagnostic, str]]:
    """Each with the day of what is cited."""
    for id_ in site.articles:
        yield from _of_article(id_, records[Key(type="article", id=id_)], site, records, finder)
    for claim in site.claims.by_id.values():
        yield from _of_claim(claim, records[Key(type="claim", id=claim.id)], site, records, finder)


def _of_article(
    id_: str, record: Record, site: Site, records: Mapping[Key, Record], finder: Finder
) -> Iterator[tuple[Diagnostic, str]]:
    matter = record.matter
    if not isinstance(matter, ArticleMatter):
        return
    written = _written(matter)
    told: set[tuple[str, str]] = set()
    for reference in references_of(record):
        if reference.allowed != SOURCE or reference.private:
            continue
        day, what = _citing(reference, matter, id_, written, finder)
        key = find(finder.register, reference.target, SOURCE)
        published = _published(key, site)
        if day is None or published is None or key is None or (what, key.id) in told:
            continue
        if is_certainly_before(day, published):
            told.add((what, key.id))
            problem = Diagnostic(
                code=CODE,
                path=record.path,
                span=reference.span(record),
                message=f"{what} is of `{day}`, and cites `{key.id}`, published `{published}`",
                hint=_MEND,
                notes=(_of_source(records[key]),),
            )
            yield problem, published
    for number, words in enumerate(matter.quotations):
        # What was said too late is told of as such: `anno-said-later`.
        if written is None or words.on is None or not is_said_by_name(words, finder):
            continue
        said_later = words.said is not None and is_certainly_before(written, words.said)
        if not said_later and is_certainly_before(written, words.on):
            problem = Diagnostic(
                code=CODE,
                path=record.path,
                span=record.locate("quotations", number, "on"),
                message=f"`{id_}` is of `{written}`, and quotes what was published `{words.on}`",
                hint=_MEND,
            )
            yield problem, words.on


def _written(matter: ArticleMatter) -> str | None:
    """The day on which a text was last written at."""
    return max((day for day in (matter.date, matter.modified) if day), key=latest, default=None)


def _citing(
    reference: Reference, matter: ArticleMatter, id_: str, written: str | None, finder: Finder
) -> tuple[str | None, str]:
    """The day of what cites, and what it is; an annotation has a day of its own."""
    place = reference.place
    if isinstance(place, tuple) and place[0] == "annotations" and isinstance(place[1], int):
        note = matter.annotations[place[1]]
        return (note.on if is_said_by_name(note, finder) else None), "the annotation"
    return (None if matter.date is None else written), f"`{id_}`"


def _of_claim(
    claim: Claim, record: Record, site: Site, records: Mapping[Key, Record], finder: Finder
) -> Iterator[tuple[Diagnostic, str]]:
    lines = Lines(record=record, finder=finder)
    speak = {one.by for one in claim.reports}
    for report in claim.reports:
        day = report.written.said or report.written.on
        if report.article is not None and day is not None:
            matter = site.articles[report.article].matter
            written = _written(matter) if matter.date else None
            if written is not None and is_certainly_before(written, day):
                holder = records[Key(type="article", id=report.article)]
                problem = Diagnostic(
                    code=CODE,
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
            # Of whoever reports the claim too, `claim-cited-too-early` tells.
            published = _published(party, site) if isinstance(party, Key) else None
            if day is None or published is None or party in speak or not isinstance(party, Key):
                continue
            if is_certainly_before(day, published):
                problem = Diagnostic(
                    code=CODE,
                    path=record.path,
                    span=lines.of("reports", report.number, "citing"),
                    message=f"a report of `{day}` cites `{party.id}`, published `{published}`",
                    hint="mend one of the dates, or name whom the report had it from then",
                    notes=(_of_source(records[party]),),
                )
                yield problem, published


def _published(key: Key | None, site: Site) -> str | None:
    """The date of a source that is published here; None for all else."""
    source = site.sources.get(key.id) if key is not None and key.type == "source" else None
    return source.matter.published if source else None


def _of_source(record: Record) -> Note:
    return Note(
        message=f"the date of `{record.id}` is here",
        path=record.path,
        span=record.locate("published"),
    )
