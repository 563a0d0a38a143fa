"""Reverse indexes: where properties name an entity, and which entities an article declares.

`named_in` inverts properties (who was born in a place), and `declarations_in` the declarations of
entities.
"""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from dossierpress.kernel.key import bare_id
from dossierpress.model.site import Article, Declaration, Site


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


def first_published(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Source id -> ids of the articles that were first published there, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_, article in site.articles.items():
        if article.matter.origin is not None:
            found[bare_id(article.matter.origin.source)].append(id_)
    return {source: tuple(articles) for source, articles in found.items()}


def articles_through(site: Site, first: Mapping[str, tuple[str, ...]]) -> Mapping[str, int]:
    """Source id -> how many articles use it or were first published there, each counted once.

    Args:
        site: The dossier.
        first: What `first_published` says of it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for source, uses in site.uses_of.items():
        found[source].update(article for article, _ in uses)
    for source, articles in first.items():
        found[source].update(articles)
    return {source: len(articles) for source, articles in found.items()}


def taken_over_by(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Source id -> ids of those that take over its reports, in source order."""
    found: dict[str, list[str]] = defaultdict(list)
    for source in site.sources.values():
        for feed in dict.fromkeys(bare_id(one) for one in source.matter.feeds_from):
            found[feed].append(source.id)
    return {feed: tuple(sources) for feed, sources in found.items()}


def declarations_in(article: Article) -> tuple[Declaration, ...]:
    """The entities that an article declares, in the order of its front matter."""
    return tuple(
        Declaration(article=article.id, entity=bare_id(one.id), role=one.role)
        for one in article.matter.entities
    )


def roughly(count: int) -> tuple[int, bool]:
    """(a number, whether there may be more): below ten exactly, then 10, 20, 50, 100 and so on.

    Pages that lead to an entity say in how many articles it appears. An exact number would have
    all of them made again whenever one article more names somebody whom hundreds name.
    """
    if count < 10:
        return count, False
    power = 10 ** (len(str(count)) - 1)
    return next(digit * power for digit in (5, 2, 1) if digit * power <= count), True
