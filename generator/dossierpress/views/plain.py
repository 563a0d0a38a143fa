"""What a plain page, a redirect and the page for a lost reader show."""

from markupsafe import Markup

from dossierpress.text_direction import Direction
from dossierpress.views.frame import Frame
from dossierpress.views.listing import Pagination
from dossierpress.views.parts import (
    BibliographyEntryShown,
    ContentsEntry,
    OutsideLink,
    QuotationGroup,
    RecordLink,
    ReferenceGroup,
)
from dossierpress.views.view import View


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
    body: Markup
    """The text."""
    contents: tuple[ContentsEntry, ...]
    """The headings, when there are three or more; else empty."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources that the text cites."""
    references: tuple[ReferenceGroup, ...]
    """Typed links from and to it."""
    backlinks: tuple[QuotationGroup, ...]
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
    front: OutsideLink | None
    """The front page by its whole address."""


class NotFoundAloneView(View, frozen=True, kw_only=True):
    """The same where site.yml has no `url`: shown at any depth, it can load and lead nowhere."""

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
