"""What `theme` of site.yml does to the look of a dossier, and what it refuses."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from building import SMALL, lay, must_publish, publish
from dossierpress.kernel.contrast import LEAST, contrast, least_contrast, nearest_readable
from dossierpress.schema.read_site import read_config
from dossierpress.schema.theme_settings import DARK_GROUNDS, LIGHT_GROUNDS
from dossierpress.source.project import Project
from leaks.canaries import picture
from sample_site import THEME

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def project_with(tmp_path: Path, theme: str, **files: str | bytes) -> Project:
    settings = f"title: Harbour\nurl: https://a.example/\ntheme: {theme}\n"
    return lay(tmp_path / "site", {**SMALL, "site.yml": settings, **files})


def style(project: Project) -> str:
    return (project.output / "static/css/theme.css").read_text(encoding="utf-8")


def page(project: Project, path: str) -> html.HtmlElement:
    return html.parse(project.output / path).getroot()


@pytest.mark.parametrize("place", [0, 1])
def test_the_grounds_are_those_of_the_theme(place: int) -> None:
    css = dict(THEME.statics)["css/1-ground.css"].decode()
    found = {
        name: re.search(rf"--{name}: light-dark\((\S+), (\S+)\)", css)
        for name in ("paper", "panel", "hover", "mark")
    }
    grounds = (LIGHT_GROUNDS, DARK_GROUNDS)[place]

    assert [one.groups()[place] for one in found.values() if one] == list(grounds)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(colour=COLOURS, grounds=st.sampled_from([LIGHT_GROUNDS, DARK_GROUNDS]))
def test_the_nearest_colour_can_be_read_and_is_the_same_where_it_could(
    colour: str, grounds: tuple[str, ...]
) -> None:
    nearest = nearest_readable(colour, grounds)

    assert least_contrast(nearest, grounds)[0] >= LEAST
    assert (nearest == colour) is (least_contrast(colour, grounds)[0] >= LEAST)


def test_an_accent_that_cannot_be_read_is_refused_with_the_nearest_that_can() -> None:
    _, (problem,) = read_config(b'title: A\ntheme:\n  accent: "#e08090"\n')

    assert (problem.code, problem.span and problem.span.line) == ("schema-low-contrast", 3)
    assert problem.message == (
        "`#e08090` stands out from `#e9eef4`, a light ground of the theme, by 2.35 to 1, "
        "and text needs 4.5 to 1"
    )
    found = re.search(r"`(#[0-9a-f]{6})`", problem.hint or "")
    assert found is not None
    assert read_config(f'title: A\ntheme: {{accent: "{found[1]}"}}\n'.encode())[1] == ()


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        ("{accent: crimson}", "schema-bad-value"),
        ("{accent: 'abc'}", "schema-bad-value"),
        ("{accent: '#8a1c2b', accent_dark: '#333333'}", "schema-low-contrast"),
        ("{font: serfi}", "schema-bad-value"),
        ("{width: 90}", "schema-bad-value"),
        ("{logo: ../mark.png}", "schema-bad-path"),
    ],
)
def test_what_is_wrong_is_told(theme: str, code: str) -> None:
    _, (problem,) = read_config(f"title: A\ntheme: {theme}\n".encode())

    assert problem.code == code
    assert problem.hint


def test_an_accent_is_in_the_stylesheet_and_the_dark_one_is_found(tmp_path: Path) -> None:
    project = project_with(tmp_path, "{accent: 8A1C2B, width: 44}")
    must_publish(project)
    dark = nearest_readable("#8a1c2b", DARK_GROUNDS)

    assert f"--link:light-dark(#8a1c2b,{dark})" in style(project)
    assert style(project).rstrip().endswith(":root{--measure:44rem}")
    assert page(project, "index.html").xpath("//style | //*[@style]") == []


def test_the_address_of_the_stylesheet_changes_with_the_settings(tmp_path: Path) -> None:
    project = project_with(tmp_path, "{font: sans}")
    addresses = []
    for font in ("sans", "system", "serif"):
        file = project.root / "site.yml"
        file.write_text(re.sub("font: [a-z]+", f"font: {font}", file.read_text()))
        must_publish(project)
        addresses += page(project, "index.html").xpath("//link[@rel='stylesheet']/@href")

    assert len(set(addresses)) == 3


def test_a_logo_stands_before_the_name_and_is_published(tmp_path: Path) -> None:
    project = project_with(tmp_path, "{logo: mark.png}", **{"content/media/mark.png": picture("x")})
    must_publish(project)
    article = page(project, "articles/closes.html")

    assert article.xpath("//p[@class='site']/a/img/@src") == ["../media/mark.png"]
    assert article.xpath("//p[@class='site']/a/img/@alt") == [""]
    assert page(project, "404.html").xpath("//img/@src") == ["/media/mark.png"]
    assert (project.output / "media/mark.png").is_file()


def test_a_missing_logo_is_told(tmp_path: Path) -> None:
    files = {"content/media/mark.png": picture("x")}
    (problem,) = publish(project_with(tmp_path, "{logo: marc.png}", **files)).diagnostics

    assert (problem.code, problem.path) == ("ref-missing-media", "site.yml")
    assert "mark.png" in (problem.hint or "")


def test_a_partial_is_overridden_alone(tmp_path: Path) -> None:
    foot = "<footer><p>Only this.</p></footer>\n"
    project = project_with(tmp_path, "{}", **{"templates/partials/foot.html": foot})
    must_publish(project)
    found = page(project, "articles/closes.html")

    assert [one.text_content().strip() for one in found.xpath("//body/footer")] == ["Only this."]
    assert len(found.xpath("//header[@class='masthead']")) == 1
