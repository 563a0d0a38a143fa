"""Run the checks of all records, and check records whose id another one has.

A record with the id of another one is not published, but its other problems are reported at once.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import cast

from msgspec.structs import replace

from dossierpress.claims.checks.no_effect import check_ties_to_itself
from dossierpress.indexes.captures import check_logo
from dossierpress.indexes.checks.duplicates import shared_identifiers
from dossierpress.indexes.checks.look_alikes import check_look_alikes
from dossierpress.indexes.mentions_and_citations import publisher_cycles
from dossierpress.indexes.text_linking import ReadDossier
from dossierpress.indexes.text_reading import read_text
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.links.linked_text import LinkedText
from dossierpress.links.mention_linking import link_mentions
from dossierpress.links.names.problems import ambiguous_names
from dossierpress.links.names.search import check_preferred
from dossierpress.links.text_context import subject_of
from dossierpress.model.content import Record, key_of
from dossierpress.visibility.withheld import UNFINISHED, Withheld, reason_of

_UNCHECKED = ("draft", "expired")


def check_duplicate(record: Record, dossier: ReadDossier) -> Iterator[Diagnostic]:
    """Report the other problems of a record with a duplicate id, as if the id were its own."""
    key = key_of(record)
    context = dossier.context
    reason = reason_of(record, dossier.as_of)
    if reason in _UNCHECKED:
        return
    others = cast("dict[Key, Record]", context.register.records)
    context = replace(
        context,
        # A ChainMap, not a copy: if a folder was copied, every record in it is a duplicate.
        register=context.register.with_records(ChainMap({key: record}, others)),
        withheld=_not_withheld(context.withheld, key),
    )
    taken = subject_of(key, record, dossier.config)
    # Read like all others, before it is known what is withheld only for others.
    before = _not_withheld(dossier.texts.context.withheld, key)
    reading = replace(context, withheld=replace(context.withheld, reasons=before.reasons))
    text, resolved = read_text(taken, reading, dossier.texts.names)
    yield from text.wrong
    yield from text.problems
    if reason is None:
        linked = link_mentions(taken, resolved, text.content.named.chosen, context)
        yield from linked.diagnostics
        yield from ambiguous_names(((taken, doubt) for doubt in linked.doubts), context)


def _not_withheld(withheld: Withheld, key: Key) -> Withheld:
    """What is withheld, except the record of this key: the reason belongs to the other one."""
    if key not in withheld:
        return withheld
    reasons = {one: reason for one, reason in withheld.reasons.items() if one != key}
    return replace(withheld, reasons=reasons)


def check_all_records(
    dossier: ReadDossier, linked: Mapping[Key, LinkedText]
) -> Iterator[Diagnostic]:
    """Report all problems of the records, in no particular order."""
    register = dossier.context.register
    checked = [
        key
        for key in dossier.subjects
        if dossier.context.withheld.reasons.get(key) not in UNFINISHED
    ]
    for key in checked:
        yield from dossier.texts.of[key].wrong
        yield from dossier.texts.of[key].problems
    for duplicate in register.duplicates:
        yield from check_duplicate(duplicate, dossier)
    for text in linked.values():
        yield from text.diagnostics
    yield from ambiguous_names(
        ((dossier.subjects[key], doubt) for key, text in linked.items() for doubt in text.doubts),
        dossier.context,
    )
    yield from check_preferred(dossier.context, dossier.config)
    yield from check_logo(dossier.config, register)
    records = [(key, dossier.subjects[key].record) for key in checked]
    yield from shared_identifiers(records, register)
    yield from publisher_cycles(records, register)
    yield from check_ties_to_itself(records, register)
    yield from check_look_alikes(records, register)
