"""Which claims speak for and against one another: as their authors say, and as their values do.

Places are compared by the relations between them: one may lie in another.
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
"""Place -> the places in which it lies."""

_LIES_IN = ("located-in", "part-of")
_HOLDS = ("location-of", "has-part")


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
            if relation.type in _LIES_IN:
                around.setdefault(here, set()).add(relation.there)
            elif relation.type in _HOLDS:
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


GIVEN_UP = ("false", "failed", "retracted")
"""A claim that the desk no longer holds need not agree with any other one."""

SETTLING = ("contradicts", "supersedes", "superseded-by")
"""Relations of two claims that say what a comparison of their values would have to find out."""


def relate_claims(
    claims: Mapping[str, ClaimMatter], most: int, within: Within
) -> dict[str, tuple[ClaimRelation, ...]]:
    """Make the relations of every claim, seen from it.

    Args:
        claims: Front matter that leads to published records only, in order; its references are
            plain ids.
        most: On one subject and aspect, of how many claims the values are compared.
        within: Place -> the places in which it lies.
    """
    said: dict[tuple[str, str, str], str | None] = {}
    for here, matter in claims.items():
        for key, type_, inverse in (
            ("supports", "supports", "supported-by"),
            ("contradicts", "contradicts", "contradicts"),
            ("supersedes", "supersedes", "superseded-by"),
        ):
            for link in getattr(matter, key):
                if link.to != here:
                    said[here, type_, link.to] = said.get((here, type_, link.to)) or link.note
                    said[link.to, inverse, here] = said.get((link.to, inverse, here)) or link.note
    for one, other in disagreements(claims, most, within):
        if not any(pair in said for pair in _explained(one, other)):
            said[one, "disagrees", other] = None
            said[other, "disagrees", one] = None
    places = {id_: place for place, id_ in enumerate(claims)}
    ordered = sorted(said.items(), key=lambda one: (one[0][1], places[one[0][2]]))
    return group(
        (here, ClaimRelation(there=there, type=type_, note=note))  # type: ignore[arg-type]
        for (here, type_, there), note in ordered
    )


def disagreements(
    claims: Mapping[str, ClaimMatter], most: int, within: Within
) -> Iterator[tuple[str, str]]:
    """Pairs of claims on one subject and aspect whose values cannot both be true.

    Claims that the desk holds for false or has retracted are not compared, and no more than `most`
    on one subject and aspect: beyond that is an error.
    """
    for ids in comparable(claims).values():
        for one, other in combinations(ids[:most], 2):
            if exclude_one_another(claims[one].value, claims[other].value, within):
                yield one, other


def not_compared(
    claims: Mapping[str, ClaimMatter], most: int
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Pairs of claims on one subject and aspect whose values are of two kinds, or of two units.

    The pairs of the same two kinds or units come together. Words stand there to be shown, and are
    compared with nothing.
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
    """Subject and aspect -> ids of the claims whose values are compared."""
    return group(
        ((_subject(matter), matter.aspect), id_)
        for id_, matter in claims.items()
        if matter.about and matter.aspect and matter.value and not is_given_up(matter)
    )


def exclude_by_value(one: ClaimMatter, other: ClaimMatter, within: Within) -> bool:
    """Tell whether the values show that two claims cannot both be true.

    Five berths and four trucks exclude nothing: both have to be on one subject and one aspect.
    """
    if not (one.about and other.about and one.aspect):
        return False
    same = (_subject(one), one.aspect) == (_subject(other), other.aspect)
    return same and exclude_one_another(one.value, other.value, within)


def exclude_one_another(one: ClaimValue | None, other: ClaimValue | None, within: Within) -> bool:
    """Tell whether two values cannot both be right; what cannot be compared does not exclude."""
    if one is None or other is None:
        return False
    if one.amount is not None and other.amount is not None:
        same = one.unit == other.unit
        return same and not amounts.can_both_be_true(one.amount, other.amount)
    if one.day is not None and other.day is not None:
        return not dates.may_be_the_same(one.day, other.day)
    if one.place is not None and other.place is not None:
        # Who says Sill and who says the harbour of Sill may well mean one place.
        lies_in = within.get(one.place, ()), within.get(other.place, ())
        nested = other.place in lies_in[0] or one.place in lies_in[1]
        return one.place != other.place and not nested
    return False


def kind_of(value: ClaimValue) -> Literal["number", "date", "place", "text"]:
    """What a value is; `text` also where what it was is not published."""
    if value.amount is not None:
        return "number"
    if value.day is not None:
        return "date"
    return "place" if value.place is not None else "text"


def is_given_up(matter: ClaimMatter) -> bool:
    """Whether the desk no longer holds it."""
    return bool(matter.status) and matter.status[-1].is_ in GIVEN_UP


def _subject(matter: ClaimMatter) -> str:
    return matter.about[0]


def _explained(one: str, other: str) -> Sequence[tuple[str, str, str]]:
    return [(one, type_, other) for type_ in SETTLING]
