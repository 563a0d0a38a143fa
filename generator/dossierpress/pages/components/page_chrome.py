"""What surrounds every page: its head, the navigation and the foot."""

from markupsafe import Markup

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.kernel.page_scripts import page_policy
from dossierpress.kernel.text_direction import direction_of_language
from dossierpress.pages.components.pictures import picture_shown
from dossierpress.pages.components.record_links import name_shown
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.page_chrome import Frame, PageLink, SectionLink
from dossierpress.pages.views.parts import PictureShown

DESCRIPTION_LENGTH = 200
"""Characters of a description that is taken from a text."""


def frame(  # noqa: PLR0913 (choices, each by its name)
    here: str,
    site: TrackedSite,
    *,
    lang: str | None = None,
    section: routes.Section | None = None,
    description: str | None = None,
    picture: str | None = None,
    drawn: str | None = None,
    indexed: bool = True,
    canonical: str | None = None,
    loads_scripts: bool = False,
) -> Frame:
    """Frame the page `here`.

    Args:
        here: Path of the page.
        site: What is published.
        lang: Language of its subject; None for the site's.
        section: The part of the dossier that it belongs to.
        description: One or two sentences on it.
        picture: Path below content/media/ of a picture for previews.
        drawn: Path of one that was drawn for them, where there is no other.
        indexed: Whether search engines may list it.
        canonical: Path of the page that stands for it; None for itself.
        loads_scripts: Whether the theme's scripts may load others on it.
    """
    config = site.config
    return Frame(
        lang=lang or config.lang,
        dir=direction_of_language(lang or config.lang),
        words_lang=site.lang,
        words_dir=site.direction,
        catalogue=site.catalogue,
        site_lang=config.lang,
        site_dir=direction_of_language(config.lang),
        site_title=config.title,
        logo=_logo(here, site),
        author=config.author,
        licence=config.licence,
        root=routes.root(here),
        home=routes.relative(here, routes.HOME),
        search=routes.relative(here, routes.SEARCH) if has_search(site) else None,
        sections=_sections(here, section, site),
        pages=_pages(here, site),
        bibliography=routes.relative(here, routes.BIBLIOGRAPHY) if site.records.sources else None,
        glossary=routes.relative(here, routes.GLOSSARY) if has_glossary(site) else None,
        changes=routes.relative(here, routes.CHANGES) if site.overall.has_changes else None,
        accessibility=routes.relative(here, routes.ACCESSIBILITY) if config.accessibility else None,
        meanings=tuple((key.replace("-", "_", 1), text) for key, text in config.glossary.items()),
        stylesheet=site.overall.stylesheet,
        scripts=site.overall.scripts,
        policy=_loading_policy(site) if loads_scripts else site.overall.policy,
        feed=routes.relative(here, routes.FEED) if site.overall.has_feed else None,
        json_feed=routes.relative(here, routes.JSON_FEED) if site.overall.has_feed else None,
        canonical=_address(canonical or here, site),
        description=description,
        picture=_picture_address(picture, drawn, site),
        indexed=indexed,
    )


def sections_with_content(site: TrackedSite) -> tuple[tuple[routes.Section, str], ...]:
    """The parts of the dossier that have something in them, with their paths."""
    records = site.records
    filled = {
        "home": True,
        "articles": bool(records.articles),
        "timeline": site.overall.has_timeline,
        "claims": bool(records.claims.by_id),
        "entities": bool(records.entities),
        "network": site.overall.has_network,
        "map": site.overall.has_map,
        "sources": bool(records.sources),
        "tags": bool(records.tags),
    }
    return tuple((section, path) for section, path in routes.SECTIONS if filled[section])


def has_glossary(site: TrackedSite) -> bool:
    """Whether the dossier has anything of which pages speak in words of their own."""
    records = site.records
    return (
        bool(records.claims.by_id)
        or bool(records.sources)
        or bool(records.entities)
        or bool(records.annotations.notes)
    )


def has_search(site: TrackedSite) -> bool:
    """Whether there is a page of the search."""
    records = site.records
    found = (records.articles, records.entities, records.sources, records.claims.by_id)
    return site.config.search and any(found)


def opening_words(text: str) -> str | None:
    """The beginning of a paragraph, cut after a whole word, to describe a text by."""
    first = " ".join(text.split())
    if len(first) <= DESCRIPTION_LENGTH:
        return first or None
    kept = first[:DESCRIPTION_LENGTH].rpartition(" ")[0] or first[:DESCRIPTION_LENGTH]
    return kept + " …"


def _loading_policy(site: TrackedSite) -> Markup:
    return Markup(page_policy(site.overall.page_scripts, loads=True))  # noqa: S704


def _sections(
    here: str, current: routes.Section | None, site: TrackedSite
) -> tuple[SectionLink, ...]:
    place = (here.rpartition("/")[0], current or "")
    return site.reads.memo(site.section_cache, place, _section_links, site)


def _section_links(place: tuple[str, str], site: TrackedSite) -> tuple[SectionLink, ...]:
    folder, current = place
    return tuple(
        SectionLink(
            section=section, href=routes.relative_from(folder, path), current=section == current
        )
        for section, path in sections_with_content(site)
    )


def _pages(here: str, site: TrackedSite) -> tuple[PageLink, ...]:
    shown = []
    for id_, words, lang in site.overall.navigation:
        title = name_shown(words, lang, site)
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


def _address(path: str, site: TrackedSite) -> str | None:
    url = site.config.url
    return None if url is None else routes.absolute(url, path)


def _logo(here: str, site: TrackedSite) -> PictureShown | None:
    logo = site.config.theme.logo
    # The name that it stands before is its text.
    return None if logo is None else picture_shown(here, logo, "", site)


def _picture_address(picture: str | None, drawn: str | None, site: TrackedSite) -> str | None:
    if picture is not None and picture in site.media:
        return _address(routes.media(picture), site)
    return None if drawn is None else _address(drawn, site)
