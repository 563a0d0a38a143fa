"""Teasers: articles, entities, kinds and tags in short, for lists and for the front page."""

from collections.abc import Iterable, Mapping
from heapq import nlargest

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.kernel.languages import direction_of_language
from dossierpress.pages.components.backlinks import date_of
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.pictures import picture_shown
from dossierpress.pages.components.record_links import name_shown, record_link
from dossierpress.pages.tables.record_names import base_language, label_of_tag
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import ArticleTeaser, EntityCount, KindLink, TagCount, TagLink
from dossierpress.pages.views.parts import NameShown


def tag_link(here: str, tag: str, site: TrackedSite, lang: str | None = None) -> TagLink:
    """A link to the articles with a tag, on a page in a language; None means the site's own.

    Without their number: one more would be an edit of all of them.
    """
    return TagLink(
        href=routes.relative(here, routes.tag(tag)), name=tag, label=tag_label(tag, site, lang)
    )


def tag_count(here: str, tag: str, site: TrackedSite) -> TagCount:
    """The same in a list of tags, with the number of the articles."""
    return TagCount(
        href=routes.relative(here, routes.tag(tag)),
        name=tag,
        label=tag_label(tag, site),
        articles=len(site.records.tags[tag]),
    )


def tag_label(tag: str, site: TrackedSite, lang: str | None = None) -> NameShown:
    """What site.yml calls a tag in a language, else first of all; else the tag in words.

    The language is given if it is not that of the page.
    """
    site_lang = site.config.lang
    found, text = label_of_tag(tag, site.tag_names.get(tag, ()), site_lang, lang)
    if base_language(found) == base_language(lang or site_lang):
        return NameShown(text=text, lang=None, dir=None)
    return NameShown(text=text, lang=found, dir=direction_of_language(found))


_LAST = 1 << 30
"""Rank of a kind that the settings do not name."""


def kind_label(kind: str, site: TrackedSite) -> str:
    """One of the kind, in words."""
    known = site.kinds.get(kind)
    return kind if known is None else known.label


def kind_plural(kind: str, site: TrackedSite) -> str:
    """Many of the kind, in words."""
    known = site.kinds.get(kind)
    return kind if known is None else known.plural


def kind_rank(kind: str, site: TrackedSite) -> tuple[int, str]:
    """Sort key: kinds come in the order of the settings."""
    return site.kind_ranks.get(kind, _LAST), kind


def kind_links(here: str, site: TrackedSite, current: str | None = None) -> tuple[KindLink, ...]:
    """The index of every kind that has entities."""
    return tuple(
        KindLink(
            kind=kind,
            label=kind_plural(kind, site),
            href=routes.relative(here, routes.kind(kind)),
            entities=len(entities),
            current=kind == current,
        )
        for kind, entities in site.entities_by_kind.items()
    )


def article_teaser(here: str, article: str, site: TrackedSite) -> ArticleTeaser:
    """An article with its date and summary."""
    key = Key(type="article", id=article)
    listed = site.summaries[article]
    summary = name_shown(listed.summary or "", site.heads[key].lang, site)
    return ArticleTeaser(
        article=record_link(here, key, site),
        date=date_of(key, site),
        covers=date_if_known(listed.covers, site),
        as_of=date_if_known(listed.as_of, site),
        summary=listed.summary,
        dir=summary.dir,
        picture=None if listed.image is None else picture_shown(here, listed.image, "", site),
    )


def entity_count(here: str, entity: str, articles: int, site: TrackedSite) -> EntityCount:
    """An entity with a number of articles."""
    return EntityCount(
        entity=record_link(here, Key(type="entity", id=entity), site), articles=articles
    )


def highest_counts(
    counts: Mapping[str, int], ids: Iterable[str], length: int
) -> tuple[tuple[str, int], ...]:
    """The ids with the highest counts above 0, highest first; equal ones in the order given."""
    ranked = ((counts.get(id_, 0), -place, id_) for place, id_ in enumerate(ids))
    return tuple((id_, count) for count, _, id_ in nlargest(length, ranked) if count > 0)
