"""The pictures of articles for other sites: what they show, which way, and when they are drawn."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from building import SMALL, lay, must_publish, publish, tree
from dossierpress.schema.site import SiteConfig
from dossierpress.sharing import share_pictures
from dossierpress.sharing.drawing import HEIGHT, WIDTH, Shown, can_be_drawn, drawn
from dossierpress.sharing.share_pictures import fonts
from dossierpress.sharing.text_runs import runs_of
from dossierpress.sharing.theme_fonts import Face
from dossierpress.source.project import Project
from sample_site import THEME

FACES = fonts(THEME, SiteConfig(title="Harbour"))
SETTINGS = "title: Harbour\nurl: https://a.example/\nshare_pictures: true\n"


def shown(title: str, lang: str = "en", date: str | None = "1 May 2024") -> Shown:
    return Shown(title=title, lang=lang, site_title="Harbour", date=date, site_lang="en")


def where(picture: bytes) -> tuple[int, int, int, int]:
    """The box of the ink of the title."""
    image = Image.open(BytesIO(picture)).convert("L").crop((0, 120, WIDTH, HEIGHT - 110))
    box = ImageOps.invert(image).point(lambda level: 255 if level > 60 else 0).getbbox()
    assert box is not None
    return box


def in_order(text: str, *, rtl: bool) -> list[str]:
    runs = runs_of(text, FACES, rtl=rtl)
    assert runs is not None
    return [one.text.strip() for one in runs if one.text.strip()]


def test_a_picture_is_small_and_the_same_each_time() -> None:
    first = drawn(shown("What happened at the harbour"), FACES)

    assert first == drawn(shown("What happened at the harbour"), FACES)
    image = Image.open(BytesIO(first))
    assert (image.size, image.mode, image.info) == ((WIDTH, HEIGHT), "P", {})
    assert len(first) < 25_000


def test_a_title_begins_where_its_language_begins_and_stays_in_its_room() -> None:
    left, _, right, _ = where(drawn(shown("The harbour"), FACES))
    assert left in range(75, 90)
    assert right < 900
    left, _, right, _ = where(drawn(shown("دیدار در تهران", "fa"), FACES))
    assert left > 300
    assert right in range(WIDTH - 90, WIDTH - 70)
    long = where(drawn(shown("What was said at the harbour in the morning. " * 9), FACES))
    assert long[0] >= 75
    assert long[2] <= WIDTH - 70


def test_words_of_another_direction_keep_their_order() -> None:
    assert in_order("به Reuters گفت", rtl=True) == ["گفت", "Reuters", "به"]
    assert in_order("He said خامنه twice", rtl=False) == ["He said", "خامنه", "twice"]
    assert in_order("في 22 مايو", rtl=True)[1] == "22"


def test_a_letter_and_its_mark_are_drawn_together() -> None:
    assert drawn(shown("Cafe\u0301"), FACES) == drawn(shown("Caf\u00e9"), FACES)
    assert in_order("خامنه\u200cای", rtl=True) == ["خامنه\u200cای"]


def test_what_no_font_has_is_not_drawn() -> None:
    assert can_be_drawn(shown("Привет, Ελλάδα, שלום, سلام"), FACES)
    assert not can_be_drawn(shown("東京"), FACES)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    files = {**SMALL, "site.yml": SETTINGS}
    files["content/articles/tokyo.md"] = "---\ntitle: 東京\n---\nText.\n"
    return lay(tmp_path / "site", files)


def pictures(project: Project) -> dict[str, bytes]:
    return {path: data for path, data in tree(project.output).items() if path.endswith(".png")}


def test_an_article_has_one_and_says_where_it_is(project: Project) -> None:
    must_publish(project)

    page = (project.output / "articles/closes.html").read_text(encoding="utf-8")
    assert "articles/closes.png" in pictures(project)
    assert "articles/tokyo.png" not in pictures(project)
    assert '<meta property="og:image" content="https://a.example/articles/closes.png">' in page
    assert "og:image" not in (project.output / "articles/tokyo.html").read_text(encoding="utf-8")


def test_only_a_new_title_draws_a_picture_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def draw(one: Shown, faces: tuple[Face, ...]) -> bytes:
        made.append(one.title)
        return drawn(one, faces)

    monkeypatch.setattr(share_pictures, "drawn", draw)
    must_publish(project)
    first = sorted(made)
    file = project.root / "content/articles/closes.md"
    text = file.read_text(encoding="utf-8")
    made.clear()
    file.write_text(f"{text}\nMore of it.\n", encoding="utf-8")
    must_publish(project)
    assert first
    assert made == []
    file.write_text(text.replace("title: ", "title: Again, "), encoding="utf-8")
    must_publish(project)
    assert len(made) == 1


@pytest.mark.parametrize("missing", ["library", "setting", "url"])
def test_without_what_it_takes_there_is_none(
    project: Project, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "library":
        monkeypatch.setattr(share_pictures, "library", lambda: None)
    line = {"setting": "share_pictures: true\n", "url": "url: https://a.example/\n"}.get(
        missing, ""
    )
    (project.root / "site.yml").write_text(SETTINGS.replace(line, "") if line else SETTINGS)
    report = publish(project)

    assert report.published
    assert report.diagnostics == ()
    assert [path for path in pictures(project) if path.startswith("articles/")] == []
