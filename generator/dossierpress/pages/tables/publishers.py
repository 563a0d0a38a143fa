"""What sources publish: documents and other sources, and how often all of it is cited."""

from collections import defaultdict
from collections.abc import Mapping

from dossierpress.model.site import Site


def published_by(site: Site, *, documents: bool) -> Mapping[str, tuple[str, ...]]:
    """Source id -> ids of the documents that it publishes, or of the other sources."""
    known = site.sources
    return {
        source: tuple(
            one for one in published if (known[one].matter.kind == "document") == documents
        )
        for source, published in site.documents_of.items()
    }


def cited_through(site: Site, times_cited: Mapping[str, int]) -> Mapping[str, int]:
    """Source id -> citations of all that it publishes, directly or indirectly.

    Computed bottom-up from sources that publish nothing, so a cycle of publishers counts nothing.

    Args:
        site: What is published.
        times_cited: Source id -> how often texts cite it.
    """
    waiting = {source: len(children) for source, children in site.documents_of.items()}
    above = {child: source for source, children in site.documents_of.items() for child in children}
    found: dict[str, int] = defaultdict(int)
    ready = [source for source in above if source not in waiting]
    while ready:
        source = ready.pop()
        parent = above.get(source)
        if parent is None:
            continue
        found[parent] += found.get(source, 0) + times_cited.get(source, 0)
        waiting[parent] -= 1
        if not waiting[parent]:
            ready.append(parent)
    return {source: found[source] for source, left in waiting.items() if not left}
