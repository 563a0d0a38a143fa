"""Typed cross-references, both ways, grouped by type."""

from dossierpress.kernel.key import Key
from dossierpress.model.site import CrossReference
from dossierpress.pages.components.backlinks import date_of
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import ReferenceGroup, ReferenceShown
from dossierpress.records.listing import group


def reference_groups(here: str, key: Key, site: TrackedSite) -> tuple[ReferenceGroup, ...]:
    """The cross-references of a record, both ways; types in the order in which they first occur."""
    found = site.records.cross_references.get(key, ())
    by_type = group((one.type, one) for one in found)
    return tuple(_reference_group(here, type_, rows, site) for type_, rows in by_type.items())


def _reference_group(
    here: str, type_: str, references: tuple[CrossReference, ...], site: TrackedSite
) -> ReferenceGroup:
    return ReferenceGroup(
        type=type_,
        label=site.word("cross-reference", references[0].label),
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
