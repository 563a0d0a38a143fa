"""The index of tags, and the articles with each."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dossierpress import routes
from dossierpress.emitters.edition import Edition, asks_for_care
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.cards import article_card, entity_count, most
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.tags import tag_label, tag_link, tags_in_order
from dossierpress.model.output import Page
from dossierpress.views.listing import EntityCount
from dossierpress.views.lists import TagsView, TagView

COMMON = 12
"""Entities that are shown with a tag."""


def tag_pages(edition: Edition) -> Iterator[Page]:
    """The index, then the list of each tag, on as many pages as it takes."""
    tags = edition.site.tags
    yield Page(
        path=routes.TAGS,
        template="pages/tags.html",
        view=TagsView(
            frame=frame(routes.TAGS, edition, section="tags"),
            tags=tuple(tag_link(routes.TAGS, tag, edition) for tag in tags_in_order(edition)),
        ),
        origin="the index of tags",
    )
    for tag, articles in tags.items():
        for sheet in sheets(routes.tag(tag), edition.page_size, articles):
            yield Page(
                path=sheet.path,
                template="pages/tag.html",
                view=_view(sheet, tag, articles, edition),
                origin=sheet.origin(f"the tag {tag} of {edition.site.articles[articles[0]].path}"),
            )


TAG_PAGES = Emitter(name="tag-pages", emit=tag_pages)


def _view(sheet: Sheet, tag: str, articles: Sequence[str], edition: Edition) -> TagView:
    here = sheet.path
    return TagView(
        frame=frame(here, edition, section="tags", indexed=sheet.first),
        tag=tag,
        label=tag_label(tag, edition),
        total=len(articles),
        articles=tuple(article_card(here, id_, edition) for id_ in sheet.cut(articles)),
        entities=_common(here, articles, edition) if sheet.first else (),
        pagination=sheet.pagination(),
    )


def _common(here: str, articles: Sequence[str], edition: Edition) -> tuple[EntityCount, ...]:
    known = edition.site.entities
    counts = Counter(
        entity
        for article in articles
        for entity in edition.entities_in.get(article, ())
        if not asks_for_care(known[entity].matter)
    )
    in_order = sorted(counts, key=lambda id_: edition.entity_places[id_])
    return tuple(
        entity_count(here, id_, count, edition) for id_, count in most(counts, in_order, COMMON)
    )
