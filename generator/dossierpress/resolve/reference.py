"""References: finding what `id` or `type:id` means, and telling why it means nothing."""

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.diagnostics import Diagnostic, Hint, Offer, Span, first_notes, problem
from dossierpress.model.body import Target, WikiLink
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.resolve.meant import Lookup
from dossierpress.resolve.record_names import ONE
from dossierpress.resolve.record_types import ANY, PARTY, SOURCE, Types
from dossierpress.resolve.register import Register

_NOBODY = ("anonymous", "unknown", "unnamed")
"""Ids under which authors look for a party that nobody names."""


class Reference(Struct, frozen=True, kw_only=True, gc=False):
    """A place in a record that names another one."""

    target: Target
    allowed: Types
    """The types of record that it may name."""
    place: Span | tuple[str | int, ...]
    """Where it stands: in the body, or the steps to it in the front matter."""
    relation: str | None = None
    """Type of a typed wikilink."""
    link: WikiLink | None = None
    """The wikilink that it is, if it is one."""
    private: bool = False
    """Whether it stands in a part that is withheld, which is checked and leads nowhere."""

    handle: bool = False
    """Whether it may be somebody's handle as well: `@potus` in running text."""

    def span(self, record: Record) -> Span:
        """The place in the file."""
        return self.place if isinstance(self.place, Span) else record.locate(*self.place)


@lru_cache(maxsize=65536)
def read(text: str) -> Target:
    """Read a reference of the front matter: `id`, or `type:id`."""
    prefix, colon, rest = text.partition(":")
    for type_ in ANY:
        if colon and prefix == type_:
            return Target(type=type_, id=rest)
    return Target(type=None, id=text)


def find(register: Register, target: Target, allowed: Types) -> Key | None:
    """Find the one record that a reference means; None where there is none, or more than one.

    An id that a record had before still means it, as long as no other record has the id now.
    """
    if target.type is None:
        types = allowed
    elif target.type in allowed:
        types = (target.type,)
    else:
        return None
    meant = [key for key in register.by_id.get(target.id, ()) if key.type in types]
    if not meant and register.former:
        keys = (Key(type=type_, id=target.id) for type_ in types)
        meant = [register.former[key] for key in keys if key in register.former]
    return meant[0] if len(meant) == 1 else None


class Advice(Struct, kw_only=True):
    """Words the mistakes in references."""

    register: Register
    lookup: Lookup

    def explain(self, record: Record, reference: Reference) -> Diagnostic | None:
        """Say why `find` gave None; None where another diagnostic has said it already."""
        target, allowed = reference.target, reference.allowed
        if self._unread(target, allowed):
            return None
        meant = self.register.by_id.get(target.id, ())
        right = [key for key in meant if key.type in allowed and target.type in (None, key.type)]
        if len(right) > 1:
            return self._ambiguous(record, reference, right)
        wrong = [key for key in meant if target.type in (None, key.type)]
        if wrong and not right:
            return self._wrong_type(record, reference, wrong)
        return self._unknown(record, reference)

    def _unread(self, target: Target, allowed: Types) -> bool:
        types = (target.type,) if target.type else allowed
        return any(Key(type=type_, id=target.id) in self.register.unread for type_ in types)

    def _ambiguous(self, record: Record, reference: Reference, keys: list[Key]) -> Diagnostic:
        owners = " and ".join(ONE[key.type] for key in keys)
        texts = tuple(f"{key.type}:{key.id}" for key in keys)
        return problem(
            "ref-ambiguous-id",
            record.path,
            reference.span(record),
            f"`{reference.target.id}` is the id of {owners}",
            Offer(texts, "write " + " or ".join(f"`{text}`" for text in texts)),
            first_notes(keys, self.register.defined),
        )

    def _wrong_type(self, record: Record, reference: Reference, keys: list[Key]) -> Diagnostic:
        wanted = " or ".join(ONE[type_] for type_ in reference.allowed)
        return problem(
            "ref-wrong-type",
            record.path,
            reference.span(record),
            f"`{reference.target.id}` is {ONE[keys[0].type]}; {wanted} is needed here",
            _elsewhere(reference, keys[0])
            or _cited(reference)
            or self.lookup.offer(reference.target.id, reference.allowed),
            tuple(self.register.defined(key) for key in keys[:1]),
        )

    @staticmethod
    def _handle(record: Record, reference: Reference) -> Diagnostic:
        """`@potus`, in running text, and no source has nearly that id or name."""
        id_, span = reference.target.id, reference.span(record)
        text = f"\\@{id_}"
        return problem(
            "md-citation-handle",
            record.path,
            replace(span, column=span.column - 1, length=span.length + 1),
            f"`@{id_}` is shown as text: no source has the id `{id_}`",
            Offer((text,), f"to keep it as text, write `{text}`"),
        )

    def _unknown(self, record: Record, reference: Reference) -> Diagnostic:
        target = reference.target
        allowed: Types = (target.type,) if target.type else reference.allowed
        meant = self.lookup.meant(target.id, allowed)
        hint: Hint = self.lookup.offer(target.id, allowed)
        types = allowed
        if reference.handle and not meant:
            return self._handle(record, reference)
        if hint is None and allowed == PARTY and target.id in _NOBODY:
            hint = "say how they are spoken of: `{unnamed: …}`"
        elif meant and allowed == ANY:
            types = (meant[0].type,)
        return problem(
            _unknown_code(types),
            record.path,
            reference.span(record),
            _unknown_message(target.id, types),
            hint,
            self.lookup.notes(target.id, allowed) if meant else (),
        )


def _elsewhere(reference: Reference, key: Key) -> str | None:
    """Where in an article's front matter a record of this type belongs."""
    field = {"entity": "entities", "source": "sources", "article": "references"}.get(key.type)
    place = reference.place
    in_list = not isinstance(place, Span) and place[0] in ("entities", "sources", "references")
    return f"list it under `{field}`" if field is not None and in_list else None


def _cited(reference: Reference) -> str | None:
    """What somebody does with `@id` who means no source."""
    if reference.allowed != SOURCE or reference.link or not isinstance(reference.place, Span):
        return None
    link = f"link to it with `[[{reference.target.id}]]`, outside of the brackets of a citation"
    kept = f"; to keep it as text, put a backslash before `@{reference.target.id}`"
    return link + (kept if reference.handle else "")


def _unknown_code(types: Types) -> str:
    return "ref-unknown-id" if types == ANY else f"ref-unknown-{types[0]}"


def _unknown_message(id_: str, types: Types) -> str:
    if types == ANY:
        return f"nothing in the dossier has the id `{id_}`"
    return f"no {' or '.join(ONE[type_].partition(' ')[2] for type_ in types)} has the id `{id_}`"
