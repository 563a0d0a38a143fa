"""Diagnostics: what went wrong, where, why, and the way out. Every stage returns some.

The hint of a check is plain words, a text to paste (`Offer`), or words whose record has to be
looked up later (`Seek`); `problem` turns it into the hint and the fixes of a diagnostic. `suggest`
and `did_you_mean` find the word that was most likely meant.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

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


class Offer(Struct, frozen=True, gc=False):
    """Text to write in place of what the carets mark, or of `span`."""

    texts: tuple[str, ...]
    """Each of them mends the problem alone."""
    words: str | None = None
    """The hint; None for "did you mean `…`?"."""
    span: Span | None = None
    """What is replaced, where that is more or less than the carets mark."""
    names: tuple[str, ...] = ()
    """As in a diagnostic."""

    @property
    def hint(self) -> str:
        """The words of the hint."""
        return self.words or f"did you mean {either(self.texts)}?"

    def __str__(self) -> str:
        return self.hint


class Seek(Struct, frozen=True, gc=False):
    """Words to look up once all records are known, and the hint if no record is found."""

    sought: Sought
    otherwise: "str | Offer | None" = None


Hint = str | Offer | Seek | None


def write(text: str, *, span: Span | None = None, more: str = "") -> Offer:
    """Offer the one right way to write something: "write `text`"."""
    return Offer((text,), f"write `{text}`{more}", span)


def problem(  # noqa: PLR0913, PLR0917 - a diagnostic has that many parts
    code: str,
    path: str,
    span: Span,
    message: str,
    hint: Hint = None,
    notes: Sequence[Note] = (),
) -> Diagnostic:
    """Make a diagnostic; what the hint offers becomes its fixes."""
    made = Diagnostic(code=code, path=path, span=span, message=message, notes=tuple(notes))
    if isinstance(hint, Seek):
        return replace(with_hint(made, hint.otherwise), sought=hint.sought)
    return with_hint(made, hint)


def with_hint(diagnostic: Diagnostic, hint: str | Offer | None) -> Diagnostic:
    """The same diagnostic with another hint."""
    if not isinstance(hint, Offer):
        return replace(diagnostic, hint=hint, fixes=(), sought=None)
    place = hint.span or diagnostic.span
    fixes = tuple(Fix(span=place, text=text) for text in hint.texts) if place else ()
    return replace(
        diagnostic,
        hint=hint.hint,
        fixes=fixes,
        sought=None,
        names=(*diagnostic.names, *hint.names),
    )


def either(literals: Sequence[str], most: int = NOTES) -> str:
    """`a`, `b` or `c`, each in backticks."""
    shown = [f"`{one}`" for one in literals[:most]]
    if len(literals) > most:
        return ", ".join(shown) + f" or one of {len(literals) - most} others"
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def suggest(word: str, possible: Iterable[str]) -> str | None:
    """Find what was most likely meant.

    Args:
        word: As written, known to be wrong.
        possible: What would have been right, in any order.

    Returns:
        The closest one, or None where none is close enough to be worth the reader's time, or
        where two are equally close. Never the word itself.
    """
    # Most runs have nothing to suggest.
    from dossierpress.kernel.diagnostics.closest_word import closest  # noqa: PLC0415

    return closest(word, possible)


def did_you_mean(word: str, possible: Iterable[str]) -> Offer | None:
    """Offer what was most likely meant: "did you mean `title`?", or None."""
    found = suggest(word, possible)
    return None if found is None else Offer((found,))
