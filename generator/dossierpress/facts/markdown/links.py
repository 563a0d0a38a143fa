"""Links: allowed addresses, bare addresses in a text, and link definitions.

An address is checked as a browser would read it.

Text that begins with `http://` or `https://` and a host is a link, up to white space, a character
that is not allowed in addresses, or a closing bracket that it did not open; punctuation at its end
belongs to the sentence. `www.example.com` has no scheme, and e-mail addresses are not linked: they
stay text.

The rule for bare addresses runs at each colon, whose word has already become text, so the parser
does not stop at letters for it, and it reads each character once, unlike markdown-it's own rule.

A link definition, `[label]: address`, is not published. In a transcript, `[Guard]: "Nobody"` is one
too. A definition that is not used, and a second one of the same label, are reported: either would
remove its words from the text.
"""

import re
import unicodedata
from html import unescape
from typing import Any, Literal, cast
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from msgspec import Struct

from dossierpress.facts.markdown.inline_parser import InlineRule, LocatedInline
from dossierpress.facts.markdown.reading import BodyReading, quote
from dossierpress.facts.markdown.wikilinks import REFERENCE_TYPES

AddressKind = Literal["outside", "inside", "refused"]

_ALLOWED = ("http", "https", "mailto")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_BEFORE_COLON = re.compile(r"[^/?#:]*(?=:)")
_WEB = re.compile(r"https?://[^/\\?#@\s]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
# Nothing in such an address has to be normalised, and no label or host is too long; most are such.
_NORMAL = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}"
    r"(?:/[A-Za-z0-9._~/=-]*)?(?:[?#][A-Za-z0-9._~/=&+-]*)?"
)
# Browsers drop these wherever they stand, and strip the rest of the controls at both ends.
_DROPPED = str.maketrans("", "", "\t\n\r")
_STRIPPED = "".join(chr(number) for number in range(0x21))
_UNQUOTED_AT_MOST = 4


class LinkAddress(Struct, frozen=True, kw_only=True, gc=False):
    """The checked destination of a link or an image."""

    kind: AddressKind
    href: str
    """For `outside` ready for an attribute; for `inside` percent-decoded; else as written."""
    reason: str = ""
    """Why it is refused."""
    hint: str = ""
    remote: bool = False
    """Whether it leads to another host."""


def judge_address(written: str) -> LinkAddress:
    """Check the destination of a link, with entities and backslash escapes already decoded."""
    if _NORMAL.fullmatch(written):
        return LinkAddress(kind="outside", href=written, remote=True)
    href = written.translate(_DROPPED).strip(_STRIPPED)
    if not href:
        return _refused(written, "the link has no destination", "write one, or drop the brackets")
    if any(_is_hidden(character) for character in href):
        hint = "type the address by hand"
        return _refused(written, "the address holds an invisible character", hint)
    scheme = _SCHEME.match(href)
    if scheme is not None:
        return _with_scheme(written, href, scheme[0].lower())
    return _without_scheme(written, _unquote(href))


def _without_scheme(written: str, plain: str) -> LinkAddress:
    if any(_is_hidden(character) for character in plain):
        hint = "write the address without it"
        return _refused(written, "the address holds an encoded control character", hint)
    if plain.replace("\\", "/").startswith("//"):
        reason = "an address without a scheme leads to another host"
        return _refused(written, reason, "write `https://` first", remote=True)
    if _BEFORE_COLON.match(plain):
        reason = f"{quote(written)} would be read as an address with a scheme of its own"
        hint = "write `./` in front of a file name that holds a colon"
        return _refused(written, reason, hint)
    return LinkAddress(kind="inside", href=plain)


def _with_scheme(written: str, href: str, scheme: str) -> LinkAddress:
    if scheme not in _ALLOWED:
        known = ", ".join(f"`{name}:`" for name in _ALLOWED)
        hint = f"links lead to {known}, to files of the dossier or to `#anchor`"
        if scheme in REFERENCE_TYPES:
            hint = "a record is linked to in double brackets: `[[id|words]]`"
        return _refused(written, f"links to `{scheme}:` are not published", hint)
    if scheme != "mailto" and not _WEB.fullmatch(href):
        return _refused(
            written,
            f"{quote(written)} is not the whole address of a page",
            f"write `{scheme}://` and the host, without a user name",
        )
    try:
        return LinkAddress(kind="outside", href=normalizeLink(href), remote=scheme != "mailto")
    except ValueError:
        return _refused(written, f"{quote(written)} is not an address", "copy it once more")


def _refused(written: str, reason: str, hint: str, *, remote: bool = False) -> LinkAddress:
    return LinkAddress(kind="refused", href=written, reason=reason, hint=hint, remote=remote)


def _unquote(href: str) -> str:
    """Percent-decode, repeatedly as long as that reveals a scheme or a control code."""
    once = unquote(href, errors="replace")
    if "\ufffd" in once:
        return href  # not UTF-8: a name with a plain `%` in it
    deeper = once
    for _ in range(_UNQUOTED_AT_MOST):
        if any(_is_hidden(character) for character in deeper) or _BEFORE_COLON.match(deeper):
            return deeper
        deeper = unquote(deeper, errors="replace")
    return once


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp")


# An attribute value, in HTML that is shown as text, is not meant as a link. In scripts without
# spaces, an address may follow a word directly.
_SCHEME_OF_BARE_ADDRESS = re.compile(
    r"(?:(?<![\w/.:@=-])|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]))"
    r"(?<!=[\"'])https?\Z",
    re.IGNORECASE,
)
_LONGEST_SCHEME = len("='https")
_HOST = re.compile(r"://[^\W_]")
_BROKEN_HOST = re.compile(r"\w+://[^/?#]*[\[(]")
"""`https://bad[.]example`: a defanged address, which is not to be followed."""
_BRACKET_OR_END = re.compile(
    r"[()\[\]\s<>\"`|“”„«»‹›—‘。、，；：！？（）「」『』【】《》〈〉〔〕…\x00-\x20]|\Z"
)
_CLOSING = {")": "(", "]": "["}
_ENTITY = re.compile(r"&#?\w{1,31};\Z")
_BELONGS_TO_SENTENCE = "?!.,:;*_~'’"
_PART_OF_ADDRESS = re.compile(
    r"\\[!-/:-@\[-`{-~]|&(?:#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
)


def bare_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule. If silent, it matches nothing: a link does not change the length of a label."""
    if silent or state.linkLevel or state.src[state.pos] != ":":
        return False
    if not _HOST.match(state.src, state.pos, state.posMax):
        return False
    before = state.src[max(0, state.pos - _LONGEST_SCHEME) : state.pos]
    scheme = _SCHEME_OF_BARE_ADDRESS.search(before)
    if scheme is None or not state.pending.endswith(scheme[0]):
        return False
    begin = state.pos - len(scheme[0])
    end = _end_of_address(state.src, state.pos + len("://"), state.posMax)
    parts = _parts_of_address(state.src, begin, end)
    href = "".join(shown for shown, _, _ in parts)
    located = cast("LocatedInline", state)
    if judge_address(href).kind == "outside" and not _BROKEN_HOST.match(href):
        state.pending = state.pending[: -len(scheme[0])]
        _push_link(located, parts, href, end)
    else:
        located.keep_text(end)  # such as one with a password: not to be linked
    return True


def _push_link(
    state: LocatedInline, parts: list[tuple[str, int, int]], href: str, end: int
) -> None:
    begin = parts[0][1]
    state.pos = begin
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": href}, "bare"
    opening.meta["target"] = (state.at(begin), end - begin)
    for shown, start, stop in parts:
        state.pos = start
        written = state.src[start:stop]
        token = state.push("text" if written == shown else "text_special", "", 0)
        token.content, token.markup = shown, written
    state.pos = end
    state.push("link_close", "a", -1)


def _end_of_address(src: str, begin: int, maximum: int) -> int:
    end = _first_stop(src, begin, maximum)
    while end > begin and src[end - 1] in _BELONGS_TO_SENTENCE:
        entity = _ENTITY.search(src, max(begin, end - 40), end) if src[end - 1] == ";" else None
        end = entity.start() if entity else end - 1
    return end


def _first_stop(src: str, begin: int, maximum: int) -> int:
    """Position of a character not allowed in addresses, or of an unmatched closing bracket."""
    opened: list[str] = []
    for found in _BRACKET_OR_END.finditer(src, begin, maximum):
        mark = found[0]
        if mark in ("(", "["):
            opened.append(mark)
        elif not opened or _CLOSING.get(mark) != opened.pop():
            return found.start()
    return maximum


def _parts_of_address(src: str, begin: int, end: int) -> list[tuple[str, int, int]]:
    """The parts of an address: (shown text, begin, end)."""
    parts: list[tuple[str, int, int]] = []
    for special in _PART_OF_ADDRESS.finditer(src, begin, end):
        if special.start() > begin:
            parts.append((src[begin : special.start()], begin, special.start()))
        written = special[0]
        shown = written[1:] if written.startswith("\\") else unescape(written)
        parts.append((shown, special.start(), special.end()))
        begin = special.end()
    if begin < end:
        parts.append((src[begin:end], begin, end))
    return parts


DEFINITIONS_KEY = "references"
"""Key in `env` under which markdown-it looks definitions up."""

_COMMENTS = ("//", "COMMENT")
"""Labels of comments such as `[//]: # (for the desk)`, which are not meant to be published."""


class LinkDefinition(Struct, frozen=True, kw_only=True, gc=False):
    """One definition as it stands in the body."""

    label: str
    """As markdown-it compares labels."""
    address: tuple[str, str]
    """Destination and title."""
    offset: int
    length: int
    """Offset of its first line."""
    bracket: int
    """Length of the label with its brackets."""


class LinkDefinitions(dict[str, dict[str, Any]]):
    """markdown-it's table of definitions, which records those that a real link has used."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[LinkDefinition] = []
        self.used: set[str] = set()
        self.emitting = False
        """Whether the rule that looks something up makes tokens, not only tests."""

    def get(self, label: str, default: Any = None, /) -> Any:
        """Look up a label."""
        found = super().get(label, default)
        if found is not None and self.emitting:
            self.used.add(label)
        return found


def link_definitions(md: MarkdownIt) -> None:
    """Plugin: records the place of each definition. `env` must hold a `LinkDefinitions`."""
    md.block.ruler.at("reference", _link_definition)


def looks_up(rule: InlineRule) -> InlineRule:
    """Wrap a rule for links or images so that lookups count only when it makes tokens."""

    def looking(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        table: LinkDefinitions = state.env[DEFINITIONS_KEY]
        before, table.emitting = table.emitting, not silent
        try:
            return rule(state, silent)
        finally:
            table.emitting = before

    return looking


def report_definitions(table: LinkDefinitions, reading: BodyReading) -> None:
    """Report definitions that are not used, and those that an earlier one overrides."""
    first: dict[str, LinkDefinition] = {}
    for one in table.written:
        if one.label in _COMMENTS and one.address[0] in ("#", ""):
            continue
        before = first.setdefault(one.label, one)
        if one.label not in table.used:
            _report_unused_definition(one, reading)
        elif before.address != one.address:
            reading.report(
                "md-definition-duplicate",
                one.offset,
                one.length,
                f"{quote(_line_of_definition(one, reading))} defines its label again, so no "
                "link leads there",
                hint="give it a label of its own; to show the line as text, "
                f"{_definition_as_text(one, reading)}",
                notes=(reading.note("links use the first one", before.offset, before.length),),
            )


def _report_unused_definition(one: LinkDefinition, reading: BodyReading) -> None:
    reading.report(
        "md-definition-unused",
        one.offset,
        one.length,
        f"{quote(_line_of_definition(one, reading))} is read as the definition of a link, and "
        "no link uses it: "
        "it would be on no page",
        hint=f"to show the line as text, {_definition_as_text(one, reading)}; else use it, or "
        "remove it",
    )


def _definition_as_text(one: LinkDefinition, reading: BodyReading) -> str:
    label = _line_of_definition(one, reading)[: one.bracket]
    return f"begin it with {quote(chr(92) + label + ':')}"


def _line_of_definition(one: LinkDefinition, reading: BodyReading) -> str:
    return reading.source.text[one.offset : one.offset + one.length]


def _link_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    table: LinkDefinitions = state.env[DEFINITIONS_KEY]
    repeated: list[dict[str, Any]] = state.env.setdefault("duplicate_refs", [])
    repeated.clear()
    if not reference(state, start, end, silent):
        return False
    if not silent:
        begin = state.bMarks[start] + state.tShift[start]
        line = state.src[begin : state.eMarks[start]].rstrip()
        label = str(repeated[0]["label"]) if repeated else next(reversed(table))
        found = repeated[0] if repeated else table[label]
        table.written.append(
            LinkDefinition(
                label=label,
                address=(str(found["href"]), str(found["title"])),
                offset=begin,
                length=len(line),
                bracket=min(_end_of_label(state.src, begin) - begin, len(line)),
            )
        )
    return True


def _end_of_label(src: str, begin: int) -> int:
    """The position after the bracket that closes a label."""
    position = begin + 1
    while src[position] != "]":
        position += 2 if src[position] == "\\" else 1
    return position + 1
