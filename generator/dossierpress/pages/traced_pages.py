"""The pages of a site, each with a digest of its view, which is built only if it may differ.

Two pieces of work are traced for a page: listing the pages of its subject, and building its view.
Each is done again only if something that it has read has changed (see `engine`).

Views are built in batches, perhaps by other processes (see `forked`). No view is kept: whatever is
to be made of it is made at once, and sent back as bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from dossierpress.engine.batching import shares
from dossierpress.engine.forked import Run
from dossierpress.engine.traces import Traces
from dossierpress.model.output import Page
from dossierpress.pages.canonical import canonical
from dossierpress.pages.kinds import PageKind, TrackedSite
from dossierpress.pages.views.parts import View

_PageHead = tuple[str, str, str]
"""(path, template, origin) of a page."""
_Subject = tuple[int, str]
"""(place of its kind, key) of what there are pages of."""

_LEAST = 32
"""Subjects of a batch: their pages take some 40 milliseconds."""

Use = Callable[[Page, bytes], bytes | None]
"""Called with a page whose view is built and the digest of the view: what is made of them."""


class TracedPage(Struct, frozen=True, kw_only=True, gc=False):
    """A page of this build."""

    page: Page
    digest: bytes
    """That of its view."""
    made: bytes | None
    """What was made of its view, if it was built."""


class TracedPages:
    """The pages of one build; what they read is kept in the traces."""

    def __init__(self, kinds: Sequence[PageKind], site: TrackedSite, traces: Traces) -> None:
        """Build nothing yet.

        Args:
            kinds: The kinds of page.
            site: The site, through tables that record what is read.
            traces: What earlier builds have read, over the same tables.
        """
        self._kinds = kinds
        self._site = site
        self._traces = traces

    def all(self, run: Run, use: Use) -> Iterator[TracedPage]:
        """All pages, in the order of the kinds and their keys.

        Args:
            run: Runs a function over batches of subjects.
            use: Called for each view that is built, where it is built.
        """
        subjects = [
            (place, key) for place, kind in enumerate(self._kinds) for key in kind.keys(self._site)
        ]
        found = {one: known for one in subjects if (known := self._known(*one)) is not None}
        missing = [one for one in subjects if one not in found]
        if missing:
            self._traces.take_stamps()
            self._site.make_citations_ready(
                [
                    cited(self._site, key)
                    for place, key in missing
                    if (cited := self._kinds[place].cited) is not None
                ]
            )
        # One subject of each kind first: what its pages need, code of templates above all, is there
        # then for all others.
        firsts = tuple({place: (place, key) for place, key in reversed(missing)}.values())
        others = shares([one for one in missing if one not in firsts], _LEAST)
        some = (firsts, *others) if missing else ()
        for batch, data in zip(some, run(partial(self._batch, use), some), strict=True):
            pages, part = _BATCH_DECODER.decode(data)
            self._traces.add(part)
            for subject, made in zip(batch, pages, strict=True):
                found[subject] = [self._page(subject, *one) for one in made]
        for one in subjects:
            yield from found.pop(one)

    def _page(
        self, subject: _Subject, head: _PageHead, digest: bytes, made: bytes | None
    ) -> TracedPage:
        place, key = subject
        path, template, origin = head
        make_view = partial(_remade_view, self._kinds[place], key, path, self._site)
        page = Page(path=path, template=template, make_view=make_view, origin=origin)
        return TracedPage(page=page, digest=digest, made=made)

    def _known(self, place: int, key: str) -> Sequence[TracedPage] | None:
        """The pages of a key by their traces; None if any of them may have changed."""
        name = self._kinds[place].name
        heads = self._traces.result(_work_name(name, key))
        if heads is None:
            return None
        found = []
        for head in _HEADS_DECODER.decode(heads):
            digest = self._traces.result(_work_name(name, key, head[0]))
            if digest is None:
                return None
            found.append(self._page((place, key), head, digest, None))
        return found

    def _batch(self, use: Use, batch: Iterable[_Subject]) -> bytes:
        """The pages of some subjects and their traces, encoded."""
        made = [list(self._made(self._kinds[place], key, use)) for place, key in batch]
        return _BATCH_ENCODER.encode((made, self._traces.part()))

    def _made(
        self, kind: PageKind, key: str, use: Use
    ) -> Iterator[tuple[_PageHead, bytes, bytes | None]]:
        """The pages of a key; views that may have changed are built now."""
        with self._site.reads.recorded() as cells:
            pages = tuple(kind.make(self._site, key))
        heads: list[_PageHead] = [(page.path, page.template, page.origin) for page in pages]
        self._traces.keep(_work_name(kind.name, key), cells, _HEADS_ENCODER.encode(heads))
        for head, page in zip(heads, pages, strict=True):
            work = _work_name(kind.name, key, page.path)
            digest = self._traces.result(work)
            if digest is not None:
                yield head, digest, None
                continue
            with self._site.reads.recorded() as own:
                view = page.view
            digest = sha256(canonical(view)).digest()
            # What was read to list this page may show on it.
            self._traces.keep(work, cells | own, digest)
            yield head, digest, use(replace(page, make_view=partial(_same_view, view)), digest)


def _work_name(*names: str) -> str:
    return "\0".join(names)


def _remade_view(kind: PageKind, key: str, path: str, site: TrackedSite) -> View:
    """The view of a page that did not change, but must be rendered again."""
    view: View = next(page for page in kind.make(site, key) if page.path == path).view
    return view


def _same_view(view: View) -> View:
    return view


_HEADS_ENCODER = Encoder()
_HEADS_DECODER = Decoder(list[_PageHead])
_BATCH_ENCODER = Encoder()
_BATCH_DECODER = Decoder(tuple[list[list[tuple[_PageHead, bytes, bytes | None]]], bytes])
"""Of each subject its pages: (head, digest of the view, what was made of it); and the traces."""
