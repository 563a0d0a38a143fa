"""Results are written as they come, and are believed only with the trace that tells of them."""

from collections.abc import Iterable

import pytest

from dossierpress.engine import results as results_of_work
from dossierpress.engine.reads import Reads
from dossierpress.engine.results import Results
from dossierpress.engine.store import Store, StoreTable


def reads() -> Reads:
    made = Reads()
    made.table("names", {"a": "Amsel"})
    return made


def test_no_more_results_wait_in_memory_than_are_written_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results_of_work, "_TOGETHER", 3)
    written: list[int] = []

    class Counted(Store):
        def keep(self, table: StoreTable, values: dict[str, bytes]) -> None:  # type: ignore[override]
            if table == "texts":
                written.append(len(values))
            super().keep(table, values)

    with Counted() as store:
        results = Results("texts", "code", reads(), store)
        for number in range(8):
            results.keep(f"{number}", (), b"made")
        assert written == [3, 3]
        results.save()
        assert written == [3, 3, 2]
        again = Results("texts", "code", reads(), store)
        assert set(again.find(str(number) for number in range(8))) == {b"made"}


def test_what_was_written_without_its_trace_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results_of_work, "_TOGETHER", 1)
    with Store() as store:
        results = Results("texts", "code", reads(), store)
        results.keep("one", (), b"old")
        results.save()
        # A build that ends in the middle.
        Results("texts", "code", reads(), store).keep("one", (), b"half a build")
        assert [*Results("texts", "code", reads(), store).find(["one"])] == [None]


def test_what_a_build_has_left_that_was_killed_is_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results_of_work, "_TOGETHER", 1)
    with Store() as store:
        results = Results("texts", "code", reads(), store)
        results.keep("one", (), b"made")
        results.save()
        killed = Results("texts", "code", reads(), store)
        assert [*killed.find(["one"])] == [b"made"]
        killed.keep("two", (), b"withdrawn before anybody saw it")
        assert set(store.keys("texts")) == {"one", "two"}
        after = Results("texts", "code", reads(), store)
        assert [*after.find(["one"])] == [b"made"]
        after.save()
        assert set(store.keys("texts")) == {"one"}


def test_no_more_results_are_read_together_than_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results_of_work, "_TOGETHER", 3)
    asked: list[int] = []

    class Counted(Store):
        def find(self, table: StoreTable, keys: Iterable[str]) -> dict[str, bytes]:
            wanted = tuple(keys)
            if table == "texts":
                asked.append(len(wanted))
            return super().find(table, wanted)

    with Counted() as store:
        results = Results("texts", "code", reads(), store)
        for number in range(8):
            results.keep(f"{number}", (), f"made {number}".encode())
        results.save()
        again = Results("texts", "code", reads(), store)
        found = again.find([*"0123", "none", *"4567"])
        assert (next(found), asked) == (b"made 0", [3])
        assert [*found] == [b"made 1", b"made 2", b"made 3", None] + [
            f"made {number}".encode() for number in range(4, 8)
        ]
        assert asked == [3, 2, 3]
        again.save()
        assert len(store.keys("texts")) == 8
