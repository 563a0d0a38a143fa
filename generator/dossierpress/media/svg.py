"""SVG: published as it is, or refused.

A drawing that is opened by itself runs on the site's own origin, so only those are published that
can do nothing: an allow-list of elements and attributes, no addresses but places within the
drawing and pictures held in it, no declarations that change how it is read. What is allowed means
the same to a reader of XML and to one of HTML, for some hosts tell browsers the wrong type.
"""

import base64
import binascii
import re
from collections.abc import Callable
from xml.parsers import expat

from dossierpress.diagnostics import Span
from dossierpress.media.svg_names import (
    ATTRIBUTES,
    ELEMENTS,
    POINTING,
    SVG,
    TEXTS,
    WORDS,
    XLINK,
    XML,
)
from dossierpress.media.svg_style import style_targets, style_trouble
from dossierpress.media.svg_weight import Weights

ELEMENT_LIMIT = 50_000
DEPTH = 64

Trouble = tuple[str, Span | None]
"""What is wrong, in words, and where."""

EmbeddedCheck = Callable[[str, bytes], str | None]
"""Told the kind and the bytes of a picture in a drawing, says what is wrong with it."""

_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/\s]+(?:=\s*){0,2})")
_KINDS = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP"}
_SPACES = {SVG: "", XLINK: "xlink:", XML: "xml:"}
_QUIET = frozenset(["xml:space", "xml:lang", "xlink:title", "xlink:type"])


def check_svg(data: bytes, embedded: EmbeddedCheck) -> tuple[Trouble, ...]:
    """All that keeps a drawing from being published; nothing for one that may be."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return ((f"byte {error.start + 1:,} is not valid UTF-8", None),)
    return _Reading(embedded).read(data)


class _StopError(Exception):
    """There is no sense in reading on."""


class _Reading:
    """One drawing, element by element."""

    def __init__(self, embedded: EmbeddedCheck) -> None:
        self._embedded = embedded
        self._troubles: list[Trouble] = []
        self._open: list[str] = []
        self._places: list[Span] = []
        self._style: list[str] = []
        self._weights = Weights(limit=4 * ELEMENT_LIMIT)
        self._count = 0
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.ordered_attributes = True
        self._parser.buffer_text = True

    def read(self, data: bytes) -> tuple[Trouble, ...]:
        parser = self._parser
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.CommentHandler = self._comment
        parser.StartCdataSectionHandler = self._cdata
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(data, True)  # noqa: FBT003 (its name is not one of a keyword)
        except _StopError:
            return tuple(self._troubles)
        except expat.ExpatError as error:
            place = Span(line=error.lineno, column=error.offset + 1)
            self._troubles.append((f"no well-formed XML: {expat.ErrorString(error.code)}", place))
            return tuple(self._troubles)
        heavy = self._weights.trouble()
        if heavy is not None and not self._troubles:
            self._troubles.append((heavy, None))
        return tuple(self._troubles)

    def _here(self) -> Span:
        parser = self._parser
        return Span(line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1)

    def _report(self, what: str, place: Span | None = None) -> None:
        self._troubles.append((what, place or self._here()))
        if len(self._troubles) >= 20:
            raise _StopError

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            self._report(f"the encoding `{encoding[:40]}`; only UTF-8 is read")

    def _doctype(self, *_: object) -> None:
        self._report("a document type (`<!DOCTYPE …>`), which can declare entities")
        raise _StopError

    def _instruction(self, target: str, _data: str) -> None:
        self._report(f"a processing instruction, `<?{target[:40]} …?>`")

    def _comment(self, _data: str) -> None:
        self._report("a comment, which would be published")

    def _cdata(self) -> None:
        self._report("a CDATA section, which is read in another way as HTML")

    def _start(self, name: str, attributes: list[str]) -> None:
        self._count += 1
        if self._count > ELEMENT_LIMIT or len(self._open) >= DEPTH:
            self._report(f"more than {ELEMENT_LIMIT:,} elements, or {DEPTH} levels of them")
            raise _StopError
        local = self._element(name)
        self._open.append(local)
        self._places.append(self._here())
        self._style.append("")
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        targets: list[str] = []
        named: str | None = None
        for attribute, value in pairs:
            plain = _plain(attribute)
            named = value if plain == "id" else named
            targets += self._attribute(local, plain, value)
        self._weights.start(named, targets)

    def _element(self, name: str) -> str:
        space, local, prefix = (*name.split(" "), "", "")[:3]
        shown = f"{prefix}:{local}" if prefix else local or space
        if space != SVG or not local:
            self._report(f"the element `<{shown[:40]}>`, which is not one of SVG")
        elif prefix:
            self._report(f"the element `<{shown[:40]}>` with a prefix")
        elif local not in ELEMENTS:
            self._report(f"the element `<{local[:40]}>`")
        elif not self._open and local != "svg":
            self._report(f"the element `<{local}>`, where a drawing begins with `<svg>`")
        elif self._open and self._open[-1] in ("title", "desc", "style"):
            self._report(f"the element `<{local}>` within `<{self._open[-1]}>`")
        return local

    def _attribute(self, element: str, name: str, value: str) -> tuple[str, ...]:
        """Look at one attribute; hands back the ids that it points at."""
        if name in ("href", "xlink:href"):
            return self._address(element, value)
        if name in _QUIET or name.startswith(("aria-", "data-")):
            return ()
        if name not in ATTRIBUTES:
            self._report(f"the attribute `{name[:40]}`")
            return ()
        if name == "type" and element == "style" and value.strip().lower() != "text/css":
            self._report("a style of another kind than `text/css`")
        trouble = None if name in WORDS else style_trouble(value)
        if trouble is not None:
            self._report(f"in `{name}`: {trouble}")
        return style_targets(value)

    def _address(self, element: str, value: str) -> tuple[str, ...]:
        if element not in POINTING:
            self._report(f"an address in `<{element[:40]}>`")
        elif element != "image" and re.fullmatch(r"#[^\s#]+", value):
            return (value[1:],)
        elif element == "image":
            self._held(value)
        else:
            self._report("an address of another file; only `#id` is allowed")
        return ()

    def _held(self, value: str) -> None:
        """Look at a picture that is held in the drawing."""
        found = _PICTURE.fullmatch(value)
        if found is None:
            self._report(
                "an address of another file; a picture is held in the drawing as "
                "`data:image/png;base64,…` (or jpeg, gif, webp)"
            )
            return
        try:
            held = base64.b64decode(re.sub(r"\s", "", found[2]), validate=True)
        except binascii.Error:
            self._report("a picture whose base64 is damaged")
            return
        trouble = self._embedded(_KINDS[found[1]], held)
        if trouble is not None:
            self._report(f"a picture held in it: {trouble}")

    def _text(self, text: str) -> None:
        if self._open[-1] == "style":
            self._style[-1] += text
        elif text.strip() and self._open[-1] not in TEXTS:
            self._report(
                f"text in `<{self._open[-1][:40]}>`, where none is shown", self._places[-1]
            )

    def _end(self, _name: str) -> None:
        style = self._style.pop()
        trouble = style_trouble(style)
        place = self._places.pop()
        if trouble is not None:
            self._report(f"in `<style>`: {trouble}", place)
        self._open.pop()
        self._weights.end(style_targets(style))


def _plain(attribute: str) -> str:
    """`href`, `xlink:href`; the whole name of what is of no namespace that is read."""
    space, separator, rest = attribute.partition(" ")
    if not separator:
        return space
    known = _SPACES.get(space)
    return f"{known}{rest.split(' ')[0]}" if known else f"{space} {rest}"
