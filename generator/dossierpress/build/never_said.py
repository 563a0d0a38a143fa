"""Corrections of what no published edition has said: a history that was staged.

Known are the edition that is published and the one before it; where there is none, as in a fresh
clone, nothing is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dossierpress import routes
from dossierpress.diagnostics import Diagnostic
from dossierpress.model.content import Parsed, Record
from dossierpress.model.key import Key
from dossierpress.model.site import Site
from dossierpress.project import Project
from dossierpress.schema.annotation import CORRECTION
from dossierpress.schema.article import ArticleMatter
from dossierpress.write import published_paths

CODE = "out-never-said"


def never_said(project: Project, site: Site, parsed: Sequence[Parsed]) -> Iterator[Diagnostic]:
    """Report judgements and words that are corrected on pages which no edition has.

    Args:
        project: Whose editions are looked at.
        site: What is to be published.
        parsed: Every content file, for the places.
    """
    records: dict[Key, Record] = {}
    for record in (record for file in parsed for record in file.records):
        records.setdefault(Key(type=record.type, id=record.id), record)
    found = (*_judgements(site, records), *_words(site, records))
    known = published_paths(project) if found else None
    if known is None:
        return
    for key, problem in found:
        if not _pages(key, records[key]) & known:
            yield problem


def _judgements(site: Site, records: Mapping[Key, Record]) -> Iterator[tuple[Key, Diagnostic]]:
    for id_, claim in site.claims.by_id.items():
        if any(before.is_ != after.is_ for before, after in pairwise(claim.matter.status)):
            key = Key(type="claim", id=id_)
            record = records[key]
            yield (
                key,
                Diagnostic(
                    code=CODE,
                    path=record.path,
                    span=record.locate("status"),
                    message=f"the history of `{id_}` corrects what no published edition has said",
                    hint="keep the last entry of `status` alone; nobody has read the others",
                ),
            )


def _words(site: Site, records: Mapping[Key, Record]) -> Iterator[tuple[Key, Diagnostic]]:
    for id_ in site.articles:
        key = Key(type="article", id=id_)
        record, matter = records[key], records[key].matter
        # What was first published elsewhere has been read there.
        if not isinstance(matter, ArticleMatter) or matter.origin is not None:
            continue
        for number, note in enumerate(matter.annotations):
            if note.type == CORRECTION and not note.withheld:
                yield (
                    key,
                    Diagnostic(
                        code=CODE,
                        path=record.path,
                        span=record.locate("annotations", number, "type"),
                        message=f"this corrects words of `{id_}` that no published edition has",
                        hint="mend the text and delete the annotation; nobody has read the words",
                    ),
                )


def _pages(key: Key, record: Record) -> set[str]:
    """Where its page is, and where it was under earlier ids."""
    formerly = record.matter.formerly
    return {routes.record(Key(type=key.type, id=id_)) for id_ in (key.id, *formerly)}
