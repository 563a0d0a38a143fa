"""Series: articles in the order in which they are to be read, each part and the whole."""

from collections.abc import Iterator

from dossierpress.kernel.key import Key
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import name_shown, record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import RecordLink
from dossierpress.pages.views.series import SeriesPart, SeriesPlace, SeriesShown


def series_places(here: str, article: str, site: TrackedSite) -> Iterator[SeriesPlace]:
    """Where an article stands in each series that it is part of."""
    for page in site.series_with.get(article, ()):
        parts = site.records.pages[page].matter.series
        place = parts.index(article)
        around = [None, *parts, None]
        before, after = around[place], around[place + 2]
        yield SeriesPlace(
            series=record_link(here, Key(type="page", id=page), site),
            part=place + 1,
            total=len(parts),
            previous=None if before is None else _article(here, before, site),
            next=None if after is None else _article(here, after, site),
        )


def series_parts(here: str, page: str, site: TrackedSite) -> tuple[SeriesPart, ...]:
    """The parts of the series that a page lists, in order."""
    return tuple(_part(here, one, site) for one in site.records.pages[page].matter.series)


def series_shown(here: str, page: str, site: TrackedSite) -> SeriesShown | None:
    """The series that a page lists; None where it lists none."""
    parts = site.records.pages[page].matter.series
    if not parts:
        return None
    return SeriesShown(
        page=record_link(here, Key(type="page", id=page), site),
        first=_article(here, parts[0], site),
        total=len(parts),
        minutes=sum(site.minutes[one] for one in parts),
    )


def _part(here: str, article: str, site: TrackedSite) -> SeriesPart:
    listed = site.summaries[article]
    lang = site.heads[Key(type="article", id=article)].lang
    return SeriesPart(
        article=_article(here, article, site),
        covers=date_if_known(listed.covers, site),
        minutes=site.minutes[article],
        summary=name_shown(listed.summary, lang, site) if listed.summary else None,
    )


def _article(here: str, id_: str, site: TrackedSite) -> RecordLink:
    return record_link(here, Key(type="article", id=id_), site)
