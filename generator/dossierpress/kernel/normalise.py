"""Normalise texts and names that look the same to a reader, and map them back to the original.

The result is NFC; white space of any kind and length is one space; typographic apostrophes and
hyphens become plain ones; Arabic and Hebrew vowel signs, the tatweel, soft hyphens and direction
marks are removed; the Arabic and the Persian forms of yeh and kaf become one letter each, since
keyboards mix them. Joiners are removed where they join nothing: after Latin, Greek or Cyrillic
letters, unless a letter of another script follows. Case and accents are kept: they distinguish
names.
"""

import re
import unicodedata

from msgspec import Struct

_LAST_SPACE = 0x3000
_SAME = {code: " " for code in range(_LAST_SPACE + 1) if chr(code).isspace()} | str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u064a": "\u06cc",  # yeh
        "\u0643": "\u06a9",  # kaf
    }
)
# Ligatures copied from PDFs, and the presentation forms of Arabic letters.
_SAME |= {
    code: plain.translate(_SAME)
    for begin, end in ((0xFB00, 0xFB06), (0xFB50, 0xFDF9), (0xFE70, 0xFEFC))
    for code in range(begin, end + 1)
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code) and " " not in plain
}
# Signs that belong to the letter before them: Arabic and Hebrew vowels, and the tatweel.
_SIGNS = "\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
_INVISIBLE = (
    "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\U000e0000-\U000e007f"
)
# Joiners are part of the spelling in many scripts. After these letters, and before one of them or
# the end of a word, they only hide a name; a part of a text ends where plain ASCII begins.
_UNJOINED = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\ufb00-\ufb06"
_DROPPED = re.compile(
    f"(?<=[{_UNJOINED}\u0300-\u036f])[\u200c\u200d{_SIGNS}{_INVISIBLE}]+"
    f"(?=[{_UNJOINED} -~\\s\u02bc\u2010-\u203a]|\\Z)"
    f"|[{_SIGNS}{_INVISIBLE}]"
)
_SIGN = re.compile(f"[{_SIGNS}]")
# Most of most texts, which stays unchanged. Its last character may combine with what follows.
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*(?=[!-~])")
# A unit of NFC composition: a character with the marks or the jamo that follow it.
_CLUSTER = re.compile(
    r"(?s)\s|."
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u0900-\u0903\u093a-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e"
    "\u1160-\u11ff\u1ab0-\u1aff\u1b34-\u1b44\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    "\ufe20-\ufe2f\U000110ba\U00011127\U0001133e-\U00011357\U000114b0-\U000114bd\U000115af"
    "\U00011930]*"
)


class NormalisedText(Struct, frozen=True, kw_only=True, gc=False):
    """A normalised text, with the offsets of the original."""

    text: str
    starts: tuple[int, ...] | None
    """Where each character begins in the original; None if all offsets are the same."""
    ends: tuple[int, ...] | None
    """Where each character ends in the original, together with its dropped signs."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty range of the normalised text into one of the original."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise_text(text: str) -> NormalisedText:
    """Normalise a text."""
    same = text.translate(_SAME)
    if (
        "  " not in same
        and len(same) == len(text)
        and (
            text.isascii() or (unicodedata.is_normalized("NFC", text) and not _DROPPED.search(text))
        )
    ):
        return NormalisedText(text=same, starts=None, ends=None)
    return _normalise_with_care(text)


def normalise_name(name: str) -> str:
    """Normalise a name, without white space at its ends."""
    return normalise_text(name).text.strip(" ")


def _normalise_with_care(text: str) -> NormalisedText:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for plain in _PLAIN.finditer(text):
        _normalise_part(text[done : plain.start()], done, letters, starts, ends)
        done = plain.end()
        letters += plain[0]
        starts += range(plain.start(), done)
        ends += range(plain.start() + 1, done + 1)
    _normalise_part(text[done:], done, letters, starts, ends)
    return NormalisedText(text="".join(letters), starts=tuple(starts), ends=tuple(ends))


def _normalise_part(
    text: str, offset: int, letters: list[str], starts: list[int], ends: list[int]
) -> None:
    kept, places = _drop(text)
    for cluster in _CLUSTER.finditer(kept):
        start, end = offset + places[cluster.start()][0], offset + places[cluster.end() - 1][1]
        letters_of_it = unicodedata.normalize("NFC", cluster[0]).translate(_SAME)
        for letter in unicodedata.normalize("NFC", letters_of_it):
            if letter == " " and letters and letters[-1] == " ":
                ends[-1] = end
                continue
            if _SIGN.match(letter):  # of a letter that has no composed form in NFC
                continue
            letters.append(letter)
            starts.append(start)
            ends.append(end)


def _drop(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Remove invisible characters and signs; the place of a sign goes to the letter before it."""
    kept: list[str] = []
    places: list[tuple[int, int]] = []
    dropped = {
        place for found in _DROPPED.finditer(text) for place in range(found.start(), found.end())
    }
    for place, character in enumerate(text):
        if place not in dropped:
            kept.append(character)
            places.append((place, place + 1))
        elif places and places[-1][1] == place and _SIGN.match(character):
            places[-1] = (places[-1][0], place + 1)
    return "".join(kept), places
