"""Everything that is wrong with the records, seen from the others."""

from collections.abc import Iterator, Mapping

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.key import Key
from dossierpress.resolve.check_double import check_double
from dossierpress.resolve.check_no_effect import ties_to_itself
from dossierpress.resolve.cite import publisher_cycles
from dossierpress.resolve.doubles import shared_identifiers
from dossierpress.resolve.doubtful_names import ambiguous_names
from dossierpress.resolve.known import Known
from dossierpress.resolve.look_alikes import look_alikes
from dossierpress.resolve.preferred import check_preferred
from dossierpress.resolve.publish import UNFINISHED
from dossierpress.resolve.woven_text import Woven


def check_all(known: Known, woven: Mapping[Key, Woven]) -> Iterator[Diagnostic]:
    """Everything that is wrong with the records, in no particular order."""
    register = known.around.register
    checked = [
        key for key in known.subjects if known.around.withheld.reasons.get(key) not in UNFINISHED
    ]
    for key in checked:
        yield from known.texts.of[key].wrong
        yield from known.texts.of[key].problems
    for double in register.doubles:
        yield from check_double(double, known)
    for text in woven.values():
        yield from text.diagnostics
    yield from ambiguous_names(
        ((known.subjects[key], doubt) for key, text in woven.items() for doubt in text.doubts),
        known.around,
    )
    yield from check_preferred(known.around, known.config)
    records = [(key, known.subjects[key].record) for key in checked]
    yield from shared_identifiers(records, register)
    yield from publisher_cycles(records, register)
    yield from ties_to_itself(records, register)
    yield from look_alikes(records, register)
