"""A body with its holes filled: links know their records, texts are final, only paths are open."""

from dataclasses import dataclass

from dossierpress.model.body import Heading
from dossierpress.model.content import RecordType
from dossierpress.model.styled import Styled


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """Finished, safe HTML."""

    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Visible text, not yet escaped."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLinkStart:
    """A link to the record that `type` and `id` name; `fragment` is a place on its page."""

    type: RecordType
    id: str
    fragment: str | None
    title: str | None
    kind: str | None
    """Kind of the entity or source, for styles."""
    relation: str | None
    """Type of a typed wikilink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionSpan:
    """The text up to the matching end names an entity without being a link itself."""

    id: str
    kind: str
    outer: bool = False
    """Whether it holds links, and a `MentionMark` at its end leads to its entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionMark:
    """The link of a mention around links, which ends here; never inside a link."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentLinkStart:
    """A link to a place on the same page."""

    fragment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLinkStart:
    """A link to a file below content/media/."""

    path: str
    fragment: str | None = None
    """A place in the file, as its readers know it: `page=4` of a PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Closes the innermost open link or mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSource:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationShown:
    """A citation mark in the text."""

    sources: tuple[CitedSource, ...]
    narrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageShown:
    """A picture with its caption."""

    path: str
    """Relative to content/media/."""
    alt: str
    caption: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedStart:
    """The text up to the next `NotedEnd` is annotated. Holds no piece but one of visible text."""

    numbers: tuple[int, ...]
    """The annotations that it belongs to."""
    types: tuple[str, ...]
    """Their types, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedEnd:
    """Closes the open `NotedStart`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The passage of an annotation ends here; never inside a link."""

    number: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesHere:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WovenBody:
    """The text of one record, ready to be laid out on a page."""

    pieces: tuple[WovenPiece, ...] = ()
    headings: tuple[Heading, ...] = ()
    text: str = ""
    """The visible text, blocks separated by a blank line; for search and counts."""
    opening: str = ""
    """Its first paragraph, to describe it by: no heading, table, code or footnote, and a quotation
    or callout only where there is no other."""
    words: int = 0
