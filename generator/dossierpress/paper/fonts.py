"""The theme's fonts for a document: rules that name those whose letters are in its text.

Each file is a family of its own here, since WeasyPrint takes two files of one family for one. A
style sheet asks for `var(--serif)` or `var(--sans)`, which name all of them in order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO

from dossierpress.paper.links import EDITION
from dossierpress.sharing.theme_fonts import Face, all_faces

_OF_PAPER = "Dossier Paper Arabic"
"""The family that the style sheet for paper brings itself."""
_STACKS: Mapping[str, Sequence[str]] = {
    "serif": ("Dossier Serif", _OF_PAPER, "Dossier Naskh", "Dossier Hebrew"),
    "sans": ("Dossier Sans", _OF_PAPER, "Dossier Naskh", "Dossier Hebrew Sans"),
}
_LAST = {"serif": "serif", "sans": "sans-serif"}
_ALWAYS = frozenset(range(0x20, 0x7F))
"""Letters that a style sheet may add, such as page numbers."""
_SPACE = 0x20
_SPACE_WIDTH = 0.26
"""Width of a space, by the height of a letter, in a font that has none."""


def font_rules(statics: tuple[tuple[str, bytes], ...], text: str) -> str:
    """The rules for a document.

    Args:
        statics: (path below static/, data) of the theme's files.
        text: All text of the document.
    """
    faces = all_faces(statics)
    letters = _ALWAYS.union(map(ord, text))
    rules: list[str] = []
    stacks = []
    for name, families in _STACKS.items():
        named: list[str] = []
        for family in families:
            used = list(_used(faces, family, letters))
            rules += map(_rule, used)
            named += [family] if family == _OF_PAPER else map(_family, used)
        listed = ",".join(f'"{one}"' for one in dict.fromkeys(named))
        stacks.append(f"--{name}:{listed},{_LAST[name]}")
    return "\n".join(dict.fromkeys(rules)) + f"\n:root{{{';'.join(stacks)}}}\n"


def _used(faces: Iterable[Face], family: str, letters: frozenset[int]) -> Iterator[Face]:
    """The faces of a family with letters of the text, and their italics."""
    for face in faces:
        if face.family == family and not letters.isdisjoint(face.characters):
            yield face


def _family(face: Face) -> str:
    return f"{face.family} {min(face.characters):x}"


def _rule(face: Face) -> str:
    style = "italic" if face.italic else "normal"
    address = f"{EDITION}{face.path}"
    return f'@font-face{{font-family:"{_family(face)}";font-style:{style};src:url("{address}")}}'


def with_space(data: bytes) -> bytes:
    """A font that has a space: those of other scripts are cut without it, and need it here.

    Args:
        data: A font file.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (comes with an extra)
    from fontTools.ttLib.tables._g_l_y_f import Glyph  # noqa: PLC0415 (the same)

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    if _SPACE in font.getBestCmap():
        return data
    outlines, variations = font["glyf"], font.get("gvar")  # read before there is one more
    if "HVAR" in font:
        del font["HVAR"]  # how widths vary; without it they follow from the outlines
    font.setGlyphOrder([*font.getGlyphOrder(), "space"])
    outlines.glyphs["space"] = Glyph()
    font["hmtx"].metrics["space"] = (round(_SPACE_WIDTH * font["head"].unitsPerEm), 0)
    if variations is not None:
        variations.variations["space"] = []
    for table in font["cmap"].tables:
        table.cmap[_SPACE] = "space"
    font.flavor = None
    file = BytesIO()
    font.save(file)
    return file.getvalue()
