"""How long a text is."""

import re

import icu

from dossierpress.resolve.boundaries import letter

_WORD = re.compile(r"\w\S*")


def count_words(text: str, lang: str) -> int:
    """Count the words of a text, also in scripts that do not part them by spaces."""
    if text.isascii() or "unspaced" not in {letter(character) for character in set(text)}:
        return len(_WORD.findall(text))
    breaks = icu.BreakIterator.createWordInstance(icu.Locale.forLanguageTag(lang))
    breaks.setText(icu.UnicodeString(text))
    # The status of a boundary tells what came before it; below 100 it was space or punctuation.
    return sum(breaks.getRuleStatus() >= 100 for _ in breaks)
