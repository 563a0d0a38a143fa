"""References: finding what `id` or `type:id` means, and telling why it means nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import get_args

from dossierpress.diagnostics import Diagnostic, Note, Span, first_notes
from dossierpress.diagnostics.suggest import suggest
from dossierpress.model.body import Target
from dossierpress.model.content import Record, RecordType
from dossierpress.model.site import Key
from dossierpress.resolve.record_names import ONE, all_names
from dossierpress.resolve.register import Register

Types = tuple[RecordType, ...]
ANY: Types = get_args(RecordType)
ENTITY: Types = ("entity",)
SOURCE: Types = ("source",)
ARTICLE: Types = ("article",)
CLAIM: Types = ("claim",)
PARTY: Types = ("source", "entity")
TEXT: Types = ("article", "page")

_NOBODY = ("anonymous", "unknown", "unnamed")
"""Ids under which authors look for a party that nobody names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in a record that names another one."""

    target: Target
    allowed: Types
    """The types of record that it may name."""
    place: Span | tuple[str | int, ...]
    """Where it stands: in the body, or the steps to it in the front matter."""
    relation: str | None = None
    """Type of a typed wikilink."""
    private: bool = False
    """Whether it stands in a part that is withheld, which is checked and leads nowhere."""

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


_SUGGESTIONS = 200
"""Words that are looked for among all ids and names: whoever has more wrong has one mistake."""


@dataclass(slots=True, kw_only=True)
class Advice:
    """Words the mistakes in references. Looks for what was meant only once for each mistake."""

    register: Register
    _known: dict[tuple[str, Types], Key | None] = field(default_factory=dict)
    _names: dict[Types, Mapping[str, Key]] = field(default_factory=dict)

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
        choice = " or ".join(f"`{key.type}:{key.id}`" for key in keys)
        return Diagnostic(
            code="ref-ambiguous-id",
            path=record.path,
            span=reference.span(record),
            message=f"`{reference.target.id}` is the id of {owners}",
            hint=f"write {choice}",
            notes=first_notes(keys, self.register.defined),
        )

    def _wrong_type(self, record: Record, reference: Reference, keys: list[Key]) -> Diagnostic:
        wanted = " or ".join(ONE[type_] for type_ in reference.allowed)
        meant = self._meant(reference.target.id, reference.allowed)
        close = f"did you mean `{meant.id}`?" if meant else None
        return Diagnostic(
            code="ref-wrong-type",
            path=record.path,
            span=reference.span(record),
            message=f"`{reference.target.id}` is {ONE[keys[0].type]}; {wanted} is needed here",
            hint=_elsewhere(reference, keys[0]) or close,
            notes=tuple(self.register.defined(key) for key in keys[:1]),
        )

    def _unknown(self, record: Record, reference: Reference) -> Diagnostic:
        target = reference.target
        allowed: Types = (target.type,) if target.type else reference.allowed
        meant = self._meant(target.id, allowed)
        notes: tuple[Note, ...] = ()
        hint = None
        if allowed == PARTY and target.id in _NOBODY:
            types = allowed
            hint = "say how they are spoken of: `{unnamed: an official}`"
        elif meant is not None:
            types = (meant.type,) if allowed == ANY else allowed
            hint = f"did you mean `{meant.id}`?"
            notes = (self.register.defined(meant),)
        else:
            types = allowed
        return Diagnostic(
            code=_unknown_code(types),
            path=record.path,
            span=reference.span(record),
            message=_unknown_message(target.id, types),
            hint=hint,
            notes=notes,
        )

    def _meant(self, word: str, allowed: Types) -> Key | None:
        """Find the record that was most likely meant, by its id or by one of its names."""
        if (word, allowed) not in self._known:
            if len(self._known) >= _SUGGESTIONS:
                return None
            self._known[word, allowed] = self._look_for(word, allowed)
        return self._known[word, allowed]

    def _look_for(self, word: str, allowed: Types) -> Key | None:
        # In `person:hossein-salami` only what follows the colon can be right.
        bare = word.rpartition(":")[2]
        ids = {key.id: key for key in self.register.records if key.type in allowed}
        names = self._names_of(allowed)
        exact = ids.get(bare) or names.get(bare.casefold())
        if exact is not None:
            return exact
        close = suggest(bare, ids)
        if close is not None:
            return ids[close]
        close = suggest(bare.casefold(), names)
        return None if close is None else names[close]

    def _names_of(self, allowed: Types) -> Mapping[str, Key]:
        if allowed not in self._names:
            self._names[allowed] = dict(self._all_names(allowed))
        return self._names[allowed]

    def _all_names(self, allowed: Types) -> Iterator[tuple[str, Key]]:
        for key, record in reversed(tuple(self.register.records.items())):
            if key.type in allowed:
                yield from ((name.casefold(), key) for name in all_names(record.matter))


def _elsewhere(reference: Reference, key: Key) -> str | None:
    """Where in an article's front matter a record of this type belongs."""
    field = {"entity": "entities", "source": "sources", "article": "references"}.get(key.type)
    place = reference.place
    in_list = not isinstance(place, Span) and place[0] in ("entities", "sources", "references")
    return f"list it under `{field}`" if field is not None and in_list else None


def _unknown_code(types: Types) -> str:
    return "ref-unknown-id" if types == ANY else f"ref-unknown-{types[0]}"


def _unknown_message(id_: str, types: Types) -> str:
    if types == ANY:
        return f"nothing in the dossier has the id `{id_}`"
    return f"no {' or '.join(ONE[type_].partition(' ')[2] for type_ in types)} has the id `{id_}`"
