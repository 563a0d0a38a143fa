"""Link definitions, `[label]: address`, which are not published.

In a transcript, `[Guard]: "Nobody"` is one too. A definition that is not used, and a second one of
the same label, are reported: either would remove its words from the text.
"""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from msgspec import Struct

from dossierpress.facts.markdown.inline_rules import InlineRule
from dossierpress.facts.markdown.reading import BodyReading, quote

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
