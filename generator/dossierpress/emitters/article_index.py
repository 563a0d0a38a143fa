"""All articles, by date."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from dossierpress import dates, routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind, only_one
from dossierpress.emitters.showing.cards import article_card
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.model.output import Page
from dossierpress.views.listing import JumpLink
from dossierpress.views.lists import ArticlesView, MonthGroup, YearGroup

_Dated = tuple[str, int | None, int | None]
"""(id, year, month)"""


def article_index(edition: Edition, _: str) -> Iterator[Page]:
    """The list of articles, newest first, on as many pages as it takes."""
    for sheet in sheets(routes.ARTICLES, edition, edition.dated_articles):
        yield Page(
            path=sheet.path,
            template="pages/articles.html",
            make_view=partial(_view, sheet, edition),
            origin=sheet.origin("the index of articles"),
        )


ARTICLE_INDEX = PageKind(
    name="article-index",
    views={"pages/articles.html": ArticlesView},
    keys=only_one,
    make=article_index,
)


def _view(sheet: Sheet, edition: Edition) -> ArticlesView:
    here = sheet.path
    articles = edition.dated_articles
    jumps = _jumps(sheet, edition)
    return ArticlesView(
        frame=frame(here, edition, section="articles", indexed=sheet.first),
        total=len(articles),
        years=tuple(
            _year(here, year, tuple(group), edition)
            for year, group in groupby(sheet.cut(articles), key=lambda one: one[1])
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
                articles=tuple(article_card(here, id_, edition) for id_, _, _ in articles),
            )
            for month, articles in groupby(group, key=lambda one: one[2])
        ),
    )


def _jumps(sheet: Sheet, edition: Edition) -> tuple[JumpLink, ...]:
    return tuple(
        JumpLink(
            label=_year_label(year, edition),
            href=routes.relative(sheet.path, sheet.holding(place), _anchor(year)),
        )
        for year, place in edition.overall.years
    )


def _anchor(year: int | None) -> str:
    return "undated" if year is None else f"year_{year}"


def _year_label(year: int, edition: Edition) -> str:
    return dates.display_year(year, edition.config.lang)


def _month_label(year: int, month: int, edition: Edition) -> str:
    return dates.display_month(year, month, edition.config.lang)
