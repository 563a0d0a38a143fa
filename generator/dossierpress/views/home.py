"""What the front page shows."""

from markupsafe import Markup

from dossierpress.views.claims import ClaimsInBrief
from dossierpress.views.frame import Frame
from dossierpress.views.listing import ArticleCard, EntityCount, KindLink, TagCount
from dossierpress.views.parts import BibliographyEntryShown, ContentsEntry, RecordLink
from dossierpress.views.view import View


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
    body: Markup
    """The text of the page `home`; may be empty."""
    contents: tuple[ContentsEntry, ...]
    """The headings of that text, when there are three or more; else empty."""
    bibliography: tuple[BibliographyEntryShown, ...]
    """Sources that the text cites."""
    latest: tuple[ArticleCard, ...]
    """The newest articles."""
    kinds: tuple[LeadingEntities, ...]
    """By kind, the entities that appear in most articles. Leaves out those that ask for care."""
    sources: tuple[SourceCount, ...]
    """The sources that most articles rest on."""
    tags: tuple[TagCount, ...]
    """Tags, in order."""
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
