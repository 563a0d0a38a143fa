"""A linked text: the body that a page shows, with its mentions, citations and link targets.

Paragraphs that named a withheld record get new anchors. The anchor of a paragraph is a digest of
its source: a reader of "Person 1 met ..." could try one name after another until the digest
matches. So these paragraphs get a digest of what is shown.
"""

import re
from collections.abc import Container, Mapping, Sequence
from hashlib import blake2s

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import (
    FragmentLinkStart,
    Html,
    LinkedBody,
    LinkedPiece,
    RecordLinkStart,
)
from dossierpress.model.site import Mention, SourceCitation

BETWEEN_BLOCKS = "\n\n"
"""Separator of blocks in the text of a body."""


class BlockPlace(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """The position of a block among the pieces of a text."""

    anchor: str
    line: int
    """In the file."""
    begins: int
    """Number of the first piece that may have words of it."""


class AmbiguousName(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A name in a text that several entities share, so that it does not link."""

    name: str
    """As written at the first place."""
    owners: tuple[Key, ...]
    span: Span
    """The first place."""
    pasteable: tuple[str, str] | None
    """What to put around an id there to say which one is meant; None where nothing can be put."""
    times: int


class LinkedText(Struct, frozen=True, kw_only=True, array_like=True):
    """The linked text of one published record."""

    body: LinkedBody
    mentions: tuple[Mention, ...]
    """In the order of the text."""
    citations: tuple[SourceCitation, ...]
    media: tuple[str, ...]
    """Paths of shown and linked files, relative to content/media/."""
    moved: Mapping[str, str]
    """Changed anchors, old -> new."""
    leads_into: tuple[Key, ...]
    """Records whose text it links into with a fragment; may include itself."""
    lengths: tuple[tuple[int, int], ...]
    """(line in the file, length in the text of the body) of each block that has words."""
    places: tuple[BlockPlace, ...]
    """All blocks, in the order of the text."""
    doubts: tuple[AmbiguousName, ...]
    """Ambiguous names, each once."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def blocks(self) -> tuple[tuple[int, str], ...]:
        """The visible text of each block, with its line in the file."""
        text, begin, blocks = self.body.text, 0, []
        for line, length in self.lengths:
            blocks.append((line, text[begin : begin + length]))
            begin += length + len(BETWEEN_BLOCKS)
        return tuple(blocks)


_ID = re.compile(r"[\w.:-]+")
_DIGEST = re.compile(r"p-[0-9a-f]{8}(?:-[0-9]+)?")


def tells_of_source(anchor: str, role: str) -> bool:
    """Whether an anchor is a digest of the source of its block, and not chosen by the author."""
    return role == "heading" or _DIGEST.fullmatch(anchor) is not None


def new_anchor(text: str, taken: Container[str]) -> str:
    """Make an anchor from the visible text of a paragraph, different from those in `taken`."""
    wanted = f"p-{blake2s(text.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


def move_in_markup(pieces: Sequence[LinkedPiece], moved: Mapping[str, str]) -> list[LinkedPiece]:
    """Rename anchors in the finished HTML of one text."""
    if not moved:
        return list(pieces)
    return [
        Html(html=_ID.sub(lambda found: moved.get(found[0], found[0]), piece.html))
        if isinstance(piece, Html)
        else piece
        for piece in pieces
    ]


def move_in_links(
    pieces: Sequence[LinkedPiece], here: Key, moved: Mapping[Key, Mapping[str, str]]
) -> tuple[LinkedPiece, ...]:
    """Rewrite links to changed anchors.

    Args:
        pieces: The text of one record.
        here: The record.
        moved: Record -> its old anchors -> the new ones.
    """
    return tuple(_move(piece, here, moved) for piece in pieces)


def _move(piece: LinkedPiece, here: Key, moved: Mapping[Key, Mapping[str, str]]) -> LinkedPiece:
    if isinstance(piece, FragmentLinkStart):
        return FragmentLinkStart(fragment=moved.get(here, {}).get(piece.fragment, piece.fragment))
    if isinstance(piece, RecordLinkStart) and piece.fragment is not None:
        anchors = moved.get(Key(type=piece.type, id=piece.id), {})
        return replace(piece, fragment=anchors.get(piece.fragment, piece.fragment))
    return piece
