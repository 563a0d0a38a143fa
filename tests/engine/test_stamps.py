"""Stamps leave out no cell that has changed, and few cells are asked where little has."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.engine.reads import Reads
from dossierpress.engine.stamping_rules import BY_ROW, NEVER, WHOLE, Stamping
from dossierpress.engine.store import Store
from dossierpress.engine.table_stamps import Stamps
from dossierpress.engine.traces import Traces
from dossierpress.kernel.key import Key

ROWS = st.dictionaries(st.integers(0, 40), st.integers(0, 2), max_size=20)
QUESTIONS = ("value", "has", "keys", "count", "any")


def tables(rows: Mapping[int, int], others: Mapping[int, int]) -> Reads:
    """A table of every kind, made of some rows."""
    reads = Reads()
    for name, stamping in {"whole": WHOLE, "by row": BY_ROW, "never": NEVER}.items():
        reads.table(name, rows, key_type=int, stamping=stamping)
    reads.table("others", others, key_type=int, stamping=BY_ROW)
    reads.table("last others", others, key_type=int)
    sums = {key: (value, others.get(key)) for key, value in rows.items()}
    reads.table("sums", sums, key_type=int, stamping=Stamping(follows=("by row", "others")))
    most = {key: (value, max(others.values(), default=0)) for key, value in rows.items()}
    reads.table(
        "most", most, key_type=int, stamping=Stamping(follows=("by row",), wholly=("last others",))
    )
    tens = {(key, "place"): value for key, value in rows.items()}
    reads.table(
        "places",
        tens,
        key_type=tuple[int, str],
        stamping=Stamping(follows=("by row",), row_of=lambda key: key[0]),
    )
    by_key = {Key(type="entity", id=str(key)): value for key, value in rows.items()}
    reads.table("by key", by_key, key_type=Key, stamping=BY_ROW)
    by_id = {str(key): value for key, value in rows.items()}
    reads.table("by id", by_id, stamping=Stamping(follows=("by key",)))
    reads.table("parity", rows, key_type=int, stamping=Stamping(of=rows.__getitem__, by_row=True))
    return reads


def read_one(reads: Reads, name: str, number: int) -> bytes:
    """Ask every question to a table, about one key."""
    table = reads.tables[name]
    key: object = {
        "places": (number, "place"),
        "by key": Key(type="entity", id=str(number)),
        "by id": str(number),
    }.get(name, number)
    return repr((table.get(key), key in table)).encode()


@given(st.lists(st.tuples(ROWS, ROWS), min_size=2, max_size=5))
def test_results_are_those_of_a_build_from_nothing_whatever_the_stamps(
    history: list[tuple[Mapping[int, int], Mapping[int, int]]],
) -> None:
    with Store() as store:
        for rows, others in history:
            reads = tables(rows, others)
            traces = Traces("work", "code", reads, store)
            for name in reads.tables:
                for number in range(0, 41, 8):
                    work = f"{name} {number}"
                    known = traces.result(work)
                    if known is None:
                        with reads.recorded() as cells:
                            known = read_one(reads, name, number)
                        traces.keep(work, cells, known)
                    assert read_one(tables(rows, others), name, number) == known
            traces.save()


def asked_for(
    edited: Mapping[int, int], stamping: Stamping, monkeypatch: pytest.MonkeyPatch
) -> int:
    """How many cells are asked in the build after an edit of a table of 3,000 rows."""
    rows = dict.fromkeys(range(3000), 0)
    asked: list[object] = []
    with Store() as store:
        for now in (rows, {**rows, **edited}):
            reads = Reads()
            table = reads.table("rows", now, key_type=int, stamping=stamping)
            with monkeypatch.context() as patched:
                digest = reads.digest
                patched.setattr(
                    reads, "digest", lambda cell, d=digest: asked.append(cell) or d(cell)
                )
                asked.clear()
                traces = Traces("work", "code", reads, store)
                again = len(asked)
            for key in rows:
                if traces.result(str(key)) is None:
                    with reads.recorded() as cells:
                        table[key]
                    traces.keep(str(key), cells, b"")
            traces.save()
    return again


def test_few_cells_are_asked_where_few_rows_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_for({}, WHOLE, monkeypatch) == 0
    assert asked_for({7: 1}, WHOLE, monkeypatch) == 3000
    assert asked_for({}, BY_ROW, monkeypatch) == 0
    assert 1 <= asked_for({7: 1}, BY_ROW, monkeypatch) < 15
    assert asked_for({7: 1}, NEVER, monkeypatch) == 3000


def test_a_key_that_no_row_had_is_in_a_bucket_too() -> None:
    before, after = Reads(), Reads()
    before.table("rows", {}, key_type=int, stamping=BY_ROW)
    table = after.table("rows", {5: 1}, key_type=int, stamping=BY_ROW)
    stamps = Stamps(after.tables, Stamps(before.tables, {}).of_tables())

    assert set(stamps.buckets(table, [5])) == stamps.suspects(table)


def test_what_is_kept_does_not_grow_with_the_number_of_builds() -> None:
    sizes = []
    with Store() as store:
        for build in range(300):
            reads = Reads()
            table = reads.table("rows", dict.fromkeys(range(50), build), key_type=int)
            other = reads.table("others", dict.fromkeys(range(1000), 0), key_type=int)
            traces = Traces("work", "code", reads, store)
            for name in range(20):
                if traces.result(str(name)) is None:
                    with reads.recorded() as cells:
                        for key in range(50):
                            other[50 * name + key]
                        if not name:
                            table[build % 50]
                    traces.keep(str(name), cells, b"")
            traces.save()
            sizes.append(len(store.find("traces", ["work"])["work"]))

    assert max(sizes) < 3 * sizes[0]
