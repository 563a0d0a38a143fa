"""Hints: the way out of a problem, and the word that was most likely meant.

The hint of a check is plain words, a text to paste (`Offer`), or words whose record has to be
looked up later (`Seek`); `problem` turns it into the hint and the fixes of a diagnostic. `suggest`
and `did_you_mean` find the word that was most likely meant.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.diagnostics.diagnostic import NOTES, Diagnostic, Fix, Note, Sought, Span


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
