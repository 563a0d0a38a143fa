"""Sanitise HTML in Markdown tag by tag, where a site keeps it; else report it.

Tag names are an allow-list. nh3 parses the inside of a tag as a browser would, and returns listed
attributes only. Addresses are checked like those of Markdown links. A site that does not keep HTML
shows it as text.
"""

import re
from functools import lru_cache
from html import unescape
from typing import cast

import nh3
from markdown_it.common.html_re import open_tag
from markdown_it.rules_inline import StateInline
from msgspec import Struct

from dossierpress.facts.markdown.inline_parser import LocatedInline
from dossierpress.facts.markdown.reading import quote
from dossierpress.kernel.diagnostics import Offer

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
FLOW = frozenset(
    [
        "aside",
        "blockquote",
        "caption",
        "col",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SPANNING = frozenset(["aside", "blockquote", "details", "div", "figure", "section"])
"""Elements that one HTML block may open and another may close, with Markdown between them."""
VOID = frozenset(["br", "col", "hr", "img", "wbr"])
CODE = frozenset(["code", "kbd", "pre", "samp", "var"])
STRUCK = frozenset(["del", "s"])
SWALLOWING = frozenset(
    [
        "iframe",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "plaintext",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "xmp",
    ]
)
"""Elements that are removed with their content."""

_ANYWHERE = frozenset(["class", "dir", "id", "lang", "title"])
_OF_TAG: dict[str, frozenset[str]] = {
    "a": frozenset(["href"]),
    "col": frozenset(["span"]),
    "del": frozenset(["datetime"]),
    "details": frozenset(["open"]),
    "img": frozenset(["alt", "src"]),
    "ins": frozenset(["datetime"]),
    "li": frozenset(["value"]),
    "ol": frozenset(["reversed", "start"]),
    "td": frozenset(["colspan", "rowspan"]),
    "th": frozenset(["colspan", "rowspan", "scope"]),
    "time": frozenset(["datetime"]),
}
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_SCHEMES = {"http", "https", "mailto"}


class RawTag(Struct, frozen=True, kw_only=True, gc=False):
    """A sanitised tag."""

    name: str
    closing: bool
    attributes: tuple[tuple[str, str], ...] = ()
    """(name, value), values unescaped."""

    def value(self, name: str) -> str | None:
        """The value of an attribute."""
        return next((value for key, value in self.attributes if key == name), None)


@lru_cache(maxsize=1024)
def read_tag(html: str) -> RawTag:
    """Sanitise a tag of any name. The text must be that of a tag."""
    found = cast("re.Match[str]", _NAME.match(html))
    name = found[2].lower()
    name = "h2" if name == "h1" else name  # the title of the page is its only one
    if found[1] or name not in INLINE | FLOW:
        return RawTag(name=name, closing=bool(found[1]))
    # The name is replaced by one that is allowed anywhere: a parser drops a lone `<td>`.
    cleaned = nh3.clean(
        f"<span{html[found.end() :]}",
        tags={"span"},
        attributes={"span": set(_ANYWHERE | _OF_TAG.get(name, frozenset()))},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    attributes = _ATTRIBUTE.findall(cleaned.partition(">")[0])
    return RawTag(
        name=name,
        closing=False,
        attributes=tuple((key, unescape(value)) for key, value in attributes),
    )


_OPENING_TAG = re.compile(open_tag)
_HIDDEN = re.compile(r"<(?:!--|!\[|![A-Za-z]|\?[A-Za-z])")
"""What browsers do not show: comments, those of Word too, declarations, instructions, CDATA."""


def report_shown_html(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Inline rule that only reports. A comment is an error: it was not meant for readers."""
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
        tag := _OPENING_TAG.match(state.src, state.pos, state.posMax)
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
