"""What the page of changes shows."""

from typing import Literal

from dossierpress.pages.views.lists import Pagination
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import DateShown, NameShown, RecordLink, View
from dossierpress.schema.claim import ClaimStatus


class MeaningChange(View, frozen=True, kw_only=True):
    """One thing that an edition says in another way than the one before."""

    what: str
    """What has changed, a key of the theme's words: claim, status, alias."""
    way: Literal["new", "changed", "gone"]
    """How."""
    other: RecordLink | None
    """The other record that it is about: an origin, or who the relation is to."""
    relation: str | None
    """What the relation is called, or its type where two claims have it."""
    status: tuple[ClaimStatus | None, ClaimStatus | None]
    """What the desk held of the claim, and holds now."""
    counts: tuple[str, str] | None
    """How many independent origins there were, and are: `1–2`."""
    was: NameShown | None
    """The words before."""
    now: NameShown | None
    """The words now."""


class RecordChanges(View, frozen=True, kw_only=True):
    """What an edition changed of one record."""

    record: RecordLink | None
    """The record; None where it is gone."""
    changes: tuple[MeaningChange, ...]
    """What has changed."""


class EditionShown(View, frozen=True, kw_only=True):
    """What the edition of a day changed."""

    day: DateShown
    """The day."""
    anchor: str
    """Id of it on the page."""
    records: tuple[RecordChanges, ...]
    """Each record of which something changed."""
    more: int
    """Changes that are not shown, of very many."""


class ChangesView(View, frozen=True, kw_only=True):
    """What each edition changed."""

    frame: Frame
    """What surrounds the page."""
    editions: tuple[EditionShown, ...]
    """Newest first."""
    total: int
    """How many editions changed something."""
    pagination: Pagination | None
    """The way to the other pages."""
