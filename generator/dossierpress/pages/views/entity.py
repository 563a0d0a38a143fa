"""What the page of an entity shows."""

from typing import Literal

from markupsafe import Markup

from dossierpress.pages.views.annotations import FramingShown, QuotationShown
from dossierpress.pages.views.citation import CitationOfPage
from dossierpress.pages.views.claim import ClaimLine
from dossierpress.pages.views.claim_lists import HeldUpShown, NamingShown, StatisticsShown
from dossierpress.pages.views.claim_origins import SoftTieShown
from dossierpress.pages.views.lists import Pagination
from dossierpress.pages.views.map import LocatorView
from dossierpress.pages.views.network import NeighbourhoodView
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import (
    AliasShown,
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
    PictureShown,
    RecordLink,
    ReferenceGroup,
    View,
)
from dossierpress.pages.views.timeline import DatedShown, Drawing


class TimesView(View, frozen=True, kw_only=True):
    """What is dated around the entity."""

    drawing: Drawing
    """On one scale."""
    entries: tuple[DatedShown, ...]
    """The same in words, the earliest first."""


class PropertyShown(View, frozen=True, kw_only=True):
    """A kind-specific property; one of the four kinds of value is set."""

    label: str
    """What it is, in words."""
    text: str | None
    """A plain value."""
    date: DateShown | None
    """A date."""
    record: RecordLink | None
    """Another entity."""
    outside: ExternalLink | None
    """An address outside the dossier."""


class RelationShown(View, frozen=True, kw_only=True):
    """A relation to another entity."""

    entity: RecordLink
    """The other one."""
    role: str | None
    """In which role."""
    since: DateShown | None
    """When it began."""
    until: DateShown | None
    """When it ended."""
    source: RecordLink | None
    """Who says so."""
    confidence: Literal["high", "medium", "low"] | None
    """How sure the desk is."""
    note: str | None
    """A remark."""
    stated: bool
    """Whether this entity's own file states it; else the other one's does."""


class RelationGroup(View, frozen=True, kw_only=True):
    """All relations of one type, seen from this entity."""

    type: str
    """The type, for styles."""
    label: str
    """The type in words."""
    relations: tuple[RelationShown, ...]
    """In the order of the site."""


class NamedInGroup(View, frozen=True, kw_only=True):
    """Entities whose profiles name this one under one property, such as a place of birth."""

    property: str
    """The property, for styles."""
    label: str
    """What it is called in their profiles: `Place of birth`."""
    inverse_label: str | None
    """What it is called here: `Born here`; None where the settings do not say."""
    entities: tuple[RecordLink, ...]
    """Those on this page of the list, in the order of the site."""


class Appearance(View, frozen=True, kw_only=True):
    """An article in the timeline."""

    article: RecordLink
    """The article."""
    date: DateShown | None
    """The days of which it tells; the date of its text where it does not say so."""
    written: DateShown | None
    """The date of its text, where that is another one."""
    declared: bool
    """Whether its front matter declares the entity; else its text only names it."""
    role: str | None
    """The declared role."""
    mentions: int
    """How often its text names the entity."""


class CompanionShown(View, frozen=True, kw_only=True):
    """An entity that appears with this one."""

    entity: RecordLink
    """The other one."""
    articles: int
    """In how many articles both appear."""


class EntityView(View, frozen=True, kw_only=True):
    """The page of an entity. A page after the first one continues its long lists."""

    frame: Frame
    """What surrounds the page."""
    name: NameShown
    """The name that is shown everywhere."""
    here: RecordLink
    """The first page of this entity, for the pages that continue it."""
    first: bool
    """Whether this is the first page; the others show only what continues."""
    kind: str
    """person, organization, place and so on, for styles."""
    kind_label: str
    """One of the kind, in words."""
    kind_href: str
    """The index of its kind."""
    follow: FeedLinks | None
    """Feeds of its articles, on the first page; None where it has none."""
    sensitivity: tuple[Literal["minor", "victim", "accused"], ...]
    """Why the page asks for care; empty for most."""
    picture: PictureShown | None
    """Never there for an entity that asks for care."""
    description: str | None
    """One sentence."""
    names: tuple[LocalNameShown, ...]
    """All names, by language; empty where there is one name in the site's language."""
    aliases: tuple[AliasShown, ...]
    """Further names that link to it."""
    former_names: tuple[AliasShown, ...]
    """Names that it had."""
    weak_aliases: tuple[AliasShown, ...]
    """Words that may mean it, and never link."""
    properties: tuple[PropertyShown, ...]
    """What its kind has beside a name."""
    identifiers: tuple[IdentifierShown, ...]
    """In outside registers."""
    website: ExternalLink | None
    """Its own site."""
    sources_owned: tuple[RecordLink, ...]
    """Sources that it owns."""
    sources_published: tuple[RecordLink, ...]
    """Sources that it publishes."""
    soft_ties_of: tuple[SoftTieShown, ...]
    """Sources that may not be independent of it."""
    not_same_as: tuple[RecordLink, ...]
    """Entities that it could be taken for."""
    body: Markup
    """Prose; may be empty."""
    contents: tuple[ContentsEntry, ...]
    """The headings of the prose, when there are three or more; else empty."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources that the prose cites."""
    relations: tuple[RelationGroup, ...]
    """Both ways, by type."""
    named_in: tuple[NamedInGroup, ...]
    """Whose profiles name it, by property, on this page of the list."""
    named_in_count: int
    """How many those are on all pages."""
    called: tuple[NamingShown, ...]
    """What sources call it, by source."""
    claims: tuple[ClaimLine, ...]
    """Claims about it, on this page of the list."""
    claim_count: int
    """How many those are on all pages."""
    claim_table: str | None
    """The table of those with this subject, by source; None where there are not several."""
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
    references: tuple[ReferenceGroup, ...]
    """Typed links to it from articles and pages."""
    timeline: tuple[Appearance, ...]
    """The articles that it appears in, earliest first."""
    timeline_count: int
    """How many articles those are on all pages."""
    companions: tuple[CompanionShown, ...]
    """The ten entities that appear with it most often; only on the first page."""
    other_companions: tuple[CompanionShown, ...]
    """Those that follow, to be folded away."""
    companion_count: int
    """How many there are."""
    companions_left_out: int
    """How many of them the page does not name."""
    all_entities: str
    """The list of all entities."""
    locator: LocatorView | None
    """Where it is, as a small map; None where nobody knows."""
    neighbourhood: NeighbourhoodView | None
    """Its strongest ties as a drawing; None where there are not two."""
    times: TimesView | None
    """What is dated around it; None where that is too little to be drawn."""
    mentions: tuple[BacklinkGroup, ...]
    """Every mention in its sentence, by the record whose text it is."""
    mention_count: int
    """How many those are on all pages."""
    pagination: Pagination | None
    """Where this page stands in the longest list; None where all are short."""
    citation: CitationOfPage | None = None
    """How it is cited; None on a page that continues a list."""
