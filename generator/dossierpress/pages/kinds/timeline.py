"""The timeline of the dossier: events, dated relations, claims and articles on one scale.

It takes one page, or one for each year where it is long; so an edit makes the page of its year
alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from dossierpress.kernel import dates, routes
from dossierpress.model.output import Page
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.timeline_drawing import draw_timeline
from dossierpress.pages.components.timeline_entries import entry_shown
from dossierpress.pages.page_kind import PageKind
from dossierpress.pages.tables.chronology import ALL_YEARS, LANES, ON_ONE_PAGE, Dated
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.timeline import TimelineView, YearShown


def _start(year: str) -> str:
    """Path of the first page of a year."""
    return routes.TIMELINE if year == ALL_YEARS else routes.timeline(year)


def timeline_pages(site: TrackedSite, year: str) -> Iterator[Page]:
    """The timeline of a year, or of all years, on as many pages as it takes."""
    entries = site.chronology[year]
    cut = sheets(_start(year), site, entries)
    whole = Sheet(start=_start(year), number=1, total=1, size=ON_ONE_PAGE)
    for sheet in (whole,) if year == ALL_YEARS else cut:
        yield Page(
            path=sheet.path,
            template="pages/timeline.html",
            make_view=partial(_view, sheet, year, entries, site),
            origin=sheet.origin(f"the timeline of {year}" if year else "the timeline"),
        )


TIMELINE = PageKind(
    name="timeline",
    views={"pages/timeline.html": TimelineView},
    keys=lambda site: site.chronology,
    make=timeline_pages,
    listed=lambda site: ((_start(year), "") for year in site.chronology),
)


def _view(sheet: Sheet, year: str, entries: Sequence[Dated], site: TrackedSite) -> TimelineView:
    here = sheet.path
    shown = sheet.cut(entries)
    held = Counter(one.lane for one in shown)
    return TimelineView(
        frame=frame(here, site, section="timeline", indexed=sheet.first),
        year=_year(year, site) if year else None,
        total=sum(total for _, total in site.overall.timeline_years) if not year else len(entries),
        lanes=tuple((lane, held[lane]) for lane in LANES if held[lane]),
        drawing=draw_timeline(here, shown, site),
        entries=tuple(entry_shown(here, one, site) for one in shown),
        years=tuple(
            YearShown(
                text=_year(key, site),
                href=routes.relative(here, routes.timeline(key)),
                total=total,
                current=key == year,
            )
            for key, total in site.overall.timeline_years
            if key
        ),
        pagination=sheet.pagination(),
    )


def _year(key: str, site: TrackedSite) -> str:
    return dates.display_year(int(key), site.lang)
