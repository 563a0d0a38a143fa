"""Backlinks: mentions and citations in their sentences, grouped by the record whose text it is."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.site import Mention, SourceCitation
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import name_shown, record_link
from dossierpress.pages.tables.excerpts import ExcerptPart, excerpt
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import Backlink, BacklinkGroup, DateShown, ExcerptWords


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
    lang = site.heads[key].lang
    quotations: list[Backlink] = []
    for places in quoted:
        parts = excerpt(
            places[0].context.sentence, [(one.context.start, one.context.end) for one in places]
        )
        words = name_shown("".join(part.text for part in parts if not part.meant), lang, site)
        first = next((number for number, part in enumerate(parts) if part.meant), None)
        quotations.append(
            Backlink(
                href=f"{record.href}#{routes.encode_fragment(places[0].anchor)}",
                parts=tuple(
                    _excerpt_words(part, first=number == first) for number, part in enumerate(parts)
                ),
                named=first is not None,
                lang=words.lang,
                dir=words.dir,
            )
        )
    return BacklinkGroup(record=record, date=date_of(key, site), quotations=tuple(quotations))


def _excerpt_words(part: ExcerptPart, *, first: bool = False) -> ExcerptWords:
    inside = tuple(map(_excerpt_words, part.parts))
    return ExcerptWords(text=part.text, meant=part.meant, first=first, parts=inside)


def date_of(key: Key, site: TrackedSite) -> DateShown | None:
    """The date of an article; None for every other record."""
    return date_if_known(site.heads[key].date, site)
