"""Names in the texts that no entity has: runs of capitalised words, for who wants to look."""

import re
from collections.abc import Iterable, Iterator

from dossierpress.diagnostics import Diagnostic
from dossierpress.resolve.doubtful_names import place_of
from dossierpress.resolve.names import Found
from dossierpress.resolve.settled import Words
from dossierpress.resolve.surroundings import UNKNOWN_NAME, Subject

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NEXT = re.compile(r"[ \n]([^\W\d_][\w'’-]*)")


def unknown_names(
    subject: Subject, words: Iterable[Words], known: Iterable[Found]
) -> Iterator[Diagnostic]:
    """Report runs of two or more capitalised words that hold no known name, each once.

    Args:
        subject: The record.
        words: The stretches of its visible text.
        known: Every name that was found in it.
    """
    taken = [(name.start, name.end) for name in known]
    told: set[str] = set()
    for stretch in words:
        if not stretch.counted:
            continue
        for start, text in _runs(stretch.text):
            begin = stretch.start + start
            end = begin + len(text)
            if text in told or any(a < end and begin < b for a, b in taken):
                continue
            told.add(text)
            yield subject.problem(
                UNKNOWN_NAME,
                place_of(stretch, begin, len(text)),
                f"`{' '.join(text.split())}` may be a name, and no entity has it",
                "make an entity of it, or add it to the `aliases` of one",
            )


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, a run of words that all begin with a capital)."""
    place = 0
    for found in _WORD.finditer(text):
        if found.start() < place or not found[0][0].isupper():
            continue
        end, count = found.end(), 1
        while (following := _NEXT.match(text, end)) and following[1][0].isupper():
            end, count = following.end(), count + 1
        place = end
        if count > 1:
            yield found.start(), text[found.start() : end]
