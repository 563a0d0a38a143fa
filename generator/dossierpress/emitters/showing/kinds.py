"""Kinds of entities, in words and in order."""

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.views.listing import KindLink

_LAST = 1 << 30
"""Rank of a kind that the settings do not name."""


def kind_label(kind: str, edition: Edition) -> str:
    """One of the kind, in words."""
    known = edition.kinds.get(kind)
    return kind if known is None else known.label


def kind_plural(kind: str, edition: Edition) -> str:
    """Many of the kind, in words."""
    known = edition.kinds.get(kind)
    return kind if known is None else known.plural


def kind_rank(kind: str, edition: Edition) -> tuple[int, str]:
    """Sort key: kinds come in the order of the settings."""
    return edition.kind_ranks.get(kind, _LAST), kind


def kind_links(here: str, edition: Edition, current: str | None = None) -> tuple[KindLink, ...]:
    """The index of every kind that has entities."""
    return tuple(
        KindLink(
            kind=kind,
            label=kind_plural(kind, edition),
            href=routes.relative(here, routes.kind(kind)),
            entities=len(entities),
            current=kind == current,
        )
        for kind, entities in edition.entities_by_kind.items()
    )
