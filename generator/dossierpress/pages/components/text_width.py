"""How much room a text takes in a drawing, where nothing measures it."""

import unicodedata

LETTER = 7
"""Width of a Latin letter of 13 pixels, in pixels."""
_WIDE_SCRIPTS = ("W", "F")


def letters(text: str) -> int:
    """How much room a text takes, in letters as wide as in Latin script."""
    return sum(2 if unicodedata.east_asian_width(one) in _WIDE_SCRIPTS else 1 for one in text)


def shortened(text: str, longest: int) -> str:
    """A text of at most so many letters as wide as Latin ones, cut where it has more."""
    if letters(text) <= longest:
        return text
    kept = ""
    for letter in text:
        if letters(kept + letter) >= longest:
            break
        kept += letter
    return kept.rstrip() + "…"
