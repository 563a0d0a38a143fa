"""Profiles seen from the other side: the entities whose properties name a place or entity."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from dossierpress.model.site import Site


class NamedIn(Struct, frozen=True, kw_only=True, gc=False):
    """A property of an entity, seen from the entity that it names."""

    entity: str
    """Whose property it is."""
    property: str
    label: str
    """What stands before it there: `Place of birth`."""
    inverse_label: str | None
    """What stands before it here: `Born here`; None where the settings do not say."""


def named_in(site: Site) -> Mapping[str, tuple[NamedIn, ...]]:
    """Find where the profiles of others name each entity.

    Returns:
        Entity id -> its places, those of one property together in the order of the site; properties
        in the order in which they first occur.
    """
    found: dict[str, dict[tuple[str, str], dict[str, NamedIn]]] = defaultdict(dict)
    for id_, entity in site.entities.items():
        kind = site.config.kinds.get(entity.matter.kind)
        for value in entity.matter.properties:
            if value.type not in ("entity", "place") or kind is None:
                continue
            target = value.value.rpartition(":")[2]
            known = kind.properties.get(value.name)
            if known is None or target == id_ or target not in site.entities:
                continue
            one = NamedIn(
                entity=id_,
                property=value.name,
                label=known.label,
                inverse_label=known.inverse_label,
            )
            heading = (value.name, known.inverse_label or known.label)
            found[target].setdefault(heading, {})[id_] = one
    return {
        target: tuple(one for group in groups.values() for one in group.values())
        for target, groups in found.items()
    }
