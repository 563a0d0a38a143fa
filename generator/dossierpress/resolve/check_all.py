"""Everything that is wrong with the records, seen from the others."""

from collections.abc import Iterator, Mapping

from dossierpress.diagnostics import Diagnostic, severity_of
from dossierpress.model.site import (
    Key,
)
from dossierpress.resolve.check_double import check_double
from dossierpress.resolve.check_no_effect import ties_to_itself
from dossierpress.resolve.check_record import Rules, check_record
from dossierpress.resolve.cite import publisher_cycles
from dossierpress.resolve.doubles import shared_identifiers
from dossierpress.resolve.doubtful_names import ambiguous_names
from dossierpress.resolve.known import Known
from dossierpress.resolve.link_types import link_types
from dossierpress.resolve.look_alikes import look_alikes
from dossierpress.resolve.preferred import check_preferred
from dossierpress.resolve.private_guard import Guard
from dossierpress.resolve.reference import Advice
from dossierpress.resolve.unknown_names import CODE as UNKNOWN_NAME
from dossierpress.resolve.unknown_names import unknown_names
from dossierpress.resolve.woven_text import Woven

_UNFINISHED = ("draft", "expired")
"""Reasons for which a record is not checked: its author is not there yet, or done with it."""


def check_all(known: Known, woven: Mapping[Key, Woven]) -> Iterator[Diagnostic]:
    """Everything that is wrong with the records, in no particular order."""
    register, config = known.around.register, known.around.config
    rules = Rules(
        register=register,
        advice=Advice(register=register, lookup=known.around.lookup),
        reference_types=link_types(config.reference_types),
        relation_types=link_types(config.relation_types),
        archives=config.archives,
    )
    checked = [
        key for key in known.subjects if known.around.withheld.reasons.get(key) not in _UNFINISHED
    ]
    for key in checked:
        yield from check_record(known.subjects[key], known.texts.of[key].references, rules)
        yield from known.texts.of[key].problems
        if severity_of(UNKNOWN_NAME, config.severity) != "off":
            read = known.texts.of[key]
            yield from unknown_names(
                known.subjects[key], read.settled.words, (*read.found, *read.sources)
            )
    for double in register.doubles:
        yield from check_double(double, known.around, known.texts, rules, known.as_of)
    for text in woven.values():
        yield from text.diagnostics
    yield from ambiguous_names(
        ((known.subjects[key], doubt) for key, text in woven.items() for doubt in text.doubts),
        known.around,
    )
    yield from check_preferred(known.around)
    yield from _private_names(known, woven)
    records = [(key, known.subjects[key].record) for key in checked]
    yield from shared_identifiers(records, register)
    yield from publisher_cycles(records, register)
    yield from ties_to_itself(records, register)
    yield from look_alikes(records, register)


def _private_names(known: Known, woven: Mapping[Key, Woven]) -> Iterator[Diagnostic]:
    if known.texts.private is None:
        return
    guard = Guard(
        names=known.texts.names,
        private=known.texts.private,
        around=known.around,
        finder=known.finder,
    )
    for key, text in woven.items():
        read = known.texts.of[key]
        told = {
            one.span.line
            for one in (*read.problems, *text.diagnostics)
            if one.code == "ref-private-name" and one.span
        }
        named = frozenset(to for _, to in read.references if to is not None)
        yield from guard.watch(
            known.subjects[key], read.settled, text.blocks, read.declared, told, named
        )
