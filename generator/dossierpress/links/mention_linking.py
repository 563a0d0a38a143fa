"""Link the mentions in a body: make the linked text of a resolved body and the names in it.

Citations are numbered in the order of the text, and each of their marks gets an id.
"""

from collections.abc import Container, Iterable, Sequence
from html import escape
from itertools import zip_longest
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.engine.encoding import digest_of
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_name
from dossierpress.links.excerpts import CitedAt, NamedRange, PageBlock, facts_of_row
from dossierpress.links.heirs import Published
from dossierpress.links.lasting_anchors import BlockSaid, keep_addresses, lost_anchors
from dossierpress.links.linked_text import (
    BETWEEN_BLOCKS,
    AmbiguousName,
    BlockPlace,
    LinkedText,
    keep_text,
)
from dossierpress.links.moved_anchors import (
    move_in_markup,
    moved_notes,
    new_anchor,
    tells_of_source,
)
from dossierpress.links.names.boundaries import count_words
from dossierpress.links.names.name_index import FoundName
from dossierpress.links.names.policy import LinkPolicy
from dossierpress.links.names.problems import around_id, place_of, private_name, too_many_names
from dossierpress.links.resolved_body import (
    BodyStep,
    Citation,
    LinkClosed,
    LinkOpened,
    Picture,
    ResolvedBody,
    Tag,
    Words,
)
from dossierpress.links.text_context import Subject, TextContext
from dossierpress.model.body import Block, Sign, without_style
from dossierpress.model.linked_body import (
    CitationShown,
    CitedSource,
    End,
    Html,
    ImageShown,
    LinkedBody,
    LinkedPiece,
    TextPiece,
)
from dossierpress.model.site import Mention, SourceCitation
from dossierpress.records.listing import group
from dossierpress.schema.kept_anchors import lines_of

_Named = TypeVar("_Named", Key, str)


class CitationNumbers(Struct, kw_only=True):
    """Numbers the cited sources of one text."""

    taken: Container[str]
    """Anchors that the text uses already."""
    numbers: dict[Key, int] = field(default_factory=dict)
    marks: dict[Key, int] = field(default_factory=dict)

    def number(self, source: Key) -> int:
        """The number of a source: its place among the cited sources, from 1."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def mark(self, source: Key) -> str:
        """Make the id of the next citation mark of a source."""
        while True:
            self.marks[source] = self.marks.get(source, 0) + 1
            mark = f"cite-{source.id}-{self.marks[source]}"
            if mark not in self.taken:
                return mark


_END = End()


def link_mentions(
    subject: Subject,
    resolved: ResolvedBody,
    found: Sequence[FoundName],
    context: TextContext,
    published: Published | None = None,
) -> LinkedText:
    """Make the linked text of one published record.

    Args:
        subject: The record.
        resolved: Its body as `resolve_links` made it.
        found: The names in it that count, in order, without overlaps.
        context: The rest of the dossier.
        published: The addresses within it that were published; None if none are kept.
    """
    too_many = too_many_names(subject, resolved, found, context.settings["limits"])
    if too_many is not None:
        found = [name for name in found if name.private]  # these are replaced, however many
    linker = _MentionLinker(
        subject=subject,
        context=context,
        found=found,
        policy=LinkPolicy(subject=subject, context=context),
        numbering=CitationNumbers(taken=frozenset(subject.record.outline.anchors)),
        hiding=set(resolved.hiding),
        published=published,
    )
    if too_many is not None:
        linker.problems.append(too_many)
    for step, following in zip_longest(resolved.steps, resolved.steps[1:]):
        linker.closes_next = isinstance(following, LinkClosed)
        linker.take(step)
    return linker.finish()


class _MentionLinker(Struct, kw_only=True):
    subject: Subject
    context: TextContext
    found: Sequence[FoundName]
    policy: LinkPolicy
    numbering: CitationNumbers
    hiding: set[str]
    """Anchors of blocks that refer to a withheld record."""
    published: Published | None

    block: PageBlock = field(default_factory=PageBlock)
    row: list[PageBlock] = field(default_factory=list)
    """The finished cells of a table row."""
    pieces: list[LinkedPiece] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    """Finished HTML that follows the last piece."""
    texts: list[tuple[int, str]] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    citations: list[SourceCitation] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    leads_into: dict[Key, None] = field(default_factory=dict)

    begins: int = 0
    """Number of pieces before the current block."""
    places: list[BlockPlace] = field(default_factory=list)
    blocks: list[BlockSaid] = field(default_factory=list)

    closes_next: bool = False
    """Whether the next step ends the innermost link or mention."""
    next_name: int = 0
    name_begun: int = 0
    """Offset in the block at which a name begins that continues beyond its stretch of text."""
    openings: dict[str, str] = field(default_factory=dict)
    """Role of a block -> the text of the first one that has any."""
    doubts: dict[str, AmbiguousName] = field(default_factory=dict)

    def take(self, step: BodyStep) -> None:
        match step:
            case Tag():
                self.markup.append(step.html)
            case Words():
                self._words(step)
            case Sign():
                self.markup.append(escape(step.text))
                self.block.sign(step)
            case Block():
                self._end_block()
                self.begins = len(self.pieces)
                self.block = PageBlock(
                    anchor=step.anchor, role=step.role, line=step.line, section=step.section
                )
            case LinkOpened():
                self._open(step)
            case LinkClosed():
                self._close()
            case Citation():
                self._citation(step)
            case Picture():
                self.media.append(step.path)
                self._add(ImageShown(path=step.path, alt=step.alt, caption=step.caption))

    def finish(self) -> LinkedText:
        self._end_block()
        self._end_row()
        self._flush()
        text = BETWEEN_BLOCKS.join(text for _, text in self.texts)
        headings = tuple(
            replace(
                heading,
                anchor=self.moved.get(heading.anchor, heading.anchor),
                text=self.headings.get(heading.anchor, heading.text),
            )
            for heading in self.subject.record.outline.headings
        )
        pieces, anchors = self._lasting(move_in_markup(self.pieces, self.moved))
        kept = keep_text(
            pieces, self.texts, self.mentions, self.citations, self.places, anchors=anchors
        )
        mentioned = _counted((one.target, one) for one in self.mentions)
        return LinkedText(
            body=LinkedBody(
                kept=kept,
                headings=headings,
                opening=self.openings.get("paragraph") or self.openings.get("quote", ""),
                words=count_words(text, self.subject.lang),
            ),
            mentioned=mentioned,
            cited=_counted((one.source, one) for one in self.citations),
            together=_together(self.mentions, [key for key, *_ in mentioned]),
            kept=kept,
            anchors=digest_of(anchors),
            media=tuple(dict.fromkeys(self.media)),
            moved=self.moved,
            leads_into=tuple(self.leads_into),
            doubts=tuple(self.doubts.values()),
            diagnostics=tuple(self.problems),
        )

    def _lasting(self, pieces: list[LinkedPiece]) -> tuple[list[LinkedPiece], str]:
        """The text with its former addresses, and the lines that keep all of them."""
        if self.published is None:
            return pieces, ""
        anchors = {*self.subject.record.outline.anchors, *self.moved.values()} - self.moved.keys()
        lasting, found = keep_addresses(pieces, self.blocks, anchors, self.published)
        self.problems += lost_anchors(self.subject.record, found)
        return lasting, lines_of(found.now)

    def _end_block(self) -> None:
        block = self.block
        text = block.text
        if block.role == "heading":
            self.headings[block.anchor] = " ".join(text.split())
        if text.strip():
            text = text if block.role == "code" else text.replace("\n", " ").strip()
            self.texts.append((block.line, text))
            self.openings.setdefault(block.role, text)
        if block.anchor in self.hiding and tells_of_source(block.anchor, block.role):
            taken = {*self.subject.record.outline.anchors, *self.moved.values()}
            anchor = new_anchor(block.text, taken)
            if block.role == "footnote":
                self.moved |= moved_notes(block.anchor, anchor, self.subject.record.outline.anchors)
            self.moved[block.anchor] = anchor
            block.anchor = anchor
        self.places.append(BlockPlace(anchor=block.anchor, line=block.line, begins=self.begins))
        self.blocks.append(BlockSaid(block.anchor, block.role, text.strip(), self.begins))
        if self.row and (block.role != "cell" or block.line != self.row[0].line):
            self._end_row()
        if block.role == "cell":
            self.row.append(block)
            return
        mentions, citations = block.facts(self.subject.key, self.subject.lang)
        self.mentions += mentions
        self.citations += citations

    def _end_row(self) -> None:
        mentions, citations = facts_of_row(self.row, self.subject.key, self.subject.lang)
        self.mentions += mentions
        self.citations += citations
        self.row.clear()

    def _flush(self) -> None:
        if self.markup:
            self.pieces.append(Html(html="".join(self.markup)))
            self.markup.clear()

    def _add(self, piece: LinkedPiece) -> None:
        self._flush()
        self.pieces.append(piece)

    def _text(self, text: str) -> None:
        if text:
            self._add(TextPiece(text=text))
            self.block.add(text)

    def _words(self, words: Words) -> None:
        end = words.start + len(words.text)
        cursor = words.start
        while self.next_name < len(self.found) and self.found[self.next_name].start < end:
            name = self.found[self.next_name]
            begin = max(cursor, name.start)
            self._text(words.text[cursor - words.start : begin - words.start])
            cursor = min(name.end, end)
            self._name(words, name, begin, cursor)
            if name.end > end:
                return
            self.next_name += 1
        self._text(words.text[cursor - words.start :])

    def _name(self, words: Words, name: FoundName, start: int, end: int) -> None:
        """Add a name, or the part of it that lies in this stretch of text."""
        text = words.text[start - words.start : end - words.start]
        begins, ends = start == name.start, end == name.end
        if name.private:
            if begins:
                self._private(words, name, text)
            return
        target = self._meant(words, name, text)
        if target is None:
            self._text(text)
        elif begins and ends:
            self._mention(target, text, may_link=words.linkable)
        else:
            self.name_begun = self.block.length if begins else self.name_begun
            self._text(text)
            if ends:
                self.block.named.append(
                    NamedRange(self.name_begun, self.block.length, target, linked=False)
                )

    def _private(self, words: Words, name: FoundName, text: str) -> None:
        withheld = self.context.withheld
        private = [key for key in name.owners if withheld.is_private(key)]
        self._text(withheld.stand_ins[private[0]])
        self.hiding.add(self.block.anchor)
        # The anchor of a heading would still have the name, and a label is the author's own choice.
        if len(private) < len(name.owners) or words.label or self.block.role == "heading":
            span = place_of(words, name.start, len(text))
            self.problems.append(
                private_name(
                    self.subject,
                    self.context,
                    name.owners,
                    text,
                    span,
                    whole=not words.label and "\n" not in text and self.block.role != "cell",
                    in_cell=self.block.role == "cell",
                )
            )

    def _meant(self, words: Words, name: FoundName, text: str) -> Key | None:
        """The record that a name means; None if it is ambiguous, or no mention here."""
        if self._is_all_of_a_mention(words, name):
            return None
        if len(name.owners) == 1:
            return None if self.policy.is_known(name.owners[0]) else name.owners[0]
        # Within a link or mention the author has said what the words mean; where names do not link
        # by themselves, no author expects it.
        silent = self.policy.opened or self.subject.autolink == "off"
        if not silent and words.start <= name.start:
            self._doubt(words, name, text)
        return None

    def _doubt(self, words: Words, name: FoundName, text: str) -> None:
        known = self.doubts.get(normalise_name(text))
        if known is not None:
            self.doubts[normalise_name(text)] = replace(known, times=known.times + 1)
            return
        whole = name.end <= words.start + len(words.text) and "\n" not in text
        self.doubts[normalise_name(text)] = AmbiguousName(
            name=text,
            owners=name.owners,
            span=place_of(words, name.start, len(text)),
            pasteable=around_id(text, cell=self.block.role == "cell")
            if whole and not words.label
            else None,
            times=1,
        )

    def _is_all_of_a_mention(self, words: Words, name: FoundName) -> bool:
        """Whether exactly this name is the text of an explicit link or mention."""
        opened = self.policy.opened
        return (
            bool(opened)
            and self.closes_next
            and opened[-1].target is not None
            and opened[-1].start == self.block.length
            and (name.start, name.end) == (words.start, words.start + len(words.text))
        )

    def _mention(self, target: Key, text: str, *, may_link: bool) -> None:
        start = self.block.length
        link = may_link and self.policy.may_link(target, self.block.section)
        tagged = link or self.subject.autolink != "off"
        if tagged:
            policy = self.policy
            self._add(policy.link_to(target) if link else policy.span_of(target))
        self._text(text)
        if tagged:
            self._add(_END)
        self.block.named.append(NamedRange(start, self.block.length, target, linked=link))

    def _open(self, step: LinkOpened) -> None:
        if step.media is not None:
            self.media.append(step.media)
        elif step.fragment is not None:
            self.leads_into[step.target or self.subject.key] = None
        piece = self.policy.open(step, self.block.length, self.block.section)
        if piece is not None:
            self._add(piece)

    def _close(self) -> None:
        one = self.policy.opened.pop()
        if one.mark is not None:
            self._add(one.mark)
        if one.tagged:
            self._add(_END)
        if one.target is not None:
            self.block.named.append(
                NamedRange(one.start, self.block.length, one.target, linked=one.link)
            )

    def _citation(self, step: Citation) -> None:
        shown = []
        self.block.add(step.name)
        if not step.name:
            self.block.gaps.append(self.block.length)
        for item in step.items:
            number = self.numbering.number(item.source)
            mark = self.numbering.mark(item.source)
            shown.append(
                CitedSource(
                    source=item.source.id,
                    name=self.context.name_of(item.source, self.subject.lang),
                    number=number,
                    mark=mark,
                    prefix=item.prefix,
                    locator=item.locator,
                    suppress_name=item.suppress_name,
                )
            )
            self.block.cited.append(
                CitedAt(
                    self.block.length, item.source.id, number, mark, without_style(item.locator)
                )
            )
        self._add(CitationShown(sources=tuple(shown), narrative=step.narrative))


def _together(mentions: Iterable[Mention], mentioned: Sequence[Key]) -> tuple[tuple[int, ...], ...]:
    """See `LinkedText`."""
    places = {key: place for place, key in enumerate(mentioned) if key.type == "entity"}
    named = group((one.anchor, places[one.target]) for one in mentions if one.target in places)
    found = (tuple(sorted(set(some))) for some in named.values())
    return tuple(some for some in found if len(some) > 1)


def _counted(
    places: Iterable[tuple[_Named, Mention | SourceCitation]],
) -> tuple[tuple[_Named, int, bytes], ...]:
    """What is mentioned or cited, how often, and a digest of these places."""
    return tuple((named, len(found), digest_of(found)) for named, found in group(places).items())
