"""What the page of the search shows, and the files of its index that are made of views."""

from dossierpress.pages.views.lists import JumpLink, Pagination
from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import NameShown, RecordLink, View


class NamedEntry(View, frozen=True, kw_only=True):
    """An entity, a claim or a source from A to Z."""

    record: RecordLink
    """Its page and name."""
    kind_label: str | None
    """Of an entity: its kind, in words."""
    under: str | None
    """What it stands under, where that is in other words than its name."""
    others: tuple[NameShown, ...]
    """Its other names, weak and former ones too, each once."""


class NamedLetter(View, frozen=True, kw_only=True):
    """What stands under one letter."""

    anchor: str
    """Id of the group."""
    letter: str
    """The letter."""
    entries: tuple[NamedEntry, ...]
    """In order."""


class SearchView(View, frozen=True, kw_only=True):
    """The page of the search: everything that has a name, from A to Z."""

    frame: Frame
    """What surrounds the page."""
    total: int
    """How many entries there are on all pages."""
    letters: tuple[NamedLetter, ...]
    """Those of this page."""
    jumps: tuple[JumpLink, ...]
    """The way to every letter."""
    pagination: Pagination | None
    """Where this page stands in the list; None where it is short."""
    kinds: tuple[tuple[str, str], ...]
    """(kind, many of them in words) for each kind of entity that there is."""
    library: str
    """Where the library is that finds names: a script of the theme."""
    index: str
    """The folder of the index."""


class IndexFileView(View, frozen=True, kw_only=True):
    """A file of the index."""

    code: str
    """A call of the page's script with data."""
