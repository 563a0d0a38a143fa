"""A resolved body: as a reader will see it, but for the names in the running text.

All visible words are `Words` in one text, block after block, so that names can be looked for in
the whole of it at once.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.key import Key
from dossierpress.model.body import Block, Sign, Styled

BLOCK_MARK = "\0"
"""Stands between blocks in the text of a record; no name can hold it."""


class Tag(NamedTuple):
    """Finished HTML."""

    html: str


class Words(NamedTuple):
    """Visible text."""

    text: str
    start: int
    """Where it begins in the text of the record."""
    zone: int
    """A name must lie within one zone: it cannot begin outside a link and end inside."""
    linkable: bool
    counted: bool
    """Whether names in it are mentions."""
    label: bool
    """Whether an author wrote it as the label of a wikilink."""
    places: tuple[Span, ...]
    """Where it begins in the file, and where each of its further lines does."""


class LinkOpened(NamedTuple):
    """A link or an explicit mention begins."""

    kind: Literal["record", "mention", "fragment", "media", "plain"]
    """`plain` for a link that leads nowhere, or for a mention of nobody."""
    target: Key | None = None
    fragment: str | None = None
    title: str | None = None
    relation: str | None = None
    media: str | None = None
    linkable: bool = False
    """Of a `mention`: whether it may become a link, holding none and nothing excepted."""
    outer: bool = False
    """Of a `mention`: whether it holds a link, and may be followed by one."""


class LinkClosed(NamedTuple):
    """The innermost open link or mention ends."""


class Cited(NamedTuple):
    """One source of a citation."""

    source: Key
    prefix: Styled
    locator: Styled
    suppress_name: bool


class Citation(NamedTuple):
    """A citation mark. The name that a narrative one shows is part of the visible text."""

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
    """A body as a reader will see it, but for the names in it."""

    steps: tuple[BodyStep, ...]
    text: str
    """All visible text; `BLOCK_MARK` between blocks."""
    hiding: frozenset[str]
    """Anchors of blocks in which something leads to a withheld record."""

    words: tuple[Words, ...]
    """The stretches of visible text, in order; all of them are steps too."""
    targets: frozenset[Key]
    """Every record that a link or an explicit mention leads to."""
    stands_for: tuple[tuple[int, Key], ...]
    """(offset in the text, withheld record for which something else stands there)."""
    cites: bool
    """Whether the body has any citation, shown or not."""


class BodyWriter(Struct, kw_only=True):
    """A `Settled` while it is written."""

    steps: list[BodyStep] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    zone: int = 0
    role: str = "paragraph"
    """Of the block that is being written."""
    anchor: str = ""
    """The same."""
    hiding: set[str] = field(default_factory=set)
    said: list[Words] = field(default_factory=list)
    targets: set[Key] = field(default_factory=set)
    stands_for: list[tuple[int, Key]] = field(default_factory=list)
    cites: bool = False
    flags: tuple[bool, bool] | None = None
    """`linkable` and `counted` of the zone, if more words may join it."""

    def finish(self) -> ResolvedBody:
        """Close the script."""
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
        """Add finished HTML; a name may run on across it."""
        self.steps.append(Tag(html))

    def sign(self, sign: Sign) -> None:
        """Add words for a mark; a name may run on across them."""
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
        """Add words that stand for a withheld record."""
        self.stands_for.append((self.length, key))
        self.fixed(text, span)

    def fixed(self, text: str, span: Span) -> None:
        """Add visible text that stands for itself: no name may run on into it."""
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
        """Note that something in this block leads to a withheld record."""
        self.hiding.add(self.anchor)

    def picture(self, picture: Picture) -> None:
        """Add an image."""
        self._mark(picture)

    def hold_no_link(self, opened: Iterable[int], *, outer: bool = False) -> None:
        """Keep mentions that are open from becoming links: what they hold must not be in one.

        With `outer` they hold a link themselves.
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
