"""`SiteTables`: all tables about the whole site that pages need, each computed on first use.

Builders read them through `TrackedSite`, which records every read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import islice

from markupsafe import Markup

from dossierpress.catalogues.choice import Spoken, catalogue_digest, spoken
from dossierpress.catalogues.reading import catalogue_of
from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key, party_key
from dossierpress.kernel.memo import OnDemand, map_values
from dossierpress.kernel.page_scripts import PageScript, page_policy, scripts_of_theme
from dossierpress.kernel.page_styles import PAGE_STYLE, page_style
from dossierpress.model.annotations import PlacedAnnotation, PlacedQuotation, records_linked_by
from dossierpress.model.site import (
    BibliographyEntry,
    Declaration,
    MediaFile,
    Mention,
    Reliance,
    SourceCitation,
)
from dossierpress.pages.tables.bibliographies import entries_of, resting_on
from dossierpress.pages.tables.corrections import (
    StatusCorrection,
    corrections_of,
    note_corrections_of,
)
from dossierpress.pages.tables.excerpts import (
    grouped_by_sentence,
    mentions_by_others,
    quotations_once,
)
from dossierpress.pages.tables.feeds import (
    FEED_LENGTH,
    corrections_by_article,
    newest,
    notes_by_article,
)
from dossierpress.pages.tables.heads import RecordHead, Summary, heads, summaries
from dossierpress.pages.tables.map_tables import MapTables
from dossierpress.pages.tables.publishers import cited_through, published_by
from dossierpress.pages.tables.qualifiers import qualifiers
from dossierpress.pages.tables.reverse_indexes import (
    NamedIn,
    articles_through,
    declarations_in,
    first_published,
    named_in,
    roughly,
    taken_over_by,
)
from dossierpress.pages.tables.theme_rules import theme_rules
from dossierpress.pages.tables.timelines import Day, TimelineEntry, days, timeline
from dossierpress.pages.views.page_chrome import ScriptElement
from dossierpress.schema.source import SoftTie
from dossierpress.sharing.drawing import can_be_drawn
from dossierpress.sharing.share_pictures import are_drawn, fonts, shown_of
from dossierpress.source.files import TemplateSet

STANDALONE_STYLE = "alone.css"
"""The stylesheet that is inlined into the page for missing pages, which can load nothing."""


class SiteTables(MapTables, frozen=True, kw_only=True, dict=True):
    """The tables of a site and its theme, each computed on first use."""

    theme: TemplateSet

    def spoken(self, lang: str) -> Spoken:
        """In what language a page speaks whose subject is in a language."""
        return spoken(lang, self.config.lang, self.theme)

    def word(self, catalogue: str, context: str, text: str) -> str:
        """A word of the vocabulary in the language of a catalogue."""
        words = catalogue_of(self.theme, catalogue)
        return text if words is None else words.text(context, text)

    def catalogue_named(self, name: str) -> str:
        """A catalogue, as the frame of a page has it: its name and a digest."""
        return f"{name} {catalogue_digest(self.theme, name)}" if name else ""

    @cached_property
    def named_in(self) -> Mapping[str, tuple[NamedIn, ...]]:
        """Entity id -> where the profiles of others name it; see `named_in`."""
        return named_in(self.site)

    @cached_property
    def first_published(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> ids of the articles that were first published there, in their order."""
        return first_published(self.site)

    @cached_property
    def articles_through(self) -> Mapping[str, int]:
        """Source id -> how many articles use it or were first published there."""
        return articles_through(self.site, self.first_published)

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
        return map_values(self.site.articles, declarations_in)

    @cached_property
    def reliances_in(self) -> Mapping[str, tuple[Reliance, ...]]:
        """Article id -> who cites whom in it."""
        found: dict[str, list[Reliance]] = defaultdict(list)
        for reliances in self.site.relies_on.values():
            for reliance in reliances:
                found[reliance.article].append(reliance)
        return {article: tuple(reliances) for article, reliances in found.items()}

    @cached_property
    def entities_in(self) -> Mapping[str, tuple[str, ...]]:
        """Article id -> ids of the entities that appear in it, in entity order."""
        found: dict[str, list[str]] = defaultdict(list)
        for entity in self.site.entities:
            for article in self.site.appearances.get(entity, ()):
                found[article].append(entity)
        return {article: tuple(entities) for article, entities in found.items()}

    @cached_property
    def roughly_appears(self) -> Mapping[str, tuple[int, bool]]:
        """Entity id -> in how many articles it appears, as `roughly` says it."""
        found = self.site.appearances
        return OnDemand(self.site.entities, lambda id_: roughly(len(found.get(id_, ()))))

    @cached_property
    def records_on(self) -> Mapping[str, tuple[BibliographyEntry, ...]]:
        """Source id -> the bibliography entry of each record that rests on it: articles first."""
        on = self.resting_on
        return OnDemand(on, lambda source: entries_of(source, on[source], self.site))

    @cached_property
    def resting_on(self) -> Mapping[str, tuple[Key, ...]]:
        """Source id -> the records that cite it or declare its use: articles first."""
        return resting_on(self.site, self.places)

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
    def notes_on(self) -> Mapping[Key, tuple[PlacedAnnotation, ...]]:
        """Record -> annotations that rest on it or are about it, in article order."""
        found: dict[Key, list[PlacedAnnotation]] = defaultdict(list)
        for notes in self.site.annotations.notes.values():
            for note in notes:
                for key in dict.fromkeys(records_linked_by(note)):
                    found[key].append(note)
        return {key: tuple(notes) for key, notes in found.items()}

    @cached_property
    def places(self) -> Mapping[Key, int]:
        """Record -> its place in order: articles, entities, sources, claims, pages."""
        return {key: place for place, key in enumerate(self._in_order())}

    @cached_property
    def heads(self) -> Mapping[Key, RecordHead]:
        """Record -> what others show of it."""
        return heads(self.site, qualifiers(self.site))

    @cached_property
    def summaries(self) -> Mapping[str, Summary]:
        """Article id -> what lists show of it beside its head."""
        return summaries(self.site)

    @cached_property
    def draws_pictures(self) -> bool:
        """Whether articles have pictures for other sites."""
        return are_drawn(self.config)

    @cached_property
    def pictured(self) -> Mapping[str, bool]:
        """Article id -> whether the fonts have the letters of its picture."""
        faces = fonts(self.theme, self.config) if self.draws_pictures else ()
        return map_values(
            self.site.articles, lambda one: can_be_drawn(shown_of(one, self.config), faces)
        )

    def pages_of(self, length: tuple[int, int | None]) -> tuple[int, int]:
        """(how many pages a list takes, how many entries each of them shows).

        Args:
            length: (entries of the list, the most that one page shows whatever the settings say).
        """
        entries, most = length
        size = self.config.page_size if most is None else min(most, self.config.page_size)
        # A list that one page shows whole does not depend on how many it could show.
        return (1, max(entries, 1)) if entries <= size else (-(-entries // size), size)

    def in_order(self, keys: tuple[Key, ...]) -> tuple[Key, ...]:
        """Some records in the order of the site, without those that no longer exist."""
        known = (key for key in keys if key in self.places)
        return tuple(sorted(known, key=self.places.__getitem__))

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
            source: sum(record.type == "article" for record in records)
            for source, records in self.resting_on.items()
        }

    @cached_property
    def cited_through(self) -> Mapping[str, int]:
        """Source id -> citations of all that it publishes, directly or indirectly."""
        return cited_through(self.site, self.times_cited)

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Id of a dated article -> ids of the one before it and the one after it, by date."""
        dated = [id_ for id_, one in self.site.articles.items() if one.matter.date is not None]
        around = [None, *dated, None]
        return {id_: (around[place + 2], around[place]) for place, id_ in enumerate(dated)}

    @cached_property
    def dated_for_feeds(self) -> tuple[str, ...]:
        """Ids of the newest articles whose date a feed can express, at most `FEED_LENGTH`."""
        zone = self.config.timezone
        dated = (id_ for id_ in self.neighbours if dates.instant(self._date(id_), zone))
        return tuple(islice(dated, FEED_LENGTH))

    def _date(self, article: str) -> str:
        return self.site.articles[article].matter.date or ""

    @cached_property
    def has_feed(self) -> bool:
        """Whether there is a feed: its entries need an address and a date."""
        wanted = self.config.url is not None and "site" in self.config.feeds
        return wanted and bool(self.dated_for_feeds)

    @cached_property
    def dates_of_articles(self) -> Mapping[str, str | None]:
        """Article id -> its date."""
        return {id_: article.matter.date for id_, article in self.site.articles.items()}

    @cached_property
    def newest_with_tag(self) -> Mapping[str, tuple[str, ...]]:
        """Tag -> its newest articles that a feed can date."""
        return map_values(self.site.tags, self._newest)

    @cached_property
    def newest_with_entity(self) -> Mapping[str, tuple[str, ...]]:
        """Entity id -> the newest articles that it appears in and that a feed can date."""
        return map_values(self.site.appearances, self._newest)

    @cached_property
    def newest_with_source(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> the newest articles that rest on it or were first published there."""

        def articles(source: str) -> Iterable[str]:
            yield from (one.id for one in self.resting_on.get(source, ()) if one.type == "article")
            yield from self.first_published.get(source, ())

        return OnDemand(self.site.sources, lambda source: self._newest(articles(source)))

    def _newest(self, articles: Iterable[str]) -> tuple[str, ...]:
        return newest(articles, self._instants)

    @cached_property
    def _instants(self) -> Mapping[str, datetime | None]:
        zone = self.config.timezone
        return map_values(
            self.dates_of_articles, lambda date: None if date is None else dates.instant(date, zone)
        )

    @cached_property
    def corrections_in(self) -> Mapping[str, tuple[StatusCorrection, ...]]:
        """Article id -> changes in the status of the claims that it carries."""
        return corrections_by_article(self.site, self.corrections)

    @cached_property
    def note_corrections_in(self) -> Mapping[str, tuple[PlacedAnnotation, ...]]:
        """Article id -> its annotations of type correction."""
        return notes_by_article(self.note_corrections)

    @cached_property
    def media(self) -> Mapping[str, MediaFile]:
        """Path below content/media/ -> the published file."""
        return {file.path: file for file in self.site.media}

    @cached_property
    def redirects(self) -> Mapping[str, tuple[Key, Key]]:
        """`type:id` that a record had before -> (the same as a key, that of the record now)."""
        return {
            f"{one.former.type}:{one.former.id}": (one.former, one.now)
            for one in self.site.redirects
        }

    @cached_property
    def style(self) -> bytes | None:
        """All stylesheets of the theme, and what the settings say of its look."""
        style, more = page_style(self.theme.statics), theme_rules(self.config.theme)
        return f"{style.decode()}\n{more}".encode() if style is not None and more else style

    @cached_property
    def stylesheet(self) -> str | None:
        """That of the theme: path below output/, `?v=`, and the beginning of a digest."""
        style = self.style
        if style is None:
            return None
        return f"{routes.static(PAGE_STYLE)}?v={sha256(style).hexdigest()[:10]}"

    @cached_property
    def scripts(self) -> tuple[ScriptElement, ...]:
        """Those of the theme, as pages hold them."""
        return tuple(
            ScriptElement(
                name=one.name,
                element=Markup(f"<script>{one.code}</script>"),  # noqa: S704
                source=one.source,
                everywhere=one.everywhere,
            )
            for one in self.page_scripts
        )

    @cached_property
    def policy(self) -> Markup:
        """The content security policy of every page."""
        return Markup(page_policy(self.page_scripts))  # noqa: S704

    @cached_property
    def page_scripts(self) -> tuple[PageScript, ...]:
        """Those of the theme, without any that would end the element that holds it."""
        return scripts_of_theme(self.theme.statics)

    @cached_property
    def alone_style(self) -> bytes:
        """The content of `STANDALONE_STYLE`; empty if the theme has none."""
        return dict(self.theme.statics).get(STANDALONE_STYLE, b"")

    @cached_property
    def navigation(self) -> tuple[tuple[str, str, str | None], ...]:
        """(id, title, language) of the plain pages that the navigation leads to."""
        return tuple(
            (id_, page.matter.title, page.matter.lang)
            for id_, page in self.site.pages.items()
            if id_ != routes.HOME_PAGE and page.matter.navigation
        )

    @cached_property
    def mentions(self) -> Mapping[Key, tuple[tuple[Mention, ...], ...]]:
        """Record -> its mentions in other records, grouped by sentence."""
        return map_values(self.site.mentions_of, mentions_by_others)

    @cached_property
    def citations(self) -> Mapping[str, tuple[tuple[SourceCitation, ...], ...]]:
        """Source id -> its citations, grouped by sentence."""
        return map_values(self.site.citations_of, grouped_by_sentence)

    @cached_property
    def times_mentioned(self) -> Mapping[Key, int]:
        """Record -> how often other records name it."""
        named = self.site.mentioned_in
        return OnDemand(named, lambda key: sum(n.times for n in named[key] if n.record != key))

    @cached_property
    def times_cited(self) -> Mapping[str, int]:
        """Source id -> how often texts cite it."""
        return map_values(self.site.cited_in, lambda cited: sum(one.times for one in cited))

    @cached_property
    def timelines(self) -> Mapping[str, tuple[TimelineEntry, ...]]:
        """Entity id -> the articles that it appears in, the earliest first."""
        return OnDemand(self.site.entities, lambda id_: timeline(id_, self.site, self.days))

    @cached_property
    def days(self) -> Mapping[str, Day]:
        """Article id -> where it stands in time."""
        return days(self.site)

    @cached_property
    def spoken_by(self) -> Mapping[Key, tuple[tuple[PlacedQuotation, ...], ...]]:
        """Entity or source -> what it is quoted with, in article order, each quotation once."""
        spoken = self.site.annotations.spoken_by
        return {party: quotations_once(quoted, self.site) for party, quoted in spoken.items()}

    @cached_property
    def quotations_in(self) -> Mapping[str, tuple[tuple[PlacedQuotation, ...], ...]]:
        """Article id -> what it quotes, in the order of its text, each quotation once."""
        found = self.site.annotations.quotations
        return {article: quotations_once(quoted, self.site) for article, quoted in found.items()}

    @cached_property
    def documents_of(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> ids of the documents that it publishes."""
        return published_by(self.site, documents=True)

    @cached_property
    def outlets_of(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> ids of the other sources that it publishes."""
        return published_by(self.site, documents=False)

    @cached_property
    def feeds(self) -> Mapping[str, tuple[str, ...]]:
        """Source id -> ids of those that take over its reports, in source order."""
        return taken_over_by(self.site)

    @cached_property
    def corrections(self) -> tuple[StatusCorrection, ...]:
        """Changes in the status of claims, newest first."""
        return corrections_of(self.site)

    @cached_property
    def note_corrections(self) -> tuple[PlacedAnnotation, ...]:
        """Annotations of type correction, newest first."""
        return note_corrections_of(self.site)

    @cached_property
    def has_corrections(self) -> bool:
        """Whether there is a page of corrections."""
        return bool(self.corrections or self.note_corrections)

    @cached_property
    def has_changes(self) -> bool:
        """Whether there is a page of what editions have changed."""
        return bool(self.site.editions)

    @cached_property
    def stated_references(self) -> int:
        """How many cross-references authors have written."""
        tables = self.site.cross_references.values()
        return sum(one.stated for references in tables for one in references)

    @cached_property
    def entity_mentions(self) -> int:
        """How often texts name entities."""
        named = self.site.mentioned_in.items()
        return sum(one.times for key, by in named if key.type == "entity" for one in by)
