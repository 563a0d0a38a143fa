"""Footnotes: the rules that read them, their numbers and ids, and mistakes the plugin ignores.

The rules are those of the plugin, with the places that it drops. After parsing, the texts of the
footnotes are taken out of the stream of tokens.
"""

import re
from collections.abc import Iterable, Iterator
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref
from msgspec import Struct, field

from dossierpress.facts.markdown.inline_parser import LocatedInline
from dossierpress.facts.markdown.inline_rules import InlineRule
from dossierpress.facts.markdown.reading import BodyReading, quote, reading_of
from dossierpress.facts.markdown.render.anchors import Anchors
from dossierpress.kernel.diagnostics import Offer, suggest


class Footnote(Struct, kw_only=True):
    """A footnote that the text refers to."""

    number: int
    """As shown, from 1."""
    id: str
    tokens: list[Token]
    references: list[str] = field(default_factory=list)
    """Ids of the places that refer to it."""


def take_footnotes(
    tokens: list[Token], env: dict[str, object], reading: BodyReading, anchors: Anchors
) -> tuple[list[Token], list[Footnote]]:
    """The tokens of the text alone, and the footnotes in the order of their numbers."""
    text, definitions = _separate(tokens)
    found: dict[str, dict[int, dict[str, object]]] = env.get("footnotes", {})  # type: ignore[assignment]
    notes: list[Footnote] = []
    for index, entry in sorted(found.get("list", {}).items()):
        label = None if entry.get("label") is None else str(entry["label"])
        notes.append(
            Footnote(
                number=index + 1,
                id=anchors.footnote(label, str(entry.get("content", ""))),
                tokens=_inline_note(entry, reading)
                if label is None
                else definitions.get(label, []),
            )
        )
    for entry in found.get("list", {}).values():
        if entry.get("label") is None:
            reading.count("footnotes", _place_of_note(entry))
    _report_unused_notes(found.get("refs", {}), reading)  # type: ignore[arg-type]
    for token in _references([text, *(note.tokens for note in notes)]):
        note = notes[token.meta["id"]]
        token.meta["note"] = note
        token.meta["ref_id"] = anchors.reference(note.id)
        note.references.append(token.meta["ref_id"])
    return text, notes


def _separate(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Separate the text from the definitions, which may be nested."""
    text: list[Token] = []
    definitions: dict[str, list[Token]] = {}
    into = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            # The first definition counts; a second one has been reported.
            mine: list[Token] = []
            definitions.setdefault(token.meta["label"], mine)
            into.append(mine)
        elif token.type == "footnote_reference_close":
            into.pop()
        else:
            into[-1].append(token)
    return text, definitions


def _inline_note(entry: dict[str, object], reading: BodyReading) -> list[Token]:
    opening, inline = Token("paragraph_open", "p", 1), Token("inline", "", 0)
    inline.content = str(entry["content"])
    inline.children = children = cast("list[Token]", entry["tokens"])
    if children:
        line = reading.source.line_of(children[0].meta["at"]) - reading.source.first_line
        opening.map = [line, line + 1]
    return [opening, inline, Token("paragraph_close", "p", -1)]


def _place_of_note(entry: dict[str, object]) -> int:
    """Offset of an inline note."""
    children = cast("list[Token]", entry["tokens"])
    return int(children[0].meta["at"]) if children else 0


def _references(streams: Iterable[list[Token]]) -> Iterator[Token]:
    for stream in streams:
        for block in stream:
            for token in block.children or ():
                if token.type == "footnote_ref":
                    yield token


def _report_unused_notes(numbers: dict[str, int], reading: BodyReading) -> None:
    for label, offset in reading.footnotes.items():
        if numbers.get(f":{label}", -1) < 0:
            reading.report(
                "md-footnote-unused",
                offset,
                len(label) + 3,
                f"nothing refers to the footnote {quote(label)}, so its text would be lost",
                hint=f"write {quote(f'[^{label}]')} where it belongs, or remove it",
            )


_REFERENCE = re.compile(r"\[\^([^\[\]\s]{1,100}+)\]")


def footnote_rules(md: MarkdownIt) -> None:
    """Plugin: `[^1]` with its `[^1]: text`, and `^[text]`. Definitions stay where they stand."""
    footnote_plugin(md, move_to_end=False)
    md.block.ruler.at("footnote_def", _footnote_definition, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("footnote_inline", _located_note(footnote_inline))
    md.inline.ruler.at("footnote_ref", _located_note(footnote_ref))
    md.inline.ruler.after("footnote_ref", "footnote_undefined", _undefined_reference)


def _located_note(rule: InlineRule) -> InlineRule:
    """Wrap a rule so that the token of a reference has its place."""

    def located(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            state.tokens[-1].meta["at"] = cast("LocatedInline", state).at(start)
        return True

    return located


def _footnote_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
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


def _undefined_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule that only reports: a reference that the plugin did not accept."""
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
