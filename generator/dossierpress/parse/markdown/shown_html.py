"""HTML in a text whose site shows it as it is written."""

import re
from typing import cast

from markdown_it.common.html_re import open_tag
from markdown_it.rules_inline import StateInline

from dossierpress.diagnostics import Offer
from dossierpress.parse.markdown.located_inline import LocatedInline
from dossierpress.parse.markdown.quote import quote

_TAG = re.compile(open_tag)
_HIDDEN = re.compile(r"<(?:!--|!\[|![A-Za-z]|\?[A-Za-z])")
"""What browsers show nothing of: comments, those of Word too, declarations, instructions, CDATA."""


def shown_html(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule that only looks. A comment is an error: it was not meant for readers."""
    if silent or state.src[state.pos] != "<":
        return False
    located = cast("LocatedInline", state)
    hidden = _HIDDEN.match(state.src, state.pos, state.posMax)
    if hidden and (hidden[0] == "<!--" or state.html_terminator_last(">") > state.pos):
        located.reading.report(
            "md-html-comment",
            located.at(state.pos),
            len(hidden[0]),
            "this comment would be published as text",
            hint="remove it; with `raw_html: sanitise` in site.yml comments are dropped",
        )
    elif state.html_terminator_last(">") > state.pos and (
        tag := _TAG.match(state.src, state.pos, state.posMax)
    ):
        located.reading.report(
            "md-raw-html",
            located.at(state.pos),
            len(tag[0]),
            f"{quote(tag[0])} is shown as text",
            hint=Offer(
                (f"\\{tag[0]}",) if "\n" not in tag[0] else (),
                f"write {quote(chr(92) + tag[0])} if that is meant; `raw_html: sanitise` in "
                "site.yml keeps harmless HTML",
            ),
        )
    return False
