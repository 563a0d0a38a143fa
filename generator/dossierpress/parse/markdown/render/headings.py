"""Levels of headings: the body's highest is 2, because level 1 is the title's."""

from collections.abc import Sequence

from markdown_it.token import Token

from dossierpress.diagnostics import Hint, Offer
from dossierpress.parse.markdown.reading import Reading

_HIGHEST = 2
_LOWEST = 6


def level_of(token: Token) -> int:
    """The level as written: 1 for `#`."""
    return int(token.tag[1])


def shift_of(tokens: Sequence[Token]) -> int:
    """What is added to every level, so that the highest one becomes 2."""
    levels = [level_of(token) for token in tokens if _counts(token)]
    return _HIGHEST - min(levels, default=1)


def shown_level(token: Token, shift: int) -> int:
    """The level on the page."""
    return max(_HIGHEST, min(level_of(token) + shift, _LOWEST))


def report_skips(tokens: Sequence[Token], reading: Reading) -> None:
    """Tell of headings that stand more than one level below the one before them."""
    title = _HIGHEST - 1 - shift_of(tokens)
    before = title
    for token in filter(_counts, tokens):
        level = level_of(token)
        if level > before + 1:
            first = before == title
            reading.report(
                "md-heading-skip",
                token.meta["at"],
                len(token.markup),
                f"the first heading is of level {level}, and a later one is higher"
                if first
                else f"a heading of level {level} follows one of level {before}",
                hint=_with_marks(token, before + 1),
            )
        before = level


def _counts(token: Token) -> bool:
    """Headings inside of quotations, lists and footnotes are not the text's own."""
    return token.type == "heading_open" and token.level == 0


def _with_marks(token: Token, level: int) -> Hint:
    marks = "#" * level
    words = f"write it with `{marks}`"
    return Offer((marks,), words) if token.markup.startswith("#") else words
