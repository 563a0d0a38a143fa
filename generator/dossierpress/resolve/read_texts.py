"""The texts of all records, published or not: read again only where that can give something else.

What a text says depends on its record, on what it looked up of others, and on the names that stand
in it. The first two are its trace; for names see `all_names`. A text with a mistake for which all
records had to be searched is read in every build: what is suggested depends on everything.
"""

from collections.abc import Iterable, Mapping
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.engine import Results
from dossierpress.model.key import Key
from dossierpress.resolve.all_names import AllNames, ChangedNames
from dossierpress.resolve.read_text import ReadText, decode, encode, read_text
from dossierpress.resolve.settle import settle
from dossierpress.resolve.settled import Settled
from dossierpress.resolve.surroundings import Subject, Surroundings
from dossierpress.resolve.tracked import tracked
from dossierpress.store import Store

_NAMES = "names"
"""The piece of work whose result are the names under which all others were found."""


class Texts(Struct, frozen=True, kw_only=True):
    """All texts, and the names that were looked for in them."""

    of: Mapping[Key, ReadText]
    names: AllNames
    around: Surroundings
    """What was known when they were read."""
    subjects: Mapping[Key, Subject]
    _settled: dict[Key, Settled] = field(default_factory=dict)

    def settled(self, key: Key) -> Settled:
        """The settled body of a record, which is not kept: settled again if it was not just now."""
        known = self._settled.get(key)
        if known is None:
            known = self._settled[key] = settle(self.subjects[key], self.around)[0]
        return known

    def read_again(self, keys: Iterable[Key], around: Surroundings) -> Self:
        """The same with some of the texts as they are now that more is known. It is not kept."""
        of, settled = {**self.of}, {**self._settled}
        for key in keys:
            of[key], settled[key] = read_text(self.subjects[key], around, self.names)
        return replace(self, of=of, _settled=settled)


def read_texts(
    subjects: Mapping[Key, Subject],
    around: Surroundings,
    names: AllNames,
    store: Store,
    of_code: str,
) -> Texts:
    """Read every text, or find what was read in it before, by code with the same key."""
    door = tracked(around, subjects, {})
    results = Results("texts", of_code, door.reads, store)
    known = _fresh(results, subjects, names)
    of: dict[Key, ReadText] = {}
    settled: dict[Key, Settled] = {}
    for key in subjects:
        read = known.get(key)
        if read is None:
            asked = around.lookup.asked
            with door.reads.recorded() as cells:
                read, settled[key] = read_text(door.subjects[key], door.around, names)
            if around.lookup.asked == asked:
                results.keep(work_on(key), cells, encode(read))
        of[key] = read
    results.save()
    return Texts(of=of, names=names, around=around, subjects=subjects, _settled=settled)


def work_on(key: Key) -> str:
    """The name of the work on the text of a record."""
    return f"{key.type}:{key.id}"


def _fresh(
    results: Results, subjects: Mapping[Key, Subject], names: AllNames
) -> dict[Key, ReadText]:
    """What is known of texts for which nothing has changed."""
    now = names.kept()
    before = results.traces.result(_NAMES)
    if before != now:
        results.traces.keep(_NAMES, (), now)
    if before is None:
        return {}
    changed = ChangedNames(before, now) if before != now else None
    known = {}
    rows = results.find(work_on(key) for key in subjects)
    for key, subject in subjects.items():
        data = rows.get(work_on(key))
        read = None if data is None else decode(data)
        if read is not None and not (changed and changed.stand_in(read.text, subject.lang)):
            known[key] = read
        elif data is not None:
            results.forget(work_on(key))
    return known
