"""A body as *HTML with holes*: the text of one file, as far as it is known by itself.

A body is a flat sequence of pieces in reading order. `Markup` is finished HTML; every other piece
is a hole that is filled once all files are known. The visible text of a block is the text of its
`Prose`, links, spans and citations in order; offsets of mentions count in that text.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Raw, Struct

from dossierpress.kernel.diagnostics.diagnostic import Span


class Run(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Words in one style."""

    text: str
    """Not yet escaped."""
    elements: tuple[Literal["em", "strong", "code"], ...] = ()
    """The HTML elements around it, the outermost first."""


Styled = tuple[Run, ...]


def without_style(styled: Sequence[Run]) -> str:
    """The words without their style."""
    return "".join(run.text for run in styled)


class Target(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A reference as written: `id`, or `type:id` where two types share the id."""

    type: Literal["article", "entity", "source", "claim", "page"] | None
    id: str


class _Piece(Struct, frozen=True, kw_only=True, gc=False, array_like=True, tag_field="piece"):
    """A piece of a body; in the cache, tags distinguish the kinds."""


class Markup(_Piece, frozen=True, kw_only=True, tag="markup"):
    """Finished, safe HTML: tags and what has no holes."""

    html: str


class Block(_Piece, frozen=True, kw_only=True, tag="block"):
    """Everything up to the next `Block` is the text of this paragraph, heading, item or cell.

    The element itself (with `id=anchor`) is in the `Markup` that follows.
    """

    anchor: str
    """Id of the element, unique on the page, and stable as long as its own text is."""
    role: Literal["paragraph", "heading", "quote", "callout", "cell", "code", "footnote"]
    """`quote` for a paragraph in a block quotation, `callout` for one in a callout."""
    line: int
    """Line in the file, from 1."""
    section: int
    """Number of the section that it stands in: 0 before the first heading."""


class Prose(_Piece, frozen=True, kw_only=True, tag="prose"):
    """Running text, not yet escaped; soft line breaks are kept as line breaks."""

    text: str
    links: bool
    """Whether names in it may become links: not in headings, links, code or `nolink` spans."""
    span: Span
    """Where it begins in the file; `length` counts only its first line."""
    continuation: tuple[Span, ...] = ()
    """Where each further line begins, one for every line break with text after it.

    A quotation, a list or a table puts its own marks before a line: columns cannot be computed.
    """
    mentions: bool = True
    """Whether names in it count as mentions, linked or not: not in code or `nolink` spans."""


class WikiLink(_Piece, frozen=True, kw_only=True, tag="wikilink"):
    """`[[target]]`, `[[target|label]]`, `[[target#heading]]`, `[[type>target]]`."""

    target: Target
    label: str | None
    """Plain text; None shows the target's own name."""
    fragment: str | None
    relation: str | None
    """Type of a typed wikilink: a cross-reference of the article."""
    span: Span
    """Of the target inside the brackets."""
    fragment_span: Span | None = None
    """Of `#heading`, where there is one."""
    relation_span: Span | None = None
    """Of `type` in `[[type>target]]`."""
    whole: Span | None = None
    """Of all of it, brackets included."""
    in_cell: bool = False
    """Whether it stands in the cell of a table."""


class MentionStart(_Piece, frozen=True, kw_only=True, tag="mention-start"):
    """`[text]{entity=id}`: the text up to the matching end names an entity. May nest."""

    target: Target
    span: Span


class MentionEnd(_Piece, frozen=True, kw_only=True, tag="mention-end"):
    """End of the innermost open mention."""


class LinkStart(_Piece, frozen=True, kw_only=True, tag="link-start"):
    """A Markdown link inside the dossier: `[text](../entities/x.md)`, `(#part)`, `(file.pdf)`."""

    href: str
    """As written, percent-decoded: a path relative to the file, a fragment, or both."""
    title: str | None
    span: Span
    """Of the address; of the whole link if the address is in a definition: `[text][label]`."""
    in_place: bool = True
    """Whether the address stands in the link itself."""


class LinkEnd(_Piece, frozen=True, kw_only=True, tag="link-end"):
    """End of the open `LinkStart`."""


class CitationItem(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One source in a citation."""

    source: Target
    prefix: Styled
    """`see ` of `[see @tasnim]`."""
    locator: Styled
    """`p. 4` of `[@the-national, p. 4]`."""
    suppress_name: bool
    """`[-@tasnim]`: the text itself names the source."""
    span: Span


class CitationMark(_Piece, frozen=True, kw_only=True, tag="citation"):
    """`[@a, p. 4; @b]`, or `@a [p. 2]` in the narrative form."""

    items: tuple[CitationItem, ...]
    narrative: bool
    bare: bool = False
    """Whether only the `@` marks it as a citation: `@potus` may be a handle."""


class Image(_Piece, frozen=True, kw_only=True, tag="image"):
    """`![alt](../media/map.png "caption")`: a file below content/media/."""

    src: str
    """As written, percent-decoded: a path relative to the file."""
    alt: str
    title: str | None
    span: Span
    """Of the address; of the whole image if the address is in a definition: `![alt][label]`."""
    in_place: bool = True
    """Whether the address stands in the image itself."""


class Embed(_Piece, frozen=True, kw_only=True, tag="embed"):
    """`![[plan.png]]`, which is not supported: an error, reported with the way out."""

    target: str
    """As written, without what follows `|`, `#` or `^`."""
    id: str | None
    """The id that a record of that name would have."""
    written: str
    span: Span


class Sign(_Piece, frozen=True, kw_only=True, tag="sign"):
    """The meaning of Markdown markup in words: that text is struck out, that a task is done.

    The words are generated, so the search for names and quotes ignores them. Screen readers speak
    them, and every plain text that is made of the body has them, since it has no markup.
    """

    text: str
    of: Literal["struck", "end of struck", "task", "callout"]


Piece = (
    Markup
    | Block
    | Prose
    | WikiLink
    | MentionStart
    | MentionEnd
    | LinkStart
    | LinkEnd
    | CitationMark
    | Image
    | Embed
    | Sign
)


class Heading(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A heading of the body, for contents lists and for links to it."""

    level: int
    """2 to 6; level 1 is the title's."""
    anchor: str
    text: str


class Body(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The text of one record."""

    pieces: tuple[Piece, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id in the body that a fragment may name."""
    turned: tuple[tuple[Span, str], ...] = ()
    """(place, first words) of text without `lang` that runs against the direction of its page."""


class Outline(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A `Body` decoded without its pieces."""

    kept_pieces: Raw
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
