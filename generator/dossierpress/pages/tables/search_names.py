"""Everything that has a name, for the page of the search: from A to Z, and in parts of an index."""

from collections.abc import Mapping

from dossierpress.kernel.collation import sort_key
from dossierpress.kernel.key import Key
from dossierpress.model.site import Site
from dossierpress.pages.tables.alphabet import AlphabetEntry, alphabet_entries, sorting_name
from dossierpress.search.numbering import in_blocks

_MOST = 512
"""Names in a part: a file of some twenty thousand bytes."""


def named_records(site: Site) -> tuple[Key, ...]:
    """All entities, claims and sources, where there is a search."""
    if not site.config.search:
        return ()
    return (
        *(Key(type="entity", id=id_) for id_ in site.entities),
        *(Key(type="claim", id=id_) for id_ in site.claims.by_id),
        *(Key(type="source", id=id_) for id_ in site.sources),
    )


def parts_of_names(site: Site) -> Mapping[str, tuple[Key, ...]]:
    """Number of a part -> its records. A record stays in its part whatever comes and goes."""
    parts = in_blocks(named_records(site), _MOST)
    return {str(number): keys for number, keys in parts.items()}


def from_a_to_z(site: Site) -> tuple[AlphabetEntry, ...]:
    """All entities, claims and sources by the letter that they stand under; ids as `type:id`."""
    lang = site.config.lang
    names = {f"{key.type}:{key.id}": _sorted_by(key, site) for key in named_records(site)}
    ordered = sorted(names, key=lambda one: (sort_key(names[one], lang), one))
    return alphabet_entries({one: names[one] for one in ordered}, lang)


def _sorted_by(key: Key, site: Site) -> str:
    match key.type:
        case "entity":
            matter = site.entities[key.id].matter
            return sorting_name(matter.name, matter.sort_as)
        case "source":
            source = site.sources[key.id].matter
            return sorting_name(source.name, source.sort_as)
        case _:
            return site.claims.by_id[key.id].matter.text
