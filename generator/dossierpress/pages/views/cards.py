"""What cards say: a record in a few words, shown beside a link to it."""

from dossierpress.pages.views.claim_origins import CountShown
from dossierpress.pages.views.parts import DateShown, NameShown, PictureShown, RecordLink, View
from dossierpress.schema.claim import ClaimStatus


class DateInBrief(View, frozen=True, kw_only=True):
    """A date of an entity, such as that of its birth."""

    label: str
    """What was then, in words."""
    date: DateShown
    """When."""


class EntityCard(View, frozen=True, kw_only=True):
    """An entity in a few words."""

    record: RecordLink
    """Its page."""
    other_name: NameShown | None
    """Its first name in another script; None where it has none."""
    kind_label: str
    """One of the kind, in words."""
    description: str | None
    """One sentence."""
    dates: tuple[DateInBrief, ...]
    """Its dates, as its kind has them."""
    picture: PictureShown | None
    """Only a small one, and never of an entity that asks for care."""
    articles: int
    """In how many articles it appears: below ten exactly, else a round number."""
    more: bool
    """Whether it may be in more."""


class SourceCard(View, frozen=True, kw_only=True):
    """A source in a few words."""

    record: RecordLink
    """Its page."""
    kind: str
    """newspaper, wire, document and so on; a key of the theme's words."""
    reliability: str | None
    """Admiralty letter."""
    country: str | None
    """Name of the country, in the language of the site."""
    owner: NameShown | None
    """Who owns it."""
    publisher: NameShown | None
    """Who publishes it, where nobody is said to own it."""
    published: DateShown | None
    """Of a document."""


class ClaimCard(View, frozen=True, kw_only=True):
    """A claim in a few words."""

    record: RecordLink
    """Its page, by the words of the claim."""
    status: ClaimStatus | None
    """What the desk holds of it now."""
    count: CountShown
    """On how many origins it rests."""


Card = EntityCard | SourceCard | ClaimCard
