"""Tokens to pieces: a body as HTML with holes, every visible word in a piece with its place.

The visible text of a block is in its `Prose`, `WikiLink` and `CitationMark` pieces, code included.
The number of a footnote reference and the arrow back from a footnote are marks, not text.
"""

from html import escape

from markdown_it.token import Token

from dossierpress.model.body import Body
from dossierpress.parse.markdown.reading import Reading
from dossierpress.parse.markdown.render.anchors import Anchors
from dossierpress.parse.markdown.render.blocks import BlockWriter
from dossierpress.parse.markdown.render.headings import report_skips, shift_of
from dossierpress.parse.markdown.render.notes import Footnote, take_footnotes
from dossierpress.parse.markdown.render.tags import open_tag
from dossierpress.parse.markdown.words import words


def render(tokens: list[Token], env: dict[str, object], reading: Reading) -> Body:
    """The body that a stream of tokens makes."""
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
    """One link back to each reference; a note with several numbers them."""
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
