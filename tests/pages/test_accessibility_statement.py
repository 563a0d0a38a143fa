"""The statement of accessibility: there where the desk makes one, and true of what is published."""

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dossierpress.pages.kinds.accessibility import ACCESSIBILITY
from dossierpress.pages.kinds.home import HOME
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.source.discovery import read_templates
from sample_site import THEME, emitted, media, shown, site, words

CONTACT = "accessibility: {contact: desk@a.example}"


def statement(settings: str = CONTACT, **more: Any) -> Any:
    return shown(ACCESSIBILITY, site(settings=settings, **more), "accessibility.html")


def said(page: Any) -> str:
    return " ".join(words(page, "//main"))


def test_the_desk_makes_it_or_nobody() -> None:
    without = site()
    page = shown(HOME, site(settings=CONTACT), "index.html")

    assert emitted(ACCESSIBILITY, without) == {}
    assert shown(HOME, without, "index.html").xpath("//footer//a") == []
    assert page.xpath("//footer//a/@href") == ["accessibility.html"]


def test_it_says_whom_to_tell() -> None:
    def links(contact: str) -> list[str]:
        page = statement(f"accessibility: {{contact: '{contact}'}}")
        assert contact in said(page)
        return page.xpath("//main//a/@href")

    assert links("desk@a.example") == ["mailto:desk@a.example"]
    assert links("https://a.example/tell") == ["https://a.example/tell"]
    assert links("Room 4, +1 555 0100; javascript:alert(1)@a.example") == []


def test_it_says_what_is_known_not_to_work_of_this_dossier() -> None:
    plain = said(statement())
    known = said(
        statement("accessibility: {contact: x, known: ['Maps <are> pictures.'], date: 2024-06-01}")
    )
    files = said(statement(media=(media("a.pdf"), media("b.mp4"))))

    assert ("PDF" in plain, "Recordings" in plain) == (False, False)
    assert ("PDF" in files, "Recordings" in files) == (True, True)
    assert "Maps <are> pictures." in known
    assert "1 June 2024" in known


def test_it_says_that_a_changed_theme_is_not_what_was_tested() -> None:
    changed = replace(THEME, own=1)
    tracked = TrackedSite(site=site(settings=CONTACT), theme=changed)
    (page,) = ACCESSIBILITY.make(tracked, "")

    assert THEME.own == 0
    assert page.view.own_theme == 1
    assert "changed or added" not in said(statement())


def test_only_what_differs_from_the_shipped_theme_is_the_dossiers_own(tmp_path: Path) -> None:
    for name in ("base.html", "mine.html"):
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / "templates" / name).write_text(dict(THEME.templates)["base.html"])

    templates, problems = read_templates(tmp_path)

    assert (templates.own, problems) == (1, ())
