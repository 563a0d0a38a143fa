"""The last look at every published record, made again only where something could be found anew.

Most texts hold no word of a private name. They do not ask who else is called so, and a new name of
somebody who may be named is nothing to them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.msgpack import Decoder

from dossierpress.diagnostics import Diagnostic
from dossierpress.encoded import encoded
from dossierpress.engine import Traces
from dossierpress.model.key import Key
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.known import Known
from dossierpress.resolve.names import NameIndex
from dossierpress.resolve.private_guard import Guard
from dossierpress.resolve.private_names import PrivateNames
from dossierpress.resolve.read_text import Content, declared_in
from dossierpress.resolve.read_texts import work_on
from dossierpress.resolve.tracked import Tracked
from dossierpress.resolve.weave_texts import WovenTexts
from dossierpress.resolve.woven_text import Woven
from dossierpress.store import Store


class _Shown(NamedTuple):
    """The text of a record as it is published."""

    woven: Woven
    told: frozenset[int]
    """Lines with a heading that has been reported."""
    referred: tuple[Key, ...]
    """Records that it names by id."""
    stamp: tuple[bytes, Content, tuple[Diagnostic, ...], tuple[Key, ...]]
    """What all this was made of."""


def guard_texts(
    known: Known, texts: WovenTexts, store: Store, of_code: str
) -> Iterator[Diagnostic]:
    """Report every name of a private record that would be published."""
    names = known.texts.names
    published = () if names.private is None else texts.of
    reads = texts.door.reads
    shown = reads.table(
        "shown",
        {key: _shown(key, known, texts) for key in published},
        key_type=Key,
        digested=lambda one: one.stamp,
    )
    looked_for = reads.table(
        "names", {"entities": names.entities, "private": names.private}, digested=_digested
    )
    traces = Traces("guarded", of_code, reads, store)
    for key in published:
        found = traces.result(work_on(key))
        if found is None:
            with reads.recorded() as cells:
                found = encoded(tuple(_watch(key, shown, looked_for, known, texts.door)))
            traces.keep(work_on(key), cells, found)
        yield from _DECODER.decode(found)
    traces.save()


def _watch(
    key: Key,
    shown: Mapping[Key, _Shown],
    names: Mapping[str, Any],
    known: Known,
    door: Tracked,
) -> Iterator[Diagnostic]:
    subject, text = door.subjects[key], shown[key]
    # What was found by it before counts as read once: so each text has a finder of its own.
    finder = Finder(register=door.around.register, withheld=door.around.withheld)
    yield from Guard(names=names, around=door.around, finder=finder).watch(
        subject,
        known.texts.settled(key),
        text.woven.blocks,
        declared_in(subject, door.around),
        text.told,
        text.referred,
    )


def _shown(key: Key, known: Known, texts: WovenTexts) -> _Shown:
    read, woven = known.texts.of[key], texts.of[key]
    told = (*read.problems, *woven.diagnostics)
    return _Shown(
        woven=woven,
        told=frozenset(
            one.span.line for one in told if one.code == "ref-private-name" and one.span
        ),
        referred=read.referred,
        stamp=(texts.stamps[key], read.content, read.problems, read.referred),
    )


def _digested(names: NameIndex | PrivateNames | None) -> object:
    match names:
        case NameIndex():
            return names.owners, sorted(names.persons)
        case PrivateNames():
            weak = names.weak.owners
            return tuple(names.names.items()), weak, names.ids, names.exact
        case None:
            return None


_DECODER = Decoder(tuple[Diagnostic, ...])
