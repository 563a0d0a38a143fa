"""Diagnostics on names in a text: ambiguous, private, unknown, or too many."""

import re
from collections.abc import Iterable, Iterator, Sequence

from dossierpress.kernel.diagnostics import (
    NOTES,
    Diagnostic,
    Hint,
    Note,
    Offer,
    Span,
    first_notes,
    first_words,
    problem,
)
from dossierpress.kernel.escapes import behind_bar
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_name
from dossierpress.links.linked_text import AmbiguousName
from dossierpress.links.names.name_index import FoundName
from dossierpress.links.resolved_body import ResolvedBody, Words
from dossierpress.links.text_context import UNKNOWN_NAME, Subject, TextContext
from dossierpress.located_yaml.as_yaml import as_yaml
from dossierpress.records.listing import group
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.limits import Limits


def ambiguous_names(
    doubts: Iterable[tuple[Subject, AmbiguousName]], context: TextContext
) -> Iterator[Diagnostic]:
    """Report names that several entities share and no text resolves, each name once.

    Args:
        doubts: (record, ambiguous name in its text), in any order.
        context: The rest of the dossier.
    """
    ordered = sorted(doubts, key=lambda one: (one[0].record.path, one[1].span))
    for (name, owners), places in group(
        ((normalise_name(doubt.name), doubt.owners), (subject, doubt)) for subject, doubt in ordered
    ).items():
        yield _ambiguous(name, owners, places, context)


def _ambiguous(
    name: str,
    owners: Sequence[Key],
    places: Sequence[tuple[Subject, AmbiguousName]],
    context: TextContext,
) -> Diagnostic:
    subject, first = places[0]
    answer = first_words([f"`{key.id}`" for key in owners], " and ")
    times = sum(doubt.times for _, doubt in places)
    often = ""
    if times > 1:
        texts = f"in {len(places)} texts" if len(places) > 1 else "in this text"
        often = f": {times} times {texts}"
    one = owners[0].id
    hint: Hint = f"say once what it means here, in site.yml: `names: {{{as_yaml(name)}: {one}}}`"
    if first.pasteable is not None:
        before, after = first.pasteable
        offered = tuple(f"{before}{key.id}{after}" for key in owners[:NOTES])
        whole = ""
        if isinstance(subject.record.matter, ArticleMatter):
            whole = (
                f", or `{{id: {one}, as: [{as_yaml(name)}]}}` under `entities` for the whole text"
            )
        hint = Offer(
            offered,
            f"write `{offered[0]}` where that one is meant{whole}, "
            f"or `names: {{{as_yaml(name)}: {one}}}` in site.yml for all texts",
        )
    elsewhere = [Note(message="it stands", path=s.record.path, span=d.span) for s, d in places[1:]]
    return problem(
        "ref-ambiguous-name",
        subject.record.path,
        first.span,
        f"`{first.name}` may be {answer}, so it does not link{often}",
        hint,
        (*first_notes(owners, context.defined), *first_notes(elsewhere, lambda note: note)),
    )


def around_id(name: str, *, cell: bool) -> tuple[str, str]:
    """What to write around the id of an entity to say that a name means it.

    Args:
        name: As written in the text.
        cell: Whether it is in a table cell, where a bar begins another cell.
    """
    return (f"[{name}]{{entity=", "}") if cell else ("[[", f"|{name}]]")


def private_name(  # noqa: PLR0913 (whose name, and where)
    subject: Subject,
    context: TextContext,
    owners: Sequence[Key],
    name: str,
    span: Span,
    *,
    whole: bool = False,
    in_cell: bool = False,
) -> Diagnostic:
    """Report a name of a private record where a stand-in cannot replace it.

    Args:
        subject: The record with the text.
        context: The rest of the dossier.
        owners: The records that have the name.
        name: As written.
        span: Its place.
        whole: Whether the place holds exactly this name, so that a fix can replace it.
        in_cell: Whether it is in a table cell.
    """
    private = [key for key in owners if context.withheld.is_private(key)]
    others = [key for key in owners if key not in private]
    if others:
        message = f"`{name}` may be the private `{private[0].id}`"
        label = behind_bar(name, in_cell=in_cell)
        texts = tuple(f"[[{key.id}{label}]]" for key in others[:NOTES])
        hint: Hint = f"write `{texts[0]}` if that one is meant"
        if whole:
            hint = Offer(texts, f"write `{texts[0]}` if that one is meant")
    else:
        message = f"`{name}` names the private `{private[0].id}` and would be published here"
        hint = f"say it without the name; `{context.withheld.stand_ins[private[0]]}` stands for it"
    return problem(
        "ref-private-name",
        subject.record.path,
        span,
        message,
        hint,
        first_notes(owners, context.defined),
    )


def maybe_private(
    subject: Subject, context: TextContext, owner: Key, name: str, span: Span
) -> Diagnostic:
    """Report words that may name a private record, or another one."""
    return Diagnostic(
        code="ref-maybe-private",
        path=subject.record.path,
        span=span,
        message=f"`{name}` may name the private `{owner.id}` and is published here",
        hint="if it means that one, say it otherwise; if not, let it stand",
        notes=(context.defined(owner),),
    )


def place_of(words: Words, offset: int, length: int) -> Span:
    """Turn an offset in the text of a record into a place in its file."""
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


_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NEXT = re.compile(r"[ \n]([^\W\d_][\w'’-]*)")


def unknown_names(
    subject: Subject, words: Iterable[Words], known: Iterable[FoundName]
) -> Iterator[Diagnostic]:
    """Report runs of two or more capitalised words without a known name, each once.

    Args:
        subject: The record.
        words: The stretches of its visible text.
        known: All names that were found in it.
    """
    taken = [(name.start, name.end) for name in known]
    reported: set[str] = set()
    for stretch in words:
        if not stretch.counted:
            continue
        for start, text in _runs(stretch.text):
            begin = stretch.start + start
            end = begin + len(text)
            if text in reported or any(a < end and begin < b for a, b in taken):
                continue
            reported.add(text)
            yield subject.problem(
                UNKNOWN_NAME,
                place_of(stretch, begin, len(text)),
                f"`{' '.join(text.split())}` may be a name, and no entity has it",
                "make an entity of it, or add it to the `aliases` of one",
            )


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, words) of each run of capitalised words."""
    place = 0
    for found in _WORD.finditer(text):
        if found.start() < place or not found[0][0].isupper():
            continue
        end, count = found.end(), 1
        while (following := _NEXT.match(text, end)) and following[1][0].isupper():
            end, count = following.end(), count + 1
        place = end
        if count > 1:
            yield found.start(), text[found.start() : end]


def too_many_names(
    subject: Subject, resolved: ResolvedBody, found: Sequence[FoundName], limits: Limits
) -> Diagnostic | None:
    """Report a text with more different names than the limit; None where there are not."""
    first: dict[tuple[Key, ...], FoundName] = {}
    for name in found:
        first.setdefault(name.owners, name)
    if len(found) > limits.mentions:
        name, what, setting = found[limits.mentions], "names of known entities", "mentions"
    elif len(first) > limits.entities:
        name, what, setting = list(first.values())[limits.entities], "known entities", "entities"
    else:
        return None
    start, end, limit = name.start, name.end, getattr(limits, setting)
    words = next(
        step
        for step in resolved.steps
        if isinstance(step, Words) and step.start <= start < step.start + len(step.text)
    )
    return subject.problem(
        "ref-too-many-mentions",
        place_of(words, start, end - start),
        f"more than {limit:,} {what} are named in one text",
        f"make several texts of it; `limits: {{{setting}: …}}` in site.yml allows more",
    )
