"""The published dossier, put together of what was found out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct

from dossierpress.model.annotations import Annotations
from dossierpress.model.content import Matters
from dossierpress.model.key import Key, RecordType, party_key
from dossierpress.model.site import (
    Article,
    CrossReference,
    Entity,
    MediaFile,
    PlainPage,
    Redirect,
    Site,
    SourceRecord,
)
from dossierpress.resolve import cross_reference
from dossierpress.resolve.appear import appear
from dossierpress.resolve.cite import cite
from dossierpress.resolve.claims import Published, claims
from dossierpress.resolve.group import group
from dossierpress.resolve.known import Known
from dossierpress.resolve.link_types import link_types
from dossierpress.resolve.media import media_of
from dossierpress.resolve.relate import relate
from dossierpress.resolve.scrub import scrub, told_apart
from dossierpress.resolve.woven_text import Woven
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.page import PageMatter
from dossierpress.schema.source import SourceMatter

K = TypeVar("K")
V = TypeVar("V")
M = TypeVar("M", bound=Matters)


class Assembly(Struct, frozen=True, kw_only=True):
    """The site while it is put together."""

    known: Known
    published: Sequence[Key]
    woven: Mapping[Key, Woven]
    """The texts of these."""
    annotations: Annotations

    def site(self) -> Site:
        """Everything that is published, in its tables."""
        known = self.known
        finder = known.finder
        matters = {key: known.subjects[key].record.matter for key in self.published}
        apart = told_apart(matters, finder)
        kept = {key: scrub(matter, finder, apart.get(key, ())) for key, matter in matters.items()}
        articles = _of_type(kept, ArticleMatter)
        entities = _of_type(kept, EntityMatter)
        sources = _of_type(kept, SourceMatter)
        mentions = [mention for key in self.published for mention in self.woven[key].mentions]
        appearances = appear(mentions, articles, tuple(entities))
        citations = cite([(key, self.woven[key].citations) for key in self.published], articles)
        config = known.config
        relations = relate(entities, link_types(config.relation_types))
        return Site(
            config=config,
            articles=_fixed({id_: self._article(id_, m) for id_, m in articles.items()}),
            entities=_fixed({id_: self._entity(id_, m) for id_, m in entities.items()}),
            sources=_fixed({id_: self._source(id_, m) for id_, m in sources.items()}),
            pages=_fixed(
                {id_: self._page(id_, m) for id_, m in _of_type(kept, PageMatter).items()}
            ),
            tags=_fixed(_tags(articles)),
            mentions_of=_fixed(appearances.mentions_of),
            declarations_of=_fixed(appearances.declarations_of),
            appearances=_fixed(appearances.appearances),
            companions=_fixed(appearances.companions),
            cross_references=_fixed(self._cross_references()),
            relations=_fixed(relations),
            bibliographies=_fixed(citations.bibliographies),
            citations_of=_fixed(citations.citations_of),
            uses_of=_fixed(citations.uses_of),
            relies_on=_fixed(citations.relies_on),
            relied_on_by=_fixed(citations.relied_on_by),
            documents_of=_fixed(_published_by("source", sources)),
            publications_of=_fixed(_published_by("entity", sources)),
            sources_of=_fixed(group((m.owner, id_) for id_, m in sources.items() if m.owner)),
            claims=claims(
                Published(
                    claims=_of_type(kept, ClaimMatter),
                    articles=articles,
                    sources=sources,
                    entities=entities,
                    relations=relations,
                    mentions=mentions,
                    names=known.texts.names.entities,
                    lang=config.lang,
                    most_compared=config.limits.compared_claims,
                    stand_ins=frozenset(known.around.withheld.stand_ins.values()),
                    path_of=self._path,
                    body_of=lambda key: self.woven[key].body,
                )
            ),
            annotations=self.annotations,
            redirects=self._redirects(),
            media=self._media(kept),
            withheld=tuple(sorted(known.around.withheld.reasons.items())),
        )

    def _article(self, id_: str, matter: ArticleMatter) -> Article:
        key = Key(type="article", id=id_)
        return Article(id=id_, path=self._path(key), matter=matter, body=self.woven[key].body)

    def _entity(self, id_: str, matter: EntityMatter) -> Entity:
        key = Key(type="entity", id=id_)
        return Entity(id=id_, path=self._path(key), matter=matter, body=self.woven[key].body)

    def _source(self, id_: str, matter: SourceMatter) -> SourceRecord:
        key = Key(type="source", id=id_)
        return SourceRecord(id=id_, path=self._path(key), matter=matter, body=self.woven[key].body)

    def _page(self, id_: str, matter: PageMatter) -> PlainPage:
        key = Key(type="page", id=id_)
        return PlainPage(id=id_, path=self._path(key), matter=matter, body=self.woven[key].body)

    def _path(self, key: Key) -> str:
        return self.known.subjects[key].record.path

    def _cross_references(self) -> dict[Key, tuple[CrossReference, ...]]:
        around = self.known.around
        types = link_types(self.known.config.reference_types)
        stated = [
            (key, one)
            for key in self.published
            for one in self.known.texts.of[key].stated
            if one.there not in around.withheld
        ]
        return cross_reference.both_sides(stated, types)

    def _redirects(self) -> tuple[Redirect, ...]:
        around = self.known.around
        return tuple(
            Redirect(former=former, now=now)
            for former, now in sorted(around.register.former.items())
            if now in self.woven
        )

    def _media(self, matters: Mapping[Key, Matters]) -> tuple[MediaFile, ...]:
        files = self.known.around.register.media
        used = {path for text in self.woven.values() for path in text.media}
        for matter in matters.values():
            used.update(media_of(matter, self.known.around.register))
        return tuple(
            MediaFile(path=path, data=files[path].data, digest=files[path].digest)
            for path in sorted(used)
        )


def _of_type(matters: Mapping[Key, Matters], type_: type[M]) -> dict[str, M]:
    return {key.id: matter for key, matter in matters.items() if isinstance(matter, type_)}


def _published_by(
    type_: RecordType, sources: Mapping[str, SourceMatter]
) -> Mapping[str, tuple[str, ...]]:
    """Ids of the sources that each source, or each entity, publishes."""
    by = ((party_key(m.publisher), id_) for id_, m in sources.items() if m.publisher)
    return group((key.id, id_) for key, id_ in by if key.type == type_)


def _tags(articles: Mapping[str, ArticleMatter]) -> dict[str, tuple[str, ...]]:
    tagged = group(
        (tag, id_) for id_, matter in articles.items() for tag in dict.fromkeys(matter.tags)
    )
    return dict(sorted(tagged.items()))


def _fixed(table: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(table)
