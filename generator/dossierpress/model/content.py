"""The parse result of one file, before any other file is known: its records and diagnostics."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder

from dossierpress.engine.encoding import encoded
from dossierpress.kernel.diagnostics.diagnostic import Diagnostic, Span
from dossierpress.kernel.key import Key, RecordType
from dossierpress.kernel.memo import IdentityKey
from dossierpress.model.body import Body, Outline
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.page import PageMatter
from dossierpress.schema.source import SourceMatter
from dossierpress.source.files import FileType

if TYPE_CHECKING:
    Matters = ArticleMatter | EntityMatter | SourceMatter | ClaimMatter | PageMatter
else:  # at run time the fields of structs take no union of models
    Matters = Matter
MATTERS: Mapping[FileType, type[Matters]] = {
    "article": ArticleMatter,
    "entity": EntityMatter,
    "source": SourceMatter,
    "claim": ClaimMatter,
    "page": PageMatter,
}
"""Type of record -> the model of its front matter."""


class Record(Struct, frozen=True, kw_only=True, array_like=True):
    """One article, entity, source or page. A file of entities or sources may hold many.

    Most builds need neither the text of a record nor the places of its values. Both are decoded on
    access and not kept, since the decoded texts of a large dossier would fill the memory.
    """

    type: RecordType
    id: str
    """From front matter, or the file's stem; its form is checked, its uniqueness not yet."""
    path: str
    """The file that defines it."""
    span: Span
    """Where it begins: its `id` value, or line 1."""
    matter: Matters
    kept_locations: Raw
    kept_body: Raw
    stamp: bytes = b""
    """Digest of the record as cached; empty if it is not cached. Code that changes a value has to
    change it as well."""

    @property
    def locations(self) -> tuple[tuple[str, Span], ...]:
        """(pointer, place) of every value in the front matter; see `locate`."""
        return _LOCATIONS.decode(self.kept_locations)

    @property
    def body(self) -> Body:
        """Its text."""
        return _body(IdentityKey(self.kept_body))

    @property
    def outline(self) -> Outline:
        """The headings and anchors of its text, whose pieces are not decoded."""
        return _OUTLINE.decode(self.kept_body)

    def locate(self, *steps: str | int) -> Span:
        """The place of a value of the front matter, `record.locate("entities", 0, "id")`.

        Falls back to the closest enclosing value that has a place, then to `span`:
        a short form (`- hossein-salami`) has no place of its own for `id`.
        """
        places = _places(IdentityKey(self.kept_locations))
        for end in range(len(steps), 0, -1):
            place = places.get("/".join(str(step) for step in steps[:end]))
            if place is not None:
                return place
        return self.span


def key_of(record: Record) -> Key:
    """The key of a record, unless another record has its id."""
    return Key(type=record.type, id=record.id)


def kept(value: Body | tuple[tuple[str, Span], ...]) -> Raw:
    """Encode a text, or places of values, as a record keeps it."""
    return Raw(encoded(value))


_LOCATIONS = Decoder(tuple[tuple[str, Span], ...])
_BODY = Decoder(Body)
_OUTLINE = Decoder(Outline)


@lru_cache(maxsize=16)
def _body(kept: IdentityKey[Raw]) -> Body:
    """Decode a text; cached, since callers ask for the same text several times in a row."""
    return _BODY.decode(kept.value)


@lru_cache(maxsize=16)
def _places(kept: IdentityKey[Raw]) -> dict[str, Span]:
    """Decode the places of a record by pointer; cached for the same reason."""
    return dict(_LOCATIONS.decode(kept.value))


class Parsed(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The records of one file, and everything that is wrong with it. Cached with diagnostics."""

    path: str
    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[tuple[RecordType, str], ...] = ()
    """(type, id) of records that the file tries to define and that could not be read.

    The file's diagnostics say why; a reference to one of them is not reported as well.
    """
