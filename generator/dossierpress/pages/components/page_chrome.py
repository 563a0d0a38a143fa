"""What surrounds every page: its head, the navigation and the foot."""

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.kernel.languages import direction_of_language
from dossierpress.pages.components.record_links import name_shown
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.page_chrome import Frame, PageLink, SectionLink

DESCRIPTION_LENGTH = 200
"""Characters of a description that is taken from a text."""


def frame(  # noqa: PLR0913 (choices, each by its name)
    here: str,
    edition: TrackedSite,
    *,
    lang: str | None = None,
    section: routes.Section | None = None,
    description: str | None = None,
    picture: str | None = None,
    indexed: bool = True,
    canonical: str | None = None,
) -> Frame:
    """Frame the page `here`.

    Args:
        here: Path of the page.
        edition: What is published.
        lang: Language of its subject; None for the site's.
        section: The part of the dossier that it belongs to.
        description: One or two sentences on it.
        picture: Path below content/media/ of a picture for previews.
        indexed: Whether search engines may list it.
        canonical: Path of the page that stands for it; None for itself.
    """
    config = edition.config
    return Frame(
        lang=lang or config.lang,
        dir=direction_of_language(lang or config.lang),
        site_lang=config.lang,
        site_dir=edition.direction,
        site_title=config.title,
        author=config.author,
        licence=config.licence,
        root=routes.root(here),
        home=routes.relative(here, routes.HOME),
        sections=_sections(here, section, edition),
        pages=_pages(here, edition),
        bibliography=routes.relative(here, routes.BIBLIOGRAPHY) if edition.site.sources else None,
        stylesheets=edition.overall.stylesheets,
        scripts=edition.overall.scripts,
        policy=edition.overall.policy,
        feed=routes.relative(here, routes.FEED) if edition.overall.has_feed else None,
        canonical=_address(canonical or here, edition),
        description=description,
        picture=None if picture is None else _picture_address(picture, edition),
        indexed=indexed,
    )


def sections_with_content(edition: TrackedSite) -> tuple[tuple[routes.Section, str], ...]:
    """The parts of the dossier that have something in them, with their paths."""
    site = edition.site
    filled = {
        "home": True,
        "articles": bool(site.articles),
        "claims": bool(site.claims.by_id),
        "entities": bool(site.entities),
        "sources": bool(site.sources),
        "tags": bool(site.tags),
    }
    return tuple((section, path) for section, path in routes.SECTIONS if filled[section])


def opening_words(text: str) -> str | None:
    """The beginning of a paragraph, cut after a whole word, to describe a text by."""
    first = " ".join(text.split())
    if len(first) <= DESCRIPTION_LENGTH:
        return first or None
    kept = first[:DESCRIPTION_LENGTH].rpartition(" ")[0] or first[:DESCRIPTION_LENGTH]
    return kept + " …"


def _sections(
    here: str, current: routes.Section | None, edition: TrackedSite
) -> tuple[SectionLink, ...]:
    place = (here.rpartition("/")[0], current or "")
    return edition.reads.memo(edition.section_cache, place, _section_links, edition)


def _section_links(place: tuple[str, str], edition: TrackedSite) -> tuple[SectionLink, ...]:
    folder, current = place
    return tuple(
        SectionLink(
            section=section, href=routes.relative_from(folder, path), current=section == current
        )
        for section, path in sections_with_content(edition)
    )


def _pages(here: str, edition: TrackedSite) -> tuple[PageLink, ...]:
    shown = []
    for id_, words, lang in edition.overall.navigation:
        title = name_shown(words, lang, edition)
        path = routes.record(Key(type="page", id=id_))
        shown.append(
            PageLink(
                title=title.text,
                lang=title.lang,
                dir=title.dir,
                href=routes.relative(here, path),
                current=path == here,
            )
        )
    return tuple(shown)


def _address(path: str, edition: TrackedSite) -> str | None:
    url = edition.config.url
    return None if url is None else routes.absolute(url, path)


def _picture_address(path: str, edition: TrackedSite) -> str | None:
    return _address(routes.media(path), edition) if path in edition.media else None
