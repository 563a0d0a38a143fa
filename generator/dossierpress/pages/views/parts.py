"""What every view is, and what several views show: names, links, dates, contexts and sources.

A view is a frozen value that can be written out whole. Every `href` is ready for its page:
relative, percent-encoded. Every text is unescaped; only `Markup` is finished HTML.
"""

from typing import Literal

from msgspec import Struct

from dossierpress.kernel.key import RecordType
from dossierpress.kernel.text_direction import Direction
from dossierpress.schema.access import Completeness, CopyKind


class View(Struct, frozen=True, kw_only=True, gc=False, array_like=True, tag_field="$", tag=True):
    """A frozen value of texts, numbers, tuples and other views; it holds nothing that can change.

    Written out, a view is an array of the name of its class and the values of its fields in their
    order: see `pages/canonical.py`. A view is never part of a circle, so the garbage collector need
    not look at it.
    """


Way = Direction | Literal["auto"]
"""`auto`: the language is not told, and the text runs another way than the page."""


class NameShown(View, frozen=True, kw_only=True):
    """A name or title, with its language where that is not the site's."""

    text: str
    """The name itself."""
    lang: str | None
    """BCP 47 tag; None where it is the site's own language."""
    dir: Way | None
    """Direction of its language; None where it is the site's own language."""


class RecordLink(View, frozen=True, kw_only=True):
    """A link to the page of a record."""

    href: str
    """Where it leads."""
    name: NameShown
    """What it is called."""
    type: RecordType
    """article, entity, source or page, for styles."""
    kind: str | None
    """Kind of the entity or source, for styles; None for articles and pages."""
    qualifier: str | None
    """What tells it from another record of its name and kind; None where there is none."""


class FeedLinks(View, frozen=True, kw_only=True):
    """The feeds of what a page is about."""

    atom: str
    """Where the Atom feed is."""
    json: str
    """Where the JSON Feed is, which says the same."""


class ExternalLink(View, frozen=True, kw_only=True):
    """A link that leaves the dossier; its scheme is http or https."""

    href: str
    """The address, whole, its host in ASCII."""
    label: str
    """What the link says: the host, or the name of a register."""
    ascii: str | None
    """The host in ASCII (`xn--…`), where its letters could be taken for plain Latin ones."""


class DateShown(View, frozen=True, kw_only=True):
    """A date as the reader sees it."""

    text: str
    """In words, in the language of the site, with any doubt said."""
    machine: str | None
    """Value for `<time datetime>`; None for a date that is uncertain, approximate or a span."""


class ExcerptWords(View, frozen=True, kw_only=True):
    """A stretch of a sentence that is quoted."""

    text: str
    """As in the text, or an ellipsis for what is left out."""
    meant: bool
    """Whether these words name the subject of the page."""
    first: bool
    """Whether they are the first in the sentence that do."""
    parts: "tuple[ExcerptWords, ...]" = ()
    """The text in stretches, where some words inside of it name the subject too; else nothing."""


class Backlink(View, frozen=True, kw_only=True):
    """A sentence that names or cites something, once or several times, and the way to it."""

    href: str
    """The paragraph, or the cell of a table, in which it first does."""
    parts: tuple[ExcerptWords, ...]
    """The sentence, cut where it is long."""
    named: bool
    """Whether words of it are meant; a citation mark has none."""
    lang: str | None
    """Language of the text; None where it is the site's."""
    dir: Way | None
    """Its direction; None where it is the site's."""


class BacklinkGroup(View, frozen=True, kw_only=True):
    """All the quotations from one record, or those of them that are on this page of the list."""

    record: RecordLink
    """Whose text it is."""
    date: DateShown | None
    """Of the article."""
    quotations: tuple[Backlink, ...]
    """In the order of the text."""


class PartyShown(View, frozen=True, kw_only=True):
    """Who says something, or on whose word."""

    record: RecordLink | None
    """A source or an entity; None for somebody whom nobody names."""
    words: str
    """How they are spoken of, where nobody names them; else empty."""


class NoteLine(View, frozen=True, kw_only=True):
    """An annotation in a list, away from its article."""

    article: RecordLink
    """Whose text it is about."""
    href: str
    """The annotation there."""
    label: str
    """Its type in words."""
    quote: NameShown
    """The passage; of a correction with `was`, the words that stand there now."""
    was: NameShown | None
    """The words that stood there before, where a correction tells them."""
    text: NameShown
    """What is said of it."""
    on: DateShown | None
    """When it was written."""
    by: str | None
    """Who of the desk wrote it."""
    said_by: PartyShown | None
    """Whose words the text gives; None where they are the desk's."""
    based_on: tuple[RecordLink, ...]
    """Sources that the desk has it from."""
    about: tuple[RecordLink, ...]
    """What it is about, beside the passage."""


class PictureShown(View, frozen=True, kw_only=True):
    """A picture below media/."""

    href: str
    """The file."""
    alt: str
    """What it shows, for those who cannot see it; empty for decoration."""
    width: int | None
    """In pixels; None where the file does not say it cheaply."""
    height: int | None
    """In pixels; None where the file does not say it cheaply."""


class ContentsEntry(View, frozen=True, kw_only=True):
    """A heading of the body, in the contents list."""

    href: str
    """The heading."""
    text: str
    """Its words."""
    level: int
    """2 to 6."""


class QuoteShown(View, frozen=True, kw_only=True):
    """Words as they were said or printed."""

    exact: str
    """The very words."""
    lang: str | None
    """Their language; None where it is the site's."""
    dir: Way | None
    """Its direction; None where it is the site's."""
    translation: str | None
    """In the language of the site."""


class CopyShown(View, frozen=True, kw_only=True):
    """What was read where it was not the original, and what it lacks."""

    kind: CopyKind | None
    """archive, reprint, translation, excerpt; None where it is not told."""
    link: ExternalLink | None
    """Where it is."""
    completeness: Completeness | None
    """full, extract, stub, stripped; None where it is not told."""
    lost: str | None
    """What it lacks, in words."""
    accessed: DateShown | None
    """When it was read."""


class AccessShown(View, frozen=True, kw_only=True):
    """How a source was reached."""

    url: ExternalLink | None
    """Where it was read."""
    archived: ExternalLink | None
    """Where a web archive keeps it."""
    copies: tuple[CopyShown, ...]
    """What was read where it was not the original."""
    accessed: DateShown | None
    """When it was read."""
    at: str | None
    """Page, section or timecode."""
    sha256: str | None
    """Digest of the captured file, hexadecimal."""
    file: str | None
    """The captured file, a link below media/."""
    passage: QuoteShown | None
    """The words that it is cited for."""


class CitationPlace(View, frozen=True, kw_only=True):
    """A way back from the bibliography to a citation mark."""

    href: str
    """The mark in the text."""
    locator: str
    """Page or paragraph of the source, as cited there; may be empty."""


class BibliographyEntryShown(View, frozen=True, kw_only=True):
    """A source in the list that closes a page."""

    anchor: str
    """Id of the entry, to which the marks in the text lead."""
    number: int
    """Of the entry, from 1."""
    source: RecordLink
    """The source's own page."""
    authors: tuple[str, ...]
    """Of a document."""
    publisher: RecordLink | None
    """The source or the entity that publishes it."""
    published: DateShown | None
    """When a document came out."""
    reliability: str | None
    """Admiralty letter, A to F."""
    access: AccessShown | None
    """How this record reached the source, where it says so."""
    cites: tuple[RecordLink, ...]
    """The sources on whose word it reports here."""
    places: tuple[CitationPlace, ...]
    """Where the text cites it; empty where it is declared and never cited."""


class IdentifierShown(View, frozen=True, kw_only=True):
    """An identifier in an outside register."""

    label: str
    """Name of the register."""
    value: str
    """The identifier as written."""
    href: str | None
    """Its page there; None for a register that has none."""


class AliasShown(View, frozen=True, kw_only=True):
    """A further name of an entity."""

    name: NameShown
    """The name itself."""
    bearer: RecordLink | None
    """Who calls it so, where it is the name of one party."""


class LocalNameShown(View, frozen=True, kw_only=True):
    """A name with the language that it belongs to."""

    name: NameShown
    """The name itself."""
    language: str
    """Name of the language, in the language of the site."""
    script: str | None
    """Name of the script, where it is not the usual one of the language or where the other names
    have one in the same language and another script."""


class ReferenceShown(View, frozen=True, kw_only=True):
    """A cross-reference, from the side of this page."""

    record: RecordLink
    """The other side."""
    date: DateShown | None
    """Of the other article."""
    note: str | None
    """What its author says of it."""
    stated: bool
    """Whether this page's own author declared it; else the other side did."""


class ReferenceGroup(View, frozen=True, kw_only=True):
    """All cross-references of one type."""

    type: str
    """The type as seen from this page, for styles."""
    label: str
    """The type in words."""
    references: tuple[ReferenceShown, ...]
    """In the order of the site."""
