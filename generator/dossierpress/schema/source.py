"""A source: front matter of `content/sources/**/*.md`, or one item of a `.yml` list."""

from typing import Annotated, Literal

from pydantic import Field

from dossierpress.schema.fields import Country, EdtfDate, Language, OneOrMore, Reference, Text, Url
from dossierpress.schema.parts import Access, Identifier, LocalName, Publication

SourceKind = Literal[
    "newspaper",
    "online",
    "wire",
    "broadcaster",
    "state-media",
    "government",
    "parliament",
    "court",
    "company",
    "ngo",
    "think-tank",
    "academic",
    "social",
    "person",
    "document",
]


class SourceMatter(Publication):
    """What an author says of a source."""

    kind: SourceKind
    """What sort of source it is: newspaper, government, document …"""
    name: tuple[LocalName, ...] = Field(min_length=1)
    """Text, or one name for each language. The first is shown."""
    sort_as: Text | None = None
    """The form for sorting, such as `Guardian, The`."""
    not_same_as: tuple[Reference, ...] = ()
    """Sources that could be taken for this one and are not, such as one that imitates it."""
    url: Url | None = None
    """Its own site, or the address of a document."""
    country: Country | None = None
    """ISO 3166-1 alpha-2 code."""
    lang: Language | None = None
    """Language that it is published in."""
    publisher: Reference | None = None
    """The source that publishes this one: a document's newspaper."""
    owner: Reference | None = None
    """The entity that owns it."""
    feeds_from: Annotated[tuple[Reference, ...], OneOrMore()] = ()
    """Sources whose reports it takes over, such as a wire: it is no origin beside them."""
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    """Admiralty code: A completely reliable … E unreliable, F cannot be judged."""
    description: Text | None = None
    """One sentence on what it is."""
    ids: tuple[Identifier, ...] = ()
    """Identifiers in outside registers: {issn: 0261-3077}."""
    author: tuple[Text, ...] = ()
    """Authors of a document, in order."""
    published: EdtfDate | None = None
    """Date of a document."""
    access: tuple[Access, ...] = ()
    """Of a document: where and when it was read."""
