"""What rests on each source: the records that cite it or declare its use."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dossierpress.kernel.key import Key
from dossierpress.model.site import BibliographyEntry, Site


def resting_on(site: Site, places: Mapping[Key, int]) -> Mapping[str, tuple[Key, ...]]:
    """Source id -> the records that rest on it, in the order of the site.

    Args:
        site: What is published.
        places: Record -> its place in that order.
    """
    found: dict[str, dict[Key, None]] = defaultdict(dict)
    for source, cited in site.cited_in.items():
        found[source] |= dict.fromkeys(one.record for one in cited)
    for source, uses in site.uses_of.items():
        found[source] |= dict.fromkeys(Key(type="article", id=id_) for id_, _ in uses)
    return {
        source: tuple(sorted(records, key=places.__getitem__)) for source, records in found.items()
    }


def entries_of(source: str, records: Iterable[Key], site: Site) -> tuple[BibliographyEntry, ...]:
    """The entry of a source in the bibliography of each of these records."""
    return tuple(
        entry
        for record in records
        for entry in site.bibliographies.get(record, ())
        if entry.source == source
    )
