"""Decode escapes, to find what a text says, and write them, for the label of a wikilink.

`readings` decodes `%2520`, `&#32;`, `xn--…` and the escapes of JSON, CSS and scripts, repeatedly
until nothing changes.
"""

import html
import re
from urllib.parse import unquote

_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w+;?|\\[uUxX\"'/\\0-9A-Fa-f]|xn--", re.IGNORECASE)
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_BACKSLASH = re.compile(
    r"\\u\{([0-9A-Fa-f]{1,6})\}|((?:\\u[0-9A-Fa-f]{4})+)|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})"
    r"|\\([0-9A-Fa-f]{2,6})\s?|\\([\"'/\\])"
)
_MOST = 4
"""The most rounds of decoding: escapes nest twice in addresses, and once more in a text."""
_LAST = 0x10FFFF


def readings(text: str) -> tuple[str, ...]:
    """A text, and each further reading of it as its escapes are decoded, until nothing changes."""
    found = [text]
    while len(found) <= _MOST and _ESCAPED.search(found[-1]):
        decoded = _once(found[-1])
        if decoded == found[-1]:
            break
        found.append(decoded)
    return tuple(found)


def _once(text: str) -> str:
    if "%" in text:
        text = unquote(text)
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = _BACKSLASH.sub(_of_backslash, text)
    return _PUNYCODE.sub(_of_punycode, text)


def _of_backslash(found: re.Match[str]) -> str:
    braced, units, long, byte, style, quoted = found.groups()
    if units:
        codes = b"".join(bytes.fromhex(unit) for unit in units.split("\\u")[1:])
        return codes.decode("utf-16-be", "replace")
    if quoted:
        return str(quoted)
    code = int(braced or long or byte or style, 16)
    return chr(code) if code <= _LAST and not 0xD800 <= code < 0xE000 else found[0]


def _of_punycode(found: re.Match[str]) -> str:
    try:
        return found[1].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return found[0]


_MARKS = re.compile(r"([\[\]\\])")
_MARKS_IN_CELL = re.compile(r"([\[\]\\|])")


def behind_bar(label: str, *, in_cell: bool) -> str:
    r"""The bar and the label behind it: `|Mira Tolan`, in the cell of a table `\|Mira Tolan`.

    A bar by itself would begin another cell there.
    """
    if in_cell:
        return r"\|" + _MARKS_IN_CELL.sub(r"\\\1", label)
    return "|" + _MARKS.sub(r"\\\1", label)
