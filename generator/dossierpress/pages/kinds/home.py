"""The front page."""

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import LinkedBody, pieces_of
from dossierpress.model.output import Page
from dossierpress.pages.components.bibliography import bibliography
from dossierpress.pages.components.body import body_html, contents_list
from dossierpress.pages.components.brief import brief_shown
from dossierpress.pages.components.cards import with_cards
from dossierpress.pages.components.kinds import kind_links
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.series import series_shown
from dossierpress.pages.components.tags import tag_count
from dossierpress.pages.components.teasers import article_teaser, entity_count, highest_counts
from dossierpress.pages.kinds.claims import claims_in_brief
from dossierpress.pages.page_kind import PageKind, only_one
from dossierpress.pages.tracked_site import TrackedSite, asks_for_care
from dossierpress.pages.views.plain import HomeView, LeadingEntities, SourceCount

LATEST = 8
"""Articles on the front page."""
LEADING = 8
"""Entities of each kind, and sources, on the front page."""
TAGS = 24
"""Tags on the front page."""


def home_page(site: TrackedSite, _: str) -> Iterator[Page]:
    """The one page that a reader begins with."""
    intro = site.records.pages.get(routes.HOME_PAGE)
    yield Page(
        path=routes.HOME,
        template="pages/home.html",
        make_view=partial(_view, site),
        origin="the front page" if intro is None else intro.path,
    )


HOME = PageKind(
    name="home",
    views={"pages/home.html": HomeView},
    keys=only_one,
    make=home_page,
    listed=lambda _: ((routes.HOME, ""),),
)


def _view(site: TrackedSite) -> HomeView:
    here = routes.HOME
    records = site.records
    intro = records.pages.get(routes.HOME_PAGE)
    site = site.speaking(intro.matter.lang if intro else None)
    body = LinkedBody() if intro is None else intro.body
    description = site.config.description
    summary = None if intro is None else intro.matter.summary
    latest = site.dated_articles[:LATEST]
    view = HomeView(
        frame=frame(
            here,
            site,
            lang=None if intro is None else intro.matter.lang,
            section="home",
            description=description or summary,
        ),
        title=site.config.title if intro is None else intro.matter.title,
        description=summary or description,
        brief=brief_shown(here, () if intro is None else intro.matter.brief, site),
        series=tuple(
            one for id_ in site.overall.series if (one := series_shown(here, id_, site)) is not None
        ),
        body=body_html(body, here, site) if pieces_of(body) else Markup(""),
        contents=contents_list(body, here),
        bibliography=bibliography(here, Key(type="page", id=routes.HOME_PAGE), site),
        latest=tuple(article_teaser(here, id_, site) for id_, _, _ in latest),
        kinds=_leading(here, site),
        sources=tuple(
            SourceCount(
                source=record_link(here, Key(type="source", id=source), site), articles=articles
            )
            for source, articles in highest_counts(site.articles_on, site.source_ids, LEADING)
        ),
        tags=tuple(tag_count(here, tag, site) for tag in _most_used_tags(site)),
        all_tags=routes.relative(here, routes.TAGS) if len(records.tags) > TAGS else None,
        claims=claims_in_brief(here, site) if records.claims.by_id else None,
        article_count=len(records.articles),
        entity_count=len(records.entities),
        source_count=len(records.sources),
        reference_count=site.overall.stated_references,
        mention_count=site.overall.entity_mentions,
    )
    return with_cards(view, here, site, but=("kinds", "sources"))


def _most_used_tags(site: TrackedSite) -> Iterator[str]:
    tags = site.overall.tags_in_order
    counts = {tag: len(site.records.tags[tag]) for tag in tags}
    return (tag for tag, _ in highest_counts(counts, tags, TAGS))


def _leading(here: str, site: TrackedSite) -> tuple[LeadingEntities, ...]:
    """By kind, the entities in most articles, without those that ask for care."""
    entities = site.records.entities
    leading = []
    for kind in kind_links(here, site):
        candidates = [
            id_
            for id_ in site.entities_by_kind[kind.kind]
            if not asks_for_care(entities[id_].matter)
        ]
        counts: Mapping[str, int] = {
            id_: len(site.records.appearances.get(id_, ())) for id_ in candidates
        }
        shown = tuple(
            entity_count(here, id_, articles, site)
            for id_, articles in highest_counts(counts, candidates, LEADING)
        )
        if shown:
            leading.append(LeadingEntities(kind=kind, entities=shown))
    return tuple(leading)
