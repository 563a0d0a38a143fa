"""Render the pages whose bytes nobody knows: those that output/ does not hold.

Most are rendered as soon as their views are built, so that no view waits (`Rendering.at_once`);
the rest when the plan is known: pages whose views did not change, but whose template or file did.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.batching import batches
from dossierpress.engine.encoding import decoded
from dossierpress.engine.forked import Run
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import OutputFile, Page, Plan
from dossierpress.publish.spool import DigestsOnly, Place, Spool
from dossierpress.source.files import TemplateSet
from dossierpress.source.known_files import KnownFiles, changed_files
from dossierpress.source.project import Project
from dossierpress.templating.facts import rendered_key, template_keys

if TYPE_CHECKING:
    from dossierpress.templating.rendering import Renderer


class RenderedPage(Struct, frozen=True, array_like=True, gc=False):
    """A page that was rendered, perhaps by another process."""

    place: Place
    """Where its bytes are."""
    digest: str
    """SHA-256 of them, hexadecimal; empty if its template fails."""
    failure: Diagnostic | None
    compiled: dict[str, bytes]
    """Name of code -> the code, of templates that were compiled for this page."""


class RenderedPages(Struct, frozen=True, kw_only=True):
    """Every page of a plan, rendered now or intact in output/."""

    outputs: tuple[OutputFile, ...]
    """The rendered pages, in the order of the plan."""
    kept: Mapping[str, str]
    """Path -> digest of each page that is intact in output/."""


class Rendering:
    """The rendering of one build."""

    def __init__(  # noqa: PLR0913 (what, where, and what is known of it)
        self,
        project: Project,
        templates: TemplateSet,
        *,
        store: Store,
        known: KnownFiles,
        spool: Spool | DigestsOnly,
        theme: "Callable[[TemplateSet], Renderer] | None" = None,
    ) -> None:
        """Render nothing yet.

        Args:
            project: Where the dossier is.
            templates: The theme.
            store: Digests of pages of earlier builds, and compiled templates.
            known: Files of output/ that need not be read.
            spool: Where rendered pages wait.
            theme: Gives the renderer of the theme; by default the one of this process.
        """
        self._project = project
        self._templates = templates
        self._store = store
        self._known = known
        self._spool = spool
        self._make_theme = theme
        self._row = rendered_key()
        kept = store.find("rendered", [self._row]).get(self._row, b"")
        self._before = decoded(_ROW_DECODER, kept) or {}
        """Fingerprint -> digest of the page."""

    def before_fork(self) -> None:
        """Make ready what forked processes share, or would each get for themselves."""
        self._spool.share()
        _ = self._theme

    def at_once(self, page: Page, fingerprint: str) -> bytes | None:
        """Render a page whose view has just been built, unless an earlier build has rendered it."""
        return None if fingerprint in self._before else self._render(page)

    def rest(self, plan: Plan, run: Run) -> tuple[RenderedPages, tuple[Diagnostic, ...]]:
        """Render the other pages that are not intact in output/.

        A row of the store maps fingerprints to digests of pages. A page is kept only if its file
        has this digest now. So a lost, changed or reverted file, another output folder and a lost
        store all lead to the same edition.
        """
        made = {path: _DECODER.decode(data) for path, data in plan.rendered.items()}
        before = self._before
        kept = {
            page.path: before[fingerprint]
            for page, fingerprint in plan.pages
            if fingerprint in before and page.path not in made
        }
        for path in changed_files(self._project.output, kept, self._known):
            del kept[path]
        stale = [page for page, _ in plan.pages if page.path not in made and page.path not in kept]
        for batch, data in zip(some := tuple(batches(stale)), run(self._batch, some), strict=True):
            pages = _BATCH_DECODER.decode(data)
            made |= {page.path: one for page, one in zip(batch, pages, strict=True)}
        self._keep_code(made)
        paths = [page.path for page, _ in plan.pages if page.path in made]
        outputs = tuple(
            OutputFile(path=path, held=self._spool.held(one.place), digest=one.digest)
            for path in paths
            if (one := made[path]).failure is None
        )
        digests = kept | {one.path: one.digest for one in outputs}
        after = {one: digests[page.path] for page, one in plan.pages if page.path in digests}
        if after != before:
            row = _ENCODER.encode(dict(sorted(after.items())))
            self._store.keep("rendered", {self._row: row})
            self._store.sweep("rendered", [self._row])
        failures = (made[path].failure for path in paths)
        return RenderedPages(outputs=outputs, kept=kept), told_once(failures)

    @cached_property
    def _theme(self) -> "Renderer":
        # A build with nothing to render loads no template engine.
        from dossierpress.templating.rendering import renderer  # noqa: PLC0415

        theme = (self._make_theme or renderer)(self._templates)
        wanted = {key: name for name, key in self._codes.items() if not theme.knows(name)}
        found = self._store.find("themes", wanted)
        theme.learn({wanted[key]: code for key, code in found.items()})
        return theme

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """Name of code -> its key in the store."""
        return template_keys(self._templates) if self._project.keeps_code else {}

    def _keep_code(self, made: Mapping[str, RenderedPage]) -> None:
        compiled = {name: code for one in made.values() for name, code in one.compiled.items()}
        codes = self._codes if compiled else {}
        self._store.keep(
            "themes", {codes[name]: code for name, code in compiled.items() if name in codes}
        )

    def _batch(self, pages: tuple[Page, ...]) -> bytes:
        return _ENCODER.encode([Raw(self._render(page)) for page in pages])

    def _render(self, page: Page) -> bytes:
        """Render a page: the encoded `RenderedPage`."""
        from dossierpress.templating.rendering import render_page  # noqa: PLC0415 (as above)

        data, failure = render_page(page, self._theme)
        compiled = self._theme.compiled()
        if data is None:
            return _ENCODER.encode(RenderedPage(None, "", failure, compiled))
        digest = sha256(data).hexdigest()
        return _ENCODER.encode(RenderedPage(self._spool.put(data), digest, None, compiled))


def told_once(failures: Iterable[Diagnostic | None]) -> tuple[Diagnostic, ...]:
    """Each failure of a template once for all pages, as the first one has it."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    for one in failures:
        if one is not None:
            found.setdefault((one.path, one.span, one.message), one)
    return tuple(found.values())


_ENCODER = Encoder()
_ROW_DECODER = Decoder(dict[str, str])
_DECODER = Decoder(RenderedPage)
_BATCH_DECODER = Decoder(list[RenderedPage])
