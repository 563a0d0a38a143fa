"""Slugs: the form of ids, and of anchors made from headings."""

import re
import unicodedata
from functools import lru_cache

import icu

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
"""The form of an id, for schemas too."""

_SLUG = re.compile(SLUG)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc")
_LONGEST = 80
# `C`, `C++` and `C#` are three things.
_SPOKEN = (
    (re.compile(r"(?<=[\w+])\+(?![^\W\d_])"), " plus"),
    (re.compile(r"(?<=\w)#(?!\w)"), " sharp"),
    (re.compile(r"&"), " and "),
)


def is_slug(text: str) -> bool:
    """Whether a text can be an id."""
    return _SLUG.fullmatch(text) is not None


@lru_cache(maxsize=1)
def _to_ascii() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")


def suggest_slug(text: str) -> str | None:
    """Make an id from a text; None if nothing of the text may stand in an id."""
    if len(text) > 4 * _LONGEST:
        return None
    spoken = text.translate(_APOSTROPHES)
    for sign, word in _SPOKEN:
        spoken = sign.sub(word, spoken)
    latin = str(_to_ascii().transliterate(spoken))
    return _NOT_SLUG.sub("-", latin).strip("-")[:_LONGEST].rstrip("-") or None


def anchor_slug(text: str) -> str:
    """Make an anchor from the text of a heading; letters of any script are kept. May be empty."""
    folded = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).lower()
    kept = "".join(
        character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "
        for character in unicodedata.normalize("NFC", folded)
    )
    return "-".join(kept.split())
