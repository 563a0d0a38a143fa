"""A name of another alphabet in Latin letters, in the ways in which the press writes it.

Cyrillic has a way for each language and office: `Sergei`, `Sergey`, `Sergej`, `Serguei`. A name
that is written without its vowels, in Arabic or Hebrew, cannot be sounded out by rule.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import icu

_PASSPORT = (
    "аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъie"
    " ыy ь эe юiu яia ґg єie іi їi"
)
_BRITISH = "ёyo йy ъ юyu яya єye їyi"
_WAYS = {
    "passport": _PASSPORT,
    "British": f"{_PASSPORT} {_BRITISH}",
    "German": f"{_PASSPORT} вw ёjo жsch зs йj хch цz чtsch шsch щschtsch ъ юju яja єje їji",
    "French": f"{_PASSPORT} ёio жj уou чtch шch щchtch ъ юiou",
    "Ukrainian": f"{_PASSPORT} гh иy",
    "Ukrainian, British": f"{_PASSPORT} {_BRITISH} гh иy",
}
"""Each letter with its Latin ones; what comes later counts."""
_TABLES = tuple(
    str.maketrans({one[0]: one[1:] for one in letters.split()}) for letters in _WAYS.values()
)
_CYRILLIC = re.compile("[а-яёґєії]")
_ENDS_IN_Y = re.compile(r"(?:iy|yy|ii|yi|ij|ji)\b")
_SOFT = (re.compile(r"\bе|(?<=[аеёиоуыэюяьъ])е"), "йе")
_FRENCH_HARD_G = re.compile(r"g(?=[ei])")
_HANGUL = re.compile("[\uac00-\ud7a3](?=[\uac00-\ud7a3])")


def romanised(name: str) -> Iterator[str]:
    """Every way to sound a name out."""
    composed = unicodedata.normalize("NFC", name)
    # Each syllable of a Korean name may stand by itself: `Min-su`.
    yield str(_roman().transliterate(_HANGUL.sub(r"\g<0> ", composed)))
    small = composed.lower()
    if not _CYRILLIC.search(small):
        return
    for way, table in zip(_WAYS, _TABLES, strict=True):
        spelled = small.translate(table)
        if way == "French":
            spelled = _FRENCH_HARD_G.sub("gu", spelled)
        yield spelled
        yield _ENDS_IN_Y.sub("y", spelled)
        if way == "British":
            yield _SOFT[0].sub(_SOFT[1], small).translate(table)


@cache
def _roman() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")
