"""A source: front matter of `content/sources/**/*.md`, or one item of a `.yml` list."""

from typing import Literal

from dossierpress.schema.fields import Country, EdtfDate, Language, Reference, Text, Url
from dossierpress.schema.parts import Access, Identifier, LocalName, Publication

SourceKind = Literal[
    "newspaper",
    "wire",
    "broadcaster",
    "state-media",
    "government",
    "court",
    "company",
    "ngo",
    "academic",
    "social",
    "person",
    "document",
]


class SourceMatter(Publication):
    """What an author says of a source."""

    kind: SourceKind
    name: tuple[LocalName, ...]
    """Text, or one name for each language. The first is shown."""
    sort_as: Text | None = None
    url: Url | None = None
    country: Country | None = None
    """ISO 3166-1 alpha-2 code."""
    lang: Language | None = None
    publisher: Reference | None = None
    """The source that publishes this one: a document's newspaper."""
    owner: Reference | None = None
    """The entity that owns it."""
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    """Admiralty code: A completely reliable … E unreliable, F cannot be judged."""
    description: Text | None = None
    ids: tuple[Identifier, ...] = ()
    author: tuple[Text, ...] = ()
    """Of a document."""
    published: EdtfDate | None = None
    """Of a document."""
    access: tuple[Access, ...] = ()
    """Of a document: where and when it was read."""
