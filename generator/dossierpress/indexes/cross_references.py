"""The index of typed cross-references between texts, each seen from both sides, with checks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Span, problem
from dossierpress.kernel.diagnostics.hints import did_you_mean
from dossierpress.kernel.escapes import behind_bar
from dossierpress.kernel.key import Key
from dossierpress.links.text_context import LinkType
from dossierpress.model.body import WikiLink
from dossierpress.model.content import Record
from dossierpress.model.site import CrossReference
from dossierpress.records.facets import TEXT, WITH_ARTICLE
from dossierpress.records.listing import group
from dossierpress.records.references import Reference, find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.article import ArticleMatter


class ReferenceStatement(NamedTuple):
    """A statement of an author that one text refers to another."""

    here: Key
    there: Key | None
    """None if the reference has no target, which is reported elsewhere; the type is checked too."""
    type: str
    note: str | None
    place: Span | tuple[str | int, ...]
    """Place of the reference."""
    type_place: Span | tuple[str | int, ...]
    link: WikiLink | None = None
    """The typed wikilink that it is; None in front matter."""


class StatedReference(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A valid statement."""

    there: Key
    type: str
    note: str | None


def statements(
    key: Key, record: Record, references: Iterable[tuple[Reference, Key | None]], register: Register
) -> Iterator[ReferenceStatement]:
    """The statements of an article or a page, from its front matter and its typed wikilinks."""
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        for number, reference in enumerate(matter.references):
            there = find_record(register, read_reference(reference.to), TEXT)
            steps = ("references", number)
            yield ReferenceStatement(
                key, there, reference.type, reference.note, (*steps, "to"), (*steps, "type")
            )
    if key.type not in TEXT:
        return
    for one, there in references:
        if one.relation is not None:
            type_place = one.link.relation_span if one.link else None
            yield ReferenceStatement(
                key, there, one.relation, None, one.place, type_place or one.place, one.link
            )


def misplaced(
    record: Record, references: Iterable[tuple[Reference, Key | None]]
) -> Iterator[Diagnostic]:
    """Report typed wikilinks in texts of entities and sources, which make no cross-reference."""
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
                f"a typed link stands in the text of {WITH_ARTICLE[record.type]}",
                hint or plain,
            )


def check_cross_reference(
    record: Record, statement: ReferenceStatement, types: Mapping[str, LinkType]
) -> Diagnostic | None:
    """Return what is wrong with a cross-reference; None if it is valid."""
    hint: Hint
    if statement.there is not None and statement.there.type not in TEXT:
        code, place = "ref-wrong-type", statement.place
        message = (
            f"`{statement.there.id}` is {WITH_ARTICLE[statement.there.type]}; "
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


def index_cross_references(
    stated: Iterable[tuple[Key, StatedReference]], types: Mapping[str, LinkType]
) -> dict[Key, tuple[CrossReference, ...]]:
    """Make the cross-references of every text, those of its own author first.

    Statements by the authors of both texts are one reference, stated on both sides.
    """
    notes: dict[tuple[Key, Key, str], dict[str, None]] = {}
    for here, one in stated:
        said = notes.setdefault((here, one.there, one.type), {})
        if one.note is not None:
            said[one.note] = None
    inverses = [
        ((here, there, type_), (there, here, types[type_].inverse), said)
        for (here, there, type_), said in notes.items()
    ]
    seen = [
        _reference_seen_from(fact, types, said or notes.get(inverse, ()), stated=True)
        for fact, inverse, said in inverses
    ]
    seen += [
        _reference_seen_from(inverse, types, said, stated=False)
        for _, inverse, said in inverses
        if inverse not in notes
    ]
    return group((one.here, one) for one in seen)


def _reference_seen_from(
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
