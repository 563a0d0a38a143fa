"""The pages of a site, each with a digest of its view, which is built only if it may differ.

Two pieces of work are traced for a page: listing the pages of its subject, and building its view.
Each is done again only if something that it has read has changed (see `engine`).
"""

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256

from markupsafe import Markup
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import replace

from dossierpress.engine.traces import Traces
from dossierpress.model.output import Page
from dossierpress.pages.kinds import PageKind, TrackedSite
from dossierpress.pages.views.parts import View

_PageHead = tuple[str, str, str]
"""(path, template, origin) of a page."""


class TracedPages:
    """The pages of one build; what they read is kept in the traces."""

    def __init__(self, site: TrackedSite, traces: Traces) -> None:
        """Build nothing yet.

        Args:
            site: The site, through tables that record what is read.
            traces: What earlier builds have read, over the same tables.
        """
        self._site = site
        self._traces = traces

    def of_kind(self, kind: PageKind) -> Iterator[tuple[Page, bytes]]:
        """All pages of a kind, each with a digest of its view."""
        for key in kind.keys(self._site):
            known = self._known(kind, key)
            yield from self._made(kind, key) if known is None else known

    def _known(self, kind: PageKind, key: str) -> Sequence[tuple[Page, bytes]] | None:
        """The pages of a key by their traces; None if any of them may have changed."""
        heads = self._traces.result(_work_name(kind, key))
        if heads is None:
            return None
        found = []
        for head in _HEADS_DECODER.decode(heads):
            path, template, origin = head
            digest = self._traces.result(_work_name(kind, key, path))
            if digest is None:
                return None
            make_view = partial(_remade_view, kind, key, path, self._site)
            page = Page(path=path, template=template, make_view=make_view, origin=origin)
            found.append((page, digest))
        return found

    def _made(self, kind: PageKind, key: str) -> Iterator[tuple[Page, bytes]]:
        """The pages of a key; views that may have changed are built now."""
        with self._site.reads.recorded() as cells:
            pages = tuple(kind.make(self._site, key))
        heads: list[_PageHead] = [(page.path, page.template, page.origin) for page in pages]
        self._traces.keep(_work_name(kind, key), cells, _HEADS_ENCODER.encode(heads))
        for page in pages:
            work = _work_name(kind, key, page.path)
            digest = self._traces.result(work)
            if digest is not None:
                yield page, digest
                continue
            with self._site.reads.recorded() as own:
                view = page.view
            digest = sha256(canonical(view)).digest()
            # What was read to list this page may show on it.
            self._traces.keep(work, cells | own, digest)
            yield replace(page, make_view=partial(_same_view, view)), digest


def canonical(view: View) -> bytes:
    """A whole view, as MessagePack.

    A view is an array of the name of its class and the values of its fields in order. HTML and text
    are encoded differently. Names of fields are not encoded: they are part of our code, whose
    digest is in the key of the cache.

    Raises:
        TypeError: The view holds something else than texts, numbers, tuples and views.
    """
    return _VIEW_ENCODER.encode(view)


def _work_name(*names: PageKind | str) -> str:
    return "\0".join(one.name if isinstance(one, PageKind) else one for one in names)


def _remade_view(kind: PageKind, key: str, path: str, site: TrackedSite) -> View:
    """The view of a page that did not change, but must be rendered again."""
    view: View = next(page for page in kind.make(site, key) if page.path == path).view
    return view


def _same_view(view: View) -> View:
    return view


def _markup(value: object) -> Ext:
    if not isinstance(value, Markup):
        raise TypeError(f"a view holds no {type(value).__name__}")
    return Ext(1, value.encode())


_VIEW_ENCODER = Encoder(enc_hook=_markup)


_HEADS_ENCODER = Encoder()


_HEADS_DECODER = Decoder(list[_PageHead])
