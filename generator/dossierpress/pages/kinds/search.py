"""The search: its page, which is a list of all names from A to Z, and its index.

The index of texts is made before all pages (`dossierpress.search`); its files are published as they
are. The names, and what there is to choose from, are read like anything else that pages show.
"""

from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key, key_named, party_key
from dossierpress.model.output import Asset, Page
from dossierpress.pages.components.alphabet import by_letter, letter_jumps, listed_link
from dossierpress.pages.components.kinds import kind_label, kind_plural
from dossierpress.pages.components.page_chrome import frame, has_search
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import is_published, local_name, record_link
from dossierpress.pages.page_kind import Emitter, PageKind, listed_if, only_one
from dossierpress.pages.tables.tag_labels import label_of_tag
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.search import IndexFileView, NamedEntry, NamedLetter, SearchView
from dossierpress.schema.shared_types import EntityName, LocalName
from dossierpress.search import scripts

LIBRARY = "js/search/minisearch.js"
"""The library that finds names, below static/."""
_FILE = "exports/search-index.txt"
_ORIGIN = "the index of the search"


def search_pages(site: TrackedSite, _: str) -> Iterator[Page]:
    """The list of names, on as many pages as it takes, where there is a search."""
    if not has_search(site):
        return
    for sheet in sheets(routes.SEARCH, site, site.names_from_a_to_z):
        yield Page(
            path=sheet.path,
            template="pages/search.html",
            make_view=partial(_view, sheet, site),
            origin=sheet.origin("the page of the search"),
        )


SEARCH = PageKind(
    name="search",
    views={"pages/search.html": SearchView},
    keys=only_one,
    make=search_pages,
    listed=lambda site: listed_if(has_search(site), routes.SEARCH),
)


def _view(sheet: Sheet, site: TrackedSite) -> SearchView:
    here = sheet.path
    entries = site.names_from_a_to_z
    return SearchView(
        frame=frame(here, site, indexed=sheet.first, loads_scripts=True),
        total=len(entries),
        letters=tuple(
            NamedLetter(
                anchor=anchor,
                letter=letter,
                entries=tuple(_entry(here, key_named(id_), site) for id_ in ids),
            )
            for letter, anchor, ids in by_letter(sheet.cut(entries))
        ),
        jumps=letter_jumps(sheet, site.letters_of_names),
        pagination=sheet.pagination(),
        kinds=tuple((kind, kind_plural(kind, site)) for kind in site.entities_by_kind),
        library=routes.relative(here, routes.static(LIBRARY)),
        index=routes.root(here) + scripts.FOLDER,
    )


def _entry(here: str, key: Key, site: TrackedSite) -> NamedEntry:
    link, under = listed_link(record_link(here, key, site), _sort_as(key, site))
    others = _other_names(key, site)
    return NamedEntry(
        record=link,
        kind_label=kind_label(link.kind or "", site) if key.type == "entity" else None,
        under=under,
        # What one party calls it stands on no page without that party.
        others=tuple(local_name(one, site) for one in others if _bearer(one) is None),
    )


def _sort_as(key: Key, site: TrackedSite) -> str | None:
    match key.type:
        case "entity":
            return site.records.entities[key.id].matter.sort_as
        case "source":
            return site.records.sources[key.id].matter.sort_as
        case _:
            return None


def _other_names(key: Key, site: TrackedSite) -> tuple[LocalName, ...]:
    """All names but the first, each once."""
    match key.type:
        case "entity":
            entity = site.records.entities[key.id].matter
            names: tuple[LocalName, ...] = (
                *entity.name,
                *entity.aliases,
                *entity.former_names,
                *entity.weak_aliases,
            )
        case "source":
            names = site.records.sources[key.id].matter.name
        case _:
            names = ()
    once = {one.text: one for one in reversed(names)}
    return tuple(one for one in once.values() if one.text != names[0].text)[::-1]


def _bearer(name: LocalName) -> str | None:
    return name.bearer if isinstance(name, EntityName) else None


def _with_bearer(name: LocalName, site: TrackedSite) -> str:
    """A name, with the party whose name for it this is."""
    bearer = _bearer(name)
    if bearer is None or not is_published(party_key(bearer), site.records):
        return name.text
    return f"{name.text} ({site.heads[party_key(bearer)].text})"


def names_files(site: TrackedSite, part: str) -> Iterator[Page]:
    """A part of the names, for the script."""
    yield Page(
        path=scripts.names_path(part),
        template=_FILE,
        make_view=partial(_names_view, part, site),
        origin=_ORIGIN,
    )


SEARCH_NAMES = PageKind(
    name="search-names",
    views={_FILE: IndexFileView},
    keys=lambda site: site.parts_of_names if has_search(site) else (),
    make=names_files,
)


def _names_view(part: str, site: TrackedSite) -> IndexFileView:
    """The names by what they are names of: `entity/person`, `claim`, `source`."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for key in site.parts_of_names[part]:
        head = site.heads[key]
        group = f"entity/{head.kind}" if key.type == "entity" else key.type
        others = (_with_bearer(one, site) for one in _other_names(key, site))
        name = f"{head.text} ({head.qualifier})" if head.qualifier else head.text
        found.setdefault(group, []).append((key.id, head.called_in or "", name, *others))
    return _file("names", part, found)


def contents_file(site: TrackedSite, _: str) -> Iterator[Page]:
    """What the script must know to begin with, where there is a search."""
    if has_search(site):
        yield Page(
            path=scripts.CONTENTS,
            template=_FILE,
            make_view=partial(_contents_view, site),
            origin=_ORIGIN,
        )


SEARCH_CONTENTS = PageKind(
    name="search-contents", views={_FILE: IndexFileView}, keys=only_one, make=contents_file
)


def _contents_view(site: TrackedSite) -> IndexFileView:
    lang = site.config.lang
    return _file(
        "contents",
        {
            "texts": site.search.texts,
            "firsts": site.search.firsts,
            "names": tuple(site.parts_of_names),
            "tags": tuple(
                (tag, label_of_tag(tag, site.tag_names.get(tag, ()), lang)[1])
                for tag in site.records.tags
            ),
            "years": tuple(year for year, _ in site.overall.years),
            "lang": lang,
        },
    )


def _file(function: str, *data: object) -> IndexFileView:
    return IndexFileView(code=scripts.script(function, *data).decode().rstrip("\n"))


def search_files(site: TrackedSite) -> Iterator[Asset]:
    """The index of all texts."""
    if has_search(site):
        yield from site.search.files


SEARCH_FILES = Emitter(name="search-files", emit=search_files)
