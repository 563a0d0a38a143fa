"""A linked body: links have their records and texts are final; only paths are still open."""

from collections.abc import Iterable
from typing import Self

from msgspec import Struct
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from dossierpress.engine.encoding import encoded
from dossierpress.engine.kept import Kept
from dossierpress.kernel.key import RecordType
from dossierpress.model.body import Heading, Styled

INLINE_ELEMENTS = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
     "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr")
)  # fmt: skip
"""Elements that part no words: all others in the HTML of a body begin or end a block."""


class _LinkedPieceBase(
    Struct, frozen=True, kw_only=True, gc=False, array_like=True, tag_field="piece"
):
    """A piece of a linked body; in the cache, tags distinguish the kinds."""


class Html(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="html"):
    """Finished, safe HTML."""

    html: str


class TextPiece(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="text"):
    """Visible text, not yet escaped."""

    text: str


class RecordLinkStart(
    _LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="record-link-start"
):
    """A link to the record that `type` and `id` name; `fragment` is a place on its page."""

    type: RecordType
    id: str
    fragment: str | None
    title: str | None
    kind: str | None
    """Kind of the entity or source, for styles."""
    relation: str | None
    """Type of a typed wikilink."""


class MentionSpan(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="mention-span"):
    """The text up to the matching end names an entity without being a link itself."""

    id: str
    kind: str
    outer: bool = False
    """Whether it contains links, so that a `MentionMark` at its end links to the entity."""


class MentionMark(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="mention-mark"):
    """The link for a mention that contains links and ends here; never inside a link."""

    id: str
    kind: str
    name: str


class FragmentLinkStart(
    _LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="fragment-link-start"
):
    """A link to a place on the same page."""

    fragment: str


class MediaLinkStart(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="media-link-start"):
    """A link to a file below content/media/."""

    path: str
    fragment: str | None = None
    """A place in the file, as viewers understand it: `page=4` of a PDF."""


class End(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="end"):
    """Closes the innermost open link or mention."""


class CitedSource(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One source of a citation as shown."""

    source: str
    name: str
    number: int
    """Id of the bibliography entry that it links to."""
    mark: str
    """Id of this mark, which the entry links back to."""
    prefix: Styled
    locator: Styled
    suppress_name: bool


class CitationShown(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="citation-shown"):
    """A citation mark in the text."""

    sources: tuple[CitedSource, ...]
    narrative: bool


class ImageShown(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="image-shown"):
    """A picture with its caption."""

    path: str
    """Relative to content/media/."""
    alt: str
    caption: str | None


class AnnotatedStart(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="noted-start"):
    """The text up to the next `AnnotatedEnd` is annotated: one piece of visible text."""

    numbers: tuple[int, ...]
    """Numbers of the annotations on it."""
    types: tuple[str, ...]
    """Their types, each once."""


class AnnotatedEnd(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="noted-end"):
    """Closes the open `AnnotatedStart`."""


class AnnotationMark(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="note-mark"):
    """The passage of an annotation ends here; never inside a link."""

    number: int
    type: str
    anchor: str
    """Id of the annotation."""


class AnnotationsHere(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="notes-here"):
    """Where the annotations of the block that ends here are shown."""

    numbers: tuple[int, ...]


class ClaimedStart(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="claimed-start"):
    """What follows up to the matching `ClaimedEnd` carries a claim; elements in it are whole."""

    anchor: str
    """Id of the words."""
    goes_on: bool = False
    """Whether it holds a further stretch of words that were begun before, and has no id itself."""


class ClaimedEnd(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="claimed-end"):
    """Closes the innermost open `ClaimedStart`."""


class ClaimMark(_LinkedPieceBase, frozen=True, kw_only=True, gc=False, tag="claim-mark"):
    """The words that carry a claim end here; never inside a link."""

    claim: str
    anchor: str
    """That of its words."""


LinkedPiece = (
    Html
    | TextPiece
    | RecordLinkStart
    | MentionSpan
    | MentionMark
    | FragmentLinkStart
    | MediaLinkStart
    | End
    | CitationShown
    | ImageShown
    | AnnotatedStart
    | AnnotatedEnd
    | AnnotationMark
    | AnnotationsHere
    | ClaimedStart
    | ClaimedEnd
    | ClaimMark
)


class _KeptBody(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is read of a linked body when somebody asks for it. More may follow."""

    pieces: bytes
    text: str


def keep_body(pieces: Iterable[LinkedPiece], text: str, *more: object) -> Kept:
    """Encode pieces and visible text as a body keeps them, with what else is kept beside them."""
    return Kept.of(encoded((encoded(tuple(pieces)), text, *more)))


_EMPTY = keep_body((), "")


class LinkedBody(Struct, frozen=True, kw_only=True, array_like=True):
    """The text of one record, ready to be laid out on a page.

    Few builds lay out more than a few texts, so most of it is read on access and not remembered.
    """

    kept: Kept = _EMPTY
    """See `keep_body`."""
    headings: tuple[Heading, ...] = ()
    opening: str = ""
    """Its first paragraph, as a description: no heading, table, code or footnote, and a quotation
    or callout only if there is no other."""
    words: int = 0

    @property
    def kept_pieces(self) -> bytes:
        """Its pieces, encoded."""
        return _kept_body(self.kept).pieces

    @property
    def text(self) -> str:
        """The visible text, blocks separated by a blank line; for search and counts."""
        return _kept_body(self.kept).text

    @property
    def pieces(self) -> tuple[LinkedPiece, ...]:
        """Its pieces, in reading order."""
        return pieces_of(self)

    def with_pieces(self, pieces: Iterable[LinkedPiece]) -> Self:
        """The same with other pieces."""
        return replace(self, kept=keep_body(pieces, self.text))


def pieces_of(body: LinkedBody) -> tuple[LinkedPiece, ...]:
    """The pieces of a body, which may be one whose reads are recorded.

    Then it is the encoded pieces that are read: whether they have changed is seen without decoding.
    """
    return _PIECES.decode(body.kept_pieces)


def _kept_body(kept: Kept) -> _KeptBody:
    return _KEPT.decode(kept.data)


_PIECES = Decoder(tuple[LinkedPiece, ...])
_KEPT = Decoder(_KeptBody)
