"""Where entities are: by their own coordinates, or by those of the place that they are in.

A place is in another by the relation `located-in`; an event is also where its `location` says. So
an event in a square without coordinates is drawn in the city of the square.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.geography.outline import Point
from dossierpress.kernel import dates
from dossierpress.kernel.dates.order import SortKey
from dossierpress.kernel.key import bare_id
from dossierpress.model.site import Entity, EntityRelation
from dossierpress.schema.entity import EntityMatter

_IN = "located-in"

Entities = Mapping[str, Entity]
Relations = Mapping[str, Sequence[EntityRelation]]


class Spot(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """An entity with coordinates, and what happened there."""

    entity: str
    written: str
    """Its coordinates, as they were written."""
    point: Point
    """Longitude and latitude, in degrees."""
    outermost: str | None
    """The largest place that it is in, or that it is itself; None where nobody says so."""
    country: str | None
    """The country that it says it is in, ISO 3166-1."""
    events: tuple[str, ...]
    """The events that are there, the earliest first."""


def coordinates(matter: EntityMatter) -> str | None:
    """The coordinates of an entity, as they were written: the first, where there are several."""
    return next((one.value for one in matter.properties if one.type == "coordinates"), None)


def point_of(written: str) -> Point:
    """Longitude and latitude of coordinates."""
    latitude, longitude = written.split(",")
    return float(longitude), float(latitude)


def ways_out(id_: str, entities: Entities, relations: Relations) -> Iterator[str]:
    """An entity, the place that it is in, the place that this is in, and so on, each once."""
    seen: dict[str, None] = {}
    here: str | None = id_
    while here is not None and here not in seen:
        seen[here] = None
        yield here
        here = next(
            (there for there in _around(here, entities, relations) if there not in seen), None
        )


def standing(id_: str, entities: Entities, relations: Relations) -> tuple[str, str] | None:
    """(who has coordinates of the entity and the places around it, these); None without any."""
    for one in ways_out(id_, entities, relations):
        written = coordinates(entities[one].matter)
        if written is not None:
            return one, written
    return None


def spots(
    entities: Entities, relations: Relations, left_out: Sequence[str], zone: str
) -> tuple[Spot, ...]:
    """All entities with coordinates, in their order.

    Args:
        entities: Those that are published.
        relations: Of each of them.
        left_out: Entities that have no place in a drawing.
        zone: In which times are put in order.
    """
    events: dict[str, list[str]] = {}
    found = []
    for id_ in entities:
        if id_ in left_out:
            continue
        matter = entities[id_].matter
        if coordinates(matter) is not None:
            found.append(id_)
        if matter.days[0] is not None:
            there = standing(id_, entities, relations)
            if there is not None and there[0] != id_:
                events.setdefault(there[0], []).append(id_)

    def day(event: str) -> SortKey:
        return dates.sort_key(entities[event].matter.days[0], zone=zone)

    around = {id_: _outermost(id_, entities, relations) for id_ in found}
    largest = frozenset(around.values())
    return tuple(
        Spot(
            entity=id_,
            written=(written := coordinates(entities[id_].matter) or ""),
            point=point_of(written),
            outermost=around[id_] or (id_ if id_ in largest else None),
            country=_country(entities[id_].matter),
            events=tuple(sorted(events.get(id_, ()), key=day)),
        )
        for id_ in found
    )


def _country(matter: EntityMatter) -> str | None:
    return next((one.value for one in matter.properties if one.type == "country"), None)


def _outermost(id_: str, entities: Entities, relations: Relations) -> str | None:
    *_, last = ways_out(id_, entities, relations)
    return None if last == id_ else last


def _around(id_: str, entities: Entities, relations: Relations) -> Iterator[str]:
    """The places that an entity is in, as it says itself; published ones alone."""
    for one in entities[id_].matter.properties:
        if one.type == "place" and one.name == "location":
            there = bare_id(one.value)
            if there in entities:
                yield there
    yield from (one.there for one in relations.get(id_, ()) if one.type == _IN)
