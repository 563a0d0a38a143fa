"""New anchors for paragraphs that named a withheld record.

The anchor of a paragraph is a digest of its source: a reader of "Person 1 met ..." could try one
name after another until the digest matches. So these paragraphs get a digest of what is shown.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dossierpress.kernel.content_ids import content_digest
from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import FragmentLinkStart, Html, LinkedPiece, RecordLinkStart

_ID = re.compile(r"[\w.:-]+")


_DIGEST = re.compile(r"p-([0-9a-f]{8})(?:-[0-9]+)?")


def tells_of_source(anchor: str, role: str) -> bool:
    """Whether an anchor is a digest of the source of its block, and not chosen by the author."""
    return role == "heading" or _DIGEST.fullmatch(anchor) is not None


def new_anchor(text: str, taken: Container[str]) -> str:
    """Make an anchor from the visible text of a paragraph, different from those in `taken`."""
    wanted = f"p-{content_digest(text, digits=8)}"
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


def moved_notes(moved: str, now: str, anchors: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The ids of notes without a label that have the digest of a changed anchor, old and new.

    Args:
        moved: The anchor of the paragraph of such a note.
        now: Its new anchor.
        anchors: All anchors of the text.
    """
    before, after = _DIGEST.fullmatch(moved), _DIGEST.fullmatch(now)
    if before and after:
        note = re.compile(rf"(fn(?:ref)?-){before[1]}(-[0-9]+)?")
        for anchor in anchors:
            if found := note.fullmatch(anchor):
                yield anchor, f"{found[1]}{after[1]}{found[2] or ''}"


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
