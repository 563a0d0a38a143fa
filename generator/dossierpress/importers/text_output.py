"""Write foreign text and values as Markdown and YAML that an author could have written.

The Markdown shows exactly the text, and nothing in it becomes markup: `clean_text` first, then
`literal_markdown` for each piece of a line. Two things are not kept: the number of blank lines
between paragraphs, and tabs at either end of a line. The YAML has no anchors, tags or folded lines.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

# The last five begin an address that would link by itself or be told of, and marks of other
# programs that would be.
_ANYWHERE = re.compile(
    r"[\\`*_\[\]<>{}~|@^$&]|:(?=//)|(?<=www)\.|:(?=[a-z][a-z0-9_+-]{1,40}:)|=(?==)|\+(?=\+)|%(?=%)",
    re.IGNORECASE,
)
# What opens a block: heading, quote, list, rule, table, container, definition, setext underline.
_OPENS_A_BLOCK = re.compile(r"[#+\-=:!%]")
_ORDERED = re.compile(r"(\d{1,9})([.)])")
_OTHER_NEWLINES = re.compile("\r(?!\n)|[\v\f]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean_text(text: str) -> tuple[str, tuple[int, ...]]:
    r"""The text with every line end as `\n`, without characters that HTML forbids; same offsets.

    Returns (text of the same length, offsets that now hold U+FFFD). Only the `\r` of `\r\n` stays,
    for `literal` to drop. Control characters, surrogates without their other half and
    noncharacters can stand in JSON, but neither in HTML nor in UTF-8.
    """
    lines = _OTHER_NEWLINES.sub("\n", text)
    replaced = tuple(offset for offset, character in enumerate(lines) if _unprintable(character))
    if not replaced:
        return lines, ()
    gone = frozenset(replaced)
    return "".join(
        _REPLACEMENT if offset in gone else character for offset, character in enumerate(lines)
    ), replaced


def literal_markdown(text: str, *, begins_line: bool, ends_line: bool) -> str:
    """Markdown for one piece of running text; the flags tell of its first and its last line."""
    lines = text.replace("\r", "").split("\n")
    last = len(lines) - 1
    return "\n".join(
        _literal_line(line, begins=begins_line or index > 0, ends=ends_line or index < last)
        for index, line in enumerate(lines)
    )


def _literal_line(line: str, *, begins: bool, ends: bool) -> str:
    head = len(line) - len(line.lstrip()) if begins else 0
    tail = len(line) - len(line.rstrip()) if ends else 0
    if head == len(line):
        return _character_references(line)
    body = line[head : len(line) - tail]
    escaped = _ANYWHERE.sub(r"\\\g<0>", body).replace("\ufeff", "&#65279;")
    if begins and not head:
        escaped = _at_line_start(escaped)
    closing = line[len(line) - tail :]
    return _character_references(line[:head]) + escaped + _character_references(closing)


def _at_line_start(escaped: str) -> str:
    if _OPENS_A_BLOCK.match(escaped):
        return "\\" + escaped
    return _ORDERED.sub(r"\1\\\2", escaped, count=1) if _ORDERED.match(escaped) else escaped


def _character_references(white: str) -> str:
    return "".join(f"&#{ord(character)};" for character in white)


def _unprintable(character: str) -> bool:
    code = ord(character)
    if character in "\r\n\t":
        return False
    return (
        unicodedata.category(character) in ("Cc", "Cs")
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow=flow, indentless=False)


def to_yaml(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Block style, keys in their given order, every value text, list or mapping."""
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )
    assert isinstance(text, str)  # noqa: S101  # bytes only with an encoding
    return text
