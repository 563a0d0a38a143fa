"""Headings, captions, items, speakers and quotations stay what they are, where the data says so."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.facts.records import parse_file
from dossierpress.importers.standoff.convert import Imported
from dossierpress.importers.standoff.form import BlockShape
from dossierpress.importers.standoff.markdown_body import write_body
from dossierpress.importers.standoff.text_parts import PartKind, split_into_parts
from dossierpress.importers.text_output import clean_text
from dossierpress.model.body import Block, Piece, Prose
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.source.files import ContentFile
from harness import call_dossier
from importers.importing import ARTICLE, converted, mentions_of

TEXT = """Quay closed

Why #
The quay is closed, Calder said.
- the gate
the lock
of the quay
Photo: Calder

Calder:
We had to.

We were told."""
CONFIG = ParseConfig(lang="en", raw_html="escape", unknown_keys="error", kinds=(("person", ()),))


def block(words: str, type_: str | None, **more: Any) -> dict[str, Any]:
    """A block of the text."""
    start = TEXT.index(words)
    told = {} if type_ is None else {"type": type_}
    return {"start": start, "end": start + len(words), "text": words, **told, **more}


BLOCKS = [
    block("Quay closed", "heading", level=1),
    block("Why #", "heading", level=3),
    block("- the gate", "item"),
    block("the lock\nof the quay", "item", level=2),
    block("Photo: Calder", "caption"),
    block("Calder:", "speaker"),
    block("We had to.\n\nWe were told.", "quote"),
]


def imported(blocks: Any, **more: Any) -> Imported:
    """What the text comes to with some blocks."""
    text = more.get("text", TEXT)
    article = {
        "id": "a",
        "title": "Quay closed",
        "text": text,
        "entities": mentions_of(text, {"Calder": "p1"}),
        "blocks": blocks,
        **more,
    }
    entities = [{"id": "p1", "kind": "person", "name": "Ines Calder"}]
    return converted({"articles": [article], "entities": entities})


def written(done: Imported) -> tuple[dict[str, Any], str]:
    """The front matter and the Markdown of the article."""
    parts = dict(done.files)[ARTICLE].split("---\n", 2)
    return yaml.safe_load(parts[1]), parts[2].strip()


def unfit(done: Imported) -> list[tuple[str, str]]:
    """(words, reason) of the blocks that could not be."""
    return [(one.what, one.reason) for one in done.report.not_represented if one.thing == "block"]


def test_each_block_is_what_the_data_says() -> None:
    done = imported(BLOCKS)

    assert written(done)[1] == (
        "### Why \\#\n\n"
        "The quay is closed, [[ines-calder|Calder]] said.\n\n"
        "- \\- the gate\n"
        "  - the lock\n"
        "    of the quay\n\n"
        "*Photo: [[ines-calder|Calder]]*\n\n"
        "**[[ines-calder|Calder]]:**\n\n"
        "> We had to.\n>\n> We were told."
    )
    assert unfit(done) == []
    assert done.report.recall == 1


def test_without_blocks_nothing_is_guessed() -> None:
    for blocks in ([], None):
        assert written(imported(blocks))[1] == (
            "Why #\nThe quay is closed, [[ines-calder|Calder]] said.\n\\- the gate\nthe lock\n"
            "of the quay\nPhoto: [[ines-calder|Calder]]\n\n"
            "[[ines-calder|Calder]]:\nWe had to.\n\nWe were told."
        )


def test_what_is_said_in_a_block_is_found_there() -> None:
    start = TEXT.index("The quay")
    done = imported(
        BLOCKS,
        attributions=[
            {
                "cue": [TEXT.index("Calder said"), TEXT.index("Calder said") + 12],
                "content": [start, start + 18],
                "source_entity": "p1",
            }
        ],
        quotes=[
            {
                "start": TEXT.index("We were told."),
                "end": len(TEXT),
                "speaker": "p1",
            }
        ],
    )

    matter, _ = written(done)
    assert [one["text"] for one in matter["claims"]] == ["The quay is closed."]
    assert [one["quote"] for one in matter["quotations"]] == ["We were told."]


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (
            block("Why #", "verse"),
            "`verse` is none of heading, caption, item, paragraph, speaker, quote",
        ),
        (
            block("Why #", None),
            "`` is none of heading, caption, item, paragraph, speaker, quote",
        ),
        (block("quay is closed, Calder said.", "caption"), "it begins in the middle of a line"),
        (block("The quay is closed", "caption"), "it ends in the middle of a line"),
        (block("We had to.\n\nWe were told.", "heading"), "it runs over a paragraph break"),
        ({**block("Why #", "heading"), "text": "Why"}, "the words at its place are others"),
        ({"start": 5, "end": 5000, "type": "heading"}, "it goes from 5 to 5000"),
        ({"start": 11, "end": 13, "type": "heading"}, "it has no words"),
        ("heading", 'it must be an object, but is `"heading"`'),
        ({"start": 1, "type": "heading"}, "it has no `end`"),
    ],
)
def test_a_bad_block_is_listed_and_its_words_are_text(one: Any, reason: str) -> None:
    done = imported([one])

    assert written(done)[1] == written(imported([]))[1]
    [(_, told)] = unfit(done)
    assert told.startswith(reason)


def test_of_two_blocks_that_overlap_the_first_counts() -> None:
    done = imported([block("Why #\nThe quay is closed, Calder said.", "quote"), BLOCKS[1]])

    assert written(done)[1].startswith("> Why #\n> The quay")
    assert unfit(done) == [("Why #", "it overlaps the block before it")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("head", "## Why \\#"),
        ("figure/caption", "*Why #*"),
        ("list/item/p", "- Why #"),
        ("p/quote", "> Why #"),
        ("sp/speaker", "**Why #**"),
        ("figure/p", "Why #"),
    ],
)
def test_elements_of_tei_say_it_too(path: str, expected: str) -> None:
    done = imported([block("Why #", None, path=path)])

    assert written(done)[1].split("\n\n")[0] == expected
    assert unfit(done) == []


def test_a_level_that_is_none_is_left_away() -> None:
    done = imported([block("Why #", "heading", level="high")])

    assert written(done)[1].startswith("## Why")
    assert [one.where for one in done.report.not_represented] == ["$.articles[0].blocks[0].level"]


LINES = st.sampled_from(
    [
        *(
            "# x",
            "x #",
            "x ##",
            "- x",
            "* x",
            "1. x",
            "> x",
            "x *y*",
            "*x",
            "x*",
            "**",
            "x\\",
            "\\",
        ),
        *(
            "[ ] x",
            "[x]",
            "    x",
            "x  ",
            "`x",
            "|x|",
            "---",
            "===",
            "x",
            "",
            "\N{NO-BREAK SPACE}x",
        ),
        *("“x”", "(x)", "{x}", "حسين", "#", "####", "_x_", "&amp;", "x:", ":x", "+", "\tx"),
    ]
)


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, list[BlockShape]]:
    """A text and blocks that may fit it."""
    text = clean_text("\n".join(draw(st.lists(LINES, min_size=1, max_size=8))))[0]
    offsets = st.integers(0, len(text))
    edges = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    places = st.one_of(offsets, st.sampled_from(edges))
    blocks = []
    for _ in range(draw(st.integers(0, 5))):
        start, end = sorted((draw(places), draw(places)))
        kind = draw(st.sampled_from(get_args(PartKind)))
        level = draw(st.one_of(st.none(), st.integers(-1, 9)))
        blocks.append(BlockShape(start=start, end=end, type=kind, level=level))
    return text, blocks


def shown(pieces: tuple[Piece, ...]) -> list[str]:
    """The words of each block that has any."""
    found: list[str] = []
    for piece in pieces:
        if isinstance(piece, Block):
            found.append("")
        elif isinstance(piece, Prose):
            found[-1] += piece.text
    return [" ".join(words.split()) for words in found if words.strip()]


@given(given_=laid_out())
def test_every_part_shows_its_words_and_nothing_else(given_: tuple[str, list[BlockShape]]) -> None:
    text, blocks = given_

    parts, refused = split_into_parts(text, blocks)
    done = write_body(text, (), parts)

    assert len(refused) <= len(blocks)
    matter = f"---\ntitle: Test\nautolink: off\n---\n\n{done.markdown}"
    file = ContentFile(
        path="content/articles/t.md", type="article", held=matter.encode(), digest=""
    )
    expected = [" ".join(text[part.start : part.end].split()) for part in parts]
    parsed = parse_file(file, CONFIG)
    assert shown(parsed.records[0].body.pieces) == [words for words in expected if words]
    assert "".join("".join(expected).split()) == "".join(text.split())
    # Levels are those of the data, and so is the language.
    assert {one.code for one in parsed.diagnostics} <= {"md-heading-skip", "md-direction"}


def test_headings_and_captions_of_real_news_are_kept(shared_data: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    file = shared_data / "news" / "gum-news.json"
    assert call_dossier("import", file, "--site", site).returncode == 0

    texts = [path.read_text() for path in site.glob("content/articles/**/*.md")]
    lines = [line for text in texts for line in text.split("---\n", 2)[2].split("\n")]
    # 12 of the 21 headings are the titles.
    assert sum(line.startswith("## ") for line in lines) == 9
    assert sum(line.startswith("*") and line.endswith("*") for line in lines) == 21
    assert sum(line.startswith("> ") for line in lines) == 10
