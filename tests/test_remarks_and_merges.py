"""Remarks of editors and marks of merges are errors wherever they stand; remarks not in code."""

from pathlib import Path
from textwrap import indent

import pytest

from building import lay
from dossierpress.facts.records import parse_file
from dossierpress.importers.json_input import read_json
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.source.files import ContentFile, FileType
from harness import call_dossier

FRONT = "---\ntitle: A\n---\n"
MERGE = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> edits\n"


def said_of(
    text: str, *, type_: FileType = "article", path: str = "content/articles/a.md", more: str = ""
) -> list[tuple[str, int | None]]:
    config, _ = read_config(f"title: T\n{more}".encode())
    assert config is not None
    file = ContentFile(path=path, type=type_, held=text.encode(), digest="")
    found: tuple[Diagnostic, ...] = parse_file(file, parse_config(config)).diagnostics
    return [(one.code, one.span.line if one.span else None) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "He is known. %%the source is his neighbour%% End.",
        "%%\nA second remark\n%%",
        "%%\n\nOver two\n\nparagraphs\n\n%%",
        "%%never closed",
        "Known. {>>who says so?<<} End.",
        "Known {++really++} to us.",
        "Known {--for years--} to us.",
        "Known {~~for years~>since May~~} to us.",
        "{==Known==}{>>check<<} to us.",
        "Known. {# ask the lawyer #} End.",
        "Known. {#ask#} End.",
        "Known. {% comment %}no{% endcomment %}",
        "Known. {{/* no */}} End.",
        "Known. {{!-- no --}} End.",
        "Known. {/* no */} End.",
        "# A heading %%no%%",
        "> Quoted %%no%%",
        "- An item {>>no<<}",
        "| a | b |\n|---|---|\n| %%no%% | c |",
        "See [here %%no%%](https://e.example/).",
        '![x %%no%%](a.png "and %%no%%")',
        "A note.[^1]\n\n[^1]: It says %%no%%.",
        "Known. {#- no -#} End.",
        "Known \\\\%%no%% to us.",
        "[//]: # (no (and no))",
        "[//]: # no brackets",
        "[//]: # (no) more",
        "[//]: # (no\n\nover two)",
        "Known.\n[//]: # (no)\nTo us.",
        "[]: # (no)",
        "[ ]: # 'no'",
        "[]: <> (no)",
        "[comment]: # no",
        "[note]: <> no",
        "> Quoted.\n> [//]: # (no)",
        "- An item.\n  [//]: # (no)",
        "- []: # (no)",
        "Known <!– no –> to us.",
        "Known <!— no —> to us.",
        "Known <! -- no -- > to us.",
        "Known < !-- no --> to us.",
        "Known ＜!-- no --＞ to us.",
        "Known ＜！－－ no －－＞ to us.",
    ],
)
@pytest.mark.parametrize("raw_html", ["escape", "sanitise"])
def test_a_remark_in_a_text_is_an_error(text: str, raw_html: str) -> None:
    said = said_of(FRONT + text, more=f"raw_html: {raw_html}\n")

    assert "md-editors-comment" in [code for code, _ in said]


def test_a_remark_in_html_that_is_kept_is_an_error() -> None:
    said = said_of(f"{FRONT}<div>\n%%no%%\n</div>\n", more="raw_html: sanitise\n")

    assert ("md-editors-comment", 5) in said


@pytest.mark.parametrize(
    "text",
    [
        "In `%%code%%` and ``{>> code <<}``.",
        "```\n%%\n{# a #}\n```",
        "> ```\n> %%\n> ```",
        "Text.\n\n    %% indented\n",
        "Written \\%\\% it is text.",
        "## Heading {#anchor}",
        "[words]{lang=fa dir=rtl}",
        "Grew by 5 % to 10 %.",
        "[//]: # (meant to vanish)",
        "[//]: # (meant to\nvanish)",
        "> [comment]: <> (meant to vanish)",
        "\\[//]: # (text)",
        "\\[]: # (text)",
        "`[//]:` # x\n`[]`: # x",
        "```\n[//]: # no brackets\n```",
        "A `b` [//]: # (text)",
        "[Q]: Where were you?\n[A]: At home, at 5.",
        "A note.[^1]\n\n[^1]: # 5 of them",
        "\\<!– text –>, `<! -- -->`, 3 <! 5, a <- b, x < -1",
    ],
)
def test_what_is_no_remark_is_let_be(text: str) -> None:
    assert "md-editors-comment" not in [code for code, _ in said_of(FRONT + text)]


@pytest.mark.parametrize(
    "text",
    [
        "<![if !supportLists]>1. <![endif]>A point from Word.",
        "Known. <?no no ?> End.",
        "Known. <![CDATA[no]]> End.",
        "<!DOCTYPE no>",
        "Known. <!ENTITY no> End.",
    ],
)
def test_what_no_browser_shows_is_a_comment_where_html_is_text(text: str) -> None:
    assert "md-html-comment" in [code for code, _ in said_of(FRONT + text)]


@pytest.mark.parametrize("text", ["a <?b", "a <! b >", "\\<?no?>", "`<?no?>`", "<3 ?>"])
def test_what_browsers_show_is_no_comment(text: str) -> None:
    assert "md-html-comment" not in [code for code, _ in said_of(FRONT + text)]


@pytest.mark.parametrize(
    "text",
    [
        'See [here](https://e.example/ "A title <!-- no -->").',
        "As [see <!-- no --> @a] says.",
        "As [@a, p. <!-- no --> 4] says.",
        "See [[a|the <!-- no --> chief]].",
    ],
)
def test_a_comment_of_html_where_no_html_is_read_is_a_remark(text: str) -> None:
    said = said_of(FRONT + text)

    assert [code for code, _ in said] == ["md-editors-comment"]


def test_a_way_out_of_a_remark_is_no_remark() -> None:
    for text in ("%%a%%", "{>>a<<}", "{# a #}", "[]: # (a)", "[//]: # a", "<!– a –>", "< !-- a"):
        config, _ = read_config(b"title: T\n")
        assert config is not None
        data = (FRONT + text).encode()
        file = ContentFile(path="content/articles/a.md", type="article", held=data, digest="")
        (told,) = parse_file(file, parse_config(config)).diagnostics
        mark = told.message.split("`")[1]
        way_out = str(told.hint).split("`")[-2]

        assert said_of(FRONT + text.replace(mark, way_out)) == []


def test_remarks_are_told_at_their_lines() -> None:
    text = f"{FRONT}Known. %%no%% End.\n\n%%\nA second\n%%\n\nAnd {{>>no<<}}.\n"

    assert said_of(text) == [("md-editors-comment", line) for line in (4, 6, 10)]


@pytest.mark.parametrize(
    ("path", "type_", "text"),
    [
        ("content/articles/a.md", "article", "---\ntitle: A\nsummary: Known %%no%%.\n---\nText.\n"),
        ("content/claims/c.yml", "claim", "text: Known {>>no<<}.\n"),
        ("content/claims/c.yml", "claim", "text: Known <!-- no -->.\n"),
        (
            "content/entities/e.yml",
            "entity",
            "- {id: a, kind: person, name: A, description: 'a {# no #}'}\n",
        ),
        ("content/sources/s.yml", "source", "kind: document\nname: S\naccess: [{at: '%%no%%'}]\n"),
    ],
)
def test_a_remark_in_front_matter_is_an_error(path: str, type_: FileType, text: str) -> None:
    assert "md-editors-comment" in [code for code, _ in said_of(text, path=path, type_=type_)]


def test_many_signs_are_told_of_at_most_a_few_times() -> None:
    said = said_of(f"{FRONT}{'{>> ' * 20_000}\n")

    assert [code for code, _ in said].count("md-editors-comment") == 20


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{FRONT}Before.\n\n{MERGE.format('Two.', 'Three.')}\nAfter.\n", [6]),
        (f"{FRONT}```\n{MERGE.format('Two.', 'Three.')}```\n", [5]),
        (f"---\n{MERGE.format('title: A', 'title: B')}---\nText.\n", [2]),
        (f"{MERGE.format(FRONT, FRONT)}Text.\n", [1]),
        (f"{FRONT}<<<<<<< ours\na\n||||||| base\nb\n=======\nc\n>>>>>>> theirs\n", [4]),
        (f"{FRONT}Words.\n>>>>>>> edits\n", [5]),
        (f"{FRONT}<<<<<<< HEAD\nWords.\n", [4]),
        (f"{FRONT}<<<<<<<<< deeper\na\n=========\nb\n>>>>>>>>> deeper\n", [4]),
        ((FRONT + MERGE.format("Two.", "Three.")).replace("\n", "\r\n"), [4]),
        (FRONT + MERGE.format("A", "B") * 2, [4, 9]),
        (f"{FRONT}- An item.\n{indent(MERGE.format('A', 'B'), '  ')}", [5]),
        (f"---\ntitle: A\nsummary: |\n{indent(MERGE.format('A', 'B'), '  ')}---\nText.\n", [4]),
    ],
)
def test_an_unresolved_merge_is_told_as_one_and_nothing_else(text: str, lines: list[int]) -> None:
    assert said_of(text) == [("md-unresolved-merge", line) for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "Heading\n=======\n",
        "| a |\n|---|\n|||||||\n",
        ">>>>>>> seven in one another\n",
        "a <<<<<<< b\n",
        "In code:\n\n    <<<<<<< HEAD\n",
        "In code:\n\n    >>>>>>> edits\n",
    ],
)
def test_what_only_looks_like_a_merge_is_let_be(text: str) -> None:
    assert "md-unresolved-merge" not in [code for code, _ in said_of(FRONT + text)]


def test_a_merge_in_records_settings_and_data_is_told() -> None:
    record = MERGE.format("name: A", "name: B")

    assert said_of(f"kind: place\n{record}", path="content/entities/e.yml", type_="entity") == [
        ("md-unresolved-merge", 2)
    ]
    _, of_settings = read_config(MERGE.format("title: A", "title: B").encode())
    assert [one.code for one in of_settings] == ["md-unresolved-merge"]
    _, of_data = read_json(f'{{"articles":\n{MERGE.format("[]", "[]")}}}'.encode(), path="a.json")
    assert of_data is not None
    assert (of_data.code, of_data.span and of_data.span.line) == ("md-unresolved-merge", 2)


@pytest.mark.slow
def test_a_merge_in_a_template_or_a_style_is_told(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: T\n",
            "content/pages/a.md": f"{FRONT}Text.\n",
            "templates/partials/mine.html": MERGE.format("a", "b"),
            "templates/static/site.css": MERGE.format("a {}", "b {}"),
        },
    )

    done = call_dossier("build", "--site", project.root, "--format", "github")

    assert done.returncode == 1
    assert not project.output.exists()
    assert done.stdout.count("title=md-unresolved-merge") == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.json", "a.vtt", "a.svg"])
def test_a_merge_in_a_published_file_is_told(name: str, tmp_path: Path) -> None:
    merge = MERGE.format('"a"', '"b"')
    begin = {"a.json": "[\n", "a.vtt": "WEBVTT\n\n", "a.svg": "<svg>\n"}.get(name, "")
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: T\n",
            "content/articles/a.md": f"{FRONT}See [this](../media/{name}).\n",
            f"content/media/{name}": begin + merge.replace("\n", "\r\n"),
        },
    )

    done = call_dossier("check", "--site", project.root, "--format", "github")

    assert done.returncode == 1
    assert done.stdout.count("title=md-unresolved-merge") == 1
    assert f"file=content/media/{name}" in done.stdout


@pytest.mark.slow
def test_half_a_merge_in_a_published_file_is_the_words_of_others(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: T\n",
            "content/articles/a.md": f"{FRONT}See [this](../media/a.txt).\n",
            "content/media/a.txt": "<<<<<<< ours\nHeading\n=======\nText.\n",
        },
    )

    assert call_dossier("check", "--site", project.root).returncode == 0


@pytest.mark.slow
def test_a_text_with_both_is_not_published(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: T\nseverity: {md-html-comment: off}\n",
            "content/articles/a.md": f"{FRONT}Known. %%no%%\n\n{MERGE.format('a', 'b')}",
        },
    )

    done = call_dossier("build", "--site", project.root)

    assert done.returncode == 1
    assert not project.output.exists()
    assert "schema-fixed-severity" in done.stderr
