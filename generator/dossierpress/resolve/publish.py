"""What may be published, decided before anything else is computed.

A record is withheld for what it says of itself (private, draft, embargo, expiry, an open
review), or because nothing that is published leads to it while something withheld does: an entity
that only an embargoed article speaks of would give that article away.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.resolve.register import Register
from dossierpress.schema.parts import Reviewed, Timed, Timing
from dossierpress.stand_ins import stand_in_words

Reason = Literal["private", "draft", "embargoed", "expired", "open-review", "only-unpublished"]
UNFINISHED: tuple[Reason, ...] = ("draft", "expired")
"""Reasons for which a record is not checked: its author is not there yet, or done with it."""


class Withheld(Struct, frozen=True, kw_only=True):
    """What is not published, and what stands in its place."""

    reasons: Mapping[Key, Reason]
    stand_ins: Mapping[Key, str]
    """What a text shows instead of a withheld record: `Person 1`, `an unpublished article`."""
    part: str = stand_in_words("en").part
    """What a claim shows instead of a part that must not be told."""

    def __contains__(self, key: object) -> bool:
        return key in self.reasons

    def is_private(self, key: Key) -> bool:
        """Whether even the words that name it must not be shown."""
        return self.reasons.get(key) == "private"


def reason_of(record: Record, as_of: datetime) -> Reason | None:
    """Tell why a record by itself is not published at a moment; None where it is."""
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
    """Find the records that are withheld for what they say of themselves."""
    reasons = {
        key: reason
        for key, record in register.records.items()
        if (reason := reason_of(record, as_of)) is not None
    }
    # A claim in the front matter of an article shares its fate.
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
    """Withhold entities, sources and claims that nothing leads to but what is withheld.

    Args:
        withheld: What `withhold` found.
        register: All records.
        named: Record -> the records that it names in any way, as its author wrote it.
        shown: Published record -> those of them that readers can see there.
        every_entity: Whether entities are published for their own sake, too.
    """
    # Parts of published records are withheld too: a relation to a private person, with its source.
    aside = {key for holder, keys in shown.items() for key in named[holder] - keys}
    tainted = reach((*withheld.reasons, *aside), named)
    # Articles and pages are published for their own sake, and so is what nothing withheld names.
    roots = [
        key
        for key in register.records
        if key not in withheld
        and (key.type in ("article", "page") or key not in tainted)
        and (every_entity or key.type != "entity")
    ]
    supported = reach(roots, shown, barred=withheld.reasons)
    reasons: dict[Key, Reason] = {**withheld.reasons}
    for key in register.records:
        if key in tainted and key not in supported and key not in withheld:
            reasons[key] = "only-unpublished"
    return replace(withheld, reasons=reasons)


def reach(
    roots: Iterable[Key],
    edges: Mapping[Key, Iterable[Key]],
    barred: Mapping[Key, object] | None = None,
) -> set[Key]:
    """Everything that the roots lead to, themselves included, never through what is barred."""
    reached: set[Key] = set()
    waiting = list(roots)
    while waiting:
        key = waiting.pop()
        if key in reached or (barred is not None and key in barred):
            continue
        reached.add(key)
        waiting.extend(edges.get(key, ()))
    return reached
