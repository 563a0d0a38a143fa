"""Compatibility: older names of keys, and front matter written for other generators.

An older name means exactly the same as the current one, and only the current name is used in code.
With `unknown_keys: ignore`, which allows texts of other generators, an invalid value of a key that
every generator has in its own form is not an error: it is left out and reported. A key that
withholds is never ignored; see `withholding`.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from dossierpress.kernel.dates.corrections import timestamp
from dossierpress.kernel.diagnostics.diagnostic import Diagnostic, Span
from dossierpress.located_yaml.nodes import MappingNode, ScalarNode
from dossierpress.schema.annotation import Annotation
from dossierpress.schema.base import Matter

OLDER_NAMES: Mapping[type[Matter], Mapping[str, str]] = MappingProxyType(
    {
        Annotation: MappingProxyType({"sources": "based_on", "to": "about"}),
    }
)
"""Model -> older name of a key -> its current name."""


def older_names(model: type[Matter]) -> Mapping[str, str]:
    """Older name -> current name, for the keys of a model."""
    return OLDER_NAMES.get(model, {})


SHARED = frozenset(("authors", "date", "formerly", "image", "lang", "modified", "summary", "tags"))
"""Keys of articles and pages that other generators have too. None of them withholds anything."""

_DATED = ("date", "modified")


def with_timestamps(root: MappingNode) -> MappingNode:
    """Convert dates and times in the forms of other generators to EDTF.

    Dropping a time would move an article in every list; with its zone it has one meaning only.
    """
    changed = {
        key: written
        for key in _DATED
        if isinstance(value := root.get(key), ScalarNode)
        and (written := timestamp(value)) is not None
        and written != value
    }
    if not changed:
        return root
    copy = MappingNode(root.span)
    copy.partial = root.partial
    for key, value in root.items():
        place = root.places[key]
        kept = ScalarNode(changed[key], place) if key in changed else value
        copy.add(key, kept, key_at=root.keys_at[key], place=place)
    return copy


def lenient(found: Iterable[Diagnostic], root: MappingNode) -> Iterable[Diagnostic]:
    """Turn diagnostics about shared keys into ones that call the value another generator's form."""
    begins = sorted((place, key) for key, place in root.keys_at.items())
    for one in found:
        lenient_code = one.code.startswith("schema-") and one.code != "schema-withholding-key"
        if lenient_code and _key_at(begins, one.span) in SHARED:
            yield replace(one, code="schema-foreign-value", message=f"{one.message}; left out")
        else:
            yield one


def _key_at(begins: list[tuple[Span, str]], span: Span | None) -> str | None:
    """The outermost key whose entry contains a place."""
    if span is None:
        return None
    before = (
        key for begin, key in reversed(begins) if _line_and_column(begin) <= _line_and_column(span)
    )
    return next(before, None)


def _line_and_column(span: Span) -> tuple[int, int]:
    return span.line, span.column
