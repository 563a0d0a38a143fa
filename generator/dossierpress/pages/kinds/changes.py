"""What each edition changed, where the settings ask for it: of meaning, not of bytes."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import get_args

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key, key_named
from dossierpress.meaning.changes import RECORD_FACTS
from dossierpress.meaning.shown import other_of
from dossierpress.model.output import Page
from dossierpress.pages.components.dates import date_shown
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import name_shown, record_link
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.changes import ChangesView, EditionShown, MeaningChange, RecordChanges
from dossierpress.pages.views.parts import NameShown
from dossierpress.schema.claim import ClaimStatus
from dossierpress.schema.kept_changes import Change, EditionChanges

MOST = 300
"""Changes of one edition that are shown."""
_EDITIONS = 50
"""Editions on one page, at most."""


def changes_pages(site: TrackedSite, _: str) -> Iterator[Page]:
    """The page of changes, on as many pages as it takes; none where nothing has changed."""
    if not site.overall.has_changes:
        return
    for sheet in sheets(routes.CHANGES, site, site.editions, most=_EDITIONS):
        yield Page(
            path=sheet.path,
            template="pages/changes.html",
            make_view=partial(_view, sheet, site),
            origin=sheet.origin("the page of changes"),
        )


CHANGES = PageKind(
    name="changes",
    views={"pages/changes.html": ChangesView},
    keys=only_one,
    make=changes_pages,
    listed=lambda site: listed_if(site.overall.has_changes, routes.CHANGES),
)


def _view(sheet: Sheet, site: TrackedSite) -> ChangesView:
    return ChangesView(
        frame=frame(sheet.path, site, indexed=sheet.first),
        editions=tuple(_edition(sheet.path, one, site) for one in sheet.cut(site.editions)),
        total=len(site.editions),
        pagination=sheet.pagination(),
    )


def _edition(here: str, edition: EditionChanges, site: TrackedSite) -> EditionShown:
    return EditionShown(
        day=date_shown(edition.day, site),
        anchor=f"edition_{edition.day}",
        records=tuple(
            _of_record(here, of, tuple(changes), site)
            for of, changes in groupby(edition.changes[:MOST], key=lambda one: one.fact.of)
        ),
        more=len(edition.changes[MOST:]),
    )


def _of_record(here: str, of: str, changes: tuple[Change, ...], site: TrackedSite) -> RecordChanges:
    gone = any(one.now is None and one.fact.what in RECORD_FACTS for one in changes)
    return RecordChanges(
        record=None if gone else record_link(here, key_named(of), site),
        changes=tuple(_change(here, one, site) for one in changes),
    )


def _change(here: str, change: Change, site: TrackedSite) -> MeaningChange:
    fact, key, other = change.fact, key_named(change.fact.of), other_of(change)
    was, now = change.was, change.now
    in_words = fact.what in (*RECORD_FACTS, "note", "correction")
    # The link to a record says its name.
    said_by_link = fact.what in RECORD_FACTS and not was
    is_count = fact.what == "count" and was is not None and now is not None
    return MeaningChange(
        what=what_of(change),
        way="new" if was is None else "gone" if now is None else "changed",
        other=record_link(here, key_named(other), site) if other else None,
        relation=fact.item.rpartition(" ")[0] if fact.what == "relation" else None,
        status=(_status(was), _status(now)) if fact.what == "status" else (None, None),
        counts=(_count(was or ""), _count(now or "")) if is_count else None,
        was=_words(was, key, site) if in_words else None,
        now=_words(now if in_words and not said_by_link else fact.item, key, site)
        if in_words or fact.what == "alias"
        else None,
    )


def what_of(change: Change) -> str:
    """What has changed: a key of the theme's words. Of the fact that a record is, the record."""
    fact = change.fact
    return fact.of.partition(":")[0] if fact.what in RECORD_FACTS else fact.what


def _words(words: str | None, key: Key, site: TrackedSite) -> NameShown | None:
    if not words:
        return None
    match key.type:
        case "article":
            lang = site.records.articles[key.id].matter.lang
        case "claim":
            lang = site.records.claims.by_id[key.id].matter.lang
        case _:
            lang = None
    return name_shown(words, lang, site)


def _count(ends: str) -> str:
    least, _, most = ends.partition("-")
    return least if least == most else f"{least}–{most}"


def _status(word: str | None) -> ClaimStatus | None:
    return next((one for one in get_args(ClaimStatus) if one == word), None)
