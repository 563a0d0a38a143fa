"""Every plain page but `home`, which opens the front page."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.bibliography import bibliography
from dossierpress.emitters.showing.filling import contents, fill
from dossierpress.emitters.showing.framing import frame, opening
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link
from dossierpress.emitters.showing.quotations import how_many, mentions_elsewhere, quotation_groups
from dossierpress.emitters.showing.references import reference_groups
from dossierpress.model.output import Page
from dossierpress.model.site import Key, Mention, PlainPage
from dossierpress.views.plain import PlainPageView


def plain_pages(edition: Edition) -> Iterator[Page]:
    """One page for each, and more where its list of backlinks is long."""
    for plain in edition.site.pages.values():
        if plain.id == routes.HOME_PAGE:
            continue
        key = Key(type="page", id=plain.id)
        backlinks = mentions_elsewhere(key, edition)
        for sheet in sheets(routes.record(key), edition.page_size, backlinks):
            yield Page(
                path=sheet.path,
                template="pages/plain.html",
                view=_view(sheet, plain, backlinks, edition),
                origin=sheet.origin(plain.path),
            )


PLAIN_PAGES = Emitter(name="plain-pages", emit=plain_pages)


def _view(
    sheet: Sheet, plain: PlainPage, backlinks: Sequence[Sequence[Mention]], edition: Edition
) -> PlainPageView:
    here, first = sheet.path, sheet.first
    key = Key(type="page", id=plain.id)
    matter = plain.matter
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
        backlink_count=how_many(backlinks),
        pagination=sheet.pagination(),
    )
