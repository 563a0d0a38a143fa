"""`MapTables`: what has a place on the map, each computed on first use."""

from collections.abc import Mapping
from functools import cached_property

from dossierpress.geography.whereabouts import Spot, coordinates, spots
from dossierpress.kernel.memo import OnDemand
from dossierpress.pages.tables.network_tables import WHOLE_DOSSIER, NetworkTables


class MapTables(NetworkTables, frozen=True, kw_only=True, dict=True):
    """What has a place on the map."""

    @cached_property
    def has_map(self) -> bool:
        """Whether there is a page of the map."""
        return self.config.map and any(
            coordinates(one.matter) is not None and not one.matter.sensitivity
            for one in self.site.entities.values()
        )

    @cached_property
    def spots(self) -> Mapping[str, tuple[Spot, ...]]:
        """`WHOLE_DOSSIER` -> all that has coordinates, in the order of the list beneath the map.

        What is in one largest place stands together, in the order of these; then what is said to be
        in a country alone; then what nobody says so of.
        """
        return OnDemand((WHOLE_DOSSIER,), lambda _: self._spots())

    def _spots(self) -> tuple[Spot, ...]:
        site = self.site
        found = spots(site.entities, site.relations, self.kept_out, self.config.timezone)
        places = {id_: place for place, id_ in enumerate(site.entities)}
        last = len(places)
        # Sorting keeps the order of entities within each of them.
        return tuple(
            sorted(
                found,
                key=lambda one: (
                    places[one.outermost] if one.outermost else last + (one.country is None),
                    one.country or "",
                ),
            )
        )
