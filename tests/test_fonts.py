"""The theme's fonts: whole alphabets, a file for each letter, small, licensed, made by the tool."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import icu
import pytest
from fontTools.ttLib import TTFont

import make_fonts
from building import lay, publish
from dossierpress.kernel.page_styles import page_style
from dossierpress.source.discovery import read_templates
from harness import ROOT

THEME = ROOT / "templates" / "static"
FONTS = sorted((THEME / "fonts").glob("*.woff2"))

# CLDR has an alphabet for each; those of one script are in one stack of families.
LATIN = """en fr de es pt it nl pl cs sk hu ro tr vi sv da nb fi is et lv lt hr sl sq mt cy ga gd
    ca eu gl az tk uz eo lb fo af sw so id ms fil ha yo ig wo zu xh st rw ku"""
CYRILLIC = "ru uk be bg sr mk kk ky tg mn tt uz_Cyrl"
ARABIC = "ar fa ur ps ckb sd ug"
ALPHABETS = [
    *((one, ("Dossier Serif", "Dossier Sans")) for one in f"{LATIN} {CYRILLIC} el".split()),
    *((one, ("Dossier Naskh",)) for one in ARABIC.split()),
    *((one, ("Dossier Hebrew", "Dossier Hebrew Sans")) for one in ("he", "yi")),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A `@font-face` of the stylesheet that loads a file."""

    family: str
    italic: bool
    file: str
    characters: frozenset[int]


def rules() -> Iterator[Rule]:
    """All of them, as a browser reads them."""
    sheet = (THEME / "css" / "0-fonts.css").read_text(encoding="utf-8")
    for body in re.findall(r"@font-face \{(.*?)\}", sheet, re.DOTALL):
        said = dict(re.findall(r"([a-z-]+): (.+?);", body, re.DOTALL))
        if "unicode-range" not in said:
            continue
        [file] = re.findall(r'url\("\.\./fonts/(.+?)"\)', said["src"])
        ranges = said["unicode-range"].replace("U+", "").replace(",", "")
        assert (said["font-display"], said["font-weight"]) == ("swap", "400 700")
        yield Rule(
            family=said["font-family"].strip('"'),
            italic=said["font-style"] == "italic",
            file=file,
            characters=make_fonts.characters(ranges),
        )


def held(file: str) -> frozenset[int]:
    """The characters that a font can draw."""
    return frozenset(TTFont(THEME / "fonts" / file).getBestCmap())


def test_the_stylesheet_says_of_each_file_what_is_in_it() -> None:
    own = {rule.file: rule.characters for rule in rules() if not rule.family.endswith("Letters")}
    beside = [rule for rule in rules() if rule.family.endswith("Letters")]

    assert own == {path.name: held(path.name) for path in FONTS}
    assert len(beside) == 2
    for rule in beside:
        assert rule.characters <= held(rule.file)
        assert not any(map(str.isspace, map(chr, rule.characters)))
        assert not {ord(mark) for mark in "“”‘’…—–·"} & rule.characters


def test_a_letter_is_in_one_file_of_its_family() -> None:
    files = defaultdict(list)
    for rule in rules():
        for character in rule.characters - make_fonts.MARKS:
            files[rule.family, rule.italic, character].append(rule.file)

    assert {key: names for key, names in files.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("language", "families"), ALPHABETS, ids=[one for one, _ in ALPHABETS])
def test_a_whole_alphabet_is_there(language: str, families: tuple[str, ...]) -> None:
    letters = {
        ord(character)
        for letter in icu.LocaleData(language).getExemplarSet(
            0, icu.ULocaleDataExemplarSetType.ES_STANDARD
        )
        for text in (letter, letter.upper())
        for character in text
        if not 0x200B <= ord(character) <= 0x200F
    }
    have = defaultdict(set)
    for rule in rules():
        have[rule.family, rule.italic] |= rule.characters
    missing = {
        f"{family}{' italic' if italic else ''}": "".join(map(chr, sorted(letters - characters)))
        for (family, italic), characters in have.items()
        if family in families and letters - characters
    }

    assert len(letters) > 20
    assert missing == {}


def test_what_stands_between_words_is_of_the_face_of_the_words() -> None:
    marks = {ord(mark) for mark in " ‘’‚“”„‹›«»'\"–—-\u2010\u2011…·•′″¡¿\u00a0\u202f\u2009"}
    first = {path.name: held(path.name) for path in FONTS}

    for file in ("serif-latin.woff2", "serif-latin-italic.woff2", "sans-latin.woff2"):
        assert marks - first[file] == set()


def test_every_font_tells_whose_it_is_and_under_which_licence() -> None:
    text = (THEME / "fonts" / "OFL.txt").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    for path in FONTS:
        names: Any = TTFont(path)["name"]
        assert names.getDebugName(0).split(" (")[0] in text
        assert re.search("scripts.sil.org/OFL|openfontlicense.org", names.getDebugName(14))
        assert not {"fpgm", "prep", "DSIG"} & set(TTFont(path).keys())


@pytest.mark.parametrize("file", ["sans-vietnamese.woff2", "hebrew-sans.woff2"])
def test_the_tool_makes_these_very_bytes(file: str) -> None:
    [face] = [one for one in make_fonts.faces() if one.file == file]
    data, characters = make_fonts.cut(face)

    assert data == (THEME / "fonts" / file).read_bytes()
    assert characters == frozenset(TTFont(BytesIO(data)).getBestCmap())


def test_what_an_article_loads_first_is_small() -> None:
    """Compressed as servers do: the stylesheet, its scripts, and the font of English text."""
    style = page_style(read_templates(Path("no such folder"))[0].statics)
    assert style is not None
    asked = [THEME.parent / "pages" / "article.html", *(THEME.parent / "partials").glob("*.html")]
    names = {
        name
        for path in asked
        for name in re.findall(r'parts\.script\(view\.frame, "([^"]+)"\)', path.read_text())
    }
    chosen = [THEME / "js" / "on-demand" / f"{name}.js" for name in names]
    scripts = [*(THEME / "js").glob("*.js"), *chosen]
    texts = [style, *(one.read_bytes() for one in scripts)]
    font = THEME / "fonts" / "serif-latin.woff2"
    size = sum(len(gzip.compress(one)) for one in texts) + font.stat().st_size

    assert names >= {"annotations", "citation", "search-keys"}
    assert size <= 44_000
    # What only the search or another kind of page asks for comes on top, once.
    others = {*(THEME / "js").rglob("*.js")} - {*scripts}
    weights = {one.stem: len(gzip.compress(one.read_bytes())) for one in others}
    assert weights.pop("search") + weights.pop("minisearch") <= 15_000
    assert max(weights.values()) <= 5_000
    assert sum(one.stat().st_size for one in FONTS) <= 480_000


def published(site: Path) -> set[str]:
    """The paths below fonts/ of a site's edition."""
    (site / "content").mkdir()
    project = lay(site, {"site.yml": "title: T\n"})
    assert publish(project, cached=False).published
    return {path.name for path in (project.output / "static").rglob("fonts/*")}


def test_fonts_are_published_with_their_licence(tmp_path: Path) -> None:
    assert published(tmp_path) == {path.name for path in (THEME / "fonts").iterdir()}


def test_only_fonts_that_a_stylesheet_names_are_published(tmp_path: Path) -> None:
    css = tmp_path / "templates" / "static" / "css"
    css.mkdir(parents=True)
    own = '@font-face { font-family: "X"; src: url("../fonts/naskh.woff2"); }\n'
    (css / "0-fonts.css").write_text(own, encoding="utf-8")

    assert published(tmp_path) == {"naskh.woff2", "OFL.txt"}


def test_a_site_with_fonts_of_its_own_publishes_no_others(tmp_path: Path) -> None:
    static = tmp_path / "templates" / "static"
    (static / "css").mkdir(parents=True)
    (static / "fonts").mkdir()
    (static / "css" / "0-fonts.css").write_text("", encoding="utf-8")
    (static / "fonts" / "own.woff2").write_bytes(b"wOF2")

    assert published(tmp_path) == {"own.woff2"}
