"""The stylesheets of a theme, which are published as one."""

from pathlib import Path

import pytest
from lxml import html

from building import SMALL, lay, publish
from dossierpress.kernel.page_styles import page_style, style_objection
from dossierpress.pages.kinds import VIEWS
from dossierpress.source.discovery import read_templates
from dossierpress.templating.check_theme import check_theme


def one(*texts: str) -> str:
    """What is published of files with these texts."""
    files = tuple((f"css/{number}.css", text.encode()) for number, text in enumerate(texts))
    style = page_style(files)
    assert style is not None
    return style.decode()


def test_a_page_links_to_one_stylesheet_that_holds_them_all_in_order(tmp_path: Path) -> None:
    own = {
        "templates/static/css/site.css": "h1 { color: teal }\n",
        "templates/static/css/7-front.css": "p { color: red }\n",
        "templates/static/css/print/sheet.css": "p { color: black }\n",
    }
    project = lay(tmp_path, {**SMALL, **own})
    assert publish(project, cached=False).published

    assert [path.name for path in (project.output / "static/css").glob("*.css")] == ["theme.css"]
    assert (project.output / "static/css/print/sheet.css").exists()
    style = (project.output / "static/css/theme.css").read_text(encoding="utf-8")
    assert style.index(":root{") < style.index("p{color: red}") < style.index("@page")
    assert style.endswith("h1{color: teal}")
    assert ".figures" not in style, "a file of the same name takes a file's place"
    for path in project.output.rglob("*.html"):
        page = html.document_fromstring(path.read_bytes())
        links = page.xpath("//link[@rel='stylesheet']/@href")
        assert len(links) <= 1, path
        assert all("static/css/theme.css?v=" in link for link in links)


def test_a_theme_without_stylesheets_links_to_none() -> None:
    assert page_style((("css/print/a.css", b"a {}"), ("b.css", b"b {}"))) is None


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("a  {\n\n  b: c;\n}\n", "a{b: c;}"),
        ("/* x */ a {} /* y */", "a{}"),
        ("a/* x */.b {}", "a/**/.b{}"),
        ("a , b\n\nc {}", "a,b\nc{}"),
        ("a { --b: ; c : d }", "a{--b: ;c : d}"),
        ("a { b: 'c  /* d */' }", "a{b: 'c  /* d */'}"),
        ('a { b: "c \\"  d" }', 'a{b: "c \\"  d"}'),
        ("a { b: url( x/*y.png ) }", "a{b: url( x/*y.png )}"),
        (".a\\20  b {}", ".a\\20  b{}"),
        ("\ufeff@charset \"utf-8\";\r\na { b: '–' }", "a{b: '–'}"),
        ("a::before { content: 'x \\\n   y' }", "a::before{content: 'x \\\n   y'}"),
    ],
)
def test_only_comments_and_empty_space_are_left_out(css: str, kept: str) -> None:
    assert style_objection(css) is None or css.startswith("\ufeff")
    assert one(css) == kept


@pytest.mark.parametrize(
    ("css", "line"),
    [
        ("a {\n  b: c;\n", 1),
        ("a { b: c }\n}\n", 2),
        ("a { b: calc(1px }\n", 1),
        ("a {}\n/* b", 2),
        ("a {}\n\nb::after { content: 'c }\n", 3),
        ("/* a */\n@import 'b.css';\n", 2),
        ("@NAMESPACE svg url(http://www.w3.org/2000/svg);", 1),
        ('@charset "latin-1";', 1),
    ],
)
def test_what_would_spoil_the_next_file_is_told_at_its_line(
    tmp_path: Path, css: str, line: int
) -> None:
    templates, _ = read_templates(lay(tmp_path, {"templates/static/css/own.css": css}).root)

    (found,) = check_theme(templates, VIEWS)

    assert (found.code, found.path) == ("tpl-bad-style", "templates/static/css/own.css")
    assert found.span is not None
    assert found.span.line == line


def test_a_stylesheet_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    lay(tmp_path, {"templates/static/css/own.css": b"a { b: '\xff' }"})
    templates, _ = read_templates(tmp_path)

    assert [found.code for found in check_theme(templates, VIEWS)] == ["tpl-bad-style"]


def test_brackets_in_strings_comments_and_addresses_are_none() -> None:
    assert style_objection("a[b='}'] { c: url(d'{e) ; /* { */ f: '\\'}' } .g\\{ {}") is not None
    assert style_objection("a[b='}'] { c: url(d{e); /* { */ f: '\\'}' } .g\\{ {}") is None
