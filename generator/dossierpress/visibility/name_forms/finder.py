"""Find all forms of many names in a text, in one pass over its letters and one over its words.

`is_of_person` decides for which kinds of records a name has a family name and initials.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from dossierpress.visibility.name_forms.letters import (
    EITHER,
    Letters,
    fold_letters,
    only_letters,
    read_letters,
    words_in,
)
from dossierpress.visibility.name_forms.likely import LikelyForms, likely_forms
from dossierpress.visibility.name_forms.matches import Match, is_attached, leftmost_longest
from dossierpress.visibility.name_forms.spellings import Pattern, patterns_of

_OTHERS = frozenset(
    """
    organization place event work object newspaper online wire broadcaster state-media government
    parliament court company ngo think-tank academic social document
    """.split()  # noqa: SIM905 (reads better than twenty lines)
)


def is_of_person(kind: str) -> bool:
    """Whether records of a kind may be persons; those of all kinds that a dossier adds may be."""
    return kind not in _OTHERS


class Name(NamedTuple):
    """A name that is searched for."""

    text: str
    person: bool
    """Whether it is a person's name, with a family name and initials."""


class Form(NamedTuple):
    """A form of a name in a text."""

    start: int
    end: int
    """Offsets are in the original text."""
    name: int
    """Number of the name."""
    certain: bool
    """Whether it can be nothing else; if not, it may be another name, or another word."""
    attached: bool = False
    """Whether it is part of an address, a handle or a file name."""


class FormFinder(Struct, frozen=True):
    """All names that are searched for, in one automaton."""

    names: Sequence[Name]
    patterns: Sequence[tuple[Pattern, int]]
    """(pattern, number of its name)."""
    by_text: Sequence[Sequence[int]]
    """Numbers of the patterns of each text in the automaton."""
    automaton: AhoCorasick | None
    likely: LikelyForms

    @classmethod
    def of(cls, names: Iterable[Name]) -> Self:
        """Compile names."""
        names = tuple(names)
        patterns = tuple(
            (pattern, number)
            for number, name in enumerate(names)
            for pattern in dict.fromkeys(patterns_of(name.text, person=name.person))
            if pattern.text
        )
        texts: dict[str, list[int]] = {}
        for number, (pattern, _) in enumerate(patterns):
            texts.setdefault(pattern.text, []).append(number)
        return cls(
            names=names,
            patterns=patterns,
            by_text=tuple(map(tuple, texts.values())),
            automaton=AhoCorasick(list(texts), MatchKind.Standard) if texts else None,
            likely=likely_forms(
                (number, name.text) for number, name in enumerate(names) if name.person
            ),
        )

    def find(
        self,
        text: str,
        *,
        cells: bool = False,
        address: bool = False,
        named: Iterable[int] = (),
        certain_only: bool = False,
    ) -> list[Form]:
        """Find all forms of all names.

        Args:
            text: Any text.
            cells: Whether commas and semicolons separate the cells of a table.
            address: Whether it is a path, an address or an id.
            named: Numbers of names whose owners the text names in another way.
            certain_only: Whether uncertain forms are left out.

        Returns:
            Forms by place. Certain ones may overlap. Uncertain ones do not overlap the certain ones
            that `leftmost_longest` keeps.
        """
        found = {
            self._form(match, name, certain=sure)
            for match, name in self._matches(text)
            if (sure := match.is_name(cells=cells, address=address)) is not None
        }
        certain = [form for form in found if form.certain]
        if certain_only:
            return sorted(certain)
        maybe = [form for form in found if not form.certain]
        known = {*named, *(form.name for form in certain)}
        if known or self.likely.may_be_among(words_in(fold_letters(text))):
            letters = read_letters(text)
            for first, last, name in self.likely.find(letters, known, address=address):
                maybe.append(Form(*letters.span(first, last), name, certain=False))
        return sorted({*certain, *_apart(maybe, certain)})

    def _matches(self, text: str) -> Iterator[tuple[Match, int]]:
        """Ranges with the letters of a name, whatever is between them, with the name's number."""
        if self.automaton is None:
            return
        for looks in EITHER:
            seen = only_letters(text, looks=looks)
            hits = self.automaton.find_matches_as_indexes(seen, overlapping=True)
            if not hits:
                continue
            letters: Letters = read_letters(text, looks=looks)
            for number, start, end in hits:
                for one in self.by_text[number]:
                    pattern, name = self.patterns[one]
                    if pattern.looks is looks:
                        yield Match(letters, start, end, pattern, self.names[name].text), name

    def _form(self, match: Match, name: int, *, certain: bool) -> Form:
        start, end = match.letters.span(match.start, match.end)
        attached = certain and is_attached(match.letters.original, start, end)
        return Form(start, end, name, certain, attached)


def _apart(maybe: Iterable[Form], certain: Iterable[Form]) -> Iterator[Form]:
    """Uncertain forms that overlap no certain one, the leftmost and longest of them.

    Of overlapping certain forms only those that `leftmost_longest` keeps count.
    """
    taken = [(form.start, form.end) for form in leftmost_longest(certain)]
    reach, following = -1, 0
    for form in sorted(maybe, key=lambda one: (one.start, -one.end)):
        while following < len(taken) and taken[following][0] < form.end:
            reach = max(reach, taken[following][1])
            following += 1
        if form.start >= reach:
            reach = form.end
            yield form
