"""Levels of headings: the body's highest is 2, because level 1 is the title's."""

from collections.abc import Sequence

from markdown_it.token import Token

from dossierpress.facts.markdown.reading import BodyReading
from dossierpress.kernel.diagnostics import Hint, Offer

_HIGHEST = 2


_LOWEST = 6


def level_of(token: Token) -> int:
    """The level as written: 1 for `#`."""
    return int(token.tag[1])


def shift_of(tokens: Sequence[Token]) -> int:
    """What is added to every level, so that the highest one becomes 2."""
    levels = [level_of(token) for token in tokens if _is_of_text(token)]
    return _HIGHEST - min(levels, default=1)


def shown_level(token: Token, shift: int) -> int:
    """The level on the page."""
    return max(_HIGHEST, min(level_of(token) + shift, _LOWEST))


def report_skips(tokens: Sequence[Token], reading: BodyReading) -> None:
    """Report headings more than one level below the heading before them."""
    title = _HIGHEST - 1 - shift_of(tokens)
    before = title
    for token in filter(_is_of_text, tokens):
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


def _is_of_text(token: Token) -> bool:
    """Whether a heading is not within a quotation, a list or a footnote."""
    return token.type == "heading_open" and token.level == 0


def _with_marks(token: Token, level: int) -> Hint:
    marks = "#" * level
    words = f"write it with `{marks}`"
    return Offer((marks,), words) if token.markup.startswith("#") else words
