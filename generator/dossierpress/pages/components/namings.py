"""What outlets call whom, seen from either side."""

from collections.abc import Iterable
from itertools import groupby

from dossierpress.kernel.key import Key
from dossierpress.model.claims import Naming
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim_lists import NamingForm, NamingShown


def names_given_to(here: str, entity: str, site: TrackedSite) -> tuple[NamingShown, ...]:
    """What sources call an entity; nothing where all of them call it as this dossier does."""
    known = site.records.claims.namings.get(entity, ())
    name = record_link(here, Key(type="entity", id=entity), site).name.text
    if all(one.words == name for one in known):
        return ()
    return tuple(
        _naming_shown(here, Key(type="source", id=source), group, site)
        for source, group in groupby(known, key=lambda one: one.source)
    )


def names_given_by(
    here: str, source: str, entities: Iterable[str], site: TrackedSite
) -> tuple[NamingShown, ...]:
    """What a source calls each of some entities."""
    known = site.records.claims.namings
    return tuple(
        _naming_shown(
            here,
            Key(type="entity", id=entity),
            [one for one in known[entity] if one.source == source],
            site,
        )
        for entity in entities
    )


def _naming_shown(here: str, other: Key, group: Iterable[Naming], site: TrackedSite) -> NamingShown:
    return NamingShown(
        record=record_link(here, other, site),
        forms=tuple(
            NamingForm(
                text=one.words,
                times=one.times,
                own=one.words in _own_names(one.entity, site),
            )
            for one in group
        ),
    )


def _own_names(entity: str, site: TrackedSite) -> frozenset[str]:
    """The names of an entity in all languages, without its other names."""
    return frozenset(one.text for one in site.records.entities[entity].matter.name)
