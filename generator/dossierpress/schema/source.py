"""A source: front matter of `content/sources/**/*.md`, or one item of a `.yml` list."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dossierpress.kernel.dates import is_before
from dossierpress.schema.access import Access
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import Basis
from dossierpress.schema.shared_types import (
    Confidence,
    Country,
    EdtfDate,
    Identifier,
    Language,
    LocalName,
    OneOrMore,
    Publication,
    Reference,
    Text,
    Url,
    check_ends_last,
)

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


SoftTieKind = Literal[
    "close-to", "run-by-former-members", "funded-by", "same-building", "connected-to"
]


class SoftTie(Matter):
    """Why a source may not be independent of another, or of somebody."""

    to: Reference
    """The other source, or an entity."""
    kind: SoftTieKind
    """close-to, run-by-former-members, funded-by, same-building; connected-to for any other."""
    source: Reference | None = None
    """The source that says so."""
    from_: EdtfDate | None = Field(default=None, alias="from")
    """Since when; written `from`."""
    until: EdtfDate | None = None
    """Until when."""
    confidence: Confidence | None = None
    """How sure it is: high, medium or low."""
    note: Text | None = None
    """What else has to be said of it."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        check_ends_last("tie", self.from_, self.until)
        return self

    def is_in_force(self, day: str | None) -> bool:
        """Whether it may hold on a day (EDTF); it may if the day is unknown."""
        if day is None:
            return True
        ended = self.until is not None and is_before(self.until, day)
        begun = self.from_ is None or not is_before(day, self.from_)
        return begun and not ended


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
    """The source or the entity that publishes it: a document's newspaper, a broadcaster."""
    owner: Reference | None = None
    """The entity that owns it."""
    feeds_from: Annotated[tuple[Reference, ...], OneOrMore()] = ()
    """Sources whose reports it takes over, such as a wire: it is no origin beside them."""
    tied_to: tuple[SoftTie, ...] = ()
    """Sources and entities that it may depend on; told beside a count, and taken for true at its
    low end."""
    basis: Basis | None = None
    """How it knows what it reports citing nobody, where a report does not say: an agency that
    reports from the spot is a `witness`."""
    counts: Literal["never"] | None = None
    """`never`: desk notes, encyclopaedias, machine translations. They are shown, and are no
    origin; whom they cite may be one."""
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
