"""Cases written in Markdown: `## title`, then fenced blocks of input and of what is expected."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def cases(folder: str) -> list[object]:
    """Every case of tests/cases/FOLDER, as parameters (stem of its file, text of each block…)."""
    return [case for path in sorted(_root(folder).glob("*.md")) for case in _of(path)]


def _root(folder: str) -> Path:
    return Path(__file__).parent / "cases" / folder


def _of(path: Path) -> Iterator[object]:
    text = path.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=True):
        line = text.count("\n", 0, heading.start()) + 1
        blocks = _BLOCK.findall(text, heading.end(), end)
        yield pytest.param(path.stem, *blocks, id=f"{path.stem}:{line} {heading[1]}")
