"""`StyledCitations`: citations in the styles that the settings ask for, each written once.

The processor takes a quarter of a second to begin with, and then three milliseconds for an item. So
all pages that are made in a build are written in one call, before any of them is made; and what was
written is kept, by page, until something is cited differently.
"""

from collections.abc import Collection, Sequence

from msgspec.msgpack import Decoder, Encoder

from dossierpress.citing.citable import Citable
from dossierpress.citing.styles import can_be_styled, processor, styled
from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.encoding import decoded, digest_of
from dossierpress.engine.store import Store
from dossierpress.schema.site import CitationStyle

StyledTexts = tuple[tuple[CitationStyle, str], ...]
"""A citation in each style, finished HTML, in the order of the settings."""


_Written = tuple[bytes, StyledTexts]
"""Digest of what is cited, and its citations."""


class StyledCitations:
    """Citations in styles; none where there is no style, or no processor."""

    def __init__(self, styles: Sequence[CitationStyle] = (), store: Store | None = None) -> None:
        """Write nothing yet.

        Args:
            styles: Those of the settings.
            store: Where they are kept from build to build. Only the time depends on it.
        """
        version = processor() if styles else None
        self._styles = tuple(styles) if version else ()
        self._store = store
        self.made_with = (version, self._styles)
        """The version of the processor, and the styles: citations depend on nothing else that is
        not cited."""
        self._ready: dict[str, _Written] = {}
        """By path of the page."""

    def make_ready(self, items: Sequence[Citable]) -> None:
        """Write the citations of pages that may be asked for, in one call."""
        if not self._styles:
            return
        known = self._kept(items)
        missing = [one for one in items if one.path not in known and can_be_styled(one)]
        made = {
            item.path: (self._digest(item), texts)
            for item, texts in zip(missing, self._written(missing), strict=True)
        }
        self._ready |= known | made
        if self._store is not None:
            rows = {path: _ENCODER.encode(one) for path, one in made.items()}
            self._store.keep("cited", rows)

    def of(self, item: Citable) -> StyledTexts:
        """The citations of a page; none where the processor cannot say all of it."""
        digest = self._digest(item)
        if self._ready.get(item.path, _NOTHING)[0] != digest:
            self.make_ready([item])
        found, texts = self._ready.get(item.path, _NOTHING)
        return texts if found == digest else ()

    def forget_but(self, paths: Collection[str]) -> None:
        """Delete what is kept of pages that are gone: it may have been withdrawn."""
        if self._store is not None and not set(self._store.keys("cited")) <= set(paths):
            self._store.sweep("cited", paths)

    def _kept(self, items: Sequence[Citable]) -> dict[str, _Written]:
        if self._store is None:
            return {}
        rows = self._store.find("cited", (one.path for one in items))
        kept = {path: decoded(_DECODER, row) or _NOTHING for path, row in rows.items()}
        return {
            one.path: (digest, texts)
            for one in items
            if (found := kept.get(one.path)) is not None
            for digest, texts in [found]
            if digest == self._digest(one)
        }

    def _digest(self, item: Citable) -> bytes:
        return digest_of((code_digest(), self.made_with, item))

    def _written(self, items: Sequence[Citable]) -> list[StyledTexts]:
        """Citations of each item; an item that the processor cannot read has none."""
        if not items:
            return []
        try:
            written = styled(items, self._styles)
        except (ImportError, RuntimeError, ValueError):
            half = len(items) // 2
            return [*self._written(items[:half]), *self._written(items[half:])] if half else [()]
        return [tuple(zip(self._styles, map(str, one), strict=True)) for one in written]


_NOTHING: _Written = (b"", ())
_ENCODER = Encoder()
_DECODER = Decoder(tuple[bytes, tuple[tuple[CitationStyle, str], ...]])
