"""All that the files say, put together: the published dossier."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from dossierpress.diagnostics import Diagnostic, order
from dossierpress.model.content import ContentFile, Matters, Parsed
from dossierpress.model.site import (
    Article,
    CrossReference,
    Entity,
    Key,
    MediaFile,
    PlainPage,
    Redirect,
    Site,
    SourceRecord,
)
from dossierpress.resolve import cross_reference
from dossierpress.resolve.appear import appear
from dossierpress.resolve.check_double import check_double
from dossierpress.resolve.check_record import Rules, check_record
from dossierpress.resolve.cite import cite, publisher_cycles
from dossierpress.resolve.doubles import shared_identifiers
from dossierpress.resolve.group import group
from dossierpress.resolve.link_types import link_types
from dossierpress.resolve.look_alikes import look_alikes
from dossierpress.resolve.media import media_of
from dossierpress.resolve.moved_anchors import move_in_links
from dossierpress.resolve.names import Found, choose, outside_sources
from dossierpress.resolve.order import in_order
from dossierpress.resolve.private_guard import Guard
from dossierpress.resolve.publish import add_only_unpublished, withhold
from dossierpress.resolve.read_texts import ReadText, Texts, leads_to, read_texts
from dossierpress.resolve.reference import Advice
from dossierpress.resolve.register import register
from dossierpress.resolve.relate import relate
from dossierpress.resolve.scrub import Finder, scrub, told_apart
from dossierpress.resolve.surroundings import Subject, Surroundings, subject
from dossierpress.resolve.weave import weave
from dossierpress.resolve.woven_text import Woven
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.page import PageMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter

_UNFINISHED = ("draft", "expired")
"""Reasons for which a record is not checked: its author is not there yet, or done with it."""

K = TypeVar("K")
V = TypeVar("V")
M = TypeVar("M", bound=Matters)


def resolve(
    parsed: Sequence[Parsed],
    media: Sequence[ContentFile],
    config: SiteConfig,
    *,
    as_of: datetime,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Make the published dossier of all that the files say.

    Args:
        parsed: Every content file but media, in any order.
        media: Every file below content/media/, in any order.
        config: The settings, with the built-in kinds and types merged in.
        as_of: The moment of publication, with a zone; embargoes and expiries are judged by it.

    Returns:
        The dossier, as whole as the problems allow, and the problems that this stage found, in
        the order of their places. Drafts and expired records are not checked.
    """
    made, problems = register(parsed, media)
    around = Surroundings(register=made, withheld=withhold(made, config, as_of), config=config)
    subjects = {key: subject(key, record, config) for key, record in made.records.items()}
    texts = read_texts(subjects, around)
    withheld = add_only_unpublished(
        around.withheld,
        made,
        {key: set(leads_to(text)) for key, text in texts.of.items()},
    )
    around = replace(around, withheld=withheld)
    known = _Known(around=around, subjects=subjects, texts=texts, as_of=as_of)
    published = in_order(
        {key: record for key, record in made.records.items() if key not in withheld}, config
    )
    woven = _with_moved_anchors({key: known.weave(key) for key in published})
    site = _Assembly(known=known, published=published, woven=woven).site()
    found = {*problems, *known.problems(woven)}
    return site, tuple(sorted(found, key=order))


def _with_moved_anchors(woven: dict[Key, Woven]) -> dict[Key, Woven]:
    moved = {key: text.moved for key, text in woven.items() if text.moved}
    if not moved:
        return woven
    return {
        key: replace(
            text, body=replace(text.body, pieces=move_in_links(text.body.pieces, key, moved))
        )
        for key, text in woven.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Everything that was found out about the records."""

    around: Surroundings
    subjects: Mapping[Key, Subject]
    texts: Texts
    as_of: datetime

    @property
    def finder(self) -> Finder:
        return Finder(register=self.around.register, withheld=self.around.withheld)

    def weave(self, key: Key) -> Woven:
        text = self.texts.of[key]
        return weave(self.subjects[key], text.settled, self._names_that_count(text), self.around)

    def _names_that_count(self, text: ReadText) -> Sequence[Found]:
        """Leave out names of entities that turned out not to be published for others' sake."""
        withheld = self.around.withheld
        if "only-unpublished" not in withheld.reasons.values():
            return text.chosen
        kept = []
        for name in text.found:
            owners = tuple(
                key for key in name.owners if withheld.reasons.get(key) != "only-unpublished"
            )
            if owners:
                kept.append(name._replace(owners=owners))
        sources = [name for name in text.sources if not all(key in withheld for key in name.owners)]
        return outside_sources(choose(kept), sources)

    def problems(self, woven: Mapping[Key, Woven]) -> Iterator[Diagnostic]:
        """Everything that is wrong with the records, in no particular order."""
        register, config = self.around.register, self.around.config
        rules = Rules(
            register=register,
            advice=Advice(register=register),
            reference_types=link_types(config.reference_types),
            relation_types=link_types(config.relation_types),
        )
        checked = [
            key for key in self.subjects if self.around.withheld.reasons.get(key) not in _UNFINISHED
        ]
        for key in checked:
            yield from check_record(self.subjects[key], self.texts.of[key].references, rules)
            yield from self.texts.of[key].problems
        for double in register.doubles:
            yield from check_double(double, self.around, self.texts, rules, self.as_of)
        for text in woven.values():
            yield from text.diagnostics
        yield from self._private_names(woven)
        records = [(key, self.subjects[key].record) for key in checked]
        yield from shared_identifiers(records, register)
        yield from publisher_cycles(records, register)
        yield from look_alikes(records, register)

    def _private_names(self, woven: Mapping[Key, Woven]) -> Iterator[Diagnostic]:
        if self.texts.private is None:
            return
        guard = Guard(
            names=self.texts.names,
            private=self.texts.private,
            around=self.around,
            finder=self.finder,
        )
        for key, text in woven.items():
            read = self.texts.of[key]
            told = {
                one.span.line
                for one in (*read.problems, *text.diagnostics)
                if one.code == "ref-private-name" and one.span
            }
            yield from guard.watch(
                self.subjects[key], read.settled, text.blocks, read.declared, told
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Assembly:
    """The site while it is put together."""

    known: _Known
    published: Sequence[Key]
    woven: Mapping[Key, Woven]

    def site(self) -> Site:
        known = self.known
        finder = known.finder
        matters = {key: known.subjects[key].record.matter for key in self.published}
        apart = told_apart(matters, finder)
        kept = {key: scrub(matter, finder, apart.get(key, ())) for key, matter in matters.items()}
        articles = _of_type(kept, ArticleMatter)
        entities = _of_type(kept, EntityMatter)
        sources = _of_type(kept, SourceMatter)
        appearances = appear(
            [mention for key in self.published for mention in self.woven[key].mentions],
            articles,
            tuple(entities),
        )
        citations = cite([(key, self.woven[key].citations) for key in self.published], articles)
        config = known.around.config
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
            relations=_fixed(relate(entities, link_types(config.relation_types))),
            bibliographies=_fixed(citations.bibliographies),
            citations_of=_fixed(citations.citations_of),
            uses_of=_fixed(citations.uses_of),
            relies_on=_fixed(citations.relies_on),
            relied_on_by=_fixed(citations.relied_on_by),
            documents_of=_fixed(
                group((m.publisher, id_) for id_, m in sources.items() if m.publisher)
            ),
            sources_of=_fixed(group((m.owner, id_) for id_, m in sources.items() if m.owner)),
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
        types = link_types(around.config.reference_types)
        stated = [
            one
            for key in self.published
            for one in cross_reference.statements(
                key,
                self.known.subjects[key].record,
                self.known.texts.of[key].references,
                around.register,
            )
            if one.there not in around.withheld
            and cross_reference.check(self.known.subjects[key].record, one, types) is None
        ]
        return cross_reference.both_sides(stated, types)

    def _redirects(self) -> tuple[Redirect, ...]:
        around = self.known.around
        return tuple(
            Redirect(former=former, now=now)
            for former, now in sorted(around.register.former.items())
            if now not in around.withheld
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


def _tags(articles: Mapping[str, ArticleMatter]) -> dict[str, tuple[str, ...]]:
    tagged = group(
        (tag, id_) for id_, matter in articles.items() for tag in dict.fromkeys(matter.tags)
    )
    return dict(sorted(tagged.items()))


def _fixed(table: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(table)
