"""Attributes in braces: `{#id .class lang=fa dir=rtl entity=hamas}`.

They stand after a bracketed span (`[text]{entity=id}`), at the end of a heading, or on a line
of their own above a block. Attributes are an allow-list; everything else is reported and left
out.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from msgspec import Struct

from dossierpress.facts.markdown.reading import (
    BlockContent,
    BlockOrigin,
    BodyReading,
    quote,
    reading_of,
)
from dossierpress.kernel.diagnostics import Hint, did_you_mean
from dossierpress.kernel.text_direction import is_language_tag

_ITEM = re.compile(
    r"""[ \t\n]*(?:
        \#(?P<id>[^\s{}\#.="'<>]+)
      | \.(?P<class>[^\s{}\#.="'<>]+)
      | (?P<key>[A-Za-z][\w:-]*)=(?:"(?P<quoted>[^"{}]*)"|(?P<bare>[^\s{}"'=<>]*))
    )(?=[ \t\n}])""",
    re.VERBOSE,
)
_REST = re.compile(r"\s*\}")
_BRACES = re.compile(r"\{[^{}]*\}")
_ATTEMPT = re.compile(r"\{\s*[#.][^\s{}]|\{[^{}]*(?:[A-Za-z]=|\b(?:class|dir|entity|id|lang)\s)")
_CLASS = re.compile(r"[A-Za-z_][\w-]*")
_KNOWN_KEYS = ("class", "dir", "entity", "id", "lang")
_DIRECTIONS = ("ltr", "rtl", "auto")


class Attributes(Struct, frozen=True, kw_only=True, gc=False):
    """Checked attributes from a pair of braces."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    lang: str | None = None
    dir: str | None = None
    entity: tuple[str, int] | None = None
    """The reference as written, and its offset in the body."""
    nolink: bool = False
    """Class `nolink`: names in it do not link."""

    def over(self, others: "Attributes") -> "Attributes":
        """These attributes, with those of `others` that are missing here."""
        return Attributes(
            id=self.id or others.id,
            classes=others.classes + self.classes,
            lang=self.lang or others.lang,
            dir=self.dir or others.dir,
            entity=self.entity,
            nolink=self.nolink or others.nolink,
        )


NO_ATTRIBUTES = Attributes()


def read_attributes(
    content: BlockContent,
    position: int,
    reading: BodyReading,
    *,
    entity: bool = False,
    silent: bool = False,
) -> tuple[Attributes, int] | None:
    """Read `{…}` at a position of some content.

    Args:
        content: The content in which the braces stand.
        position: Position of the opening brace.
        reading: Collects the diagnostics.
        entity: Whether `entity=` is allowed here.
        silent: Only check: report nothing, and register no id.

    Returns:
        The attributes and the position after the brace, or None if these are not attributes.
    """
    braces = _BRACES.match(content.text, position)
    if braces is None:
        return None
    items = []
    place = position + 1
    while not _REST.match(content.text, place, braces.end()):
        item = _ITEM.match(content.text, place, braces.end())
        if item is None:
            if _ATTEMPT.match(braces[0]) and not silent:
                _refuse(braces[0], content.at(position), reading)
            return None
        items.append(item)
        place = item.end()
    if not items:
        return None
    if silent:
        return NO_ATTRIBUTES, braces.end()
    found = _AttributeCollector(content, reading, entity=entity)
    for item in items:
        found.take(item)
    return found.attributes(), braces.end()


def take_trailing(content: BlockContent, reading: BodyReading) -> tuple[str, Attributes]:
    """Cut attributes off the end of a heading's content; return the rest and the attributes."""
    text = content.text
    begin = text.rfind("{")
    if begin < 0 or text[max(begin - 1, 0) : begin] not in ("", " ", "\t"):
        return text, NO_ATTRIBUTES
    read = read_attributes(content, begin, reading)
    if read is None or read[1] != len(text):
        return text, NO_ATTRIBUTES
    return text[:begin].rstrip(" \t"), read[0]


def attributes_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Block rule: a line of attributes directly above their block."""
    begin = state.bMarks[start] + state.tShift[start]
    line = state.src[begin : state.eMarks[start]].rstrip(" \t")
    if not line.startswith("{") or not _BRACES.fullmatch(line) or state.is_code_block(start):
        return False
    following = start + 1
    if following >= end or state.isEmpty(following) or state.sCount[following] < state.blkIndent:
        return False
    content = BlockContent(line, BlockOrigin((0,), (begin,)))
    read = read_attributes(content, 0, reading_of(state.env), silent=silent)
    if read is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.meta = {"attributes": read[0], "at": begin, "length": len(line)}
        token.map = [start, following]
    state.line = following
    return True


def _refuse(braces: str, offset: int, reading: BodyReading) -> None:
    reading.report(
        "md-attribute",
        offset,
        len(braces),
        f"these attributes cannot be read: {quote(braces)}",
        hint="write them as `{#anchor .class lang=fa dir=rtl entity=id}`; "
        "a backslash before the brace keeps it as text",
    )


class _AttributeCollector:
    """Collects attributes item by item."""

    def __init__(self, content: BlockContent, reading: BodyReading, *, entity: bool) -> None:
        self._at = content.at
        self.reading = reading
        self.entity_allowed = entity
        self.id: str | None = None
        self.classes: list[str] = []
        self.values: dict[str, str] = {}
        self.entity: tuple[str, int] | None = None

    def attributes(self) -> Attributes:
        return Attributes(
            id=self.id,
            classes=tuple(name for name in self.classes if name != "nolink"),
            lang=self.values.get("lang"),
            dir=self.values.get("dir"),
            entity=self.entity,
            nolink="nolink" in self.classes,
        )

    def take(self, item: re.Match[str]) -> None:
        if item["id"] is not None:
            self._id(item["id"], self._at(item.start("id")))
        elif item["class"] is not None:
            self._classes(item["class"], self._at(item.start("class")))
        else:
            group = "bare" if item["quoted"] is None else "quoted"
            self._value(
                item["key"], item[group], self._at(item.start("key")), self._at(item.start(group))
            )

    def _id(self, id_: str, offset: int) -> None:
        if self.reading.give_id(id_, offset):
            self.id = id_

    def _classes(self, names: str, offset: int) -> None:
        for name in names.split():
            if _CLASS.fullmatch(name):
                self.classes.append(name)
            else:
                self._problem(offset, names, f"{quote(name)} is not the name of a class", None)

    def _value(self, key: str, value: str, key_offset: int, offset: int) -> None:
        hint: Hint
        if key == "id" and value and not re.search(r"\s", value):
            self._id(value, offset)
        elif key == "class":
            self._classes(value, offset)
        elif key == "entity" and self.entity_allowed:
            self.entity = (value, offset)
        elif key == "lang" and is_language_tag(value):
            self.values["lang"] = value
        elif key == "dir" and value in _DIRECTIONS:
            self.values["dir"] = value
        elif key == "dir":
            known = ", ".join(f"`{direction}`" for direction in _DIRECTIONS)
            self._problem(
                offset, value, f"{quote(value)} is no direction of text", f"write {known}"
            )
        elif key == "lang":
            hint = "write its tag, such as `fa` or `zh-Hant`"
            self._problem(offset, value, f"{quote(value)} is not the tag of a language", hint)
        elif key == "entity":
            hint = "put the words into brackets: `[the words]{entity=id}`"
            self._problem(key_offset, key, "`entity` names words, not a whole block", hint)
        else:
            known = ", ".join(f"`{name}`" for name in _KNOWN_KEYS)
            hint = did_you_mean(key, _KNOWN_KEYS) or f"what can be written here: {known}"
            self._problem(key_offset, key, f"the attribute {quote(key)} is not kept", hint)

    def _problem(self, offset: int, text: str, message: str, hint: Hint) -> None:
        self.reading.report("md-attribute", offset, len(text), message, hint=hint)


class AttributesAbove:
    """Holds attributes until their block follows; attributes without a block are reported."""

    def __init__(self, reading: BodyReading) -> None:
        self._reading = reading
        self._lines: list[Token] = []

    def take(self, token: Token) -> None:
        """Add a line of attributes."""
        if not self._follows(token):
            self.leave()
        self._lines.append(token)

    def give(self, block: Token) -> Attributes:
        """Return the attributes for this block."""
        if not self._follows(block):
            self.leave()
        found = NO_ATTRIBUTES
        for line in self._lines:
            own: Attributes = line.meta["attributes"]
            found = own.over(found)
        self._lines.clear()
        return found

    def leave(self) -> None:
        """Report the attributes, for which no block has followed."""
        for line in self._lines:
            self._reading.report(
                "md-attribute",
                line.meta["at"],
                line.meta["length"],
                "these attributes stand above nothing that can carry them",
                hint="write them right above a paragraph, a heading, a quotation, a list, a table "
                "or a block of code",
            )
        self._lines.clear()

    def _follows(self, token: Token) -> bool:
        last = self._lines[-1].map if self._lines else None
        return last is None or token.map is None or token.map[0] == last[1]
