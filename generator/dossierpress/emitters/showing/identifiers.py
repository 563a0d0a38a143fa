"""Identifiers in outside registers."""

from collections.abc import Iterable

from dossierpress.identifiers import label, link
from dossierpress.schema.parts import Identifier
from dossierpress.views.parts import IdentifierShown


def identifiers_shown(ids: Iterable[Identifier]) -> tuple[IdentifierShown, ...]:
    """Each identifier with the register's name and, where it has one, its page there."""
    return tuple(
        IdentifierShown(label=label(one.scheme), value=one.value, href=link(one.scheme, one.value))
        for one in ids
    )
