"""The spellings of a name: transcribed umlauts, Latin letters, family name first, declined.

`patterns_of` gives the letters of every spelling of a name, for an automaton; `romanised` the usual
Latin forms of a name in another alphabet; `declined` the grammatical cases of a word. There is no
dictionary: the ending of a name is removed, and all endings of its declension are added.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import icu
from msgspec import Struct

from dossierpress.visibility.name_forms.letters import Letters, read_letters, script_of

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
"""Letter -> its Latin letters; later entries override earlier ones."""
_TABLES = tuple(
    str.maketrans({one[0]: one[1:] for one in letters.split()}) for letters in _WAYS.values()
)
_CYRILLIC = re.compile("[а-яёґєії]")
_ENDS_IN_Y = re.compile(r"(?:iy|yy|ii|yi|ij|ji)\b")
_SOFT = (re.compile(r"\bе|(?<=[аеёиоуыэюяьъ])е"), "йе")
_FRENCH_HARD_G = re.compile(r"g(?=[ei])")
_HANGUL = re.compile("[\uac00-\ud7a3](?=[\uac00-\ud7a3])")


def romanised(name: str) -> Iterator[str]:
    """All romanisations of a name."""
    composed = unicodedata.normalize("NFC", name)
    # Each syllable of a Korean name may be a word of its own: `Min-su`.
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


_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"}
    | {"ø": "oe", "Ø": "Oe"}
)
_ONE_VOWEL = str.maketrans({"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"})
_WRITTEN_OUT = re.compile("[aou]e|aa", re.IGNORECASE)
_SHORTEST_ROMAN = 8
"""Fewest letters of a romanised name."""


class Pattern(Struct, frozen=True, kw_only=True, gc=False):
    """One spelling of a name."""

    text: str
    """Folded letters, with nothing between them."""
    parts: frozenset[int]
    """Offsets in `text` between words, where other characters may be."""
    turned: int | None = None
    """Offset of the given names, if the family name comes first."""
    looks: bool = False
    """Whether its letters only look like those of the name."""
    sounded: bool = False
    """Whether it is a romanisation, which other names may share."""
    letters: str = ""
    """With `looks`, the corresponding letters of the name."""


def patterns_of(name: str, *, person: bool) -> Iterator[Pattern]:
    """All certain spellings of a name."""
    spellings = dict.fromkeys(spellings_of(name), False)
    for roman in romanised(name):
        if len(roman.replace(" ", "")) >= _SHORTEST_ROMAN:
            spellings.setdefault(roman, True)
    for spelling, sounded in spellings.items():
        yield from _turned(read_letters(spelling), person=person, sounded=sounded)
    # Capitals look like other letters than their small letters do.
    for cased in dict.fromkeys((name, name.upper(), name.lower())):
        letters = read_letters(cased, looks=True)
        plain = read_letters(cased)
        for pattern, own in zip(
            _turned(letters, person=person),
            _turned(plain, person=person),
            strict=False,
        ):
            yield Pattern(
                text=pattern.text,
                parts=pattern.parts,
                turned=pattern.turned,
                looks=True,
                letters=own.text if len(own.text) == len(pattern.text) else "",
            )


def spellings_of(name: str) -> tuple[str, ...]:
    """A name with its umlauts as they are, transcribed, and reduced to plain vowels."""
    written_out = name.translate(_UMLAUTS)
    return tuple(dict.fromkeys((name, written_out, _short_umlauts(name))))


def _turned(letters: Letters, *, person: bool, sounded: bool = False) -> Iterator[Pattern]:
    """The words in order; for a person also with each possible family name first."""
    words = [letters.word(number) for number in range(len(letters.words))]
    for first in range(len(words) if person else min(len(words), 1)):
        order = [*words[first:], *words[:first]]
        meets, length = set(), 0
        for word in order[:-1]:
            length += len(word)
            meets.add(length)
        yield Pattern(
            text="".join(order),
            parts=frozenset(meets),
            turned=sum(map(len, words[first:])) if first else None,
            sounded=sounded,
        )


def _short_umlauts(name: str) -> str:
    """`Mueller` as `Müller` is folded."""
    return _WRITTEN_OUT.sub(lambda found: found[0][0], name.translate(_ONE_VOWEL))


_SHORTEST_STEM = 2


def _folded_endings(endings: str) -> frozenset[str]:
    return frozenset(read_letters(one).text for one in endings.split()) | {""}


_OWN = {
    "Cyrl": _folded_endings("ая яя ий ый ой ія ия а я й ь о е и ы у ю і"),
    "Grek": _folded_endings("ος ης ας ους ες ς η α ου ο"),
    "Latn": _folded_endings("a e o y i"),
}
"""Script -> endings that may be removed."""
_ENDINGS = {
    "Cyrl": _folded_endings(
        "а у ом ым ем ём е ой ою ей ею ы и ых их ыми ими ам ам ами ах я ю ям ями ях ья ью ь "
        "ия ие ии ию ией ий ый ая яя ую юю ого его ому ему им ов ев ови еві ові і ою єю єм й"
    ),
    "Grek": _folded_endings("ος ου ο ε οι ων ους ης η ας α ες ς"),
    "Latn": _folded_endings("a u om em ovi owi ego emu iem im ym ie e y i ou ove ova ovou ovo o"),
}
"""Script -> endings that may be added."""
_FLEETING = frozenset("еоё")


@cache
def declined(word: str) -> frozenset[str]:
    """All declined forms of a folded word of a name, without the word itself."""
    script = script_of(word[-1:] or " ")
    if script not in _ENDINGS:
        return frozenset()
    forms = {stem + ending for stem in _stems(word, script) for ending in _ENDINGS[script]}
    return frozenset(forms - {word})


def _stems(word: str, script: str) -> Iterator[str]:
    yield word
    for ending in _OWN[script]:
        if ending and word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word.removesuffix(ending)
    # Павел, Павла; Лев, Льва.
    if script == "Cyrl" and len(word) > _SHORTEST_STEM and word[-2] in _FLEETING:
        yield word[:-2] + word[-1]
        yield word[:-2] + "ь" + word[-1]
