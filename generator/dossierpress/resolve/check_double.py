"""A record whose id another one has: not published, but its other problems are told at once."""

from collections import ChainMap
from collections.abc import Iterator
from typing import cast

from msgspec.structs import replace

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.content import Record, key_of
from dossierpress.model.key import Key
from dossierpress.resolve.doubtful_names import ambiguous_names
from dossierpress.resolve.known import Known
from dossierpress.resolve.publish import Withheld, reason_of
from dossierpress.resolve.read_text import read_text
from dossierpress.resolve.surroundings import subject
from dossierpress.resolve.weave import weave

_UNCHECKED = ("draft", "expired")


def check_double(record: Record, known: Known) -> Iterator[Diagnostic]:
    """Report what is wrong with a record beside its id, as if it were the one that has it."""
    key = key_of(record)
    around = known.around
    reason = reason_of(record, known.as_of)
    if reason in _UNCHECKED:
        return
    others = cast("dict[Key, Record]", around.register.records)
    around = replace(
        around,
        # Laid over, not copied: of a folder that was copied whole every record is a double.
        register=around.register.with_records(ChainMap({key: record}, others)),
        withheld=_without(around.withheld, key),
    )
    taken = subject(key, record, known.config)
    # Read like all others, before it is known what is withheld for others' sake alone.
    before = _without(known.texts.around.withheld, key)
    reading = replace(around, withheld=replace(around.withheld, reasons=before.reasons))
    text, settled = read_text(taken, reading, known.texts.names)
    yield from text.wrong
    yield from text.problems
    if reason is None:
        woven = weave(taken, settled, text.content.named.chosen, around)
        yield from woven.diagnostics
        yield from ambiguous_names(((taken, doubt) for doubt in woven.doubts), around)


def _without(withheld: Withheld, key: Key) -> Withheld:
    """What is withheld, the record of that key apart: the reason is the other one's."""
    if key not in withheld:
        return withheld
    reasons = {one: reason for one, reason in withheld.reasons.items() if one != key}
    return replace(withheld, reasons=reasons)
