"""Markdown as authors write it: what is read of it, and what is said of it.

The cases are below cases/parse/. Each has a title, the text, and what is expected: the body as HTML
with its holes in words, then a line `! line:column+length code hint` for each diagnostic.
"""

import re
from pathlib import Path

import pytest

from reading_bodies import places, read_text, sketch

FOLDER = Path(__file__).parent / "cases" / "parse"
# A text may hold headings of its own, so a case is told by its title and its two blocks together.
_CASE = re.compile(
    r"^## ([^\n]+)\n\n(`{3,})markdown\n(.*?)^\2\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def cases() -> list[object]:
    return [
        pytest.param(found[3], found[4], id=f"{path.stem}: {found[1]}")
        for path in sorted(FOLDER.glob("*.md"))
        for found in _CASE.finditer(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_case(text: str, expected: str) -> None:
    body, diagnostics = read_text(text)
    ordered = sorted(diagnostics, key=lambda one: (one.span, one.code))
    said = [
        f"! {place} {one.hint or ''}".rstrip()
        for place, one in zip(places(diagnostics), ordered, strict=True)
    ]
    assert expected == sketch(body) + "".join(f"{line}\n" for line in said)


def test_every_block_of_the_case_files_is_part_of_a_case() -> None:
    opened = sum(
        path.read_text(encoding="utf-8").count("```markdown\n") for path in FOLDER.glob("*.md")
    )
    assert opened == len(cases())
