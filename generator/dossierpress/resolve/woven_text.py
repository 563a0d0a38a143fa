"""What comes of weaving the text of one record."""

from collections.abc import Mapping

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic, Span
from dossierpress.model.key import Key
from dossierpress.model.site import Mention, SourceCitation
from dossierpress.model.woven import WovenBody

BETWEEN_BLOCKS = "\n\n"
"""In the text of a body."""


class BlockPlace(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Where a block lies in the pieces of a text."""

    anchor: str
    line: int
    """In the file."""
    begins: int
    """Number of the first piece that may hold words of it."""


class Doubt(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A name in a text that several entities have, so that it does not link."""

    name: str
    """As it is written at the first place."""
    owners: tuple[Key, ...]
    span: Span
    """The first place."""
    pasteable: tuple[str, str] | None
    """What is put around the id to say there who is meant; None where nothing can be."""
    times: int


class Woven(Struct, frozen=True, kw_only=True, array_like=True):
    """All that the text of one published record says."""

    body: WovenBody
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
    doubts: tuple[Doubt, ...]
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
