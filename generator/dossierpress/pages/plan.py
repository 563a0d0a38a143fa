"""The plan: from the site to all pages and files of output/.

Each page has a fingerprint, made of its template and a digest of its view. Two files with one path
are refused.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from hashlib import sha256

from dossierpress.citing.styled_citations import StyledCitations
from dossierpress.engine.cache_keys import views_key
from dossierpress.engine.forked import Run, inline
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store
from dossierpress.engine.traces import Traces
from dossierpress.kernel.diagnostics import Diagnostic, Note
from dossierpress.model.output import Asset, Page, Plan, ThemeFacts
from dossierpress.model.site import Site
from dossierpress.network.kept_layouts import KeptLayouts
from dossierpress.pages.kinds import EMITTERS, KINDS, Emitter, PageKind, TrackedSite
from dossierpress.pages.kinds.files import ROOT_FILES_ORIGIN
from dossierpress.pages.traced_pages import TracedPages
from dossierpress.search.index import index_texts
from dossierpress.sharing.share_pictures import draw_pictures
from dossierpress.source.files import TemplateSet

Render = Callable[[Page, str], bytes | None]
"""Renders a page with its fingerprint if it has to be: what is to be known of it, encoded."""


_FILE = re.compile(r"(?:content|templates)/.+")
_NUMBERED = re.compile(r"(?P<stem>.+)-page-[0-9]+")


def no_rendering(_page: Page, _fingerprint: str) -> None:
    """Leave all pages for later."""


def plan_site(  # noqa: PLR0913 (what, with what, and how)
    site: Site,
    templates: TemplateSet,
    facts: ThemeFacts,
    *,
    store: Store | None = None,
    run: Run = inline,
    render: Render = no_rendering,
    searched: bool = True,
    kinds: Sequence[PageKind] = KINDS,
    emitters: Sequence[Emitter] = EMITTERS,
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan all pages and files of an edition.

    Args:
        site: The whole dossier.
        templates: The theme.
        facts: Digests and diagnostics of the theme.
        store: Traces of earlier builds. Only the time depends on it.
        run: Runs the building of views.
        render: Called with each page whose view is built, and its fingerprint.
        searched: Whether texts are indexed for the search, and pictures drawn; not where nothing
            will be published.
        kinds: The kinds of page; the built-in kinds by default.
        emitters: The kinds of file; the built-in ones by default.

    Returns:
        The plan; diagnostics of files with the same path.
    """

    def use(page: Page, view: bytes) -> bytes | None:
        return render(page, fingerprint(page, view, facts))

    reads = Reads()
    with ExitStack() as stack:
        known = stack.enter_context(Store()) if store is None else store
        styled = StyledCitations(site.config.citation.styles, known)
        search = index_texts(site, store=known, run=run) if searched else None
        pictures = draw_pictures(site, templates, store=known, run=run) if searched else ()
        tracked = TrackedSite(
            site=site,
            theme=templates,
            reads=reads,
            styled=styled,
            search=search,
            layouts=KeptLayouts(known),
            pictures=pictures,
        )
        traces = Traces("pages", views_key(site.config.timezone), reads, known)
        pages = list(TracedPages(kinds, tracked, traces).all(run, use))
        traces.save()
        styled.forget_but({one.page.path for one in pages})
    digests = {id(one.page): one.digest for one in pages}
    files = [file for emitter in emitters for file in emitter.emit(tracked)]
    items, clashes = _without_clashes([*(one.page for one in pages), *files], site)
    planned = Plan(
        pages=tuple(
            (page, fingerprint(page, digests[id(page)], facts))
            for page in sorted(
                (one for one in items if isinstance(one, Page)), key=lambda one: one.path
            )
        ),
        assets=tuple(
            sorted((one for one in items if isinstance(one, Asset)), key=lambda one: one.path)
        ),
        rendered={one.page.path: one.made for one in pages if one.made is not None},
    )
    return planned, tuple(clashes)


def fingerprint(page: Page, view: bytes, facts: ThemeFacts) -> str:
    """A digest of everything that a page depends on: equal fingerprints mean equal bytes.

    Args:
        page: The page; its view need not be built.
        view: The digest of its view.
        facts: Digests of the theme.
    """
    digest = sha256()
    for data in (page.template.encode(), facts.closures[page.template].encode(), view):
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _without_clashes(
    planned: Iterable[Page | Asset], site: Site
) -> tuple[list[Page | Asset], list[Diagnostic]]:
    """Keep one of the items whose paths some file system takes for one; report the others."""
    kept: dict[str, Page | Asset] = {}
    clashes: list[Diagnostic] = []
    for item in planned:
        meets = kept.setdefault(_folded_path(item.path), item)
        if meets is not item and not _refused_by_name(meets, item, site):
            clashes.append(_clash(meets, item))
    return list(kept.values()), clashes


def _refused_by_name(one: Page | Asset, other: Page | Asset, site: Site) -> bool:
    """Whether the clash comes from an id that belongs to a list: reading ids reports that."""
    written = any(_FILE.search(item.origin) for item in (one, other))
    return written and _is_path_of_list(one.path, site)


def _is_path_of_list(path: str, site: Site) -> bool:
    """Whether a path belongs to an index or to a further page of a record, so no id may give it."""
    folder, _, name = path.removesuffix(".html").rpartition("/")
    records: dict[str, Collection[str]] = {
        "articles": site.articles,
        "entities": site.entities,
        "sources": site.sources,
        "claims": site.claims.by_id,
        "pages": site.pages,
        "claims-by-source": site.entities,
        "tags": (),
    }
    numbered = _NUMBERED.fullmatch(name)
    stem = numbered["stem"] if numbered else name
    return folder in records and (stem == "index" or bool(numbered and stem in records[folder]))


def _folded_path(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _clash(one: Page | Asset, other: Page | Asset) -> Diagnostic:
    here, there = (other, one) if _FILE.search(other.origin) else (one, other)
    path = _FILE.search(here.origin)
    elsewhere = _FILE.search(there.origin)
    alike = "" if one.path == other.path else f", where `{there.path}` is the same file to some"
    return Diagnostic(
        code="plan-path-clash",
        path=path[0] if path else "site.yml",
        message=f"`{here.path}` would be written twice: for {_quoted(here)}, and for "
        f"{_quoted(there)}{alike}",
        hint="take it out of `root_files`"
        if ROOT_FILES_ORIGIN in (one.origin, other.origin)
        else "give one of them another id",
        notes=(Note(message="the other one is made of this", path=elsewhere[0]),)
        if elsewhere
        else (),
    )


def _quoted(item: Page | Asset) -> str:
    return _FILE.sub(lambda found: f"`{found[0]}`", item.origin)
