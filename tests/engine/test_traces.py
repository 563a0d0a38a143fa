"""Work is done again where something that it has read is different now, and nowhere else."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dossierpress.engine import Cell, Reads, Table, Traces
from dossierpress.engine.reads import digest_of
from dossierpress.model.key import Key
from dossierpress.store import Store

Tables = Mapping[str, Mapping[str, int]]
NAMES = ("heads", "bodies")
KEYS = ("a", "b", "c", "d")
QUESTIONS = ("value", "keys", "count", "any")
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


def test_what_is_used_again_counts_as_read_by_whoever_uses_it() -> None:
    reads = Reads()
    table = reads.table("heads", {"a": 1})
    kept: dict[str, tuple[int, frozenset[Cell]]] = {}
    seen = []
    for _ in range(2):
        with reads.recorded() as cells:
            assert 1 == reads.memo(kept, "a", lambda: table["a"])
        seen.append(cells)

    assert [{("heads", "value", "a")}] * 2 == seen


def test_work_within_work_is_read_by_both() -> None:
    reads = Reads()
    table = reads.table("heads", {"a": 1, "b": 2})
    with reads.recorded() as outer:
        table["a"]
        with reads.recorded() as inner:
            table["b"]

    assert {("heads", "value", "b")} == inner
    assert {("heads", "value", "a"), ("heads", "value", "b")} == outer


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
    with pytest.raises(TypeError, match="a table holds no object"):
        digest_of(object())
