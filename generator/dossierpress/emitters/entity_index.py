"""All entities A to Z, over all and by kind."""

from collections.abc import Iterator
from functools import partial

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind
from dossierpress.emitters.showing.alphabet import by_letter, jumps
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.kinds import kind_label, kind_links, kind_plural
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link
from dossierpress.model.key import Key
from dossierpress.model.output import Page
from dossierpress.views.lists import EntitiesView, EntityEntry, EntityLetter


def entity_index(edition: Edition, kind: str) -> Iterator[Page]:
    """The index of the entities of a kind, or of all, on as many pages as it takes."""
    start = routes.kind(kind) if kind else routes.ENTITIES
    of = f"the index of entities of the kind {kind}" if kind else "the index of entities"
    for sheet in sheets(start, edition, edition.lettered_entities[kind]):
        yield Page(
            path=sheet.path,
            template="pages/entities.html",
            make_view=partial(_view, sheet, kind or None, edition),
            origin=sheet.origin(of),
        )


ENTITY_INDEX = PageKind(
    name="entity-index",
    views={"pages/entities.html": EntitiesView},
    keys=lambda edition: edition.lettered_entities,  # by kind, and before all others "" for all
    make=entity_index,
)


def _view(sheet: Sheet, kind: str | None, edition: Edition) -> EntitiesView:
    here = sheet.path
    entries = edition.lettered_entities[kind or ""]
    return EntitiesView(
        frame=frame(here, edition, section="entities", indexed=sheet.first),
        kind=kind,
        label=None if kind is None else kind_plural(kind, edition),
        total=len(entries),
        all_href=routes.relative(here, routes.ENTITIES),
        all_total=len(edition.site.entities),
        kinds=kind_links(here, edition, kind),
        letters=tuple(
            EntityLetter(
                anchor=anchor,
                letter=letter,
                entities=tuple(_entry(here, id_, edition) for id_ in ids),
            )
            for letter, anchor, ids in by_letter(sheet.cut(entries))
        ),
        jumps=jumps(sheet, edition.letters[kind or ""]),
        pagination=sheet.pagination(),
    )


def _entry(here: str, entity: str, edition: Edition) -> EntityEntry:
    matter = edition.site.entities[entity].matter
    return EntityEntry(
        entity=link(here, Key(type="entity", id=entity), edition),
        kind_label=kind_label(matter.kind, edition),
        description=matter.description,
        articles=len(edition.site.appearances.get(entity, ())),
    )
