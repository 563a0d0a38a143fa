"""Decide whether letters that spell a name are that name: certainly, perhaps, or not.

It depends on the characters between and around them. `Zorblat-Quimby` is the name, `the orange` is
not Theo Range, and `Quimby, Zorblat` is the name with the family name first. `is_attached` decides
whether a name is part of an address, a handle or a file name, so that no stand-in can replace it;
`leftmost_longest` which of overlapping matches count.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, Protocol, TypeVar

from dossierpress.visibility.name_forms.letters import Letters, script_of
from dossierpress.visibility.name_forms.spellings import Pattern


class Stretch(Protocol):
    """A range of a text, such as `re.Match`."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


S = TypeVar("S", bound=Stretch)


def leftmost_longest(found: Iterable[S]) -> list[S]:
    """Keep the leftmost and longest of overlapping ranges; of equal ones, the first in `found`."""
    kept: list[S] = []
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            kept.append(one)
            end = one.end
    return kept


_IN_ADDRESS = re.compile(r"@|://|\bwww\.|\\")
_FILE = re.compile(r"[\w-]\.[a-z][a-z\d]{1,4}\Z")
_JOINING = frozenset("._%+/=~#")
_HEAD = re.compile(r"\S*\Z")
_TAIL = re.compile(r"\S*")
_ROOM = 60
"""Characters on either side that are examined, so that a long word does not cost its square."""
_AROUND = ".,;:!?()[]{}<>\"'“”‘’«»„…"


def is_attached(text: str, start: int, end: int) -> bool:
    """Whether a range is part of an address, a handle or a file name."""
    words = text[start:end]
    if any(one.isspace() for one in words):
        return False
    head = _HEAD.search(text[max(0, start - _ROOM) : start])
    tail = _TAIL.match(text, end, end + _ROOM)
    before, after = (found[0] if found else "" for found in (head, tail))
    around = f"{before}{words}{after}".strip(_AROUND)
    return (
        bool(_IN_ADDRESS.search(around) or _FILE.search(around))
        or not _JOINING.isdisjoint(words)
        or before.endswith(("_", "#", "~"))
        or after.startswith("_")
    )


_LONG = 10
"""Fewest letters of joined words that are a name even within other letters."""
_SHORT = 8
"""Fewest letters of joined words that are a name, unless capitals separate them."""
_WORTH_AN_ENDING = 6
_LONGEST_ENDING = 3
_WORTH_GLUING = 6
"""Fewest letters of several words in the spelling of their record: `Ada Canaryacme`."""
_WORTH_GLUING_ALIKE = 9
"""The same in small letters or capitals alone: `art workshop` is not Art Works."""
_WORTH_GLUING_HANGUL = 3
"""Fewest syllables of a Korean name, to which a title is joined (`김철수의원`)."""
_SPACED_OUT = 5
_ABBREVIATION = 2

_APART = re.compile(r"\0|\n\s*\S")
"""Between two paragraphs, or two items of a list."""
_TIGHT = re.compile(r"\s+|[^\S\n]?[\-\u05be‐‑‒–—―_.·・•'’´`+~/\\&=*]{1,3}[^\S\n]?")
"""Characters that may be between two words of one name."""
_FULL_STOP = re.compile(r"[.。]\s")
_CELLS = re.compile(r"\s*[\"'”]?\s*[|;,\t]\s*[\"'“]?\s*")
"""Separators of table cells in a file."""
_COMMA = re.compile(r"[\s+_-]*[,،、，][\s+_-]*")
_HYPHENATED = re.compile(r"[-‐\u00ad]\s*\n\s*")
_MARKED = re.compile(r"[*_~`=\\'’‘´]{1,3}")
"""Marks of Markdown and apostrophes within a word: `Zor**blat**`, `Maks'ym`."""
_WORD = re.compile(r"[^\W\d_]+")
_THIN = re.compile(r"[\s·・‧•]{1,2}")
_UNSPACED = frozenset(
    ("Hani", "Hira", "Kana", "Bopo", "Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Yiii", "Java", "Bali")
)
_AS_ONE_WORD = _UNSPACED | {"Hang"}
"""Scripts whose names are written as one word, however short."""
_BEFORE = {
    "Arab": re.compile("(?:[وف]?[بلك]?|[وف]?(?:ال|لل|بال|كال))"),
    "Hebr": re.compile("ו?(?:כש|ש)?[הבלכמ]?"),
}
"""Particles that are joined to the following word."""
_KOREAN_PARTICLE = re.compile(
    "(?:에|에서|에게|에게서|께|께서|한테|로|으로|까지|부터|만|하고|처럼|보다|은|는|이|가|을|를|의|와|과|도"
    "|랑|이랑|라는|이라는|라고|이라고|이다|이며|이자|측|씨)(?:는|도|만|의|가|를)?"
)

Edge = Literal["free", "ending", "inside"]
"""How a word continues beyond a name: not at all, with an ending, or with more letters."""


class Match(NamedTuple):
    """Letters of a text that spell a name, to be judged."""

    letters: Letters
    start: int
    end: int
    """Offsets are in the letters."""
    pattern: Pattern
    name: str
    """The name as in its record."""

    def is_name(self, *, cells: bool, address: bool) -> bool | None:
        """Whether it is the name: certainly (True), perhaps (False), or not (None)."""
        together = self._holds_together(cells=cells, address=address)
        if together is None or (self.pattern.looks and not self._is_read_so()):
            return None
        joined: bool | None = True
        if not self.pattern.parts:
            spelled = self._is_spelled()
            together = together and spelled
            if not spelled and not (address and self._length >= _SHORT):
                return None
        elif not self._gaps:
            joined = self._is_joined(address=address)
        if joined is None:
            return None
        edge = self._edge()
        if edge == "free":
            return together and joined and not self.pattern.sounded
        if edge == "ending" and self._may_have_ending(address=address):
            return False
        return False if together and self._may_be_glued() else None

    @property
    def _length(self) -> int:
        return self.end - self.start

    @property
    def _words(self) -> range:
        """Numbers of the words that it overlaps."""
        return range(self.letters.word_at(self.start), self.letters.word_at(self.end - 1) + 1)

    @property
    def _gaps(self) -> list[int]:
        """Offsets from its start at which something is between two of its letters."""
        return [self.letters.words[word] - self.start for word in self._words[1:]]

    def _written(self, offset: int) -> str:
        """A character as in the original."""
        return self.letters.original[self.letters.original_at(offset)]

    def _holds_together(self, *, cells: bool, address: bool) -> bool | None:
        """Whether the characters between the letters, and their case, allow them to be one name."""
        kinds = [self._kind_of_gap(word, cells=cells) for word in self._words[1:]]
        if "foreign" in kinds:
            return None
        tight = "loose" not in kinds
        if cells or address or not kinds or self._has_capitals():
            return tight
        if not tight:
            return None  # `the mark, long forgotten` is not Mark Long
        spaced = self.pattern.turned is not None and self._is_spaced(self.pattern.turned)
        return not spaced or is_attached(
            self.letters.original, *self.letters.span(self.start, self.end)
        )

    def _kind_of_gap(self, word: int, *, cells: bool) -> Literal["tight", "loose", "foreign"]:
        between = self.letters.gap_before(word)
        gap = self.letters.words[word] - self.start
        if self.pattern.turned is not None and _APART.search(between):
            return "foreign"
        if gap not in self.pattern.parts and not self._is_spaced_out():
            broken = (
                _HYPHENATED.fullmatch(between)
                or _MARKED.fullmatch(between)
                or (_THIN.fullmatch(between) and self._is_as_one_word(word))
            )
            return "tight" if broken else "foreign"
        if _TIGHT.fullmatch(between):
            return "foreign" if self._is_stopped(word, between) else "tight"
        tight = (
            (between.strip() and between in self.name)  # as in the record itself
            or (cells and _CELLS.fullmatch(between))
            or (self.pattern.turned == gap and _COMMA.fullmatch(between))
        )
        return "tight" if tight else "loose"

    def _is_spaced_out(self) -> bool:
        """Whether all letters are separate: `Z o r b l a t`."""
        return self._length >= _SPACED_OUT and len(self._words) == self._length

    def _is_as_one_word(self, word: int) -> bool:
        offset = self.letters.words[word]
        return all(
            script_of(one) in _AS_ONE_WORD for one in self.letters.text[offset - 1 : offset + 1]
        )

    def _is_stopped(self, word: int, between: str) -> bool:
        """Whether a sentence may end between two words; `Q. Secret` is an initial."""
        before = self.letters.end_of(word - 1) - self.letters.words[word - 1]
        short = _ABBREVIATION if self.pattern.turned is None else 1
        return bool(_FULL_STOP.search(between)) and before > short

    def _has_capitals(self) -> bool:
        """Whether all words begin with a capital if those of the name do, joined or not."""
        words = (one for one in self.name.split() if one[0].isupper())
        begun = (self._written(self.start), *map(self.letters.begins, self._words[1:]))
        return not any(words) or not any(one.islower() for one in begun)

    def _is_spaced(self, offset: int) -> bool:
        """Whether only white space or a comma is before a letter."""
        if self.start + offset not in self.letters.words:
            return False
        return not self.letters.gap_before(self.letters.word_at(self.start + offset)).strip(" \n,،")

    def _is_joined(self, *, address: bool) -> bool | None:
        """Whether several joined words are a name: `zorblatquimby`, but not `artworks`."""
        capitals = all(self._turns_to_capital(self.start + part) for part in self.pattern.parts)
        if (
            capitals
            or self._length >= _LONG
            or script_of(self.letters.text[self.start]) in _AS_ONE_WORD
        ):
            return True
        if self._length < _SHORT:
            return None
        span = self.letters.span(self.start, self.end)
        return False if address or is_attached(self.letters.original, *span) else None

    def _turns_to_capital(self, offset: int) -> bool:
        return self._written(offset - 1).islower() and self._written(offset).isupper()

    def _is_read_so(self) -> bool:
        """Whether letters that look like others can be read as those: a small `l` is no `i`."""
        for word in self._words:
            begin, end = self.letters.words[word], self.letters.end_of(word)
            if all(self._written(place).isdecimal() for place in range(begin, end)):
                return False
        return all(
            written == letter or written not in "liı" or (written == "ı" and letter == "i")
            for letter, written in self._doubtful_letters()
        )

    def _doubtful_letters(self) -> Iterator[tuple[str, str]]:
        for offset, letter in enumerate(self.pattern.letters):
            if letter in "il":
                yield letter, self._written(self.start + offset)

    def _is_spelled(self) -> bool:
        """Whether a name of one word has its capitals: `mark` is not `Mark`, but `MARK` is."""
        if not next((one for one in self.name if one.isalpha()), "").isupper():
            return True
        written = [self._written(place) for place in range(self.start, self.end)]
        rest = [one for one in written[1:] if one.isalpha()]
        alike = len({one.islower() for one in rest}) <= 1
        return not written[0].islower() and (alike or any(one.isupper() for one in self.name[1:]))

    def _edge(self) -> Edge:
        first, last = self._words[0], self._words[-1]
        if not self._may_begin(self.letters.text[self.letters.words[first] : self.start]):
            return "inside"
        ending = self.letters.text[self.end : self.letters.end_of(last)]
        return "free" if self._may_end(ending) else "ending"

    def _may_begin(self, before: str) -> bool:
        if not before or _part_words(before[-1], self.letters.text[self.start]):
            return True
        particle = _BEFORE.get(script_of(before[-1]))
        return bool(particle and particle.fullmatch(before)) or self._turns_to_capital(self.start)

    def _may_end(self, ending: str) -> bool:
        last = self.letters.text[self.end - 1]
        if not ending or _part_words(last, ending[0]) or self._turns_to_capital(self.end):
            return True
        return script_of(last) == "Hang" and bool(_KOREAN_PARTICLE.fullmatch(ending))

    def _may_have_ending(self, *, address: bool) -> bool:
        """Whether the letters after the name may be an ending: of a case, or of a plural."""
        last = self._words[-1]
        ending = self.letters.end_of(last) - self.end
        capital = not self.letters.begins(last).islower()
        if ending <= _LONGEST_ENDING and capital:
            return self._length >= _WORTH_AN_ENDING
        return bool(self.pattern.parts) and (capital or address) and self._length >= _LONG

    def _may_be_glued(self) -> bool:
        """Whether letters before or after may have been joined to a name by mistake.

        `Brianna Baker` and `Canada Canary` are not `Anna Baker` and `Ada Canary`: the capital in
        the middle is missing.
        """
        if script_of(self.letters.text[self.start]) == "Hang":
            return self._length >= _WORTH_GLUING_HANGUL
        if not self.pattern.parts:
            return self._length >= _LONG
        if not any(one.isupper() for one in self.name):
            return self._length >= _WORTH_GLUING
        written = "".join(map(self._written, range(self.start, self.end)))
        if written.islower() or written.isupper():
            return self._length >= _WORTH_GLUING_ALIKE
        if self._has_capitals_of_record():
            return self._length >= _WORTH_GLUING
        return not self._gaps and self._length >= _LONG

    def _has_capitals_of_record(self) -> bool:
        """Whether no more words begin with a small letter than in its record."""
        begun = (self._written(self.start + part) for part in (0, *self.pattern.parts))
        small: int = sum(word[0].islower() for word in _WORD.findall(self.name))
        return sum(one.islower() for one in begun) <= small


def _part_words(left: str, right: str) -> bool:
    """Whether one word may end and another begin between two letters."""
    scripts = (script_of(left), script_of(right))
    return (
        left.isdigit() != right.isdigit()
        or not _UNSPACED.isdisjoint(scripts)
        or (scripts[0] != scripts[1] and "Zyyy" not in scripts)
    )
