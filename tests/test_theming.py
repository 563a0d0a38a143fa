"""docs/theming.md does what it says: each change is made to a dossier, and built."""

import re
from pathlib import Path

import pytest

from building import must_publish
from dossierpress.kernel.page_styles import PAGE_STYLE, page_style
from dossierpress.source.project import project_at
from harness import ROOT
from sample_site import THEME
from test_extending import changed, in_one_line

BLOCK = re.compile(r"<!-- (file|change|shows): (\S+) -->\n+```\w+\n(.*?)\n```\n", re.DOTALL)
FONT = re.compile(r"<!-- font: (\S+) -->")
TEXT = (ROOT / "docs" / "theming.md").read_text(encoding="utf-8")
FIRST, *REST = re.split(r"^## (.+)\n", TEXT, flags=re.MULTILINE)
SECTIONS = dict(zip(REST[::2], REST[1::2], strict=True))


def write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def as_published(path: str, text: str) -> str:
    """What the docs show of a file; a stylesheet is published without needless spaces."""
    if not path.endswith(".css"):
        return text
    style = page_style(((PAGE_STYLE, text.encode()),))
    assert style is not None
    return style.decode()


@pytest.mark.parametrize("title", SECTIONS)
def test_each_change_gives_what_it_promises(title: str, tmp_path: Path) -> None:
    given = BLOCK.findall(FIRST + SECTIONS[title])
    for path in FONT.findall(SECTIONS[title]):
        write(tmp_path / path, dict(THEME.statics)["fonts/serif-latin.woff2"])
    for what, path, text in given:
        if what == "file":
            write(tmp_path / path, f"{text}\n".encode())
        elif what == "change":
            shipped = dict(THEME.templates)[path.removeprefix("templates/")]
            write(tmp_path / path, changed(shipped, text).encode())
    report = must_publish(project_at(tmp_path))

    assert report.diagnostics == ()
    promised = [(path, text) for what, path, text in given if what == "shows"]
    assert promised
    for path, text in promised:
        assert in_one_line(as_published(path, text)) in in_one_line(
            (tmp_path / path).read_text(encoding="utf-8")
        )


def test_every_block_is_marked() -> None:
    assert len(BLOCK.findall(TEXT)) == TEXT.count("\n```") / 2
    assert len(SECTIONS) == 5
