"""What a kind of page is: which pages there are, and how the view of each is made."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from dossierpress.emitters.edition import Edition
from dossierpress.model.output import Page
from dossierpress.views.view import View


class PageKind(Struct, frozen=True, kw_only=True):
    """Everything that is to be known of one kind of page: those of articles, the feed."""

    name: str
    """Slug, unique among the kinds of page."""
    views: Mapping[str, type[View]]
    """Template -> what it is given; several where such a page may look one way or another."""
    keys: Callable[[Edition], Iterable[str]]
    """What there is a page of, or several: ids of articles. Asked in every build."""
    make: Callable[[Edition, str], Iterable[Page]]
    """The pages of one key, their views yet to be made. Pure: what they show depends on the key and
    on what is read of the edition, and is made again only where that has changed."""

    def pages(self, edition: Edition) -> Iterator[Page]:
        """All pages of the kind."""
        for key in self.keys(edition):
            yield from self.make(edition, key)


def only_one(_: Edition) -> tuple[str, ...]:
    """The keys of a kind of which there is one subject: the index of articles."""
    return ("",)
