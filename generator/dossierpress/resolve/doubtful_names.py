"""Diagnostics on names in a text that cannot be linked, or must not stand there."""

from collections.abc import Sequence

from dossierpress.diagnostics import Diagnostic, Span, first_notes, first_words
from dossierpress.model.site import Key
from dossierpress.resolve.settled import Words
from dossierpress.resolve.surroundings import Subject, Surroundings
from dossierpress.schema.article import ArticleMatter


def ambiguous_name(
    subject: Subject, around: Surroundings, owners: Sequence[Key], name: str, span: Span
) -> Diagnostic:
    """Several entities answer to a name, and the text does not say which one is meant."""
    answer = first_words([f"`{key.id}`" for key in owners], " and ")
    hint = f"write `[[{owners[0].id}|{name}]]` where that one is meant"
    if isinstance(subject.record.matter, ArticleMatter):
        hint += (
            f", or `{{id: {owners[0].id}, as: [{name}]}}` under `entities` for the whole article"
        )
    return Diagnostic(
        code="ref-ambiguous-name",
        path=subject.record.path,
        span=span,
        message=f"`{name}` may be {answer}, so it does not link",
        hint=hint,
        notes=first_notes(owners, around.defined),
    )


def private_name(
    subject: Subject, around: Surroundings, owners: Sequence[Key], name: str, span: Span
) -> Diagnostic:
    """A name of a private record stands where no stand-in can take its place."""
    private = [key for key in owners if around.withheld.is_private(key)]
    others = [key for key in owners if key not in private]
    if others:
        message = f"`{name}` may be the private `{private[0].id}`"
        hint = f"write `[[{others[0].id}|{name}]]` if that one is meant"
    else:
        message = f"`{name}` names the private `{private[0].id}` and would be published here"
        hint = f"say it without the name, or write `{around.withheld.stand_ins[private[0]]}`"
    return Diagnostic(
        code="ref-private-name",
        path=subject.record.path,
        span=span,
        message=message,
        hint=hint,
        notes=first_notes(owners, around.defined),
    )


def maybe_private(
    subject: Subject, around: Surroundings, owner: Key, name: str, span: Span
) -> Diagnostic:
    """Words stand in a text that may name a private record, or somebody else."""
    return Diagnostic(
        code="ref-maybe-private",
        path=subject.record.path,
        span=span,
        message=f"`{name}` may name the private `{owner.id}` and is published here",
        hint="if it means that one, say it otherwise; if not, let it stand",
        notes=(around.defined(owner),),
    )


def place_of(words: Words, offset: int, length: int) -> Span:
    """Find the place in the file of an offset in the text of a record."""
    first = words.places[0]
    if words.label:
        return first
    before = words.text[: offset - words.start]
    line = before.count("\n")
    into_line = len(before) - before.rfind("\n") - 1
    if line < len(words.places):
        begins = words.places[line]
        return Span(line=begins.line, column=begins.column + into_line, length=length)
    return Span(line=first.line + line, column=into_line + 1, length=length)
