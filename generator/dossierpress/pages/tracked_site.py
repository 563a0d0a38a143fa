"""`TrackedSite`: the site as builders of pages see it, through tables that record every read.

It is all that a builder gets, and every read of it is recorded. So nobody lists the dependencies
of a page by hand: it is built again when something that it has read has changed.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from typing import Any, Literal, TypeVar

from dossierpress.citing.citable import Citable
from dossierpress.citing.styled_citations import StyledCitations, StyledTexts
from dossierpress.engine.encoding import digest_of
from dossierpress.engine.reads import Reads
from dossierpress.engine.stamping_rules import BY_ROW, Stamping
from dossierpress.kernel.key import Key, RecordType
from dossierpress.kernel.memo import map_values
from dossierpress.kernel.text_direction import Direction, direction_of_language
from dossierpress.model.annotations import Annotations
from dossierpress.model.claims import Claim, Claims
from dossierpress.model.linked_body import RecordLinkStart
from dossierpress.model.output import Asset
from dossierpress.model.site import Article, Entity, PlacesIn, Site, SourceRecord
from dossierpress.network.kept_layouts import KeptLayouts
from dossierpress.network.layout import Edge, Layout
from dossierpress.pages.tables.alphabet import first_places
from dossierpress.pages.tables.claim_lists import in_brief, voices
from dossierpress.pages.tables.search_names import from_a_to_z, parts_of_names
from dossierpress.pages.tables.site_tables import SiteTables
from dossierpress.pages.views.cards import Card
from dossierpress.pages.views.claim import ClaimLine
from dossierpress.pages.views.page_chrome import SectionLink
from dossierpress.pages.views.parts import DateShown, RecordLink
from dossierpress.schema.entity import EntityMatter
from dossierpress.search.index import SearchIndex
from dossierpress.source.files import TemplateSet

K = TypeVar("K", bound=Hashable)

OwnFeedGroup = Literal["tags", "entities", "sources"]
"""What may have feeds of its own."""
_OPENED = ("matter", "body")
"""Fields of records whose own fields are tracked one by one."""


class TrackedSite:
    """A site and its theme; every read of them is recorded."""

    def __init__(  # noqa: PLR0913, PLR0915 (what was made before, and one for each table)
        self,
        *,
        site: Site,
        theme: TemplateSet,
        reads: Reads | None = None,
        styled: StyledCitations | None = None,
        search: SearchIndex | None = None,
        layouts: KeptLayouts | None = None,
        pictures: Sequence[Asset] = (),
    ) -> None:
        """Wrap every table of a site so that its reads are recorded.

        Args:
            site: What is published.
            theme: The theme.
            reads: The recorder; it must have no table yet.
            styled: Writes citations in styles.
            search: The index of its texts.
            layouts: Finds the places of what is drawn.
            pictures: The pictures of articles.
        """
        self.reads = reads = reads or Reads()
        made = SiteTables(site=site, theme=theme)
        self.records = _tracked(site, made, reads)
        self.config = self.records.config
        self.theme = reads.record("theme", theme)
        self.overall = reads.record("overall", made)
        """Values that the site has once: an index of all of it, or a fact about it."""
        self.pictures = pictures
        """Published as they are. Whether an article has one is in `pictured`, which is tracked."""
        self._styled = styled or StyledCitations(site.config.citation.styles)
        self._styling = reads.record("styles of citations", self._styled)
        self._layouts = layouts or KeptLayouts()
        self._laid_out = reads.record("library of layouts", self._layouts)
        self._lang = site.config.lang
        self._voices: dict[str, TrackedSite] = {}
        self._start_caches()

        # Language
        self._spoken = reads.answers("spoken", made.spoken)
        self._catalogues = reads.answers("catalogues", made.catalogue_named)
        self._word = made.word

        self._articles = reads.table(
            "whole articles", site.articles, stamping=Stamping(follows=("articles",))
        )
        self._entities = reads.table(
            "whole entities", site.entities, stamping=Stamping(follows=("entities",))
        )
        self._sources = reads.table(
            "whole sources", site.sources, stamping=Stamping(follows=("sources",))
        )
        self._claims = reads.table(
            "whole claims", site.claims.by_id, stamping=Stamping(follows=("claims",))
        )

        # Settings
        self.kinds = reads.table("kinds", site.config.kinds)
        self.annotation_types = reads.table("annotation types", site.config.annotation_types)
        self.tag_names = reads.table("names of tags", site.config.tags)
        self.questions = reads.table("questions", site.config.questions)
        self.kind_ranks = reads.table("ranks of kinds", made.kind_ranks)
        self.reference_labels = reads.table("labels of references", made.reference_labels)

        self.summaries = reads.table(
            "summaries", made.summaries, stamping=Stamping(follows=("articles",))
        )
        self.minutes = reads.table(
            "minutes", made.minutes, stamping=Stamping(follows=("articles",))
        )
        self.series_with = reads.table("series with", made.series_with)
        self.pictured = reads.table(
            "pictured", made.pictured, stamping=Stamping(follows=("articles",))
        )
        self.heads = reads.table("heads", made.heads, key_type=Key, stamping=BY_ROW)

        # Indexes by record; `SiteTables` says what each of them holds
        self.entities_by_kind = reads.lists("entities by kind", made.entities_by_kind)
        self.named_in = reads.lists("named in", made.named_in)
        self.first_published = reads.lists("first published", made.first_published)
        self.declarations_in = reads.table(
            "declarations in", made.declarations_in, stamping=Stamping(follows=("articles",))
        )
        self.reliances_in = reads.table("reliances in", made.reliances_in)
        self.entities_in = reads.table("entities in", made.entities_in, stamping=BY_ROW)
        self.records_on = reads.lists(
            "records on",
            made.records_on,
            stamping=_stamped(
                site,
                lambda source: tuple(map(site.stamps.__getitem__, made.resting_on[source])),
            ),
        )
        self.named_by = reads.lists("named by", made.named_by)
        self.soft_ties_of = reads.table("soft ties of", made.soft_ties_of, key_type=Key)
        self.notes_on = reads.table("notes on", made.notes_on, key_type=Key)
        self.claims_on = reads.table("claims on", made.claims_on, stamping=BY_ROW)
        self.claims_in_brief = reads.table(
            "claims in brief",
            map_values(site.claims.by_id, in_brief),
            stamping=Stamping(follows=("claims",)),
        )
        self.voices_in = reads.table(
            "voices in",
            map_values(site.claims.by_id, voices),
            stamping=Stamping(follows=("claims",)),
        )
        self.claims_by_subject = reads.lists("claims by subject", made.claims_by_subject)
        self.claim_tables = reads.table(
            "tables of claims",
            made.claim_tables,
            stamping=_stamped(
                site,
                lambda subject: tuple(
                    site.stamps[Key(type="claim", id=id_)]
                    for id_ in made.claims_by_subject[subject]
                ),
            ),
        )
        self.articles_on = reads.table("articles on", made.articles_on)
        self.articles_through = reads.table("articles through", made.articles_through)
        self.cited_through = reads.table("cited through", made.cited_through)
        self.neighbours = reads.table("neighbours", made.neighbours)
        self.media = reads.table("media", made.media, digested=lambda file: file.digest)
        self.mentions = reads.lists(
            "mentions", made.mentions, key_type=Key, stamping=Stamping(follows=("mentions of",))
        )
        self.citations = reads.lists(
            "citations", made.citations, stamping=Stamping(follows=("citations of",))
        )
        self.times_mentioned = reads.table(
            "times mentioned",
            made.times_mentioned,
            key_type=Key,
            stamping=Stamping(follows=("mentions of",)),
        )
        self.times_cited = reads.table("times cited", made.times_cited)
        # No page reads it: timelines are made of it.
        reads.table("days", made.days)
        self.timelines = reads.lists(
            "timelines",
            made.timelines,
            stamping=Stamping(
                follows=("entities", "appearances", "declarations of", "mentions of"),
                wholly=("days",),
            ),
        )
        self.roughly_appears = reads.table(
            "roughly appears",
            made.roughly_appears,
            stamping=Stamping(follows=("entities", "appearances")),
        )
        self.spoken_by = reads.lists("spoken by", made.spoken_by, key_type=Key)
        self.quotations_in = reads.table("quotations in", made.quotations_in)
        self.heard_in = reads.lists("heard in", made.heard_in, key_type=Key)
        self.documents_of = reads.lists("documents of", made.documents_of)
        self.outlets_of = reads.lists("outlets of", made.outlets_of)
        self.feeds = reads.table("feeds", made.feeds)
        # No page reads it: which articles are the newest is made of it.
        reads.table("dates of articles", made.dates_of_articles)
        self.newest_articles: Mapping[OwnFeedGroup, Mapping[str, Sequence[str]]] = {
            "tags": reads.lists(
                "newest with a tag",
                made.newest_with_tag,
                stamping=Stamping(follows=("tags",), wholly=("dates of articles",)),
            ),
            "entities": reads.lists(
                "newest with an entity",
                made.newest_with_entity,
                stamping=Stamping(follows=("appearances",), wholly=("dates of articles",)),
            ),
            "sources": reads.lists(
                "newest with a source",
                made.newest_with_source,
                stamping=Stamping(
                    follows=("citations of", "uses of", "first published"),
                    wholly=("dates of articles",),
                ),
            ),
        }
        self.corrections_in = reads.table("corrections in", made.corrections_in)
        self.note_corrections_in = reads.table("corrections by notes in", made.note_corrections_in)
        self.lettered_entities = reads.lists("lettered entities", made.lettered_entities)
        self.letters = reads.table("letters", made.letters)
        self.chronology = reads.lists("chronology", made.chronology)
        self.pages_of = reads.answers(
            "pages of a list", made.pages_of, key_type=tuple[int, int | None]
        )
        self.in_order = reads.answers("in order", made.in_order, key_type=tuple[Key, ...])
        self.redirects = reads.table("redirects", made.redirects)

        # Network. No page reads the first two: the others are made of them.
        reads.table("named together", site.named_together, stamping=BY_ROW)
        self.kept_out = reads.list_("kept out of drawings", made.kept_out)
        ties = Stamping(
            follows=("named together",),
            wholly=("named together", "relations", "days", "kept out of drawings"),
        )
        self.ties = reads.lists("ties", made.ties, stamping=ties)
        self.ties_by_entity = reads.lists("ties by entity", made.ties_by_entity, stamping=ties)
        self.neighbourhoods = reads.table(
            "neighbourhoods",
            made.neighbourhoods,
            stamping=Stamping(of=made.made_of, by_row=True, wholly=("kept out of drawings",)),
        )

        # Map
        self.spots = reads.lists(
            "spots",
            made.spots,
            stamping=Stamping(wholly=("entities", "relations", "kept out of drawings")),
        )

        # Search
        self.search = reads.record("search", search or SearchIndex())
        self.parts_of_names = reads.table("parts of names", parts_of_names(site), stamping=BY_ROW)
        self.names_from_a_to_z = reads.list_("names from A to Z", names := from_a_to_z(site))
        self.letters_of_names = reads.list_("letters of names", first_places(names))

        # Lists of the whole site
        self.dated_articles = reads.list_("dated articles", made.dated_articles)
        self.lettered_sources = reads.list_("lettered sources", made.lettered_sources)
        self.source_ids = reads.list_("ids of sources", tuple(site.sources))
        self.claims_by_status = reads.list_("claims by status", made.claims_by_status)
        self.held_up_by = reads.records(
            "held up by",
            made.held_up_by,
            key_type=Key,
            stamping=_stamped(
                site,
                lambda party: tuple(
                    site.stamps[Key(type="claim", id=id_)] for id_ in made.claims_told_by[party]
                ),
            ),
        )
        self.compared_subjects = reads.list_("compared subjects", made.compared_subjects)
        self.corrections = reads.list_("corrections", made.corrections)
        self.editions = reads.list_("editions", site.editions)
        self.note_corrections = reads.list_("corrections by notes", made.note_corrections)

    def _start_caches(self) -> None:
        """What several pages have in common, in words of one language."""
        self.link_cache: dict[tuple[str, RecordType, str], tuple[RecordLink, frozenset[int]]] = {}
        """(folder of the linking page, type, id) -> link: pages share the same few
        thousand."""
        self.opening_cache: dict[tuple[str, RecordLinkStart], tuple[str, frozenset[int]]] = {}
        """(folder of the linking page, link in a text) -> its opening tag."""
        self.claim_line_cache: dict[tuple[str, str], tuple[ClaimLine, frozenset[int]]] = {}
        """(folder of the linking page, id of a claim) -> its line in a list."""
        self.card_cache: dict[tuple[str, Key], tuple[Card, frozenset[int]]] = {}
        """(folder of the page, record) -> its card."""
        self.date_cache: dict[str, tuple[DateShown, frozenset[int]]] = {}
        """Date as it is written -> as it is shown."""
        self.section_cache: dict[
            tuple[str, str], tuple[tuple[SectionLink, ...], frozenset[int]]
        ] = {}
        """(folder of the linking page, current section) -> navigation."""

    def speaking(self, lang: str | None) -> "TrackedSite":
        """The site for a page in a language, which speaks to its reader in that language if it can.

        Args:
            lang: BCP 47 tag of the subject of the page; None for the site's language.
        """
        if lang is None or self._spoken[lang] == self._spoken[self._lang]:
            return self
        if lang not in self._voices:
            voice = self._voices[lang] = copy(self)
            voice._lang = lang  # noqa: SLF001 (a copy of this one)
            voice._start_caches()  # noqa: SLF001 (the same)
        return self._voices[lang]

    @property
    def lang(self) -> str:
        """The language in which the page speaks to its reader."""
        return self._spoken[self._lang].lang

    @property
    def direction(self) -> Direction:
        """The writing direction of that language."""
        return direction_of_language(self.lang)

    @property
    def catalogue(self) -> str:
        """The catalogue of the page's words and a digest of it, as its frame has them."""
        return self._catalogues[self._spoken[self._lang].catalogue]

    def word(self, context: str, text: str) -> str:
        """A word of the vocabulary, such as the name of a kind, in the page's language.

        Args:
            context: What it is, as in the catalogues: `kind`, `property`, `relation`.
            text: As the vocabulary has it; the theme's catalogues have no words of a site's own.
        """
        _ = self.catalogue  # its digest stands for all words of it
        catalogue = self._spoken[self._lang].catalogue
        return self._word(catalogue, context, text) if catalogue else text

    def article(self, id_: str) -> Article:
        """A whole article, for its own page; other pages read fields of `records.articles`."""
        return self._articles[id_]

    def entity(self, id_: str) -> Entity:
        """A whole entity, for its own page; see `article`."""
        return self._entities[id_]

    def source(self, id_: str) -> SourceRecord:
        """A whole source, for its own page; see `article`."""
        return self._sources[id_]

    def claim(self, id_: str) -> Claim:
        """A whole claim, for its own page; see `article`."""
        return self._claims[id_]

    def make_citations_ready(self, items: Sequence[Citable]) -> None:
        """Write the citations of many pages at once."""
        self._styled.make_ready(items)

    def styled_citations(self, item: Citable) -> StyledTexts:
        """The citations of a page in the styles of the settings."""
        _ = self._styling.made_with
        return self._styled.of(item)

    def layout_of(self, ids: Sequence[str], edges: Sequence[Edge]) -> Layout | None:
        """The places of a graph's nodes; None without the library that finds them."""
        _ = self._laid_out.made_with
        return self._layouts.of(ids, edges)

    def file_of(self, key: Key) -> str:
        """The content file that defines a record."""
        records = self.records
        match key.type:
            case "article":
                return records.articles[key.id].path
            case "entity":
                return records.entities[key.id].path
            case "source":
                return records.sources[key.id].path
            case "claim":
                return records.claims.by_id[key.id].path
            case "page":
                return records.pages[key.id].path


def _stamped(site: Site, of: Callable[[Any], object]) -> Stamping:
    """Stamps by row: what `of` gives for a key; the rows themselves if records have no stamps."""
    return Stamping(of=of if site.stamps else None, by_row=True)


def _tracked(site: Site, made: SiteTables, reads: Reads) -> Site:
    """The site with tables that record reads, without what no page may show."""
    table, lists, records = reads.table, reads.lists, reads.records

    def stamped_records(type_: RecordType) -> Stamping:
        return _stamped(site, lambda id_: site.stamps[Key(type=type_, id=id_)])

    def of_places(found_in: Mapping[K, tuple[PlacesIn, ...]]) -> Stamping:
        return _stamped(site, lambda key: tuple(one.stamp for one in found_in[key]))

    # No page reads it: companions are listed in this order.
    reads.list_("ids of entities", tuple(site.entities))
    casts = map_values(made.entities_in, digest_of)

    def casts_of(entity: str) -> tuple[bytes, ...]:
        return tuple(map(casts.__getitem__, site.appearances.get(entity, ())))

    companions = Stamping(of=casts_of, by_row=True, wholly=("ids of entities",))
    claims, annotations = site.claims, site.annotations
    return Site(
        config=reads.record("settings", site.config),
        articles=records(
            "articles", site.articles, opened=_OPENED, stamping=stamped_records("article")
        ),
        entities=records(
            "entities", site.entities, opened=_OPENED, stamping=stamped_records("entity")
        ),
        sources=records(
            "sources", site.sources, opened=_OPENED, stamping=stamped_records("source")
        ),
        pages=records("pages", site.pages, opened=_OPENED, stamping=stamped_records("page")),
        tags=lists("tags", site.tags),
        mentions_of=table(
            "mentions of", site.mentions_of, key_type=Key, stamping=of_places(site.mentioned_in)
        ),
        declarations_of=table("declarations of", site.declarations_of, stamping=BY_ROW),
        appearances=lists("appearances", site.appearances, stamping=BY_ROW),
        companions=lists("companions", site.companions, stamping=companions),
        cross_references=table("cross-references", site.cross_references, key_type=Key),
        relations=table("relations", site.relations),
        bibliographies=table(
            "bibliographies",
            site.bibliographies,
            key_type=Key,
            stamping=_stamped(site, site.stamps.__getitem__),
        ),
        citations_of=table("citations of", site.citations_of, stamping=of_places(site.cited_in)),
        mentioned_in={},
        cited_in={},
        uses_of=lists("uses of", site.uses_of, stamping=BY_ROW),
        relies_on=table("relies on", site.relies_on),
        relied_on_by=table("relied on by", site.relied_on_by),
        documents_of=table("published by sources", site.documents_of),
        publications_of=table("publications of", site.publications_of),
        sources_of=table("sources of", site.sources_of),
        claims=Claims(
            by_id=records(
                "claims", claims.by_id, opened=_OPENED, stamping=stamped_records("claim")
            ),
            about=lists("claims about", claims.about),
            carried_by=table("carried by", claims.carried_by),
            standings=records("standings", claims.standings, key_type=Key),
            losses=table("losses of claims", claims.losses, stamping=Stamping(follows=("claims",))),
            known_then=table(
                "what was known then", claims.known_then, stamping=Stamping(follows=("claims",))
            ),
            namings=table("namings", claims.namings),
        ),
        annotations=Annotations(
            notes=table("notes", annotations.notes),
            quotations=table("quotations", annotations.quotations),
            spoken_by=table("quoted", annotations.spoken_by, key_type=Key),
            same=table("the same quotation", annotations.same),
        ),
        claims_in_texts=table("claims in texts", site.claims_in_texts, stamping=BY_ROW),
        texts_of_claims=table("texts of claims", site.texts_of_claims, stamping=BY_ROW),
        redirects=(),  # see `TrackedSite.redirects`
        media=(),  # see `TrackedSite.media`
        withheld=(),
    )


def asks_for_care(matter: EntityMatter) -> bool:
    """Whether a person is to be kept out of search engines, pictures and prominent places."""
    return bool(matter.sensitivity)
