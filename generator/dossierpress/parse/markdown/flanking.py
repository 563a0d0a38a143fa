"""Which marks of emphasis may open and close, also beside Chinese, Japanese and Korean text.

CommonMark asks for a space or punctuation outside of a mark that has punctuation inside of it,
which scripts without spaces do not have: `**「重要」**です` stayed stars. Here, as in
markdown-cjk-friendly, an East Asian character outside will do as well, and East Asian punctuation
counts as a letter. Nothing changes for other scripts.
"""

from functools import lru_cache
from unicodedata import category, east_asian_width

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Scanned

_SELECTORS = range(0xE0100, 0xE01F0)
"""Which variant of an ideograph is meant; they stand behind it."""
_EMOJI = (range(0x1F000, 0x20000), range(0x2600, 0x2800), range(0x231A, 0x2400))
"""Wide as an ideograph, and used in any script."""


def scan_marks(src: str, start: int, end: int, *, in_words: bool) -> Scanned:
    """What a run of one mark may do.

    Args:
        src: The text.
        start: Of the run.
        end: Of the text.
        in_words: Whether the mark may stand inside of a word, as `*` may and `_` may not.
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
    """The character before a position, without the selector of its variant."""
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
