"""The name of a record."""

from msgspec import Struct

from dossierpress.model.content import Record, RecordType


class Key(Struct, frozen=True, kw_only=True, order=True, gc=False, array_like=True):
    """The name of a record in the dossier: ids are unique in their type."""

    type: RecordType
    id: str


def party_key(reference: str) -> Key:
    """Whom a scrubbed front matter means: `entity:x`, `source:x`, or the plain id of a source."""
    type_, _, id_ = reference.rpartition(":")
    return Key(type="entity" if type_ == "entity" else "source", id=id_)


def key_of(record: Record) -> Key:
    """Under which a record is known, unless another one has its id."""
    return Key(type=record.type, id=record.id)
