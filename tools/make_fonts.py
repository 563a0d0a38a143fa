"""Makes the theme's fonts: `templates/static/fonts/`, and the stylesheet that names them.

Every letter is in one file of its family, so that a page loads only the files that hold letters of
its text: `unicode-range` says of each file what is in it. Sources are the variable Noto fonts of
package.json, cut to the letters below and to the weights that the theme has. The same packages give
the same bytes. `make fonts` runs this; what it makes is committed. PDFs have a font of their own
besides, in `templates/static/paper/`.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules" / "@fontsource-variable"
FONTS = ROOT / "templates" / "static" / "fonts"
PAPER = ROOT / "templates" / "static" / "paper"
STYLESHEET = ROOT / "templates" / "static" / "css" / "0-fonts.css"
LICENCE = "OFL.txt"

WEIGHTS = (400, 700)
KEPT_NAMES = (0, 1, 2, 5, 13, 14)
"""Copyright, family, style, version, licence and its address, in the file itself."""


def characters(ranges: str) -> frozenset[int]:
    """The characters of `41-5A 61-7A AA`."""
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


MARKS = characters("300-304 306-30C 323-328 32E 331")
"""They combine with letters of several scripts, so that several files have them."""
VIETNAMESE = characters("1A0-1A1 1AF-1B0 1EA0-1EF9")
EUROPEAN = characters(
    "100-130 132-151 154-17F 18F 192 1CD-1DC 1E6-1E7 1EA-1EB 1F4-1F5 1FA-1FF 218-21B 21E-21F"
    " 226-233 259 2B9-2BA 2BD-2BF 2C7 2C9 2D8-2D9 2DB 2DD 1E00-1E9F 2020 20A0-20AB 20AD-20C0"
)
LETTERS = "30-39 41-5A 61-7A AA BA C0-D6 D8-F6 F8-FF"
"""Letters and digits alone, to stand beside Chinese, Japanese or Korean points."""

SCRIPTS = {
    "latin": characters(
        "20-7E A0-FF 131 152-153 2BB-2BC 2C6 2DA 2DC 2009 2013-2014 2018-201A 201C-201E 2022 2026"
        " 2032-2033 2039-203A 2044 20AC 2122 2212"
    ),
    # Europe and Turkey, and what transliterated names need: ā ḥ ṣ ə ʾ.
    "latin-ext": EUROPEAN | MARKS,
    # Hausa, Ewe, Yoruba, and others whose letters are rare elsewhere.
    "latin-more": characters("180-24F 253-257 25B 263 268-269 272 283 289-28B 292")
    - EUROPEAN
    - VIETNAMESE,
    "vietnamese": VIETNAMESE | characters("300-303 306 309 323"),
    "cyrillic": characters("300-301 306 308 400-45F 490-491 4B0-4B1 2116"),
    "cyrillic-ext": characters("48A-48F 492-4AF 4B2-52F"),
    "greek": characters("300-301 308 370-3E1 3F0-3FF"),
    "greek-ext": characters("1F00-1FFF"),
}

SOURCES = {"latin-more": "latin-ext"}
"""File of ours -> that of the package which has its letters, where the two have other names."""

ARABIC = (
    characters(
        "60C-60D 610-614 61B-61C 61E-61F 640 64B-658 660-66D 670 6D4 6D6-6DC 6F0-6F9 200C-200D"
    )
    | set(map(ord, "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىٱ"))
    # Persian, Urdu, Kurdish, Uyghur, Pashto, Sindhi: joined letters must be in one file.
    | set(map(ord, "پچژگکیەۀھہۂۃۓےٹڈڑںێۆڵڕڤۊۉۋۇۈېۍټډړږښګڼځڅ"))
    | set(map(ord, "ڀٺٻٽٿڃڄڇڊڌڍڏڙڦڪڱڳڻڭ"))
)
HEBREW = characters("591-5C7 5D0-5EA 5EF-5F4 200C-200D 20AA FB1D-FB4F")

PLAIN = ("kern", "liga", "locl", "tnum")
"""What every page loads has no more than the theme asks for."""

NO_BREAK = {0x2010: 0x2D, 0x2011: 0x2D, 0x202F: 0x2009}
"""Characters that the fonts lack -> those that look the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A file: some letters of a family in one style, in all weights."""

    file: str
    family: str
    package: str
    source: str
    wanted: frozenset[int]
    italic: bool = False
    features: tuple[str, ...] = ("*",)
    """Of OpenType: all, since most belong to the script itself."""


def faces() -> Iterator[Face]:
    """All that are made. Slanted sans is left to the browser, it is rare."""
    for family, package, styles in (
        ("Serif", "noto-serif", ("normal", "italic")),
        ("Sans", "noto-sans", ("normal",)),
    ):
        for script, wanted in SCRIPTS.items():
            for style in styles:
                italic = style == "italic"
                yield Face(
                    file=f"{family.lower()}-{script}{'-italic' if italic else ''}.woff2",
                    family=f"Dossier {family}",
                    package=package,
                    source=f"{package}-{SOURCES.get(script, script)}-wght-{style}.woff2",
                    wanted=wanted,
                    italic=italic,
                    features=PLAIN if script == "latin" else ("*",),
                )
    yield Face(
        file="naskh.woff2",
        family="Dossier Naskh",
        package="noto-naskh-arabic",
        source="noto-naskh-arabic-arabic-wght-normal.woff2",
        wanted=frozenset(ARABIC),
    )
    for family, package in (("Hebrew", "noto-serif-hebrew"), ("Hebrew Sans", "noto-sans-hebrew")):
        yield Face(
            file=f"{family.lower().replace(' ', '-')}.woff2",
            family=f"Dossier {family}",
            package=package,
            source=f"{package}-hebrew-wght-normal.woff2",
            wanted=HEBREW,
        )


def faces_for_paper() -> Iterator[Face]:
    """What PDFs have in the place of a face of pages.

    The Naskh draws a letter and its dots apart, so that no program can tell from a PDF which letter
    it is. This one draws each letter in one piece.
    """
    yield Face(
        file="arabic.woff2",
        family="Dossier Paper Arabic",
        package="vazirmatn",
        source="vazirmatn-arabic-wght-normal.woff2",
        wanted=ARABIC | {0x20, 0xA0},
    )


def cut(face: Face) -> tuple[bytes, frozenset[int]]:
    """The file of a face, and the characters that are in it."""
    options = Options()
    options.name_IDs = list(KEPT_NAMES)
    options.hinting = False
    options.recalc_timestamp = False
    options.layout_features = list(face.features)
    source = PACKAGES / face.package / "files" / face.source
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.wanted)
    subsetter.subset(font)
    # The axis is cut after the letters, and on a file: else fontTools fails on some fonts.
    between = io.BytesIO()
    font.flavor = None
    font.save(between)
    between.seek(0)
    font = instantiateVariableFont(
        TTFont(between, recalcTimestamp=False), {"wght": WEIGHTS}, inplace=True
    )
    for table in font["cmap"].tables:
        for character, alike in NO_BREAK.items():
            if alike in table.cmap:
                table.cmap.setdefault(character, table.cmap[alike])
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue(), frozenset(font.getBestCmap())


def unicode_range(held: Iterable[int]) -> str:
    """`U+41-5A, U+AA` for the characters of a file."""
    runs: list[list[int]] = []
    for character in sorted(held):
        if runs and runs[-1][-1] == character - 1:
            runs[-1][1:] = [character]
        else:
            runs.append([character])
    return ", ".join("U+" + "-".join(f"{end:X}" for end in run) for run in runs)


def rule(family: str, face: Face, ranges: str) -> str:
    """The `@font-face` of a file."""
    return f"""@font-face {{
  font-family: "{family}";
  font-style: {"italic" if face.italic else "normal"};
  font-weight: {WEIGHTS[0]} {WEIGHTS[1]};
  font-display: swap;
  src: url("../fonts/{face.file}") format("woff2");
  unicode-range: {ranges};
}}
"""


STAND_INS = """/* What stands in until a font is there: as wide and as high, so that no line moves.
   Widths are those of running English text. */

@font-face {
  font-family: "Dossier Serif Stand-in";
  src: local("Georgia");
  size-adjust: 107.9%;
  ascent-override: 99.1%;
  descent-override: 27.2%;
  line-gap-override: 0%;
}

@font-face {
  font-family: "Dossier Serif Second Stand-in";
  src: local("Times New Roman"), local("Liberation Serif"), local("Tinos");
  size-adjust: 118.4%;
  ascent-override: 90.3%;
  descent-override: 24.7%;
  line-gap-override: 0%;
}

@font-face {
  font-family: "Dossier Sans Stand-in";
  src: local("Arial"), local("Liberation Sans"), local("Arimo"), local("Helvetica");
  size-adjust: 106.3%;
  ascent-override: 100.6%;
  descent-override: 27.6%;
  line-gap-override: 0%;
}
"""


def licence(packages: Iterable[str]) -> str:
    """The licence once, below the notices of all who made the fonts."""
    notices, text = [], ""
    for package in packages:
        whole = (PACKAGES / package / "LICENSE").read_text(encoding="utf-8").replace("\r\n", "\n")
        notice, _, text = whole.partition("\n\n")
        [owner, *_] = re.findall(r"Copyright \d+ .+? \(https://\S+\)", notice)
        notices.append(f"{package}: {owner}\n")
    return (
        "".join(notices) + "\nThe fonts here are parts of theirs, cut to some letters.\n\n" + text
    )


def main() -> None:
    """Makes all of them anew."""
    if not PACKAGES.is_dir():
        sys.exit("error: the sources are missing; `make setup` installs them")
    FONTS.mkdir(parents=True, exist_ok=True)
    for old in FONTS.iterdir():
        old.unlink()
    rules = []
    for face in faces():
        data, held = cut(face)
        (FONTS / face.file).write_bytes(data)
        rules.append(rule(face.family, face, unicode_range(held)))
        if face.file in ("serif-latin.woff2", "sans-latin.woff2"):
            beside = unicode_range(characters(LETTERS))
            rules.append(rule(f"{face.family} Letters", face, beside))
        print(f"made {face.file}: {len(held)} characters, {len(data):,} bytes", file=sys.stderr)
    used = dict.fromkeys(face.package for face in faces())
    (FONTS / LICENCE).write_text(licence(used), encoding="utf-8", newline="\n")
    for face in faces_for_paper():
        data, held = cut(face)
        (PAPER / face.file).write_bytes(data)
        print(f"made {face.file}: {len(held)} characters, {len(data):,} bytes", file=sys.stderr)
    used = dict.fromkeys(face.package for face in faces_for_paper())
    (PAPER / LICENCE).write_text(licence(used), encoding="utf-8", newline="\n")
    head = "/* Made by tools/make_fonts.py; for the licence of the fonts see ../fonts/OFL.txt. */\n"
    sheet = "\n".join([head, *rules, STAND_INS])
    STYLESHEET.write_text(sheet, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
