"""`ListTables`: what indexes list, by kind, year, letter and tag, each computed on first use."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from dossierpress.kernel import dates
from dossierpress.kernel.collation import sort_key
from dossierpress.kernel.memo import map_values
from dossierpress.kernel.reading_time import minutes_to_read
from dossierpress.model.site import Site
from dossierpress.pages.tables.alphabet import (
    AlphabetEntry,
    alphabet_entries,
    first_places,
    sorting_name,
)
from dossierpress.pages.tables.chronology import Dated, chronology
from dossierpress.pages.tables.tag_labels import label_of_tag
from dossierpress.records.listing import group
from dossierpress.schema.site import SiteConfig


class ListTables(Struct, frozen=True, kw_only=True, dict=True):
    """What indexes list."""

    site: Site

    @property
    def config(self) -> SiteConfig:
        """The settings of the site."""
        return self.site.config

    @cached_property
    def series_with(self) -> Mapping[str, tuple[str, ...]]:
        """Article id -> ids of the pages that list it as part of a series."""
        return group(
            (article, id_)
            for id_, page in self.site.pages.items()
            for article in dict.fromkeys(page.matter.series)
        )

    @cached_property
    def series(self) -> tuple[str, ...]:
        """Ids of the pages that list a series."""
        return tuple(id_ for id_, page in self.site.pages.items() if page.matter.series)

    @cached_property
    def minutes(self) -> Mapping[str, int]:
        """Article id -> how long it takes to read."""
        lang = self.config.lang
        return map_values(
            self.site.articles,
            lambda one: minutes_to_read(one.body.words, one.matter.lang or lang),
        )

    @cached_property
    def kind_ranks(self) -> Mapping[str, int]:
        """Kind of entity -> its place in the order of the settings."""
        return {kind: place for place, kind in enumerate(self.config.kinds)}

    @cached_property
    def entities_by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """Kind -> ids of its entities, in their order; only kinds that have some."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_, entity in self.site.entities.items():
            found[entity.matter.kind].append(id_)
        last = len(self.kind_ranks)
        kinds = sorted(found, key=lambda kind: (self.kind_ranks.get(kind, last), kind))
        return {kind: tuple(found[kind]) for kind in kinds}

    @cached_property
    def dated_articles(self) -> tuple[tuple[str, int | None, int | None], ...]:
        """(id, year, month) of all articles, in their order; neither where one has no date."""
        zone = self.config.timezone
        return tuple(
            (id_, *((None, None) if date is None else dates.calendar_place(date, zone)))
            for id_, date in ((id_, one.matter.date) for id_, one in self.site.articles.items())
        )

    @cached_property
    def years(self) -> tuple[tuple[int, int], ...]:
        """(year, place of the first article of it in their order)."""
        first: dict[int, int] = {}
        for place, (_, year, _) in enumerate(self.dated_articles):
            if year is not None:
                first.setdefault(year, place)
        return tuple(first.items())

    @cached_property
    def lettered_entities(self) -> Mapping[str, tuple[AlphabetEntry, ...]]:
        """Kind, or "" for all -> entities by the letter that they stand under."""
        known = self.site.entities
        return {
            kind: alphabet_entries(
                {
                    id_: sorting_name(known[id_].matter.name, known[id_].matter.sort_as)
                    for id_ in ids
                },
                self.config.lang,
            )
            for kind, ids in {"": tuple(known), **self.entities_by_kind}.items()
        }

    @cached_property
    def letters(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """The same -> (letter, place of the first entity under it)."""
        return {kind: first_places(found) for kind, found in self.lettered_entities.items()}

    @cached_property
    def lettered_sources(self) -> tuple[AlphabetEntry, ...]:
        """Sources by the letter that they stand under."""
        names = {
            id_: sorting_name(one.matter.name, one.matter.sort_as)
            for id_, one in self.site.sources.items()
        }
        return alphabet_entries(names, self.config.lang)

    @cached_property
    def source_letters(self) -> tuple[tuple[str, int], ...]:
        """(letter, place of the first source under it)."""
        return first_places(self.lettered_sources)

    @cached_property
    def tags_in_order(self) -> tuple[str, ...]:
        """All tags, as readers of the site's language look for their names."""
        lang = self.config.lang
        labels = {
            tag: label_of_tag(tag, self.config.tags.get(tag, ()), lang) for tag in self.site.tags
        }
        return tuple(sorted(labels, key=lambda tag: (sort_key(labels[tag][1], lang), tag)))

    @cached_property
    def chronology(self) -> Mapping[str, tuple[Dated, ...]]:
        """Year, or `ALL_YEARS` -> what has a place in time, the earliest first."""
        return chronology(self.site)

    @cached_property
    def timeline_years(self) -> tuple[tuple[str, int], ...]:
        """(key of the chronology, how much it has), years in their order; empty without any."""
        return tuple((year, len(entries)) for year, entries in self.chronology.items() if entries)

    @cached_property
    def has_timeline(self) -> bool:
        """Whether there is a timeline."""
        return bool(self.chronology)
