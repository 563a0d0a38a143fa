"""`Edition`: the site as emitters read it, with the tables that several of them need.

Each table is derived from `Site` alone, once, on first use.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from itertools import islice

from markupsafe import Markup
from msgspec import Struct, field

from dossierpress import dates, routes
from dossierpress.emitters.named_in import NamedIn, named_in
from dossierpress.emitters.qualifiers import qualifiers
from dossierpress.model.annotations import Noted, led_to
from dossierpress.model.key import party_key
from dossierpress.model.output import TemplateSet
from dossierpress.model.site import (
    BibliographyEntry,
    Declaration,
    Key,
    MediaFile,
    Reliance,
    Site,
)
from dossierpress.page_scripts import PageScript, page_policy, page_scripts
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SoftTie
from dossierpress.text_direction import Direction, direction_of_language
from dossierpress.views.frame import Script, SectionLink
from dossierpress.views.parts import RecordLink

FEED_LENGTH = 50
"""Entries in the feed."""


class Edition(Struct, frozen=True, kw_only=True, dict=True):
    """A site with the theme that it is published in."""

    site: Site
    theme: TemplateSet
    link_cache: dict[tuple[str, str, str], RecordLink] = field(default_factory=dict)
    """(folder of the linking page, type, id) -> link: the same few thousand are wanted again and
    again."""
    opening_cache: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """(folder of the linking page, type, id) -> the opening tag of such a link in a text."""
    section_cache: dict[tuple[str, str], tuple[SectionLink, ...]] = field(default_factory=dict)
    """(folder of the linking page, current section) -> navigation."""

    @property
    def config(self) -> SiteConfig:
        """The settings of the site."""
        return self.site.config

    @property
    def page_size(self) -> int:
        """Entries on one page of a long list."""
        return self.site.config.page_size

    @cached_property
    def direction(self) -> Direction:
        """Which way the site's own language runs."""
        return direction_of_language(self.config.lang)

    @cached_property
    def kind_ranks(self) -> Mapping[str, int]:
        """Kind of entity -> its place in the order of the settings."""
        return {kind: place for place, kind in enumerate(self.config.kinds)}

    @cached_property
    def entities_by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """Kind -> ids of its entities, in their order; only kinds that have some."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_, entity in self.site.entities.items():
            found[entity.matter.kind].append(id_)
        last = len(self.kind_ranks)
        kinds = sorted(found, key=lambda kind: (self.kind_ranks.get(kind, last), kind))
        return {kind: tuple(found[kind]) for kind in kinds}

    @cached_property
    def named_in(self) -> Mapping[str, tuple[NamedIn, ...]]:
        """Entity id -> where the profiles of others name it; see `named_in`."""
        return named_in(self.site)

    @cached_property
    def qualifiers(self) -> Mapping[Key, str]:
        """Record -> what tells it from others of its name and kind; only where there are any."""
        return qualifiers(self.site)

    @cached_property
    def first_published(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> ids of the articles that were first published there, in their order."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_, article in self.site.articles.items():
            if article.matter.origin is not None:
                found[bare_id(article.matter.origin.source)].append(id_)
        return {source: tuple(articles) for source, articles in found.items()}

    @cached_property
    def reference_labels(self) -> Mapping[str, str]:
        """Type of cross-reference, seen from either side -> what it is called."""
        types = self.config.reference_types
        labels = {name: type_.label for name, type_ in types.items()}
        inverse = {
            type_.inverse: type_.inverse_label
            for type_ in types.values()
            if type_.inverse and type_.inverse_label
        }
        return {**inverse, **labels}

    @cached_property
    def declarations_in(self) -> Mapping[str, tuple[Declaration, ...]]:
        """Article id -> the entities that it declares, in the order of its front matter."""
        found: dict[str, list[Declaration]] = defaultdict(list)
        for declarations in self.site.declarations_of.values():
            for declaration in declarations:
                found[declaration.article].append(declaration)
        return {article: self._as_written(article, found[article]) for article in found}

    def _as_written(
        self, article: str, declarations: Iterable[Declaration]
    ) -> tuple[Declaration, ...]:
        written = self.site.articles[article].matter.entities
        places = {bare_id(declared.id): place for place, declared in enumerate(written)}
        return tuple(sorted(declarations, key=lambda one: places.get(one.entity, len(places))))

    @cached_property
    def reliances_in(self) -> Mapping[str, tuple[Reliance, ...]]:
        """Article id -> who cites whom in it."""
        found: dict[str, list[Reliance]] = defaultdict(list)
        for reliances in self.site.relies_on.values():
            for reliance in reliances:
                found[reliance.article].append(reliance)
        return {article: tuple(reliances) for article, reliances in found.items()}

    @cached_property
    def entity_places(self) -> Mapping[str, int]:
        """Entity id -> its place in entity order."""
        return {id_: place for place, id_ in enumerate(self.site.entities)}

    @cached_property
    def entities_in(self) -> Mapping[str, tuple[str, ...]]:
        """Article id -> ids of the entities that appear in it, in entity order."""
        found: dict[str, list[str]] = defaultdict(list)
        for entity in self.site.entities:
            for article in self.site.appearances.get(entity, ()):
                found[article].append(entity)
        return {article: tuple(entities) for article, entities in found.items()}

    @cached_property
    def records_on(self) -> Mapping[str, tuple[BibliographyEntry, ...]]:
        """Source id -> the bibliography entry of each record that rests on it: articles first."""
        found: dict[str, list[BibliographyEntry]] = defaultdict(list)
        for key in self._in_order():
            for entry in self.site.bibliographies.get(key, ()):
                found[entry.source].append(entry)
        return {source: tuple(entries) for source, entries in found.items()}

    @cached_property
    def named_by(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> ids of the entities that it names somehow, in entity order."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for entity in self.site.entities:
            for naming in self.site.claims.namings.get(entity, ()):
                found[naming.source][entity] = None
        return {source: tuple(entities) for source, entities in found.items()}

    @cached_property
    def soft_ties_of(self) -> Mapping[Key, tuple[tuple[Key, SoftTie], ...]]:
        """Source or entity -> the sources that may depend on it, and how, in source order."""
        found: dict[Key, list[tuple[Key, SoftTie]]] = defaultdict(list)
        for source in self.site.sources.values():
            for tie in source.matter.tied_to:
                found[party_key(tie.to)].append((Key(type="source", id=source.id), tie))
        return {key: tuple(ties) for key, ties in found.items()}

    @cached_property
    def notes_on(self) -> Mapping[Key, tuple[Noted, ...]]:
        """Record -> annotations that rest on it or are about it, in article order."""
        found: dict[Key, list[Noted]] = defaultdict(list)
        for notes in self.site.annotations.notes.values():
            for note in notes:
                for key in dict.fromkeys(led_to(note)):
                    found[key].append(note)
        return {key: tuple(notes) for key, notes in found.items()}

    @cached_property
    def claims_on(self) -> Mapping[str, tuple[str, ...]]:
        """Claim id -> ids of all claims on its subject and aspect; only where there are others."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for claim in self.site.claims.by_id.values():
            if claim.matter.about and claim.matter.aspect:
                found[claim.matter.about[0], claim.matter.aspect].append(claim.id)
        return {id_: tuple(ids) for ids in found.values() if len(ids) > 1 for id_ in ids}

    @cached_property
    def places(self) -> Mapping[Key, int]:
        """Record -> its place in order: articles, entities, sources, claims, pages."""
        return {key: place for place, key in enumerate(self._in_order())}

    def file_of(self, key: Key) -> str:
        """The content file that defines a record."""
        site = self.site
        match key.type:
            case "article":
                return site.articles[key.id].path
            case "entity":
                return site.entities[key.id].path
            case "source":
                return site.sources[key.id].path
            case "claim":
                return site.claims.by_id[key.id].path
            case "page":
                return site.pages[key.id].path

    def _in_order(self) -> Iterable[Key]:
        yield from (Key(type="article", id=id_) for id_ in self.site.articles)
        yield from (Key(type="entity", id=id_) for id_ in self.site.entities)
        yield from (Key(type="source", id=id_) for id_ in self.site.sources)
        yield from (Key(type="claim", id=id_) for id_ in self.site.claims.by_id)
        yield from (Key(type="page", id=id_) for id_ in self.site.pages)

    @cached_property
    def articles_on(self) -> Mapping[str, int]:
        """Source id -> how many articles rest on it."""
        return {
            source: sum(entry.record.type == "article" for entry in entries)
            for source, entries in self.records_on.items()
        }

    @cached_property
    def cited_through(self) -> Mapping[str, int]:
        """Source id -> how often all that it publishes is cited, and what that publishes in turn.

        From those that publish nothing upwards, so that a circle of publishers counts nothing.
        """
        site = self.site
        waiting = {source: len(children) for source, children in site.documents_of.items()}
        above = {
            child: source for source, children in site.documents_of.items() for child in children
        }
        found: dict[str, int] = defaultdict(int)
        ready = [source for source in above if source not in waiting]
        while ready:
            source = ready.pop()
            parent = above.get(source)
            if parent is None:
                continue
            found[parent] += found.get(source, 0) + len(site.citations_of.get(source, ()))
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)
        return {source: found[source] for source, left in waiting.items() if not left}

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Id of a dated article -> ids of the one before it and the one after it, by date."""
        dated = [id_ for id_, one in self.site.articles.items() if one.matter.date is not None]
        around = [None, *dated, None]
        return {id_: (around[place + 2], around[place]) for place, id_ in enumerate(dated)}

    @cached_property
    def dated_for_feeds(self) -> tuple[str, ...]:
        """Ids of the newest articles with a date that a feed can say, as many as it takes."""
        zone = self.config.timezone
        dated = (id_ for id_ in self.neighbours if dates.instant(self._date(id_), zone))
        return tuple(islice(dated, FEED_LENGTH))

    def _date(self, article: str) -> str:
        return self.site.articles[article].matter.date or ""

    @cached_property
    def media(self) -> Mapping[str, MediaFile]:
        """Path below content/media/ -> the published file."""
        return {file.path: file for file in self.site.media}

    @cached_property
    def stylesheets(self) -> tuple[str, ...]:
        """The theme's stylesheets: path below output/, `?v=`, and the beginning of a digest."""
        return tuple(
            f"{routes.encode(routes.static(path))}?v={sha256(data).hexdigest()[:10]}"
            for path, data in self.theme.statics
            if path.startswith("css/") and path.endswith(".css") and path.count("/") == 1
        )

    @cached_property
    def scripts(self) -> tuple[Script, ...]:
        """The theme's scripts, as pages hold them."""
        return tuple(
            Script(
                name=one.name,
                # `page_scripts` leaves out what would end the element.
                element=Markup(f"<script>{one.code}</script>"),  # noqa: S704
                source=one.source,
                everywhere=one.everywhere,
            )
            for one in self._scripts
        )

    @cached_property
    def policy(self) -> Markup:
        """What every page says that it loads and runs."""
        return Markup(page_policy(self._scripts))  # noqa: S704

    @cached_property
    def _scripts(self) -> tuple[PageScript, ...]:
        return page_scripts(self.theme.statics)


def bare_id(reference: str) -> str:
    """The id of a reference, without the type in front of it."""
    return reference.rpartition(":")[2]


def asks_for_care(matter: EntityMatter) -> bool:
    """Whether a living person has to be spared search engines, pictures and prominence."""
    return bool(matter.sensitivity)
