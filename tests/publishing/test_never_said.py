"""A correction of what no published edition has said is told of, wherever that can be known."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from building import AS_OF, lay, must_publish
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.check import check_dossier
from dossierpress.source.project import Project

SOURCE = {
    "site.yml": "title: Test\n",
    "content/sources/gazette.yml": "kind: newspaper\nname: The Gazette\n",
}
CLAIM = "text: It has four berths.\nreports: [{by: gazette, on: 2024-05-01}]\n"
CHANGED = "status: [{is: reported, on: 2024-05-02}, {is: disputed, on: 2024-05-20}]\n"
TEXT = "---\ntitle: Text\ndate: 2024-05-20\n{}---\nIt has four berths.\n"
PUT_RIGHT = "annotations: [{quote: four, type: correction, text: Five., on: 2024-05-21}]\n"


def claim(more: str) -> dict[str, str]:
    return {"content/claims/berths.yml": CLAIM + more}


def text(more: str) -> dict[str, str]:
    return {"content/articles/text.md": TEXT.format(more)}


def found(project: Project) -> list[Diagnostic]:
    with Store() as store:
        report = check_dossier(project, store=store, as_of=AS_OF)
    return [one for one in report.diagnostics if one.code == "out-never-said"]


def laid(root: Path, before: Mapping[str, str] | None, now: Mapping[str, str]) -> Project:
    """A dossier of which an edition was published, and that was edited since."""
    if before is not None:
        must_publish(lay(root, {**SOURCE, **before}))
    return lay(root, {**SOURCE, **now})


@pytest.mark.parametrize(
    ("now", "line"),
    [(claim(CHANGED), 3), (text(PUT_RIGHT), 4)],
    ids=["judgement", "words"],
)
def test_a_history_that_comes_with_its_page_is_told_until_it_is_published(
    tmp_path: Path, now: dict[str, str], line: int
) -> None:
    project = laid(tmp_path, {}, now)

    (one,) = found(project)

    assert one.span is not None
    assert line == one.span.line
    assert "nobody has read" in str(one.hint)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (None, claim(CHANGED)),
        (claim(""), claim(CHANGED)),
        (text(""), text(PUT_RIGHT)),
        ({}, claim("status: {is: disputed, on: 2024-05-20}\n")),
        ({}, claim("status: [reported, {is: reported, on: 2024-05-20}]\n")),
        (claim(""), {"content/claims/quays.yml": f"{CLAIM}{CHANGED}formerly: [berths]\n"}),
        ({}, text(f"origin: {{source: gazette}}\n{PUT_RIGHT}")),
        ({}, text(PUT_RIGHT.replace("on:", "private: true, on:"))),
    ],
    ids=[
        "no edition",
        "claim was there",
        "text was there",
        "one judgement",
        "no change",
        "under another id",
        "first published elsewhere",
        "private note",
    ],
)
def test_what_readers_may_have_seen_is_not_told(
    tmp_path: Path, before: dict[str, str] | None, now: dict[str, str]
) -> None:
    project = laid(tmp_path, before, now)
    if "content/claims/quays.yml" in now:
        (tmp_path / "content/claims/berths.yml").unlink()

    assert [] == found(project)


def test_the_edition_before_counts_too(tmp_path: Path) -> None:
    must_publish(lay(tmp_path, {**SOURCE, **claim("")}))
    (tmp_path / "content/claims/berths.yml").unlink()
    must_publish(lay(tmp_path, {**SOURCE, **text("")}))

    assert [] == found(lay(tmp_path, claim(CHANGED)))


def test_a_preview_is_no_edition_that_anybody_has_seen(tmp_path: Path) -> None:
    project = laid(tmp_path, {}, claim(CHANGED))

    with Store() as store:
        report = build_dossier(project, store=store, as_of=AS_OF, numbering=False)

    assert "out-never-said" not in {one.code for one in report.diagnostics}
