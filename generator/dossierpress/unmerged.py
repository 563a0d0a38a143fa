"""Marks that a merge leaves where two edits of one place met and nobody has chosen.

They are looked for in every text that is read, wherever in it they stand: what is between them are
two versions, of which at least one was not to be published.
"""

import re
from collections.abc import Iterator

from dossierpress.diagnostics import Diagnostic, Note, Span

_MARK = re.compile(r"^(<{7,}|\|{7,}|={7,}|>{7,})(?=[ \t\r]|$)(.*)$", re.MULTILINE)
_REPORTED_AT_MOST = 20


def without_conflicts(text: str, *, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""A text with the first of every two versions, and every conflict in it.

    What goes is left as empty lines, so that whatever else is wrong keeps its place.

    Args:
        text: Lines end in `\n`.
        path: Of the file, for diagnostics.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text, ()
    lines = text.split("\n")
    problems = []
    for marks in _conflicts(lines):
        first, last = marks[0], marks[-1]
        dropped = next((mark for mark in marks[1:]), first)
        for number in {first, last, *(range(dropped, last + 1))}:
            lines[number] = ""
        problems.append(_problem(path, marks))
    if not lines[0] and lines[1:2] == ["---"]:
        lines[:2] = ["---", ""]  # front matter begins on the first line
    return "\n".join(lines), tuple(problems[:_REPORTED_AT_MOST])


def _conflicts(lines: list[str]) -> Iterator[list[int]]:
    """The numbers of the lines with marks of each conflict; a mark may stand alone."""
    open_: list[int] = []
    for number, line in enumerate(lines):
        found = _MARK.match(line)
        if found is None:
            continue
        sign, rest = found[1][0], found[2].strip()
        if sign == "<":
            if open_:
                yield open_
            open_ = [number]
        elif sign == ">":
            # Seven quotations in one another begin so too; a mark names a branch or nothing.
            if open_ or (found[1] == ">>>>>>>" and len(rest.split()) <= 1):
                yield [*open_, number]
                open_ = []
        elif open_ and not (sign == "=" and rest):
            open_.append(number)
    if open_:
        yield open_


def _problem(path: str, marks: list[int]) -> Diagnostic:
    first, *others = marks
    return Diagnostic(
        code="md-unresolved-merge",
        path=path,
        span=Span(line=first + 1, column=1, length=7),
        message="two versions of this place were never merged"
        if others
        else "a mark of a merge was left behind",
        hint="keep the words that are right, and delete the lines with the marks",
        notes=tuple(
            Note(message="it goes on", path=path, span=Span(line=number + 1, column=1, length=7))
            for number in others[:3]
        ),
    )
