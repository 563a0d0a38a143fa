"""Where the words of a record may name an entity, before it is settled which of them count."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from dossierpress.model.content import Matters
from dossierpress.model.key import Key
from dossierpress.resolve.all_names import AllNames
from dossierpress.resolve.fold import fold, fold_name
from dossierpress.resolve.names import Found, can_be_found, look_declared, outside_addresses
from dossierpress.resolve.publish import Withheld
from dossierpress.resolve.record_types import ENTITY
from dossierpress.resolve.reference import find, read
from dossierpress.resolve.register import Register
from dossierpress.resolve.settled import Settled, Words
from dossierpress.schema.article import ArticleMatter


def spot(
    settled: Settled,
    declared: Mapping[str, Found],
    persons: frozenset[Key],
    names: AllNames,
    *,
    lang: str,
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Find all names in a text, overlapping ones too, by offsets in it.

    Of the same words only one is given: a name that the article declares is that entity's alone,
    and a name of a private record stays private when others have it too.

    Args:
        settled: The text.
        declared: Names that the article itself gives to entities.
        persons: Who of those is a person.
        names: All others.
        lang: Language of the text.

    Returns:
        Names of entities and of private records, and beside them those of sources.
    """
    folded = fold(settled.text)
    open_names = outside_addresses(
        [*look_declared(folded, declared, lang, persons), *names.entities.look(folded, lang)],
        folded.text,
    )
    hidden = names.private.look(settled.text) if names.private else []
    if not open_names and not hidden:
        return (), ()
    by_place: dict[tuple[int, int], Found] = {}
    for name in (*(one.in_original(folded) for one in open_names), *hidden):
        place = (name.start, name.end)
        known = by_place.get(place)
        if known is None:
            by_place[place] = name
        elif name.private and not known.declared:
            owners = tuple(sorted({*known.owners, *name.owners}))
            by_place[place] = known._replace(owners=owners, private=True)
    named = _within_zones(by_place.values(), settled.words)
    places = {(name.start, name.end) for name in named}
    longer = [
        name
        for name in (one.in_original(folded) for one in names.sources.look(folded, lang))
        if (name.start, name.end) not in places
    ]
    return named, _within_zones(longer, settled.words)


def declared_names(matter: Matters, register: Register, withheld: Withheld) -> dict[str, Found]:
    """The names that an article gives to entities with `as`, folded, with whose they are."""
    if not isinstance(matter, ArticleMatter):
        return {}
    names: dict[str, set[Key]] = {}
    for entity in matter.entities:
        if not entity.as_:
            continue
        key = find(register, read(entity.id), ENTITY)
        if key is None:
            continue
        for name in map(fold_name, entity.as_):
            if can_be_found(name):
                names.setdefault(name, set()).add(key)
    return {
        name: Found(0, 0, tuple(sorted(keys)), any(map(withheld.is_private, keys)), declared=True)
        for name, keys in names.items()
    }


def _within_zones(found: Iterable[Found], words: Sequence[Words]) -> tuple[Found, ...]:
    """Keep what begins and ends in one stretch of text, and in one that may hold it."""
    starts = [step.start for step in words]
    kept = []
    for name in found:
        first = words[bisect_right(starts, name.start) - 1]
        last = words[bisect_right(starts, name.end - 1) - 1]
        # Between stretches stand the names that narrative citations show.
        whole = name.start < first.start + len(first.text) and name.end <= last.start + len(
            last.text
        )
        if whole and first.zone == last.zone and (first.counted or name.private):
            kept.append(name)
    return tuple(kept)
