"""Entities: the lists A to Z, over all and by kind, and the page of each.

The page has the entity's properties and relations, its timeline and all that names it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import astuple

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.annotations import PlacedQuotation
from dossierpress.model.output import Page
from dossierpress.model.site import Companion, Entity, Mention
from dossierpress.pages.components.alphabet import by_letter, letter_jumps, listed_link
from dossierpress.pages.components.annotations import note_lines
from dossierpress.pages.components.backlinks import backlink_groups, date_of
from dossierpress.pages.components.bibliography import bibliography
from dossierpress.pages.components.body import body_html, contents_list
from dossierpress.pages.components.cards import with_cards
from dossierpress.pages.components.citation import (
    entity_cited,
    with_citation,
)
from dossierpress.pages.components.claim_origins import soft_ties_of
from dossierpress.pages.components.claims import (
    claim_lines,
    held_up_shown,
    statistics_shown,
    table_link,
)
from dossierpress.pages.components.cross_references import reference_groups
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.entity_times import dated_around, draw_times
from dossierpress.pages.components.external_links import external_link, identifiers_shown
from dossierpress.pages.components.framing import framing_in_words_of
from dossierpress.pages.components.kinds import kind_label, kind_links, kind_plural
from dossierpress.pages.components.local_network import draw_neighbourhood
from dossierpress.pages.components.locator import locate
from dossierpress.pages.components.namings import names_given_to
from dossierpress.pages.components.own_feeds import own_feeds
from dossierpress.pages.components.page_chrome import frame, opening_words
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.pictures import picture_shown
from dossierpress.pages.components.properties import properties_shown
from dossierpress.pages.components.quotations import quotation_shown
from dossierpress.pages.components.record_links import (
    aliases_shown,
    link_if_published,
    local_name,
    names_by_language,
    record_link,
)
from dossierpress.pages.components.relations import relation_groups
from dossierpress.pages.page_kind import Listed, PageKind, listed_records
from dossierpress.pages.tables.reverse_indexes import NamedIn
from dossierpress.pages.tables.timelines import TimelineEntry
from dossierpress.pages.tracked_site import TrackedSite, asks_for_care
from dossierpress.pages.views.entity import (
    Appearance,
    CompanionShown,
    EntityView,
    NamedInGroup,
)
from dossierpress.pages.views.lists import EntitiesView, EntityEntry, EntityLetter
from dossierpress.pages.views.parts import PictureShown
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.shared_types import EntityName


def entity_index(site: TrackedSite, kind: str) -> Iterator[Page]:
    """The index of the entities of a kind, or of all, on as many pages as it takes."""
    start = routes.kind(kind) if kind else routes.ENTITIES
    of = f"the index of entities of the kind {kind}" if kind else "the index of entities"
    for sheet in sheets(start, site, site.lettered_entities[kind]):
        yield Page(
            path=sheet.path,
            template="pages/entities.html",
            make_view=partial(_index_view, sheet, kind or None, site),
            origin=sheet.origin(of),
        )


def _listed_indexes(site: TrackedSite) -> Iterator[Listed]:
    if site.records.entities:
        yield routes.ENTITIES, ""
    yield from ((routes.kind(kind), "") for kind in site.entities_by_kind)


ENTITY_INDEX = PageKind(
    name="entity-index",
    views={"pages/entities.html": EntitiesView},
    keys=lambda site: site.lettered_entities,  # by kind, and before all others "" for all
    make=entity_index,
    listed=_listed_indexes,
)


def _index_view(sheet: Sheet, kind: str | None, site: TrackedSite) -> EntitiesView:
    here = sheet.path
    entries = site.lettered_entities[kind or ""]
    return EntitiesView(
        frame=frame(here, site, section="entities", indexed=sheet.first),
        kind=kind,
        label=None if kind is None else kind_plural(kind, site),
        total=len(entries),
        all_href=routes.relative(here, routes.ENTITIES),
        all_total=len(site.records.entities),
        kinds=kind_links(here, site, kind),
        letters=tuple(
            EntityLetter(
                anchor=anchor,
                letter=letter,
                entities=tuple(_index_entry(here, id_, site) for id_ in ids),
            )
            for letter, anchor, ids in by_letter(sheet.cut(entries))
        ),
        jumps=letter_jumps(sheet, site.letters[kind or ""]),
        pagination=sheet.pagination(),
    )


def _index_entry(here: str, entity: str, site: TrackedSite) -> EntityEntry:
    matter = site.records.entities[entity].matter
    link, under = listed_link(
        record_link(here, Key(type="entity", id=entity), site), matter.sort_as
    )
    return EntityEntry(
        entity=link,
        under=under,
        kind_label=kind_label(matter.kind, site),
        description=matter.description,
        articles=len(site.records.appearances.get(entity, ())),
    )


LEADING = 10
"""Entities of "appears with" that are seen at once."""
FOLDED = 200
"""Those that the page has at all: the rest appear with nearly everybody."""


class _EntityLists(Struct, frozen=True, kw_only=True):
    """The lists of an entity that may go on over several pages."""

    named_in: Sequence[NamedIn]
    timeline: Sequence[TimelineEntry]
    mentions: Sequence[Sequence[Mention]]
    quotations: Sequence[tuple[PlacedQuotation, ...]]
    claims: Sequence[str]
    spoken: Sequence[str]
    falls: Sequence[str]
    one_left: Sequence[str]


def entity_pages(site: TrackedSite, id_: str) -> Iterator[Page]:
    """The page of an entity, and more where one of its lists is long."""
    path = site.records.entities[id_].path
    key = Key(type="entity", id=id_)
    held_up = site.held_up_by.get(key)
    lists = _EntityLists(
        named_in=site.named_in.get(id_, ()),
        timeline=site.timelines[id_],
        mentions=site.mentions.get(key, ()),
        quotations=site.spoken_by.get(key, ()),
        claims=site.records.claims.about.get(id_, ()),
        spoken=site.heard_in.get(key, ()),
        falls=held_up.falls if held_up else (),
        one_left=held_up.one_left if held_up else (),
    )
    for sheet in sheets(routes.record(key), site, *astuple(lists)):
        yield Page(
            path=sheet.path,
            template="pages/entity.html",
            make_view=partial(_entity_view, sheet, id_, lists, site),
            origin=sheet.origin(path),
        )


def _listed(site: TrackedSite) -> Iterator[Listed]:
    known = site.records.entities
    return listed_records("entity", (one for one in known if not asks_for_care(known[one].matter)))


ENTITY_PAGES = PageKind(
    name="entity-pages",
    views={"pages/entity.html": EntityView},
    keys=lambda site: site.records.entities,
    make=entity_pages,
    cited=entity_cited,
    listed=_listed,
)


def _entity_view(sheet: Sheet, id_: str, lists: _EntityLists, site: TrackedSite) -> EntityView:
    here, first = sheet.path, sheet.first
    key = Key(type="entity", id=id_)
    # A page that goes on with a list shows little of the record.
    entity = site.entity(id_) if first else site.records.entities[id_]
    matter = entity.matter
    careful = asks_for_care(matter)
    companions = site.records.companions.get(entity.id, ())
    dated = dated_around(id_, site, lists.named_in, lists.claims, lists.timeline) if first else ()
    view = EntityView(
        frame=frame(
            here,
            site,
            section="entities",
            description=matter.description or opening_words(entity.body.opening),
            picture=None if careful else matter.image,
            indexed=first and not careful,
        ),
        name=local_name(matter.name[0], site),
        here=record_link(here, key, site),
        first=first,
        kind=matter.kind,
        kind_label=kind_label(matter.kind, site),
        kind_href=routes.relative(here, routes.kind(matter.kind)),
        follow=own_feeds("entities", id_, site) if first else None,
        sensitivity=matter.sensitivity,
        picture=_picture(here, entity, site) if first else None,
        description=matter.description,
        names=names_by_language(matter.name, site) if first else (),
        aliases=aliases_shown(here, matter.aliases, site) if first else (),
        former_names=aliases_shown(here, matter.former_names, site) if first else (),
        weak_aliases=aliases_shown(here, _other_weak_aliases(matter), site) if first else (),
        properties=properties_shown(here, matter, site) if first else (),
        identifiers=identifiers_shown(matter.ids) if first else (),
        website=external_link(matter.url) if first else None,
        sources_owned=tuple(
            record_link(here, Key(type="source", id=source), site)
            for source in site.records.sources_of.get(entity.id, ())
            if first
        ),
        sources_published=tuple(
            record_link(here, Key(type="source", id=source), site)
            for source in site.records.publications_of.get(entity.id, ())
            if first
        ),
        soft_ties_of=soft_ties_of(here, key, site) if first else (),
        not_same_as=tuple(
            other
            for reference in matter.not_same_as
            if first and (other := link_if_published(here, "entity", reference, site))
        ),
        body=body_html(entity.body, here, site) if first else Markup(""),
        contents=contents_list(entity.body, here) if first else (),
        bibliography=bibliography(here, key, site) if first else (),
        relations=relation_groups(here, entity.id, site) if first else (),
        named_in=_named_in(here, sheet.cut(lists.named_in), site),
        named_in_count=len(lists.named_in),
        called=names_given_to(here, entity.id, site) if first else (),
        claims=claim_lines(here, sheet.cut(lists.claims), site),
        claim_count=len(lists.claims),
        claim_table=table_link(here, id_, site),
        spoken=tuple(quotation_shown(here, one, site) for one in sheet.cut(lists.quotations)),
        spoken_count=len(lists.quotations),
        spoken_framing=framing_in_words_of(key, site) if first else None,
        notes_on_it=note_lines(here, site.notes_on.get(key, ()), site) if first else (),
        standing=statistics_shown(here, key, sheet.cut(lists.spoken), site),
        held_up=held_up_shown(here, site.held_up_by.get(key), sheet.cut, site),
        references=reference_groups(here, key, site) if first else (),
        timeline=tuple(_appearance(here, one, site) for one in sheet.cut(lists.timeline)),
        timeline_count=len(lists.timeline),
        companions=_companions(here, companions[:LEADING], site) if first else (),
        other_companions=_companions(here, companions[LEADING:FOLDED], site) if first else (),
        companion_count=len(companions),
        companions_left_out=max(0, len(companions) - FOLDED),
        all_entities=routes.relative(here, routes.ENTITIES),
        locator=locate(here, id_, site) if first else None,
        neighbourhood=draw_neighbourhood(here, id_, site) if first else None,
        times=draw_times(here, dated, site),
        mentions=backlink_groups(here, sheet.cut(lists.mentions), site),
        mention_count=site.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
    )
    whole = with_citation(view, entity_cited(site, id_), None, site) if first else view
    return with_cards(whole, here, site, own=key, but=("other_companions",))


def _companions(
    here: str, companions: Sequence[Companion], site: TrackedSite
) -> tuple[CompanionShown, ...]:
    return tuple(
        CompanionShown(
            entity=record_link(here, Key(type="entity", id=one.entity), site),
            articles=one.articles,
        )
        for one in companions
    )


def _picture(here: str, entity: Entity, site: TrackedSite) -> PictureShown | None:
    matter = entity.matter
    if matter.image is None or asks_for_care(matter):
        return None
    return picture_shown(here, matter.image, matter.image_alt or "", site)


def _named_in(here: str, places: Sequence[NamedIn], site: TrackedSite) -> tuple[NamedInGroup, ...]:
    grouped = groupby(places, key=lambda one: (one.property, one.label, one.inverse_label))
    return tuple(
        NamedInGroup(
            property=property_,
            label=site.word("property", label),
            inverse_label=site.word("property, from the other side", inverse_label)
            if inverse_label
            else None,
            entities=tuple(
                record_link(here, Key(type="entity", id=one.entity), site) for one in group
            ),
        )
        for (property_, label, inverse_label), group in grouped
    )


def _appearance(here: str, seen: TimelineEntry, site: TrackedSite) -> Appearance:
    key = Key(type="article", id=seen.article)
    return Appearance(
        article=record_link(here, key, site),
        date=date_if_known(seen.place, site),
        written=date_of(key, site) if seen.covers else None,
        declared=seen.declaration is not None,
        role=None if seen.declaration is None else seen.declaration.role,
        mentions=seen.mentions,
    )


def _other_weak_aliases(matter: EntityMatter) -> tuple[EntityName, ...]:
    """Without a name that is called weak so that it does not link."""
    strong = {one.text for names in (matter.name, matter.aliases) for one in names}
    return tuple(one for one in matter.weak_aliases if one.text not in strong)
