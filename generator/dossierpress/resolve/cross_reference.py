"""Typed cross-references between texts, each seen from both sides."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic, Hint, Offer, Span, problem
from dossierpress.diagnostics.suggest import did_you_mean
from dossierpress.model.body import WikiLink
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.model.site import CrossReference
from dossierpress.resolve.group import group
from dossierpress.resolve.link_types import LinkType
from dossierpress.resolve.record_names import ONE
from dossierpress.resolve.record_types import TEXT
from dossierpress.resolve.reference import Reference, find, read
from dossierpress.resolve.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.wikilink_label import behind_bar


class Statement(NamedTuple):
    """An author says how one text refers to another."""

    here: Key
    there: Key | None
    """None where it leads nowhere, which is told elsewhere; its type is judged all the same."""
    type: str
    note: str | None
    place: Span | tuple[str | int, ...]
    """Of the reference."""
    type_place: Span | tuple[str | int, ...]
    link: WikiLink | None = None
    """The typed wikilink that it is; None in front matter."""


class Stated(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A statement that can stand."""

    there: Key
    type: str
    note: str | None


def statements(
    key: Key, record: Record, references: Iterable[tuple[Reference, Key | None]], register: Register
) -> Iterator[Statement]:
    """What an article or page says of other texts, in its front matter and in typed wikilinks."""
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        for number, reference in enumerate(matter.references):
            there = find(register, read(reference.to), TEXT)
            steps = ("references", number)
            yield Statement(
                key, there, reference.type, reference.note, (*steps, "to"), (*steps, "type")
            )
    if key.type not in TEXT:
        return
    for one, there in references:
        if one.relation is not None:
            type_place = one.link.relation_span if one.link else None
            yield Statement(
                key, there, one.relation, None, one.place, type_place or one.place, one.link
            )


def misplaced(
    record: Record, references: Iterable[tuple[Reference, Key | None]]
) -> Iterator[Diagnostic]:
    """Report typed wikilinks in texts of entities and sources, which refer to nothing."""
    if record.type in TEXT:
        return
    hint = "write it under `relations`" if record.type == "entity" else None
    for one, _ in references:
        if one.link is not None and one.relation is not None:
            plain = _plain(one.link)
            yield problem(
                "ref-misplaced-type",
                record.path,
                one.span(record),
                f"a typed link stands in the text of {ONE[record.type]}",
                hint or plain,
            )


def check(record: Record, statement: Statement, types: Mapping[str, LinkType]) -> Diagnostic | None:
    """Say what is wrong with a cross-reference; None where it can stand."""
    hint: Hint
    if statement.there is not None and statement.there.type not in TEXT:
        code, place = "ref-wrong-type", statement.place
        message = (
            f"`{statement.there.id}` is {ONE[statement.there.type]}; "
            "a typed link leads to an article or a page"
        )
        hint = _plain(statement.link) if statement.link else None
    elif statement.there == statement.here:
        code, place = "ref-self-reference", statement.place
        message = f"`{statement.here.id}` refers to itself"
        hint = "name the other text, or take the reference out"
    elif statement.type not in types:
        code, place = "ref-unknown-reference-type", statement.type_place
        message = f"there is no type of reference `{statement.type}`"
        hint = did_you_mean(statement.type, types) or _choice(types)
    else:
        return None
    span = place if isinstance(place, Span) else record.locate(*place)
    return problem(code, record.path, span, message, hint)


def _plain(link: WikiLink) -> Offer | None:
    """The same wikilink without its type."""
    target = f"{link.target.type}:{link.target.id}" if link.target.type else link.target.id
    fragment = f"#{link.fragment}" if link.fragment else ""
    label = behind_bar(link.label, in_cell=link.in_cell) if link.label else ""
    text = f"[[{target}{fragment}{label}]]"
    return Offer((text,), f"write `{text}`", link.whole)


def both_sides(
    stated: Iterable[tuple[Key, Stated]], types: Mapping[str, LinkType]
) -> dict[Key, tuple[CrossReference, ...]]:
    """Make the references of every text, those of its own author first.

    What the authors of both texts say of each other is one reference, stated on both sides.
    """
    notes: dict[tuple[Key, Key, str], dict[str, None]] = {}
    for here, one in stated:
        said = notes.setdefault((here, one.there, one.type), {})
        if one.note is not None:
            said[one.note] = None
    inverses = {
        (here, there, type_): (there, here, types[type_].inverse) for here, there, type_ in notes
    }
    seen = [
        _seen(fact, types, notes[fact] or notes.get(inverse, ()), stated=True)
        for fact, inverse in inverses.items()
    ]
    seen += [
        _seen(inverse, types, notes[fact], stated=False)
        for fact, inverse in inverses.items()
        if inverse not in notes
    ]
    return group((one.here, one) for one in seen)


def _seen(
    fact: tuple[Key, Key, str],
    types: Mapping[str, LinkType],
    notes: Iterable[str],
    *,
    stated: bool,
) -> CrossReference:
    here, there, type_ = fact
    return CrossReference(
        here=here,
        there=there,
        type=type_,
        label=types[type_].label,
        note="; ".join(notes) or None,
        stated=stated,
    )


def _choice(types: Iterable[str]) -> str:
    return "the types are " + ", ".join(f"`{name}`" for name in types)
