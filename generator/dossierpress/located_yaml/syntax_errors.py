"""A syntax error of the YAML parser -> the author's most likely mistake, its place, the way out.

The parser reports where it could not go on, which is often after the mistake: an unclosed quote is
noticed at the next quote or at the end. The lines show the rest. Each detector gets the error with
the lines and returns the mistake that it recognises, or None; the first result counts.
"""

import re
from collections.abc import Callable

import yaml
from msgspec import Struct
from yaml import Mark, MarkedYAMLError
from yaml.tokens import (
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
)

FAR = 2000
"""How many characters of a line are examined: a line may be as long as the whole text."""


class Mistake(Struct, frozen=True, kw_only=True, gc=False):
    """A mistake, with lines and columns counted from 0."""

    code: str
    line: int
    column: int
    length: int
    message: str
    hint: str | None
    resume_after: int
    """The last line that the mistake affects."""
    put: tuple[int, int, int, str] | None = None
    """Line, column and length of what to replace, and the replacement; None where none is sure."""


class Trouble(Struct, frozen=True, kw_only=True):
    """A syntax error as the parser reports it, with the lines."""

    lines: list[str]
    context: str
    opened: tuple[int, int]
    """Line and column where the unfinished construct began."""
    problem: str
    at: tuple[int, int]
    """Line and column where the parser could not go on."""

    @property
    def text(self) -> str:
        """The line on which the parser stopped."""
        return self.lines[self.at[0]]

    @property
    def character(self) -> str:
        """The character there; empty at the end of a line."""
        return self.text[self.at[1] : self.at[1] + 1]

    @property
    def depth(self) -> int:
        """How far that line is indented."""
        return len(self.text) - len(self.text.lstrip())

    def rest(self, line: int, column: int) -> tuple[int, int, int]:
        """The range from a place to the end of its line."""
        return line, column, len(self.lines[line].rstrip()) - column

    def mistake(
        self,
        code: str,
        message: str,
        hint: str | None = None,
        where: tuple[int, int, int] | None = None,
        put: tuple[int, int, int, str] | None = None,
    ) -> Mistake:
        """Make a mistake, where the parser stopped or at a line, column and length."""
        line, column, length = where or (*self.at, 1)
        return Mistake(
            code=code,
            line=line,
            column=column,
            length=max(length, 1),
            message=message,
            hint=hint,
            resume_after=line,
            put=put,
        )


_GLUED = re.compile(r"\s*(?:-\s+)*(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s/].*)$")
_ODD_COLON = re.compile(
    r"\s*(?:-\s+)*[A-Za-z_][\w-]*[ ]*"
    r"(?::(?P<space>[\u00a0\u2000-\u200a\u202f\u3000])|(?P<colon>[：﹕︰]))"
)
_GLUED_DASH = re.compile(r"\s*(?P<dash>-)(?=[^\s-])")


def tab(trouble: Trouble) -> Mistake | None:
    """A tab before the first word of a line."""
    first = trouble.text[: trouble.depth].find("\t")
    if first < 0 or trouble.at[1] > trouble.depth:
        return None
    return trouble.mistake(
        "yaml-tab",
        "a tab cannot indent YAML",
        "indent with spaces, two for each level",
        (trouble.at[0], first, 1),
    )


def strange_line(trouble: Trouble) -> Mistake:
    """A valid `key: value` line that the lines before it make impossible."""
    line = trouble.at[0]
    above = next((i for i in range(line - 1, -1, -1) if trouble.lines[i].strip()), None)
    if above is None:
        hint = "a key has at most 1024 characters and one line"
        return trouble.mistake("yaml-syntax", "a mapping cannot begin here", hint)
    depth_above = len(trouble.lines[above]) - len(trouble.lines[above].lstrip())
    if trouble.depth > depth_above:
        return _indented(trouble)
    return _not_an_entry(trouble, above)


def _indented(trouble: Trouble) -> Mistake:
    return trouble.mistake(
        "yaml-indent",
        "this line is indented further than the one that it should stand beside",
        "begin the keys of one mapping, and the dashes of one list, in one column",
        trouble.rest(trouble.at[0], trouble.depth),
    )


def missing_colon(trouble: Trouble) -> Mistake | None:
    """A line without a colon, or with a colon that YAML takes for text."""
    if "expected ':'" not in trouble.problem:
        return None
    return _not_an_entry(trouble, trouble.opened[0])


def _not_an_entry(trouble: Trouble, line: int) -> Mistake:
    """A line that is no entry: most often a space is missing."""
    text = trouble.lines[line]
    depth = len(text) - len(text.lstrip())
    odd = _ODD_COLON.match(text, 0, FAR)
    if odd:
        group = "space" if odd["space"] else "colon"
        return trouble.mistake(
            "yaml-space",
            f"`U+{ord(odd[group]):04X}` is not the {group} that YAML knows",
            "type a plain colon and a plain space",
            (line, odd.start(group), 1),
        )
    glued = _GLUED.match(text, 0, FAR)
    if glued:
        return trouble.mistake(
            "yaml-space",
            f"a space is missing after `{glued['key']}:`",
            f"write `{glued['key']}: {glued['value'].rstrip()}`",
            (line, glued.start("value") - 1, 1),
            put=(
                line,
                glued.start("key"),
                glued.end("value") - glued.start("key"),
                f"{glued['key']}: {glued['value'].rstrip()}",
            ),
        )
    dash = _GLUED_DASH.match(text, 0, FAR)
    if dash:
        return trouble.mistake(
            "yaml-space",
            "a space is missing after the dash",
            f"write `- {text[dash.end() :].strip()}`",
            (line, dash.start("dash"), 1),
            put=(
                line,
                dash.start("dash"),
                len(text.rstrip()) - dash.start("dash"),
                f"- {text[dash.end() :].strip()}",
            ),
        )
    return trouble.mistake(
        "yaml-syntax",
        "this line is no `key: value`",
        "give it a key, or indent it if it goes on from the line above",
        trouble.rest(line, depth),
    )


def dash(trouble: Trouble) -> Mistake | None:
    """`tags: - a`."""
    if "sequence entries are not allowed" not in trouble.problem:
        return None
    return trouble.mistake(
        "yaml-indent",
        "a list that is written with dashes begins on a line of its own",
        "begin a new line before this dash, or write the list as `[a, b]`",
    )


def indent(trouble: Trouble) -> Mistake | None:
    """A line in a column that nothing above it began in."""
    if "<document start>" in trouble.problem:
        return trouble.mistake(
            "yaml-indent",
            "this line does not belong to what stands above it",
            "begin the keys of one mapping in one column",
            trouble.rest(trouble.at[0], 0),
        )
    if "block" not in trouble.context:
        return None
    if trouble.at[1] > trouble.depth:
        return None
    if trouble.character == ":":
        return trouble.mistake(
            "yaml-key", "a key is missing before this colon", "write `key: value`"
        )
    dash = trouble.text.lstrip().startswith("- ")
    mixed = dash != trouble.lines[trouble.opened[0]][trouble.opened[1] :].startswith("- ")
    if trouble.depth == trouble.opened[1] and mixed:
        here, above = ("a list item", "a mapping") if dash else ("a key", "a list")
        return trouble.mistake(
            "yaml-indent",
            f"{here} cannot stand beside the entries of {above}",
            "indent it, so that it belongs to the entry above",
            trouble.rest(*trouble.at),
        )
    return trouble.mistake(
        "yaml-indent",
        "this line stands in no column that a line above began in",
        "begin the keys of one mapping, and the dashes of one list, in one column",
        trouble.rest(trouble.at[0], trouble.depth),
    )


_KEY = re.compile(r"\s*(?:-\s+)*(?P<key>[^\s#:\[\]{},\"'][^#:\[\]{},\"']*?)\s*:(?=\s|$)")
_NAMES = {"alias": "yaml-alias", "anchor": "yaml-anchor", "tag": "yaml-tag"}
_VALUE = re.compile(r"\s*(?:-\s+)*(?:[\w-]+\s*:\s+)?(?P<value>.*?)\s*$")


def escape(trouble: Trouble) -> Mistake | None:
    r"""`"C:\data"`. PyYAML's parsers have several messages for it, one of them misspelt."""
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
        # Where an entry is expected and the text ends, the parser reports the end, not the bracket.
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
    """Line and column of the innermost open bracket or brace where reading stops."""
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
    short = len(whole) < 60 and "\\" not in whole
    return trouble.mistake(
        "yaml-colon",
        "a value cannot hold `: ` without quotes",
        f"put the value into quotes: `{quoted}`" if short else "put the whole value into quotes",
        put=(trouble.at[0], begin, len(trouble.text.rstrip()) - begin, quoted) if short else None,
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
    short = "'" not in value and len(value) < 60
    return trouble.mistake(
        "yaml-reserved",
        f"a value cannot begin with `{mark}` without quotes",
        f"put the value into quotes: `'{value}'`" if short else "put the whole value into quotes",
        (*place, 1),
        put=(*place, len(value), f"'{value}'") if short else None,
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


_DETECTORS: tuple[Callable[[Trouble], Mistake | None], ...] = (
    tab,
    escape,
    unclosed_quote,
    name,
    block_text,
    reserved,
    dash,
    colon,
    missing_colon,
    text_after_quote,
    text_after_bracket,
    bracket,
    indent,
)


def explain_syntax_error(error: MarkedYAMLError, text: list[str]) -> Mistake:
    r"""Find the mistake that most likely caused a syntax error.

    Args:
        error: What the parser raised.
        text: The lines that it was given, split at `\n`.

    Returns:
        The mistake, with places in those lines.
    """
    at = (
        _place_of_mark(error.problem_mark, text)
        or _place_of_mark(error.context_mark, text)
        or (0, 0)
    )
    trouble = Trouble(
        lines=text,
        context=error.context or "",
        opened=_place_of_mark(error.context_mark, text) or at,
        problem=error.problem or "",
        at=at,
    )
    for detect in _DETECTORS:
        mistake = detect(trouble)
        if mistake is not None:
            return mistake
    what = trouble.problem or "this is not YAML"
    return trouble.mistake("yaml-syntax", what, "compare it with the lines above")


def _place_of_mark(mark: Mark | None, text: list[str]) -> tuple[int, int] | None:
    """Line and column of a mark; the end of the text is the end of its last line with words."""
    if mark is None:
        return None
    if mark.line < len(text) and any(line.strip() for line in text[mark.line :]):
        return mark.line, min(mark.column, len(text[mark.line]))
    last = max((i for i, line in enumerate(text) if line.strip()), default=0)
    return last, len(text[last].rstrip())
