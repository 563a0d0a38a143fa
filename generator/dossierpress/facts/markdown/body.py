"""Markdown to a body: HTML with holes, every visible word in a piece with its place.

Parses the text with the rules of `markdown_parser`, which lists them in their order, reports
syntax that is probably unintended, and renders the tokens to pieces. A parser is built once for
each way of treating raw HTML.

The visible text of a block is in its `Prose`, `WikiLink` and `CitationMark` pieces, code
included. The number of a footnote reference and the arrow back from a footnote are marks, not
text.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from dossierpress.facts import editors_comments
from dossierpress.facts.markdown.allowed_html import report_shown_html
from dossierpress.facts.markdown.attributes import attributes_line
from dossierpress.facts.markdown.bare_addresses import bare_address
from dossierpress.facts.markdown.block_rules import locate_blocks
from dossierpress.facts.markdown.callouts import callouts
from dossierpress.facts.markdown.citations import citation_group, citation_in_text
from dossierpress.facts.markdown.definition_lists import definition_lists
from dossierpress.facts.markdown.directions import set_directions
from dossierpress.facts.markdown.footnotes import Footnote, footnote_rules, take_footnotes
from dossierpress.facts.markdown.foreign_syntax import report_foreign_syntax
from dossierpress.facts.markdown.inline_parser import LocatedParser
from dossierpress.facts.markdown.inline_rules import (
    located_autolink,
    located_code,
    located_emphasis,
    located_image,
    located_link,
    located_strikethrough,
)
from dossierpress.facts.markdown.link_definitions import (
    DEFINITIONS_KEY,
    LinkDefinitions,
    link_definitions,
    looks_up,
    report_definitions,
)
from dossierpress.facts.markdown.reading import READING_KEY, BodyReading, BodyText, reading_of
from dossierpress.facts.markdown.render.anchors import Anchors
from dossierpress.facts.markdown.render.blocks import BlockWriter
from dossierpress.facts.markdown.render.headings import report_skips, shift_of
from dossierpress.facts.markdown.render.writer import open_tag
from dossierpress.facts.markdown.spans import bracketed_span
from dossierpress.facts.markdown.task_items import task_items
from dossierpress.facts.markdown.unintended_markdown import report_unintended_markdown
from dossierpress.facts.markdown.wikilinks import embed, wikilink
from dossierpress.facts.markdown.words import words
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.text_direction import direction_of_language
from dossierpress.model.body import Body
from dossierpress.schema.parse_config import ParseConfig


class _Blocks(ParserBlock):
    """markdown-it's block parser, with a report of nesting that is too deep."""

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
    """Addresses stay as written; `links.judge_address` checks them where their place is known."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


@lru_cache(maxsize=2)
def markdown_parser(*, keep_html: bool, nesting: int) -> MarkdownIt:
    """CommonMark with tables, footnotes, attributes, wikilinks and citations.

    Blocks and brackets may be nested up to a depth of `nesting`.
    """
    md = _Markdown("commonmark")
    md.inline, md.block = LocatedParser(), _Blocks()
    md.configure("commonmark", {"html": keep_html, "maxNesting": nesting})
    # Looked up for each run of text, with an exception each time if it is missing.
    md.options["strikethrough_single_tilde"] = False
    md.enable(["table", "strikethrough"])
    # These rules join neighbouring texts, which would lose the places of the parts.
    md.disable(["fragments_join", "text_join"])
    locate_blocks(md)
    link_definitions(md)
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
    footnote_rules(md)
    inline.after("footnote_undefined", "span", bracketed_span)
    inline.after("span", "citation_group", citation_group)
    inline.after("citation_group", "citation_in_text", citation_in_text)
    inline.push("bare_address", bare_address)
    if not keep_html:
        inline.after("autolink", "shown_html", report_shown_html)
    return md


def render_body(tokens: list[Token], env: dict[str, object], reading: BodyReading) -> Body:
    """Render a stream of tokens to a body."""
    anchors = Anchors(reading.given_ids)
    text, notes = take_footnotes(tokens, env, reading, anchors)
    report_skips(text, reading)
    blocks = BlockWriter(reading, anchors, shift=shift_of(text))
    blocks.write(text)
    blocks.raw.close_all()
    if notes and not blocks.full:
        _write_notes(blocks, notes)
    return Body(
        pieces=blocks.writer.finish(),
        headings=tuple(blocks.headings),
        anchors=tuple(anchors.taken),
    )


def _write_notes(blocks: BlockWriter, notes: list[Footnote]) -> None:
    blocks.section += 1
    writer, spoken = blocks.writer, words(blocks.reading.lang)
    tag = open_tag("section", class_="footnotes", role="doc-endnotes", aria_label=spoken.footnotes)
    writer.markup(f"{tag}\n<ol>\n")
    for note in notes:
        writer.markup(open_tag("li", id_=note.id) + "\n")
        blocks.raw.enter()
        blocks.write(note.tokens, role="footnote", tail=_backlinks(note, spoken.back))
        blocks.raw.leave("</li>\n")
    writer.markup("</ol>\n</section>\n")


def _backlinks(note: Footnote, name: str) -> str:
    """One link back to each reference; several are numbered."""
    links = []
    for count, reference in enumerate(note.references, 1):
        shown = str(note.number) if count == 1 else f"{note.number}-{count}"
        tag = open_tag(
            "a",
            href=f"#{reference}",
            class_="footnote-back",
            role="doc-backlink",
            aria_label=name.format(shown),
        )
        links.append(f" {tag}{escape(chr(0x21A9))}\ufe0e</a>")
    return "".join(links)


def read_body(
    text: str, *, path: str, first_line: int, config: ParseConfig, lang: str | None = None
) -> tuple[Body, tuple[Diagnostic, ...]]:
    r"""Read a body.

    Args:
        text: Markdown; lines end in `\n`.
        path: Of the file, for diagnostics.
        first_line: Line of the file on which the text begins.
        config: Whether raw HTML is kept, the language of the dossier, and the limits.
        lang: Language of the text; None for that of the dossier.
    """
    source, limits = BodyText(text, first_line=first_line), config.limits
    reading = BodyReading(source, path=path, lang=config.lang, limits=limits)
    table = LinkDefinitions()
    env: dict[str, object] = {READING_KEY: reading, DEFINITIONS_KEY: table}
    keep_html = config.raw_html == "sanitise"
    tokens = markdown_parser(keep_html=keep_html, nesting=limits.nesting).parse(text, env)
    report_definitions(table, reading)
    report_foreign_syntax(tokens, reading)
    report_unintended_markdown(tokens, reading)
    remarks = editors_comments.comments_in_body(
        text,
        [*reading.code, *_code_blocks(tokens, source)],
        definitions={one.offset for one in table.written},
        is_html=lambda offset: keep_html or reading.reported("md-html-comment", offset),
        path=path,
        span=source.span,
    )
    body = set_directions(
        render_body(tokens, env, reading), direction_of_language(lang or config.lang)
    )
    return body, (*reading.diagnostics, *remarks)


def _code_blocks(tokens: Sequence[Token], source: BodyText) -> Iterator[tuple[int, int]]:
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map:
            first, behind = token.map
            yield source.line_start(first), source.line_end(behind - 1)


def forget_parsers() -> None:
    """Discard the parsers, so that new ones are built for the next text."""
    markdown_parser.cache_clear()
