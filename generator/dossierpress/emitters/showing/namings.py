"""What outlets call whom, seen from either side."""

from collections.abc import Iterable
from itertools import groupby

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.names import link
from dossierpress.model.claims import Naming
from dossierpress.model.key import Key
from dossierpress.views.claims import NamingForm, NamingShown


def called(here: str, entity: str, edition: Edition) -> tuple[NamingShown, ...]:
    """What sources call an entity; nothing where all of them call it as this dossier does."""
    known = edition.site.claims.namings.get(entity, ())
    name = link(here, Key(type="entity", id=entity), edition).name.text
    if all(one.words == name for one in known):
        return ()
    return tuple(
        _shown(here, Key(type="source", id=source), group, edition)
        for source, group in groupby(known, key=lambda one: one.source)
    )


def calls(
    here: str, source: str, entities: Iterable[str], edition: Edition
) -> tuple[NamingShown, ...]:
    """What a source calls each of some entities."""
    known = edition.site.claims.namings
    return tuple(
        _shown(
            here,
            Key(type="entity", id=entity),
            [one for one in known[entity] if one.source == source],
            edition,
        )
        for entity in entities
    )


def _shown(here: str, other: Key, group: Iterable[Naming], edition: Edition) -> NamingShown:
    return NamingShown(
        record=link(here, other, edition),
        forms=tuple(
            NamingForm(
                text=one.words,
                times=one.times,
                own=one.words in _names(one.entity, edition),
            )
            for one in group
        ),
    )


def _names(entity: str, edition: Edition) -> frozenset[str]:
    """The names of an entity in all languages, without its other names."""
    return frozenset(one.text for one in edition.site.entities[entity].matter.name)
