"""Footnotes: the rules of the plugin, which forgets places, and reports on what it passes over."""

import re
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref

from dossierpress.diagnostics import Offer, suggest
from dossierpress.parse.markdown.located_inline import LocatedInline
from dossierpress.parse.markdown.located_parts import InlineRule
from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.reading import reading_of

_REFERENCE = re.compile(r"\[\^([^\[\]\s]{1,100}+)\]")


def footnotes(md: MarkdownIt) -> None:
    """Plugin: `[^1]` with its `[^1]: text`, and `^[text]`. Definitions stay where they stand."""
    footnote_plugin(md, move_to_end=False)
    md.block.ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("footnote_inline", _located(footnote_inline))
    md.inline.ruler.at("footnote_ref", _located(footnote_ref))
    md.inline.ruler.after("footnote_ref", "footnote_undefined", _undefined)


def _located(rule: InlineRule) -> InlineRule:
    """A rule that gives a reference back the place which the plugin takes from it."""

    def located(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            state.tokens[-1].meta["at"] = cast("LocatedInline", state).at(start)
        return True

    return located


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    offset = state.bMarks[start] + state.tShift[start]
    before = len(state.tokens)
    if not footnote_def(state, start, end, silent):
        return False
    if not silent:
        label: str = state.tokens[before].meta["label"]
        reading = reading_of(state.env)
        first = reading.footnotes.setdefault(label, offset)
        if first == offset:
            reading.count("footnotes", offset, len(label) + 3)
        else:
            length = len(label) + 3
            reading.report(
                "md-footnote-duplicate",
                offset,
                length,
                f"the footnote {quote(label)} is defined twice",
                hint="give one of the two another label",
                notes=(reading.note("the first one is here", first, length),),
            )
    return True


def _undefined(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule that only looks: a reference that the plugin did not take."""
    if silent or not state.src.startswith("[^", state.pos):
        return False
    located = cast("LocatedInline", state)
    if not located.reading.wants("md-footnote-undefined"):
        return False
    reference = _REFERENCE.match(state.src, state.pos, state.posMax)
    if reference is not None:
        label = reference[1]
        located.reading.report(
            "md-footnote-undefined",
            located.at(state.pos),
            len(reference[0]),
            f"no footnote has the label {quote(label)}",
            hint=Offer((f"[^{meant}]",))
            if (meant := suggest(label, located.reading.footnotes))
            else f"write {quote(f'[^{label}]: the note')} in a paragraph of its own, "
            "or a backslash before the bracket",
        )
    return False
