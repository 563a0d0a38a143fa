"""Which places lie in which, as the relations between them say."""

from collections.abc import Iterable, Mapping, Sequence

from dossierpress.model.site import EntityRelation

Within = Mapping[str, frozenset[str]]
"""Place -> the places in which it lies."""

_INSIDE = ("located-in", "part-of")
_AROUND = ("location-of", "has-part")


def places_around(
    places: Iterable[str], relations: Mapping[str, Sequence[EntityRelation]]
) -> Within:
    """Find in which others some places lie, directly or through others.

    Args:
        places: Ids of entities.
        relations: Entity id -> its relations to others.
    """
    around: dict[str, set[str]] = {}
    for here, told in relations.items():
        for relation in told:
            if relation.type in _INSIDE:
                around.setdefault(here, set()).add(relation.there)
            elif relation.type in _AROUND:
                around.setdefault(relation.there, set()).add(here)
    return {place: _beyond(place, around) for place in dict.fromkeys(places)}


def _beyond(place: str, around: Mapping[str, set[str]]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = [place]
    while waiting:
        more = around.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    return frozenset(reached)
