"""Relations between claims: those that authors state, and contradictions between values.

Places are compared by their relations: one may lie in another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Literal

from dossierpress.kernel import amounts, dates
from dossierpress.model.claims import ClaimRelation
from dossierpress.model.site import EntityRelation
from dossierpress.records.listing import group
from dossierpress.schema.claim import ClaimMatter, ClaimValue

Within = Mapping[str, frozenset[str]]
"""Place -> all places that it lies in."""

_LIES_IN = ("located-in", "part-of")
_HOLDS = ("location-of", "has-part")


def places_around(
    places: Iterable[str], relations: Mapping[str, Sequence[EntityRelation]]
) -> Within:
    """Find all places that some places lie in, directly or through others.

    Args:
        places: Ids of entities.
        relations: Entity id -> its relations.
    """
    containing: dict[str, set[str]] = {}
    for here, stated in relations.items():
        for relation in stated:
            if relation.type in _LIES_IN:
                containing.setdefault(here, set()).add(relation.there)
            elif relation.type in _HOLDS:
                containing.setdefault(relation.there, set()).add(here)
    return {place: _beyond(place, containing) for place in dict.fromkeys(places)}


def _beyond(place: str, containing: Mapping[str, set[str]]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = [place]
    while waiting:
        more = containing.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    return frozenset(reached)


GIVEN_UP = ("false", "failed", "retracted")
"""Statuses of claims that the desk no longer holds, which need not agree with others."""

DECIDING = ("contradicts", "supersedes", "superseded-by")
"""Relations of two claims that make a comparison of their values unnecessary."""


def relate_claims(
    claims: Mapping[str, ClaimMatter], most: int, within: Within
) -> dict[str, tuple[ClaimRelation, ...]]:
    """Make the relations of every claim, in the direction from that claim.

    Args:
        claims: Front matter as published, in order; its references are plain ids.
        most: Claims on one subject and aspect whose values are compared, at most.
        within: Place -> all places that it lies in.
    """
    related: dict[tuple[str, str, str], str | None] = {}
    for here, matter in claims.items():
        for key, type_, inverse in (
            ("supports", "supports", "supported-by"),
            ("contradicts", "contradicts", "contradicts"),
            ("supersedes", "supersedes", "superseded-by"),
        ):
            for link in getattr(matter, key):
                if link.to != here:
                    related[here, type_, link.to] = related.get((here, type_, link.to)) or link.note
                    related[link.to, inverse, here] = (
                        related.get((link.to, inverse, here)) or link.note
                    )
    for one, other in disagreements(claims, most, within):
        if not any(pair in related for pair in _explained(one, other)):
            related[one, "disagrees", other] = None
            related[other, "disagrees", one] = None
    places = {id_: place for place, id_ in enumerate(claims)}
    ordered = sorted(related.items(), key=lambda one: (one[0][1], places[one[0][2]]))
    return group(
        (here, ClaimRelation(there=there, type=type_, note=note))  # type: ignore[arg-type]
        for (here, type_, there), note in ordered
    )


def disagreements(
    claims: Mapping[str, ClaimMatter], most: int, within: Within
) -> Iterator[tuple[str, str]]:
    """Yield pairs of claims on one subject and aspect whose values cannot both be true.

    Claims that the desk has given up are not compared, nor more than `most` on one subject and
    aspect: more of them are an error.
    """
    for ids in comparable(claims).values():
        for one, other in combinations(ids[:most], 2):
            if exclude_one_another(claims[one].value, claims[other].value, within):
                yield one, other


def not_compared(
    claims: Mapping[str, ClaimMatter], most: int
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield pairs of claims on one subject and aspect with values of different kinds or units.

    Pairs of the same two kinds or units come together. Values in words are shown, and not compared.
    """
    for ids in comparable(claims).values():
        values = [(id_, value) for id_ in ids[:most] if (value := claims[id_].value)]
        scales = group(((kind_of(value), value.unit), id_) for id_, value in values)
        scales.pop(("text", None), None)
        for some, others in combinations(scales.values(), 2):
            yield tuple(product(some, others))


def comparable(
    claims: Mapping[str, ClaimMatter],
) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """(subject, aspect) -> ids of the claims whose values are compared."""
    return group(
        ((_subject(matter), matter.aspect), id_)
        for id_, matter in claims.items()
        if matter.about and matter.aspect and matter.value and not is_given_up(matter)
    )


def exclude_by_value(one: ClaimMatter, other: ClaimMatter, within: Within) -> bool:
    """Whether the values show that two claims cannot both be true.

    Five berths and four trucks do not: both claims have to be on one subject and one aspect.
    """
    if not (one.about and other.about and one.aspect):
        return False
    same = (_subject(one), one.aspect) == (_subject(other), other.aspect)
    return same and exclude_one_another(one.value, other.value, within)


def exclude_one_another(one: ClaimValue | None, other: ClaimValue | None, within: Within) -> bool:
    """Whether two values cannot both be right; False if they cannot be compared."""
    if one is None or other is None:
        return False
    if one.amount is not None and other.amount is not None:
        same = one.unit == other.unit
        return same and not amounts.can_both_be_true(one.amount, other.amount)
    if one.day is not None and other.day is not None:
        return not dates.may_be_the_same(one.day, other.day)
    if one.place is not None and other.place is not None:
        # `Sill` and `the harbour of Sill` may mean one place.
        lies_in = within.get(one.place, ()), within.get(other.place, ())
        nested = other.place in lies_in[0] or one.place in lies_in[1]
        return one.place != other.place and not nested
    return False


def kind_of(value: ClaimValue) -> Literal["number", "date", "place", "text"]:
    """The kind of a value; `text` also where its place is not published."""
    if value.amount is not None:
        return "number"
    if value.day is not None:
        return "date"
    return "place" if value.place is not None else "text"


def is_given_up(matter: ClaimMatter) -> bool:
    """Whether the desk no longer holds a claim."""
    return bool(matter.status) and matter.status[-1].is_ in GIVEN_UP


def _subject(matter: ClaimMatter) -> str:
    return matter.about[0]


def _explained(one: str, other: str) -> Sequence[tuple[str, str, str]]:
    return [(one, type_, other) for type_ in DECIDING]
