"""Corrections: changes in the status of claims, and annotations that put something right."""

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from dossierpress.kernel import dates
from dossierpress.model.annotations import PlacedAnnotation
from dossierpress.model.site import Site
from dossierpress.schema.annotation import CORRECTION
from dossierpress.schema.claim import StatusChange


class StatusCorrection(Struct, frozen=True, kw_only=True, gc=False):
    """A change in the status of a claim."""

    claim: str
    number: int
    """Of the status in its history, from 1."""
    before: StatusChange
    after: StatusChange


def corrections_of_claim(claim: str, history: Iterable[StatusChange]) -> list[StatusCorrection]:
    """How the desk has changed its mind about a claim, oldest first."""
    return [
        StatusCorrection(claim=claim, number=number, before=before, after=after)
        for number, (before, after) in enumerate(pairwise(history), start=1)
        if before.is_ != after.is_
    ]


def corrections_of(site: Site) -> tuple[StatusCorrection, ...]:
    """All changes, newest first; undated ones last."""
    zone = site.config.timezone
    found = (
        one
        for claim in site.claims.by_id.values()
        for one in corrections_of_claim(claim.id, claim.matter.status)
    )
    return tuple(
        sorted(
            found,
            key=lambda one: (
                dates.sort_key(one.after.on, newest_first=True, zone=zone),
                one.claim,
                -one.number,
            ),
        )
    )


def note_corrections_of(site: Site) -> tuple[PlacedAnnotation, ...]:
    """Annotations that put something right, newest first; undated ones last."""
    zone = site.config.timezone
    found = (
        note
        for notes in site.annotations.notes.values()
        for note in notes
        if note.written.type == CORRECTION
    )
    return tuple(
        sorted(
            found,
            key=lambda one: (
                dates.sort_key(one.written.on, newest_first=True, zone=zone),
                one.article,
                one.number,
            ),
        )
    )
