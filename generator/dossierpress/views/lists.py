"""What the indexes show."""

from dossierpress.views.frame import Frame
from dossierpress.views.listing import (
    ArticleCard,
    EntityCount,
    JumpLink,
    KindLink,
    Pagination,
    TagCount,
)
from dossierpress.views.parts import CitationPlace, DateShown, Name, OutsideLink, RecordLink
from dossierpress.views.view import View


class MonthGroup(View, frozen=True, kw_only=True):
    """The articles of one month."""

    label: str | None
    """Month and year in words; None where the date does not tell the month."""
    articles: tuple[ArticleCard, ...]
    """Newest first."""


class YearGroup(View, frozen=True, kw_only=True):
    """The articles of one year, or those of them on this page of the list."""

    anchor: str
    """Id of the group."""
    label: str | None
    """The year; None for articles without a date."""
    months: tuple[MonthGroup, ...]
    """Latest first."""


class ArticlesView(View, frozen=True, kw_only=True):
    """All articles, by date."""

    frame: Frame
    """What surrounds the page."""
    total: int
    """Articles on all pages."""
    years: tuple[YearGroup, ...]
    """Latest first."""
    jumps: tuple[JumpLink, ...]
    """To every year, wherever it begins; empty where there is one."""
    pagination: Pagination | None
    """None where the list is short."""


class EntityEntry(View, frozen=True, kw_only=True):
    """An entity in an index."""

    entity: RecordLink
    """Its page and name."""
    kind_label: str
    """One of its kind, in words."""
    description: str | None
    """One sentence."""
    articles: int
    """How many articles declare or mention it."""


class EntityLetter(View, frozen=True, kw_only=True):
    """The entities under one letter, or those of them on this page of the list."""

    anchor: str
    """Id of the group."""
    letter: str
    """As the alphabet of the site has it."""
    entities: tuple[EntityEntry, ...]
    """In the order of the alphabet."""


class EntitiesView(View, frozen=True, kw_only=True):
    """All entities, or all of one kind, A to Z."""

    frame: Frame
    """What surrounds the page."""
    kind: str | None
    """None for all kinds."""
    label: str | None
    """Many of the kind, in words; None for all kinds."""
    total: int
    """Entities on all pages."""
    all_href: str
    """The index of all kinds."""
    all_total: int
    """Entities of all kinds."""
    kinds: tuple[KindLink, ...]
    """The index of each kind that has entities."""
    letters: tuple[EntityLetter, ...]
    """In the order of the alphabet."""
    jumps: tuple[JumpLink, ...]
    """To every letter, wherever it begins."""
    pagination: Pagination | None
    """None where the list is short."""


class SourceEntry(View, frozen=True, kw_only=True):
    """A source in an index."""

    source: RecordLink
    """Its page and name."""
    publisher: RecordLink | None
    """The source or the entity that publishes it."""
    published: DateShown | None
    """When a document came out."""
    country: str | None
    """Name of the country."""
    reliability: str | None
    """Admiralty letter."""
    articles: int
    """How many articles declare or cite it."""


class SourceLetter(View, frozen=True, kw_only=True):
    """The sources under one letter, or those of them on this page of the list."""

    anchor: str
    """Id of the group."""
    letter: str
    """As the alphabet of the site has it."""
    sources: tuple[SourceEntry, ...]
    """In the order of the alphabet."""


class SourcesView(View, frozen=True, kw_only=True):
    """All sources, A to Z."""

    frame: Frame
    """What surrounds the page."""
    total: int
    """Sources on all pages."""
    letters: tuple[SourceLetter, ...]
    """In the order of the alphabet."""
    jumps: tuple[JumpLink, ...]
    """To every letter, wherever it begins."""
    pagination: Pagination | None
    """None where the list is short."""


class TagsView(View, frozen=True, kw_only=True):
    """All tags."""

    frame: Frame
    """What surrounds the page."""
    tags: tuple[TagCount, ...]
    """In order."""


class TagView(View, frozen=True, kw_only=True):
    """The articles with one tag."""

    frame: Frame
    """What surrounds the page."""
    tag: str
    """The tag as written."""
    label: Name
    """What it is called."""
    total: int
    """Articles on all pages."""
    articles: tuple[ArticleCard, ...]
    """Newest first."""
    entities: tuple[EntityCount, ...]
    """A handful of entities that these articles have most in common, on the first page."""
    pagination: Pagination | None
    """None where the list is short."""


class CitingRecord(View, frozen=True, kw_only=True):
    """A record that cites a source."""

    record: RecordLink
    """Its page and title."""
    date: DateShown | None
    """Of an article."""
    places: tuple[CitationPlace, ...]
    """The marks in its text; empty where it declares the source and never cites it."""


class CitedSourceEntry(View, frozen=True, kw_only=True):
    """A source in the bibliography of the whole dossier."""

    anchor: str
    """Id of the entry."""
    source: RecordLink
    """Its page and name."""
    also: tuple[Name, ...]
    """Its names in other languages."""
    authors: tuple[str, ...]
    """Of a document."""
    publisher: RecordLink | None
    """The source or the entity that publishes it."""
    published: DateShown | None
    """When a document came out."""
    website: OutsideLink | None
    """Where it is published."""
    cited_in: tuple[CitingRecord, ...]
    """Who cites or declares it, a bounded number of them."""
    more: int
    """How many further records do, which the source's own page lists."""
    cited_through: int
    """How often all that it publishes is cited, and what that publishes in turn."""
    in_claims: bool
    """Whether somebody speaks of it, or it speaks, in a claim."""


class BibliographyView(View, frozen=True, kw_only=True):
    """Every source, with the places that cite it."""

    frame: Frame
    """What surrounds the page."""
    total: int
    """Sources on all pages."""
    sources: tuple[CitedSourceEntry, ...]
    """In the order of the alphabet."""
    pagination: Pagination | None
    """None where the list is short."""
