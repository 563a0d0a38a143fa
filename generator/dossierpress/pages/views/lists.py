"""What the indexes show, and what every list is made of: short forms of records, pagination."""

from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import (
    CitationPlace,
    DateShown,
    ExternalLink,
    FeedLinks,
    NameShown,
    PictureShown,
    RecordLink,
    View,
    Way,
)


class ArticleTeaser(View, frozen=True, kw_only=True):
    """An article in a list."""

    article: RecordLink
    """Its page and title."""
    date: DateShown | None
    """Of its text."""
    covers: DateShown | None
    """The days of which it tells, where it says so."""
    as_of: DateShown | None
    """The day of the knowledge that it holds, where it says so."""
    summary: str | None
    """One paragraph."""
    dir: Way | None
    """Direction of the summary; None where it is the site's."""
    picture: PictureShown | None
    """Decoration; its alternative text is empty."""


class EntityCount(View, frozen=True, kw_only=True):
    """An entity in a list, with the number of articles that it appears in."""

    entity: RecordLink
    """Its page and name."""
    articles: int
    """How many articles declare or mention it."""


class KindLink(View, frozen=True, kw_only=True):
    """A kind of entity, and how many there are."""

    kind: str
    """The kind, for styles."""
    label: str
    """Many of them, in words."""
    href: str
    """The index of the kind."""
    entities: int
    """How many."""
    current: bool
    """Whether this page is that index."""


class TagLink(View, frozen=True, kw_only=True):
    """A tag of an article."""

    href: str
    """The list of its articles."""
    name: str
    """The tag as written."""
    label: NameShown
    """What it is called; its language is told where it is not the page's."""


class TagCount(View, frozen=True, kw_only=True):
    """A tag, and how many articles have it."""

    href: str
    """The list of its articles."""
    name: str
    """The tag as written."""
    label: NameShown
    """What it is called; its language is told where it is not the page's."""
    articles: int
    """How many articles have it."""


class JumpLink(View, frozen=True, kw_only=True):
    """A way to a group of a long list: a letter or a year."""

    label: str
    """The letter or the year."""
    href: str
    """The group, maybe on another page of the list."""


class ListPage(View, frozen=True, kw_only=True):
    """One page of a long list, as the page list shows it."""

    number: int
    """From 1."""
    href: str
    """Where it is."""
    current: bool
    """Whether it is this one."""
    gap: bool
    """Whether pages are left out ahead of it."""


class Pagination(View, frozen=True, kw_only=True):
    """Where this page stands in a long list."""

    number: int
    """Of this page, from 1."""
    total: int
    """How many pages the list has, at least 2."""
    previous: str | None
    """The page before."""
    next: str | None
    """The page after."""
    pages: tuple[ListPage, ...]
    """The first, the last and those near this one."""


class MonthGroup(View, frozen=True, kw_only=True):
    """The articles of one month."""

    label: str | None
    """Month and year in words; None where the date does not tell the month."""
    articles: tuple[ArticleTeaser, ...]
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
    """Its page and name; the name begins with what it stands under: `Calder, Ines`."""
    under: str | None
    """What it stands under, where these are not the words of its name: `AFP`."""
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
    """Its page and name; the name begins with what it stands under: `Gazette, The`."""
    under: str | None
    """What it stands under, where these are not the words of its name: `AFP`."""
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
    label: NameShown
    """What it is called."""
    total: int
    """Articles on all pages."""
    articles: tuple[ArticleTeaser, ...]
    """Newest first."""
    entities: tuple[EntityCount, ...]
    """A handful of entities that these articles have most in common, on the first page."""
    follow: FeedLinks | None
    """Feeds of its articles, on the first page; None where it has none."""
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
    also: tuple[NameShown, ...]
    """Its names in other languages."""
    authors: tuple[str, ...]
    """Of a document."""
    publisher: RecordLink | None
    """The source or the entity that publishes it."""
    published: DateShown | None
    """When a document came out."""
    website: ExternalLink | None
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
