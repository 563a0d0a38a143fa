"""What lists are made of: short forms of records, and the ways through a long list."""

from dossierpress.views.parts import DateShown, Name, Picture, RecordLink, Way
from dossierpress.views.view import View


class ArticleCard(View, frozen=True, kw_only=True):
    """An article in a list."""

    article: RecordLink
    """Its page and title."""
    date: DateShown | None
    """Of its text."""
    covers: DateShown | None
    """The days of which it tells, where it says so."""
    as_of: DateShown | None
    """The day of the knowledge that it holds, where it says so."""
    summary: str | None
    """One paragraph."""
    dir: Way | None
    """Direction of the summary; None where it is the site's."""
    picture: Picture | None
    """Decoration; its alternative text is empty."""


class EntityCount(View, frozen=True, kw_only=True):
    """An entity in a list, with the number of articles that it appears in."""

    entity: RecordLink
    """Its page and name."""
    articles: int
    """How many articles declare or mention it."""


class KindLink(View, frozen=True, kw_only=True):
    """A kind of entity, and how many there are."""

    kind: str
    """The kind, for styles."""
    label: str
    """Many of them, in words."""
    href: str
    """The index of the kind."""
    entities: int
    """How many."""
    current: bool
    """Whether this page is that index."""


class TagLink(View, frozen=True, kw_only=True):
    """A tag of an article."""

    href: str
    """The list of its articles."""
    name: str
    """The tag as written."""
    label: Name
    """What it is called; its language is told where it is not the page's."""


class TagCount(View, frozen=True, kw_only=True):
    """A tag, and how many articles have it."""

    href: str
    """The list of its articles."""
    name: str
    """The tag as written."""
    label: Name
    """What it is called; its language is told where it is not the page's."""
    articles: int
    """How many articles have it."""


class JumpLink(View, frozen=True, kw_only=True):
    """A way to a group of a long list: a letter or a year."""

    label: str
    """The letter or the year."""
    href: str
    """The group, maybe on another page of the list."""


class ListPage(View, frozen=True, kw_only=True):
    """One page of a long list, as the page list shows it."""

    number: int
    """From 1."""
    href: str
    """Where it is."""
    current: bool
    """Whether it is this one."""
    gap: bool
    """Whether pages are left out ahead of it."""


class Pagination(View, frozen=True, kw_only=True):
    """Where this page stands in a long list."""

    number: int
    """Of this page, from 1."""
    total: int
    """How many pages the list has, at least 2."""
    previous: str | None
    """The page before."""
    next: str | None
    """The page after."""
    pages: tuple[ListPage, ...]
    """The first, the last and those near this one."""
