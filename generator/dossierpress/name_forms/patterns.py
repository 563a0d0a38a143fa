"""A name as it may be written, letter by letter: what an automaton can look for."""

import re
from collections.abc import Iterator

from msgspec import Struct

from dossierpress.name_forms.letters import Letters, read_letters
from dossierpress.name_forms.romanised import romanised

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"}
    | {"ø": "oe", "Ø": "Oe"}
)
_ONE_VOWEL = str.maketrans({"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"})
_WRITTEN_OUT = re.compile("[aou]e|aa", re.IGNORECASE)
_SHORTEST_ROMAN = 8
"""Letters of a name in Latin letters that are sounded out, not written."""


class Pattern(Struct, frozen=True, kw_only=True, gc=False):
    """One way to write a name."""

    text: str
    """Folded letters, with nothing between them."""
    parts: frozenset[int]
    """Where its words meet, in letters; something may stand between them."""
    turned: int | None = None
    """Where the given names begin, if the family name stands first."""
    looks: bool = False
    """Whether it is of letters that only look like those of the name."""
    sounded: bool = False
    """Whether it is the name in letters of another alphabet, which others may write alike."""
    letters: str = ""
    """Of one that is of looks: the letters of the name, one for one."""


def patterns_of(name: str, *, person: bool) -> Iterator[Pattern]:
    """Every way to write a name that is the name itself, whoever reads it."""
    spellings = dict.fromkeys(spellings_of(name), False)
    for roman in romanised(name):
        if len(roman.replace(" ", "")) >= _SHORTEST_ROMAN:
            spellings.setdefault(roman, True)
    for spelling, sounded in spellings.items():
        yield from _turned(read_letters(spelling), person=person, sounded=sounded)
    # Capitals look like others than their small letters do.
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
    """A name with its umlauts as they are, written out, and with those that are left out."""
    written_out = name.translate(_UMLAUTS)
    return tuple(dict.fromkeys((name, written_out, _short_umlauts(name))))


def _turned(letters: Letters, *, person: bool, sounded: bool = False) -> Iterator[Pattern]:
    """The words in their order, and of a person with every family name that it may have first."""
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
    """`Mueller` as `Müller` would be folded."""
    return _WRITTEN_OUT.sub(lambda found: found[0][0], name.translate(_ONE_VOWEL))
