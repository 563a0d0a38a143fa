"""A body as *HTML with holes*: what parsing one file can know of its text.

A body is a flat run of pieces in reading order. `Markup` is finished HTML; every other piece is
a hole that `resolve` fills once all files are known. The visible text of a block is the text of
its `Prose`, links, spans and citations in order; offsets of mentions count in that text.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from dossierpress.diagnostics.diagnostic import Span
from dossierpress.model.styled import Styled


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reference as written: `id`, or `type:id` where two types share the id."""

    type: Literal["article", "entity", "source", "claim", "page"] | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """Finished, safe HTML: tags and what has no holes."""

    html: str
    piece: Literal["markup"] = "markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Everything up to the next `Block` is the text of this paragraph, heading, item or cell.

    The element itself (with `id=anchor`) is in the `Markup` that follows.
    """

    anchor: str
    """Id of the element, unique on the page, stable while its own text is."""
    role: Literal["paragraph", "heading", "quote", "callout", "cell", "code", "footnote"]
    """`quote` for a paragraph in a block quotation, `callout` for one in a callout."""
    line: int
    """Line in the file, from 1."""
    section: int
    """Which section of the body it stands in: 0 before the first heading, then counted up."""
    piece: Literal["block"] = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Running text, not yet escaped; soft line breaks are kept as line breaks."""

    text: str
    links: bool
    """Whether names in it may link: not in headings, links, code or an excepted span."""
    span: Span
    """Where it begins in the file; `length` counts only its first line."""
    continuation: tuple[Span, ...] = ()
    """Where each of its further lines begins, one for every line break that has more after it.

    A quotation, a list or a table puts its own marks before a line: columns cannot be counted.
    """
    mentions: bool = True
    """Whether names in it count as mentions, linked or not: not in code or excepted spans."""
    piece: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiLink:
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
    piece: Literal["wikilink"] = "wikilink"


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionStart:
    """`[text]{entity=id}`: the text up to the matching end names an entity. May nest."""

    target: Target
    span: Span
    piece: Literal["mention-start"] = "mention-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionEnd:
    """End of the innermost open mention."""

    piece: Literal["mention-end"] = "mention-end"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStart:
    """A Markdown link inside the dossier: `[text](../entities/x.md)`, `(#part)`, `(file.pdf)`."""

    href: str
    """As written, percent-decoded: a path relative to the file, a fragment, or both."""
    title: str | None
    span: Span
    """Of the address; of the whole link where that stands elsewhere: `[text][label]`."""
    in_place: bool = True
    """Whether the address stands in the link itself."""
    piece: Literal["link-start"] = "link-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnd:
    """End of the open `LinkStart`."""

    piece: Literal["link-end"] = "link-end"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationItem:
    """One source in a citation."""

    source: Target
    prefix: Styled
    """`see ` of `[see @tasnim]`."""
    locator: Styled
    """`p. 4` of `[@the-national, p. 4]`."""
    suppress_name: bool
    """`[-@tasnim]`: the text has named the source already."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationMark:
    """`[@a, p. 4; @b]`, or `@a [p. 2]` in the narrative form."""

    items: tuple[CitationItem, ...]
    narrative: bool
    bare: bool = False
    """Whether nothing but the `@` says that it is one: `@potus` may be a handle."""
    piece: Literal["citation"] = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """`![alt](../media/map.png "caption")`: a file below content/media/."""

    src: str
    """As written, percent-decoded: a path relative to the file."""
    alt: str
    title: str | None
    span: Span
    """Of the address; of the whole image where that stands elsewhere: `![alt][label]`."""
    in_place: bool = True
    """Whether the address stands in the image itself."""
    piece: Literal["image"] = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """`![[plan.png]]`, which a dossier does not have: an error, which tells the way out."""

    target: str
    """As written, without what follows `|`, `#` or `^`."""
    id: str | None
    """The id that a record of that name would have."""
    written: str
    span: Span
    piece: Literal["embed"] = "embed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What a mark of Markdown says, in words: that text is struck out, that a task is done.

    Nobody wrote these words, so names and quotes are looked for as if they were not there. They are
    read aloud, and they are in every plain text that is made of the body, which has no other way to
    say it.
    """

    text: str
    of: Literal["struck", "end of struck", "task", "callout"]
    piece: Literal["sign"] = "sign"


Piece = Annotated[
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
    | Sign,
    Field(discriminator="piece"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the body, for contents lists and for links to it."""

    level: int
    """2 to 6; level 1 is the title's."""
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of one record."""

    pieces: tuple[Piece, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id in the body that a fragment may name."""
    turned: tuple[tuple[Span, str], ...] = ()
    """(place, its beginning) of text that runs another way than its page, with no `lang`."""
