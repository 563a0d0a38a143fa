"""Typed cross-references, both ways, grouped by type."""

from itertools import groupby

from dossierpress.kernel.key import Key
from dossierpress.model.site import CrossReference
from dossierpress.pages.components.backlinks import date_of
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import ReferenceGroup, ReferenceShown


def reference_groups(here: str, key: Key, site: TrackedSite) -> tuple[ReferenceGroup, ...]:
    """The cross-references of a record, both ways; types in the order in which they first occur."""
    found = site.records.cross_references.get(key, ())
    rank = {one.type: place for place, one in reversed(list(enumerate(found)))}
    grouped = groupby(sorted(found, key=lambda one: rank[one.type]), key=lambda one: one.type)
    return tuple(_reference_group(here, type_, tuple(group), site) for type_, group in grouped)


def _reference_group(
    here: str, type_: str, references: tuple[CrossReference, ...], site: TrackedSite
) -> ReferenceGroup:
    return ReferenceGroup(
        type=type_,
        label=references[0].label,
        references=tuple(
            ReferenceShown(
                record=record_link(here, one.there, site),
                date=date_of(one.there, site),
                note=one.note,
                stated=one.stated,
            )
            for one in references
        ),
    )
