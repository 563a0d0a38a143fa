"""Add `dir="auto"` to text that runs against the direction of its page without a `lang`.

A browser takes the direction of such an element from its first strong character, ignoring isolated
content: names, links to records, words with a direction of their own. The same rule is applied
here, so that only elements that need the attribute get it. A whole list, table or quotation in the
other direction gets it once, so that its marks, columns and lines are on the right side too.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from msgspec.structs import replace

from dossierpress.facts.markdown.allowed_html import VOID
from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.text_direction import (
    Direction,
    direction_of_language,
    direction_of_text,
    is_passage,
    may_run_against,
)
from dossierpress.model.body import (
    Block,
    Body,
    LinkEnd,
    LinkStart,
    Markup,
    MentionEnd,
    MentionStart,
    Piece,
    Prose,
    Sign,
)

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_SAID = re.compile(r'\s(id|class|lang|dir)="([^"]*)"')
_TURNED = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption",
     "caption", "summary", "blockquote", "ul", "ol", "dl", "table", "div", "details")
)  # fmt: skip
"""Elements that may get a direction."""
_PARTS = frozenset(("section", "figure", "tr", "thead", "tbody", "tfoot"))
"""Elements that contain others and get no direction."""
_BEGINNING = 60
"""How many characters of a text are quoted, enough to recognise its language."""
_CODE = frozenset(("pre", "code", "kbd", "samp"))


def set_directions(body: Body, page: Direction) -> Body:
    """Return the body with the directions that its text needs.

    Args:
        body: The body as read.
        page: Direction of the language of its page.
    """
    if not any(_needs_a_look(piece, page) for piece in body.pieces):
        return body
    tree = _Tree(page)
    for number, piece in enumerate(body.pieces):
        tree.take(number, piece)
    insertions: dict[int, list[tuple[int, str]]] = {}
    for (number, offset), text in tree.root.changes(page):
        insertions.setdefault(number, []).append((offset, text))
    pieces = [
        _with(piece, insertions[number]) if number in insertions else piece
        for number, piece in enumerate(body.pieces)
    ]
    return replace(body, pieces=tuple(pieces), turned=tuple(tree.root.undeclared(page)))


def _needs_a_look(piece: Piece, page: Direction) -> bool:
    if isinstance(piece, Prose):
        return may_run_against(piece.text, page)
    return isinstance(piece, Markup) and ' lang="' in piece.html


def _with(piece: Piece, insertions: Sequence[tuple[int, str]]) -> Piece:
    if not isinstance(piece, Markup):
        return piece
    html = piece.html
    for offset, text in sorted(insertions, reverse=True):
        html = html[:offset] + text + html[offset:]
    return replace(piece, html=html)


class _Element:
    """An element whose text may need a direction, or that declares one."""

    def __init__(
        self, at: tuple[int, int], *, turns: bool, dir_: str | None, lang: str | None
    ) -> None:
        self.at = at
        """Index of the piece, and offset in it of the `>` of the opening tag."""
        self.turns = turns
        self.dir = dir_
        self.lang = lang
        self.way: Direction | None = None
        """Direction of the first strong character of its own text."""
        self.begins: tuple[Span, str] | None = None
        """Place of the text with that character."""
        self.inside: list[_Element] = []
        self.signs: list[tuple[int, int]] = []
        """Generated words in its text, and code, which do not decide its direction."""

        self._ways: frozenset[Direction] | None = None

    @property
    def says(self) -> bool:
        return self.dir is not None or self.lang is not None

    def ways(self) -> frozenset[Direction]:
        """All directions of the texts in it, except elements that declare their own."""
        if self._ways is None:
            own = frozenset(() if self.way is None else (self.way,))
            self._ways = own.union(*(one.ways() for one in self.inside if not one.says))
        return self._ways

    def within(self, around: Direction) -> Direction:
        """The direction within it: the declared one, else the one around it."""
        if self.dir is not None:
            return "rtl" if self.dir == "rtl" else "ltr" if self.dir == "ltr" else self.way or "ltr"
        return around if self.lang is None else direction_of_language(self.lang)

    def changes(
        self, around: Direction, *, turned: bool = False
    ) -> Iterator[tuple[tuple[int, int], str]]:
        """(place, attribute) for every direction that has to be added.

        Args:
            around: The direction around it.
            turned: Whether that direction comes from `dir="auto"`.
        """
        inside = self.within(around)
        if self.dir is None and self.lang is not None and inside != around:
            yield self.at, f' dir="{inside}"'
        other: Direction = "ltr" if inside == "rtl" else "rtl"
        if not self.says and self.turns and (self.way == other or self.ways() == {other}):
            yield self.at, ' dir="auto"'
            inside, turned = other, True
        if turned:
            yield from ((at, ' dir="auto"') for at in self.signs)
        for one in self.inside:
            yield from one.changes(inside, turned=turned)

    def undeclared(self, around: Direction) -> Iterator[tuple[Span, str]]:
        """(place, first words) of text that runs against the declared direction."""
        inside = self.within(around)
        if self.dir != "auto" and self.way not in (None, inside) and self.begins is not None:
            yield self.begins
        for one in self.inside:
            yield from one.undeclared(inside)


class _Tree:
    """The tree of elements, built from pieces in reading order."""

    def __init__(self, page: Direction) -> None:
        self.root = _Element((-1, 0), turns=False, dir_=page, lang=None)
        self._open: list[tuple[str, _Element | None]] = []
        self._elements = [self.root]
        self._isolated = 0
        self._code = 0
        self._links: list[bool] = []
        self._anchor: str | None = None

    def take(self, number: int, piece: Piece) -> None:
        """Take the next piece."""
        match piece:
            case Markup():
                for tag in _TAG.finditer(piece.html):
                    self._tag(tag, number)
            case Prose():
                self._text(piece.text, piece.span)
            case Sign(of="callout"):
                self._text(piece.text, None)
            case Block():
                self._anchor = piece.anchor
            case MentionStart():
                self._isolated += 1
            case MentionEnd():
                self._isolated -= 1
            case LinkStart():
                # A link to a record is isolated, as a name is.
                self._links.append(urlsplit(piece.href).path.endswith(".md"))
                self._isolated += self._links[-1]
            case LinkEnd() if self._links:
                self._isolated -= self._links.pop()
            case _:
                pass

    def _text(self, text: str, span: Span | None) -> None:
        element = self._elements[-1]
        if element.way is None and not self._isolated and not self._code:
            element.way = direction_of_text(text)
            if span is not None and element.way and is_passage(text, element.way):
                element.begins = (span, text[:_BEGINNING])

    def _tag(self, tag: re.Match[str], number: int) -> None:
        closing, name, attributes = tag.groups()
        if closing:
            self._close(name)
        elif name not in VOID:
            self._begin(name, dict(_SAID.findall(attributes)), (number, tag.end() - 1))

    def _begin(self, name: str, said: dict[str, str], at: tuple[int, int]) -> None:
        classes = said.get("class", "").split()
        if "sign" in classes or (name in _CODE and name != "pre" and not self._code):
            self._elements[-1].signs.append(at)
        is_block = self._anchor is not None and said.get("id") == self._anchor
        self._anchor = None if is_block else self._anchor
        says = "dir" in said or "lang" in said
        element = None
        if says or is_block or name in _TURNED or name in _PARTS:
            turns = (name in _TURNED or name == "span") and "table-wrap" not in classes
            element = _Element(at, turns=turns, dir_=said.get("dir"), lang=said.get("lang"))
            self._elements[-1].inside.append(element)
            self._elements.append(element)
        self._open.append((name, element))
        self._code += name in _CODE

    def _close(self, name: str) -> None:
        while self._open:
            opened, element = self._open.pop()
            if element is not None:
                self._elements.pop()
            self._code -= opened in _CODE
            if opened == name:
                return
