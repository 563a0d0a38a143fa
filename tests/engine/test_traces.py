"""Work is done again where something that it has read is different now, and nowhere else."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct

from dossierpress.engine.encoding import digest_of
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store
from dossierpress.engine.tables import Cell, Table
from dossierpress.engine.traces import Traces
from dossierpress.kernel.key import Key

Tables = Mapping[str, Mapping[str, int]]
NAMES = ("heads", "bodies")
KEYS = ("a", "b", "c", "d")
QUESTIONS = ("value", "has", "keys", "count", "any")
TABLES = st.fixed_dictionaries(
    {name: st.dictionaries(st.sampled_from(KEYS), st.integers(0, 2)) for name in NAMES}
)
CELLS = st.tuples(st.sampled_from(NAMES), st.sampled_from(QUESTIONS), st.sampled_from(KEYS))
WORK = st.dictionaries(st.sampled_from(("p", "q", "r")), st.lists(CELLS, max_size=5))


def ask(table: Table[str, int], question: str, key: str) -> object:
    """An answer of a table."""
    match question:
        case "value":
            return table.get(key)
        case "has":
            return key in table
        case "keys":
            return tuple(table)
        case "count":
            return len(table)
        case _:
            return bool(table)


def build(
    tables: Tables, work: Mapping[str, list[Cell]], store: Store, key: str = "code"
) -> tuple[dict[str, str], set[str]]:
    """(result of each piece of work, those that were done)."""
    reads = Reads()
    tracked = {name: reads.table(name, values) for name, values in tables.items()}
    traces = Traces("work", key, reads, store)
    results, done = {}, set()
    for name, questions in work.items():
        known = traces.result(name)
        if known is None:
            with reads.recorded() as cells:
                # Which questions come later depends on the answers that came first.
                answers: list[object] = []
                for table, question, about in questions:
                    answers.append(ask(tracked[table], question, about))
                    if answers[-1] == 2:
                        break
            known = repr(answers).encode()
            traces.keep(name, cells, known)
            done.add(name)
        results[name] = known.decode()
    traces.save()
    return results, done


def answers(tables: Tables, work: Mapping[str, list[Cell]]) -> dict[str, str]:
    """What a build from nothing says."""
    with Store() as nothing:
        return build(tables, work, nothing)[0]


@given(st.lists(TABLES, min_size=1, max_size=6), WORK)
def test_results_are_those_of_a_build_from_nothing_after_any_history(
    history: list[Tables], work: Mapping[str, list[Cell]]
) -> None:
    with Store() as store:
        for tables in history:
            assert answers(tables, work) == build(tables, work, store)[0]


@given(TABLES, TABLES, WORK)
def test_only_work_that_read_what_has_changed_is_done_again(
    before: Tables, after: Tables, work: Mapping[str, list[Cell]]
) -> None:
    with Store() as store:
        build(before, work, store)
        again = build(after, work, store)[1]

    changed = {
        name
        for name, was in answers(before, work).items()
        if was != answers(after, {name: work[name]})[name]
    }
    assert changed == again


def test_what_was_absent_and_exists_now_is_a_change() -> None:
    work: dict[str, list[Cell]] = {"page": [("heads", "value", "new")], "other": []}
    with Store() as store:
        build({"heads": {}}, work, store)

        assert ({"page": "[1]", "other": "[]"}, {"page"}) == build(
            {"heads": {"new": 1}}, work, store
        )


def test_a_table_that_is_gone_makes_its_readers_stale_and_nobody_else() -> None:
    with Store() as store:
        build({"heads": {"a": 1}, "bodies": {}}, {"p": [("heads", "value", "a")], "q": []}, store)

        assert {"p"} == build({"bodies": {}}, {"p": [("bodies", "any", "")], "q": []}, store)[1]


def test_other_code_believes_nothing() -> None:
    work: dict[str, list[Cell]] = {"page": []}
    with Store() as store:
        build({}, work, store)
        assert set() == build({}, work, store)[1]
        assert {"page"} == build({}, work, store, key="other code")[1]


def test_work_that_is_not_asked_for_is_forgotten_and_so_are_its_cells() -> None:
    many: dict[str, list[Cell]] = {
        f"page-{number}": [("heads", "value", f"key-{number}")] for number in range(100)
    }
    one = {"page-1": many["page-1"]}
    sizes = []
    with Store() as store:
        for work in (many, one, {**one, "new": [("heads", "any", None)]}, one):
            build({"heads": {}}, work, store)
            sizes.append(len(store.find("traces", ["work"])["work"]))

    assert sizes[-1] < sizes[0] / 10


def read_in(reads: Reads, numbers: set[int]) -> set[Cell]:
    """The cells that some work has read."""
    return {reads.cells[number] for number in numbers}


def test_what_is_used_again_counts_as_read_by_whoever_uses_it() -> None:
    reads = Reads()
    table = reads.table("heads", {"a": 1})
    kept: dict[str, tuple[int, frozenset[int]]] = {}
    seen = []
    for _ in range(2):
        with reads.recorded() as numbers:
            assert 1 == reads.memo(kept, "a", lambda key, of: of[key], table)
        seen.append(read_in(reads, numbers))

    assert [{("heads", "value", "a")}] * 2 == seen


def test_work_within_work_is_read_by_both() -> None:
    reads = Reads()
    table = reads.table("heads", {"a": 1, "b": 2})
    with reads.recorded() as outer:
        table["a"]
        with reads.recorded() as inner:
            table["b"]

    assert {("heads", "value", "b")} == read_in(reads, inner)
    assert {("heads", "value", "a"), ("heads", "value", "b")} == read_in(reads, outer)


class Body(Struct, frozen=True):
    text: str
    words: int


class Text(Struct, frozen=True):
    title: str
    body: Body


def test_a_record_is_read_field_by_field_as_deep_as_it_is_opened() -> None:
    reads = Reads()
    records = reads.records("texts", {"a": Text("A", Body("one two", 2))}, opened=("body",))
    with reads.recorded() as numbers:
        assert ("A", 2) == (records["a"].title, records["a"].body.words)
        assert records.get("b") is None
    assert read_in(reads, numbers) == {
        *((("texts", "has", key)) for key in "ab"),
        ("texts", "field", ("a", "title")),
        ("texts", "field", ("a", "body.words")),
    }
    with pytest.raises(KeyError):
        records["b"]


def test_who_counts_a_list_or_takes_a_stretch_of_it_has_read_no_more() -> None:
    reads = Reads()
    lists = reads.lists("tags", {"a": (1, 2, 3)})
    with reads.recorded() as numbers:
        assert 3 == len(lists["a"])
    assert {("tags", "length", "a")} == read_in(reads, numbers)
    with reads.recorded() as numbers:
        assert (2, 3) == lists["a"][1:9]
        assert 3 == lists["a"][-1]
    assert read_in(reads, numbers) == {
        ("tags", "length", "a"),
        ("tags", "part", ("a", 1, 3)),
        ("tags", "part", ("a", 2, 3)),
    }
    with reads.recorded() as numbers:
        assert [1, 2, 3] == list(lists["a"])
        assert 1 in lists["a"]
        assert () == lists.get("b", ())
    assert read_in(reads, numbers) == {
        ("tags", "length", "a"),
        ("tags", "value", "a"),
        ("tags", "length", "b"),
    }


def digests(reads: Reads, *cells: Cell) -> list[bytes]:
    return [reads.digest(cell) for cell in cells]


def test_each_question_has_a_digest_of_its_own_answer() -> None:
    asked: tuple[Cell, ...] = (
        ("texts", "field", ("a", "title")),
        ("texts", "field", ("a", "body.text")),
        ("texts", "has", "a"),
        ("tags", "length", "a"),
        ("tags", "part", ("a", 0, 1)),
        ("tags", "part", ("a", 1, 2)),
    )

    def told(text: str, tags: tuple[int, ...]) -> list[bytes]:
        reads = Reads()
        reads.records("texts", {"a": Text("A", Body(text, 2))}, opened=("body",))
        reads.lists("tags", {"a": tags})
        return digests(reads, *asked)

    before, after = told("one", (1, 2)), told("two", (1, 3))

    assert [False, True, False, False, False, True] == [
        one != other for one, other in zip(before, after, strict=True)
    ]


def test_an_answer_is_found_out_for_whatever_is_asked() -> None:
    reads = Reads()
    sizes: Table[str, int] = reads.answers("sizes", len)
    with reads.recorded() as numbers:
        assert 3 == sizes["abc"]
    assert {("sizes", "value", "abc")} == read_in(reads, numbers)
    assert digest_of(3) == reads.digest(("sizes", "value", "abc"))


def test_what_is_kept_names_nothing_that_nobody_reads_any_more() -> None:
    """Not even an id: a record that is withdrawn is not to be found in the cache."""
    with Store() as store:
        for names in (("a", "b"), ("b",)):
            tables: Tables = {"heads": dict.fromkeys(("hidden-source", "b"), 1)}
            work: dict[str, list[Cell]] = {
                name: [("heads", "value", "hidden-source" if name == "a" else "b")]
                for name in names
            }
            build(tables, work, store)
            kept = store.find("traces", ["work"])["work"]
            assert ("a" in names) == (b"hidden-source" in kept)


def test_keys_can_be_any_value_that_can_be_written(tmp_path: Path) -> None:
    key = Key(type="article", id="x")
    for number in range(2):
        reads = Reads()
        table = reads.table("bodies", {key: "text"}, key_type=Key)
        with Store(tmp_path) as store:
            traces = Traces("work", "code", reads, store)
            assert (None, b"done")[number] == traces.result("page")
            with reads.recorded() as cells:
                table[key]
            traces.keep("page", cells, b"done")
            traces.save()


def test_no_two_tables_have_one_name() -> None:
    reads = Reads()
    reads.table("heads", {})
    with pytest.raises(ValueError, match="two tables `heads`"):
        reads.table("heads", {})


def test_a_digest_tells_text_from_html_and_one_order_from_another() -> None:
    assert digest_of("<b>") != digest_of(Markup("<b>"))
    assert digest_of({"a": 1, "b": 2}) != digest_of({"b": 2, "a": 1})
    assert digest_of((10**30, "year")) != digest_of((10**31, "year"))
    with pytest.raises(TypeError, match="a table holds no object"):
        digest_of(object())


def test_work_that_is_not_done_asks_no_table_and_leaves_nothing_of_other_code() -> None:
    class Unread(dict[str, int]):
        def __iter__(self) -> Iterator[str]:
            raise AssertionError("nobody has asked")

        items = values = keys = __iter__  # type: ignore[assignment]

    reads = Reads()
    reads.table("values", Unread(a=1))
    with Store() as store:
        for before in ({}, {"work": b"of other code"}):
            store.keep("traces", before)
            Traces("work", "code", reads, store).save()
            assert {"work": b""} == {"work": b"", **store.find("traces", ["work"])}
