"""Definition lists: a term on a line of its own, then `: what it is`.

The rule is that of the plugin, which also accepts a tilde for the colon; here `~ 500 people` below
a line stays text.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from dossierpress.facts.markdown.reading import BlockOrigin


def definition_lists(md: MarkdownIt) -> None:
    """Plugin for definition lists, with the places of terms."""
    deflist_plugin(md)
    rule = next(one.fn for one in md.block.ruler.__rules__ if one.name == "deflist")

    def located(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        if not silent and not _begins_definition(state, start, end):
            return False
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            for token, inline in zip(
                state.tokens[before:], state.tokens[before + 1 :], strict=False
            ):
                if token.type == "dt_open" and "origin" not in inline.meta:
                    _locate_term(state, token, inline)
        return True

    md.block.ruler.at("deflist", located, {"alt": ["paragraph", "reference", "blockquote"]})


def _begins_definition(state: StateBlock, start: int, end: int) -> bool:
    line = start + 1
    if line < end and state.isEmpty(line):
        line += 1
    return line < end and state.src.startswith(":", state.bMarks[line] + state.tShift[line])


def _locate_term(state: StateBlock, token: Token, inline: Token) -> None:
    line = (token.map or [0])[0]
    begin = state.src.index(inline.content, state.bMarks[line], state.eMarks[line])
    inline.map = token.map = [line, line + 1]
    inline.meta["origin"] = BlockOrigin((0,), (begin,))
