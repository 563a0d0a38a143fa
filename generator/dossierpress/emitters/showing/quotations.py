"""Mentions and citations in their sentences, grouped by the record whose text it is."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.excerpts import LONGEST, Part, excerpt
from dossierpress.emitters.showing.names import link, name
from dossierpress.model.site import Key, Mention, SourceCitation
from dossierpress.views.parts import DateShown, Quotation, QuotationGroup, QuotedWords

Place = TypeVar("Place", Mention, SourceCitation)

_AT_MOST = 20
"""Words that are meant in one quotation of a sentence that is cut."""


def quoted_once(places: Iterable[Place]) -> list[tuple[Place, ...]]:
    """Places in texts, those of one sentence together, which is quoted once for all of them."""
    quoted: list[tuple[Place, ...]] = []
    for _, same in groupby(places, key=lambda one: (one.record, one.context.sentence)):
        together = tuple(same)
        is_cut = len(together[0].context.sentence.text) > LONGEST
        size = _AT_MOST if is_cut else len(together)
        quoted += (together[at : at + size] for at in range(0, len(together), size))
    return quoted


def quotation_groups(
    here: str, quoted: Iterable[Sequence[Mention | SourceCitation]], edition: Edition
) -> tuple[QuotationGroup, ...]:
    """What `quoted_once` gives, as groups of neighbours from one record."""
    return tuple(
        _group(here, key, group, edition)
        for key, group in groupby(quoted, key=lambda places: places[0].record)
    )


def how_many(quoted: Iterable[Sequence[object]]) -> int:
    """How many places those are: sentences may name something several times."""
    return sum(map(len, quoted))


def _group(
    here: str,
    key: Key,
    quoted: Iterable[Sequence[Mention | SourceCitation]],
    edition: Edition,
) -> QuotationGroup:
    record = link(here, key, edition)
    lang = lang_of(key, edition)
    quotations: list[Quotation] = []
    for places in quoted:
        parts = excerpt(
            places[0].context.sentence, [(one.context.start, one.context.end) for one in places]
        )
        words = name("".join(part.text for part in parts if not part.meant), lang, edition)
        first = next((number for number, part in enumerate(parts) if part.meant), None)
        quotations.append(
            Quotation(
                href=f"{record.href}#{routes.encode_fragment(places[0].anchor)}",
                parts=tuple(
                    _words(part, first=number == first) for number, part in enumerate(parts)
                ),
                named=first is not None,
                lang=words.lang,
                dir=words.dir,
            )
        )
    return QuotationGroup(record=record, date=date_of(key, edition), quotations=tuple(quotations))


def _words(part: Part, *, first: bool = False) -> QuotedWords:
    inside = tuple(map(_words, part.parts))
    return QuotedWords(text=part.text, meant=part.meant, first=first, parts=inside)


def mentions_elsewhere(key: Key, edition: Edition) -> Sequence[tuple[Mention, ...]]:
    """Where other records than this one name it, sentence by sentence."""
    return quoted_once(one for one in edition.site.mentions_of.get(key, ()) if one.record != key)


def date_of(key: Key, edition: Edition) -> DateShown | None:
    """The date of an article; None for every other record."""
    if key.type != "article":
        return None
    return date_if_known(edition.site.articles[key.id].matter.date, edition.config)


def lang_of(key: Key, edition: Edition) -> str | None:
    """The language of a record's text; None where it is the site's."""
    match key.type:
        case "article":
            return edition.site.articles[key.id].matter.lang
        case "claim":
            return edition.site.claims.by_id[key.id].matter.lang
        case "page":
            return edition.site.pages[key.id].matter.lang
        case "entity" | "source":
            return None
