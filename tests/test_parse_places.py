"""Every piece of a body knows its place in the file, whatever stands around it."""

import functools
import html
import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from dossierpress.kernel.diagnostics import Span
from dossierpress.model.body import (
    Block,
    Body,
    CitationMark,
    Image,
    LinkStart,
    MentionStart,
    Prose,
    Target,
    WikiLink,
    without_style,
)
from reading_bodies import at, read_text

# Texts are put together of words that occur once: what stands at a place can be no other.
# In what follows § is a number of its own, and ¤ a word with such a number.
_WORDS = ("quay", "décret", "港", "ميناء", "ko\u0301", "🚢", "x")
_SIMPLE = st.sampled_from(
    [
        "¤",
        "¤\\*¤",
        "\\[¤\\]",
        "¤&amp;¤",
        "¤&eacute;",
        "`¤ ¤`",
        "`` ¤`¤ ``",
        "[[id-§|¤]]",
        "[[id-§]]",
        "[[follows> article:id-§#part]]",
        "[@id-§, ¤; see -@source:id-§]",
        "@id-§ [¤]",
        "[¤ *¤*](path-§.md)",
        "[¤]( <path-§.md> 'T')",
        "[¤](https://away.example/§)",
        "<https://away.example/§>",
        "![¤](image-§.png)",
        "¤[^f]",
        "2 * ¤ * 3",
        "snake_¤_case",
        "***¤* ¤**",
        "**¤ ¤*",
    ]
)
_SURROUNDED = st.sampled_from(["*{}*", "__{}__", "[{}]{{entity=id-§}}", "[{}]{{.nolink lang=fa}}"])


@functools.cache
def _line(depth: int = 2) -> st.SearchStrategy[str]:
    """Some things in a line."""
    things = _SIMPLE
    if depth:
        surrounded = st.tuples(_SURROUNDED, _line(depth - 1)).map(lambda two: two[0].format(two[1]))
        things = st.one_of(_SIMPLE, _SIMPLE, surrounded)
    return st.lists(things, min_size=1, max_size=3).map(" ".join)


_paragraph = st.lists(_line(), min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "  \n", "\\\n", "\n  "]).map(lambda end: end.join(lines))
)
_heading = st.tuples(_line(1), st.sampled_from(["", " {#anchor-§ .wide}", " ##"])).map(
    lambda parts: f"## {parts[0].replace(chr(10), ' ')}{parts[1]}"
)
_setext = _line(1).map(lambda line: f"{line}\n---")
_cells = st.lists(_line(1), min_size=2, max_size=2).map(
    lambda cells: f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
)
_table = st.lists(_cells, min_size=1, max_size=3).map(
    lambda rows: "\n".join([rows[0], "|---|:-:|", *rows[1:]])
)
_code = st.sampled_from(["```\n¤\n\n  ¤\n```", "    ¤\n\n      ¤"])
_footnote = _paragraph.map(lambda text: "[^n§]: " + text.replace("\n", "\n    "))


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(others + line if line else others for line in lines[1:])])


_figure = st.sampled_from(['![¤](image-§.png "¤ \\* ¤")', "![](<image-§.png>\n  '¤')"])
_leaf = st.one_of(_paragraph, _heading, _setext, _table, _code, _figure)
_block = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        inner.map(lambda text: _indented(text, "> ", "> ")),
        inner.map(lambda text: _indented(text, ">", ">")),
        inner.map(lambda text: _indented(text, "- ", "  ")),
        inner.map(lambda text: _indented(text, "12.  ", "     ")),
        inner.map(lambda text: _indented(text, "*\t", "\t")),
        inner.map(lambda text: f"{{lang=fa}}\n{text}"),
    ),
    max_leaves=2,
)


@st.composite
def _document(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(st.one_of(_block, _footnote), min_size=1, max_size=5))
    text = "\n\n".join([*blocks, "[^f]: ¤"])
    numbers = itertools.count(1)
    numbered = "".join(
        f"{next(numbers)}q"
        if character == "§"
        else f"{_WORDS[(number := next(numbers)) % len(_WORDS)]}{number}q"
        if character == "¤"
        else character
        for character in text
    )
    labels = re.findall(r"^\[(\^[^\]]+)\]:", numbered, re.MULTILINE)
    return f"{numbered}\n\n{' '.join(f'[{label}]' for label in labels)}"


@given(_document())
def test_the_text_at_the_place_of_a_piece_is_that_piece(text: str) -> None:
    body, _ = read_text(text)
    lines = text.split("\n")
    for piece in body.pieces:
        match piece:
            case Prose():
                _check_prose(lines, piece)
            case WikiLink():
                assert at(text, piece.span) == _written(piece.target)
            case MentionStart():
                assert at(text, piece.span) == _written(piece.target)
            case CitationMark():
                written = [at(text, item.span) for item in piece.items]
                assert written == [_written(item.source) for item in piece.items]
            case LinkStart():
                assert at(text, piece.span) == piece.href
            case Image():
                assert at(text, piece.span) == piece.src


def _written(target: Target) -> str:
    return f"{target.type}:{target.id}" if target.type else target.id


def _check_prose(lines: list[str], prose: Prose) -> None:
    """Each line of it, escapes and entities read, begins where it says."""
    parts = prose.text.split("\n")
    places = [prose.span, *prose.continuation]
    expected = len(parts) - (len(parts) > 1 and not parts[-1])
    assert expected == len(places)
    for part, place in zip(parts, places, strict=False):
        source = lines[place.line - 1][place.column - 1 :]
        read = _read(source, part)
        assert read is not None, (part, source)
        if place == prose.span:
            assert prose.span.length == max(1, read)


def _read(source: str, text: str) -> int | None:
    """How much of the source is taken up by the text; None where it is another one."""
    position = 0
    for character in text:
        entity = _ENTITY.match(source, position)
        if entity and html.unescape(entity[0]) == character:
            position = entity.end()
        elif source.startswith("\\" + character, position):
            position += 2
        elif source.startswith(character, position):
            position += 1
        else:
            return None
    return position


_ENTITY = re.compile(r"&\w+;")


_WORD = re.compile(r"\d+q")
# Of these the number stands in an attribute, once or with the text.
_ELSEWHERE = re.compile(r"\[\^n\d+q\]|#anchor-\d+q|https://away\.example/\d+q")


@given(_document())
def test_no_word_is_lost_and_none_is_said_twice(text: str) -> None:
    body, _ = read_text(text)
    elsewhere = {word for found in _ELSEWHERE.findall(text) for word in _WORD.findall(found)}
    written = [word for word in _WORD.findall(text) if word not in elsewhere]
    shown = [word for word in _WORD.findall(" ".join(_visible(body))) if word not in elsewhere]
    assert sorted(written) == sorted(shown)


def _visible(body: Body) -> list[str]:
    parts = []
    for piece in body.pieces:
        match piece:
            case Prose():
                parts.append(piece.text)
            case WikiLink():
                parts += [piece.target.id, piece.label or ""]
            case MentionStart():
                parts.append(piece.target.id)
            case CitationMark():
                parts += [f"{item.source.id} {without_style(item.locator)}" for item in piece.items]
            case LinkStart():
                parts.append(piece.href)
            case Image():
                parts += [piece.src, piece.alt, piece.title or ""]
            case Block():
                parts.append(" ")
            case _:
                pass
    return parts


@given(_document())
def test_a_block_says_its_line_and_its_element_follows(text: str) -> None:
    body, _ = read_text(text)
    lines = text.split("\n")
    for block, following in itertools.pairwise(body.pieces):
        if isinstance(block, Block):
            assert f'id="{block.anchor}"' in getattr(following, "html", "")
            assert lines[block.line - 1].strip()
            assert block.anchor in body.anchors


def test_places_count_code_points_not_bytes_or_cells() -> None:
    body, _ = read_text("港ko\u0301🚢 [[a-b]]")
    (link,) = (piece for piece in body.pieces if isinstance(piece, WikiLink))
    assert Span(line=1, column=9, length=3) == link.span


def test_a_note_in_the_line_stands_on_the_line_of_its_reference() -> None:
    body, _ = read_text("One.\n\nTwo\nthree^[four].")
    blocks = [piece for piece in body.pieces if isinstance(piece, Block)]
    assert [(block.role, block.line, block.section) for block in blocks] == [
        ("paragraph", 1, 0),
        ("paragraph", 3, 0),
        ("footnote", 4, 1),
    ]
