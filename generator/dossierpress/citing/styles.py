"""Citations in the styles of scholars, by hayagriva, the citation processor of Typst.

It is an extra (`dossierpress[cite]`), loaded when there is something to be written. Each item has a
bibliography of its own: in a common one they would be told apart from one another (`2024a`), and an
author who stands twice would be a dash the second time.

What hayagriva reads as markup, and what it would change, is given to it as private characters and
put back afterwards.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html.parser import HTMLParser
from importlib import metadata

from markupsafe import Markup, escape

from dossierpress.citing.citable import Citable, CitedAuthor, iso
from dossierpress.schema.site import CitationStyle

_STYLES: Mapping[CitationStyle, str] = {
    "apa": "apa",
    "chicago": "chicago-notes",
    "mla": "modern-language-association",
}
"""Our name of a style -> Typst's."""
_QUOTING = frozenset({"chicago", "mla"})
"""Styles that put titles between quotation marks: those within are single."""
_MARKUP = frozenset("$\\{}[]*_#<>`~@^|\"'")
_PRIVATE = 0x10F000
"""Private character that stands for U+0000; the others follow."""
_STAND_INS = re.compile(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 0x7F)}]")
_MENDED = (
    # What the processor writes that no style has: an end after an end, a comma after a lone year.
    (re.compile(r"([?!؟？！…])\.(”)"), r"\1\2"),
    (re.compile(r"([?!؟？！…]</em>)\."), r"\1"),
    (re.compile(r"\((\d+),\)"), r"(\1)"),
    (re.compile(r"\bRetrieved (?=https?://)"), ""),
)


@cache
def processor() -> str | None:
    """The version of the citation processor; None if it is not installed."""
    try:
        return metadata.version("typst")
    except metadata.PackageNotFoundError:
        return None


def can_be_styled(item: Citable) -> bool:
    """Whether the processor can say all of an item: it knows no spans and no doubtful dates."""
    date = item.date
    texts = (item.title, item.site, *(f"{one.name}{one.given or ''}" for one in item.authors))
    return not any(map(_STAND_INS.search, texts)) and (date is None or date.is_plain)


def styled(
    items: Sequence[Citable], styles: Sequence[CitationStyle]
) -> tuple[tuple[Markup, ...], ...]:
    """The citations of each item in some styles: text with `<em>`. One call for all.

    Raises:
        ImportError: The processor is not installed.
        RuntimeError: It cannot read something.
        ValueError: It gave something else than a citation for each item and style.
    """
    import typst  # noqa: PLC0415 (84 MB that few builds need)

    document = "".join(
        f"#bibliography(bytes({json.dumps(_entry(item, style), ensure_ascii=False)}),"
        f' style: "{_STYLES[style]}", full: true, title: none)\n'
        for item in items
        for style in styles
    )
    html = typst.compile(document.encode(), format="html", ignore_system_fonts=True)
    reader = _Reader()
    reader.feed(html.decode())
    found = [_mended(Markup("").join(one)) for one in reader.found]
    if len(found) != len(items) * len(styles) or not all(found):
        raise ValueError("the citation processor has left out a citation")
    return tuple(
        tuple(found[first : first + len(styles)]) for first in range(0, len(found), len(styles))
    )


def _mended(text: Markup) -> Markup:
    html = str(text)
    for wrong, right in _MENDED:
        html = wrong.sub(right, html)
    return Markup(html)  # noqa: S704 (escaped already)


def _entry(item: Citable, style: CitationStyle) -> str:
    """An item as hayagriva reads it; JSON is YAML."""
    entry: dict[str, object] = {
        "type": "web",
        # In braces: hayagriva would write `Al-Hindi` for the name of a man who writes `al-Hindi`.
        "title": f"{{{_hidden(_title(item, style))}}}",
        "language": item.lang,
        "parent": {"type": "web", "title": f"{{{_hidden(item.site)}}}"},
    }
    if item.authors:
        entry["author"] = [_name(one) for one in item.authors]
    if item.date:
        entry["date"] = iso(item.date.since)
    if item.address:
        entry["url"] = item.address
    # Typst reads the escapes of a string of its own, which are not those of JSON.
    return json.dumps({"it": entry}, ensure_ascii=False)


def _name(author: CitedAuthor) -> dict[str, str]:
    # A plain text would be taken apart as the name of a person.
    found = {"name": _hidden(author.name)}
    return found | ({"given-name": _hidden(author.given)} if author.given else {})


def _title(item: Citable, style: CitationStyle) -> str:
    """With quotation marks of the kind that the style has within its own."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", " ".join(item.title.split()))
    if text.count('"') % 2 == 0:
        marks = iter("“”" * text.count('"'))
        text = re.sub('"', lambda _: next(marks), text)
    # Each style ends a title itself.
    text = text.removesuffix(".") if not text.endswith("..") else text
    return text.translate({0x201C: "‘", 0x201D: "’"}) if style in _QUOTING else text


def _hidden(text: str) -> str:
    return "".join(
        chr(_PRIVATE + ord(one)) if one in _MARKUP else one for one in " ".join(text.split())
    )


def _shown(text: str) -> str:
    return _STAND_INS.sub(lambda found: chr(ord(found[0]) - _PRIVATE), text)


class _Reader(HTMLParser):
    """Finds the citations in a page of Typst: the text of each list item, with its `<em>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[Markup]] = []
        self._within = False

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag == "li":
            self.found.append([])
            self._within = True
        elif tag == "em" and self._within:
            self.found[-1].append(Markup("<em>"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self._within = False
        elif tag == "em" and self._within:
            self.found[-1].append(Markup("</em>"))

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found[-1].append(escape(_shown(data)))
