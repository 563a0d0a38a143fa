"""Embeds, `![[plan.png]]` and `![[other-note]]`: Obsidian shows a file there; here none is."""

import re
from typing import cast

from markdown_it.rules_inline import StateInline

from dossierpress.model.body import Embed
from dossierpress.parse.markdown.located_inline import LocatedInline
from dossierpress.slug import suggest_slug

_EMBED = re.compile(r"!\[\[([^\[\]|#^\n]{1,300}+)(?:[|#^\\][^\[\]\n]{0,300}+)?\]\]")


def embed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule. What it should have been is told once all files are known."""
    if not state.src.startswith("![[", state.pos):
        return False
    found = _EMBED.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        located = cast("LocatedInline", state)
        span = located.reading.source.span(located.at(state.pos), len(found[0]))
        target = found[1].strip()
        stem = target.rpartition("/")[2].removesuffix(".md")
        piece = Embed(target=target, id=suggest_slug(stem), written=found[0], span=span)
        state.push("embed", "", 0).meta["piece"] = piece
    state.pos = found.end()
    return True
