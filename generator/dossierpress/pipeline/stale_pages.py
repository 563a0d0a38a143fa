"""Render the stale pages of a plan: those that output/ does not hold with the same bytes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from dossierpress.engine.executors import batches
from dossierpress.engine.store import Store
from dossierpress.facts.parse_files import Progress
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import OutputFile, Page, Plan
from dossierpress.source.files import TemplateSet
from dossierpress.source.known_files import KnownFiles, is_intact
from dossierpress.source.project import Project
from dossierpress.templating.facts import page_key, template_keys

if TYPE_CHECKING:
    from dossierpress.templating.rendering import Renderer


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

    The store maps a fingerprint to the digest of the page. A page is kept only if its file has
    this digest now. So a lost, changed or reverted file, another output folder and a lost store
    all lead to the same edition. Files in `known` need not be read for that. `hold` decides
    whether a rendered page stays in memory.
    """
    keys = {page.path: page_key(fingerprint) for page, fingerprint in plan.pages}
    digests = {key: data.decode() for key, data in store.find("rendered", keys.values()).items()}
    kept = {
        path: digests[key]
        for path, key in keys.items()
        if key in digests and is_intact(project.output, path, digests[key], known)
    }
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
    store.keep("rendered", {keys[one.path]: one.digest.encode() for one in outputs})
    store.sweep("rendered", frozenset(keys.values()))
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
