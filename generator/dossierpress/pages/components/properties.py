"""Properties of an entity by its kind, each as its type has it."""

from dossierpress.kernel.languages import country_name
from dossierpress.pages.components.dates import date_shown
from dossierpress.pages.components.external_links import external_link
from dossierpress.pages.components.record_links import link_if_published
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.entity import PropertyShown
from dossierpress.schema.entity import EntityMatter, Property


def properties_shown(
    here: str, matter: EntityMatter, site: TrackedSite
) -> tuple[PropertyShown, ...]:
    """The properties that may be shown, in the order in which they were written."""
    kind = site.kinds.get(matter.kind)
    labels = (
        {}
        if kind is None
        else {name: site.word("property", one.label) for name, one in kind.properties.items()}
    )
    shown = (
        _property(here, one, labels.get(one.name, one.name), site) for one in matter.properties
    )
    return tuple(one for one in shown if one is not None)


def _property(here: str, written: Property, label: str, site: TrackedSite) -> PropertyShown | None:
    """None for a reference to an entity that is not published: its id must not show."""
    text = written.value
    date = record = outside = None
    match written.type:
        case "date":
            date = date_shown(text, site)
        case "entity" | "place":
            record = link_if_published(here, "entity", text, site)
            if record is None:
                return None
        case "url":
            outside = external_link(text)
        case "country":
            text = country_name(text, site.lang)
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
