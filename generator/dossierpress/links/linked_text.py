"""A linked text: the body that a page shows, with what it mentions, cites and leads to.

Paragraphs that had a withheld record in them get new anchors. The anchor of a paragraph is a
digest of its source: whoever reads "Person 1 met ..." could try one name after another until the
digest fits, so these paragraphs get a digest of what is shown.
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
"""In the text of a body."""


class BlockPlace(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Where a block lies in the pieces of a text."""

    anchor: str
    line: int
    """In the file."""
    begins: int
    """Number of the first piece that may hold words of it."""


class AmbiguousName(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A name in a text that several entities have, so that it does not link."""

    name: str
    """As it is written at the first place."""
    owners: tuple[Key, ...]
    span: Span
    """The first place."""
    pasteable: tuple[str, str] | None
    """What is put around the id to say there who is meant; None where nothing can be."""
    times: int


class LinkedText(Struct, frozen=True, kw_only=True, array_like=True):
    """All that the text of one published record says."""

    body: LinkedBody
    mentions: tuple[Mention, ...]
    """In the order of the text."""
    citations: tuple[SourceCitation, ...]
    media: tuple[str, ...]
    """Paths below content/media/ that the text shows or links to."""
    moved: Mapping[str, str]
    """Anchors that were changed, old -> new; see `moved_anchors`."""
    leads_into: tuple[Key, ...]
    """Records to a place in whose text it links; itself, too."""
    lengths: tuple[tuple[int, int], ...]
    """Line in the file, and length in the text of the body, of each block that has words."""
    places: tuple[BlockPlace, ...]
    """All blocks, in the order of the text."""
    doubts: tuple[AmbiguousName, ...]
    """Each name once."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def blocks(self) -> tuple[tuple[int, str], ...]:
        """The visible text: line in the file, and words of each block."""
        text, begin, blocks = self.body.text, 0, []
        for line, length in self.lengths:
            blocks.append((line, text[begin : begin + length]))
            begin += length + len(BETWEEN_BLOCKS)
        return tuple(blocks)


_ID = re.compile(r"[\w.:-]+")
_DIGEST = re.compile(r"p-[0-9a-f]{8}(?:-[0-9]+)?")


def tells_of_source(anchor: str, role: str) -> bool:
    """Whether an anchor is made of the source of its block, and not by its author."""
    return role == "heading" or _DIGEST.fullmatch(anchor) is not None


def new_anchor(text: str, taken: Container[str]) -> str:
    """Make an anchor of the visible text of a paragraph that nothing else on the page has."""
    wanted = f"p-{blake2s(text.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


def move_in_markup(pieces: Sequence[LinkedPiece], moved: Mapping[str, str]) -> list[LinkedPiece]:
    """Rewrite the anchors in the finished HTML of one text."""
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
    """Lead links to moved anchors where they are now.

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
