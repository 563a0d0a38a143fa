"""Mappings that several kinds of front matter share."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from dossierpress import identifiers
from dossierpress.dates import is_before
from dossierpress.schema.base import Matter
from dossierpress.schema.fields import (
    Confidence,
    Digest,
    EdtfDate,
    Flag,
    Instant,
    Language,
    MediaPath,
    Reference,
    Slug,
    Text,
    Url,
)
from dossierpress.schema.mistake import mistake


def check_known_by(as_of: str | None, on: str | None, done: str) -> None:
    """Refuse knowledge of a later day than that of what was done with it: `the desk judged so`."""
    if as_of is not None and on is not None and is_before(on, as_of):
        raise mistake(
            "schema-date-order",
            f"{done} `{on}`, and nobody knew then what was known `{as_of}`",
            "mend one of the two; `as_of` is the last day of which something was known",
            at="as_of",
        )


class LocalName(Matter):
    """A name in one language. Written `{en: Tehran, fa: تهران}`, or text in the site's own."""

    lang: Language | None = None
    """BCP 47 tag; None means the site's own language."""
    text: Text
    """The name."""


class Identifier(Matter):
    """An identifier in an outside register. Written `{wikidata: Q2901312}`."""

    scheme: Slug
    """The register: `wikidata`, `lei`."""
    value: Text
    """As the register writes it."""

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        try:
            identifiers.check(self.scheme, self.value)
        except identifiers.IdentifierError as error:
            raise mistake("schema-bad-identifier", str(error), error.hint, at="value") from None
        return self


class Access(Matter):
    """How a source was reached."""

    url: Url | None = None
    """Where it was read."""
    archived: Url | None = None
    """Where a copy is kept."""
    accessed: EdtfDate | None = None
    """When it was read."""
    at: Text | None = None
    """Page, section or timecode."""
    sha256: Digest | None = None
    """Digest of the captured file."""
    file: MediaPath | None = None
    """The captured file, under content/media/."""


class Reviewed(Matter):
    """Something that is not published before somebody has looked at it."""

    review: Literal["open", "done"] = "done"
    """`open`: withheld until somebody has looked at it and writes `done`, or takes the key out."""

    @property
    def withheld(self) -> bool:
        """Whether readers are to see nothing of it."""
        return self.review == "open"


def parts_of(matter: Matter) -> Iterator[tuple[str, tuple[Reviewed, ...]]]:
    """Lists of front matter whose entries can be withheld one by one, by their keys."""
    for name in type(matter).model_fields:
        value = getattr(matter, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Reviewed):
            yield name, value


class Relation(Reviewed):
    """A typed, dated, sourced relation to another entity; its inverse shows on the other side."""

    type: Slug
    """A relation type, built in or from site.yml."""
    to: Reference
    """The other entity."""
    role: Text | None = None
    """As what: `commander-in-chief`."""
    from_: EdtfDate | None = Field(default=None, alias="from")
    """When it began; written `from`."""
    until: EdtfDate | None = None
    """When it ended."""
    source: Reference | None = None
    """The source that says so."""
    confidence: Confidence | None = None
    """How sure it is: high, medium or low."""
    note: Text | None = None
    """What else has to be said of it."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.from_ and self.until and is_before(self.until, self.from_):
            raise mistake(
                "schema-date-order",
                f"the relation ends `{self.until}` before it begins `{self.from_}`",
                at="until",
            )
        return self


class Publication(Matter):
    """What decides whether and when a record is published, and under which ids it was known."""

    id: Slug | None = None
    """The id, when it is not the file's stem."""
    formerly: tuple[Slug, ...] = ()
    """Earlier ids; each leaves a page that leads here."""
    private: Flag = False
    """Never leaves the build; mentions keep a neutral stand-in."""


class Timed(Matter):
    """Embargo and expiry."""

    embargo_until: Instant | None = None
    """The moment of publication, with its zone: 2024-06-01T09:00+02:00."""
    expires: Instant | None = None
    """The moment from which it is no longer published, with its zone."""

    @model_validator(mode="after")
    def _expires_after_it_is_published(self) -> Self:
        if self.embargo_until and self.expires and self.expires <= self.embargo_until:
            raise mistake("schema-date-order", "it expires before its embargo ends", at="expires")
        return self


class Timing(Timed):
    """Draft, embargo and expiry."""

    status: Literal["draft", "published"] = "published"
    """draft or published"""
