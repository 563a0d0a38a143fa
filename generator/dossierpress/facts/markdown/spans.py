"""Bracketed spans: `[text]{entity=id}`, `[text]{lang=fa dir=rtl}`."""

from typing import cast

from markdown_it.rules_inline import StateInline

from dossierpress.facts.markdown.attributes import Attributes, read_attributes
from dossierpress.facts.markdown.inline_parser import LocatedInline
from dossierpress.facts.markdown.reading import BlockContent, quote
from dossierpress.facts.markdown.wikilinks import read_reference
from dossierpress.kernel.diagnostics import Seek
from dossierpress.kernel.diagnostics.diagnostic import Sought
from dossierpress.model.body import MentionStart

_CLOSING = "]{"


def bracketed_span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule. The text in the brackets is parsed and may hold links and further spans."""
    # Hardly any bracket begins a span, and finding the end of one is expensive.
    if state.src[state.pos] != "[" or state.html_terminator_last(_CLOSING) < state.pos:
        return False
    start, maximum = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0 or not state.src.startswith(_CLOSING, end):
        return False
    located = cast("LocatedInline", state)
    content = BlockContent(state.src, located.reading.origin, located.base)
    read = read_attributes(content, end + 1, located.reading, entity=True, silent=silent)
    if read is None or read[1] > maximum:
        return False
    attributes, after = read
    if not silent:
        mention = _mention(located, attributes)
        state.pos, state.posMax = start + 1, end
        opening = state.push("span_open", "span", 1)
        opening.meta.update(attributes=attributes, mention=mention)
        if not state.src[start + 1 : end].strip():
            located.reading.report(
                "md-span-empty",
                located.at(start),
                after - start,
                "the brackets before these attributes are empty",
                hint="write the words that they are for",
            )
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = after, maximum
    return True


def _mention(state: LocatedInline, attributes: Attributes) -> MentionStart | None:
    if attributes.entity is None:
        return None
    written, offset = attributes.entity
    target = read_reference(written, only="entity")
    if target is not None:
        return MentionStart(target=target, span=state.reading.source.span(offset, len(written)))
    place = state.reading.source.span(offset, len(written))
    sought = Sought(words=written, types=("entity",), span=place)
    state.reading.report(
        "md-span-entity",
        offset,
        len(written),
        f"{quote(written)} cannot be the id of an entity" if written else "`entity` has no value",
        hint=Seek(sought, "write `entity=` and the id of an entity"),
    )
    return None
