"""A resolved body: as readers will see it, except that names in running text are not linked yet.

All visible words are `Words` of one text, block after block, so that one search finds all names.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.key import Key
from dossierpress.model.body import Block, Sign, Styled

BLOCK_MARK = "\0"
"""Separates blocks in the text of a record; no name can contain it."""


class Tag(NamedTuple):
    """Finished HTML."""

    html: str


class Words(NamedTuple):
    """Visible text."""

    text: str
    start: int
    """Its offset in the text of the record."""
    zone: int
    """A name must lie within one zone: it cannot begin outside a link and end inside it."""
    linkable: bool
    counted: bool
    """Whether names in it count as mentions."""
    label: bool
    """Whether it is the label that an author gave a wikilink."""
    places: tuple[Span, ...]
    """The places in the file where it and each of its further lines begin."""


class LinkOpened(NamedTuple):
    """A link or an explicit mention begins."""

    kind: Literal["record", "mention", "fragment", "media", "plain"]
    """`plain` for a link without a target, or a mention of an unknown record."""
    target: Key | None = None
    fragment: str | None = None
    title: str | None = None
    relation: str | None = None
    media: str | None = None
    linkable: bool = False
    """Of a `mention`: whether it may become a link; it may not if it contains one, or an image."""
    outer: bool = False
    """Of a `mention`: whether it contains a link, and may be followed by one of its own."""


class LinkClosed(NamedTuple):
    """The innermost open link or mention ends."""


class Cited(NamedTuple):
    """One source of a citation."""

    source: Key
    prefix: Styled
    locator: Styled
    suppress_name: bool


class Citation(NamedTuple):
    """A citation mark. The name in a narrative citation is part of the visible text."""

    items: tuple[Cited, ...]
    narrative: bool
    name: str
    start: int


class Picture(NamedTuple):
    """An image below content/media/."""

    path: str
    alt: str
    caption: str | None


BodyStep = Tag | Block | Sign | Words | LinkOpened | LinkClosed | Citation | Picture


class ResolvedBody(NamedTuple):
    """A body with its links, explicit mentions and citations resolved."""

    steps: tuple[BodyStep, ...]
    text: str
    """All visible text, with `BLOCK_MARK` between blocks."""
    hiding: frozenset[str]
    """Anchors of blocks that refer to a withheld record."""

    words: tuple[Words, ...]
    """The stretches of visible text, in order; all of them are among the steps."""
    targets: frozenset[Key]
    """The records that links and explicit mentions lead to."""
    stands_for: tuple[tuple[int, Key], ...]
    """(offset in the text, withheld record whose stand-in is there)."""
    cites: bool
    """Whether the body has a citation, shown or not."""


class BodyWriter(Struct, kw_only=True):
    """Writes a `ResolvedBody` step by step."""

    steps: list[BodyStep] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    zone: int = 0
    role: str = "paragraph"
    """Role of the current block."""
    anchor: str = ""
    """Anchor of the current block."""
    hiding: set[str] = field(default_factory=set)
    said: list[Words] = field(default_factory=list)
    targets: set[Key] = field(default_factory=set)
    stands_for: list[tuple[int, Key]] = field(default_factory=list)
    cites: bool = False
    flags: tuple[bool, bool] | None = None
    """`linkable` and `counted` of the current zone, if more words may join it."""

    def finish(self) -> ResolvedBody:
        """Return the body."""
        return ResolvedBody(
            tuple(self.steps),
            "".join(self.parts),
            frozenset(self.hiding),
            tuple(self.said),
            frozenset(self.targets),
            tuple(self.stands_for),
            self.cites,
        )

    def tag(self, html: str) -> None:
        """Add finished HTML; a name may continue across it."""
        self.steps.append(Tag(html))

    def sign(self, sign: Sign) -> None:
        """Add words for a mark; a name may continue across them."""
        self.steps.append(sign)

    def block(self, block: Block) -> None:
        """Begin a block."""
        self.role, self.anchor = block.role, block.anchor
        self._text(BLOCK_MARK)
        self._mark(block)

    def words(
        self,
        text: str,
        *places: Span,
        linkable: bool = False,
        counted: bool = False,
        label: bool = False,
    ) -> None:
        """Add visible text."""
        flags = (linkable, counted)
        if label or flags != self.flags:
            self.zone += 1
            self.flags = None if label else flags
        step = Words(text, self.length, self.zone, linkable, counted, label, places)
        self.steps.append(step)
        self.said.append(step)
        self._text(text)

    def stand_in(self, key: Key, text: str, span: Span) -> None:
        """Add the stand-in of a withheld record."""
        self.stands_for.append((self.length, key))
        self.fixed(text, span)

    def fixed(self, text: str, span: Span) -> None:
        """Add visible text in a zone of its own: no name may continue into it."""
        self.flags = None
        self.words(text, span)
        self.flags = None

    def open(self, step: LinkOpened) -> int:
        """Begin a link or a mention; returns the number of the step."""
        self._mark(step)
        if step.target is not None:
            self.targets.add(step.target)
        return len(self.steps) - 1

    def close(self) -> None:
        """End the innermost link or mention."""
        self._mark(LinkClosed())

    def cite(self, items: tuple[Cited, ...], name: str, *, narrative: bool) -> None:
        """Add a citation mark, and the name that it shows as part of the sentence."""
        self._mark(Citation(items, narrative, name, self.length))
        self._text(name)

    def hide(self) -> None:
        """Note that the current block refers to a withheld record."""
        self.hiding.add(self.anchor)

    def picture(self, picture: Picture) -> None:
        """Add an image."""
        self._mark(picture)

    def hold_no_link(self, opened: Iterable[int], *, outer: bool = False) -> None:
        """Keep open mentions from becoming links, since what they contain must not be in a link.

        With `outer` they contain a link themselves.
        """
        for number in opened:
            step = self.steps[number]
            if isinstance(step, LinkOpened):
                self.steps[number] = step._replace(linkable=False, outer=outer or step.outer)

    def _mark(self, step: BodyStep) -> None:
        self.flags = None
        self.steps.append(step)

    def _text(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
