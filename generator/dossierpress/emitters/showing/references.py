"""Typed cross-references, grouped by what they say."""

from itertools import groupby

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.names import link
from dossierpress.emitters.showing.quotations import date_of
from dossierpress.model.key import Key
from dossierpress.model.site import CrossReference
from dossierpress.views.parts import ReferenceGroup, ReferenceShown


def reference_groups(here: str, key: Key, edition: Edition) -> tuple[ReferenceGroup, ...]:
    """The cross-references of a record, both ways; types in the order in which they first occur."""
    found = edition.site.cross_references.get(key, ())
    rank = {one.type: place for place, one in reversed(list(enumerate(found)))}
    grouped = groupby(sorted(found, key=lambda one: rank[one.type]), key=lambda one: one.type)
    return tuple(_group(here, type_, tuple(group), edition) for type_, group in grouped)


def _group(
    here: str, type_: str, references: tuple[CrossReference, ...], edition: Edition
) -> ReferenceGroup:
    return ReferenceGroup(
        type=type_,
        label=references[0].label,
        references=tuple(
            ReferenceShown(
                record=link(here, one.there, edition),
                date=date_of(one.there, edition),
                note=one.note,
                stated=one.stated,
            )
            for one in references
        ),
    )
