"""Render the stale pages of a plan: those that output/ does not hold with the same bytes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.batching import batches
from dossierpress.engine.encoding import decoded
from dossierpress.engine.store import Store
from dossierpress.facts.parse_files import Progress
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import OutputFile, Page, Plan
from dossierpress.source.files import TemplateSet
from dossierpress.source.known_files import KnownFiles, changed_files
from dossierpress.source.project import Project
from dossierpress.templating.facts import rendered_key, template_keys

if TYPE_CHECKING:
    from dossierpress.templating.rendering import Renderer


_ENCODER = Encoder()
_DECODER = Decoder(dict[str, str])


class RenderedPages(Struct, frozen=True, kw_only=True):
    """Every page of a plan, rendered now or intact in output/."""

    outputs: tuple[OutputFile, ...]
    """The rendered pages, in the order of the plan."""
    kept: Mapping[str, str]
    """Path -> digest of each page that is intact in output/."""


def render_stale_pages(  # noqa: PLR0913 (what, where, and what is known of it)
    project: Project,
    plan: Plan,
    templates: TemplateSet,
    *,
    store: Store,
    known: KnownFiles,
    hold: Callable[[OutputFile], OutputFile],
    progress: Progress,
) -> tuple[RenderedPages, tuple[Diagnostic, ...]]:
    """Render the pages that are not intact in output/.

    A row of the store maps fingerprints to digests of pages. A page is kept only if its file has
    this digest now. So a lost, changed or reverted file, another output folder and a lost store
    all lead to the same edition. Files in `known` need not be read for that. `hold` decides
    whether a rendered page stays in memory.
    """
    row = rendered_key()
    before = decoded(_DECODER, store.find("rendered", [row]).get(row, b"")) or {}
    kept = {
        page.path: before[fingerprint] for page, fingerprint in plan.pages if fingerprint in before
    }
    for path in changed_files(project.output, kept, known):
        del kept[path]
    stale = tuple(page for page, _ in plan.pages if page.path not in kept)
    outputs: tuple[OutputFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    if stale:
        # A build with nothing to render loads no template engine.
        from dossierpress.templating.rendering import renderer  # noqa: PLC0415

        theme = renderer(templates)
        codes = template_keys(templates) if project.keeps_code else {}
        wanted = {key: name for name, key in codes.items() if not theme.knows(name)}
        found = store.find("themes", wanted)
        theme.learn({wanted[key]: code for key, code in found.items()})
        outputs, diagnostics = render_pages(stale, theme, hold=hold, progress=progress)
        compiled = theme.compiled().items()
        store.keep("themes", {codes[name]: code for name, code in compiled if name in codes})
    digests = kept | {one.path: one.digest for one in outputs}
    after = {one: digests[page.path] for page, one in plan.pages if page.path in digests}
    if after != before:
        store.keep("rendered", {row: _ENCODER.encode(dict(sorted(after.items())))})
        store.sweep("rendered", [row])
    return RenderedPages(outputs=outputs, kept=kept), diagnostics


def render_pages(
    pages: tuple[Page, ...],
    theme: "Renderer",
    *,
    hold: Callable[[OutputFile], OutputFile],
    progress: Progress,
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...]]:
    """Render pages one after the other; the results are in their order.

    No executor takes part: to send a page to another process costs four times as much as to render
    it here (1.0 and 0.25 ms).
    """
    from dossierpress.templating.rendering import render_batch  # noqa: PLC0415 (as above)

    outputs: list[OutputFile] = []
    diagnostics: list[Diagnostic] = []
    for batch in batches(pages):
        done, problems = render_batch(batch, theme)
        outputs += map(hold, done)
        diagnostics += problems
        progress(len(outputs), len(pages))
    return tuple(outputs), tuple(diagnostics)
