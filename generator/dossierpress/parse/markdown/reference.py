"""References as authors write them: `id`, or `type:id`."""

from typing import Literal, get_args

from dossierpress.model.body import Target
from dossierpress.model.key import RecordType
from dossierpress.slug import is_slug

TYPES: tuple[RecordType, ...] = get_args(RecordType)


def record_type(written: str | None) -> RecordType | None:
    """The type that a prefix names, if it names one."""
    return next((name for name in TYPES if name == written), None)


def read_reference(text: str, *, only: Literal["entity", "source"]) -> Target | None:
    """A reference to records of one type, prefix or not; None where it cannot be one."""
    prefix, colon, id_ = text.rpartition(":")
    if not is_slug(id_) or (colon and prefix != only):
        return None
    return Target(type=only if colon else None, id=id_)
