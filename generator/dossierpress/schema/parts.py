"""Mappings that several kinds of front matter share."""

from typing import Literal

from pydantic import Field

from dossierpress.schema.base import Matter
from dossierpress.schema.fields import (
    Confidence,
    Digest,
    EdtfDate,
    Instant,
    Language,
    MediaPath,
    Reference,
    Slug,
    Text,
    Url,
)


class LocalName(Matter):
    """A name in one language. Written `{en: Tehran, fa: تهران}`, or plain text for one in the site's language."""

    lang: Language | None = None
    """BCP 47 tag; None means the site's own language."""
    text: Text


class Identifier(Matter):
    """An identifier in an outside register. Written `{wikidata: Q2901312}`."""

    scheme: Slug
    value: Text


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


class Relation(Matter):
    """A typed, dated, sourced relation to another entity; the inverse shows on the other side by itself."""

    type: Slug
    """A relation type, built in or from site.yml."""
    to: Reference
    """The other entity."""
    role: Text | None = None
    from_: EdtfDate | None = Field(default=None, alias="from")
    """When it began; written `from`."""
    until: EdtfDate | None = None
    """When it ended."""
    source: Reference | None = None
    """The source that says so."""
    confidence: Confidence | None = None
    note: Text | None = None


class Publication(Matter):
    """What decides whether and when a record is published, and under which ids it was known."""

    id: Slug | None = None
    """The id, when it is not the file's stem."""
    formerly: tuple[Slug, ...] = ()
    """Earlier ids; each leaves a page that leads here."""
    private: bool = False
    """Never leaves the build; mentions keep a neutral stand-in."""


class Timing(Matter):
    """Draft, embargo and expiry."""

    status: Literal["draft", "published"] = "published"
    """draft or published"""
    embargo_until: Instant | None = None
    """The moment of publication, with its zone: 2024-06-01T09:00+02:00."""
    expires: Instant | None = None
    """The moment from which it is no longer published, with its zone."""
