"""All the names that texts may hold, and in which texts it matters that some have changed.

What is found in a text depends on every name that could stand there, and on those alone that do.
So the names of the last build are kept with what was found under them: where they are the same, no
text is looked at, and where some have changed, those texts are read again in which one of them
stands.
"""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.model.key import Key
from dossierpress.name_forms import FormFinder, Name
from dossierpress.resolve.fold import fold
from dossierpress.resolve.names import NameIndex, index_names, index_sources
from dossierpress.resolve.preferred import preferred
from dossierpress.resolve.private_names import PrivateNames, index_private
from dossierpress.resolve.publish import Withheld
from dossierpress.resolve.register import Register
from dossierpress.schema.site import SiteConfig

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
            _Kept(
                entities=_owners(self.entities),
                sources=_owners(self.sources),
                private=tuple((name, owners) for name, owners in hidden),
            )
        )


class _Kept(Struct, frozen=True, kw_only=True, array_like=True):
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


def all_names(register: Register, withheld: Withheld, config: SiteConfig) -> AllNames:
    """Gather the names of all records."""
    records = register.records.items()
    is_private = withheld.is_private
    meant = {name: key for name, key in preferred(config, register).items() if not is_private(key)}
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
_DECODER = Decoder(_Kept)
