"""Rows are written as they come, read when somebody asks, and believed only with their trace."""

import os
from collections.abc import Callable, Iterable

import pytest
from msgspec import Struct
from msgspec.msgpack import decode, encode

from dossierpress.engine import kept
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.engine.forked import forked
from dossierpress.engine.kept import Kept
from dossierpress.engine.reads import Reads
from dossierpress.engine.results import Results
from dossierpress.engine.store import Store, StoreTable


class Text(Struct, frozen=True, array_like=True):
    title: str
    body: Kept


def long(words: str) -> bytes:
    """Too long to stand in a trace."""
    return words.encode() + b"." * kept.SHORT


def text(words: str) -> Text:
    return Text(title=words.capitalize(), body=Kept.of(long(words)))


def never(work: str) -> Text:
    raise AssertionError(f"`{work}` was made again")


def results_in(store: Store, again: Callable[[str], Text] = never) -> Results[Text]:
    reads = Reads()
    reads.table("names", {"a": "Amsel"})
    return Results("texts", "code", reads, store, type_=Text, again=again)


class Counted(Store):
    """A store that knows how many rows are written and read together."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[int] = []
        self.asked: list[str] = []

    def keep(self, table: StoreTable, values: dict[str, bytes]) -> None:  # type: ignore[override]
        if table == "texts":
            self.written.append(len(values))
        super().keep(table, values)

    def find(self, table: StoreTable, keys: Iterable[str]) -> dict[str, bytes]:
        wanted = tuple(keys)
        if table == "texts":
            self.asked += wanted
        return super().find(table, wanted)


def test_no_more_rows_wait_in_memory_than_are_written_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "_TOGETHER", 3)
    with Counted() as store:
        results = results_in(store)
        for number in range(8):
            results.keep(f"{number}", (), text("made"))
            results.add(results.part())
        assert store.written == [3, 3]
        results.save()
        assert store.written == [3, 3, 2]


def test_a_row_is_read_when_somebody_asks_for_it_and_no_other() -> None:
    with Counted() as store:
        results = results_in(store)
        for number in range(8):
            results.keep(f"{number}", (), text(f"made {number}"))
        results.save()
        again = results_in(store)
        found = [again.find(work) for work in (*"0123", "none", *"4567")]
        assert [one and one.title for one in found] == [
            *(f"Made {number}" for number in range(4)),
            None,
            *(f"Made {number}" for number in range(4, 8)),
        ]
        assert store.asked == []
        assert found[2] is not None
        assert (found[2].body.data, store.asked) == (long("made 2"), ["2"])
        assert found[2] == text("made 2")
        again.save()
        assert len(store.keys("texts")) == 8


def test_a_result_with_another_row_has_another_digest() -> None:
    with Store() as store:
        results = results_in(store)
        for work, body in (("one", long("a")), ("same", long("a")), ("other", long("b"))):
            results.keep(work, (), Text(title="The same", body=Kept.of(body)))
        results.add(results.part())
        assert results.digest("one") == results.digest("same") != results.digest("other")
        results.save()
        again = results_in(store)
        assert again.find("one")
        assert again.digest("one") == results.digest("one")


def test_what_is_short_stands_in_the_trace_and_is_no_row() -> None:
    short = Text(title="Short", body=Kept.of(b"of few words"))
    with Counted() as store:
        results = results_in(store)
        results.keep("one", (), short)
        results.save()
        assert store.keys("texts") == ()
        again = results_in(store)
        found = again.find("one")
        assert found is not None
        assert (found, found.body.data, store.asked) == (short, b"of few words", [])
        assert again.digest("one") == results.digest("one")


def test_a_row_goes_when_what_it_held_has_become_short() -> None:
    with Store() as store:
        for body in (long("withdrawn since"), b"short"):
            results = results_in(store)
            results.keep("one", (), Text(title="Text", body=Kept.of(body)))
            results.save()
        assert store.keys("texts") == ()


@pytest.mark.parametrize("lost", ["gone", "written by a build that was killed"])
def test_a_row_that_is_not_that_of_the_trace_is_made_again_and_kept(lost: str) -> None:
    made: list[str] = []

    def again(work: str) -> Text:
        made.append(work)
        return text("right")

    with Store() as store:
        results = results_in(store)
        results.keep("one", (), text("right"))
        results.save()
        if lost == "gone":
            store.sweep("texts", ())
        else:
            store.keep("texts", {"one": b"half a build"})
        for _ in range(2):
            found = results_in(store, again).find("one")
            assert found is not None
            assert found.body.data == long("right")
            assert made == ["one"]


def test_what_a_build_has_left_that_was_killed_is_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "_TOGETHER", 1)
    with Store() as store:
        results = results_in(store)
        results.keep("one", (), text("made"))
        results.save()
        killed = results_in(store)
        assert killed.find("one") == text("made")
        killed.keep("two", (), text("withdrawn before anybody saw it"))
        killed.add(killed.part())
        assert set(store.keys("texts")) == {"one", "two"}
        after = results_in(store)
        assert after.find("one")
        after.save()
        assert set(store.keys("texts")) == {"one"}


def test_a_result_that_does_not_last_is_had_once_and_leaves_nothing() -> None:
    with Counted() as store:
        results = results_in(store)
        results.keep("one", (), text("made"))
        results.keep("passing", (), text("told anew"), lasts=False)
        found = results.add(results.part())
        results.save()
        assert found == {"one": text("made"), "passing": text("told anew")}
        assert found["passing"].body.data == long("told anew")
        assert store.keys("texts") == ("one",)
        assert results_in(store).find("passing") is None
        assert store.asked == []


@pytest.mark.alone
def test_results_of_another_process_are_those_of_this_one() -> None:
    def work(batch: tuple[int, ...]) -> bytes:
        for number in batch:
            with results.traces._reads.recorded() as cells:
                assert names.get("a") == "Amsel"
            results.keep(f"{number}", cells, text(f"{number}"))
        return encode((os.getpid(), results.part()))

    with Store() as store:
        reads = Reads()
        names = reads.table("names", {"a": "Amsel"})
        results = Results("texts", "code", reads, store, type_=Text, again=never)
        found: dict[str, Text] = {}
        where = set()
        with PoolWhenItPays(2) as executor:
            for done in forked(work, [(number,) for number in range(90)], executor=executor):
                process, part = decode(done)
                where.add(process)
                found |= results.add(part)
        results.save()
        assert len(where) > 1
        assert found == {f"{number}": text(f"{number}") for number in range(90)}
        again = results_in(store)
        assert found == {work: again.find(work) for work in found}
