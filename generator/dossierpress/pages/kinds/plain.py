"""Every plain page but `home`, which opens the front page."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Page
from dossierpress.model.site import PlainPage
from dossierpress.pages.components.backlinks import backlink_groups
from dossierpress.pages.components.bibliography import bibliography
from dossierpress.pages.components.body import body_html, contents_list
from dossierpress.pages.components.brief import brief_shown
from dossierpress.pages.components.cards import with_cards
from dossierpress.pages.components.cross_references import reference_groups
from dossierpress.pages.components.page_chrome import frame, opening_words
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.series import series_parts, series_shown
from dossierpress.pages.page_kind import PageKind, listed_records
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.plain import PlainPageView


def plain_pages(site: TrackedSite, id_: str) -> Iterator[Page]:
    """The page, and more where its list of backlinks is long."""
    plain = site.records.pages[id_]
    key = Key(type="page", id=id_)
    for sheet in sheets(routes.record(key), site, site.mentions.get(key, ())):
        yield Page(
            path=sheet.path,
            template="pages/plain.html",
            make_view=partial(_view, sheet, plain, site),
            origin=sheet.origin(plain.path),
        )


def _ids(site: TrackedSite) -> Iterator[str]:
    return (id_ for id_ in site.records.pages if id_ != routes.HOME_PAGE)


PLAIN_PAGES = PageKind(
    name="plain-pages",
    views={"pages/plain.html": PlainPageView},
    keys=_ids,
    make=plain_pages,
    listed=lambda site: listed_records("page", _ids(site)),
)


def _view(sheet: Sheet, plain: PlainPage, site: TrackedSite) -> PlainPageView:
    here, first = sheet.path, sheet.first
    key = Key(type="page", id=plain.id)
    matter = plain.matter
    site = site.speaking(matter.lang)
    backlinks = site.mentions.get(key, ())
    view = PlainPageView(
        frame=frame(
            here,
            site,
            lang=matter.lang,
            description=matter.summary or opening_words(plain.body.opening),
            indexed=first,
        ),
        title=matter.title,
        here=record_link(here, key, site),
        first=first,
        summary=matter.summary,
        brief=brief_shown(here, matter.brief, site) if first else (),
        series=series_shown(here, plain.id, site) if first else None,
        parts=series_parts(here, plain.id, site) if first else (),
        body=body_html(plain.body, here, site) if first else Markup(""),
        contents=contents_list(plain.body, here) if first else (),
        bibliography=bibliography(here, key, site) if first else (),
        references=reference_groups(here, key, site) if first else (),
        backlinks=backlink_groups(here, sheet.cut(backlinks), site),
        backlink_count=site.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
    )
    return with_cards(view, here, site)
