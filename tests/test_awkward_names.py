"""Names of files that some system takes for another one, or for a device."""

from pathlib import Path

from building import PICTURE, lay, publish
from dossierpress.kernel.diagnostics import Diagnostic

ARTICLE = "---\ntitle: A\ndate: 2024-05-23\n---\n"


def errors(folder: Path, **files: str | bytes) -> list[Diagnostic]:
    """What is wrong with a dossier of these files, below content/."""
    named = {f"content/{path}": text for path, text in files.items()}
    report = publish(lay(folder, {"site.yml": "title: T\n", **named}))
    assert not report.published
    return [one for one in report.diagnostics if report.severity(one.code) == "error"]


def test_case_and_accents_are_told_as_the_file_has_them(tmp_path: Path) -> None:
    text = f"{ARTICLE}![c](../media/Plan.PNG)\n"
    found = errors(
        tmp_path,
        **{"articles/a.md": text, "media/plan.png": PICTURE, "media/cafe\u0301.png": PICTURE},
    )

    assert [(one.code, one.path, one.hint) for one in found] == [
        ("ref-missing-media", "content/articles/a.md", found[0].hint),
        (
            "disc-unportable-name",
            "content/media/cafe\u0301.png",
            "rename it, so that the dossier can be copied to any system and any server",
        ),
    ]
    assert "plan.png`" in (found[0].hint or "")


def test_backslashes_have_a_way_out_that_is_right(tmp_path: Path) -> None:
    text = ARTICLE + "[x](..\\articles\\b.md) ![c](..\\media\\plan.png)\n"
    files = {"articles/b.md": f"{ARTICLE}b\n", "media/plan.png": PICTURE}

    found = errors(tmp_path, **{"articles/a.md": text}, **files)

    assert [(one.code, one.hint) for one in found] == [
        ("ref-broken-link", "write `../articles/b.md`, with `/` between folders"),
        ("ref-missing-media", "write `../media/plan.png`, with `/` between folders"),
    ]
    lay(tmp_path, {"content/articles/a.md": text.replace("\\", "/")})
    assert publish(lay(tmp_path, {})).published


def test_names_of_devices_and_of_lists_are_refused(tmp_path: Path) -> None:
    text = f"{ARTICLE}x\n"

    found = errors(tmp_path, **{"articles/aux.md": text, "articles/index.md": text})

    assert [(one.code, one.path) for one in found] == [
        ("disc-unportable-name", "content/articles/aux.md"),
        ("ref-reserved-id", "content/articles/aux.md"),
        ("ref-reserved-id", "content/articles/index.md"),
    ]
    assert all(one.hint for one in found)
