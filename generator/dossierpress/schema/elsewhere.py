"""Front matter that was written for another generator, where `unknown_keys: ignore` lets it in.

Two things must not be taken lightly there. A key that withholds a text elsewhere, or looks like one
that does here, is an error as ever: passed over, it would publish what was not to be. And what is
wrong in a key that every generator has, and each means in its own way, is no mistake of the author:
it is left out and told of.
"""

from collections.abc import Iterable
from dataclasses import replace

from dossierpress.dates.mistakes import timestamp
from dossierpress.diagnostics.diagnostic import Diagnostic, Span
from dossierpress.diagnostics.suggest import suggest
from dossierpress.located_yaml import Mapping, Node, Text

SHARED = frozenset(("authors", "date", "formerly", "image", "lang", "modified", "summary", "tags"))
"""Keys of articles and pages that others have too. None of them withholds anything."""

_DATED = ("date", "modified")
_WITHHOLDING = ("status", "private", "embargo_until", "expires")
_TRUE = frozenset(("true", "yes", "on", "y", "1"))
_FALSE = frozenset(("false", "no", "off", "n", "0"))


def withholds(key: str, value: Node | None, known: tuple[str, ...]) -> str | None:
    """How to say here what an unknown key says elsewhere, if it is to keep a text back."""
    plain = key.lower().replace("_", "").replace("-", "")
    word = str(value).lower()
    kept_back = (
        (plain == "draft" and word not in _FALSE)
        or (plain in ("published", "publish") and word not in _TRUE)
        or (plain == "permalink" and word in _FALSE)
    )
    if kept_back:
        return "write `status: draft`"
    if plain in ("publishdate", "embargo"):
        return "write `embargo_until: 2024-06-01T09:00+02:00`, with its zone"
    if plain == "expirydate":
        return "write `expires: 2024-06-01T09:00+02:00`, with its zone"
    meant = suggest(key, _WITHHOLDING)
    return f"did you mean `{meant}`?" if meant in known else None


def with_timestamps(root: Mapping) -> Mapping:
    """The same, with dates and times that other generators write as they are written here.

    A time that is left out moves an article in every list; with its zone it has one meaning only.
    """
    changed = {
        key: written
        for key in _DATED
        if isinstance(value := root.get(key), Text)
        and (written := timestamp(value)) is not None
        and written != value
    }
    if not changed:
        return root
    copy = Mapping(root.span)
    copy.partial = root.partial
    for key, value in root.items():
        place = root.places[key]
        kept = Text(changed[key], place) if key in changed else value
        copy.add(key, kept, key_at=root.keys_at[key], place=place)
    return copy


def lenient(found: Iterable[Diagnostic], root: Mapping) -> Iterable[Diagnostic]:
    """The same, with what is wrong in shared keys told as what it is: another's way to write."""
    begins = sorted((place, key) for key, place in root.keys_at.items())
    for one in found:
        if _key_at(begins, one.span) in SHARED and one.code.startswith("schema-"):
            yield replace(one, code="schema-foreign-value", message=f"{one.message}; left out")
        else:
            yield one


def _key_at(begins: list[tuple[Span, str]], span: Span | None) -> str | None:
    """The outermost key that a place belongs to."""
    if span is None:
        return None
    before = (key for begin, key in reversed(begins) if _start(begin) <= _start(span))
    return next(before, None)


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column
