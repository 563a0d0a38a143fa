"""What the cache holds, so that two caches can be compared row for row, and what is read of it."""

import sqlite3
from array import array
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.msgpack import Decoder

from dossierpress.engine import results
from dossierpress.facts import parse_results
from dossierpress.model import content

_KEPT = Decoder()


def make_each_text_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of its own, however short it is."""
    for module in (results, parse_results):
        monkeypatch.setattr(module, "SHORT", 0)


def forget_what_was_read() -> None:
    """As in a new process."""
    for remembered in (content._body, content._places, parse_results._parts):
        remembered.cache_clear()


def rows_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Table of the cache in a folder -> key -> value; traces as what they say.

    Left out is what depends on more than the dossier: what the system said of files, which
    templates this process has compiled already, and what the edition before had in it.
    """
    with closing(sqlite3.connect(folder / "dossier.sqlite")) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {
            # A row that holds nothing is as good as none.
            name: dict(connection.execute(f"SELECT key, value FROM {name} WHERE value != x''"))
            for name in names
            if name not in ("files", "standing", "themes")
        }
    found["looked"].pop("earlier", None)
    found["traces"] = {key: said(value) for key, value in found["traces"].items()}
    return found


def said(value: bytes) -> Any:
    """What traces say, whatever the numbers of their cells, and the stamps of the tables."""
    key, _, groups, digests, _, work, stamps = _KEPT.decode(value)
    cells = [
        (name, question, repr(about), bucket)
        for name, question, abouts, buckets in groups
        for about, bucket in zip(abouts, array("H", buckets), strict=True)
    ]
    size = len(digests) // len(cells) if cells else 0
    told = [(cell, digests[at * size : (at + 1) * size]) for at, cell in enumerate(cells)]
    traces = {
        name: (frozenset(told[number] for number in array("I", numbers)), result)
        for name, (numbers, result) in work.items()
    }
    stamped = {f"stamp of {name}": (frozenset(), stamp) for name, stamp in stamps.items()}
    return key, {**traces, **stamped}


def differences(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> list[Any]:
    """Where two caches differ: (table, key), and for traces the work and the cells of one alone."""
    found: list[Any] = []
    for table in sorted(one.keys() | other.keys()):
        rows, others = one.get(table, {}), other.get(table, {})
        for key in sorted(rows.keys() | others.keys()):
            if rows.get(key) == others.get(key):
                continue
            if table == "traces" and key in rows and key in others:
                found += _of_work(rows[key][1], others[key][1])
            else:
                found.append((table, key, key in rows, key in others))
    return found


def _of_work(one: dict[str, Any], other: dict[str, Any]) -> list[Any]:
    found = []
    for name in sorted(one.keys() | other.keys()):
        cells, result = one.get(name, (frozenset(), None))
        others, another = other.get(name, (frozenset(), None))
        if (cells, result) != (others, another):
            found.append((name, cells - others, others - cells, result == another))
    return found
