"""An inline parser whose every token knows where in the body it begins.

markdown-it keeps the lines of a block and nothing finer, so the place is taken down at the moment
at which a token is made: `meta["at"]` is an offset in the body.
"""

from typing import Literal, cast

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from dossierpress.parse.markdown.flanking import scan_marks
from dossierpress.parse.markdown.reading import Reading, reading_of

_PARENT = "inline state"
# Both `![alt](…)` and `^[note]` parse what is inside of their brackets as a text of its own.
_NESTED_OPENING = 2


class LocatedInline(StateInline):
    """The state of one inline text."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        self.reading: Reading = reading_of(env)
        parent: LocatedInline | None = env.get(_PARENT)
        self.base: int = parent.base + parent.pos + _NESTED_OPENING if parent else 0
        """Where this text begins in the content of its block."""
        self._pending_at = 0
        super().__init__(src, md, env, tokens)

    def at(self, position: int) -> int:
        """Offset in the body of a position in this text."""
        return self.reading.origin.at(self.base + position)

    def part(self, start: int, end: int) -> "LocatedInline":
        """A state for a part of this text, to be read by itself."""
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
        """What a run of marks may do."""
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
        """Pass over one thing; brackets that are too deep, and so stay text, are told of."""
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
        """Parse one text; a text inside of another knows where that one stands."""
        state = LocatedInline(src, md, env, tokens)
        parent = env.get(_PARENT)
        env[_PARENT] = state
        self.tokenize(state)
        env[_PARENT] = parent
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
