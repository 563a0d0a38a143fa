"""What readers may be told of the changes of editions.

A change of something that is withheld, deleted or renamed since may tell what nobody is to read any
more. So of what is gone only its kind is told, without its words; nothing of what is withheld is
told; and no change whose words name somebody private.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from dossierpress.meaning.changes import RECORD_FACTS, worth_telling
from dossierpress.schema.kept_changes import Change, EditionChanges, What

_WAS_SHOWN: tuple[What, ...] = ("title", "text", "status", "count")
"""Facts of which the earlier text is told; that of a name and of an annotation is not."""
_WITH_OTHER: tuple[What, ...] = ("origin", "relation")
"""Facts of a record and another one."""


class Readable(NamedTuple):
    """What readers may be told of."""

    published: frozenset[str]
    """Records with a page: `claim:x`."""
    withheld: frozenset[str]
    """Records that are withheld."""
    names_somebody_private: Callable[[str], bool]
    """Whether words name somebody private."""


def other_of(change: Change) -> str | None:
    """The other record that a change is about: `source:x`."""
    if change.fact.what not in _WITH_OTHER:
        return None
    return change.fact.item.rpartition(" ")[2]


def for_readers(editions: Iterable[EditionChanges], to: Readable) -> tuple[EditionChanges, ...]:
    """The changes that readers may be told of; editions without any are left out."""
    shown = (
        replace(one, changes=tuple(_for_readers(worth_telling(one.changes), to)))
        for one in editions
    )
    return tuple(one for one in shown if one.changes)


def _for_readers(changes: Iterable[Change], to: Readable) -> Iterator[Change]:
    for one in changes:
        fact, other = one.fact, other_of(one)
        if fact.of in to.withheld or (other and other not in to.published):
            continue
        if one.now is None and other is None and fact.what != "status":
            if fact.of in to.published or fact.what in RECORD_FACTS:
                yield Change(replace(fact, item=""), "", None)
            continue
        if fact.of not in to.published:
            continue
        was = one.was if fact.what in _WAS_SHOWN or one.was is None else ""
        words = (was or "", one.now or "", "" if other else fact.item)
        if not any(map(to.names_somebody_private, filter(None, words))):
            yield Change(fact, was, one.now)
