"""Hints that have something to paste: how they become words and fixes of a diagnostic."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.diagnostics.diagnostic import NOTES, Diagnostic, Fix, Note, Sought, Span


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
    """What `resolve` has to look for, and the hint for when it finds nothing."""

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
    """The same diagnostic with another way out."""
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
