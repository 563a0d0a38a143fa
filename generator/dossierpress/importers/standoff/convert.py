"""Stand-off JSON -> the files of a dossier: articles, registry, sources, relations, mentions.

Pure: it gets the data and the names that the dossier uses, and returns files, additions to site.yml
and a report. Files go to folders named after the import, so that two imports never collide:
`content/articles/<name>/`, `content/entities/imported/<name>-<kind>.yml` and
`content/sources/imported/<name>.yml`.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from dossierpress.importers.ids import TakenNames
from dossierpress.importers.report import ImportReport, NotRepresented
from dossierpress.importers.site_settings import new_kinds, new_relation_types
from dossierpress.importers.standoff.article_file import ArticleFile, write_article_file
from dossierpress.importers.standoff.form import StandOff
from dossierpress.importers.standoff.left_out import unused_fields, without_misplaced
from dossierpress.importers.standoff.registry import (
    Registry,
    assign_registry,
    entity_item,
    source_item,
    with_unlisted_sources,
)
from dossierpress.importers.standoff.relations import EntityRelations, collect_relations
from dossierpress.importers.standoff.withheld import WithheldRecords, withhold
from dossierpress.importers.text_output import to_yaml
from dossierpress.schema.site import KindConfig, LinkTypeConfig
from dossierpress.schema.source import SourceKind

_ITEMS_TO_A_FILE = 400
"""Entities in one file; a kind with more gets several."""


class Imported(Struct, frozen=True, kw_only=True):
    """Everything that one import adds to a dossier."""

    files: tuple[tuple[str, str], ...]
    """(path relative to the site's folder, text), in order of path."""
    kinds: Mapping[str, KindConfig]
    """For `kinds:` of site.yml."""
    relation_types: Mapping[str, LinkTypeConfig]
    """For `relation_types:` of site.yml."""
    report: ImportReport


def folders_of_import(name: str) -> tuple[str, ...]:
    """Prefixes of the paths that an import of this name writes to."""
    return (
        f"content/articles/{name}/",
        f"content/entities/imported/{name}-",
        f"content/sources/imported/{name}.yml",
    )


def convert_standoff(
    data: StandOff,
    *,
    name: str,
    known: TakenNames,
    source_kind: SourceKind = "document",
    today: date = date.min,
) -> Imported:
    """Convert the data. `name` is a slug: it names the folders, and is a tag of the articles.

    `source_kind` is for sources without a kind in the data. A text whose day of publication
    is after `today` is imported as a draft.
    """
    articles_at, entities_at, sources_at = folders_of_import(name)
    read = data
    data, misplaced = without_misplaced(data)
    data, held = withhold(data, today)
    data, unlisted = with_unlisted_sources(data)
    registry = assign_registry(data, known)
    relations = collect_relations(data, registry)
    unseen = frozenset(registry.entities[id_] for id_ in held.entities if id_ in registry.entities)
    articles = [
        (
            f"{articles_at}{registry.articles[article.where]}.md",
            write_article_file(
                article,
                registry,
                tags=("imported", name),
                held=held.articles.get(article.where, {}),
                unseen=unseen,
            ),
        )
        for article in data.articles
    ]
    entities, entity_notes = _entities(data, registry, relations, held)
    sources, source_notes = _sources(data, registry, source_kind, held)
    files = [(path, article.text) for path, article in articles]
    files += _entity_files(entities, entities_at)
    if sources:
        files.append((sources_at, to_yaml(sources)))
    kinds = new_kinds((item["kind"] for item in entities), known.kinds)
    types = new_relation_types(relations.types, known.relation_types)
    notes = (
        *data.unread,
        *misplaced,
        *held.notes,
        *unlisted,
        *(note for _, article in articles for note in article.not_represented),
        *relations.not_represented,
        *entity_notes,
        *source_notes,
        *unused_fields(data),
    )
    report = _report(
        read,
        [article for _, article in articles],
        named=registry.entities,
        entities=entities,
        sources=sources,
        notes=notes,
    )
    return Imported(
        files=tuple(sorted(files)),
        kinds=kinds,
        relation_types=types,
        report=report,
    )


def _entities(
    data: StandOff, registry: Registry, relations: EntityRelations, held: WithheldRecords
) -> tuple[list[dict[str, Any]], list[NotRepresented]]:
    items: list[dict[str, Any]] = []
    notes: list[NotRepresented] = []
    for entity in data.entities:
        id_ = registry.entities.get(entity.id)
        if id_ is None:
            continue
        item, more = entity_item(entity, id_, relations.by_entity.get(id_, ()))
        items.append({**item, **held.entities.get(entity.id, {})})
        notes += more
    items.sort(key=lambda item: str(item["id"]))
    return items, notes


def _sources(
    data: StandOff, registry: Registry, source_kind: SourceKind, held: WithheldRecords
) -> tuple[list[dict[str, Any]], list[NotRepresented]]:
    items: list[dict[str, Any]] = []
    notes: list[NotRepresented] = []
    for source in data.sources:
        item, more = source_item(source, registry.sources[source.id], source_kind)
        items.append({**item, **held.sources.get(source.id, {})})
        notes += more
    items.sort(key=lambda item: str(item["id"]))
    return items, notes


def _entity_files(
    items: Sequence[Mapping[str, Any]], entities_at: str
) -> Iterator[tuple[str, str]]:
    by_kind = defaultdict(list)
    for item in items:
        by_kind[item["kind"]].append(item)
    for kind, same in by_kind.items():
        for part, start in enumerate(range(0, len(same), _ITEMS_TO_A_FILE), start=1):
            number = f"-{part}" if len(same) > _ITEMS_TO_A_FILE else ""
            yield (
                f"{entities_at}{kind}{number}.yml",
                to_yaml(same[start : start + _ITEMS_TO_A_FILE]),
            )


def _report(  # noqa: PLR0913 (one for each thing that is counted)
    data: StandOff,
    articles: Sequence[ArticleFile],
    *,
    named: Container[str | None],
    entities: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    notes: tuple[NotRepresented, ...],
) -> ImportReport:
    return ImportReport(
        articles=len(articles),
        entities=len(entities),
        sources=len(sources),
        relations=sum(len(item.get("relations", ())) for item in entities),
        relations_read=sum(len(article.relations) for article in data.articles),
        mentions=sum(article.reachable for article in articles),
        mentions_read=sum(
            one.entity_id in named for article in data.articles for one in article.entities
        ),
        unnamed_mentions=sum(article.unnamed for article in articles),
        links=sum(article.links for article in articles),
        claims=sum(article.claims for article in articles),
        attributions_read=sum(len(article.attributions) for article in data.articles),
        quotations=sum(article.quotations for article in articles),
        quotes_read=sum(len(article.quotes) for article in data.articles),
        not_represented=notes,
    )
