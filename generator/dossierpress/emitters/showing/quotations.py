"""Mentions and citations in their sentences, grouped by the record whose text it is."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.excerpts import Part, excerpt
from dossierpress.emitters.showing.names import link, name
from dossierpress.model.key import Key
from dossierpress.model.site import Mention, SourceCitation
from dossierpress.views.parts import DateShown, Quotation, QuotationGroup, QuotedWords


def quotation_groups(
    here: str, quoted: Iterable[Sequence[Mention | SourceCitation]], edition: Edition
) -> tuple[QuotationGroup, ...]:
    """What `quoted_once` gives, as groups of neighbours from one record."""
    return tuple(
        _group(here, key, group, edition)
        for key, group in groupby(quoted, key=lambda places: places[0].record)
    )


def _group(
    here: str,
    key: Key,
    quoted: Iterable[Sequence[Mention | SourceCitation]],
    edition: Edition,
) -> QuotationGroup:
    record = link(here, key, edition)
    lang = edition.heads[key].lang
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


def date_of(key: Key, edition: Edition) -> DateShown | None:
    """The date of an article; None for every other record."""
    return date_if_known(edition.heads[key].date, edition)
