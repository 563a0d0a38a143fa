"""Types of cross-references and relations, each with the name it has from the other side."""

from collections.abc import Mapping

from msgspec import Struct

from dossierpress.schema.site import LinkTypeConfig


class LinkType(Struct, frozen=True, kw_only=True, gc=False):
    """One direction of a type."""

    name: str
    label: str
    """Seen from the record that it is told of."""
    inverse: str
    """The same from the other side; its own name where the type is symmetric."""


def link_types(config: Mapping[str, LinkTypeConfig]) -> dict[str, LinkType]:
    """Spell out both directions of every type.

    The inverse of an inverse is the type itself. A direction that has an entry of its own in the
    settings keeps its label.
    """
    types = {}
    for name, type_ in config.items():
        inverse = type_.inverse or name
        types[name] = LinkType(name=name, label=type_.label, inverse=inverse)
        if inverse not in config:
            label = type_.inverse_label or type_.label
            types[inverse] = LinkType(name=inverse, label=label, inverse=name)
    return types
