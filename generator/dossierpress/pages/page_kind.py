"""`PageKind`, a kind of page, and `Emitter`, a kind of file that is published as it is.

The built-in ones are in `kinds/`: every module of that package is found, and no list names them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from dossierpress.citing.citable import Citable
from dossierpress.kernel import routes
from dossierpress.kernel.key import Key, RecordType
from dossierpress.model.output import Asset, Page
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import View

Listed = tuple[str, str]
"""(path of a page that search engines may list, day of its last change or "")."""


class PageKind(Struct, frozen=True, kw_only=True):
    """A kind of page: which pages there are, and how their views are built."""

    name: str
    """Slug, unique among the kinds of page."""
    views: Mapping[str, type[View]]
    """Template -> class of its view; several if pages of this kind use different templates."""
    keys: Callable[[TrackedSite], Iterable[str]]
    """The keys of the subjects, such as ids of articles. Called in every build."""
    make: Callable[[TrackedSite, str], Iterable[Page]]
    """The pages of one key; their views are built lazily. Pure: a page depends only on the key and
    on what is read of the site, and is built again only if that has changed."""
    listed: Callable[[TrackedSite], Iterable[Listed]] = lambda _: ()
    """Its pages that search engines may list, the first one of each list."""
    cited: Callable[[TrackedSite, str], Citable] | None = None
    """How the page of a key is cited; None where pages of the kind do not say so. What may have to
    be cited anew is written before any page is made, in one go."""

    def pages(self, site: TrackedSite) -> Iterator[Page]:
        """All pages of the kind."""
        for key in self.keys(site):
            yield from self.make(site, key)


def only_one(_: TrackedSite) -> tuple[str, ...]:
    """`keys` of a kind with one subject, such as the index of articles."""
    return ("",)


def listed_if(there: object, path: str) -> tuple[Listed, ...]:
    """A page that may be listed where there is something in it."""
    return ((path, ""),) if there else ()


def listed_records(type_: RecordType, ids: Iterable[str]) -> Iterator[Listed]:
    """The pages of some records, which do not say when they were last changed."""
    return ((routes.record(Key(type=type_, id=id_)), "") for id_ in ids)


class Emitter(Struct, frozen=True, kw_only=True):
    """A kind of file: of the theme, media, an export for other programs."""

    name: str
    """Slug, for messages."""
    emit: Callable[[TrackedSite], Iterable[Asset]]
    """Pure and deterministic: the same site always gives the same files in the same order."""
