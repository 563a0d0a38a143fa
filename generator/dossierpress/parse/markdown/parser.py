"""The Markdown parser of a dossier, put together once for each way of treating raw HTML."""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

from dossierpress.parse.markdown.attributes import attributes_line
from dossierpress.parse.markdown.bare_address import bare_address
from dossierpress.parse.markdown.callouts import callouts
from dossierpress.parse.markdown.citation import citation_group, citation_in_text
from dossierpress.parse.markdown.definition_lists import definition_lists
from dossierpress.parse.markdown.definitions import definitions, looks_up
from dossierpress.parse.markdown.embed import embed
from dossierpress.parse.markdown.footnotes import footnotes
from dossierpress.parse.markdown.locate_blocks import locate_blocks
from dossierpress.parse.markdown.located_inline import LocatedParser
from dossierpress.parse.markdown.located_parts import (
    located_autolink,
    located_code,
    located_emphasis,
    located_image,
    located_link,
    located_strikethrough,
)
from dossierpress.parse.markdown.reading import reading_of
from dossierpress.parse.markdown.shown_html import shown_html
from dossierpress.parse.markdown.span import span
from dossierpress.parse.markdown.task_items import task_items
from dossierpress.parse.markdown.wikilink import wikilink


class _Blocks(ParserBlock):
    """markdown-it's block parser, which passes over too deep nesting without a word."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        first = state.skipEmptyLines(startLine)
        nesting = state.md.options["maxNesting"]
        if state.level >= nesting and first < endLine:
            reading = reading_of(state.env)
            reading.limit(
                "nesting",
                reading.source.line_start(first),
                state.eMarks[first] - reading.source.line_start(first),
                f"more than {nesting} quotations and lists inside one another",
                hint="say it with fewer levels",
            )
        super().tokenize(state, startLine, endLine)


class _Markdown(MarkdownIt):
    """Addresses stay as written; `links.judge` decides on them, with the place at hand."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


@lru_cache(maxsize=2)
def markdown_parser(*, keep_html: bool, nesting: int) -> MarkdownIt:
    """CommonMark with tables, footnotes, attributes, wikilinks and citations.

    Blocks stand in blocks, and brackets in brackets, up to a depth of `nesting`.
    """
    md = _Markdown("commonmark")
    md.inline, md.block = LocatedParser(), _Blocks()
    md.configure("commonmark", {"html": keep_html, "maxNesting": nesting})
    # Asked for in each run of text, and an error each time where it is not said.
    md.options["strikethrough_single_tilde"] = False
    md.enable(["table", "strikethrough"])
    # They join neighbouring texts, which the places of their parts would not survive.
    md.disable(["fragments_join", "text_join"])
    locate_blocks(md)
    definitions(md)
    definition_lists(md)
    md.core.ruler.before("inline", "callouts", callouts)
    md.core.ruler.before("inline", "task_items", task_items)
    md.block.ruler.before("fence", "attributes", attributes_line, {"alt": []})
    inline = md.inline.ruler
    inline.at("autolink", located_autolink)
    inline.at("backticks", located_code)
    inline.at("emphasis", located_emphasis)
    inline.at("strikethrough", located_strikethrough)
    inline.at("link", looks_up(located_link))
    inline.at("image", looks_up(located_image))
    inline.before("link", "wikilink", wikilink)
    inline.before("link", "embed", embed)
    footnotes(md)
    inline.after("footnote_undefined", "span", span)
    inline.after("span", "citation_group", citation_group)
    inline.after("citation_group", "citation_in_text", citation_in_text)
    inline.push("bare_address", bare_address)
    if not keep_html:
        inline.after("autolink", "shown_html", shown_html)
    return md
