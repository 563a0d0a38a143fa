"""Backlinks: mentions and citations in their sentences, grouped by the record whose text it is."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.site import ClaimPlace, Context, Mention, SourceCitation
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import name_shown, record_link
from dossierpress.pages.tables.excerpts import ExcerptPart, excerpt
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import (
    Backlink,
    BacklinkGroup,
    DateShown,
    ExcerptWords,
    RecordLink,
)
from dossierpress.records.listing import group


def backlink_groups(
    here: str, quoted: Iterable[Sequence[Mention | SourceCitation]], site: TrackedSite
) -> tuple[BacklinkGroup, ...]:
    """The places of `grouped_by_sentence`, grouped by the record whose text it is."""
    return tuple(
        _backlink_group(here, key, group, site)
        for key, group in groupby(quoted, key=lambda places: places[0].record)
    )


def _backlink_group(
    here: str,
    key: Key,
    quoted: Iterable[Sequence[Mention | SourceCitation]],
    site: TrackedSite,
) -> BacklinkGroup:
    record = record_link(here, key, site)
    quotations = tuple(
        _backlink(record, key, places[0].anchor, [one.context for one in places], site)
        for places in quoted
    )
    return BacklinkGroup(record=record, date=date_of(key, site), quotations=quotations)


def claim_places(
    here: str, article: Key, places: Iterable[ClaimPlace], site: TrackedSite
) -> tuple[Backlink, ...]:
    """The words of an article that carry a claim, each sentence once."""
    record = record_link(here, article, site)
    return tuple(
        _backlink(record, article, there[0].anchor, [one.context for one in there], site)
        for there in group((one.context.sentence, one) for one in places).values()
    )


def _backlink(
    record: RecordLink, key: Key, anchor: str, places: Sequence[Context], site: TrackedSite
) -> Backlink:
    """The sentence of some words, all of one, with the way to an anchor on the page of a record."""
    parts = excerpt(places[0].sentence, [(one.start, one.end) for one in places])
    lang = site.heads[key].lang
    words = name_shown("".join(part.text for part in parts if not part.meant), lang, site)
    first = next((number for number, part in enumerate(parts) if part.meant), None)
    return Backlink(
        href=f"{record.href}#{routes.encode_fragment(anchor)}",
        parts=tuple(
            _excerpt_words(part, first=number == first) for number, part in enumerate(parts)
        ),
        named=first is not None,
        lang=words.lang,
        dir=words.dir,
    )


def _excerpt_words(part: ExcerptPart, *, first: bool = False) -> ExcerptWords:
    inside = tuple(map(_excerpt_words, part.parts))
    return ExcerptWords(text=part.text, meant=part.meant, first=first, parts=inside)


def date_of(key: Key, site: TrackedSite) -> DateShown | None:
    """The date of an article; None for every other record."""
    return date_if_known(site.heads[key].date, site)
