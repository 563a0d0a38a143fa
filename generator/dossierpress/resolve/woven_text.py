"""What comes of weaving the text of one record."""

from collections.abc import Mapping

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic, Span
from dossierpress.model.site import Key, Mention, SourceCitation
from dossierpress.model.woven import WovenBody


class BlockPlace(Struct, frozen=True, kw_only=True, gc=False):
    """Where a block lies in the pieces of a text."""

    anchor: str
    line: int
    """In the file."""
    begins: int
    """Number of the first piece that may hold words of it."""


class Doubt(Struct, frozen=True, kw_only=True, gc=False):
    """A name in a text that several entities have, so that it does not link."""

    name: str
    """As it is written at the first place."""
    owners: tuple[Key, ...]
    span: Span
    """The first place."""
    pasteable: tuple[str, str] | None
    """What is put around the id to say there who is meant; None where nothing can be."""
    times: int


class Woven(Struct, frozen=True, kw_only=True):
    """All that the text of one published record says."""

    body: WovenBody
    mentions: tuple[Mention, ...]
    """In the order of the text."""
    citations: tuple[SourceCitation, ...]
    media: tuple[str, ...]
    """Paths below content/media/ that the text shows or links to."""
    moved: Mapping[str, str]
    """Anchors that were changed, old -> new; see `moved_anchors`."""
    blocks: tuple[tuple[int, str], ...]
    """The visible text: line in the file, and words of each block."""
    places: tuple[BlockPlace, ...]
    """All blocks, in the order of the text."""
    doubts: tuple[Doubt, ...]
    """Each name once."""
    diagnostics: tuple[Diagnostic, ...]
