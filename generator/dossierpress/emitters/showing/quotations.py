"""Mentions and citations in their sentences, grouped by the record whose text it is."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.names import link, name
from dossierpress.model.site import Key, Mention, SourceCitation
from dossierpress.views.parts import DateShown, Quotation, QuotationGroup


def quotation_groups(
    here: str, places: Iterable[Mention | SourceCitation], edition: Edition
) -> tuple[QuotationGroup, ...]:
    """Places in texts, in their order, as groups of neighbours from one record."""
    return tuple(
        _group(here, key, group, edition)
        for key, group in groupby(places, key=lambda place: place.record)
    )


def _group(
    here: str, key: Key, places: Iterable[Mention | SourceCitation], edition: Edition
) -> QuotationGroup:
    record = link(here, key, edition)
    lang = lang_of(key, edition)
    quotations: list[Quotation] = []
    for place in places:
        context = place.context
        words = name(context.before + context.after, lang, edition)
        quotation = Quotation(
            href=f"{record.href}#{routes.encode_fragment(place.anchor)}",
            before=context.before,
            match=context.match,
            after=context.after,
            lang=words.lang,
            dir=words.dir,
        )
        # Two marks in one sentence would show the same words twice.
        if context.match or not quotations or quotations[-1] != quotation:
            quotations.append(quotation)
    return QuotationGroup(record=record, date=date_of(key, edition), quotations=tuple(quotations))


def mentions_elsewhere(key: Key, edition: Edition) -> Sequence[Mention]:
    """Where other records than this one name it."""
    return [one for one in edition.site.mentions_of.get(key, ()) if one.record != key]


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
