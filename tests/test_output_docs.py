"""docs/output.md names every file that a dossier can publish, and none that it cannot."""

import re

from harness import ROOT

ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
PATHS = {
    path
    for file in (ROOT / "tests" / "sites").glob("*/*paths.txt")
    for path in file.read_text(encoding="utf-8").splitlines()
    if not path.startswith("no ")
}
"""What the mini-sites name of what they publish; `every-path` names all."""

SEEN_ELSEWHERE = {
    "sitemap-<n>.xml": "it takes 50,000 pages: `test_a_long_sitemap_comes_in_parts`",
    "timeline/<year>.html": "it takes 400 entries: tests/pages/test_timeline.py",
    "manifest.json": "mini-sites leave it out of their lists",
    "manifest.json.sig": "it takes a key: tests/cli/test_command_sign.py",
    "<former-id>.html": "has the path of a record",
    "<root-file>": "whatever site.yml names",
}


def rows() -> list[str]:
    return ROW.findall((ROOT / "docs" / "output.md").read_text(encoding="utf-8"))


def names(row: str, path: str) -> bool:
    """Whether a row of the table names a path."""
    parts = re.split(r"<(\w+)>", row)
    wanted = "".join(
        re.escape(part)
        if place % 2 == 0
        else {"path": ".+", "list": ".+", "n": r"\d+"}.get(part, "[^/]+")
        for place, part in enumerate(parts)
    )
    return re.fullmatch(wanted, path) is not None


def test_every_file_that_a_dossier_publishes_is_told_of() -> None:
    own = {"CNAME", ".nojekyll"}
    """Root files, which the site names itself."""
    told = [row for row in rows() if row not in SEEN_ELSEWHERE]

    assert len(PATHS) > 100
    assert [path for path in sorted(PATHS - own) if not any(names(row, path) for row in told)] == []


def test_every_file_that_is_told_of_can_be_published() -> None:
    assert [
        row
        for row in rows()
        if row not in SEEN_ELSEWHERE and not any(names(row, path) for path in PATHS)
    ] == []
    assert SEEN_ELSEWHERE.keys() <= set(rows())
