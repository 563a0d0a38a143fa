"""Kinds of entity and types of relation that the data brings along, as site.yml declares them.

The data's own words are kept. What DossierPress knows already under another word is mapped
(`_SAME_KIND`); everything else becomes an entry of `kinds:` or `relation_types:` with a label to
edit. A relation whose type is not known to be symmetric gets an inverse of its own, so that its
direction is never lost.
"""

import re
from collections.abc import Collection, Iterable

from dossierpress.importers.slug import slug, usable
from dossierpress.schema.site import KindConfig, LinkTypeConfig

_SAME_KIND = {
    "organisation": "organization",
    "location": "place",
    "people": "person",
    "persons": "person",
}
_PLURALS = {
    "abstract": ("Abstract thing", "Abstract things"),
    "animal": ("Animal", "Animals"),
    "comms-identifier": ("Number or address", "Numbers and addresses"),
    "document": ("Document", "Documents"),
    "military-platform": ("Military platform", "Military platforms"),
    "money": ("Sum of money", "Sums of money"),
    "nationality": ("Nationality", "Nationalities"),
    "plant": ("Plant", "Plants"),
    "quantity": ("Quantity", "Quantities"),
    "substance": ("Substance", "Substances"),
    "time": ("Time", "Times"),
    "vehicle": ("Vehicle", "Vehicles"),
    "weapon": ("Weapon", "Weapons"),
}
_SYMMETRIC = {
    "allies-of": "allied with",
    "apart": "apart from",
    "co-located": "in one place with",
    "comm-with": "in communication with",
    "is-synonym-of": "also called",
}
_DIRECTED = {
    "belongs-to": ("belongs to", "has-belonging", "has belonging to it"),
    "fighting-against": ("fighting against", "fought-by", "fought by"),
    "in-charge-of": ("in charge of", "in-the-charge-of", "in the charge of"),
    "likes": ("likes", "liked-by", "liked by"),
    "dislikes": ("dislikes", "disliked-by", "disliked by"),
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def kind_id(kind: str | None) -> str:
    """`military_platform` -> `military-platform`; no kind, and one of signs alone, is `other`."""
    found = slug(_HUMP.sub(" ", kind or "")) or "other"
    return _SAME_KIND.get(found, found if usable(found) else f"{found}-kind")


def relation_id(relation: str) -> str:
    """`FightingAgainst` -> `fighting-against`; a type without a letter or digit is `related`."""
    return slug(_HUMP.sub(" ", relation)) or "related"


def new_kinds(kinds: Iterable[str], known: Collection[str]) -> dict[str, KindConfig]:
    """What `kinds:` of site.yml must learn, by id."""
    return {kind: _kind(kind) for kind in sorted(set(kinds)) if kind not in known}


def new_relation_types(types: Iterable[str], known: Collection[str]) -> dict[str, LinkTypeConfig]:
    """What `relation_types:` of site.yml must learn, by id.

    `known` holds the types that are there and their inverses: no new inverse meets any of them.
    """
    used = {*known, *types}
    made: dict[str, LinkTypeConfig] = {}
    for type_ in sorted(used.difference(known)):
        made[type_] = _relation_type(type_, used)
        used.add(made[type_].inverse or type_)
    return made


def _kind(kind: str) -> KindConfig:
    words = kind.replace("-", " ").capitalize()
    label, plural = _PLURALS.get(kind, (words, words))
    return KindConfig(label=label, plural=plural)


def _relation_type(type_: str, used: Collection[str]) -> LinkTypeConfig:
    if is_symmetric(type_):
        return LinkTypeConfig(label=_SYMMETRIC[type_])
    label = type_.replace("-", " ")
    inverse, inverse_label = f"{type_}-inverse", f"{label} (from the other side)"
    if type_ in _DIRECTED:
        label, wanted, inverse_label = _DIRECTED[type_]
        inverse = inverse if wanted in used else wanted
    while inverse in used:
        inverse = f"{inverse}-inverse"
    return LinkTypeConfig(label=label, inverse=inverse, inverse_label=inverse_label)


def is_symmetric(type_: str) -> bool:
    """Whether a relation of this type says the same from both of its ends."""
    return type_ in _SYMMETRIC
