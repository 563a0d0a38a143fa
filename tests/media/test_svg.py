"""Drawings: what is refused, where, and what is published as it is."""

import base64
import io
from functools import partial

import pytest
from accepted_svgs import ACCEPTED
from hostile_svgs import HOSTILE, NS, Hostile
from PIL import Image

from dossierpress.media.clean import _embedded as embedded
from dossierpress.media.svg import check_svg, style_trouble
from dossierpress.schema.limits import Limits
from harness import ROOT

_embedded = partial(embedded, limit=Limits().pixels)

SHIPPED = sorted(
    path
    for folder in ("content", "templates", "tests/sites")
    for path in (ROOT / folder).rglob("*.svg")
)


def check(inner: str, attributes: str = "") -> list[str]:
    drawing = f'<svg {NS} xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inner}</svg>'
    return [what for what, _ in check_svg(drawing.encode(), _embedded)]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.name)
def test_what_does_more_than_draw_is_refused(case: Hostile) -> None:
    assert check_svg(case.data, _embedded) != ()


def test_there_are_many_of_them() -> None:
    assert len(HOSTILE) >= 120
    assert len({case.data for case in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_drawings_that_are_shipped_are_accepted(path) -> None:
    assert check_svg(path.read_bytes(), _embedded) == ()


def test_some_are_shipped() -> None:
    assert SHIPPED != []


@pytest.mark.parametrize("drawing", ACCEPTED)
def test_what_only_draws_is_accepted(drawing: bytes) -> None:
    assert check_svg(drawing, _embedded) == ()


@pytest.mark.parametrize("head", ['<?xml version="1.0" encoding="UTF-8"?>\n', "\ufeff", ""])
def test_declarations_of_utf_8_are_accepted(head: str) -> None:
    assert check_svg(f"{head}<svg {NS}/>".encode(), _embedded) == ()


def test_a_trouble_has_its_place() -> None:
    drawing = f'<svg {NS}>\n  <g>é<rect\n onclick="a()"/></g>\n</svg>'.encode()

    troubles = check_svg(drawing, _embedded)

    assert [
        ("text in `<g>`, where none is shown", 2, 3),
        ("the attribute `onclick`", 2, 7),
    ] == [(what, span.line, span.column) for what, span in troubles if span]


def test_a_style_is_bounded() -> None:
    assert check(f"<style>{'a{} ' * 25_000}</style>") == []
    assert check(f"<style>{'url(' * 25_001}</style>") == [
        "in `<style>`: more than 100,000 characters of style"
    ]


def test_all_troubles_are_told_but_not_thousands() -> None:
    assert len(check("<g onclick='a'/><script/><a/>")) == 3
    assert len(check("<script/>" * 1000)) == 20


def picture(**options: object) -> str:
    file = io.BytesIO()
    Image.new("L", (2, 2)).save(file, "PNG", **options)
    return base64.b64encode(file.getvalue()).decode()


def test_a_picture_held_in_a_drawing_is_looked_at() -> None:
    clean = picture()
    exif = Image.Exif()
    exif[0x013B] = "Somebody"

    assert check(f'<image href="data:image/png;base64,{clean}"/>') == []
    assert check(f'<image href="data:image/png;base64,{picture(exif=exif)}"/>') == [
        "a picture held in it: it carries metadata"
    ]
    assert check(f'<image href="data:image/jpeg;base64,{clean}"/>') == [
        "a picture held in it: it says that it is JPEG, and is PNG"
    ]
    assert check(f'<image href="data:image/png;base64,{clean[:40]}"/>')[0].startswith(
        "a picture held in it: it is damaged"
    )
    assert check('<image href="data:image/png;base64,AAA"/>') == [
        "a picture whose base64 is damaged"
    ]


@pytest.mark.parametrize(
    "style",
    [
        "u/**/rl(a)",
        "url (#a)",
        "url(#a) url(b)",
        "url()",
        "url(#)",
        "url(//elsewhere.example/#a)",
        "url('#a)",
        "URL(b)",
        "src('b')",
        "image('b')",
        "element(#b)",
        "attr(href)",
        "cross-fade(url(#a), b)",
        "paint(a)",
        "@namespace a 'b'",
        "@charset 'utf-7'",
        "@font-face{}",
        "@media",
        "-ms-behavior : a",
    ],
)
def test_styles_that_could_load_something_are_refused(style: str) -> None:
    assert style_trouble(style) is not None
