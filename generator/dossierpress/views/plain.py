"""What a plain page, a redirect and the page for a lost reader show."""

from dataclasses import dataclass

from markupsafe import Markup

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPageView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """The page that stays behind where a record had another id."""

    frame: Frame
    """What surrounds the page; its `canonical` is the new one's."""
    record: RecordLink
    """Where the record is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page for an address that leads nowhere."""

    frame: Frame
    """What surrounds the page. A server shows this page at any depth: its links, `root` too, begin
    at the host, as `/case/`, where site.yml has `url`; else they are relative, and lead somewhere
    only if the missing page was at the top."""
    front: OutsideLink | None
    """The front page by its whole address; None where the host is not known."""
