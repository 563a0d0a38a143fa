"""Which claims speak for and against one another: as their authors say, and as their values do."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from dossierpress import amounts, dates
from dossierpress.model.claims import ClaimRelation
from dossierpress.resolve.group import group
from dossierpress.schema.claim import ClaimMatter, ClaimValue

GIVEN_UP = ("false", "retracted")
"""A claim that the desk no longer holds need not agree with any other one."""


def relate_claims(
    claims: Mapping[str, ClaimMatter], most: int
) -> dict[str, tuple[ClaimRelation, ...]]:
    """Make the relations of every claim, seen from it.

    Args:
        claims: Front matter that leads to published records only, in order; its references are
            plain ids.
        most: On one subject and aspect, of how many claims the values are compared.
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
    for one, other in disagreements(claims, most):
        if not any(pair in said for pair in _explained(one, other)):
            said[one, "disagrees", other] = None
            said[other, "disagrees", one] = None
    places = {id_: place for place, id_ in enumerate(claims)}
    ordered = sorted(said.items(), key=lambda one: (one[0][1], places[one[0][2]]))
    return group(
        (here, ClaimRelation(there=there, type=type_, note=note))  # type: ignore[arg-type]
        for (here, type_, there), note in ordered
    )


def disagreements(claims: Mapping[str, ClaimMatter], most: int) -> Iterator[tuple[str, str]]:
    """Pairs of claims on one subject and aspect whose values cannot both be true.

    Claims that the desk holds for false or has retracted are not compared, and no more than `most`
    on one subject and aspect: beyond that is an error.
    """
    for ids in comparable(claims).values():
        for one, other in combinations(ids[:most], 2):
            if exclude(claims[one].value, claims[other].value):
                yield one, other


def comparable(
    claims: Mapping[str, ClaimMatter],
) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Subject and aspect -> ids of the claims whose values are compared."""
    return group(
        ((_subject(matter), matter.aspect), id_)
        for id_, matter in claims.items()
        if matter.about and matter.aspect and matter.value and not is_given_up(matter)
    )


def exclude(one: ClaimValue | None, other: ClaimValue | None) -> bool:
    """Tell whether two values cannot both be right; what cannot be compared does not exclude."""
    if one is None or other is None:
        return False
    if one.amount is not None and other.amount is not None:
        same = one.unit == other.unit
        return same and not amounts.can_both_be_true(one.amount, other.amount)
    if one.day is not None and other.day is not None:
        return not dates.overlap(one.day, other.day)
    if one.place is not None and other.place is not None:
        return one.place != other.place
    return False


def is_given_up(matter: ClaimMatter) -> bool:
    """Whether the desk no longer holds it."""
    return bool(matter.status) and matter.status[-1].is_ in GIVEN_UP


def _subject(matter: ClaimMatter) -> str:
    return matter.about[0]


def _explained(one: str, other: str) -> Sequence[tuple[str, str, str]]:
    types = ("contradicts", "supersedes", "superseded-by")
    return [(one, type_, other) for type_ in types]
