"""The name of a record."""

from dataclasses import dataclass

from dossierpress.model.content import Record, RecordType


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Key:
    """The name of a record in the dossier: ids are unique in their type."""

    type: RecordType
    id: str


def key_of(record: Record) -> Key:
    """Under which a record is known, unless another one has its id."""
    return Key(type=record.type, id=record.id)
