"""What the page of a source shows."""

from typing import Literal

from markupsafe import Markup

from dossierpress.pages.views.annotations import FramingShown, QuotationShown
from dossierpress.pages.views.citation import CitationOfPage
from dossierpress.pages.views.claim_lists import HeldUpShown, NamingShown, StatisticsShown
from dossierpress.pages.views.claim_origins import SoftTieShown
from dossierpress.pages.views.lists import Pagination
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import (
    AccessShown,
    BacklinkGroup,
    BibliographyEntryShown,
    ContentsEntry,
    DateShown,
    ExternalLink,
    FeedLinks,
    IdentifierShown,
    LocalNameShown,
    NameShown,
    NoteLine,
    RecordLink,
    ReferenceGroup,
    View,
)
from dossierpress.schema.claim import Basis


class ArticleUse(View, frozen=True, kw_only=True):
    """An article that rests on the source or was first published there, by its front matter."""

    article: RecordLink
    """The article."""
    date: DateShown | None
    """Its date."""
    access: AccessShown | None
    """How the article reached the source, where it says so."""


class RelianceShown(View, frozen=True, kw_only=True):
    """Another source that this one relies on, or that relies on this one."""

    source: RecordLink
    """The other one."""
    articles: tuple[RecordLink, ...]
    """The articles that say so."""


class PublishedShown(View, frozen=True, kw_only=True):
    """A source that this one publishes."""

    source: RecordLink
    """The document, outlet or channel."""
    citations: int
    """How often it is cited, with all that it publishes in turn."""


class SourceView(View, frozen=True, kw_only=True):
    """The page of a source. A page after the first one continues its long lists."""

    frame: Frame
    """What surrounds the page."""
    name: NameShown
    """The name that is shown everywhere."""
    here: RecordLink
    """The first page of this source, for the pages that continue it."""
    first: bool
    """Whether this is the first page; the others show only what continues."""
    kind: str
    """newspaper, wire, document and so on; a key of the theme's words."""
    follow: FeedLinks | None
    """Feeds of its articles, on the first page; None where it has none."""
    description: str | None
    """One sentence."""
    names: tuple[LocalNameShown, ...]
    """All names, by language; empty where there is one name in the site's language."""
    website: ExternalLink | None
    """Where it is published."""
    country: str | None
    """Name of the country, in the language of the site."""
    language: str | None
    """Name of the language that it is written in, in the language of the site."""
    publisher: RecordLink | None
    """The source or the entity that publishes this one."""
    owner: RecordLink | None
    """The entity that owns it."""
    basis: Basis | None
    """How it knows what it reports citing nobody, where a report does not say."""
    never_counts: bool
    """Whether none of its reports adds to a count."""
    soft_ties: tuple[SoftTieShown, ...]
    """Of whom it may not be independent."""
    soft_ties_of: tuple[SoftTieShown, ...]
    """Sources that may not be independent of it."""
    feeds_from: tuple[RecordLink, ...]
    """Sources whose reports it takes over."""
    feeds: tuple[RecordLink, ...]
    """Sources that take over its reports."""
    not_same_as: tuple[RecordLink, ...]
    """Sources that it could be taken for."""
    authors: tuple[str, ...]
    """Of a document."""
    published: DateShown | None
    """Of a document."""
    access: tuple[AccessShown, ...]
    """Where and when a document was read."""
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None
    """Admiralty letter."""
    identifiers: tuple[IdentifierShown, ...]
    """In outside registers."""
    body: Markup
    """Prose; may be empty."""
    contents: tuple[ContentsEntry, ...]
    """The headings of the prose, when there are three or more; else empty."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources that the prose cites."""
    references: tuple[ReferenceGroup, ...]
    """Typed links to it from articles and pages."""
    relies_on: tuple[RelianceShown, ...]
    """On whose word it reports."""
    relied_on_by: tuple[RelianceShown, ...]
    """Who reports on its word."""
    framing: FramingShown | None
    """How the articles that it first published frame what they tell; None where nothing says so."""
    spoken: tuple[QuotationShown, ...]
    """What it is quoted with, on this page of the list."""
    spoken_count: int
    """How many quotations there are on all pages."""
    spoken_framing: FramingShown | None
    """How its quoted words frame what they tell; None where no annotation says so."""
    notes_on_it: tuple[NoteLine, ...]
    """Annotations that rest on it or are about it."""
    standing: StatisticsShown | None
    """The claims in which it speaks; None where there are none."""
    held_up: HeldUpShown | None
    """What falls without this word; None where nothing does."""
    calls: tuple[NamingShown, ...]
    """What it calls entities, by entity, on this page of the list."""
    calls_count: int
    """How many entities those are on all pages."""
    documents: tuple[PublishedShown, ...]
    """The documents that it publishes, on this page of the list."""
    document_count: int
    """How many those are on all pages."""
    outlets: tuple[PublishedShown, ...]
    """The sources of other kinds that it publishes, such as a channel, on this page of the list."""
    outlet_count: int
    """How many those are on all pages."""
    cited_through: int
    """How often all that it publishes is cited, and what that publishes in turn."""
    uses: tuple[ArticleUse, ...]
    """The articles that rest on it, on this page of the list."""
    use_count: int
    """How many those are on all pages."""
    first_published: tuple[ArticleUse, ...]
    """The articles that were first published there, on this page of the list."""
    first_published_count: int
    """How many those are on all pages."""
    article_count: int
    """How many articles rest on it or were first published there."""
    citations: tuple[BacklinkGroup, ...]
    """Where texts cite it, each in its sentence, on this page of the list."""
    citation_count: int
    """How many those are on all pages."""
    mentions: tuple[BacklinkGroup, ...]
    """Where texts link to it without citing it, on this page of the list."""
    mention_count: int
    """How many those are on all pages."""
    pagination: Pagination | None
    """Where this page stands in the longest list; None where all are short."""
    citation: CitationOfPage | None = None
    """How it is cited; None on a page that continues a list."""
