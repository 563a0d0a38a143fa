"""Uncertain forms of names: initials, another name between, a grammatical case, one word alone.

They are searched for among the words of a text: each word is looked up once, and the words next to
it decide.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping

from msgspec import Struct

from dossierpress.visibility.name_forms.letters import Letters, read_letters
from dossierpress.visibility.name_forms.spellings import declined, spellings_of

_QUOTES = "\"“”„«»‘’'()"
_NEAR = re.compile(rf"\s+|[^\S\n]?[-‐‑.·’'_+][^\S\n]?|\s*[,،]\s*|\s*[{_QUOTES}]\s*")
"""Characters that may be between two words of a name."""
_BETWEEN = re.compile(rf"\s+|\.\s*|[-‐]|\s*[{_QUOTES}]\s*")
"""The same where another word is between them."""
_STOP = re.compile(r"\.\s*|\.?[-‐]")
_COMMA = re.compile(r"\s*[,،]\s*")
_FULL_STOP = re.compile(r"[.。]\s")
_JOINT = re.compile(r"[-._]")
_ENDS_SEGMENT = tuple("/?#@&.")
_SHORTEST_FAMILY_NAME = 3
_SHORTEST_HANDLE = 4
_SHORTEST_ALONE = 4
_MOST_INITIALS = 2
_LONG_NAME = 4
"""Fewest words of a name that may have two family names."""
_PARTICLES = frozenset(
    "van von der den de del di da dos la le al el ibn bin بن ابن بنت".split()  # noqa: SIM905 (short)
)
"""Particles within a name, which may be left out or added: `Jan van der Zorblat`."""
_WORDS = frozenset("aeioyuвикосуяі")
"""Letters that are words in some language: without a full stop they are no initials."""

Span = tuple[int, int, int]
"""(first letter, end, number of the name)."""


class LikelyForms(Struct, frozen=True, kw_only=True):
    """The parts of the names of persons. Of several equal ones the first is kept."""

    firsts: Mapping[str, tuple[str, ...]]
    """A given name in any grammatical case -> the names it may be a case of, itself first."""
    lasts: Mapping[str, tuple[str, ...]]
    """The same for family names."""
    pairs: Mapping[tuple[str, str], int]
    """(given name, family name) -> number of the name."""
    initials: Mapping[tuple[str, str], int]
    """(initial, family name) -> number of the name."""
    cut: Mapping[tuple[str, str], int]
    """(given name, initial of the family name) -> number of the name."""
    handles: Mapping[str, int]
    """`zquimby`, `quimbyz` -> number of the name."""
    parts: Mapping[int, tuple[str, str]]
    """Number of a name -> (given name, family name)."""

    def may_be_among(self, words: Collection[str]) -> bool:
        """Whether a text with these folded words can contain such a form."""
        return not (self.lasts.keys().isdisjoint(words) and self.handles.keys().isdisjoint(words))

    def find(self, letters: Letters, named: Container[int], *, address: bool) -> Iterator[Span]:
        """Find such forms in a text.

        Args:
            letters: The letters of the text.
            named: Numbers of the names that the same text has in full: then a family name alone
                means that person.
            address: Whether it is a path, an address or an id.
        """
        words = [letters.word(number) for number in range(len(letters.words))]
        alone = {
            word: number
            for number, parts in self.parts.items()
            if number in named and not address
            for word in parts
            if len(word) >= _SHORTEST_ALONE
        }
        text = _Words(letters, words, address)
        for place, word in enumerate(words):
            for last in self.lasts.get(word, ()):
                yield from self._around(text, place, last)
            for first in self.firsts.get(word, ()):
                yield from self._cut_short(text, place, first)
            if word in self.handles and text.is_handle(place):
                yield text.span(place, place, self.handles[word])
            if word in alone and text.is_capital(place):
                first, _ = self.parts[alone[word]]
                if word != first or not text.goes_on(place):
                    yield text.span(place, place, alone[word])

    def _around(self, text: "_Words", place: int, last: str) -> Iterator[Span]:
        """Given names and initials next to a family name."""
        for other in (place - 1, place + 1):
            if not 0 <= other < len(text.words):
                continue
            left, right = min(place, other), max(place, other)
            number = self._pair(text, other, place, last)
            if (
                number is not None
                and _NEAR.fullmatch(text.gap(right))
                and not text.is_stopped(right)
                and (text.address or (text.is_capital(left) and text.is_capital(right)))
            ):
                yield text.span(left, right, number)
            number = self.initials.get((text.words[other], last))
            if number is not None and text.is_initial(other, place):
                yield text.span(left, right, number)
        for other in range(place - 2, max(place - 3 - _MOST_INITIALS, -1), -1):
            if not text.is_between(other + 1, place):
                break
            number = self._pair(text, other, place, last)
            if number is None and _STOP.fullmatch(text.gap(other + 1)):
                number = self.initials.get((text.words[other], last))
            spelled = text.address or (text.is_capital(other) and text.is_capital(place))
            if number is not None and spelled:
                yield text.span(other, place, number)

    def _pair(self, text: "_Words", first: int, place: int, last: str) -> int | None:
        """Number of the name that has these two words as given and family name, or None."""
        for given in self.firsts.get(text.words[first], ()):
            number = self.pairs.get((given, last))
            # In Latin letters `Paula Allen` is another person than Paul Allen.
            changed = given != text.words[first] and last == text.words[place]
            if number is not None and not (changed and given.isascii()):
                return number
        return None

    def _cut_short(self, text: "_Words", place: int, first: str) -> Iterator[Span]:
        """`Zorblat Q.`, but not the beginning of `Zorblat Q. Smith`."""
        after = place + 1
        if after >= len(text.words) or first != text.words[place]:
            return
        number = self.cut.get((first, text.words[after]))
        if (
            number is not None
            and text.gap(after).isspace()
            and text.is_capital(place)
            and text.is_capital(after)
            and text.behind(after).startswith(".")
            and not (after + 1 < len(text.words) and text.behind(after) == ".")
            and not text.goes_on(after)
            and not _COMMA.fullmatch(text.gap(place))
        ):
            yield text.span(place, after, number)


class _Words(Struct, frozen=True):
    """The words of a text, with their original spelling."""

    letters: Letters
    words: list[str]
    address: bool

    def span(self, first: int, last: int, number: int) -> Span:
        return self.letters.words[first], self.letters.end_of(last), number

    def gap(self, place: int) -> str:
        """The original text between a word and the one before it."""
        if place:
            return self.letters.gap_before(place)
        return self.letters.original[: self.letters.starts[0]]

    def behind(self, place: int) -> str:
        """The original text between a word and the next one."""
        if place + 1 < len(self.words):
            return self.letters.gap_before(place + 1)
        _, end = self.letters.span(len(self.letters.text) - 1, len(self.letters.text))
        return self.letters.original[end : end + 2]

    def is_stopped(self, place: int) -> bool:
        """Whether a sentence may end before a word."""
        gap = self.gap(place)
        return len(self.words[place - 1]) > 1 and bool(_FULL_STOP.search(gap))

    def is_capital(self, place: int) -> bool:
        return not self.letters.begins(place).islower()

    def goes_on(self, place: int) -> bool:
        """Whether another capitalised word follows as part of the same name."""
        after = place + 1
        if after >= len(self.words) or not self.letters.begins(after).isupper():
            return False
        return bool(re.fullmatch(r"\.?\s+|[-‐]", self.gap(after)))

    def is_between(self, first: int, until: int) -> bool:
        """Whether words may be between a given and a family name: initials, or one name."""
        if self.address and until - first == 1:  # `?first=Zorblat&last=Quimby`
            return self.gap(first) == "&" and self.gap(until) == "="
        names = [place for place in range(first, until) if self.words[place] not in _PARTICLES]
        return (
            all(_BETWEEN.fullmatch(self.gap(place)) for place in range(first, until + 1))
            and all(self._begins_name(place) for place in names)
            and (
                all(len(self.words[place]) == 1 for place in names)
                or (len(names) == 1 and "." not in self.gap(until))
            )
        )

    def _begins_name(self, place: int) -> bool:
        letter = self.letters.begins(place)
        return letter.isalpha() and not letter.islower()

    def is_initial(self, place: int, family: int) -> bool:
        """Whether a letter is the initial that belongs to the family name beside it."""
        if self._is_in_handle(place, family):
            return True
        if not self.letters.begins(place).isupper() or not self.is_capital(family):
            return False
        if place < family:
            gap = self.gap(family)
            if place and len(self.words[place - 1]) == 1 and _STOP.fullmatch(self.gap(place)):
                return False  # `A. Z. Quimby` is another
            return bool(_STOP.fullmatch(gap)) or (gap.isspace() and self.words[place] not in _WORDS)
        gap = self.gap(place)
        stopped = self.behind(place).startswith(".")
        return (stopped and (gap.isspace() or bool(_COMMA.fullmatch(gap)))) or (
            bool(_COMMA.fullmatch(gap)) and self.words[place] not in _WORDS
        )

    def _is_in_handle(self, place: int, family: int) -> bool:
        """Whether the two are a whole handle, or a whole part of an address: `z.quimby@`."""
        left, right = min(place, family), max(place, family)
        before, after = self.gap(left)[-1:], self.behind(right)[:1]
        if not _JOINT.fullmatch(self.gap(right)):
            return False
        if not (self.address or before == "@" or after == "@"):
            return False
        return (not before or before in "/@=:~ ") and (not after or after in _ENDS_SEGMENT)

    def is_handle(self, place: int) -> bool:
        """Whether a word is a user name in a mail address or on a platform."""
        return self.gap(place).endswith("@") or self.behind(place).startswith("@")


def likely_forms(names: Iterable[tuple[int, str]]) -> LikelyForms:
    """Split names of persons, given as (number, name), into their parts."""
    firsts: dict[str, tuple[str, ...]] = {}
    lasts: dict[str, tuple[str, ...]] = {}
    pairs: dict[tuple[str, str], int] = {}
    initials: dict[tuple[str, str], int] = {}
    cut: dict[tuple[str, str], int] = {}
    handles: dict[str, int] = {}
    parts: dict[int, tuple[str, str]] = {}
    for number, spelling in ((number, one) for number, name in names for one in spellings_of(name)):
        letters = read_letters(spelling)
        words = [letters.word(place) for place in range(len(letters.words))]
        if len(words) == 1 or not words:
            continue
        turned = any(_COMMA.fullmatch(letters.gap_before(one)) for one in range(1, len(words)))
        first, last = (words[-1], words[0]) if turned else (words[0], words[-1])
        parts.setdefault(number, (first, last))
        for family in _family_names(letters, words, last):
            _enter(lasts, family)
            if len(first) > 1:
                _enter(firsts, first)
                pairs.setdefault((first, family), number)
                cut.setdefault((first, family[0]), number)
            if len(family) < _SHORTEST_FAMILY_NAME or not _has_case(family[0]):
                continue
            initials.setdefault((first[0], family), number)
            if len(family) >= _SHORTEST_HANDLE:
                handles.setdefault(first[0] + family, number)
                handles.setdefault(family + first[0], number)
    return LikelyForms(
        firsts=firsts,
        lasts=lasts,
        pairs=pairs,
        initials=initials,
        cut=cut,
        handles=handles,
        parts=parts,
    )


def _family_names(letters: Letters, words: list[str], last: str) -> Iterator[str]:
    """The last word, and of a long name the one before it: `Márquez`, `García Márquez`."""
    yield last
    if len(words) >= _LONG_NAME and last == words[-1]:
        before = len(words) - 2
        if letters.begins(before).isupper() and len(words[before]) >= _SHORTEST_FAMILY_NAME:
            yield words[before]


def _enter(words: dict[str, tuple[str, ...]], word: str) -> None:
    known = words.get(word, ())
    if word in known[:1]:
        return
    words[word] = (word, *known)
    for form in declined(word):
        words[form] = (*words.get(form, ()), word)


def _has_case(letter: str) -> bool:
    return letter.upper() != letter
