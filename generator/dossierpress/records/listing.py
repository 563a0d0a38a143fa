"""The order in which records are listed, and grouping of values by key."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from dossierpress.kernel.collation import sort_key
from dossierpress.kernel.dates import sort_key as date_key
from dossierpress.kernel.key import Key
from dossierpress.model.content import Record
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def group(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Gather values by key. Keys and values keep the order in which they come."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def in_order(records: Mapping[Key, Record], config: SiteConfig) -> list[Key]:
    """Sort records: articles and claims newest first, entities and sources by name, then pages.

    Equal ones are sorted by id, so that the order never depends on that of the files.
    """
    articles, named, claims, pages = [], [], [], []
    for key, record in records.items():
        matter = record.matter
        if isinstance(matter, ArticleMatter):
            date = date_key(matter.date, newest_first=True, zone=config.timezone)
            articles.append((date, sort_key(matter.title, config.lang), key))
        elif isinstance(matter, EntityMatter | SourceMatter):
            name = matter.sort_as or matter.name[0].text
            named.append((key.type, sort_key(name, config.lang), key))
        elif isinstance(matter, ClaimMatter):
            said = date_key(first_said(matter), newest_first=True, zone=config.timezone)
            claims.append((said, key))
        else:
            pages.append(key)
    # `entity` comes before `source` by itself.
    return [
        *(key for _, _, key in sorted(articles)),
        *(key for _, _, key in sorted(named)),
        *(key for _, key in sorted(claims)),
        *sorted(pages),
    ]


def first_said(claim: ClaimMatter) -> str | None:
    """The day of the earliest report of a claim, EDTF; None where none is dated."""
    days = [day for report in claim.reports if (day := report.said or report.on)]
    return min(days, key=date_key, default=None)
