"""`changes.jsonl` beside site.yml: what the published edition says, and what each has changed.

Where site.yml says `changes: true`, builds that publish keep this file, and the desk commits it; it
is never published. Each line is a JSON array, so what two people have added can be joined line by
line, and a change that readers are not to see can be taken out.

    ["edition", "2026-11-29"]
    ["claim:harbour-closed", "status", "", "reported", "disputed"]
    ["facts", "2026-11-29"]
    ["claim:harbour-closed", "status", "", "disputed"]
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from msgspec import Struct, field

from dossierpress.kernel.dates import is_date
from dossierpress.kernel.diagnostics import Diagnostic, Span

FILE = "changes.jsonl"
LIMIT = 500_000_000
"""Bytes; that of ten thousand articles has about a fiftieth."""

What = Literal[
    "title", "text", "name", "alias", "status", "count", "origin", "relation", "note", "correction"
]
"""What a fact is of: an article's title, a claim's text, somebody's name, and so on."""

_RECORDS = ("article:", "claim:", "entity:", "source:")


class Fact(Struct, frozen=True, order=True, array_like=True, gc=False):
    """The name of one thing that an edition says; what it says is a text."""

    of: str
    """The record: `claim:x`."""
    what: What
    item: str = ""
    """Which of several: the other name, the party, the relation and the other record."""


class Change(Struct, frozen=True, order=True, array_like=True, gc=False):
    """One thing that two editions do not say alike."""

    fact: Fact
    was: str | None
    """What the earlier one says; None where it says nothing of it."""
    now: str | None
    """What the later one says."""


class EditionChanges(Struct, frozen=True, kw_only=True, gc=False):
    """What the edition of a day changed."""

    day: str
    """YYYY-MM-DD."""
    changes: tuple[Change, ...]


class KeptChanges(Struct, frozen=True, kw_only=True):
    """What the published edition says, and what each edition has changed."""

    facts: Mapping[Fact, str] = field(default_factory=dict)
    day: str = ""
    """Of the published edition."""
    editions: tuple[EditionChanges, ...] = ()
    """Newest first."""
    file: bytes = b""
    """The file that they were read from."""


def read_kept_changes(data: bytes) -> tuple[KeptChanges, tuple[Diagnostic, ...]]:
    """Read the file.

    Returns:
        What it has, and what is wrong with it. With any problem nothing may be published: what is
        not read would be lost with the next edition.
    """
    facts: dict[Fact, str] = {}
    found: dict[str, list[Change]] = {}
    wrong: list[Diagnostic] = []
    here, day = "", ""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip():
            continue
        match _values(line):
            case ["edition", str(of)] if is_date(of):
                here = of
                found.setdefault(of, [])
            case ["facts", str(of)] if is_date(of):
                here, day = "", max(day, of)
            case [str(), str(), str(), str()] as values if not here and _is_fact(values):
                facts[Fact(*values[:3])] = values[3]
            case [str(), str(), str(), was, now] as values if here and _is_fact(values):
                if isinstance(was, str | None) and isinstance(now, str | None):
                    found[here].append(Change(Fact(*values[:3]), was, now))
            case _:
                wrong.append(_wrong(number))
    editions = tuple(
        EditionChanges(day=of, changes=tuple(changes))
        for of, changes in sorted(found.items(), reverse=True)
        if changes
    )
    return KeptChanges(facts=facts, day=day, editions=editions, file=data), tuple(wrong)


def write_out(kept: KeptChanges) -> bytes:
    """The content of the file; the same bytes for the same changes."""
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in _lines(kept)).encode()


def _lines(kept: KeptChanges) -> Iterator[list[str | None]]:
    for edition in kept.editions:
        yield ["edition", edition.day]
        for one in edition.changes:
            yield [one.fact.of, one.fact.what, one.fact.item, one.was, one.now]
    yield ["facts", kept.day]
    for fact, said in sorted(kept.facts.items()):
        yield [fact.of, fact.what, fact.item, said]


def _values(line: str) -> list[Any]:
    try:
        values = json.loads(line)
    except ValueError:
        return []
    return values if isinstance(values, list) else []


def _is_fact(values: list[Any]) -> bool:
    return values[0].startswith(_RECORDS) and values[1] in get_args(What)


def _wrong(line: int) -> Diagnostic:
    return Diagnostic(
        code="disc-changes",
        path=FILE,
        span=Span(line=line, column=1),
        message="this line is neither an edition, a change of one, nor a fact",
        hint="take the file back from version control; where two versions were joined, keep the"
        " lines of both, without the marks between them",
    )
