"""What the front page, a plain page, a redirect and the page for a lost reader show."""

from markupsafe import Markup

from dossierpress.kernel.text_direction import Direction
from dossierpress.pages.views.brief import BriefFactShown
from dossierpress.pages.views.claim_lists import ClaimsInBrief
from dossierpress.pages.views.lists import (
    ArticleTeaser,
    EntityCount,
    KindLink,
    Pagination,
    TagCount,
)
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import (
    BacklinkGroup,
    BibliographyEntryShown,
    ContentsEntry,
    ExternalLink,
    RecordLink,
    ReferenceGroup,
    View,
)
from dossierpress.pages.views.series import SeriesPart, SeriesShown


class SourceCount(View, frozen=True, kw_only=True):
    """A source in a list, with the number of articles that rest on it."""

    source: RecordLink
    """Its page and name."""
    articles: int
    """How many articles declare or cite it."""


class LeadingEntities(View, frozen=True, kw_only=True):
    """The entities of one kind that appear in most articles."""

    kind: KindLink
    """The kind."""
    entities: tuple[EntityCount, ...]
    """A handful, most often seen first."""


class HomeView(View, frozen=True, kw_only=True):
    """The front page."""

    frame: Frame
    """What surrounds the page."""
    title: str
    """Of the page `home`, or of the dossier."""
    description: str | None
    """One sentence on the dossier."""
    brief: tuple[BriefFactShown, ...]
    """What happened in short, by the page `home`."""
    series: tuple[SeriesShown, ...]
    """What is to be read in order."""
    body: Markup
    """The text of the page `home`; may be empty."""
    contents: tuple[ContentsEntry, ...]
    """The headings of that text, when there are three or more; else empty."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources that the text cites."""
    latest: tuple[ArticleTeaser, ...]
    """The newest articles."""
    kinds: tuple[LeadingEntities, ...]
    """By kind, the entities that appear in most articles. Leaves out those that ask for care."""
    sources: tuple[SourceCount, ...]
    """The sources that most articles rest on."""
    tags: tuple[TagCount, ...]
    """The tags that most articles have."""
    all_tags: str | None
    """The list of all tags; None where they are all here."""
    claims: ClaimsInBrief | None
    """What the desk holds of the claims of the dossier; None where there are none."""
    article_count: int
    """Articles in the dossier."""
    entity_count: int
    """Entities in the dossier."""
    source_count: int
    """Sources in the dossier."""
    reference_count: int
    """Declared cross-references in the dossier."""
    mention_count: int
    """Mentions of entities in all texts."""


class PlainPageView(View, frozen=True, kw_only=True):
    """A plain page. A page after the first one continues its list of backlinks."""

    frame: Frame
    """What surrounds the page."""
    title: str
    """Of the page."""
    here: RecordLink
    """The first page of this page, for the pages that continue it."""
    first: bool
    """Whether this is the first page; the others show only the backlinks."""
    summary: str | None
    """One paragraph."""
    brief: tuple[BriefFactShown, ...]
    """What happened in short."""
    series: SeriesShown | None
    """The series that it lists."""
    parts: tuple[SeriesPart, ...]
    """The parts of that series, in order."""
    body: Markup
    """The text."""
    contents: tuple[ContentsEntry, ...]
    """The headings, when there are three or more; else empty."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources that the text cites."""
    references: tuple[ReferenceGroup, ...]
    """Typed links from and to it."""
    backlinks: tuple[BacklinkGroup, ...]
    """Where the texts of other records mention this page."""
    backlink_count: int
    """How many such mentions there are on all pages."""
    pagination: Pagination | None
    """Where this page stands in the list of backlinks; None where it is short."""


class RedirectView(View, frozen=True, kw_only=True):
    """The page that stays behind where a record had another id."""

    frame: Frame
    """What surrounds the page; its `canonical` is the new one's."""
    record: RecordLink
    """Where the record is now."""


class NotFoundView(View, frozen=True, kw_only=True):
    """The page for an address that leads nowhere."""

    frame: Frame
    """What surrounds the page. A server shows this page at any depth: its links, `root` too, begin
    at the host, as `/case/`."""
    front: ExternalLink | None
    """The front page by its whole address."""


class NotFoundAloneView(View, frozen=True, kw_only=True):
    """The same where site.yml has no `url`: shown at any depth, it can load and lead nowhere."""

    catalogue: str
    """As in the frame of other pages."""
    lang: str
    """Language of the dossier."""
    dir: Direction
    """Direction of that language."""
    site_title: str
    """Name of the dossier."""
    style: Markup
    """The whole element, made of `static/alone.css`."""
    policy: Markup
    """What the page says that it loads: nothing; and that it has this one style."""
