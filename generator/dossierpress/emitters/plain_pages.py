"""Every plain page but `home`, which opens the front page."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind
from dossierpress.emitters.showing.bibliography import bibliography
from dossierpress.emitters.showing.filling import contents, fill
from dossierpress.emitters.showing.framing import frame, opening
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link
from dossierpress.emitters.showing.quotations import quotation_groups
from dossierpress.emitters.showing.references import reference_groups
from dossierpress.model.key import Key
from dossierpress.model.output import Page
from dossierpress.model.site import PlainPage
from dossierpress.views.plain import PlainPageView


def plain_pages(edition: Edition, id_: str) -> Iterator[Page]:
    """The page, and more where its list of backlinks is long."""
    plain = edition.site.pages[id_]
    key = Key(type="page", id=id_)
    for sheet in sheets(routes.record(key), edition, edition.mentions.get(key, ())):
        yield Page(
            path=sheet.path,
            template="pages/plain.html",
            make_view=partial(_view, sheet, plain, edition),
            origin=sheet.origin(plain.path),
        )


def _ids(edition: Edition) -> Iterator[str]:
    return (id_ for id_ in edition.site.pages if id_ != routes.HOME_PAGE)


PLAIN_PAGES = PageKind(
    name="plain-pages", views={"pages/plain.html": PlainPageView}, keys=_ids, make=plain_pages
)


def _view(sheet: Sheet, plain: PlainPage, edition: Edition) -> PlainPageView:
    here, first = sheet.path, sheet.first
    key = Key(type="page", id=plain.id)
    matter = plain.matter
    backlinks = edition.mentions.get(key, ())
    return PlainPageView(
        frame=frame(
            here,
            edition,
            lang=matter.lang,
            description=matter.summary or opening(plain.body.opening),
            indexed=first,
        ),
        title=matter.title,
        here=link(here, key, edition),
        first=first,
        summary=matter.summary,
        body=fill(plain.body, here, edition) if first else Markup(""),
        contents=contents(plain.body, here) if first else (),
        bibliography=bibliography(here, key, edition) if first else (),
        references=reference_groups(here, key, edition) if first else (),
        backlinks=quotation_groups(here, sheet.cut(backlinks), edition),
        backlink_count=edition.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
    )
