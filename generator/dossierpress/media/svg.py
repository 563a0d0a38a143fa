"""SVG: published as it is, or refused.

An SVG that is opened directly runs on the site's own origin, so it must be inert: an allow-list of
elements and attributes, no addresses but fragments of the drawing and embedded pictures, no
declarations that change how it is parsed, no styles that load or hide, and no more copies of one
element than a browser can draw. What is allowed means the same to an XML parser and an HTML
parser, for some hosts send the wrong type.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from xml.parsers import expat

from dossierpress.kernel.diagnostics import Span

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

TEXTS = frozenset(["text", "tspan", "textPath", "title", "desc", "style"])
"""Elements that may hold text."""

ELEMENTS = TEXTS | frozenset(
    """
    svg g defs symbol use switch image
    path rect circle ellipse line polyline polygon
    linearGradient radialGradient stop pattern clipPath mask marker filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
    """.split()  # noqa: SIM905 (reads better than a hundred lines)
)

WORDS = frozenset(["id", "class", "lang", "role", "type", "media", "d", "points", "values"])
"""Attributes whose values are names, words and numbers, and are never parsed as styles."""

ATTRIBUTES = WORDS | frozenset(
    """
    amplitude azimuth baseFrequency bias clipPathUnits cx cy diffuseConstant divisor dx dy
    edgeMode elevation exponent filterUnits fr fx fy gradientTransform gradientUnits height in in2
    intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lengthAdjust limitingConeAngle
    markerHeight markerUnits markerWidth maskContentUnits maskUnits method mode numOctaves offset
    operator order orient pathLength patternContentUnits patternTransform patternUnits pointsAtX
    pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY result
    rotate rx ry scale seed side slope spacing specularConstant specularExponent startOffset
    stdDeviation stitchTiles style surfaceScale systemLanguage tableValues targetX targetY
    textLength transform version viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z
    baseProfile enable-background

    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering direction display dominant-baseline fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size
    font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering kerning
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode isolation opacity overflow paint-order pointer-events shape-rendering
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
    text-overflow text-rendering transform-origin unicode-bidi vector-effect visibility
    white-space word-spacing writing-mode
    """.split()  # noqa: SIM905 (the same)
)

POINTING = frozenset(
    ["use", "textPath", "linearGradient", "radialGradient", "pattern", "filter", "image"]
)
"""Elements that may refer to another place of the drawing, or (`image`) embed a picture."""

STYLE_FUNCTIONS = frozenset(
    """
    url rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var
    matrix matrix3d translate translatex translatey scale scalex scaley rotate skew skewx skewy
    cubic-bezier steps blur brightness contrast drop-shadow grayscale hue-rotate invert opacity
    saturate sepia not is where nth-child nth-of-type nth-last-child
    polygon circle ellipse inset path linear-gradient radial-gradient
    """.split()  # noqa: SIM905 (the same)
)
"""Functions that a style may call: only `url` can load a file, and its argument is checked."""


_NAME = re.compile(r"[\w-]*\Z")
_LONGEST = 40
_CHARACTERS = 100_000
_URL = re.compile(r"(?<![\w-])url\b", re.IGNORECASE)
_INNER = re.compile(r"""url\(\s*(["']?)#([^\s"'()\\#]+)\1\s*\)""", re.IGNORECASE)
_RULE = re.compile(r"@(?!media[\s(])[^\s;{(]*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:binding|behavior|behaviour)\s*:", re.IGNORECASE)


@lru_cache(maxsize=4096)
def style_trouble(text: str) -> str | None:
    """The problem of a style or of one of its values, in words; None for a harmless one."""
    if len(text) > _CHARACTERS:
        return f"more than {_CHARACTERS:,} characters of style"
    for forbidden, why in (("\\", "a backslash"), ("<", "a `<`"), ("\0", "U+0000")):
        if forbidden in text:
            return f"{why}, which can hide what a style says"
    rule = _RULE.search(text)
    if rule is not None:
        return f"`{rule[0][:40]}`, where only `@media` is allowed"
    unknown = next((name for name in _called(text) if name.lower() not in STYLE_FUNCTIONS), None)
    if unknown is not None:
        return f"the function `{unknown}()`, which is not one of those that load nothing"
    # Counted, so that no spelling of an address is overlooked.
    if _ELSEWHERE.search(text) or len(_URL.findall(text)) != len(_INNER.findall(text)):
        return "an address of another file, or what loads one; only `url(#id)` is allowed"
    return None


def _called(text: str) -> Iterator[str]:
    """Names of called functions; of a name longer than any known one, only its end."""
    place = text.find("(")
    while place >= 0:
        name = _NAME.search(text[max(0, place - _LONGEST) : place])
        if name is not None and name[0]:
            yield name[0]
        place = text.find("(", place + 1)


def style_targets(text: str) -> tuple[str, ...]:
    """Ids that a style refers to."""
    return tuple(found[2] for found in _INNER.finditer(text))


class DrawingWeights:
    """Counts the elements that a browser draws, with every element that another one refers to.

    Ten elements that each use the one before ten times are ten thousand million.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._by_id: dict[str, int] = {}
        self._children: list[list[int]] = []
        self._targets: list[list[str]] = []
        self._open: list[int] = []

    def start(self, named: str | None, targets: Iterable[str]) -> None:
        """An element begins."""
        number = len(self._children)
        self._children.append([])
        self._targets.append(list(targets))
        if self._open:
            self._children[self._open[-1]].append(number)
        if named is not None:
            self._by_id.setdefault(named, number)
        self._open.append(number)

    def end(self, targets: Iterable[str]) -> None:
        """The innermost element ends; its style, if it is one, points at `targets`."""
        self._targets[self._open.pop()] += targets

    def trouble(self) -> str | None:
        """What is wrong, in words."""
        known: dict[int, int] = {}
        on_the_way: set[int] = set()
        waiting = [0] if self._children else []
        while waiting:
            number = waiting[-1]
            if number in known:
                waiting.pop()
                continue
            if number not in on_the_way:
                on_the_way.add(number)
                following = [one for one in self._next(number) if one not in known]
                if on_the_way.intersection(following):
                    return "elements that point at themselves, by themselves or by way of others"
                waiting += following
                continue
            known[number] = 1 + sum(known[one] for one in self._next(number))
            if known[number] > self._limit:
                return f"elements that use one another: more than {self._limit:,} would be drawn"
            on_the_way.discard(number)
            waiting.pop()
        return None

    def _next(self, number: int) -> list[int]:
        pointed = (self._by_id[one] for one in self._targets[number] if one in self._by_id)
        return [*self._children[number], *pointed]


ELEMENT_LIMIT = 50_000
DEPTH = 64

Trouble = tuple[str, Span | None]
"""The problem in words, and its place."""

EmbeddedCheck = Callable[[str, bytes], str | None]
"""Gets the format and the bytes of an embedded picture; returns its problem or None."""

_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/\s]+(?:=\s*){0,2})")
_KINDS = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP"}
_SPACES = {SVG: "", XLINK: "xlink:", XML: "xml:"}
_QUIET = frozenset(["xml:space", "xml:lang", "xlink:title", "xlink:type"])


def check_svg(data: bytes, embedded: EmbeddedCheck) -> tuple[Trouble, ...]:
    """All problems that keep an SVG from being published; empty for a safe one."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return ((f"byte {error.start + 1:,} is not valid UTF-8", None),)
    return _Reading(embedded).read(data)


class _StopError(Exception):
    """Stops the parser."""


class _Reading:
    """The check of one SVG, element by element."""

    def __init__(self, embedded: EmbeddedCheck) -> None:
        self._embedded = embedded
        self._troubles: list[Trouble] = []
        self._open: list[str] = []
        self._places: list[Span] = []
        self._style: list[str] = []
        self._weights = DrawingWeights(limit=4 * ELEMENT_LIMIT)
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
        """Check one attribute; returns the ids that it refers to."""
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
        """Check a picture that is embedded in the SVG."""
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
    """`href` and the like: the local name in a known namespace, else the whole name."""
    space, separator, rest = attribute.partition(" ")
    if not separator:
        return space
    known = _SPACES.get(space)
    return f"{known}{rest.split(' ')[0]}" if known else f"{space} {rest}"
