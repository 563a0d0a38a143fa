"""All entities A to Z, over all and by kind."""

from collections.abc import Iterable, Iterator, Sequence

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.showing.alphabet import (
    Lettered,
    by_letter,
    jumps,
    lettered,
    sorted_by,
)
from dossierpress.emitters.showing.framing import frame
from dossierpress.emitters.showing.kinds import kind_label, kind_links, kind_plural
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link
from dossierpress.model.output import Page
from dossierpress.model.site import Key
from dossierpress.views.lists import EntitiesView, EntityEntry, EntityLetter


def entity_index(edition: Edition) -> Iterator[Page]:
    """The index of all entities, then one for each kind that has some."""
    yield from _index(routes.ENTITIES, None, edition.site.entities, edition)
    for kind, entities in edition.entities_by_kind.items():
        yield from _index(routes.kind(kind), kind, entities, edition)


ENTITY_INDEX = Emitter(name="entity-index", emit=entity_index)


def _index(
    start: str, kind: str | None, entities: Iterable[str], edition: Edition
) -> Iterator[Page]:
    known = edition.site.entities
    names = {id_: sorted_by(known[id_].matter.name, known[id_].matter.sort_as) for id_ in entities}
    entries = lettered(names, edition)
    of = "the index of entities" if kind is None else f"the index of entities of the kind {kind}"
    for sheet in sheets(start, edition.page_size, entries):
        yield Page(
            path=sheet.path,
            template="pages/entities.html",
            view=_view(sheet, kind, entries, edition),
            origin=sheet.origin(of),
        )


def _view(
    sheet: Sheet, kind: str | None, entries: Sequence[Lettered], edition: Edition
) -> EntitiesView:
    here = sheet.path
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
        jumps=jumps(sheet, entries),
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
