"""Draws the picture of an article: whose it is, its title, its date. Needs Pillow, an extra."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import icu
from msgspec import Struct

from dossierpress.kernel.text_direction import direction_of_language
from dossierpress.sharing.text_runs import Run, runs_of
from dossierpress.sharing.theme_fonts import Face

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""What networks show without cutting it."""
_MARGIN = 80
_PAPER, _INK, _SOFT = "#fcfbf8", "#1e1c19", "#5d574d"
_COLOURS = 32
"""Colours of the file: ink on paper with the steps between them."""
_LARGE = (78, 68, 59, 51, 44)
"""Sizes of a title: the first in which it has room."""
_LEADING = 1.24
_ROOM = 390
"""Height for the title."""
_SMALL = 30
_BOLD, _PLAIN = 700, 400


class Shown(Struct, frozen=True, kw_only=True):
    """What a picture shows."""

    title: str
    lang: str
    """Of the title."""
    site_title: str
    date: str | None
    site_lang: str
    """Of the name of the dossier, and of the date."""


class _Text(Struct, frozen=True):
    """A text in one size, and how it is drawn."""

    lang: str
    size: int
    weight: int
    colour: str

    @property
    def rtl(self) -> bool:
        """Whether it runs from right to left."""
        return direction_of_language(self.lang) == "rtl"


def library() -> str | None:
    """The version of the library that draws; None where it is not installed."""
    try:
        return version("pillow")
    except PackageNotFoundError:
        return None


def can_be_drawn(shown: Shown, faces: Sequence[Face]) -> bool:
    """Whether every letter is in one of the fonts."""
    given = (shown.title, shown.site_title, shown.date or "", "…")
    texts = (unicodedata.normalize("NFC", one) for one in given)
    return all(runs_of(text, faces, rtl=False) is not None for text in texts)


def drawn(shown: Shown, faces: Sequence[Face]) -> bytes:
    """The picture of what can be drawn, as a PNG: the same bytes each time.

    Args:
        shown: What it shows.
        faces: The fonts.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 (an extra)

    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 14), fill=_INK)
    name = _Text(shown.site_lang, _SMALL, _BOLD, _INK)
    date = _Text(shown.site_lang, _SMALL, _PLAIN, _SOFT)
    [first, *more] = _lines(shown.site_title, name, faces)
    title, lines = _title(shown, faces)
    texts = [(_cut(first, name, faces) if more else first, name, 96)]
    step = round(title.size * _LEADING)
    top = 322 - step * (len(lines) - 1) // 2
    texts += [(line, title, top + step * place) for place, line in enumerate(lines)]
    texts += [(shown.date, date, HEIGHT - 62)] if shown.date else []
    for text, way, baseline in texts:
        _write(pen, runs_of(text, faces, rtl=way.rtl) or (), way, baseline, faces)
    file = BytesIO()
    few = picture.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _title(shown: Shown, faces: Sequence[Face]) -> tuple[_Text, list[str]]:
    """The title in the largest size in which it has room, at the end cut."""
    for size in _LARGE:
        way = _Text(shown.lang, size, _BOLD, _INK)
        lines = _lines(shown.title, way, faces)
        most = round(_ROOM / (size * _LEADING))
        if len(lines) <= most:
            return way, lines
    return way, [*lines[: most - 1], _cut(lines[most - 1], way, faces)]


def _cut(line: str, way: _Text, faces: Sequence[Face]) -> str:
    """As much of a line as leaves room for a sign that there is more."""
    while _width(f"{line} …", way, faces) > WIDTH - 2 * _MARGIN and " " in line:
        line = line.rpartition(" ")[0]
    return f"{line} …"


def _lines(text: str, way: _Text, faces: Sequence[Face]) -> list[str]:
    """A text in lines that have room, broken where its language allows it."""
    lines = [""]
    for piece in _pieces(unicodedata.normalize("NFC", text), way.lang):
        if lines[-1] and _width(f"{lines[-1]}{piece}".rstrip(), way, faces) > WIDTH - 2 * _MARGIN:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _pieces(text: str, lang: str) -> Iterator[str]:
    breaks = icu.BreakIterator.createLineInstance(icu.Locale.forLanguageTag(lang))
    whole = icu.UnicodeString(text)  # whose places are those of ICU
    breaks.setText(whole)
    start = 0
    for end in breaks:
        yield str(whole[start:end])
        start = end


def _width(text: str, way: _Text, faces: Sequence[Face]) -> float:
    runs = runs_of(text, faces, rtl=way.rtl)
    return sum(_run_width(one, way, faces) for one in runs or ())


def _run_width(run: Run, way: _Text, faces: Sequence[Face]) -> float:
    font = _font(faces[run.face].data, way.size, way.weight)
    return font.getlength(run.text, direction=_direction(run), language=way.lang)


def _write(
    pen: ImageDraw, runs: Sequence[Run], way: _Text, baseline: int, faces: Sequence[Face]
) -> None:
    """Draw a line at the side where its language begins."""
    width = sum(_run_width(one, way, faces) for one in runs)
    left = WIDTH - _MARGIN - width if way.rtl else float(_MARGIN)
    for run in runs:
        pen.text(
            (left, baseline),
            run.text,
            fill=way.colour,
            font=_font(faces[run.face].data, way.size, way.weight),
            anchor="ls",
            direction=_direction(run),
            language=way.lang,
        )
        left += _run_width(run, way, faces)


def _direction(run: Run) -> Literal["rtl", "ltr"]:
    return "rtl" if run.rtl else "ltr"


@lru_cache(maxsize=64)
def _font(data: bytes, size: int, weight: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 (an extra)

    font = ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.RAQM)
    font.set_variation_by_axes([weight])
    return font
