"""Chronology: everything in the dossier that has a place in time, by year."""

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel import dates
from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import IdentityKey
from dossierpress.model.site import EntityRelation, Site
from dossierpress.pages.views.timeline import Lane
from dossierpress.records.listing import group
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.site import SiteConfig

LANES: tuple[Lane, ...] = ("event", "relation", "claim", "article")
"""Kinds of what has a place in time, in the order in which they stand on a day."""
ON_ONE_PAGE = 400
"""The most entries of a timeline that is not cut into years."""
ALL_YEARS = ""
"""The key of the timeline that is not of one year."""


class Dated(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Something that has a place in time."""

    lane: Lane
    record: Key
    """The event, the article, the claim when it was first said; of a relation, whose it is, or, on
    its own page, to whom."""
    begins: str
    """EDTF."""
    ends: str | None = None
    """EDTF; None where nobody says so."""
    other: str | None = None
    """Of a relation: id of the other entity; None where it is seen from its own page."""
    label: str | None = None
    """Of a relation: what it is, in words."""


def chronology(site: Site) -> Mapping[str, tuple[Dated, ...]]:
    """Year in which it begins -> what has a place in time, the earliest first.

    `ALL_YEARS` has all of it where one page shows that; else nothing, and each year has its own.
    There is no key where there are not two days to tell apart.
    """
    zone = site.config.timezone
    found = sorted(_dated(site), key=partial(place_in_time, zone))
    if not found or place_in_time(zone, found[0])[0] == place_in_time(zone, found[-1])[0]:
        return {}
    if len(found) <= ON_ONE_PAGE:
        return {ALL_YEARS: tuple(found)}
    years = group((str(dates.calendar_place(one.begins, zone)[0]), one) for one in found)
    return {ALL_YEARS: (), **years}


def place_in_time(zone: str, one: Dated) -> tuple[object, ...]:
    """What entries are sorted by: when they begin, what they are, whose they are."""
    # Without the text of the date, which says nothing of its place.
    place = dates.sort_key(one.begins, zone=zone)[:3]
    return (place, LANES.index(one.lane), one.record.id, one.other or "", one.label or "")


def event(id_: str, matter: EntityMatter) -> Iterator[Dated]:
    """What takes place: an entity whose kind says when it starts.

    Args:
        id_: Its id.
        matter: What is said of it.
    """
    begins, ends = matter.days
    if begins is not None:
        yield Dated(lane="event", record=Key(type="entity", id=id_), begins=begins, ends=ends)


def _dated(site: Site) -> Iterator[Dated]:
    for id_, entity in site.entities.items():
        if entity.matter.sensitivity:
            continue
        yield from event(id_, entity.matter)
        for relation in site.relations.get(id_, ()):
            begins = relation.from_ or relation.until
            asks_for_care = site.entities[relation.there].matter.sensitivity
            if begins is not None and not asks_for_care and _is_told_here(relation, site):
                yield Dated(
                    lane="relation",
                    record=Key(type="entity", id=id_),
                    begins=begins,
                    ends=relation.until,
                    other=relation.there,
                    label=relation.label,
                )
    for id_, claim in site.claims.by_id.items():
        if claim.first_said is not None:
            yield Dated(lane="claim", record=Key(type="claim", id=id_), begins=claim.first_said)
    for id_, article in site.articles.items():
        place = article.matter.covers or article.matter.date
        if place is not None:
            yield Dated(lane="article", record=Key(type="article", id=id_), begins=place)


def _is_told_here(relation: EntityRelation, site: Site) -> bool:
    """Whether a relation is listed as seen from this side: one that both state is seen from one."""
    if relation.here < relation.there or not relation.stated:
        return relation.stated
    inverse = _inverse_types(IdentityKey(site.config))[relation.type]
    same = replace(relation, here=relation.there, there=relation.here, type=inverse, label="")
    return all(replace(one, label="") != same for one in site.relations.get(relation.there, ()))


@lru_cache(maxsize=1)
def _inverse_types(config: IdentityKey[SiteConfig]) -> Mapping[str, str]:
    """Type of relation -> the type seen from the other side."""
    written = config.value.relation_types
    inverse = {name: one.inverse or name for name, one in written.items()}
    return {**{there: here for here, there in inverse.items()}, **inverse}
