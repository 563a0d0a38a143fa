"""The styles of the pages with the fonts and pictures that they load, for one element.

A face of a font is brought along if the dossier has a letter of its range; the others never load.
"""

import re
from collections.abc import Collection, Iterable

from dossierpress.single_file.addresses import address_of
from dossierpress.single_file.edition import PublishedEdition
from dossierpress.single_file.embedding import data_address

_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_RANGES = re.compile(r"unicode-range\s*:\s*([^;}]*)")
_RANGE = re.compile(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*(["']?)(?!data:)([^"')]+)\1\s*\)""")
_TARGET = re.compile(r":target(?![-\w])")
_NAMED = re.compile(r"#([A-Za-z_][\w-]*)(?=[^{}]*\{)")
"""An id in a selector: a colour is followed by the end of its rule first."""


def inlined_styles(
    paths: Iterable[str],
    edition: PublishedEdition,
    *,
    letters: Collection[str],
    ids: Collection[str],
) -> str:
    """The styles at these paths, one after the other.

    Args:
        paths: Of the style sheets.
        edition: Where they and what they load are.
        letters: All signs that stand in the dossier.
        ids: The ids that pages have.
    """
    return "\n".join(_inlined(path, edition, letters, ids) for path in paths)


def _inlined(
    path: str, edition: PublishedEdition, letters: Collection[str], ids: Collection[str]
) -> str:
    css = edition.read(path).decode("utf-8", "replace")
    css = _FACE.sub(lambda face: face[0] if _is_used(face[0], letters) else "", css)
    # What a link leads to has an id of the whole file, and that of its page once a script shows it.
    css = _TARGET.sub(":is(:target,.is-target)", css)
    css = _NAMED.sub(lambda one: _by_either_id(one, ids), css)
    return _URL.sub(lambda one: f'url("{_loaded(one[2], path, edition)}")', css)


def _is_used(face: str, letters: Collection[str]) -> bool:
    ranges = _RANGES.search(face)
    if ranges is None:
        return True
    limits = [_limits(*found) for found in _RANGE.findall(ranges[1])]
    # Spaces, joiners and ASCII's digits are in every text, and no reason to bring along a font.
    return any(
        first <= ord(letter) <= last
        for letter in letters
        if letter.isalpha() or (ord(letter) > 0x7F and letter.isprintable())
        for first, last in limits
    )


def _limits(first: str, last: str) -> tuple[int, int]:
    end = last or first
    return int(first.replace("?", "0"), 16), int(end.replace("?", "F"), 16)


def _by_either_id(named: re.Match[str], ids: Collection[str]) -> str:
    id_ = named[1]
    return f':is(#{id_},[id$=":{id_}"])' if id_ in ids else named[0]


def _loaded(href: str, path: str, edition: PublishedEdition) -> str:
    address = address_of(href, path)
    if address is None or address.path not in edition.paths:
        return href
    return data_address(address.path, edition.read(address.path))
