"""What a kind of page is, and what decides on files that are published as they are.

A `PageKind` says which pages there are and how the view of each is made; an `Emitter` gives
files. Those of the program are in `kinds/`, where a module need only be to be found.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from dossierpress.model.output import Asset, Page
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import View


class PageKind(Struct, frozen=True, kw_only=True):
    """Everything that is to be known of one kind of page: those of articles, the feed."""

    name: str
    """Slug, unique among the kinds of page."""
    views: Mapping[str, type[View]]
    """Template -> what it is given; several where such a page may look one way or another."""
    keys: Callable[[TrackedSite], Iterable[str]]
    """What there is a page of, or several: ids of articles. Asked in every build."""
    make: Callable[[TrackedSite, str], Iterable[Page]]
    """The pages of one key, their views yet to be made. Pure: what they show depends on the key and
    on what is read of the edition, and is made again only where that has changed."""

    def pages(self, site: TrackedSite) -> Iterator[Page]:
        """All pages of the kind."""
        for key in self.keys(site):
            yield from self.make(site, key)


def only_one(_: TrackedSite) -> tuple[str, ...]:
    """The keys of a kind of which there is one subject: the index of articles."""
    return ("",)


class Emitter(Struct, frozen=True, kw_only=True):
    """Files of one kind: the theme's, media, an export for other programs."""

    name: str
    """Slug, for messages."""
    emit: Callable[[TrackedSite], Iterable[Asset]]
    """Pure and deterministic: the same edition always gives the same files in the same order."""
