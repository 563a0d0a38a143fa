"""How much one text may name: mentions are kept with their sentences, entities in pairs."""

from collections.abc import Sequence

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.key import Key
from dossierpress.resolve.doubtful_names import place_of
from dossierpress.resolve.names import Found
from dossierpress.resolve.settled import Settled, Words
from dossierpress.resolve.surroundings import Subject
from dossierpress.schema.limits import Limits


def too_many_names(
    subject: Subject, settled: Settled, found: Sequence[Found], limits: Limits
) -> Diagnostic | None:
    """The first name that is one too many; None where all may be found."""
    first: dict[tuple[Key, ...], Found] = {}
    for name in found:
        first.setdefault(name.owners, name)
    if len(found) > limits.mentions:
        name, what, setting = found[limits.mentions], "names of known entities", "mentions"
    elif len(first) > limits.entities:
        name, what, setting = list(first.values())[limits.entities], "known entities", "entities"
    else:
        return None
    start, end, limit = name.start, name.end, getattr(limits, setting)
    words = next(
        step
        for step in settled.steps
        if isinstance(step, Words) and step.start <= start < step.start + len(step.text)
    )
    return subject.problem(
        "ref-too-many-mentions",
        place_of(words, start, end - start),
        f"more than {limit:,} {what} are named in one text",
        f"make several texts of it; `limits: {{{setting}: …}}` in site.yml allows more",
    )
