"""Kind-specific properties of an entity, each as its type has it."""

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_shown
from dossierpress.emitters.showing.languages import country_name
from dossierpress.emitters.showing.names import link_if_published
from dossierpress.emitters.showing.outside import outside_link
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.views.entity import PropertyShown


def properties_shown(
    here: str, matter: EntityMatter, edition: Edition
) -> tuple[PropertyShown, ...]:
    """The properties that may be shown, in the order in which they were written."""
    kind = edition.kinds.get(matter.kind)
    labels = {} if kind is None else {name: one.label for name, one in kind.properties.items()}
    shown = (
        _property(here, one, labels.get(one.name, one.name), edition) for one in matter.properties
    )
    return tuple(one for one in shown if one is not None)


def _property(here: str, written: Property, label: str, edition: Edition) -> PropertyShown | None:
    """None for a reference to an entity that is not published: its id must not show."""
    lang = edition.config.lang
    text = written.value
    date = record = outside = None
    match written.type:
        case "date":
            date = date_shown(text, edition)
        case "entity" | "place":
            record = link_if_published(here, "entity", text, edition)
            if record is None:
                return None
        case "url":
            outside = outside_link(text)
        case "country":
            text = country_name(text, lang)
        case "text" | "number" | "coordinates":
            pass
    said_otherwise = date or record or outside
    return PropertyShown(
        label=label,
        text=None if said_otherwise else text,
        date=date,
        record=record,
        outside=outside,
    )
