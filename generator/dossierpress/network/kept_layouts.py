"""`KeptLayouts`: the places of a drawing, found once for as long as the graph is the same.

To lay out a thousand entities takes a second or two, and an edit of a text or a name moves none of
them. So places are kept from build to build, with a digest of the graph that they were found for.
"""

from collections.abc import Sequence

from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.encoding import decoded, digest_of
from dossierpress.engine.store import Store
from dossierpress.network.layout import Edge, Layout, lay_out, library

_ROW = "network"


class KeptLayouts:
    """Layouts of graphs; none where the library is not installed."""

    def __init__(self, store: Store | None = None) -> None:
        """Lay out nothing yet.

        Args:
            store: Where the last layout is kept. Only the time depends on it.
        """
        self._store = store
        self.made_with = library()
        """The version of the library: beside the graph, a layout depends on nothing else."""

    def of(self, ids: Sequence[str], edges: Sequence[Edge]) -> Layout | None:
        """The layout of a graph, found or made; None without the library.

        Args:
            ids: The nodes.
            edges: The lines between them, by the numbers of nodes.
        """
        if self.made_with is None:
            return None
        digest = digest_of((code_digest(), self.made_with, tuple(ids), tuple(edges)))
        rows = {} if self._store is None else self._store.find("layouts", (_ROW,))
        known = decoded(_DECODER, rows[_ROW]) if _ROW in rows else None
        if known is not None and known[0] == digest:
            return known[1]
        made = lay_out(ids, edges)
        if self._store is not None:
            self._store.keep("layouts", {_ROW: _ENCODER.encode((digest, made))})
        return made


_ENCODER = Encoder()
_DECODER = Decoder(tuple[bytes, Layout])
