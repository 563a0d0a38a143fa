"""All articles, by date."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from dossierpress import dates, routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.cards import article_card
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.model.output import Page
from dossierpress.views.listing import JumpLink
from dossierpress.views.lists import ArticlesView, MonthGroup, YearGroup


class _Dated(Struct, frozen=True, kw_only=True, gc=False):
    """An article with its place in the calendar."""

    article: str
    year: int | None
    month: int | None


def article_index(edition: Edition) -> Iterator[Page]:
    """The list of articles, newest first, on as many pages as it takes."""
    zone = edition.config.timezone
    articles = [_dated(id_, one.matter.date, zone) for id_, one in edition.site.articles.items()]
    for sheet in sheets(routes.ARTICLES, edition.page_size, articles):
        yield Page(
            path=sheet.path,
            template="pages/articles.html",
            view=_view(sheet, articles, edition),
            origin=sheet.origin("the index of articles"),
        )


ARTICLE_INDEX = Emitter(name="article-index", emit=article_index)


def _dated(article: str, date: str | None, zone: str) -> _Dated:
    if date is None:
        return _Dated(article=article, year=None, month=None)
    year, month = dates.calendar_place(date, zone)
    return _Dated(article=article, year=year, month=month)


def _view(sheet: Sheet, articles: Sequence[_Dated], edition: Edition) -> ArticlesView:
    here = sheet.path
    jumps = _jumps(sheet, articles, edition)
    return ArticlesView(
        frame=frame(here, edition, section="articles", indexed=sheet.first),
        total=len(articles),
        years=tuple(
            _year(here, year, tuple(group), edition)
            for year, group in groupby(sheet.cut(articles), key=lambda one: one.year)
        ),
        jumps=jumps if len(jumps) > 1 else (),
        pagination=sheet.pagination(),
    )


def _year(here: str, year: int | None, group: Sequence[_Dated], edition: Edition) -> YearGroup:
    return YearGroup(
        anchor=_anchor(year),
        label=None if year is None else _year_label(year, edition),
        months=tuple(
            MonthGroup(
                label=None if year is None or month is None else _month_label(year, month, edition),
                articles=tuple(article_card(here, one.article, edition) for one in articles),
            )
            for month, articles in groupby(group, key=lambda one: one.month)
        ),
    )


def _jumps(sheet: Sheet, articles: Sequence[_Dated], edition: Edition) -> tuple[JumpLink, ...]:
    first: dict[int, int] = {}
    for place, one in enumerate(articles):
        if one.year is not None:
            first.setdefault(one.year, place)
    return tuple(
        JumpLink(
            label=_year_label(year, edition),
            href=routes.relative(sheet.path, sheet.holding(place), _anchor(year)),
        )
        for year, place in first.items()
    )


def _anchor(year: int | None) -> str:
    return "undated" if year is None else f"year_{year}"


def _year_label(year: int, edition: Edition) -> str:
    return dates.display_year(year, edition.config.lang)


def _month_label(year: int, month: int, edition: Edition) -> str:
    return dates.display_month(year, month, edition.config.lang)
