"""The part of the settings that parsing one file depends on."""

from typing import Literal

from msgspec import Struct, field

from dossierpress.schema.entity import PropertyType
from dossierpress.schema.limits import Limits


class ParseConfig(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The part of the settings that parsing one file depends on; part of its cache key."""

    lang: str
    raw_html: Literal["escape", "sanitise"]
    unknown_keys: Literal["error", "ignore"]
    kinds: tuple[tuple[str, tuple[tuple[str, PropertyType], ...]], ...]
    """(kind, its (property, type) pairs), built-in ones included."""
    limits: Limits = field(default_factory=Limits)
    """Limits on the content of one file and on its parsing time."""
