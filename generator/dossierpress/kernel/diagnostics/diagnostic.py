"""Diagnostics: what went wrong, where, why, and the way out. Every stage returns some."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

from msgspec import Struct

Severity = Literal["error", "warning", "notice", "off"]
WEIGHTS: Mapping[Severity, int] = {"error": 0, "warning": 1, "notice": 2, "off": 3}
"""Severities in the order in which diagnostics are printed where not all can be."""


class Span(Struct, frozen=True, kw_only=True, order=True, gc=False, array_like=True):
    """A range within one line of a text file."""

    line: int
    """Line number, from 1."""
    column: int
    """Column of the first character, from 1, in Unicode code points."""
    length: int = 1
    """Code points under the caret, at least 1; a longer value is cut at the end of the line."""


class Note(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A second place that matters, or a fact that explains the first."""

    message: str
    """Lower case, no final full stop, backticks round literals. A place is printed after it,
    as `message at path:line:col`, so a good one ends in a verb: "`acme-corp` is defined"."""
    path: str | None = None
    """The file that the note points at, relative to the site's folder; None for a bare remark."""
    span: Span | None = None


class Fix(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A replacement that mends the problem: `text` in place of what `span` covers."""

    span: Span
    """In the file of the diagnostic."""
    text: str
    """Without line ends."""


class Sought(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Words written in place of an id: their record is looked up once all records are known."""

    words: str
    """As written: a name, a path, an id with a slip."""
    types: tuple[str, ...]
    """The types of record that may be meant."""
    span: Span
    """What the id replaces."""
    before: str = ""
    """What is written in front of the id: `[[`."""
    after: str = ""
    """What is written behind it: `|Mira Tolan]]`."""


class Diagnostic(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One problem. Its severity is not here: the code table and site.yml decide it."""

    code: str
    """Stable slug that begins with its stage, `ref-unknown-entity`; a key of the code table"""
    path: str
    """POSIX path relative to the site's folder."""
    span: Span | None = None
    """None where the whole file is meant."""
    message: str
    """Lower case, no final full stop, backticks round literals."""
    hint: str | None = None
    """The way out, in the same style; a did-you-mean where there is one to give."""
    notes: tuple[Note, ...] = ()
    fixes: tuple[Fix, ...] = ()
    """Each of them mends it alone; several where only the author knows which is meant."""
    sought: Sought | None = None
    """The words to look up once all records are known, which completes the hint and the fix."""
    names: tuple[str, ...] = ()
    """`type:id` of records that the hint and the notes name and the author did not write: a log
    leaves out hint and notes where one of them is withheld."""


NOTES = 5
"""Places that one message lists; further ones are only counted."""

_Place = TypeVar("_Place")


def first_notes(places: Sequence[_Place], note: Callable[[_Place], Note]) -> tuple[Note, ...]:
    """Notes on the first `NOTES` of many places, and one that counts the others.

    A thousand files with one id are one message; if each listed all others, a report would grow
    with the square of the files.
    """
    shown = tuple(note(place) for place in places[:NOTES])
    rest = len(places) - len(shown)
    return (*shown, Note(message=f"and {rest} more")) if rest else shown


def first_words(words: Sequence[str], joint: str) -> str:
    """The first `NOTES` of many words for a message, and how many more there are."""
    rest = len(words) - NOTES
    shown = joint.join(words[:NOTES])
    return f"{shown}{joint}{rest} more" if rest > 0 else shown


def order(diagnostic: Diagnostic) -> tuple[str, Span, str, str]:
    """Sort key: by path, place, code, message."""
    span = diagnostic.span or Span(line=0, column=0)
    return (diagnostic.path, span, diagnostic.code, diagnostic.message)
