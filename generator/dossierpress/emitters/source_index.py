"""All sources A to Z."""

from collections.abc import Iterator
from functools import partial

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind, only_one
from dossierpress.emitters.showing.alphabet import by_letter, jumps
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.languages import country_name
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link, publisher_link
from dossierpress.model.key import Key
from dossierpress.model.output import Page
from dossierpress.views.lists import SourceEntry, SourceLetter, SourcesView


def source_index(edition: Edition, _: str) -> Iterator[Page]:
    """The list of sources, on as many pages as it takes."""
    for sheet in sheets(routes.SOURCES, edition, edition.lettered_sources):
        yield Page(
            path=sheet.path,
            template="pages/sources.html",
            make_view=partial(_view, sheet, edition),
            origin=sheet.origin("the index of sources"),
        )


SOURCE_INDEX = PageKind(
    name="source-index",
    views={"pages/sources.html": SourcesView},
    keys=only_one,
    make=source_index,
)


def _view(sheet: Sheet, edition: Edition) -> SourcesView:
    here = sheet.path
    entries = edition.lettered_sources
    return SourcesView(
        frame=frame(here, edition, section="sources", indexed=sheet.first),
        total=len(entries),
        letters=tuple(
            SourceLetter(
                anchor=anchor,
                letter=letter,
                sources=tuple(_entry(here, id_, edition) for id_ in ids),
            )
            for letter, anchor, ids in by_letter(sheet.cut(entries))
        ),
        jumps=jumps(sheet, edition.overall.source_letters),
        pagination=sheet.pagination(),
    )


def _entry(here: str, source: str, edition: Edition) -> SourceEntry:
    matter = edition.site.sources[source].matter
    lang = edition.config.lang
    return SourceEntry(
        source=link(here, Key(type="source", id=source), edition),
        publisher=publisher_link(here, matter, edition),
        published=date_if_known(matter.published, edition),
        country=country_name(matter.country, lang) if matter.country else None,
        reliability=matter.reliability,
        articles=edition.articles_on.get(source, 0),
    )
