"""The blocks of a body, written as pieces one after the other."""

from collections.abc import Callable
from typing import Literal

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from dossierpress.facts.markdown.attributes import NO_ATTRIBUTES, Attributes, AttributesAbove
from dossierpress.facts.markdown.reading import BodyReading
from dossierpress.facts.markdown.render.anchors import Anchors
from dossierpress.facts.markdown.render.headings import shown_level
from dossierpress.facts.markdown.render.images import write_figure
from dossierpress.facts.markdown.render.inlines import InlineWriter, Tone
from dossierpress.facts.markdown.render.raw_html import RawBlock, RawTags
from dossierpress.facts.markdown.render.signs import task_state
from dossierpress.facts.markdown.render.writer import (
    PieceWriter,
    open_tag,
    plain_text_of,
    write_code_lines,
)
from dossierpress.facts.markdown.task_items import TaskState
from dossierpress.facts.markdown.words import words
from dossierpress.model.body import Block, Heading, Sign

Role = Literal["paragraph", "heading", "quote", "callout", "cell", "code", "footnote"]
PROSE = Tone()
HEADING = Tone(links=False)


class BlockWriter:
    """Writes a stream of block tokens. One writer writes the text and then its footnotes."""

    def __init__(self, reading: BodyReading, anchors: Anchors, *, shift: int) -> None:
        self.writer = PieceWriter(reading.source)
        self.reading = reading
        self.anchors = anchors
        self.headings: list[Heading] = []
        self.section = 0
        self.raw = RawTags(self.writer, reading, anchors)
        self.inlines = InlineWriter(self.raw)
        self.full = False
        """Whether the text exceeds the limit; then the rest was left out and reported."""
        self._shift = shift
        self._role: Role = "paragraph"
        self._quotes = self._callouts = 0
        self._above = AttributesAbove(reading)
        self._tokens: list[Token] = []
        self._item_at = -1
        """Index of a paragraph whose element its list item has opened already."""
        self._task: TaskState | None = None
        """Of a list item, until its first paragraph is written."""
        self._title_anchor = ""
        """Of the callout that is being opened."""
        self._tail = ""
        self._tail_at = -1
        self._header_cells: dict[int, str] = {}
        self._handlers: dict[str, Callable[[int], int]] = {
            "attributes": self._take_attributes,
            "paragraph_open": self._paragraph,
            "heading_open": self._heading,
            "blockquote_open": self._quote,
            "blockquote_close": self._end_quote,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "list_item_open": self._item,
            "fence": self._code,
            "code_block": self._code,
            "hr": self._rule,
            "html_block": self._html,
            "callout_open": self._callout,
            "callout_close": self._end_callout,
            "callout_title": self._callout_title,
            "dl_open": self._list,
            "dt_open": self._term,
            "dd_open": self._item,
            "table_open": self._table,
            "th_open": self._cell,
            "td_open": self._cell,
            "table_close": self._end_table,
        }

    def write(self, tokens: list[Token], *, role: Role = "paragraph", tail: str = "") -> None:
        """Write a stream of tokens; `tail` is added to the end of its last paragraph."""
        self._tokens, self._role, self._tail = tokens, role, tail
        closing = next((t for t in reversed(tokens) if t.type != "attributes"), None)
        ends_in_text = closing is not None and closing.type == "paragraph_close"
        self._tail_at = len(tokens) - 3 if ends_in_text else -1
        index = 0
        while index < len(tokens) and self._has_room(tokens[index]):
            token = tokens[index]
            handler = self._handlers.get(token.type)
            index = handler(index) if handler else self._element(index)
        self._above.leave()
        if tail and not ends_in_text:
            self.writer.markup(f"<p>{tail}</p>\n")

    def _has_room(self, token: Token) -> bool:
        limit = self.reading.limits.pieces
        if len(self.writer.pieces) <= limit or self.full:
            return not self.full
        self.full = True
        self.reading.limit(
            "pieces",
            self._offset(token),
            1,
            f"the text has more than {limit:,} pieces up to here",
            hint="make several texts of it",
        )
        return False

    def _offset(self, token: Token) -> int:
        """Where in the body the first line of a block begins."""
        return self.reading.source.line_start((token.map or [0])[0])

    def begin(self, role: Role, anchor: str, token: Token) -> None:
        """Begin a block whose element has the id `anchor`."""
        line = (token.map or [0])[0] + self.reading.source.first_line
        self.writer.block(Block(anchor=anchor, role=role, line=line, section=self.section))

    def _anchor(self, inline: Token, attributes: Attributes) -> str:
        if attributes.id:
            return self.anchors.given(attributes.id)
        return self.anchors.block(inline.content)

    def _text_role(self) -> Role:
        if self._role != "paragraph" or not (self._quotes or self._callouts):
            return self._role
        return "callout" if self._callouts else "quote"

    def _take_attributes(self, index: int) -> int:
        self._above.take(self._tokens[index])
        return index + 1

    def _element(self, index: int) -> int:
        """A container without text of its own: head, body and row of a table, end of a list."""
        token = self._tokens[index]
        if token.nesting > 0:
            self.writer.markup(f"<{token.tag}>\n")
            self.raw.enter()
        else:
            self.raw.leave()
            self.writer.markup(f"</{token.tag}>\n")
        return index + 1

    def _tone(self, attributes: Attributes, tone: Tone = PROSE) -> Tone:
        return Tone(links=False, mentions=False) if attributes.nolink else tone

    def _paragraph(self, index: int) -> int:
        token, inline = self._tokens[index], self._tokens[index + 1]
        children = inline.children or []
        tail = self._tail if index == self._tail_at else ""
        if index == self._item_at:
            self._write_task()
            self.inlines.write(children, self._tone(NO_ATTRIBUTES))
            self.writer.markup(tail)
            return index + 3
        attributes = self._above.give(token)
        anchor = self._anchor(inline, attributes)
        self.begin(self._text_role(), anchor, token)
        if len(children) == 1 and children[0].type == "image" and not tail:
            write_figure(children[0], anchor, attributes, writer=self.writer, reading=self.reading)
        else:
            name = "span" if token.hidden else "p"
            self.writer.markup(open_tag(name, id_=anchor, attributes=attributes))
            self._write_task()
            self.inlines.write(children, self._tone(attributes))
            self.writer.markup(f"{tail}</{name}>\n")
        return index + 3

    def _heading(self, index: int) -> int:
        token, inline = self._tokens[index], self._tokens[index + 1]
        children = inline.children or []
        attributes = token.meta["attributes"].over(self._above.give(token))
        text = plain_text_of(children)
        anchor = self.anchors.given(attributes.id) if attributes.id else self.anchors.heading(text)
        level = shown_level(token, self._shift)
        if token.level == 0 and self._role == "paragraph":
            self.section += 1
            self.headings.append(Heading(level=level, anchor=anchor, text=text))
        self.begin("heading", anchor, token)
        self.writer.markup(open_tag(f"h{level}", id_=anchor, attributes=attributes))
        self.inlines.write(children, self._tone(attributes, HEADING))
        self.writer.markup(f"</h{level}>\n")
        return index + 3

    def _quote(self, index: int) -> int:
        self._quotes += 1
        self._open_container(self._tokens[index], "blockquote")
        return index + 1

    def _end_quote(self, index: int) -> int:
        self._quotes -= 1
        return self._element(index)

    def _list(self, index: int) -> int:
        token = self._tokens[index]
        start = token.attrs.get("start")
        self._open_container(token, token.tag, start=None if start is None else str(start))
        return index + 1

    def _open_container(
        self, token: Token, name: str, *, classes: tuple[str, ...] = (), **more: str | None
    ) -> None:
        attributes = self._above.give(token).over(Attributes(classes=classes))
        id_ = self.anchors.given(attributes.id) if attributes.id else None
        self.writer.markup(open_tag(name, id_=id_, attributes=attributes, **more) + "\n")
        self.raw.enter()

    def _item(self, index: int) -> int:
        """A list item, which is itself the block if its text has no paragraph."""
        following, item = index + 1, self._tokens[index]
        self.raw.enter()
        first = self._tokens[following]
        self._task = item.meta.get("task")
        classes = Attributes(classes=("task", self._task)) if self._task else NO_ATTRIBUTES
        if first.type != "paragraph_open" or not first.hidden:
            self.writer.markup(open_tag(item.tag, attributes=classes))
            return following
        anchor = self.anchors.block(self._tokens[following + 1].content)
        self.begin(self._text_role(), anchor, first)
        self.writer.markup(open_tag(item.tag, id_=anchor, attributes=classes))
        self._item_at = following
        return following

    def _write_task(self) -> None:
        """Write the state of a task at the beginning of its paragraph."""
        if self._task is not None:
            task_state(self.writer, self.reading, done=self._task == "done")
            self._task = None

    def _term(self, index: int) -> int:
        token, inline = self._tokens[index], self._tokens[index + 1]
        anchor = self.anchors.block(inline.content)
        self.begin("paragraph", anchor, token)
        self.writer.markup(open_tag("dt", id_=anchor))
        self.inlines.write(inline.children or [], PROSE)
        self.writer.markup("</dt>\n")
        return index + 3

    def _callout(self, index: int) -> int:
        """A callout: a note labelled by its title; its paragraphs are not quotations."""
        token = self._tokens[index]
        title = self._tokens[index + 2]
        self._callouts += 1
        self._title_anchor = self.anchors.block(title.content or title.meta["type"])
        self._open_container(
            token,
            "div",
            classes=("callout", f"callout-{token.meta['type']}"),
            role="note",
            aria_labelledby=self._title_anchor,
        )
        return index + 1

    def _end_callout(self, index: int) -> int:
        self._callouts -= 1
        return self._element(index)

    def _callout_title(self, index: int) -> int:
        token, inline = self._tokens[index], self._tokens[index + 1]
        self.begin(self._text_role(), self._title_anchor, token)
        self.writer.markup(f'<p id="{self._title_anchor}" class="callout-title">')
        if inline.children:
            self.inlines.write(inline.children, PROSE)
        else:
            type_ = inline.meta["type"].lower()
            named = type_.replace("-", " ").capitalize()
            text = words(self.reading.lang).callouts.get(type_, named)
            self.writer.hole(Sign(text=text, of="callout"))
        self.writer.markup("</p>\n")
        return index + 2

    def _code(self, index: int) -> int:
        token = self._tokens[index]
        attributes = self._above.give(token)
        info = unescapeAll(token.info).split(maxsplit=1)
        language = f"language-{info[0]}" if info else None
        anchor = self._anchor(token, attributes)
        self.begin("code", anchor, token)
        self.writer.markup(
            open_tag("pre", id_=anchor, attributes=attributes) + open_tag("code", class_=language)
        )
        write_code_lines(token, self.writer, self.reading)
        self.writer.markup("</code></pre>\n")
        return index + 1

    def _rule(self, index: int) -> int:
        self.writer.markup("<hr>\n")
        return index + 1

    def _html(self, index: int) -> int:
        RawBlock(self._tokens[index], self.raw, section=self.section).write()
        return index + 1

    def _table(self, index: int) -> int:
        """A table, within a scrolling region that is labelled by its header cells."""
        self._header_cells = {}
        place = index
        while self._tokens[place].type != "thead_close":
            token = self._tokens[place]
            if token.type == "inline" and token.content:
                self._header_cells[place] = self.anchors.block(token.content)
            place += 1
        names = " ".join(self._header_cells.values())
        self.writer.markup(
            open_tag(
                "div",
                class_="table-wrap",
                role="region",
                tabindex="0",
                aria_labelledby=names or None,
                aria_label=None if names else words(self.reading.lang).table,
            )
        )
        self._open_container(self._tokens[index], "table")
        return index + 1

    def _end_table(self, index: int) -> int:
        self._element(index)
        self.writer.markup("</div>\n")
        return index + 1

    def _cell(self, index: int) -> int:
        token, inline = self._tokens[index], self._tokens[index + 1]
        header = token.tag == "th" and bool(inline.content)
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        anchor = None
        if inline.content:
            anchor = self._header_cells.get(index + 1) or self.anchors.block(inline.content)
            self.begin("cell", anchor, inline)
        name = "th" if header else "td"
        scope = "col" if header else None
        self.writer.markup(
            open_tag(name, id_=anchor, class_=f"align-{align}" if align else None, scope=scope)
        )
        self.inlines.write(inline.children or [], PROSE)
        self.writer.markup(f"</{name}>\n")
        return index + 3
