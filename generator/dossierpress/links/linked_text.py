"""A linked text: the body that a page shows, with its mentions, citations and link targets."""

from collections.abc import Mapping

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import LinkedBody
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
