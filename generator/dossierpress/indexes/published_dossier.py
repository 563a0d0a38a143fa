"""Make the published dossier of all files, with its tables.

Gets all parsed files, media and settings; gives the `Site`, and the problems that need more than
one file to be found.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.claims.checks.every_claim import check_claims
from dossierpress.claims.claim_index import ClaimSources, index_claims
from dossierpress.engine.cache_keys import views_key
from dossierpress.engine.encoding import digest_of
from dossierpress.engine.forked import Run, inline
from dossierpress.engine.results import Results
from dossierpress.engine.store import Store
from dossierpress.engine.traces import Traces
from dossierpress.indexes.captures import media_of
from dossierpress.indexes.checks.all_records import check_all_records
from dossierpress.indexes.checks.dates import check_dates
from dossierpress.indexes.checks.private_names import check_private_names
from dossierpress.indexes.cross_references import index_cross_references
from dossierpress.indexes.lasting_anchors import (
    NOTE,
    PublishedAnchors,
    anchors_to_keep,
    lasting_reports,
)
from dossierpress.indexes.mentions_and_citations import index_citations, index_mentions
from dossierpress.indexes.reachability import record_links, unreachable_entities
from dossierpress.indexes.relations import index_relations
from dossierpress.indexes.stand_in_numbers import (
    in_order_of_appearance,
    new_numbers,
    shown_by_stand_in,
    stand_in_names,
)
from dossierpress.indexes.text_linking import ReadDossier, link_texts, names_that_count
from dossierpress.indexes.text_reading import ReadText, read_texts
from dossierpress.kernel.diagnostics import Diagnostic, order
from dossierpress.kernel.key import Key, RecordType, party_key
from dossierpress.links.annotations import annotate
from dossierpress.links.claim_words import claims_without_words
from dossierpress.links.linked_text import LinkedText
from dossierpress.links.names.name_index import FoundName
from dossierpress.links.names.search import gather_names
from dossierpress.links.text_context import TextContext, link_types, settings_of, subject_of
from dossierpress.model.annotations import Annotations
from dossierpress.model.claims import Claims
from dossierpress.model.content import Matters, Parsed, Record
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
from dossierpress.records.listing import group, in_order
from dossierpress.records.lookup import Lookup, complete_hint
from dossierpress.records.register import build_register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.kept_anchors import KeptAnchors
from dossierpress.schema.page import PageMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.schema.stand_ins import StandIn, StandIns, stand_in_words
from dossierpress.source.files import ContentFile
from dossierpress.visibility.scrub import scrub_matter, told_apart
from dossierpress.visibility.withheld import PublishedFinder, add_only_unpublished, withhold

K = TypeVar("K")
V = TypeVar("V")
M = TypeVar("M", bound=Matters)


class SiteAssembly(Struct, frozen=True, kw_only=True):
    """Assembles the `Site` from the parts that are found before."""

    dossier: ReadDossier
    published: Sequence[Key]
    linked: Mapping[Key, LinkedText]
    """Texts of the published records."""
    stamps: Mapping[Key, bytes]
    """Digests of what these texts were made of."""
    annotations: Annotations

    def site(self) -> Site:
        """Make the site: everything that is published, in tables."""
        dossier = self.dossier
        finder = dossier.finder
        matters = {key: dossier.subjects[key].record.matter for key in self.published}
        apart = told_apart(matters, finder)
        kept = {
            key: scrub_matter(matter, finder, apart.get(key, ())) for key, matter in matters.items()
        }
        articles = _of_type(kept, ArticleMatter)
        entities = _of_type(kept, EntityMatter)
        sources = _of_type(kept, SourceMatter)
        texts = {key: self.linked[key] for key in self.published}
        appearances = index_mentions(texts, articles, tuple(entities))
        citations = index_citations(texts, articles)
        config = dossier.config
        relations = index_relations(entities, link_types(config.relation_types))
        claims = index_claims(
            ClaimSources(
                claims=_of_type(kept, ClaimMatter),
                articles=articles,
                sources=sources,
                entities=entities,
                relations=relations,
                mentions_in=lambda id_: self.linked[Key(type="article", id=id_)].mentions,
                names=dossier.texts.names.entities,
                lang=config.lang,
                most_compared=config.limits.compared_claims,
                stand_ins=frozenset(dossier.context.withheld.stand_ins.values()),
                path_of=self._path,
                body_of=lambda key: self.linked[key].body,
            )
        )
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
            mentioned_in=_fixed(appearances.mentioned_in),
            declarations_of=_fixed(appearances.declarations_of),
            appearances=_fixed(appearances.appearances),
            companions=_fixed(appearances.companions),
            named_together=_fixed(appearances.named_together),
            cross_references=_fixed(self._cross_references()),
            relations=_fixed(relations),
            bibliographies=_fixed(citations.bibliographies),
            citations_of=_fixed(citations.citations_of),
            cited_in=_fixed(citations.cited_in),
            uses_of=_fixed(citations.uses_of),
            relies_on=_fixed(citations.relies_on),
            relied_on_by=_fixed(citations.relied_on_by),
            documents_of=_fixed(_published_by("source", sources)),
            publications_of=_fixed(_published_by("entity", sources)),
            sources_of=_fixed(group((m.owner, id_) for id_, m in sources.items() if m.owner)),
            claims=claims,
            annotations=self.annotations,
            claims_in_texts=_fixed(
                {id_: placed for id_ in articles if (placed := texts[_article_key(id_)].claims)}
            ),
            texts_of_claims=_fixed(
                group(
                    (one.claim, one) for id_ in articles for one in texts[_article_key(id_)].claims
                )
            ),
            redirects=self._redirects(),
            media=self._media(kept),
            withheld=tuple(sorted(dossier.context.withheld.reasons.items())),
            stamps=self._stamps(apart, claims),
        )

    def _stamps(self, apart: Mapping[Key, tuple[str, ...]], claims: Claims) -> dict[Key, bytes]:
        """Digests of all that the records are made of: see `scrub_matter`.

        A claim is made of what every source says of itself, too, and of other claims.
        """
        register, withheld = self.dossier.context.register, self.dossier.context.withheld
        finds = digest_of(
            (register.by_id, register.former, withheld.reasons, withheld.stand_ins, withheld.part)
        )
        stamps = {
            key: digest_of((record.stamp or record, self.stamps[key], finds, apart.get(key, ())))
            for key, record in ((key, self.dossier.subjects[key].record) for key in self.published)
        }
        # A report by a withheld source tells whether only a stub of it was read.
        sources = digest_of(
            [one.stamp or one for key, one in register.records.items() if key.type == "source"]
        )
        for one in claims.by_id.values():
            key = Key(type="claim", id=one.id)
            stamps[key] = digest_of((stamps[key], sources, one.relations, one.articles))
        return stamps

    def _article(self, id_: str, matter: ArticleMatter) -> Article:
        key = Key(type="article", id=id_)
        return Article(id=id_, path=self._path(key), matter=matter, body=self.linked[key].body)

    def _entity(self, id_: str, matter: EntityMatter) -> Entity:
        key = Key(type="entity", id=id_)
        return Entity(id=id_, path=self._path(key), matter=matter, body=self.linked[key].body)

    def _source(self, id_: str, matter: SourceMatter) -> SourceRecord:
        key = Key(type="source", id=id_)
        return SourceRecord(id=id_, path=self._path(key), matter=matter, body=self.linked[key].body)

    def _page(self, id_: str, matter: PageMatter) -> PlainPage:
        key = Key(type="page", id=id_)
        return PlainPage(id=id_, path=self._path(key), matter=matter, body=self.linked[key].body)

    def _path(self, key: Key) -> str:
        return self.dossier.subjects[key].record.path

    def _cross_references(self) -> dict[Key, tuple[CrossReference, ...]]:
        withheld = self.dossier.context.withheld.reasons
        types = link_types(self.dossier.config.reference_types)
        stated = [
            (key, one)
            for key in self.published
            for one in self.dossier.texts.of[key].stated
            if one.there not in withheld
        ]
        return index_cross_references(stated, types)

    def _redirects(self) -> tuple[Redirect, ...]:
        context = self.dossier.context
        return tuple(
            Redirect(former=former, now=now)
            for former, now in sorted(context.register.former.items())
            if now in self.linked
        )

    def _media(self, matters: Mapping[Key, Matters]) -> tuple[MediaFile, ...]:
        files = self.dossier.context.register.media
        if not files:
            return ()
        used = {path for text in self.linked.values() for path in text.media}
        logo = self.dossier.config.theme.logo
        if logo is not None and logo in files:
            used.add(logo)
        for matter in matters.values():
            used.update(media_of(matter, self.dossier.context.register))
        return tuple(
            MediaFile(path=path, held=files[path].held, digest=files[path].digest)
            for path in sorted(used)
        )


def _article_key(id_: str) -> Key:
    return Key(type="article", id=id_)


def _of_type(matters: Mapping[Key, Matters], type_: type[M]) -> dict[str, M]:
    return {key.id: matter for key, matter in matters.items() if isinstance(matter, type_)}


def _published_by(
    type_: RecordType, sources: Mapping[str, SourceMatter]
) -> Mapping[str, tuple[str, ...]]:
    """Id of a publisher of this type -> ids of the sources that it publishes."""
    by = ((party_key(m.publisher), id_) for id_, m in sources.items() if m.publisher)
    return group((key.id, id_) for key, id_ in by if key.type == type_)


def _tags(articles: Mapping[str, ArticleMatter]) -> dict[str, tuple[str, ...]]:
    tagged = group(
        (tag, id_) for id_, matter in articles.items() for tag in dict.fromkeys(matter.tags)
    )
    return dict(sorted(tagged.items()))


def _fixed(table: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(table)


NO_STAND_INS = StandIns()


def resolve(  # noqa: PLR0913 (all that a dossier is made of)
    parsed: Sequence[Parsed],
    media: Sequence[ContentFile],
    config: SiteConfig,
    *,
    as_of: datetime,
    numbers: StandIns = NO_STAND_INS,
    anchors: KeptAnchors | None = None,
    store: Store | None = None,
    run: Run = inline,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Make the published dossier of all files.

    Args:
        parsed: Every content file but media, in any order.
        media: Every file below content/media/, in any order.
        config: The settings, with the built-in kinds and types merged in.
        as_of: The as-of time, with a zone; it decides embargoes and expiries.
        numbers: The stand-ins that private records have already.
        anchors: The addresses within pages that were published; None if they are not kept.
        store: The cache of texts that were read and linked, which must stay open: they are read
            from it when somebody asks for them. By default one in memory.
        run: Runs the reading and linking of texts.

    Returns:
        The dossier, as complete as the problems allow; and the problems that this stage found, in
        the order of their places, with those of `parsed` whose hints needed all records. Drafts
        and expired records are not checked.
    """
    store = store or Store()  # one in memory; the rows of texts are read for as long as the site is
    code_key = views_key(config.timezone)
    register, problems = build_register(parsed, media)
    lookup = Lookup(register=register)
    withheld = withhold(register, as_of)
    withheld = replace(
        withheld,
        stand_ins=stand_in_names(register, withheld.reasons, config, numbers),
        part=stand_in_words(config.lang).part,
    )
    context = TextContext(
        register=register, withheld=withheld, settings=settings_of(config), lookup=lookup
    )
    subjects = {key: subject_of(key, record, config) for key, record in register.records.items()}
    names = gather_names(register, withheld, config)
    texts = read_texts(subjects, context, names, store=store, code_key=code_key, run=run)
    finder = PublishedFinder(register=register, withheld=context.withheld)
    every_entity = config.publish_entities == "all"
    withheld = add_only_unpublished(
        context.withheld,
        register,
        *record_links(subjects, texts, finder),
        every_entity=every_entity,
    )
    context = replace(context, withheld=withheld)
    dossier = ReadDossier(
        context=context,
        config=config,
        subjects=subjects,
        texts=texts,
        as_of=as_of,
        published_anchors=None
        if anchors is None
        else PublishedAnchors(register=register, kept=anchors),
    )
    open_records = {key: record for key, record in register.records.items() if key not in withheld}
    aside = frozenset[Key]() if every_entity else unreachable_entities(dossier)
    shown_records = {key: record for key, record in open_records.items() if key not in aside}
    dossier, new = _with_numbers(dossier, shown_records, numbers)
    published = in_order(open_records, config)
    linked_texts = link_texts(published, dossier, store=store, code_key=code_key, run=run)
    before = dossier.published_anchors
    annotated = annotate(
        linked_texts.of,
        subjects,
        dossier.finder,
        tuple(config.annotation_types),
        config.lang,
        published=partial(before.beginning_with, NOTE) if before else None,
    )
    linked = annotated.linked
    # Diagnostics do not depend on what is left out: it is checked like all other records.
    assembly = SiteAssembly(
        dossier=dossier,
        published=published,
        linked=linked,
        stamps={
            key: linked_texts.stamps[key]
            if text is linked_texts.of[key]
            else digest_of((linked_texts.stamps[key], text.body))
            for key, text in linked.items()
        },
        annotations=annotated.annotations,
    )
    whole = assembly.site()
    today = as_of.astimezone(ZoneInfo(config.timezone)).date()
    found = {
        *problems,
        *check_all_records(dossier, linked),
        *check_private_names(dossier, linked_texts, store, code_key),
        *annotated.diagnostics,
        *claims_without_words({key: subjects[key] for key in published}, linked, dossier.finder),
        *check_claims(whole, register.records, dossier.finder),
        *check_dates(whole, linked_texts.dates, register.records, dossier.finder, today),
        *(complete_hint(one, lookup) for file in parsed for one in file.diagnostics if one.sought),
    }
    dossier.texts.forget_resolved()
    site = _without(aside, whole, assembly) if aside else whole
    if before:
        site, reports, lost = lasting_reports(site, before)
        found |= {*lost}
        kept = anchors_to_keep(before, linked_texts.of, (annotated.anchors, reports))
        site = replace(site, kept_anchors=kept)
    return replace(site, new_stand_ins=new), tuple(sorted(found, key=order))


def forget(store: Store) -> None:
    """Delete all results on texts from the cache, after a build that fails before this stage."""
    Results.forget_all("texts", store)
    Results.forget_all("woven", store)
    Traces.forget_all("guarded", store)


def _without(aside: Collection[Key], whole: Site, assembly: SiteAssembly) -> Site:
    """The site without the entities in `aside`, which nothing published leads to."""
    linked = {key: text for key, text in assembly.linked.items() if key not in aside}
    kept = replace(assembly, published=tuple(linked), linked=linked).site()
    left = (one for id_, one in whole.entities.items() if id_ not in kept.entities)
    return replace(kept, left_out=tuple(left))


def _with_numbers(
    dossier: ReadDossier, records: Mapping[Key, Record], numbers: StandIns
) -> tuple[ReadDossier, tuple[StandIn, ...]]:
    """Number the private records that texts show a stand-in for and that have no number yet."""
    context = dossier.context
    if not any(context.withheld.is_private(key) for key in context.withheld.reasons):
        return dossier, ()
    met = {
        key: tuple(
            shown_by_stand_in(
                records[key],
                *_stand_ins_in(dossier.texts.of[key], context),
                dossier.finder,
            )
        )
        for key in in_order_of_appearance(records, dossier.config)
    }
    new = new_numbers(
        (one for keys in met.values() for one in keys),
        context.withheld.stand_ins,
        context.register,
        dossier.config,
        numbers,
    )
    if not new:
        return dossier, ()
    withheld = context.withheld
    words = stand_in_names(
        context.register, withheld.reasons, dossier.config, numbers.and_further(new)
    )
    changed = {key for key, word in words.items() if withheld.stand_ins.get(key) != word}
    context = replace(context, withheld=replace(withheld, stand_ins=words))
    again = (key for key, keys in met.items() if changed.intersection(keys))
    return replace(dossier, context=context, texts=dossier.texts.read_again(again, context)), new


def _stand_ins_in(
    text: ReadText, context: TextContext
) -> tuple[Sequence[tuple[int, Key]], Sequence[FoundName]]:
    """The stand-ins in a text, and the names in it that count."""
    if not text.hides:
        return (), ()
    named = text.content.named
    return (named.stands_for, names_that_count(named, context))
