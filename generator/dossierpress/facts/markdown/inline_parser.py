"""An inline parser that records where in the body each token begins.

markdown-it keeps only the lines of a block, so the place is recorded when a token is made:
`meta["at"]` is an offset in the body. Emphasis marks work beside Chinese, Japanese and Korean text
too: CommonMark requires a space or punctuation outside of a mark that has punctuation inside of it,
which scripts without spaces do not have, so that `**「重要」**です` stayed stars. Here, as in
markdown-cjk-friendly, an East Asian character outside suffices as well, and East Asian punctuation
counts as a letter. Other scripts are not affected.
"""

from functools import lru_cache
from typing import Literal, cast
from unicodedata import category, east_asian_width

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from dossierpress.facts.markdown.reading import BodyReading, reading_of

_SELECTORS = range(0xE0100, 0xE01F0)
"""Variation selectors, which follow an ideograph."""
_EMOJI = (range(0x1F000, 0x20000), range(0x2600, 0x2800), range(0x231A, 0x2400))
"""Characters as wide as an ideograph, but used in any script."""


def scan_marks(src: str, start: int, end: int, *, in_words: bool) -> Scanned:
    """Decide whether a run of one mark may open or close emphasis.

    Args:
        src: The text.
        start: Beginning of the run.
        end: End of the text.
        in_words: Whether the mark may stand within a word, as `*` may and `_` may not.
    """
    stop = start
    while stop < end and src[stop] == src[start]:
        stop += 1
    before = src[start - 1] if start else " "
    after = src[stop] if stop < end else " "
    is_last_mark, is_next_mark = _is_punctuation(before), _is_punctuation(after)
    last_east, next_east = is_east_asian(_letter_before(src, start)), is_east_asian(after)
    is_last_space, is_next_space = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    left_flanking = not is_next_space and (
        not is_next_mark or next_east or is_last_space or is_last_mark or last_east
    )
    right_flanking = not is_last_space and (
        not is_last_mark or last_east or is_next_space or is_next_mark or next_east
    )
    return Scanned(
        left_flanking and (in_words or not right_flanking or is_last_mark),
        right_flanking and (in_words or not left_flanking or is_next_mark),
        stop - start,
    )


def _letter_before(src: str, start: int) -> str:
    """The character before a position, ignoring a variation selector."""
    if start > 1 and ord(src[start - 1]) in _SELECTORS:
        return src[start - 2]
    return src[start - 1] if start else " "


@lru_cache(maxsize=4096)
def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


@lru_cache(maxsize=4096)
def is_east_asian(character: str) -> bool:
    """Whether a character is of a script that puts no spaces between words."""
    if character.isascii() or category(character) in ("Mn", "Zs"):
        return False
    if east_asian_width(character) in "WFH":
        return not any(ord(character) in block for block in _EMOJI)
    return 0x1100 <= ord(character) < 0x1200 or 0xA960 <= ord(character) < 0xA980


_PARENT = "inline state"
# Both `![alt](…)` and `^[note]` parse the text within their brackets separately.
_NESTED_OPENING = 2


class LocatedInline(StateInline):
    """The state of one inline text."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        self.reading: BodyReading = reading_of(env)
        parent: LocatedInline | None = env.get(_PARENT)
        self.base: int = parent.base + parent.pos + _NESTED_OPENING if parent else 0
        """Where this text begins in the content of its block."""
        self._pending_at = 0
        super().__init__(src, md, env, tokens)

    def at(self, position: int) -> int:
        """Offset in the body of a position in this text."""
        return self.reading.origin.at(self.base + position)

    def part(self, start: int, end: int) -> "LocatedInline":
        """A state for a part of this text, to be parsed separately."""
        inner = LocatedInline(self.src[start:end], self.md, self.env, [])
        inner.base = self.base + start
        return inner

    def append_pending(self, text: str) -> None:
        """Keep literal text, and where it begins when it is the first of it."""
        if not self._pending_buffer and not self._pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def keep_text(self, end: int) -> None:
        """Take everything up to `end` as literal text, line breaks as soft ones."""
        while self.pos < end:
            line_end = self.src.find("\n", self.pos, end)
            stop = end if line_end < 0 else line_end
            self.append_pending(self.src[self.pos : stop])
            self.pos = stop
            if stop < end:
                self.pending = self.pending.rstrip(" ")
                self.push("softbreak", "br", 0)
                while self.pos < end and self.src[self.pos] in "\n \t":
                    self.pos += 1

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: FBT001, N802, N803
        """See `scan_marks`."""
        return scan_marks(self.src, start, self.posMax, in_words=canSplitWord)

    def pushPending(self) -> Token:  # noqa: N802 - the name is markdown-it's
        """Make a text token of the literal text."""
        token = super().pushPending()
        token.meta = {"at": self.at(self._pending_at)}
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Make a token that begins at the current position."""
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.at(self.pos)
        return token


class LocatedParser(ParserInline):
    """markdown-it's inline parser on `LocatedInline`."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        """Skip one construct; report brackets that are nested too deeply and so stay text."""
        nesting = state.md.options["maxNesting"]
        if state.level >= nesting and state.pos not in state.cache:
            located = cast("LocatedInline", state)
            located.reading.limit(
                "nesting",
                located.at(state.pos),
                1,
                f"more than {nesting} brackets inside one another",
                hint="say it with fewer levels",
            )
        super().skipToken(state)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one text; a text within another one gets its place from that."""
        state = LocatedInline(src, md, env, tokens)
        parent = env.get(_PARENT)
        env[_PARENT] = state
        self.tokenize(state)
        env[_PARENT] = parent
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
