"""What is withheld, decided before anything else is computed.

A record is withheld for its own front matter (private, draft, embargo, expiry, an open review), or
because something withheld leads to it and nothing published does: an entity that only an
embargoed article names would reveal that article. `PublishedFinder` finds the published record
that a reference of front matter means.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.model.content import Record
from dossierpress.records.facets import PARTY, Types
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.claim import Party
from dossierpress.schema.shared_types import Reviewed, Timed, Timing
from dossierpress.schema.stand_ins import stand_in_words

Reason = Literal["private", "draft", "embargoed", "expired", "open-review", "only-unpublished"]
UNFINISHED: tuple[Reason, ...] = ("draft", "expired")
"""Reasons for which a record is not checked: it is not finished, or no longer needed."""


class Withheld(Struct, frozen=True, kw_only=True):
    """The records that are not published, and their stand-ins."""

    reasons: Mapping[Key, Reason]
    stand_ins: Mapping[Key, str]
    """What a text shows instead of a withheld record: `Person 1`, `an unpublished article`."""
    part: str = stand_in_words("en").part
    """What a claim shows instead of a part that must not be shown."""

    def __contains__(self, key: object) -> bool:
        return key in self.reasons

    def is_private(self, key: Key) -> bool:
        """Whether not even the name of a record may be shown."""
        return self.reasons.get(key) == "private"


def reason_of(record: Record, as_of: datetime) -> Reason | None:
    """Return why a record by itself is not published at the as-of time; None if it is."""
    matter = record.matter
    if matter.private:
        return "private"
    if isinstance(matter, Timing) and matter.status == "draft":
        return "draft"
    if isinstance(matter, Timed):
        if matter.embargo_until is not None and matter.embargo_until > as_of:
            return "embargoed"
        if matter.expires is not None and matter.expires <= as_of:
            return "expired"
    if isinstance(matter, Reviewed) and matter.withheld:
        return "open-review"
    return None


def withhold(register: Register, as_of: datetime) -> Withheld:
    """Find the records that are withheld for their own front matter."""
    reasons = {
        key: reason
        for key, record in register.records.items()
        if (reason := reason_of(record, as_of)) is not None
    }
    # A claim in the front matter of an article is withheld with it.
    why = {register.records[key].path: one for key, one in reasons.items() if key.type == "article"}
    for key, record in register.records.items():
        if key.type == "claim" and record.path in why:
            reasons.setdefault(key, why[record.path])
    return Withheld(reasons=reasons, stand_ins={})


def add_only_unpublished(
    withheld: Withheld,
    register: Register,
    named: Mapping[Key, frozenset[Key]],
    shown: Mapping[Key, frozenset[Key]],
    *,
    every_entity: bool = True,
) -> Withheld:
    """Withhold entities, sources and claims that only withheld records lead to.

    Args:
        withheld: The result of `withhold`.
        register: All records.
        named: Record -> all records that it names, as its author wrote it.
        shown: Published record -> those of them that readers see there.
        every_entity: Whether entities are roots, too: published although nothing leads to them.
    """
    # Parts of published records are withheld too, such as a relation to a private person.
    aside = {
        key
        for holder, keys in shown.items()
        if named[holder] is not keys
        for key in named[holder] - keys
    }
    tainted = reachable((*withheld.reasons, *aside), named)
    if tainted <= withheld.reasons.keys():
        return withheld  # nothing that is withheld leads to anything else
    # The roots are articles, pages, and all records that nothing withheld names.
    roots = [
        key
        for key in register.records
        if key not in withheld
        and (key.type in ("article", "page") or key not in tainted)
        and (every_entity or key.type != "entity")
    ]
    supported = reachable(roots, shown, barred=withheld.reasons)
    reasons: dict[Key, Reason] = {**withheld.reasons}
    for key in register.records:
        if key in tainted and key not in supported and key not in withheld:
            reasons[key] = "only-unpublished"
    return replace(withheld, reasons=reasons)


def reachable(
    roots: Iterable[Key],
    edges: Mapping[Key, Iterable[Key]],
    barred: Mapping[Key, object] | None = None,
) -> set[Key]:
    """All nodes that the roots lead to, with the roots, on paths without barred nodes."""
    reached: set[Key] = set()
    waiting = list(roots)
    while waiting:
        key = waiting.pop()
        if key in reached or (barred is not None and key in barred):
            continue
        reached.add(key)
        waiting.extend(edges.get(key, ()))
    return reached


def find_published(text: str, allowed: Types, register: Register, withheld: Withheld) -> Key | None:
    """Return the published record that a reference of front matter means; None if there is none."""
    key = find_record(register, read_reference(text), allowed)
    return None if key is None or key in withheld else key


class PlainReferences(dict[str, str | None]):
    """Reference of front matter -> the same as it is published; None for no published record.

    It is `id` where records of one type are allowed, and `type:id` where several are. Each is found
    when it is first asked for: a dossier has far more references than records.
    """

    def __init__(self, register: Register, withheld: Withheld, allowed: Types) -> None:
        """Take references to records of these types."""
        super().__init__()
        self._register = register
        self._withheld = withheld
        self._allowed = allowed

    def __missing__(self, text: str) -> str | None:
        key = find_published(text, self._allowed, self._register, self._withheld)
        plain = None
        if key is not None:
            plain = key.id if len(self._allowed) == 1 else f"{key.type}:{key.id}"
        self[text] = plain
        return plain


class PublishedFinder(Struct, frozen=True, kw_only=True, gc=False):
    """Finds the records that references of front matter mean, if they are published."""

    register: Register
    withheld: Withheld
    _known: dict[tuple[str, Types], Key | None] = field(default_factory=dict)
    _plain: dict[Types, PlainReferences] = field(default_factory=dict)
    _parties: dict[str, Party | None] = field(default_factory=dict)

    def published(self, text: str, allowed: Types) -> Key | None:
        """Return the published record that a reference means; None if there is none."""
        try:
            return self._known[text, allowed]
        except KeyError:
            known = self._known[text, allowed] = find_published(
                text, allowed, self.register, self.withheld
            )
            return known

    def plain(self, allowed: Types) -> PlainReferences:
        """How references to records of these types are published."""
        try:
            return self._plain[allowed]
        except KeyError:
            made = self._plain[allowed] = PlainReferences(self.register, self.withheld, allowed)
            return made

    def party(self, text: str) -> Party | None:
        """Return the party that a reference means as it may be shown; None for an unknown one."""
        try:
            return self._parties[text]
        except KeyError:
            known = self._parties[text] = self._find_party(text)
            return known

    def _find_party(self, text: str) -> Party | None:
        key = find_record(self.register, read_reference(text), PARTY)
        if key is None:
            return None
        if key in self.withheld:
            return Party(unnamed=self.withheld.stand_ins.get(key, "an unpublished source"))
        return Party(id=f"{key.type}:{key.id}")

    def names(self, party: Party) -> bool:
        """Whether a party may be named: it is published, or unnamed anyway."""
        return party.id is None or self.published(party.id, PARTY) is not None
