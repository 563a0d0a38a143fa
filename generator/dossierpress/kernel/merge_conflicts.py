"""Merge conflict markers, which a merge leaves where two edits of one place met.

Every text is searched for them: they hold two versions, at least one of which must not be
published.
"""

import re
from collections.abc import Iterator

from dossierpress.kernel.diagnostics import Diagnostic, Note, Span

_MERGE_MARK = re.compile(r"[ \t]*(<{7,}|\|{7,}|={7,}|>{7,})(?=[ \t\r]|$)(.*)$")


_REPORTED_AT_MOST = 20


def without_conflicts(text: str, *, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Return a text with the first version of each merge conflict, and a diagnostic for each.

    Removed lines are left empty, so that other diagnostics keep their places.

    Args:
        text: Lines end in `\n`.
        path: Of the file, for diagnostics.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text, ()
    lines = text.split("\n")
    problems = []
    for marks in _conflicts(lines):
        problems.append(_unresolved_merge(path, lines, marks))
        # What is between the first two marks stays: the first of the two versions.
        second = marks[1] if len(marks) > 1 else marks[0]
        for number in (marks[0], *range(second, marks[-1] + 1)):
            lines[number] = ""
    if not lines[0] and lines[1:2] == ["---"]:
        lines[:2] = ["---", ""]  # front matter begins on the first line
    return "\n".join(lines), tuple(problems[:_REPORTED_AT_MOST])


def whole_conflict(text: str, *, path: str) -> Diagnostic | None:
    r"""Report the first conflict, if all its markers are there, in a file published as it is.

    Args:
        text: Lines end in `\n`.
        path: Of the file, for diagnostics.
    """
    if "<<<<<<<" not in text:
        return None
    lines = text.split("\n")
    both = (marks for marks in _conflicts(lines) if len(marks) > 2)
    marks = next(both, None)
    return _unresolved_merge(path, lines, marks) if marks else None


def _conflicts(lines: list[str]) -> Iterator[list[int]]:
    """The line numbers of the markers of each conflict.

    An indented marker counts only where both a start and an end marker are there.
    """
    open_: list[int] = []
    for number, line in enumerate(lines):
        found = _MERGE_MARK.match(line)
        if found is None:
            continue
        sign, rest = found[1][0], found[2].strip()
        inset = found.start(1) > 0
        if sign == "<":
            if open_ and _marks_stand_out(lines, open_):
                yield open_
            open_ = [number]
        elif sign == ">":
            # Seven nested block quotations begin so too; a branch name or nothing follows a marker.
            if open_ or (not inset and found[1] == ">>>>>>>" and len(rest.split()) <= 1):
                yield [*open_, number]
                open_ = []
        elif open_ and not (sign == "=" and rest):
            open_.append(number)
    if open_ and _marks_stand_out(lines, open_):
        yield open_


def _marks_stand_out(lines: list[str], marks: list[int]) -> bool:
    return not lines[marks[0]][0].isspace()


def _unresolved_merge(path: str, lines: list[str], marks: list[int]) -> Diagnostic:
    first, *others = (_place_of_line(lines, number) for number in marks)
    return Diagnostic(
        code="md-unresolved-merge",
        path=path,
        span=first,
        message="two versions of this place were never merged"
        if others
        else "a mark of a merge was left behind",
        hint="keep the words that are right, and delete the lines with the marks",
        notes=tuple(Note(message="it goes on", path=path, span=place) for place in others[:3]),
    )


def _place_of_line(lines: list[str], number: int) -> Span:
    line = lines[number]
    return Span(line=number + 1, column=len(line) - len(line.lstrip()) + 1, length=7)
