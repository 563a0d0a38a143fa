"""A linked text: the body that a page shows, with its mentions, citations and link targets."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.msgpack import Decoder

from dossierpress.engine.encoding import encoded
from dossierpress.engine.kept import Kept
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import LinkedBody, LinkedPiece, keep_body
from dossierpress.model.site import ClaimInText, Mention, SourceCitation

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
    mentioned: tuple[tuple[Key, int, bytes], ...]
    """The records that it mentions, in the order of their first mentions; how often, and a digest
    of these mentions."""
    cited: tuple[tuple[str, int, bytes], ...]
    """Ids of the sources that it cites, in the order of their first citations; how often, and a
    digest of these citations."""
    together: tuple[tuple[int, ...], ...]
    """For each of its paragraphs that names several entities, their places in `mentioned`."""
    kept: Kept
    """Its mentions, citations and the places of its blocks; see `keep_text`."""
    anchors: bytes
    """A digest of the lines that keep its addresses."""
    media: tuple[str, ...]
    """Paths of shown and linked files, relative to content/media/."""
    moved: Mapping[str, str]
    """Changed anchors, old -> new."""
    leads_into: tuple[Key, ...]
    """Records whose text it links into with a fragment; may include itself."""
    doubts: tuple[AmbiguousName, ...]
    """Ambiguous names, each once."""
    diagnostics: tuple[Diagnostic, ...]
    claims: tuple[ClaimInText, ...] = ()
    """Published claims of an article that say which words carry them, or why none do."""

    @property
    def named_together(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the entities that one paragraph names, for each that names several."""
        ids = [key.id for key, *_ in self.mentioned]
        return tuple(tuple(ids[place] for place in places) for places in self.together)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its mentions, in the order of the text."""
        return _MENTIONS.decode(_kept_text(self.kept).mentions)

    @property
    def citations(self) -> tuple[SourceCitation, ...]:
        """Its citations, in the order of the text."""
        return _CITATIONS.decode(_kept_text(self.kept).citations)

    @property
    def blocks(self) -> tuple[tuple[int, str], ...]:
        """The visible text of each block, with its line in the file."""
        kept = _kept_text(self.kept)
        text, begin, blocks = kept.text, 0, []
        for line, length in _LENGTHS.decode(kept.lengths):
            blocks.append((line, text[begin : begin + length]))
            begin += length + len(BETWEEN_BLOCKS)
        return tuple(blocks)

    @property
    def kept_anchors(self) -> str:
        """The lines of `anchors.txt` on its addresses; empty if none are kept."""
        return _kept_text(self.kept).anchors

    @property
    def places(self) -> tuple[BlockPlace, ...]:
        """All blocks, in the order of the text."""
        return _PLACES.decode(_kept_text(self.kept).places)


class _KeptText(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is read of a linked text when somebody asks for it: one row of the cache."""

    pieces: bytes
    text: str
    mentions: bytes
    citations: bytes
    lengths: bytes
    """(line in the file, length in the text) of each block that has words."""
    places: bytes
    anchors: str


def keep_text(  # noqa: PLR0913 (all that is kept)
    pieces: Iterable[LinkedPiece],
    texts: Iterable[tuple[int, str]],
    mentions: Sequence[Mention],
    citations: Sequence[SourceCitation],
    places: Sequence[BlockPlace],
    *,
    anchors: str,
) -> Kept:
    """Encode what a linked text and its body keep.

    Args:
        pieces: See `LinkedBody`.
        texts: (line in the file, visible text) of each block that has words.
        mentions: See `LinkedText`.
        citations: See `LinkedText`.
        places: See `LinkedText`.
        anchors: The lines that keep its addresses.
    """
    texts = tuple(texts)
    return keep_body(
        pieces,
        BETWEEN_BLOCKS.join(text for _, text in texts),
        encoded(mentions),
        encoded(citations),
        encoded([(line, len(text)) for line, text in texts]),
        encoded(places),
        anchors,
    )


def _kept_text(kept: Kept) -> _KeptText:
    return _KEPT.decode(kept.data)


_KEPT = Decoder(_KeptText)
_MENTIONS = Decoder(tuple[Mention, ...])
_CITATIONS = Decoder(tuple[SourceCitation, ...])
_LENGTHS = Decoder(tuple[tuple[int, int], ...])
_PLACES = Decoder(tuple[BlockPlace, ...])
