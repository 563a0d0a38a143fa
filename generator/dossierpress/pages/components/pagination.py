"""Pagination: a long list goes on over several pages, and each page shows its part of it."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from dossierpress.kernel import routes
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import ListPage, Pagination

Item = TypeVar("Item")

NEAR = 2
"""How many pages to either side of the current one the page list names."""


class Sheet(Struct, frozen=True, kw_only=True, gc=False):
    """One of the pages that a subject with long lists takes."""

    start: str
    """Path of the first page."""
    number: int
    """Of this page, from 1."""
    total: int
    """How many pages there are."""
    size: int
    """Entries of each list on one page."""

    @property
    def path(self) -> str:
        """Path of this page."""
        return routes.continuation(self.start, self.number)

    @property
    def first(self) -> bool:
        """Whether this is the page that a reader comes to."""
        return self.number == 1

    def origin(self, of: str) -> str:
        """What this page is made of, for messages."""
        return of if self.first else f"page {self.number} of {of}"

    def cut(self, entries: Sequence[Item]) -> tuple[Item, ...]:
        """The part of a list that this page shows."""
        return tuple(entries[(self.number - 1) * self.size : self.number * self.size])

    def holding(self, place: int) -> str:
        """Path of the page that shows the entry at a place (from 0) of a list."""
        return routes.continuation(self.start, place // self.size + 1)

    def pagination(self) -> Pagination | None:
        """The way to the other pages; None where there are none."""
        if self.total == 1:
            return None
        near = {1, self.total, *range(self.number - NEAR, self.number + NEAR + 1)}
        shown = sorted(page for page in near if 1 <= page <= self.total)
        before = [0, *shown]
        return Pagination(
            number=self.number,
            total=self.total,
            previous=None if self.first else self._link(self.number - 1),
            next=None if self.number == self.total else self._link(self.number + 1),
            pages=tuple(
                ListPage(
                    number=page,
                    href=self._link(page),
                    current=page == self.number,
                    gap=page - last > 1,
                )
                for last, page in zip(before, shown, strict=False)
            ),
        )

    def _link(self, number: int) -> str:
        return routes.relative(self.path, routes.continuation(self.start, number))


def sheets(
    start: str, site: TrackedSite, *lists: Sequence[object], most: int | None = None
) -> Iterator[Sheet]:
    """The pages that it takes to show some lists; at least one.

    Args:
        start: Path of the first page.
        site: Its settings say how many entries of each list one page shows.
        lists: All that go on over these pages.
        most: No page shows more entries than that.
    """
    longest = max((len(entries) for entries in lists), default=0)
    total, size = site.pages_of[longest, most]
    for number in range(1, total + 1):
        yield Sheet(start=start, number=number, total=total, size=size)
