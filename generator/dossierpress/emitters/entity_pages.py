"""The page of every entity."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import astuple

from dossierpress import routes
from dossierpress.emitters.edition import Edition, asks_for_care
from dossierpress.emitters.named_in import NamedIn
from dossierpress.emitters.page_kind import PageKind
from dossierpress.emitters.showing.annotations import note_lines
from dossierpress.emitters.showing.bibliography import bibliography
from dossierpress.emitters.showing.claim_origins import soft_ties_of
from dossierpress.emitters.showing.claims import claim_lines, standing_shown
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.filling import contents, fill
from dossierpress.emitters.showing.framing import frame, opening
from dossierpress.emitters.showing.framing_counts import framing_in_words_of
from dossierpress.emitters.showing.identifiers import identifiers_shown
from dossierpress.emitters.showing.kinds import kind_label
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import (
    aliases_shown,
    link,
    link_if_published,
    local_name,
    names_by_language,
)
from dossierpress.emitters.showing.namings import called
from dossierpress.emitters.showing.outside import outside_link
from dossierpress.emitters.showing.pictures import picture
from dossierpress.emitters.showing.properties import properties_shown
from dossierpress.emitters.showing.quotations import date_of, quotation_groups
from dossierpress.emitters.showing.quotations_by import spoken_shown
from dossierpress.emitters.showing.references import reference_groups
from dossierpress.emitters.showing.relations import relation_groups
from dossierpress.emitters.timeline import Seen
from dossierpress.model.annotations import Quoted
from dossierpress.model.key import Key
from dossierpress.model.output import Page
from dossierpress.model.site import Companion, Entity, Mention
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.parts import EntityName
from dossierpress.views.entity import Appearance, CompanionShown, EntityView, NamedInGroup
from dossierpress.views.parts import Picture

LEADING = 10
"""Entities of "appears with" that are seen at once."""
FOLDED = 200
"""Those that the page has at all: the rest appear with nearly everybody."""


class _LongLists(Struct, frozen=True, kw_only=True):
    """The lists of an entity that may go on over several pages."""

    named_in: Sequence[NamedIn]
    timeline: Sequence[Seen]
    mentions: Sequence[Sequence[Mention]]
    quotations: Sequence[tuple[Quoted, ...]]
    claims: Sequence[str]
    spoken: Sequence[str]


def entity_pages(edition: Edition, id_: str) -> Iterator[Page]:
    """The page of an entity, and more where one of its lists is long."""
    path = edition.site.entities[id_].path
    key = Key(type="entity", id=id_)
    lists = _LongLists(
        named_in=edition.named_in.get(id_, ()),
        timeline=edition.timelines[id_],
        mentions=edition.mentions.get(key, ()),
        quotations=edition.spoken_by.get(key, ()),
        claims=edition.site.claims.about.get(id_, ()),
        spoken=edition.heard_in.get(key, ()),
    )
    for sheet in sheets(routes.record(key), edition, *astuple(lists)):
        yield Page(
            path=sheet.path,
            template="pages/entity.html",
            make_view=partial(_view, sheet, id_, lists, edition),
            origin=sheet.origin(path),
        )


ENTITY_PAGES = PageKind(
    name="entity-pages",
    views={"pages/entity.html": EntityView},
    keys=lambda edition: edition.site.entities,
    make=entity_pages,
)


def _view(sheet: Sheet, id_: str, lists: _LongLists, edition: Edition) -> EntityView:
    here, first = sheet.path, sheet.first
    key = Key(type="entity", id=id_)
    # A page that goes on with a list shows little of the record.
    entity = edition.entity(id_) if first else edition.site.entities[id_]
    matter = entity.matter
    careful = asks_for_care(matter)
    companions = edition.site.companions.get(entity.id, ())
    return EntityView(
        frame=frame(
            here,
            edition,
            section="entities",
            description=matter.description or opening(entity.body.opening),
            picture=None if careful else matter.image,
            indexed=first and not careful,
        ),
        name=local_name(matter.name[0], edition),
        here=link(here, key, edition),
        first=first,
        kind=matter.kind,
        kind_label=kind_label(matter.kind, edition),
        kind_href=routes.relative(here, routes.kind(matter.kind)),
        sensitivity=matter.sensitivity,
        picture=_picture(here, entity, edition) if first else None,
        description=matter.description,
        names=names_by_language(matter.name, edition) if first else (),
        aliases=aliases_shown(here, matter.aliases, edition) if first else (),
        former_names=aliases_shown(here, matter.former_names, edition) if first else (),
        weak_aliases=aliases_shown(here, _other_weak_aliases(matter), edition) if first else (),
        properties=properties_shown(here, matter, edition) if first else (),
        identifiers=identifiers_shown(matter.ids) if first else (),
        website=outside_link(matter.url) if first else None,
        sources_owned=tuple(
            link(here, Key(type="source", id=source), edition)
            for source in edition.site.sources_of.get(entity.id, ())
            if first
        ),
        sources_published=tuple(
            link(here, Key(type="source", id=source), edition)
            for source in edition.site.publications_of.get(entity.id, ())
            if first
        ),
        soft_ties_of=soft_ties_of(here, key, edition) if first else (),
        not_same_as=tuple(
            other
            for reference in matter.not_same_as
            if first and (other := link_if_published(here, "entity", reference, edition))
        ),
        body=fill(entity.body, here, edition) if first else Markup(""),
        contents=contents(entity.body, here) if first else (),
        bibliography=bibliography(here, key, edition) if first else (),
        relations=relation_groups(here, entity.id, edition) if first else (),
        named_in=_named_in(here, sheet.cut(lists.named_in), edition),
        named_in_count=len(lists.named_in),
        called=called(here, entity.id, edition) if first else (),
        claims=claim_lines(here, sheet.cut(lists.claims), edition),
        claim_count=len(lists.claims),
        spoken=tuple(spoken_shown(here, one, edition) for one in sheet.cut(lists.quotations)),
        spoken_count=len(lists.quotations),
        spoken_framing=framing_in_words_of(key, edition) if first else None,
        notes_on_it=note_lines(here, edition.notes_on.get(key, ()), edition) if first else (),
        standing=standing_shown(here, key, sheet.cut(lists.spoken), edition),
        references=reference_groups(here, key, edition) if first else (),
        timeline=tuple(_appearance(here, one, edition) for one in sheet.cut(lists.timeline)),
        timeline_count=len(lists.timeline),
        companions=_companions(here, companions[:LEADING], edition) if first else (),
        other_companions=_companions(here, companions[LEADING:FOLDED], edition) if first else (),
        companion_count=len(companions),
        companions_left_out=max(0, len(companions) - FOLDED),
        all_entities=routes.relative(here, routes.ENTITIES),
        mentions=quotation_groups(here, sheet.cut(lists.mentions), edition),
        mention_count=edition.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
    )


def _companions(
    here: str, companions: Sequence[Companion], edition: Edition
) -> tuple[CompanionShown, ...]:
    return tuple(
        CompanionShown(
            entity=link(here, Key(type="entity", id=one.entity), edition), articles=one.articles
        )
        for one in companions
    )


def _picture(here: str, entity: Entity, edition: Edition) -> Picture | None:
    matter = entity.matter
    if matter.image is None or asks_for_care(matter):
        return None
    return picture(here, matter.image, matter.image_alt or "", edition)


def _named_in(here: str, places: Sequence[NamedIn], edition: Edition) -> tuple[NamedInGroup, ...]:
    grouped = groupby(places, key=lambda one: (one.property, one.label, one.inverse_label))
    return tuple(
        NamedInGroup(
            property=property_,
            label=label,
            inverse_label=inverse_label,
            entities=tuple(link(here, Key(type="entity", id=one.entity), edition) for one in group),
        )
        for (property_, label, inverse_label), group in grouped
    )


def _appearance(here: str, seen: Seen, edition: Edition) -> Appearance:
    key = Key(type="article", id=seen.article)
    return Appearance(
        article=link(here, key, edition),
        date=date_if_known(seen.place, edition),
        written=date_of(key, edition) if seen.covers else None,
        declared=seen.declaration is not None,
        role=None if seen.declaration is None else seen.declaration.role,
        mentions=seen.mentions,
    )


def _other_weak_aliases(matter: EntityMatter) -> tuple[EntityName, ...]:
    """Without a name that is called weak so that it does not link."""
    strong = {one.text for names in (matter.name, matter.aliases) for one in names}
    return tuple(one for one in matter.weak_aliases if one.text not in strong)
