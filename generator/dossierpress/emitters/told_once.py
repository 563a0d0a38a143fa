"""Quotations and places in texts, each told once where several are the same."""

from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from dossierpress import dates
from dossierpress.emitters.showing.excerpts import LONGEST
from dossierpress.model.annotations import Quoted
from dossierpress.model.site import Mention, Site, SourceCitation

Place = TypeVar("Place", Mention, SourceCitation)

_AT_MOST = 20
"""Words that are meant in one quotation of a sentence that is cut."""


def quoted_once(places: Iterable[Place]) -> tuple[tuple[Place, ...], ...]:
    """Places in texts, those of one sentence together, which is quoted once for all of them."""
    quoted: list[tuple[Place, ...]] = []
    for _, same in groupby(places, key=lambda one: (one.record, one.context.sentence)):
        together = tuple(same)
        is_cut = len(together[0].context.sentence.text) > LONGEST
        size = _AT_MOST if is_cut else len(together)
        quoted += (together[at : at + size] for at in range(0, len(together), size))
    return tuple(quoted)


def told_once(quoted: Iterable[Quoted], site: Site) -> tuple[tuple[Quoted, ...], ...]:
    """Quotations, each with all that print the same words, the earliest print first."""
    found: dict[object, tuple[Quoted, ...]] = {}
    for number, one in enumerate(quoted):
        same = one.written.same
        if same is None:
            found[number] = (one,)
        elif same not in found:
            prints = site.annotations.same[same]
            found[same] = tuple(sorted(prints, key=lambda two: _when(two, site)))
    return tuple(found.values())


def _when(one: Quoted, site: Site) -> tuple[object, ...]:
    date = one.written.on or site.articles[one.article].matter.date
    return (dates.sort_key(date, zone=site.config.timezone), one.article)
