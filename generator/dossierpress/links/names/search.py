"""Search a text for the names of all records, and tell which texts changed names matter to.

What is found in a text depends on every name that could stand there, and on those alone that do.
So the names of the last build are kept with what was found under them: where they are the same,
no text is looked at, and where some have changed, those texts are read again in which one of
them stands. `preferred_owners` says whom a name means in all texts where several entities have
it (`names` of site.yml).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.diagnostics.diagnostic import with_hint
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import fold, fold_name
from dossierpress.links.context import TextContext
from dossierpress.links.names.match import (
    FoundName,
    NameIndex,
    can_be_found,
    index_names,
    index_sources,
    look_declared,
    outside_addresses,
)
from dossierpress.links.names.private_names import PrivateNames, index_private
from dossierpress.links.resolved_body import ResolvedBody, Words
from dossierpress.model.content import Matters
from dossierpress.records.facets import ENTITY, strong_names
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.visibility.name_forms.finder import FormFinder, Name
from dossierpress.visibility.withheld import Withheld

_SETTINGS = "site.yml"


def preferred_owners(config: SiteConfig, register: Register) -> Mapping[str, Key]:
    """Folded name -> the entity that it means by itself. It must be known by that name."""
    meant = {
        fold_name(name): key
        for name, written in config.names.items()
        if (key := find_record(register, read_reference(written), ENTITY)) is not None
    }
    return {name: key for name, key in meant.items() if name in _names_of_entity(register, key)}


def check_preferred(around: TextContext, config: SiteConfig) -> Iterator[Diagnostic]:
    """Report names that are to mean nobody, or somebody who is not known by them."""
    for name, written in config.names.items():
        key = find_record(around.register, read_reference(written), ENTITY)
        if key is None:
            made = Diagnostic(
                code="ref-unknown-entity",
                path=_SETTINGS,
                message=f"`names` gives `{name}` to `{written}`, and no entity has that id",
                notes=around.lookup.notes(written, ENTITY),
            )
            yield with_hint(made, around.lookup.offer(written, ENTITY))
        elif fold_name(name) not in _names_of_entity(around.register, key):
            yield Diagnostic(
                code="ref-unused-preference",
                path=_SETTINGS,
                message=f"`names` gives `{name}` to `{key.id}`, which is not known by that name",
                hint="write one of its names, or add this one to its `aliases`",
                notes=(around.defined(key),),
            )


def _names_of_entity(register: Register, key: Key) -> frozenset[str]:
    return frozenset(map(fold_name, strong_names(register.records[key].matter)))


_N = TypeVar("_N")
_Owners = tuple[tuple[Key, bool], ...]
"""(who has a name, whether that is a person)."""


class AllNames(Struct, frozen=True, kw_only=True):
    """The names that are looked for in all texts."""

    entities: NameIndex
    """Of all entities that are not private."""
    private: PrivateNames | None
    sources: NameIndex
    """Of all sources that are not private."""

    def kept(self) -> bytes:
        """All names as the store keeps them."""
        hidden = () if self.private is None else self.private.names.items()
        return _ENCODER.encode(
            _KeptNames(
                entities=_owners(self.entities),
                sources=_owners(self.sources),
                private=tuple((name, owners) for name, owners in hidden),
            )
        )


class _KeptNames(Struct, frozen=True, kw_only=True, array_like=True):
    entities: dict[str, _Owners]
    sources: dict[str, _Owners]
    private: tuple[tuple[Name, tuple[Key, ...]], ...]


class ChangedNames:
    """The names that are not what they were: new, gone, or somebody else's."""

    def __init__(self, before: bytes, now: bytes) -> None:
        """Compare what `AllNames.kept` gave for two builds."""
        old, new = _DECODER.decode(before), _DECODER.decode(now)
        self._open = NameIndex(
            owners=dict.fromkeys(
                (
                    *_different(old.entities, new.entities),
                    *_different(old.sources, new.sources),
                ),
                (_SOMEBODY,),
            )
        )
        hidden = _different(dict(old.private), dict(new.private))
        self._private = FormFinder.of(hidden) if hidden else None

    def stand_in(self, text: str, lang: str) -> bool:
        """Whether one of them stands in a text."""
        if self._open.look(fold(text), lang):
            return True
        return self._private is not None and bool(self._private.find(text, certain_only=True))


def gather_names(register: Register, withheld: Withheld, config: SiteConfig) -> AllNames:
    """Gather the names of all records."""
    records = register.records.items()
    is_private = withheld.is_private
    meant = {
        name: key for name, key in preferred_owners(config, register).items() if not is_private(key)
    }
    entities = index_names(
        ((key, one) for key, one in records if key.type == "entity" and not is_private(key)), meant
    )
    return AllNames(
        entities=entities,
        private=index_private((key, record) for key, record in records if is_private(key)),
        sources=index_sources(
            ((key, one) for key, one in records if key.type == "source" and not is_private(key)),
            entities,
        ),
    )


def _owners(names: NameIndex) -> dict[str, _Owners]:
    persons = names.persons
    return {
        name: tuple((key, key in persons) for key in owners)
        for name, owners in names.owners.items()
    }


def _different(old: Mapping[_N, object], new: Mapping[_N, object]) -> list[_N]:
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


_SOMEBODY = Key(type="entity", id="")
_ENCODER = Encoder()
_DECODER = Decoder(_KeptNames)


def find_names(
    settled: ResolvedBody,
    declared: Mapping[str, FoundName],
    persons: frozenset[Key],
    names: AllNames,
    *,
    lang: str,
) -> tuple[tuple[FoundName, ...], tuple[FoundName, ...]]:
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
    by_place: dict[tuple[int, int], FoundName] = {}
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


def declared_names(matter: Matters, register: Register, withheld: Withheld) -> dict[str, FoundName]:
    """The names that an article gives to entities with `as`, folded, with whose they are."""
    if not isinstance(matter, ArticleMatter):
        return {}
    names: dict[str, set[Key]] = {}
    for entity in matter.entities:
        if not entity.as_:
            continue
        key = find_record(register, read_reference(entity.id), ENTITY)
        if key is None:
            continue
        for name in map(fold_name, entity.as_):
            if can_be_found(name):
                names.setdefault(name, set()).add(key)
    return {
        name: FoundName(
            0, 0, tuple(sorted(keys)), any(map(withheld.is_private, keys)), declared=True
        )
        for name, keys in names.items()
    }


def _within_zones(found: Iterable[FoundName], words: Sequence[Words]) -> tuple[FoundName, ...]:
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
