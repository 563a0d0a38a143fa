"""A record whose id another one has: not published, but its other problems are told at once."""

from collections import ChainMap
from collections.abc import Iterator
from datetime import datetime
from typing import cast

from msgspec.structs import replace

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.content import Record
from dossierpress.model.key import Key, key_of
from dossierpress.resolve.check_record import Rules, check_record
from dossierpress.resolve.doubtful_names import ambiguous_names
from dossierpress.resolve.publish import Withheld, reason_of
from dossierpress.resolve.read_texts import Texts, read_text
from dossierpress.resolve.surroundings import Surroundings, subject
from dossierpress.resolve.weave import weave

_UNCHECKED = ("draft", "expired")


def check_double(
    record: Record, around: Surroundings, texts: Texts, rules: Rules, as_of: datetime
) -> Iterator[Diagnostic]:
    """Report what is wrong with a record beside its id, as if it were the one that has it."""
    key = key_of(record)
    reason = reason_of(record, as_of)
    if reason in _UNCHECKED:
        return
    others = cast("dict[Key, Record]", around.register.records)
    around = replace(
        around,
        # Laid over, not copied: of a folder that was copied whole every record is a double.
        register=replace(around.register, records=ChainMap({key: record}, others)),
        withheld=_without(around.withheld, key),
    )
    taken = subject(key, record, around.config)
    text = read_text(taken, around, texts)
    yield from check_record(taken, text.references, rules)
    yield from text.problems
    if reason is None:
        woven = weave(taken, text.settled, text.chosen, around)
        yield from woven.diagnostics
        yield from ambiguous_names(((taken, doubt) for doubt in woven.doubts), around)


def _without(withheld: Withheld, key: Key) -> Withheld:
    """What is withheld, the record of that key apart: the reason is the other one's."""
    if key not in withheld:
        return withheld
    reasons = {one: reason for one, reason in withheld.reasons.items() if one != key}
    return replace(withheld, reasons=reasons)
