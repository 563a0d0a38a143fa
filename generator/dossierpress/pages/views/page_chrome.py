"""What surrounds every page: its head, the way through the dossier and its foot."""

from markupsafe import Markup

from dossierpress.kernel.routes import Section
from dossierpress.kernel.text_direction import Direction
from dossierpress.pages.views.cards import ClaimCard, EntityCard, SourceCard
from dossierpress.pages.views.parts import PictureShown, View, Way


class SectionLink(View, frozen=True, kw_only=True):
    """A part of the dossier, in the navigation. Its name is one of the theme's words."""

    section: Section
    """home, articles, entities, sources or tags."""
    href: str
    """Where it begins."""
    current: bool
    """Whether this page belongs to it."""


class PageLink(View, frozen=True, kw_only=True):
    """A plain page, in the navigation."""

    title: str
    """Title of the page."""
    lang: str | None
    """Its language; None where it is the site's."""
    dir: Way | None
    """Its direction; None where it is the site's."""
    href: str
    """Where it is."""
    current: bool
    """Whether it is this page."""


class ScriptElement(View, frozen=True, kw_only=True):
    """A script of the theme."""

    name: str
    """Of its file, without `.js`."""
    element: Markup
    """The whole element. It runs as it is: the page's policy has its sum."""
    source: str
    """That sum, as the policy has it."""
    everywhere: bool
    """Whether every page holds it: `static/js/*.js`. Those of `static/js/on-demand/` stand in the
    pages whose template asks for them: `{{ parts.script(view.frame, "map") }}`."""


class Frame(View, frozen=True, kw_only=True):
    """What every page knows beside its own subject."""

    lang: str
    """BCP 47 tag of the page's subject."""
    dir: Direction
    """Direction of that language."""
    words_lang: str
    """Language of the theme's words on this page: of the navigation, the labels and the foot. It is
    the page's where there is a catalogue of it, else the site's, else English."""
    words_dir: Direction
    """Direction of that language."""
    catalogue: str
    """The catalogue that the words come from, and a digest of it; empty where they stand in the
    templates."""
    site_lang: str
    """Language of the site: of its name, and of titles that tell no other."""
    site_dir: Direction
    """Direction of the site's language."""
    site_title: str
    """Name of the dossier."""
    logo: PictureShown | None
    """What stands before the name; None where the settings name none."""
    author: str | None
    """Who answers for the dossier."""
    licence: str | None
    """Shown at the foot."""
    root: str
    """The way up to the top folder: empty, or `../` as often as it takes; on 404.html, where
    site.yml has `url`, the path of the top folder on its host. A file of the theme is
    `{{ view.frame.root }}static/logo.svg`."""
    home: str
    """The front page."""
    search: str | None
    """The page of the search; None where there is none."""
    sections: tuple[SectionLink, ...]
    """The parts of the dossier that have something in them."""
    pages: tuple[PageLink, ...]
    """The plain pages that the navigation leads to."""
    bibliography: str | None
    """All sources with their citations; None in a dossier without sources."""
    glossary: str | None
    """What the words on pages mean; None in a dossier that has none of them."""
    changes: str | None
    """What each edition has changed; None where the dossier does not tell."""
    accessibility: str | None
    """The statement of accessibility; None where the desk makes none."""
    meanings: tuple[tuple[str, str], ...]
    """What words mean by the site's own account: their ids in the glossary, and what they mean."""
    stylesheet: str | None
    """All `static/css/*.css` of the theme in one file, from the top folder; with a mark that
    changes when one of them does."""
    scripts: tuple[ScriptElement, ...]
    """The scripts of the theme, by name."""
    policy: Markup
    """What a page says that it loads and runs, for a `meta` element before all that loads."""
    feed: str | None
    """The Atom feed, where there is one."""
    json_feed: str | None
    """The same as JSON Feed."""
    canonical: str | None
    """Address of this page where the dossier is hosted; None where that is not known."""
    description: str | None
    """One or two sentences on the page, for search engines and previews."""
    picture: str | None
    """Address of a picture for previews; whole, so None where the host is not known."""
    indexed: bool
    """Whether search engines may list the page."""
    cards: tuple[EntityCard | SourceCard | ClaimCard, ...] = ()
    """Of the records that it leads to, each once; none on indexes."""
