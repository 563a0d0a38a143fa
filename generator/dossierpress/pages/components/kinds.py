"""Kinds of entities, in words and in order."""

from dossierpress.kernel import routes
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import KindLink

_LAST = 1 << 30
"""Rank of a kind that the settings do not name."""


def kind_label(kind: str, site: TrackedSite) -> str:
    """One of the kind, in words."""
    known = site.kinds.get(kind)
    return kind if known is None else site.word("kind", known.label)


def kind_plural(kind: str, site: TrackedSite) -> str:
    """Many of the kind, in words."""
    known = site.kinds.get(kind)
    return kind if known is None else site.word("kind, several", known.plural)


def kind_rank(kind: str, site: TrackedSite) -> tuple[int, str]:
    """Sort key: kinds come in the order of the settings."""
    return site.kind_ranks.get(kind, _LAST), kind


def kind_links(here: str, site: TrackedSite, current: str | None = None) -> tuple[KindLink, ...]:
    """The index of every kind that has entities."""
    return tuple(
        KindLink(
            kind=kind,
            label=kind_plural(kind, site),
            href=routes.relative(here, routes.kind(kind)),
            entities=len(entities),
            current=kind == current,
        )
        for kind, entities in site.entities_by_kind.items()
    )
