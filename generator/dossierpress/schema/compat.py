"""Front matter in other words: keys under an older name, and texts of other generators.

An older name means exactly what the newer one does, and the code knows the newer one alone.
Where `unknown_keys: ignore` lets in what was written for another generator, what is wrong in a
key that every generator has, and each means in its own way, is no mistake of the author: it is
left out and reported. A key that withholds is never let pass; see `withholding`.
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
"""Model -> older name of a key -> the name that it has now."""


def older_names(model: type[Matter]) -> Mapping[str, str]:
    """Older name -> the name that the key has now, for the keys of a model."""
    return OLDER_NAMES.get(model, {})


SHARED = frozenset(("authors", "date", "formerly", "image", "lang", "modified", "summary", "tags"))
"""Keys of articles and pages that others have too. None of them withholds anything."""

_DATED = ("date", "modified")


def with_timestamps(root: MappingNode) -> MappingNode:
    """The same, with dates and times that other generators write as they are written here.

    A time that is left out moves an article in every list; with its zone it has one meaning only.
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
    """The same, with what is wrong in shared keys told as what it is: another's way to write."""
    begins = sorted((place, key) for key, place in root.keys_at.items())
    for one in found:
        lenient_code = one.code.startswith("schema-") and one.code != "schema-withholding-key"
        if lenient_code and _key_at(begins, one.span) in SHARED:
            yield replace(one, code="schema-foreign-value", message=f"{one.message}; left out")
        else:
            yield one


def _key_at(begins: list[tuple[Span, str]], span: Span | None) -> str | None:
    """The outermost key that a place belongs to."""
    if span is None:
        return None
    before = (
        key for begin, key in reversed(begins) if _line_and_column(begin) <= _line_and_column(span)
    )
    return next(before, None)


def _line_and_column(span: Span) -> tuple[int, int]:
    return span.line, span.column
