"""What the page of an article shows."""

from markupsafe import Markup

from dossierpress.kernel.text_direction import Direction
from dossierpress.pages.views.annotations import (
    BalanceShown,
    FramingShown,
    Layer,
    QuotationShown,
    TextPassage,
)
from dossierpress.pages.views.citation import CitationOfPage
from dossierpress.pages.views.claim_lists import ClaimInArticle
from dossierpress.pages.views.lists import Pagination, TagLink
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import (
    AccessShown,
    BacklinkGroup,
    BibliographyEntryShown,
    ContentsEntry,
    DateShown,
    NoteLine,
    RecordLink,
    ReferenceGroup,
    View,
)
from dossierpress.pages.views.series import SeriesPlace


class OriginShown(View, frozen=True, kw_only=True):
    """Where the annotated text was first published."""

    source: RecordLink | None
    """Who published it; None where the source itself is not published here."""
    access: AccessShown
    """Where and when it was read."""
    licence: str | None
    """Under which it is printed here."""
    incomplete: bool
    """Whether every copy that was read lacks something."""


class EntityInArticle(View, frozen=True, kw_only=True):
    """An entity that the article declares."""

    entity: RecordLink
    """Its page."""
    role: str | None
    """What it does in this article."""


class EntityKindGroup(View, frozen=True, kw_only=True):
    """The declared entities of one kind."""

    kind: str
    """The kind, for styles."""
    label: str
    """Many of them, in words."""
    entities: tuple[EntityInArticle, ...]
    """In the order of the front matter."""


class Attribution(View, frozen=True, kw_only=True):
    """A source that reports on the word of others, as this article says."""

    source: RecordLink
    """Who reports."""
    cites: tuple[RecordLink, ...]
    """On whose word."""


class TranslationLink(View, frozen=True, kw_only=True):
    """The article in another language."""

    href: str
    """Its page."""
    address: str
    """The whole address of that; the same as `href` where the host is not known."""
    lang: str
    """BCP 47 tag of the language."""
    dir: Direction
    """Direction of the language."""
    name: str
    """What the language is called in itself."""


class ArticleView(View, frozen=True, kw_only=True):
    """The page of an article. A page after the first one continues its list of backlinks."""

    frame: Frame
    """What surrounds the page."""
    title: str
    """Of the article."""
    here: RecordLink
    """The first page of this article, for the pages that continue it."""
    first: bool
    """Whether this is the first page; the others show only the backlinks."""
    date: DateShown | None
    """Date of the text."""
    covers: DateShown | None
    """The days of which it tells, where it says so."""
    coverage: str | None
    """The same for search engines: a date, or two with a slash between them."""
    as_of: DateShown | None
    """The day of the knowledge that it holds, where it says so."""
    modified: DateShown | None
    """Date of the last change worth telling of."""
    minutes: int
    """How long the text takes to read; 0 where it has no words."""
    series: tuple[SeriesPlace, ...]
    """Where it stands in each series that it is part of."""
    authors: tuple[str, ...]
    """By-line, in order."""
    translations: tuple[TranslationLink, ...]
    """The article in other languages, by their tags."""
    tags: tuple[TagLink, ...]
    """In the order of the front matter."""
    origin: OriginShown | None
    """Where the text was first published, when it is not ours."""
    summary: str | None
    """One paragraph."""
    body: Markup
    """The text, with its links, marks and pictures."""
    passages: tuple[TextPassage, ...]
    """The same text in stretches, with its annotations; empty where it has none."""
    layers: tuple[Layer, ...]
    """The types of its annotations."""
    note_count: int
    """How many annotations it has."""
    corrections: str | None
    """The page of corrections; None where no annotation of this article is one."""
    contents: tuple[ContentsEntry, ...]
    """The headings, when there are three or more; else empty."""
    entities: tuple[EntityKindGroup, ...]
    """Entities that the front matter declares, by kind."""
    mentioned: tuple[RecordLink, ...]
    """Entities that the text names and the front matter does not declare, in entity order."""
    claims: tuple[ClaimInArticle, ...]
    """The claims that it carries."""
    framing: FramingShown | None
    """How it frames what it tells; None where no annotation says so."""
    balance: BalanceShown | None
    """Whose words it quotes; None where no quotation is told."""
    quotations: tuple[QuotationShown, ...]
    """What it quotes, in the order of the text."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources, cited ones first."""
    attributions: tuple[Attribution, ...]
    """Who reports on whose word."""
    references: tuple[ReferenceGroup, ...]
    """Declared cross-references and their inverses, by type."""
    notes_on_it: tuple[NoteLine, ...]
    """Annotations that rest on it or are about it."""
    backlinks: tuple[BacklinkGroup, ...]
    """Where the texts of other records mention this one."""
    backlink_count: int
    """How many such mentions there are on all pages."""
    pagination: Pagination | None
    """Where this page stands in the list of backlinks; None where it is short."""
    previous: RecordLink | None
    """The article before this one, by date."""
    next: RecordLink | None
    """The article after this one, by date."""
    citation: CitationOfPage | None = None
    """How it is cited; None on a page that continues a list."""
