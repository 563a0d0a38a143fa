"""A text is read and woven again where that can give something else, and nowhere else."""

import contextlib
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolving import AS_OF, content_file, site_config

from building import SMALL
from dossierpress.engine import results
from dossierpress.engine.encoding import encoded
from dossierpress.engine.kept import Kept
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import FILE, Store
from dossierpress.engine.tables import Cell, Table
from dossierpress.engine.traces import Traces
from dossierpress.facts.parse_results import decode_parsed, encode_parsed
from dossierpress.facts.records import parse_file
from dossierpress.indexes import text_linking, text_reading
from dossierpress.indexes.checks import private_names
from dossierpress.indexes.checks.private_names import PrivateNameCheck
from dossierpress.indexes.published_dossier import forget, resolve
from dossierpress.indexes.text_reading import track_dossier
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.links import mention_linking
from dossierpress.links.names.search import ChangedNames
from dossierpress.model import content
from dossierpress.model.body import Body
from dossierpress.model.content import Parsed
from dossierpress.model.site import Site
from dossierpress.records.lookup import Lookup
from dossierpress.schema.read_site import parse_config
from dossierpress.schema.stand_ins import StandIns

SETTINGS = "title: Test\n"
LATER = datetime(2024, 8, 1, tzinfo=UTC)

RICH: Mapping[str, str | bytes] = {
    path.removeprefix("content/"): text
    for path, text in SMALL.items()
    if path.startswith("content/")
} | {
    "articles/third.md": (
        "---\ntitle: Third\nentities:\n  - {id: lena, as: [the director]}\n---\n\n"
        "## Links\n\nThe director and Lena read The Courier’s Yard in Amsel.\n\n"
        "[there](closes.md#after), [[closes#after]], [[opens|Acme Yards]], ![](../media/quay.png)\n"
        "\n> Somebody.[^n]\n\n[^n]: [Amsel]{entity=amsel}, [[nobody]] and [a](../nowhere.md).\n"
    ),
    "articles/hiding.md": (
        "---\ntitle: Hiding\nstatus: draft\n---\n\nIda Quill and The Old Works in [[third]].\n"
    ),
    "entities/ida.md": (
        "---\nkind: person\nname: Ida Quill\nprivate: true\naliases: [Quill]\n---\n\n"
        "She met [[lena]].\n"
    ),
    "articles/of-ida.md": (
        "---\ntitle: Of somebody\n---\n\nIda Quill met [[ida]] and Lena Marek.\n"
        "See [[third#links]].\n"
    ),
    "entities/works.yml": "- {id: works, kind: organization, name: The Old Works}\n",
}
"""What texts can look up, at least once each; and mistakes."""


@cache
def parsed(path: str, text: str | bytes, config: str) -> Parsed:
    """What a file says, as it comes from the cache."""
    encoded = encode_parsed(parse_file(content_file(path, text), parse_config(site_config(config))))
    made = decode_parsed(encoded.entry, lambda _: encoded.row)
    assert made is not None
    return made


def build(
    files: Mapping[str, str | bytes],
    store: Store | None = None,
    *,
    config: str = SETTINGS,
    as_of: datetime = AS_OF,
    numbers: StandIns | None = None,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The dossier of these files below content/."""
    media = [content_file(path, text) for path, text in files.items() if path.startswith("media/")]
    texts = [
        parsed(path, text, config) for path, text in files.items() if not path.startswith("media/")
    ]
    numbers = StandIns() if numbers is None else numbers
    return resolve(texts, media, site_config(config), as_of=as_of, numbers=numbers, store=store)


class Counted:
    """Which texts were read and linked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        self.linked: list[str] = []
        self.checked: list[str] = []
        read, link, check = (
            text_reading.read_text,
            mention_linking.link_mentions,
            PrivateNameCheck.check,
        )

        def counted_read(subject: Any, *rest: Any) -> Any:
            self.read.append(subject.key.id)
            return read(subject, *rest)

        def counted_link(subject: Any, *rest: Any) -> Any:
            self.linked.append(subject.key.id)
            return link(subject, *rest)

        def counted_check(guard: PrivateNameCheck, subject: Any, *rest: Any) -> Any:
            self.checked.append(subject.key.id)
            return check(guard, subject, *rest)

        monkeypatch.setattr(PrivateNameCheck, "check", counted_check)
        monkeypatch.setattr(text_reading, "read_text", counted_read)
        monkeypatch.setattr(text_linking, "link_mentions", counted_link)

    def since(self) -> tuple[set[str], set[str]]:
        """(read, linked) since this was asked before."""
        found = set(self.read), set(self.linked)
        self.read.clear()
        self.linked.clear()
        self.checked.clear()
        return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Counts what is done."""
    return Counted(monkeypatch)


def article(body: str, **matter: str) -> str:
    """An article."""
    lines = "".join(f"{name}: {value}\n" for name, value in {"title": "T", **matter}.items())
    return f"---\n{lines}---\n\n{body}\n"


A_TOWN = "Amsel is a town.\n\n## Part\n\nOf it."
TOWN: Mapping[str, str | bytes] = {
    "articles/a.md": article(A_TOWN, title="First"),
    "articles/b.md": article("See [[a]] and [[a#part|there]]."),
    "articles/c.md": article("The Mill in Oberau."),
    "articles/d.md": article("Nothing at all."),
    "articles/e.md": article("See [[later|it]]. ![Quay](../media/quay.png)"),
    "entities/amsel.md": "---\nkind: place\nname: Amsel\n---\n\nA town.\n",
    "entities/list.yml": (
        "- {id: mill, kind: organization, name: The Mill}\n"
        "- {id: other, kind: organization, name: Another}\n"
    ),
    "media/quay.png": b"\x89PNG\r\n\x1a\n",
}


def edited(
    files: Mapping[str, str | bytes], edits: Mapping[str, str | None]
) -> dict[str, str | bytes]:
    """Files with some of them written anew; None takes one away."""
    together = {**files, **edits}
    return {path: text for path, text in together.items() if text is not None}


EDITS: Mapping[str, tuple[Mapping[str, str | None], set[str], set[str]]] = {
    "nothing": ({}, set(), set()),
    "a body": ({"articles/d.md": article("Something else.")}, {"d"}, {"d"}),
    "a body that others link to": (
        {"articles/a.md": article(A_TOWN.replace("town", "city"), title="First")},
        {"a"},
        {"a"},
    ),
    "a title that another text shows": (
        {"articles/a.md": article(A_TOWN, title="Other")},
        {"a", "b"},
        {"a", "b"},
    ),
    "a heading that a link may mean": (
        {"articles/a.md": article(A_TOWN.replace("Part", "Piece"), title="First")},
        {"a", "b"},
        {"a", "b"},
    ),
    "a record that was missing": (
        {"articles/later.md": article("Here it is.")},
        {"later", "e"},
        {"later", "e"},
    ),
    "a record that may be meant": (
        {"articles/laters.md": article("Here it nearly is.")},
        {"laters", "e"},
        {"laters"},
    ),
    "an entity that stands in one text": (
        {"entities/oberau.md": "---\nkind: place\nname: Oberau\n---\n"},
        {"oberau", "c"},
        {"oberau", "c"},
    ),
    "an alias that stands in one text": (
        {
            "entities/list.yml": (
                "- {id: mill, kind: organization, name: The Mill}\n"
                "- {id: other, kind: organization, name: Another, aliases: [Oberau]}\n"
            )
        },
        {"other", "c"},
        {"other", "c"},
    ),
    "an alias that stands nowhere": (
        {
            "entities/list.yml": (
                "- {id: mill, kind: organization, name: The Mill}\n"
                "- {id: other, kind: organization, name: Another, aliases: [Elsewhere]}\n"
            )
        },
        {"other"},
        {"other"},
    ),
    "an entity renamed": (
        {"entities/amsel.md": "---\nkind: place\nname: Oberau\n---\n\nA town.\n"},
        {"amsel", "a", "c"},
        {"amsel", "a", "c"},
    ),
    "an entity of another kind": (
        {"entities/amsel.md": "---\nkind: organization\nname: Amsel\n---\n\nA town.\n"},
        {"amsel"},
        {"amsel", "a"},
    ),
    "an entity that is private now": (
        {"entities/amsel.md": "---\nkind: place\nname: Amsel\nprivate: true\n---\n\nA town.\n"},
        {"amsel", "a"},
        {"a"},
    ),
    "a text that is a draft now": (
        {"articles/a.md": article(A_TOWN, title="First", status="draft")},
        {"a", "b"},
        {"b"},
    ),
    "a file that is gone": ({"articles/a.md": None}, {"b"}, {"b"}),
    "a picture that is gone": ({"media/quay.png": None}, {"e"}, {"e"}),
}
"""What is edited -> the texts that are read again, and woven again."""
STILL = {"a file that is gone": {"b"}, "an entity that is private now": {"a"}}
"""What is read once more where nothing is edited: somebody links to what is not there, or a private
record has a stand-in without a number."""
_OF_LINKS = {"e"}
"""Texts with a mistake for which all records are searched: read in every build, as long as it is
there. (Weaving has its result.)"""


@pytest.mark.parametrize("what", EDITS)
def test_those_texts_alone_are_done_again_that_can_be_different(
    what: str, counted: Counted
) -> None:
    edits, read, linked = EDITS[what]
    files = edited(TOWN, edits)
    with Store() as store:
        build(TOWN, store)
        counted.since()
        again = build(files, store)
        done = counted.since()

        assert build(files) == again
        counted.since()
        build(files, store)
        left = counted.since()

    assert (read | _OF_LINKS, linked) == (done[0] | _OF_LINKS, done[1])
    assert left[0] <= _OF_LINKS | STILL.get(what, set())
    assert set() == left[1]


def test_a_draft_preview_and_a_public_build_share_a_store(counted: Counted) -> None:
    files = edited(TOWN, {"articles/a.md": article("Amsel.", status="draft")})
    shown = edited(TOWN, {"articles/a.md": article("Amsel.", status="published")})
    with Store() as store:
        for _ in range(2):
            assert build(files) == build(files, store)
            assert build(shown) == build(shown, store)
        counted.since()
        build(files, store)

        assert {"c", "d", "mill", "other"}.isdisjoint(set().union(*counted.since()))


def test_numbers_of_stand_ins_are_given_as_in_a_build_from_nothing(counted: Counted) -> None:
    with Store() as store:
        first = build(RICH, store)
        assert build(RICH) == first
        assert build(RICH, store) == first
        numbers = StandIns().and_further(first[0].new_stand_ins)
        assert build(RICH, store, numbers=numbers) == build(RICH, numbers=numbers)
        counted.since()
        build(RICH, store, numbers=numbers)

        assert "of-ida" not in counted.since()[0]


def test_a_last_look_is_had_at_what_can_be_different(counted: Counted) -> None:
    hidden = {
        "entities/ida.md": "---\nkind: person\nname: Ida Quill\nprivate: true\n---\n",
        "articles/d.md": article("Ida Quill and IDA-QUILL and Idas Quill.", title="For Ida Quill"),
    }
    before = edited(TOWN, hidden)
    everything = {"a", "b", "c", "d", "e", "amsel", "mill", "other"}
    edits = {**EDITS["an alias that stands in one text"][0]}
    for changed, checked in (
        ({}, set()),
        ({"articles/b.md": article("Nothing.")}, {"b"}),
        # `d` asks who else is called so.
        (edits, {"c", "d", "other"}),
        ({"entities/ida.md": hidden["entities/ida.md"].replace("Ida Q", "Q")}, everything),
    ):
        with Store() as store:
            build(before, store)
            counted.since()
            after = edited(before, changed)
            made = build(after, store)
            done = set(counted.checked)

            assert build(after) == made
        assert checked == done


def test_texts_and_places_are_decoded_of_those_alone_that_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoded: dict[str, set[Kept]] = {}

    def counted(name: str) -> None:
        decode = getattr(content, name)

        def decode_counted(one: Kept) -> Any:
            decoded.setdefault(name, set()).add(one)
            return decode(one)

        monkeypatch.setattr(content, name, decode_counted)

    def of(name: str) -> set[str]:
        return {one.id for one in records if one.kept in decoded.get(name, ())}

    changed = edited(TOWN, EDITS["a body"][0])
    with Store() as store:
        build(TOWN, store)
        files = {
            path: parsed.__wrapped__(path, text, SETTINGS)
            for path, text in changed.items()
            if not path.startswith("media/")
        }
        media = [content_file("media/quay.png", TOWN["media/quay.png"])]
        counted("_body")
        counted("_places")
        resolve(list(files.values()), media, site_config(SETTINGS), as_of=AS_OF, store=store)

    records = [one for file in files.values() for one in file.records]
    # `e` has a mistake (see above). Of `a`, to which somebody links, the outline is enough.
    assert {"d", "e"} == of("_body")
    assert {"d", "e"} >= of("_places")


def test_texts_of_a_large_dossier_are_decoded_once_but_for_those_that_cite(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More of them than are remembered: each is read, and only then the first is woven."""
    times: Counter[bytes] = Counter()

    class Counting:
        def decode(self, data: Any) -> Body:
            times[bytes(data)] += 1
            return decoder.decode(data)

    decoder = content._BODY
    monkeypatch.setattr(content, "_BODY", Counting())
    cites = "Said so [@courier].\n"
    head = "---\ntitle: A text\ndate: 2020-01-01\nsources: [courier]\n---\n\n"
    texts = {f"articles/a{number}.md": f"{head}Words {number}.\n" for number in range(40)}
    texts |= {f"articles/c{number}.md": f"{head}{cites} {number}\n" for number in range(3)}
    build({**texts, "sources/courier.yml": "- {id: courier, kind: newspaper, name: Courier}\n"})
    assert Counter(times.values())[1] >= len(texts) - 3
    assert sum(times.values()) <= len(texts) + 1 + 3


# After any history

NAMES = ("Acme Yards", "Amsel", "Lena Marek", "Lena", "Quill", "The Old Works", "Courier", "closes")
NAME = st.sampled_from(NAMES)
YES = st.booleans()


@st.composite
def entity(draw: st.DrawFn) -> tuple[str, str]:
    """(path, an entity)."""
    id_ = draw(st.sampled_from(("acme2", "amsel2", "lena", "ida", "works2")))
    matter = [
        f"kind: {draw(st.sampled_from(('person', 'place')))}",
        f"name: {draw(NAME)}",
        f"aliases: [{draw(NAME)}]",
    ]
    matter += [f"weak_aliases: [{draw(NAME)}]"] * draw(YES)
    matter += ["private: true"] * draw(YES)
    matter += ["formerly: [works]"] * draw(YES)
    return f"entities/{id_}.md", "---\n" + "\n".join(matter) + "\n---\n\nOf Amsel and Quill.\n"


@st.composite
def text(draw: st.DrawFn) -> tuple[str, str]:
    """(path, an article)."""
    id_ = draw(st.sampled_from(("closes", "opens", "third", "fourth")))
    lines = draw(
        st.lists(
            st.sampled_from(
                (
                    "Acme Yards spoke to Lena Marek in Amsel.",
                    "Quill wrote to the director-Smith.",
                    "See [[opens]], [[closes#after]] and [[fourth|that]].",
                    "[x](../articles/third.md#links)",
                    "The Amsel Courier says so [@courier].",
                    "The Old Works and [[entity:works]], [Lena]{entity=lena}.",
                    "## After\n\nAmsel’s quay.",
                    "![The quay](../media/quay.png)",
                    "[[nobody]] and [[lenna]].",
                )
            ),
            min_size=1,
            max_size=4,
        )
    )
    matter = {"title": draw(NAME), "status": draw(st.sampled_from(("published", "draft")))}
    if draw(YES):
        matter["entities"] = f"[{{id: {draw(st.sampled_from(('lena', 'ida')))}, as: [Quill]}}]"
    matter |= draw(st.sampled_from(({}, {"date": "2024-07-15"}, {"date": "Y170000002"})))
    if draw(YES):
        matter["sources"] = "[{id: courier, accessed: 2024-07-10}]"
    if draw(YES):
        matter["embargo_until"] = "2024-07-01T00:00:00Z"
    folder = draw(st.sampled_from(("", "", "old/")))
    return f"articles/{folder}{id_}.md", article("\n\n".join(lines), **matter)


GONE = st.sampled_from(
    ("articles/closes.md", "articles/third.md", "entities/ida.md", "entities/works.yml",
     "media/quay.png", "sources/papers.yml", "entities/lena.md")
)  # fmt: skip
EDIT = st.one_of(
    entity().map(lambda one: {one[0]: one[1]}),
    text().map(lambda one: {one[0]: one[1]}),
    GONE.map(lambda path: {path: None}),
    st.just({"media/quay.png": "other"}),
    st.just({"media/quay.pdf": "other"}),
    NAME.map(
        lambda name: {"sources/papers.yml": f"- {{id: courier, kind: newspaper, name: {name}}}\n"}
    ),
    st.sampled_from(("2024-07-20", "2020", "2022?")).map(
        lambda day: {
            "sources/papers.yml": (
                f"- {{id: courier, kind: document, name: The Amsel Courier, published: '{day}'}}\n"
            )
        }
    ),
)
CONFIGS = st.sampled_from(
    (
        SETTINGS,
        SETTINGS,
        SETTINGS,
        "title: Test\npublish_entities: mentioned\n",
        "title: Test\nautolink: all\nseverity: {ref-unknown-name: notice}\n",
        "title: Test\nnames: {Amsel: acme2, Quill: lena}\n",
        "title: Test\nlang: fa\nlimits: {mentions: 3}\n",
    )
)
MOMENTS = st.sampled_from((AS_OF, AS_OF, LATER))
HISTORY = st.lists(st.tuples(EDIT, CONFIGS, MOMENTS), min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@given(HISTORY)
def test_after_any_history_a_dossier_is_that_of_a_build_from_nothing(history: Any) -> None:
    files: dict[str, str | bytes] = dict(RICH)
    numbers = StandIns()
    with Store() as store:
        build(files, store)
        for edits, config, as_of in history:
            files = edited(files, edits)
            expected = build(files, config=config, as_of=as_of, numbers=numbers)
            made = build(files, store, config=config, as_of=as_of, numbers=numbers)
            assert expected == made
            if made[0].new_stand_ins and len(files) % 2:
                numbers = numbers.and_further(made[0].new_stand_ins)


# What is not in a trace has no say


class Lying:
    """Tables that tell something else of all that a piece of work did not ask."""

    def __init__(self, cells: set[Cell]) -> None:
        self.told = {(name, key) for name, question, key in cells if question == "value"}
        self.there = {(name, key) for name, question, key in cells if question == "has"}
        self.listed = {name for name, question, _ in cells if question in ("keys", "count", "any")}

    def about(self, name: str, values: Mapping[Any, Any]) -> Mapping[Any, Any]:
        """The same for what was asked; others have one another's values, or are not there."""
        if name == "fragments":
            return _Fragments(self.told, values)
        others = [key for key in values if (name, key) not in self.told]
        swapped = dict(zip(others, [values[key] for key in others[1:] + others[:1]], strict=True))
        if name in self.listed:
            return {key: swapped.get(key, values[key]) for key in values}
        kept = {key: values[key] for key in values if (name, key) in self.told}
        half = {
            key: lie
            for number, (key, lie) in enumerate(swapped.items())
            if number % 2 or (name, key) in self.there
        }
        return {**half, **kept}


class _Fragments(dict[Any, Any]):
    def __init__(self, told: set[Any], values: Mapping[Any, Any]) -> None:
        super().__init__()
        self.told, self.values_of = told, values

    def __missing__(self, key: Any) -> Any:
        return self.values_of[key] if ("fragments", key) in self.told else None


class Recorded:
    """What the three kinds of work were given, what they read, and what came of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tracked: list[tuple[Any, ...]] = []
        self.given: dict[str, tuple[Any, ...]] = {}
        self.traces: dict[str, tuple[set[Cell], bytes]] = {}
        keep = Traces.keep

        def kept(traces: Traces, work: str, cells: Any, result: bytes) -> None:
            known = {traces._reads.cells[number] for number in cells}
            self.traces[f"{traces._name} {work}"] = known, result
            keep(traces, work, cells, result)

        def with_tracked(module: Any) -> None:
            track = module.track_dossier
            monkeypatch.setattr(
                module, "track_dossier", lambda *given: self.tracked.append(given) or track(*given)
            )

        def noted(module: Any, name: str, stage: str) -> None:
            do = getattr(module, name)

            def noting(first: Any, *rest: Any) -> Any:
                key = getattr(first, "key", first)
                self.given[f"{stage} {text_reading.work_on(key)}"] = (first, *rest)
                return do(first, *rest)

            monkeypatch.setattr(module, name, noting)

        monkeypatch.setattr(Traces, "keep", kept)
        with_tracked(text_reading)
        with_tracked(text_linking)
        noted(text_reading, "read_text", "texts")
        noted(text_linking, "_link_text", "woven")
        noted(private_names, "_check_text", "guarded")


def again(stage: str, given: tuple[Any, ...], tracked: Any, lying: Lying) -> bytes:
    """The result of a piece of work that sees the dossier through other tables."""
    if stage == "texts":
        subject, _, names = given
        read, _ = text_reading.read_text(tracked.subjects[subject.key], tracked.context, names)
        return results._split(read)[0]
    if stage == "woven":
        key, known, _ = given
        return results._split(text_linking._link_text(key, known, tracked))[0]
    key, shown, names, known, _ = given
    tables = (
        tracked.reads.table(name, lying.about(name, table._values), key_type=table._key_type)
        for name, table in (("shown", shown), ("names", names))
    )
    return encoded(tuple(private_names._check_text(key, *tables, known, tracked)))


def test_what_is_not_in_the_trace_of_a_text_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as watched:
        recorded = Recorded(watched)
        build(RICH)
    table = Reads.table
    done: Counter[str] = Counter()
    for work, (cells, result) in recorded.traces.items():
        stage = work.partition(" ")[0]
        if work not in recorded.given:
            continue
        lying = Lying(cells)

        def lie(self: Reads, name: str, values: Any, *, about: Lying = lying, **how: Any) -> Any:
            return table(self, name, about.about(name, values), **how)

        with monkeypatch.context() as patched:
            patched.setattr(Reads, "table", lie)
            tracked = track_dossier(*recorded.tracked[0 if stage == "texts" else 1])

        assert result == again(stage, recorded.given[work], tracked, lying), work
        done[stage] += 1
    assert min(done[stage] for stage in ("texts", "woven", "guarded")) >= 8


def test_there_is_no_way_round_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as watched:
        recorded = Recorded(watched)
        build(RICH)
    tracked = track_dossier(*recorded.tracked[1])
    context = tracked.context
    seen = {
        f"{type(holder).__name__}.{name}": getattr(holder, name)
        for holder in (tracked, context, context.register, context.withheld)
        for name in holder.__struct_fields__
    }

    others = {name for name, value in seen.items() if not isinstance(value, Table)}
    assert others == {
        *("TrackedDossier.reads", "TrackedDossier.context"),
        *("TextContext.register", "TextContext.withheld"),
        "TextContext.lookup",  # what asks it is not kept
        *("Register.duplicates", "Withheld.part"),  # nothing of these
    }
    assert context.register.duplicates == ()


# Whatever happens to the store


@pytest.mark.parametrize("call", range(1, 9))
def test_a_build_that_is_killed_costs_time_only(
    call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = edited(TOWN, {**EDITS["an entity renamed"][0], "articles/d.md": None})
    with Store(tmp_path) as store:
        build(TOWN, store)
        left = call
        for name in ("keep", "sweep"):
            whole = getattr(Store, name)

            def killed(self: Store, *given: Any, do: Any = whole, **named: Any) -> None:
                nonlocal left
                left -= 1
                if not left:
                    raise KeyboardInterrupt
                do(self, *given, **named)

            monkeypatch.setattr(Store, name, killed)
        with contextlib.suppress(KeyboardInterrupt):
            build(changed, store)
        monkeypatch.undo()
    for files in (changed, TOWN):
        copy = tmp_path.with_name(f"{tmp_path.name}-copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(tmp_path, copy)
        copy.chmod(0o700)
        with Store(copy) as store:
            assert build(files) == build(files, store)
            assert build(files) == build(files, store)
            assert store.note is None


@pytest.mark.parametrize("call", range(1, 9))
def test_another_build_at_the_same_time_costs_time_only(
    call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = edited(TOWN, {**EDITS["an entity renamed"][0], "articles/d.md": None})
    with Store(tmp_path) as store, Store(tmp_path) as another:
        build(TOWN, store)
        left = call
        for name in ("find", "keep", "sweep"):
            whole = getattr(Store, name)

            def disturbed(self: Store, *given: Any, do: Any = whole) -> Any:
                nonlocal left
                left -= 1
                if not left:
                    build(TOWN, another)
                return do(self, *given)

            monkeypatch.setattr(Store, name, disturbed)
        assert build(changed) == build(changed, store)
        monkeypatch.undo()
        for files in (TOWN, changed):
            assert build(files) == build(files, store)


def test_other_code_believes_nothing(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store() as store:
        build(TOWN, store)
        counted.since()
        monkeypatch.setattr(
            "dossierpress.indexes.published_dossier.views_key", lambda _: "of other code"
        )
        build(TOWN, store)

        assert {"a", "b", "c", "d", "e", "amsel", "mill", "other"} == counted.since()[0]


@pytest.mark.parametrize("how", ["deleted", "settings"])
def test_nothing_of_what_is_gone_lies_in_the_store(how: str, tmp_path: Path) -> None:
    secret = "Zorblat"
    hidden = {
        "entities/hidden.md": f"---\nkind: person\nname: {secret}\nprivate: true\n---\n\nOf it.\n",
        "articles/d.md": article(f"{secret} and [[hidden]].", title=f"Of {secret}"),
    }

    def lies() -> bool:
        files = [path for path in tmp_path.iterdir() if path.name.startswith(FILE)]
        return any(secret.encode() in path.read_bytes() for path in files)

    with Store(tmp_path) as store:
        build(edited(TOWN, hidden), store)
    assert lies()
    with Store(tmp_path) as store:
        if how == "deleted":
            build(TOWN, store)
        else:
            forget(store)

    assert not lies()


# Each mechanism has a use


def _miss(self: Any, key: Any, default: Any = None) -> Any:
    if key in self._values:
        return self[key]
    return default


def _unseen(self: Any, key: Any) -> bool:
    return key in self._values and bool(self[key] or True)


def _nothing(*_: object) -> None:
    """Forgets what it is told."""


MECHANISMS: Mapping[str, Callable[[pytest.MonkeyPatch], object]] = {
    "a text that is a draft now": lambda m: (
        m.setattr("dossierpress.engine.tables.Values.get", _miss),
        m.setattr("dossierpress.engine.tables.Table.__contains__", _unseen),
    ),
    "an alias that stands in one text": lambda m: m.setattr(
        ChangedNames, "stand_in", lambda *_: False
    ),
    "a record that may be meant": lambda m: m.setattr(
        Lookup, "asked", property(lambda _: 0, _nothing)
    ),
    "a title that another text shows": lambda m: m.setattr(
        "dossierpress.engine.tables.Values.__getitem__", lambda table, key: table._values[key]
    ),
}


@pytest.mark.parametrize("what", MECHANISMS)
def test_without_the_mechanism_something_stale_is_shown(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = edited(TOWN, EDITS[what][0])
    expected = build(files)
    MECHANISMS[what](monkeypatch)
    with Store() as store:
        build(TOWN, store)

        assert expected != build(files, store)
