"""What the desk has changed its mind about: every change in the status of a claim."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dossierpress import dates, routes
from dossierpress.emitters.claim_pages import status_anchor
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.annotations import note_lines
from dossierpress.emitters.showing.claims import claim_line
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link
from dossierpress.model.annotations import Noted
from dossierpress.model.claims import Claim
from dossierpress.model.output import Page
from dossierpress.model.site import Key
from dossierpress.schema.annotation import CORRECTION
from dossierpress.schema.claim import StatusChange
from dossierpress.views.claims import CorrectionShown, CorrectionsView, StatusChangeShown


class Correction(NamedTuple):
    """A change in the status of a claim."""

    claim: Claim
    number: int
    """Of the status in its history, from 1."""
    before: StatusChange
    after: StatusChange


def changes_of(claim: Claim) -> list[Correction]:
    """How the desk has changed its mind about a claim, oldest first."""
    return [
        Correction(claim, number, before, after)
        for number, (before, after) in enumerate(pairwise(claim.matter.status), start=1)
        if before.is_ != after.is_
    ]


def corrections_of(edition: Edition) -> list[Correction]:
    """All changes, newest first; undated ones last."""
    zone = edition.config.timezone
    found = [one for claim in edition.site.claims.by_id.values() for one in changes_of(claim)]
    return sorted(
        found,
        key=lambda one: (
            dates.sort_key(one.after.on, newest_first=True, zone=zone),
            one.claim.id,
            -one.number,
        ),
    )


def note_corrections_of(edition: Edition) -> list[Noted]:
    """Annotations that put something right, newest first; undated ones last."""
    zone = edition.config.timezone
    found = [
        note
        for notes in edition.site.annotations.notes.values()
        for note in notes
        if note.written.type == CORRECTION
    ]
    return sorted(
        found,
        key=lambda one: (
            dates.sort_key(one.written.on, newest_first=True, zone=zone),
            one.article,
            one.number,
        ),
    )


def has_corrections(edition: Edition) -> bool:
    """Whether there is a page of corrections."""
    return bool(corrections_of(edition) or note_corrections_of(edition))


def corrections(edition: Edition) -> Iterator[Page]:
    """The page of corrections, on as many pages as it takes; none where nothing has changed."""
    found, notes = corrections_of(edition), note_corrections_of(edition)
    if not found and not notes:
        return
    for sheet in sheets(routes.CORRECTIONS, edition.page_size, found, notes):
        yield Page(
            path=sheet.path,
            template="pages/corrections.html",
            view=_view(sheet, found, notes, edition),
            origin=sheet.origin("the corrections"),
        )


CORRECTIONS = Emitter(name="corrections", emit=corrections)


def _view(
    sheet: Sheet, found: list[Correction], notes: list[Noted], edition: Edition
) -> CorrectionsView:
    here = sheet.path
    return CorrectionsView(
        frame=frame(here, edition, section="claims", indexed=sheet.first),
        notes=note_lines(here, sheet.cut(notes), edition),
        note_total=len(notes),
        corrections=tuple(_correction_shown(here, one, edition) for one in sheet.cut(found)),
        total=len(found),
        pagination=sheet.pagination(),
    )


def change_shown(here: str, one: Correction, edition: Edition) -> StatusChangeShown:
    """What has changed, as a page shows it."""
    page = routes.record(Key(type="claim", id=one.claim.id))
    return StatusChangeShown(
        href=routes.relative(here, page, status_anchor(one.number)),
        before=one.before.is_,
        after=one.after.is_,
        on=date_if_known(one.after.on, edition.config),
        as_of=date_if_known(one.after.as_of, edition.config),
        by=one.after.by,
        note=one.after.note,
    )


def _correction_shown(here: str, one: Correction, edition: Edition) -> CorrectionShown:
    return CorrectionShown(
        line=claim_line(here, one.claim.id, edition),
        change=change_shown(here, one, edition),
        articles=tuple(
            link(here, Key(type="article", id=id_), edition) for id_ in one.claim.articles
        ),
    )
