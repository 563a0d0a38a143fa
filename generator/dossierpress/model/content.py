"""The parse result of one file, before any other file is known: its records and diagnostics."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder

from dossierpress.engine.encoding import encoded
from dossierpress.engine.kept import Kept
from dossierpress.kernel.diagnostics.diagnostic import Diagnostic, Span
from dossierpress.kernel.key import Key, RecordType
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

    Most builds need neither the text of a record nor the places of its values. Both are read on
    access and not remembered, since the texts of a large dossier would fill the memory.
    """

    type: RecordType
    id: str
    """From front matter, or the file's stem; its form is checked, its uniqueness not yet."""
    path: str
    """The file that defines it."""
    span: Span
    """Where it begins: its `id` value, or line 1."""
    matter: Matters
    kept: Kept
    """Its text and the places of its values; see `keep`."""
    stamp: bytes = b""
    """Digest of the record as cached; empty if it is not cached. Code that changes a value has to
    change it as well."""

    @property
    def locations(self) -> tuple[tuple[str, Span], ...]:
        """(pointer, place) of every value in the front matter; see `locate`."""
        return _LOCATIONS.decode(_kept(self.kept).locations)

    @property
    def body(self) -> Body:
        """Its text."""
        return _body(self.kept)

    @property
    def outline(self) -> Outline:
        """The headings and anchors of its text, whose pieces are not decoded."""
        return _OUTLINE.decode(_kept(self.kept).body)

    def locate(self, *steps: str | int) -> Span:
        """The place of a value of the front matter, `record.locate("entities", 0, "id")`.

        Falls back to the closest enclosing value that has a place, then to `span`:
        a short form (`- hossein-salami`) has no place of its own for `id`.
        """
        places = _places(self.kept)
        for end in range(len(steps), 0, -1):
            place = places.get("/".join(str(step) for step in steps[:end]))
            if place is not None:
                return place
        return self.span


def key_of(record: Record) -> Key:
    """The key of a record, unless another record has its id."""
    return Key(type=record.type, id=record.id)


class _KeptRecord(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is read of a record when somebody asks for it."""

    locations: Raw
    body: Raw


def keep(locations: tuple[tuple[str, Span], ...], body: Body) -> Kept:
    """Encode the places of the values of a record, and its text, as a record keeps them."""
    return Kept.of(encoded((locations, body)))


_KEPT = Decoder(_KeptRecord)
_LOCATIONS = Decoder(tuple[tuple[str, Span], ...])
_BODY = Decoder(Body)
_OUTLINE = Decoder(Outline)


def _kept(kept: Kept) -> _KeptRecord:
    return _KEPT.decode(kept.data)


@lru_cache(maxsize=16)
def _body(kept: Kept) -> Body:
    """Read a text; cached, since callers ask for the same text several times in a row."""
    return _BODY.decode(_kept(kept).body)


@lru_cache(maxsize=16)
def _places(kept: Kept) -> dict[str, Span]:
    """Read the places of a record by pointer; cached for the same reason."""
    return dict(_LOCATIONS.decode(_kept(kept).locations))


class Parsed(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The records of one file, and everything that is wrong with it. Cached with diagnostics."""

    path: str
    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[tuple[RecordType, str], ...] = ()
    """(type, id) of records that the file tries to define and that could not be read.

    The file's diagnostics say why; a reference to one of them is not reported as well.
    """
