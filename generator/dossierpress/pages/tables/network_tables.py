"""`NetworkTables`: who is named with whom and related to whom, each computed on first use."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from dossierpress.engine.encoding import digest_of
from dossierpress.kernel.memo import OnDemand, map_values
from dossierpress.network.ties import Neighbourhood, Tie, is_worth_drawing, neighbourhood, ties
from dossierpress.pages.tables.claim_tables import ClaimTables

NEIGHBOURS = 12
"""The most that the drawing on the page of an entity shows: as many names as have room in it."""
STRONGEST_LISTED = 8
"""Ties of an entity in the table."""

WHOLE_DOSSIER = ""
"""The key of what there is once; it is made when somebody asks for it."""

TiesOf = tuple[str, int, tuple[Tie, ...]]
"""An entity, how many ties it has, and the strongest."""


class NetworkTables(ClaimTables, frozen=True, kw_only=True, dict=True):
    """Who is named with whom, and related to whom."""

    @cached_property
    def kept_out(self) -> tuple[str, ...]:
        """Ids of the entities that ask for care: they stand in no drawing."""
        return tuple(id_ for id_, one in self.site.entities.items() if one.matter.sensitivity)

    @cached_property
    def has_network(self) -> bool:
        """Whether there is a page of the network."""
        return self.config.network and is_worth_drawing(
            self.site.named_together, self.site.relations, frozenset(self.kept_out)
        )

    @cached_property
    def ties(self) -> Mapping[str, tuple[Tie, ...]]:
        """`WHOLE_DOSSIER` -> all ties, the strongest first."""
        return OnDemand((WHOLE_DOSSIER,), lambda _: self._ties())

    def _ties(self) -> tuple[Tie, ...]:
        articles = self.site.articles

        def day_of(article: str) -> str | None:
            matter = articles[article].matter
            return matter.covers or matter.date

        return ties(self.site.named_together, self.site.relations, frozenset(self.kept_out), day_of)

    @cached_property
    def ties_by_entity(self) -> Mapping[str, tuple[TiesOf, ...]]:
        """`WHOLE_DOSSIER` -> every entity with ties, and the strongest; those with most first."""
        return OnDemand((WHOLE_DOSSIER,), lambda _: self._ties_by_entity())

    def _ties_by_entity(self) -> tuple[TiesOf, ...]:
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties[WHOLE_DOSSIER]:
            found[tie.one].append(tie)
            found[tie.other].append(tie)
        places = {id_: place for place, id_ in enumerate(self.site.entities)}
        order = sorted(found, key=lambda id_: (-len(found[id_]), places[id_]))
        return tuple((id_, len(found[id_]), tuple(found[id_][:STRONGEST_LISTED])) for id_ in order)

    @cached_property
    def neighbourhoods(self) -> Mapping[str, Neighbourhood]:
        """Entity -> those around it, made of its own articles and relations alone."""
        return OnDemand(self.site.entities, self._neighbourhood)

    def _neighbourhood(self, entity: str) -> Neighbourhood:
        site = self.site
        return neighbourhood(
            entity,
            [
                group
                for article in site.appearances.get(entity, ())
                for group in site.named_together.get(article, ())
            ],
            site.relations.get(entity, ()),
            frozenset(self.kept_out),
            NEIGHBOURS,
        )

    @cached_property
    def groups_in_brief(self) -> Mapping[str, bytes]:
        """Article -> a digest of who is named together in it."""
        return map_values(self.site.named_together, digest_of)

    def made_of(self, entity: str) -> object:
        """What the neighbourhood of an entity is made of, in brief."""
        articles = self.site.appearances.get(entity, ())
        brief = tuple(map(self.groups_in_brief.__getitem__, articles))
        return brief, self.site.relations.get(entity, ())
