"""Mistakes inside one value: quotes, brackets, colons, characters that YAML keeps for itself."""

import re

import yaml
from yaml.tokens import (
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
)

from dossierpress.located_yaml.broken_lines import strange_line
from dossierpress.located_yaml.trouble import FAR, Mistake, Trouble

_KEY = re.compile(r"\s*(?:-\s+)*(?P<key>[^\s#:\[\]{},\"'][^#:\[\]{},\"']*?)\s*:(?=\s|$)")
_NAMES = {"alias": "yaml-alias", "anchor": "yaml-anchor", "tag": "yaml-tag"}
_VALUE = re.compile(r"\s*(?:-\s+)*(?:[\w-]+\s*:\s+)?(?P<value>.*?)\s*$")


def escape(trouble: Trouble) -> Mistake | None:
    r"""`"C:\data"`. The parsers of PyYAML word it in several ways, one of them misspelt."""
    signs = ("escape character", "escape code", "hexdecimal", "hexadecimal")
    if not any(sign in trouble.problem for sign in signs):
        return None
    column = trouble.text.rfind("\\", 0, trouble.at[1] + 1)
    return trouble.mistake(
        "yaml-escape",
        f"`{trouble.text[column : column + 2]}` is no escape that YAML knows",
        "write the backslash twice, or use single quotes",
        (trouble.at[0], max(column, 0), 2),
    )


def unclosed_quote(trouble: Trouble) -> Mistake | None:
    """`"abc` to the end of the text."""
    if "quoted scalar" not in trouble.context:
        return None
    line, column = trouble.opened
    quote = trouble.lines[line][column : column + 1]
    return trouble.mistake(
        "yaml-quote",
        f"the quote `{quote}` that opens here is never closed",
        f"close it with `{quote}` at the end of the value",
        trouble.rest(*trouble.opened),
    )


def text_after_quote(trouble: Trouble) -> Mistake | None:
    """`'It's fine'` and `"a" b`: the quote closes before the value ends."""
    if "block" not in trouble.context and "flow" not in trouble.context:
        return None
    before = trouble.text[: trouble.at[1]].rstrip()
    if not before or before[-1] not in "\"'" or trouble.character in {"#", ""}:
        return None
    if "flow" in trouble.context and trouble.character in {'"', "'"}:
        return None
    quote, other = before[-1], "'" if before[-1] == '"' else '"'
    doubled = "''" if quote == "'" else '\\"'
    return trouble.mistake(
        "yaml-quote",
        f"the value ends at the second `{quote}`, and text follows it",
        f"put the whole value into `{other}`, or write `{doubled}` for the mark inside it",
        trouble.rest(*trouble.at),
    )


def text_after_bracket(trouble: Trouble) -> Mistake | None:
    """`[draft] Some title`: the list closes before the value ends."""
    before = trouble.text[: trouble.at[1]].rstrip()
    if "block" not in trouble.context or not before or before[-1] not in "]}":
        return None
    what = "list" if before[-1] == "]" else "mapping"
    return trouble.mistake(
        "yaml-bracket",
        f"the {what} ends at `{before[-1]}`, and text follows it",
        "put the whole value into quotes",
        trouble.rest(*trouble.at),
    )


def bracket(trouble: Trouble) -> Mistake | None:
    """`[a, b`, `[` at the very end, and `{a: b: c}`."""
    if "flow" not in trouble.context:
        return None
    place = trouble.opened
    if trouble.lines[place[0]][place[1] : place[1] + 1] not in {"[", "{"}:
        # Where an entry is wanted and the text ends, the parser names the end, not the bracket.
        place = _last_open(trouble.lines) or place
    line, column = place
    opening = trouble.lines[line][column : column + 1]
    closing = "}" if opening == "{" else "]"
    if line != trouble.at[0] or trouble.at[1] >= len(trouble.text.rstrip()):
        return trouble.mistake(
            "yaml-bracket",
            f"the `{opening}` that opens here is never closed",
            f"close it with `{closing}`",
            (*place, 1),
        )
    colon = ": " if trouble.character == ":" else trouble.character
    return trouble.mistake(
        "yaml-bracket",
        f"`{colon.strip()}` cannot stand here: a comma or `{closing}` is expected",
        f"put the value into quotes if it holds `{colon}`, or a comma between two entries",
    )


def _last_open(lines: list[str]) -> tuple[int, int] | None:
    """Line and column of the innermost bracket or brace that is open where reading stops."""
    begun: list[tuple[int, int]] = []
    try:
        for token in yaml.scan("\n".join(lines), Loader=yaml.BaseLoader):
            if isinstance(token, FlowSequenceStartToken | FlowMappingStartToken):
                begun.append((token.start_mark.line, token.start_mark.column))
            elif isinstance(token, FlowSequenceEndToken | FlowMappingEndToken) and begun:
                begun.pop()
    except yaml.YAMLError:
        pass
    return begun[-1] if begun else None


def colon(trouble: Trouble) -> Mistake | None:
    """`title: a: b`."""
    if "mapping values are not allowed" not in trouble.problem:
        return None
    key = _KEY.match(trouble.text, 0, FAR)
    if key is None or key.end() - 1 >= trouble.at[1]:
        return strange_line(trouble)
    value = _VALUE.match(trouble.text, 0, FAR)
    whole = value["value"].replace('"', "'") if value else ""
    quoted = f'{key["key"].strip()}: "{whole}"'
    begin = key.start("key")
    told = len(whole) < 60 and "\\" not in whole
    return trouble.mistake(
        "yaml-colon",
        "a value cannot hold `: ` without quotes",
        f"put the value into quotes: `{quoted}`" if told else "put the whole value into quotes",
        put=(trouble.at[0], begin, len(trouble.text.rstrip()) - begin, quoted) if told else None,
    )


def reserved(trouble: Trouble) -> Mistake | None:
    """`@desk`, `%`, a comma or a closing bracket where a value begins."""
    starts = "cannot start any token" in trouble.problem or "node content" in trouble.problem
    directive = next((n for n, line in enumerate(trouble.lines) if line.startswith("%")), None)
    is_directive = "directive" in trouble.context or "<document start>" in trouble.problem
    if is_directive and directive is not None:
        place = (directive, 0)
    elif starts:
        place = trouble.at
    else:
        return None
    mark = trouble.lines[place[0]][place[1] : place[1] + 1]
    if mark == "\t":
        return trouble.mistake("yaml-tab", "a tab cannot stand here", "type a space")
    if not mark.strip():
        return None
    value = trouble.lines[place[0]][place[1] :].strip()
    told = "'" not in value and len(value) < 60
    return trouble.mistake(
        "yaml-reserved",
        f"a value cannot begin with `{mark}` without quotes",
        f"put the value into quotes: `'{value}'`" if told else "put the whole value into quotes",
        (*place, 1),
        put=(*place, len(value), f"'{value}'") if told else None,
    )


def name(trouble: Trouble) -> Mistake | None:
    """`* text`, `& text`, `!text`: taken for an alias, an anchor, a tag."""
    for word, code in _NAMES.items():
        if word in trouble.context:
            line, column = trouble.opened
            mark = trouble.lines[line][column : column + 1]
            return trouble.mistake(
                code,
                f"`{mark}` begins a YAML {word} here, and such things are not read",
                "put the whole value into quotes",
                (*trouble.opened, 1),
            )
    return None


def block_text(trouble: Trouble) -> Mistake | None:
    """`summary: >text`."""
    if "block scalar" not in trouble.context:
        return None
    line, column = trouble.opened
    mark = trouble.lines[line][column : column + 1]
    return trouble.mistake(
        "yaml-block-text",
        f"text after `{mark}` must begin on the next line",
        f"begin a new, indented line after `{mark}`, or put the value into quotes",
        (*trouble.opened, 1),
    )
