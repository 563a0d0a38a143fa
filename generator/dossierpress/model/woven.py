"""A body with its holes filled: links know their records, texts are final, only paths are open."""

from msgspec import Struct

from dossierpress.model.body import Heading
from dossierpress.model.key import RecordType
from dossierpress.model.styled import Styled


class _Piece(Struct, frozen=True, kw_only=True, gc=False, array_like=True, tag_field="piece"):
    """What a woven body is a run of; the cache tells the kinds apart by their tags."""


class Html(_Piece, frozen=True, kw_only=True, gc=False, tag="html"):
    """Finished, safe HTML."""

    html: str


class Text(_Piece, frozen=True, kw_only=True, gc=False, tag="text"):
    """Visible text, not yet escaped."""

    text: str


class RecordLinkStart(_Piece, frozen=True, kw_only=True, gc=False, tag="record-link-start"):
    """A link to the record that `type` and `id` name; `fragment` is a place on its page."""

    type: RecordType
    id: str
    fragment: str | None
    title: str | None
    kind: str | None
    """Kind of the entity or source, for styles."""
    relation: str | None
    """Type of a typed wikilink."""


class MentionSpan(_Piece, frozen=True, kw_only=True, gc=False, tag="mention-span"):
    """The text up to the matching end names an entity without being a link itself."""

    id: str
    kind: str
    outer: bool = False
    """Whether it holds links, and a `MentionMark` at its end leads to its entity."""


class MentionMark(_Piece, frozen=True, kw_only=True, gc=False, tag="mention-mark"):
    """The link of a mention around links, which ends here; never inside a link."""

    id: str
    kind: str
    name: str


class FragmentLinkStart(_Piece, frozen=True, kw_only=True, gc=False, tag="fragment-link-start"):
    """A link to a place on the same page."""

    fragment: str


class MediaLinkStart(_Piece, frozen=True, kw_only=True, gc=False, tag="media-link-start"):
    """A link to a file below content/media/."""

    path: str
    fragment: str | None = None
    """A place in the file, as its readers know it: `page=4` of a PDF."""


class End(_Piece, frozen=True, kw_only=True, gc=False, tag="end"):
    """Closes the innermost open link or mention."""


class CitedSource(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One source of a citation as shown."""

    source: str
    name: str
    number: int
    """Of the bibliography entry it leads to."""
    mark: str
    """Id of this mark, which the entry leads back to."""
    prefix: Styled
    locator: Styled
    suppress_name: bool


class CitationShown(_Piece, frozen=True, kw_only=True, gc=False, tag="citation-shown"):
    """A citation mark in the text."""

    sources: tuple[CitedSource, ...]
    narrative: bool


class ImageShown(_Piece, frozen=True, kw_only=True, gc=False, tag="image-shown"):
    """A picture with its caption."""

    path: str
    """Relative to content/media/."""
    alt: str
    caption: str | None


class NotedStart(_Piece, frozen=True, kw_only=True, gc=False, tag="noted-start"):
    """The text up to the next `NotedEnd` is annotated. Holds no piece but one of visible text."""

    numbers: tuple[int, ...]
    """The annotations that it belongs to."""
    types: tuple[str, ...]
    """Their types, each once."""


class NotedEnd(_Piece, frozen=True, kw_only=True, gc=False, tag="noted-end"):
    """Closes the open `NotedStart`."""


class NoteMark(_Piece, frozen=True, kw_only=True, gc=False, tag="note-mark"):
    """The passage of an annotation ends here; never inside a link."""

    number: int
    type: str


class NotesHere(_Piece, frozen=True, kw_only=True, gc=False, tag="notes-here"):
    """Here belong the annotations of the block that ends here."""

    numbers: tuple[int, ...]


WovenPiece = (
    Html
    | Text
    | RecordLinkStart
    | MentionSpan
    | MentionMark
    | FragmentLinkStart
    | MediaLinkStart
    | End
    | CitationShown
    | ImageShown
    | NotedStart
    | NotedEnd
    | NoteMark
    | NotesHere
)


class WovenBody(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The text of one record, ready to be laid out on a page."""

    pieces: tuple[WovenPiece, ...] = ()
    headings: tuple[Heading, ...] = ()
    text: str = ""
    """The visible text, blocks separated by a blank line; for search and counts."""
    opening: str = ""
    """Its first paragraph, to describe it by: no heading, table, code or footnote, and a quotation
    or callout only where there is no other."""
    words: int = 0
