"""One document: the caps, the reading, and the reading on after a mistake."""

import re

from dossierpress.diagnostics.diagnostic import Diagnostic, Span
from dossierpress.located_yaml.events import Reading, duplicate_key
from dossierpress.located_yaml.nodes import Limits, Mapping, Node, Sequence

# Each mistake has the rest of the text read again: without an end, a text of mistakes costs its
# length times its lines.
_MISTAKES = 50
_LINE_END = re.compile("\r\n|\r|\n")
# YAML 1.1 takes U+0085, U+2028 and U+2029 for line ends, which no editor does: lines would be
# counted differently from there on. The others it refuses itself, without a usable place.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ENTRY = re.compile(r"(?:[A-Za-z_][\w-]*|\"[^\"]*\"|'[^']*')[ ]*:(?=\s|$)")
_ITEM = re.compile(r"-(?=\s|$)")


def read(
    text: str, *, path: str, first_line: int = 1, limits: Limits | None = None
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    r"""Read one YAML document.

    Args:
        text: The document. Lines end in `\n`, `\r\n` or `\r`.
        path: Of the file, for diagnostics.
        first_line: Line of the file on which the text begins (front matter begins on line 2).
        limits: What it may cost.

    Returns:
        The value, and what is wrong with it. The value is None for an empty document. After an
        error in one entry of the outermost mapping or list, that entry is left out, the others
        are read all the same, and a mapping is marked `partial`. So is a mapping in an outermost
        list that loses an entry to something that is refused.
    """
    limits = limits or Limits()
    refusal = _refuse_unread(text, path, first_line, limits)
    if refusal is not None:
        return _unreadable(first_line), (refusal,)
    lines = _LINE_END.split(text)
    found: list[Diagnostic] = []
    whole: Node | None = None
    begin = 0
    for _ in range(_MISTAKES):
        reading = Reading(lines, begin=begin, path=path, first_line=first_line, limits=limits)
        part = reading.run()
        found.extend(reading.diagnostics)
        whole = _join(whole, part, path, found) if begin else part
        resume = _next_entry(lines, begin, reading.failed_at)
        if resume is None:
            break
        begin = resume
    return (_unreadable(first_line) if whole is None and found else whole), tuple(found)


def _unreadable(first_line: int) -> Mapping:
    """Stand in for a document of which nothing is known."""
    mapping = Mapping(Span(line=first_line, column=1))
    mapping.partial = True
    return mapping


def _refuse_unread(text: str, path: str, first_line: int, limits: Limits) -> Diagnostic | None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.size:
        return Diagnostic(
            code="yaml-too-large",
            path=path,
            span=Span(line=first_line, column=1),
            message=f"the YAML has {size:,} bytes, over the limit of {limits.size:,}",
            hint="split it into several files" + limits.allows_more(limits.size_setting),
        )
    bad = _FORBIDDEN.search(text)
    if bad is None:
        return None
    before = _LINE_END.split(text[: bad.start()])
    number = ord(bad[0])
    written = f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"
    lone = 0xD800 <= number <= 0xDFFF
    return Diagnostic(
        code="yaml-character",
        path=path,
        span=Span(line=first_line + len(before) - 1, column=len(before[-1]) + 1),
        message=f"the character U+{number:04X} cannot stand in YAML as it is",
        hint="delete it" + ("" if lone else f", or write `{written}` inside double quotes"),
    )


def _next_entry(lines: list[str], begin: int, failed_at: int | None) -> int | None:
    """Index of the line after the mistake on which another outermost entry surely begins."""
    if failed_at is None:
        return None
    first = next((line for line in lines[begin:] if line.strip() and line[0] != "#"), "")
    entry = _ITEM if _ITEM.match(first) else _ENTRY
    after = range(max(failed_at, begin) + 1, len(lines))
    return next((index for index in after if entry.match(lines[index])), None)


def _join(whole: Node | None, part: Node | None, path: str, found: list[Diagnostic]) -> Node | None:
    """Put together what was read before a mistake and what was read after it."""
    if isinstance(whole, Sequence) and isinstance(part, Sequence):
        for item, place in zip(part, part.places, strict=True):
            whole.add(item, place)
    elif isinstance(whole, Mapping) and isinstance(part, Mapping):
        whole.partial = True
        for key, value in part.items():
            if key in whole:
                found.append(
                    duplicate_key(key, at=part.keys_at[key], first=whole.keys_at[key], path=path)
                )
            else:
                whole.add(key, value, key_at=part.keys_at[key], place=part.places[key])
    elif isinstance(part, Mapping | Sequence):
        if isinstance(part, Mapping):
            part.partial = True
        return part
    return whole
