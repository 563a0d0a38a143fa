"""`Site`: the published dossier, put together from all files.

Pages are made from this alone. Drafts, embargoed and private records were dropped before it is
made. Records are kept by id; the facts between them are tables, grouped by the record that they
concern and in the order in which pages show them. Mentions and citations have the sentence in
which they stand.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.model.annotations import Annotations
from dossierpress.model.claims import Claims
from dossierpress.model.linked_body import LinkedBody
from dossierpress.schema.article import ArticleMatter, DeclaredSource
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.kept_anchors import KeptAnchors
from dossierpress.schema.kept_changes import EditionChanges
from dossierpress.schema.page import PageMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.schema.stand_ins import StandIn


class Struck(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A passage that is struck out, with the generated words before and after it."""

    start: int
    end: int
    words: str
    """The words at its beginning; a bracket ends it."""

    def moved(self, by: int) -> "Struck":
        """The same, moved by a number of characters."""
        return replace(self, start=self.start + by, end=self.end + by)


class Sentence(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A sentence, or the row of a table, shared by all mentions in it."""

    anchor: str
    """Id of the block that it stands in; of the first cell for a row."""
    start: int
    """Where it begins in the visible text of the block, in code points."""
    text: str
    """On one line, without the spaces before citation marks. It may be as long as the block."""
    struck: tuple[Struck, ...] = ()
    """Its struck-out passages, in offsets of `text`."""


class Context(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The sentence around a mention or a citation."""

    sentence: Sentence
    start: int
    """Where in `sentence.text` the words stand, in code points."""
    end: int
    """The same as `start` for a citation mark, which has no words."""

    @property
    def match(self) -> str:
        """The words themselves."""
        return self.sentence.text[self.start : self.end]

    @property
    def before(self) -> str:
        """All of the sentence up to the words."""
        return self.sentence.text[: self.start]

    @property
    def after(self) -> str:
        """All of the sentence after the words."""
        return self.sentence.text[self.end :]


class ClaimPlace(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Words of a text that carry a claim."""

    anchor: str
    """Id of the element that holds them."""
    context: Context
    """The sentence that they stand in."""


class ClaimInText(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A claim that an article carries, with its place in the text or the reason for having none."""

    article: str
    claim: str
    places: tuple[ClaimPlace, ...]
    """In the order of the front matter; empty where no words carry it, or they are not found."""
    unplaced: str | None
    """Why no words carry it."""


class Article(Struct, frozen=True, kw_only=True, gc=False):
    """A published article."""

    id: str
    path: str
    """The file that it was written in."""
    matter: ArticleMatter
    body: LinkedBody


class Entity(Struct, frozen=True, kw_only=True, gc=False):
    """A published entity."""

    id: str
    path: str
    matter: EntityMatter
    body: LinkedBody


class SourceRecord(Struct, frozen=True, kw_only=True, gc=False):
    """A published source, such as a newspaper or a document."""

    id: str
    path: str
    matter: SourceMatter
    body: LinkedBody


class PlainPage(Struct, frozen=True, kw_only=True, gc=False):
    """A published page that is not an article."""

    id: str
    path: str
    matter: PageMatter
    body: LinkedBody


class Mention(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A place in a text that names an entity, or links to any record."""

    record: Key
    """The record whose text it is."""
    target: Key
    """The record that is named."""
    anchor: str
    """Id of the paragraph."""
    start: int
    """Offset in the visible text of the block, in code points."""
    end: int
    linked: bool
    """Whether the words are a link on the page; a repeated name may not be."""
    context: Context


class PlacesIn(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The places in the text of a record that mention one other, or cite one source."""

    record: Key
    """The record whose text it is."""
    times: int
    """How many places there are."""
    stamp: bytes = b""
    """Digest of them. For comparing builds; no page may show it."""


class Declaration(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """An article's front matter lists an entity."""

    article: str
    entity: str
    role: str | None


class CrossReference(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A typed reference, seen from `here`; every one exists twice, once from each side."""

    here: Key
    there: Key
    type: str
    """The type as seen from `here`."""
    label: str
    note: str | None
    stated: bool
    """True on the side of the author who wrote it, False on the other."""


class EntityRelation(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A typed relation between entities, seen from `here`; every one exists twice."""

    here: str
    there: str
    type: str
    label: str
    role: str | None
    from_: str | None
    """EDTF."""
    until: str | None
    """EDTF."""
    source: str | None
    """Id of the source that says so."""
    confidence: str | None
    note: str | None
    stated: bool


class SourceCitation(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A citation in a text."""

    record: Key
    source: str
    number: int
    """Of its entry in the record's bibliography."""
    mark: str
    """Id of the citation mark in the text."""
    locator: str
    anchor: str
    """Id of the paragraph."""
    context: Context


class BibliographyEntry(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A source in the bibliography that closes a record's page: cited ones first, in order."""

    record: Key
    source: str
    number: int
    declared: DeclaredSource | None
    """The use of the source, from the front matter: cites, url, accessed, at."""
    citations: tuple[SourceCitation, ...]
    """Empty for a source that is declared and never cited in the text."""


class Reliance(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A source that cites another one, according to an article's front matter."""

    source: str
    cited: str
    article: str


class Companion(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """An entity that appears with another one."""

    entity: str
    articles: int
    """In how many articles both are declared or mentioned."""


class Redirect(Struct, frozen=True, kw_only=True, gc=False):
    """An id that a record had before."""

    former: Key
    now: Key


class MediaFile(Struct, frozen=True, kw_only=True, gc=False):
    """A file that some published record shows or links to."""

    path: str
    """Relative to content/media/."""
    held: bytes | Callable[[], bytes]
    """Its bytes, or a function that reads them: those of an unchanged file are rarely needed."""
    digest: str
    """SHA-256 of the bytes, hexadecimal."""

    @property
    def data(self) -> bytes:
        """Its bytes. Reading them raises `ChangedError` if the file has changed since."""
        return self.held if isinstance(self.held, bytes) else self.held()


class Site(Struct, frozen=True, kw_only=True):
    """The published dossier, whole. Every mapping is read-only and in a fixed order."""

    config: SiteConfig
    """site.yml, with the built-in kinds and types merged in."""

    articles: Mapping[str, Article]
    """By date, newest first; undated last; then by title."""
    entities: Mapping[str, Entity]
    """In the locale-aware order of `sort_as` or name."""
    sources: Mapping[str, SourceRecord]
    """In the locale-aware order of `sort_as` or name."""
    pages: Mapping[str, PlainPage]
    """By id."""
    tags: Mapping[str, tuple[str, ...]]
    """Tag -> ids of its articles, in their order."""

    mentions_of: Mapping[Key, tuple[Mention, ...]]
    """Record -> the mentions of it, by article order, then by place."""
    mentioned_in: Mapping[Key, tuple[PlacesIn, ...]]
    """Record -> the records that mention it, in their order."""
    declarations_of: Mapping[str, tuple[Declaration, ...]]
    """Entity id -> the articles that declare it."""
    appearances: Mapping[str, tuple[str, ...]]
    """Entity id -> ids of the articles that declare or mention it, in article order."""
    companions: Mapping[str, tuple[Companion, ...]]
    """Entity id -> entities that appear with it, most frequent first, then in entity order."""
    named_together: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Article id -> ids of the entities that one of its paragraphs names, for each that names
    several."""
    cross_references: Mapping[Key, tuple[CrossReference, ...]]
    relations: Mapping[str, tuple[EntityRelation, ...]]
    """Entity id -> its relations, both directions."""
    bibliographies: Mapping[Key, tuple[BibliographyEntry, ...]]
    citations_of: Mapping[str, tuple[SourceCitation, ...]]
    """Source id -> where it is cited."""
    cited_in: Mapping[str, tuple[PlacesIn, ...]]
    """Source id -> the records whose texts cite it, in their order."""
    uses_of: Mapping[str, tuple[tuple[str, DeclaredSource], ...]]
    """Source id -> (article id, the use of the source in its front matter)."""
    relies_on: Mapping[str, tuple[Reliance, ...]]
    """Source id -> whom it cites."""
    relied_on_by: Mapping[str, tuple[Reliance, ...]]
    """Source id -> who cites it."""
    documents_of: Mapping[str, tuple[str, ...]]
    """Source id -> ids of the sources that it publishes."""
    publications_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Entity id -> ids of the sources that it publishes."""
    sources_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Entity id -> ids of the sources that it owns."""

    claims: Claims = field(default_factory=Claims)
    """The claims of the dossier."""
    annotations: Annotations = field(default_factory=Annotations)
    """The annotations and quotations of the articles."""
    claims_in_texts: Mapping[str, tuple[ClaimInText, ...]] = field(default_factory=dict)
    """Article id -> those of its claims that have a place in its text, or a reason for none."""
    texts_of_claims: Mapping[str, tuple[ClaimInText, ...]] = field(default_factory=dict)
    """Claim id -> the same by claim, in article order."""

    stamps: Mapping[Key, bytes] = field(default_factory=dict)
    """Record -> a digest of all that its own file gives to the site, and for a claim of all that
    others make of it: where it is equal, that is. Empty where nobody knows. For comparing builds;
    no page may show them."""

    redirects: tuple[Redirect, ...]
    media: tuple[MediaFile, ...]
    new_stand_ins: tuple[StandIn, ...] = ()
    """Numbers that stand for private records in this edition for the first time.
    For the file that keeps them; no page may show them."""
    editions: tuple[EditionChanges, ...] = ()
    """What each edition has changed, newest first, as far as readers may be told; empty if the
    dossier does not keep it."""
    kept_anchors: KeptAnchors | None = None
    """The addresses within pages that were published, with those of this edition; None if the
    dossier does not keep them. For the file that keeps them; no page may show them."""
    withheld: tuple[tuple[Key, str], ...]
    """What was dropped, with the reason (draft, embargoed, expired, private, open-review,
    only-unpublished).
    For reports to the author on the terminal; no page may show it."""
    left_out: tuple[Entity, ...] = ()
    """Entities that `publish_entities: mentioned` leaves out, in the order of the site.
    They are not secret; no page may link to them, for they have no page."""
