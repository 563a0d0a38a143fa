"""What the files for other programs say: feeds, the sitemap, the note to robots, the manifest."""

from dossierpress.kernel.text_direction import Direction
from dossierpress.pages.views.claim_origins import GroundsInBrief
from dossierpress.pages.views.parts import View
from dossierpress.schema.claim import ClaimStatus


class FeedEntry(View, frozen=True, kw_only=True):
    """An article in the feed, or a correction."""

    id: str
    """Address of the article or the claim under the first id that it had; never changes."""
    href: str
    """Its address now."""
    title: str
    """Its title."""
    lang: str
    """Its language; `und` where nobody says it and the text is not in the dossier's."""
    published: str
    """RFC 3339; the first day that its date may mean."""
    updated: str
    """RFC 3339; of the last change worth telling of, or as `published`."""
    authors: tuple[str, ...]
    """By-line; empty where the feed's own author stands for it."""
    tags: tuple[str, ...]
    """As written."""
    tag_labels: tuple[str, ...]
    """What each of them is called."""
    summary: str | None
    """One paragraph; of a correction, why."""
    covers: str | None = None
    """The days of which it tells, in words of the dossier's language."""
    as_of: str | None = None
    """The day of the knowledge that it holds, or that the desk judged by, in the same words."""
    correction: tuple[ClaimStatus, ClaimStatus] | None = None
    """What the desk held of a claim, and what it holds since; None for anything else."""
    grounds: GroundsInBrief | None = None
    """On what a claim rests now; None for anything else, and where no origins are counted."""
    put_right: str | None = None
    """The words of an article that an annotation corrects; None for anything else."""
    was: str | None = None
    """The words that stood in their place before, where the annotation tells them."""
    said_by: str | None = None
    """Whose words the summary gives; None where they are the desk's."""


class FeedView(View, frozen=True, kw_only=True):
    """A feed of articles and corrections: of the dossier, a tag, an entity or a source."""

    id: str
    """Address of the page that it is beside; of the dossier, that of its front page."""
    lang: str
    """Language of the dossier; `und` where its title or description is in another one."""
    title: str
    """Name of the dossier; before it, what the feed is about."""
    subtitle: str | None
    """One sentence on the dossier; None for a part of it."""
    author: str
    """Who answers for it; the name of the dossier where nobody is named."""
    licence: str | None
    """As at the foot of every page."""
    href: str
    """Address of the Atom feed."""
    json_href: str
    """Address of the JSON Feed, which says the same."""
    home: str
    """Address of the page that it is beside."""
    updated: str
    """RFC 3339; the latest of the entries'."""
    entries: tuple[FeedEntry, ...]
    """Newest first."""


class SitemapEntry(View, frozen=True, kw_only=True):
    """A page in the sitemap."""

    href: str
    """Its address."""
    modified: str | None
    """W3C date of the article."""


class SitemapView(View, frozen=True, kw_only=True):
    """The pages that search engines may list, at most 50,000 of them."""

    entries: tuple[SitemapEntry, ...]
    """In order of path."""


class SitemapIndexView(View, frozen=True, kw_only=True):
    """The parts of a sitemap that is too long for one file."""

    parts: tuple[str, ...]
    """Their addresses."""


class RobotsView(View, frozen=True, kw_only=True):
    """The note to robots."""

    sitemap: str | None
    """Address of the sitemap; None where the host is not known."""


class WebManifestView(View, frozen=True, kw_only=True):
    """The web manifest."""

    title: str
    """Name of the dossier."""
    description: str | None
    """One sentence on it."""
    lang: str
    """Language of the dossier."""
    dir: Direction
    """Direction of that language."""
    home: str
    """The front page."""
