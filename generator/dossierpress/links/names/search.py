"""Search texts for the names of all records, and find the texts that changed names affect.

What is found in a text depends on the names that are in it, and any name may be. So the names of
the last build are kept with what was found by them: if they are the same, no text is searched; if
some have changed, the texts that contain one of these are read again. `preferred_owners` gives the
entity that a shared name means in all texts (`names` of site.yml).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.diagnostics.hints import with_hint
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_name, normalise_text
from dossierpress.links.names.name_index import (
    FoundName,
    NameIndex,
    can_be_found,
    find_declared,
    index_names,
    index_sources,
    outside_addresses,
)
from dossierpress.links.names.private_names import PrivateNames, index_private
from dossierpress.links.resolved_body import ResolvedBody, Words
from dossierpress.links.text_context import TextContext
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
    """Normalised name -> the entity that it means by default. The entity must have that name."""
    meant = {
        normalise_name(name): key
        for name, written in config.names.items()
        if (key := find_record(register, read_reference(written), ENTITY)) is not None
    }
    return {name: key for name, key in meant.items() if name in _names_of_entity(register, key)}


def check_preferred(context: TextContext, config: SiteConfig) -> Iterator[Diagnostic]:
    """Report entries of `names` whose entity does not exist, or does not have the name."""
    for name, written in config.names.items():
        key = find_record(context.register, read_reference(written), ENTITY)
        if key is None:
            made = Diagnostic(
                code="ref-unknown-entity",
                path=_SETTINGS,
                message=f"`names` gives `{name}` to `{written}`, and no entity has that id",
                notes=context.lookup.notes(written, ENTITY),
            )
            yield with_hint(made, context.lookup.offer(written, ENTITY))
        elif normalise_name(name) not in _names_of_entity(context.register, key):
            yield Diagnostic(
                code="ref-unused-preference",
                path=_SETTINGS,
                message=f"`names` gives `{name}` to `{key.id}`, which is not known by that name",
                hint="write one of its names, or add this one to its `aliases`",
                notes=(context.defined(key),),
            )


def _names_of_entity(register: Register, key: Key) -> frozenset[str]:
    return frozenset(map(normalise_name, strong_names(register.records[key].matter)))


_N = TypeVar("_N")
_Owners = tuple[tuple[Key, bool], ...]
"""(owner of a name, whether it is a person)."""


class AllNames(Struct, frozen=True, kw_only=True):
    """The names that are searched for in all texts."""

    entities: NameIndex
    """Names of all entities that are not private."""
    private: PrivateNames | None
    sources: NameIndex
    """Names of all sources that are not private."""

    def kept(self) -> bytes:
        """All names, encoded for the cache."""
        private = () if self.private is None else self.private.names.items()
        return _ENCODER.encode(
            _KeptNames(
                entities=_owners(self.entities),
                sources=_owners(self.sources),
                private=tuple((name, owners) for name, owners in private),
            )
        )


class _KeptNames(Struct, frozen=True, kw_only=True, array_like=True):
    entities: dict[str, _Owners]
    sources: dict[str, _Owners]
    private: tuple[tuple[Name, tuple[Key, ...]], ...]


class ChangedNames:
    """The names that are new, gone, or have other owners than in the last build."""

    def __init__(self, before: bytes, now: bytes) -> None:
        """Compare the names of two builds, as `AllNames.kept` encoded them."""
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
        private = _different(dict(old.private), dict(new.private))
        self._private = FormFinder.of(private) if private else None

    def stand_in(self, text: str, lang: str) -> bool:
        """Whether a text contains one of them."""
        if self._open.find(normalise_text(text), lang):
            return True
        return self._private is not None and bool(self._private.find(text, certain_only=True))


def gather_names(register: Register, withheld: Withheld, config: SiteConfig) -> AllNames:
    """Index the names of all records."""
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
    resolved: ResolvedBody,
    declared: Mapping[str, FoundName],
    persons: frozenset[Key],
    names: AllNames,
    *,
    lang: str,
) -> tuple[tuple[FoundName, ...], tuple[FoundName, ...]]:
    """Find all names in a text, with overlaps.

    For each range only one name is given: a name that the article declares belongs to that entity
    alone, and a name of a private record is private though others have it too.

    Args:
        resolved: The text.
        declared: Normalised names that the article itself gives to entities.
        persons: The owners of those that are persons.
        names: All others.
        lang: Language of the text.

    Returns:
        (names of entities and of private records, names of sources), by offsets in the text.
    """
    normalised = normalise_text(resolved.text)
    open_names = outside_addresses(
        [
            *find_declared(normalised, declared, lang, persons),
            *names.entities.find(normalised, lang),
        ],
        normalised.text,
    )
    private = names.private.find(resolved.text) if names.private else []
    if not open_names and not private:
        return (), ()
    by_place: dict[tuple[int, int], FoundName] = {}
    for name in (*(one.in_original(normalised) for one in open_names), *private):
        place = (name.start, name.end)
        known = by_place.get(place)
        if known is None:
            by_place[place] = name
        elif name.private and not known.declared:
            owners = tuple(sorted({*known.owners, *name.owners}))
            by_place[place] = known._replace(owners=owners, private=True)
    named = _within_zones(by_place.values(), resolved.words)
    places = {(name.start, name.end) for name in named}
    longer = [
        name
        for name in (one.in_original(normalised) for one in names.sources.find(normalised, lang))
        if (name.start, name.end) not in places
    ]
    return named, _within_zones(longer, resolved.words)


def declared_names(matter: Matters, register: Register, withheld: Withheld) -> dict[str, FoundName]:
    """The names that an article gives to entities with `as`: normalised name -> the name."""
    if not isinstance(matter, ArticleMatter):
        return {}
    names: dict[str, set[Key]] = {}
    for entity in matter.entities:
        if not entity.as_:
            continue
        key = find_record(register, read_reference(entity.id), ENTITY)
        if key is None:
            continue
        for name in map(normalise_name, entity.as_):
            if can_be_found(name):
                names.setdefault(name, set()).add(key)
    return {
        name: FoundName(
            0, 0, tuple(sorted(keys)), any(map(withheld.is_private, keys)), declared=True
        )
        for name, keys in names.items()
    }


def _within_zones(found: Iterable[FoundName], words: Sequence[Words]) -> tuple[FoundName, ...]:
    """Keep names within one zone; unless they are private, only where names count."""
    starts = [step.start for step in words]
    kept = []
    for name in found:
        first = words[bisect_right(starts, name.start) - 1]
        last = words[bisect_right(starts, name.end - 1) - 1]
        # Between stretches there are the names of narrative citations.
        whole = name.start < first.start + len(first.text) and name.end <= last.start + len(
            last.text
        )
        if whole and first.zone == last.zone and (first.counted or name.private):
            kept.append(name)
    return tuple(kept)
