"""YAML text to located values, and what is wrong with it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from case_files import cases
from dossierpress.kernel.diagnostics import Diagnostic, Span, codes
from dossierpress.located_yaml import reader
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, YamlLimits
from dossierpress.located_yaml.reader import read


def problems(text: str, **arguments: object) -> tuple[Diagnostic, ...]:
    return read(text, path="a.yml", **arguments)[1]  # type: ignore[arg-type]


def mapping(text: str) -> MappingNode:
    node, found = read(text, path="a.yml")
    assert found == ()
    assert isinstance(node, MappingNode)
    return node


def under(text: str, span: Span) -> str:
    return text.split("\n")[span.line - 1][span.column - 1 :][: span.length]


@pytest.mark.parametrize(("_", "text", "expected"), cases("yaml"))
def test_mistake(_: str, text: str, expected: str) -> None:
    found = problems(text)

    said = []
    for one, wanted in zip(found, expected.splitlines(), strict=False):
        assert one.span is not None
        place = f"{one.span.line}:{one.span.column}+{one.span.length} {one.code}"
        with_hint = len(wanted.split(" ", 2)) > 2
        said.append(f"{place} {one.hint}" if with_hint else place)
    assert expected == "\n".join(said or ["nothing"]) + "\n"
    assert len(found) == len(said)


def test_a_tab_behind_a_value_is_told_of() -> None:
    """PyYAML's own parser refuses such a file; libyaml reads it."""
    text = 'title: x\t\ntags: [a]\nauthors:\n  - "b" \t\n  - c\t# why\nsummary: |\n  d\t\n'

    places = [(one.code, one.span) for one in problems(text)]

    assert places == [
        ("yaml-tab-behind", Span(line=1, column=9)),
        ("yaml-tab-behind", Span(line=4, column=8, length=2)),
        ("yaml-tab-behind", Span(line=5, column=6)),
    ]


@pytest.mark.parametrize(("_", "text", "expected"), cases("yaml"))
def test_the_slow_parser_finds_the_same_mistakes(
    _: str, text: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyYAML is sometimes installed without libyaml; it words its complaints otherwise."""
    fast = [(one.code, one.span and one.span.line) for one in problems(text)]
    assert (expected == "nothing\n") == (not fast)
    monkeypatch.setattr(reader, "_LOADER", yaml.BaseLoader)

    assert fast == [(one.code, one.span and one.span.line) for one in problems(text)]


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "no", "yes", "on", "Off", "y", "true", "False", "Null", "null", "~", "NULL"),
        *("0123", "0o17", "0x1F", "1_000", "1.10", "1e3", ".5", "+1", "-0", "12:30:45", "22:22"),
        *("2024-05-23", "2019-29-11", "2024-05-23T09:00:00Z", "007", "1.0", "NaN", ".inf", "-.INF"),
        *(
            "=",
            "<",
            "Q794",
            "10%",
            "a#b",
            "http://x.example/?a=b#c",
            "C:\\data",
            "a::b",
            "-1",
            "--",
        ),
    ],
)
def test_every_scalar_is_the_text_that_was_written(written: str) -> None:
    node = mapping(f"key: {written}\n")

    assert node == {"key": written}


def test_a_tab_after_a_colon_is_a_space() -> None:
    assert mapping("key:\tvalue\n") == {"key": "value"}


@pytest.mark.parametrize("text", ["key:", "key: ", "key:\n", "key: # nothing\n"])
def test_a_key_without_a_value_is_not_set(text: str) -> None:
    node = mapping(text)

    assert node == {"key": None}
    assert node.places["key"] == Span(line=1, column=1, length=3)


@pytest.mark.parametrize("text", ['key: ""', "key: ''"])
def test_an_empty_quotation_is_a_value(text: str) -> None:
    assert mapping(text) == {"key": ""}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n"])
def test_an_empty_document_has_no_value(text: str) -> None:
    assert read(text, path="a.yml") == (None, ())


def test_everything_knows_its_place() -> None:
    text = (
        "title: A « title »  # so\n"
        'summary: "in \\" quotes"\n'
        "tags: [one, 'two']\n"
        "entities:\n"
        "  - {id: a, as: [x y]}\n"
        "  - b\n"
        "note: >-\n"
        "  folded\n"
        "  text\n"
        "long: a plain one\n"
        "  on two lines\n"
    )
    node = mapping(text)

    assert under(text, node.keys_at["summary"]) == "summary"
    assert under(text, node.places["title"]) == "A « title »"
    assert under(text, node.places["summary"]) == 'in \\" quotes'
    tags, entities = node["tags"], node["entities"]
    assert isinstance(tags, SequenceNode)
    assert isinstance(entities, SequenceNode)
    assert [under(text, place) for place in tags.places] == ["one", "two"]
    first = entities[0]
    assert isinstance(first, MappingNode)
    assert under(text, entities.places[0]) == "{id: a, as: [x y]}"
    assert under(text, first.places["as"]) == "[x y]"
    assert under(text, entities.places[1]) == "b"
    assert node["note"] == "folded text"
    assert node.places["note"] == Span(line=7, column=7, length=2)
    assert node["long"] == "a plain one on two lines"
    assert under(text, node.places["long"]) == "a plain one"


def test_columns_count_code_points() -> None:
    text = "name: {fa: حسین, zh: 王小波, en: 𝕏 y}\n"
    names = mapping(text)["name"]

    assert isinstance(names, MappingNode)
    assert [under(text, span) for span in names.places.values()] == ["حسین", "王小波", "𝕏 y"]


def test_lines_count_from_where_the_text_stands() -> None:
    node, (problem,) = read("a: 1\nb: c: d\n", path="a.md", first_line=2)

    assert isinstance(node, MappingNode)
    assert node.places["a"] == Span(line=2, column=4)
    assert problem.span == Span(line=3, column=5)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_any_newline_makes_the_same_lines(newline: str) -> None:
    text = "a: 1\nb: |\n  x\n  y\nc: d: e\n"

    assert read(text, path="a") == read(text.replace("\n", newline), path="a")


def test_plain_text_is_told_from_quoted_text() -> None:
    node = mapping("a: x\nb: 'x'\nc: |\n  x\n")

    plain = {key: value.plain for key, value in node.items() if isinstance(value, ScalarNode)}
    assert plain == {"a": True, "b": False, "c": False}


def test_a_mistake_leaves_the_other_entries() -> None:
    node, found = read("title: a: b\ndate: 2024\ntags: [x\nlang: en\n", path="a.yml")

    assert [one.code for one in found] == ["yaml-colon", "yaml-bracket"]
    assert node == {"date": "2024", "lang": "en"}
    assert isinstance(node, MappingNode)
    assert node.partial


def test_a_mistake_leaves_the_other_items() -> None:
    node, found = read("- id: a\n- id: b: c\n- id: d\n", path="a.yml")

    assert [one.code for one in found] == ["yaml-colon"]
    assert node == [{"id": "a"}, {"id": "d"}]


def test_a_key_twice_keeps_the_first_and_names_it() -> None:
    node, (problem,) = read("a: 1\nb: 2\na: 3\n", path="a.yml")

    assert node == {"a": "1", "b": "2"}
    assert [(note.path, note.span) for note in problem.notes] == [("a.yml", Span(line=1, column=1))]


def test_a_key_twice_is_found_across_a_mistake() -> None:
    found = problems("a: 1\nb: c: d\na: 3\n")

    assert [one.code for one in found] == ["yaml-colon", "yaml-duplicate-key"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 21 + "]" * 21, "yaml-depth"),
        ("[" * 60_000, "yaml-depth"),
        ("{a: " * 60_000, "yaml-depth"),
        ("- " * 60_000 + "x", "yaml-depth"),
        ("".join(f"{' ' * n}a:\n" for n in range(1_000)), "yaml-depth"),
        ("a: !!python/object/apply:os.system [x]", "yaml-tag"),
        ("a:\n  <<: {<<: {<<: {b: c}}}\n", "yaml-merge-key"),
        ("a: " + "x" * 2_000_001, "yaml-too-large"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_made_to_hurt_is_refused_at_once(text: str, code: str) -> None:
    (problem,) = problems(text)

    assert problem.code == code


@pytest.mark.parametrize(
    "text",
    [
        "a: [" + "*x," * 100_000 + "]",
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a, *a]\n" for n in range(1_000)),
        "- !t x\n" * 50_000,
        "- <<: *a\n" * 50_000,
        "- {a: {*b : *c}}\n" * 50_000,
    ],
    ids=lambda value: value[:12],
)
def test_reading_ends_after_twenty_refusals(text: str) -> None:
    node, found = read(text, path="a.yml")

    assert len(found) == 20
    assert len(walk(node)) < 200


def test_what_is_refused_leaves_all_that_stands_beside_it() -> None:
    node, found = read(
        "title: &t A title\n"
        "tags: &all [one, two]\n"
        "authors: *all\n"
        "<<: {title: B}\n"
        "entities: [{id: a, role: !x b}, c]\n"
        "lang: en\n"
        "{x}: y\n"
        "date: 2024: 05\n"
        "status: draft\n",
        path="a.yml",
    )

    assert [one.code for one in found] == [
        "yaml-anchor",
        "yaml-anchor",
        "yaml-alias",
        "yaml-merge-key",
        "yaml-tag",
        "yaml-key",
        "yaml-colon",
    ]
    assert node == {"tags": ["one", "two"], "lang": "en", "status": "draft"}
    assert isinstance(node, MappingNode)
    assert node.partial


def test_a_record_in_a_list_loses_only_what_is_refused() -> None:
    node, found = read("- {id: a, name: *n}\n- *b\n- {id: c, name: C}\n", path="a.yml")

    assert [one.code for one in found] == ["yaml-alias", "yaml-alias"]
    assert node == [{"id": "a"}, {"id": "c", "name": "C"}]
    assert isinstance(node, SequenceNode)
    assert [one.partial for one in node if isinstance(one, MappingNode)] == [True, False]


def test_a_value_that_a_comma_cuts_is_told_once_and_is_no_key() -> None:
    node, (problem,) = read("a: {id: x, role: speaker, killed, buried}\nb: c\n", path="a.yml")

    assert (problem.code, problem.span) == ("yaml-comma", Span(line=1, column=27, length=6))
    assert node == {"a": {"id": "x", "role": "speaker"}, "b": "c"}


def test_depth_twenty_is_read() -> None:
    assert problems("[" * 20 + "]" * 20) == ()


def test_limits_can_be_lower() -> None:
    assert [one.code for one in problems("a: b", limits=YamlLimits(size=3))] == ["yaml-too-large"]
    assert [one.code for one in problems("[a, b]", limits=YamlLimits(nodes=2))] == [
        "yaml-too-large"
    ]
    assert [one.code for one in problems("[[a]]", limits=YamlLimits(depth=1))] == ["yaml-depth"]


@pytest.mark.parametrize(
    ("one", "times"),
    [
        ("a: b: c\n", 20_000),
        ("k: 'x\n", 20_000),
        ("x" * 50 + "\n", 8_000),
        ("a: b #c" + " " * 50, 8_000),
        (" " * 50, 8_000),
        ("-" * 50, 8_000),
        ("a: [b\n", 20_000),
        ("\t\n", 100_000),
        ('"a" ', 100_000),
        ("? ", 100_000),
        (": ", 100_000),
    ],
    ids=lambda value: repr(value)[:16],
)
def test_a_long_text_of_one_mistake_is_read_to_an_end(one: str, times: int) -> None:
    """Each of these takes hours where a regular expression or a second reading is quadratic."""
    found = problems(one * times)

    assert len(found) <= 50
    assert all(len(problem.message) < 300 for problem in found)


def test_a_text_of_mistakes_is_read_to_an_end() -> None:
    assert len(problems("a: b: c\n" * 1_000)) == 50


@pytest.mark.parametrize("number", [0x00, 0x07, 0x1B, 0x7F, 0x85, 0xD800, 0xFEFF, 0xFFFE, 0x2029])
def test_characters_that_are_no_text_are_placed(number: int) -> None:
    (problem,) = problems(f"a: b\nc: d{chr(number)}e\n")

    assert (problem.code, problem.span) == ("yaml-character", Span(line=2, column=5))
    assert f"U+{number:04X}" in problem.message


YAML_LIKE = st.text(
    alphabet=st.sampled_from(list("ab:-?[]{},&*!|>'\"%@`#~=<. \t\n\\x0é\u2028\ufeff")),
    max_size=80,
)


def walk(node: Node | None) -> list[Span]:
    if isinstance(node, MappingNode):
        inner = [span for value in node.values() for span in walk(value)]
        return [node.span, *node.keys_at.values(), *node.places.values(), *inner]
    if isinstance(node, SequenceNode):
        return [node.span, *node.places, *(span for value in node for span in walk(value))]
    return [] if node is None else [node.span]


@given(st.one_of(YAML_LIKE, st.text(max_size=60)))
def test_any_text_is_read_without_raising(text: str) -> None:
    node, found = read(text, path="a.yml")

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for span in [*walk(node), *(one.span for one in found if one.span)]:
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert span.length >= 1
    assert {one.code for one in found} <= set(codes())


@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("abcé-_", min_size=1, max_size=5), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_what_is_written_is_what_is_read(value: object) -> None:
    text = yaml.dump(value, allow_unicode=True, default_style='"')

    node, found = read(text, path="a.yml")

    assert found == ()
    assert node == value


def test_the_yaml_test_suite_is_read_without_raising(shared_data: Path) -> None:
    """402 odd documents, good and bad: each gives a value, or a diagnostic, or is empty."""
    folder = shared_data / "adversarial" / "yaml-test-suite" / "src"
    texts = [
        case["yaml"]
        for path in sorted(folder.glob("*.yaml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        if "yaml" in case
    ]
    marks = {"␣": " ", "»": "\t", "—": "", "↵": "", "∎": "", "←": "\r", "⇔": "\ufeff"}
    for text in texts:
        for mark, meant in marks.items():
            text = text.replace(mark, meant)  # noqa: PLW2901
        node, found = read(text, path="a.yml")
        assert {one.code for one in found} <= set(codes())
        for span in walk(node):
            assert span.line <= text.count("\n") + 1
    assert len(texts) > 300
