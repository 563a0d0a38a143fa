"""The pages of a site, each with a digest of its view, which is made only where it may be another.

There are two pieces of work for a page: to say which pages its subject has, and to make its view.
Both are done again where something that they have read is different now (see `engine`).
"""

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256

from markupsafe import Markup
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import replace

from dossierpress.emitters import Edition, PageKind
from dossierpress.engine import Traces
from dossierpress.model.output import Page
from dossierpress.views.view import View

_Head = tuple[str, str, str]
"""(path, template, origin) of a page."""


class MadePages:
    """The pages of one build; what they have read goes into the traces."""

    def __init__(self, edition: Edition, traces: Traces) -> None:
        """Begin.

        Args:
            edition: The site, through tables that take down what is read.
            traces: What earlier builds have read, over the same tables.
        """
        self._edition = edition
        self._traces = traces

    def of_kind(self, kind: PageKind) -> Iterator[tuple[Page, bytes]]:
        """All pages of a kind, each with a digest of its view."""
        for key in kind.keys(self._edition):
            known = self._known(kind, key)
            yield from self._made(kind, key) if known is None else known

    def _known(self, kind: PageKind, key: str) -> Sequence[tuple[Page, bytes]] | None:
        """The pages of a key; None where any of them may be another than it was."""
        heads = self._traces.result(_work(kind, key))
        if heads is None:
            return None
        found = []
        for head in _DECODER.decode(heads):
            path, template, origin = head
            digest = self._traces.result(_work(kind, key, path))
            if digest is None:
                return None
            make_view = partial(_made_again, kind, key, path, self._edition)
            page = Page(path=path, template=template, make_view=make_view, origin=origin)
            found.append((page, digest))
        return found

    def _made(self, kind: PageKind, key: str) -> Iterator[tuple[Page, bytes]]:
        """The pages of a key, those made now that may be others than they were."""
        with self._edition.reads.recorded() as cells:
            pages = tuple(kind.make(self._edition, key))
        heads: list[_Head] = [(page.path, page.template, page.origin) for page in pages]
        self._traces.keep(_work(kind, key), cells, _ENCODER.encode(heads))
        for page in pages:
            work = _work(kind, key, page.path)
            digest = self._traces.result(work)
            if digest is not None:
                yield page, digest
                continue
            with self._edition.reads.recorded() as own:
                view = page.view
            digest = sha256(canonical(view)).digest()
            # What was read to say that there is this page may show on it.
            self._traces.keep(work, cells | own, digest)
            yield replace(page, make_view=partial(_given, view)), digest


def canonical(view: View) -> bytes:
    """A view in full, as MessagePack.

    Every view is an array of the name of its class and its values in the order of its fields. What
    is finished HTML and what is text are told apart. Names of fields are part of our code, which
    counts as a whole beside the fingerprint.

    Raises:
        TypeError: The view holds something else than texts, numbers, tuples and views.
    """
    return _VIEWS.encode(view)


def _work(*names: PageKind | str) -> str:
    return "\0".join(one.name if isinstance(one, PageKind) else one for one in names)


def _made_again(kind: PageKind, key: str, path: str, edition: Edition) -> View:
    """The view of a page that was not to be made, and is asked for all the same."""
    view: View = next(page for page in kind.make(edition, key) if page.path == path).view
    return view


def _given(view: View) -> View:
    return view


def _markup(value: object) -> Ext:
    if not isinstance(value, Markup):
        raise TypeError(f"a view holds no {type(value).__name__}")
    return Ext(1, value.encode())


_VIEWS = Encoder(enc_hook=_markup)
_ENCODER = Encoder()
_DECODER = Decoder(list[_Head])
