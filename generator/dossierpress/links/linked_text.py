"""A linked text: the body that a page shows, with its mentions, citations and link targets."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.msgpack import Decoder

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
    """The linked text of one published record. What few texts are asked for is kept encoded."""

    body: LinkedBody
    mentioned: tuple[tuple[Key, int], ...]
    """The records that it mentions, in the order of their first mentions, and how often."""
    cited: tuple[tuple[str, int], ...]
    """Ids of the sources that it cites, in the order of their first citations, and how often."""
    kept_mentions: bytes
    """Its mentions, encoded: most builds need those of few texts."""
    kept_citations: bytes
    """Its citations, encoded."""
    media: tuple[str, ...]
    """Paths of shown and linked files, relative to content/media/."""
    moved: Mapping[str, str]
    """Changed anchors, old -> new."""
    leads_into: tuple[Key, ...]
    """Records whose text it links into with a fragment; may include itself."""
    kept_lengths: bytes
    """(line in the file, length in the text of the body) of each block that has words, encoded."""
    kept_places: bytes
    """The places of all blocks, encoded."""
    doubts: tuple[AmbiguousName, ...]
    """Ambiguous names, each once."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its mentions, in the order of the text."""
        return _MENTIONS.decode(self.kept_mentions)

    @property
    def citations(self) -> tuple[SourceCitation, ...]:
        """Its citations, in the order of the text."""
        return _CITATIONS.decode(self.kept_citations)

    @property
    def blocks(self) -> tuple[tuple[int, str], ...]:
        """The visible text of each block, with its line in the file."""
        text, begin, blocks = self.body.text, 0, []
        for line, length in _LENGTHS.decode(self.kept_lengths):
            blocks.append((line, text[begin : begin + length]))
            begin += length + len(BETWEEN_BLOCKS)
        return tuple(blocks)

    @property
    def places(self) -> tuple[BlockPlace, ...]:
        """All blocks, in the order of the text."""
        return _PLACES.decode(self.kept_places)


_MENTIONS = Decoder(tuple[Mention, ...])
_CITATIONS = Decoder(tuple[SourceCitation, ...])
_LENGTHS = Decoder(tuple[tuple[int, int], ...])
_PLACES = Decoder(tuple[BlockPlace, ...])
