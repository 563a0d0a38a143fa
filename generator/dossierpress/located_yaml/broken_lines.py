"""Mistakes in how lines stand to one another: tabs, columns, missing spaces."""

import re

from dossierpress.located_yaml.trouble import FAR, Mistake, Trouble

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
    """A good `key: value` line that the lines before it make impossible."""
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
    """A line without a colon, or with one that YAML does not take for one."""
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
