"""The name of a record."""

from typing import Literal, cast

from msgspec import Struct

RecordType = Literal["article", "entity", "source", "claim", "page"]


class Key(Struct, frozen=True, kw_only=True, order=True, gc=False, array_like=True):
    """The name of a record in the dossier: ids are unique in their type."""

    type: RecordType
    id: str


def party_key(reference: str) -> Key:
    """The key for a reference to a party: `entity:x`, `source:x`, or the plain id of a source."""
    type_, _, id_ = reference.rpartition(":")
    return Key(type="entity" if type_ == "entity" else "source", id=id_)


def bare_id(reference: str) -> str:
    """The id of a reference, without the type in front of it."""
    return reference.rpartition(":")[2]


def key_named(reference: str) -> Key:
    """The key that `type:id` names."""
    type_, _, id_ = reference.partition(":")
    return Key(type=cast("RecordType", type_), id=id_)
