"""The index of tags, and the articles with each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.pages.components.own_feeds import own_feeds
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.tags import tag_count, tag_label
from dossierpress.pages.components.teasers import article_teaser, entity_count, highest_counts
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tracked_site import TrackedSite, asks_for_care
from dossierpress.pages.views.lists import EntityCount, TagsView, TagView

COMMON = 12
"""Entities that are shown with a tag."""


def tag_index_page(site: TrackedSite, _: str) -> Iterator[Page]:
    """The index of tags."""
    yield Page(
        path=routes.TAGS,
        template="pages/tags.html",
        make_view=partial(_index_view, site),
        origin="the index of tags",
    )


TAG_INDEX = PageKind(
    name="tag-index",
    views={"pages/tags.html": TagsView},
    keys=only_one,
    make=tag_index_page,
    listed=lambda site: listed_if(site.records.tags, routes.TAGS),
)


def _index_view(site: TrackedSite) -> TagsView:
    return TagsView(
        frame=frame(routes.TAGS, site, section="tags"),
        tags=tuple(tag_count(routes.TAGS, tag, site) for tag in site.overall.tags_in_order),
    )


def tag_pages(site: TrackedSite, tag: str) -> Iterator[Page]:
    """The list of a tag, on as many pages as it takes."""
    articles = site.records.tags[tag]
    of = f"the tag {tag} of {site.records.articles[articles[0]].path}"
    for sheet in sheets(routes.tag(tag), site, articles):
        yield Page(
            path=sheet.path,
            template="pages/tag.html",
            make_view=partial(_view, sheet, tag, articles, site),
            origin=sheet.origin(of),
        )


TAG_PAGES = PageKind(
    name="tag-pages",
    views={"pages/tag.html": TagView},
    keys=lambda site: site.records.tags,
    make=tag_pages,
    listed=lambda site: ((routes.tag(tag), "") for tag in site.records.tags),
)


def _view(sheet: Sheet, tag: str, articles: Sequence[str], site: TrackedSite) -> TagView:
    here = sheet.path
    return TagView(
        frame=frame(here, site, section="tags", indexed=sheet.first),
        tag=tag,
        label=tag_label(tag, site),
        total=len(articles),
        articles=tuple(article_teaser(here, id_, site) for id_ in sheet.cut(articles)),
        entities=_common(here, articles, site) if sheet.first else (),
        follow=own_feeds("tags", tag, site) if sheet.first else None,
        pagination=sheet.pagination(),
    )


def _common(here: str, articles: Sequence[str], site: TrackedSite) -> tuple[EntityCount, ...]:
    known = site.records.entities
    every = Counter(entity for article in articles for entity in site.entities_in.get(article, ()))
    counts = {id_: count for id_, count in every.items() if not asks_for_care(known[id_].matter)}
    keys = site.in_order[tuple(Key(type="entity", id=id_) for id_ in sorted(counts))]
    in_order = [key.id for key in keys]
    return tuple(
        entity_count(here, id_, count, site)
        for id_, count in highest_counts(counts, in_order, COMMON)
    )
