"""Cards: what a page says of the records that it leads to, each once, for whoever asks.

A card is made of fields of its record and never of its text, so that an edit of the text leaves
the pages that lead there as they are.
"""

from collections.abc import Collection
from typing import TypeVar

from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.kernel.languages import country_name
from dossierpress.kernel.text_direction import script_code
from dossierpress.pages.components.dates import date_if_known, date_shown
from dossierpress.pages.components.kinds import kind_label
from dossierpress.pages.components.linked_records import linked_records
from dossierpress.pages.components.pictures import picture_shown
from dossierpress.pages.components.record_links import (
    link_if_published,
    local_name,
    publisher_link,
    record_link,
)
from dossierpress.pages.tracked_site import TrackedSite, asks_for_care
from dossierpress.pages.views.article import ArticleView
from dossierpress.pages.views.cards import Card, ClaimCard, DateInBrief, EntityCard, SourceCard
from dossierpress.pages.views.claim import ClaimView
from dossierpress.pages.views.entity import EntityView
from dossierpress.pages.views.parts import NameShown, PictureShown
from dossierpress.pages.views.plain import HomeView, PlainPageView
from dossierpress.pages.views.source import SourceView
from dossierpress.schema.entity import EntityMatter

V = TypeVar("V", ArticleView, ClaimView, EntityView, HomeView, PlainPageView, SourceView)

_SMALL = 1 << 16
"""Bytes of the largest picture that a card shows."""


def with_cards(
    view: V,
    here: str,
    site: TrackedSite,
    *,
    own: Key | None = None,
    but: Collection[str] = (),
) -> V:
    """The view of a page, with a card of each record that it leads to.

    Args:
        view: The view, which is whole but for them.
        here: Path of the page.
        site: What is published.
        own: The record whose page it is: of that the page itself says more.
        but: Fields of the view whose links have none: long lists of names, which would weigh most.
    """
    folder = here.rpartition("/")[0]
    cards = tuple(
        site.reads.memo(site.card_cache, (folder, key), _card, site)
        for key in linked_records(view, but)
        if key != own
    )
    return replace(view, frame=replace(view.frame, cards=cards))


def _card(place: tuple[str, Key], site: TrackedSite) -> Card:
    folder, key = place
    here = f"{folder}/" if folder else ""
    match key.type:
        case "entity":
            return _entity_card(here, key, site)
        case "source":
            return _source_card(here, key, site)
        case _:
            return _claim_card(here, key, site)


def _entity_card(here: str, key: Key, site: TrackedSite) -> EntityCard:
    matter = site.records.entities[key.id].matter
    articles, more = site.roughly_appears[key.id]
    return EntityCard(
        record=record_link(here, key, site),
        other_name=_in_another_script(matter, site),
        kind_label=kind_label(matter.kind, site),
        description=matter.description,
        dates=_dates(matter, site),
        picture=_small_picture(here, matter, site),
        articles=articles,
        more=more,
    )


def _in_another_script(matter: EntityMatter, site: TrackedSite) -> NameShown | None:
    """The first name in another script; not what one party alone calls it."""
    own = site.config.lang
    script = script_code(matter.name[0].lang or own)
    others = (
        one
        for one in matter.name[1:]
        if one.bearer is None and script_code(one.lang or own) != script
    )
    return next((local_name(one, site) for one in others), None)


def _dates(matter: EntityMatter, site: TrackedSite) -> tuple[DateInBrief, ...]:
    kind = site.kinds.get(matter.kind)
    labels = {} if kind is None else kind.properties
    return tuple(
        DateInBrief(
            label=site.word("property", labels[one.name].label) if one.name in labels else one.name,
            date=date_shown(one.value, site),
        )
        for one in matter.properties
        if one.type == "date"
    )


def _small_picture(here: str, matter: EntityMatter, site: TrackedSite) -> PictureShown | None:
    if matter.image is None or asks_for_care(matter):
        return None
    file = site.media.get(matter.image)
    if file is None or len(file.data) > _SMALL:
        return None
    return picture_shown(here, matter.image, matter.image_alt or "", site)


def _source_card(here: str, key: Key, site: TrackedSite) -> SourceCard:
    matter = site.records.sources[key.id].matter
    owner = link_if_published(here, "entity", matter.owner, site)
    publisher = None if owner else publisher_link(here, matter, site)
    return SourceCard(
        record=record_link(here, key, site),
        kind=matter.kind,
        reliability=matter.reliability,
        country=country_name(matter.country, site.lang) if matter.country else None,
        owner=owner.name if owner else None,
        publisher=publisher.name if publisher else None,
        published=date_if_known(matter.published, site),
    )


def _claim_card(here: str, key: Key, site: TrackedSite) -> ClaimCard:
    brief = site.claims_in_brief[key.id]
    return ClaimCard(record=record_link(here, key, site), status=brief.status, count=brief.count)
