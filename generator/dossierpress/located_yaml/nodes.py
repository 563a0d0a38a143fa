"""What YAML text becomes: text, lists and maps with their places."""

from typing import Self

from msgspec import Struct

from dossierpress.diagnostics.diagnostic import Span


class Limits(Struct, frozen=True, kw_only=True, gc=False):
    """What one text may cost; anything beyond is refused unread."""

    size: int = 2_000_000
    """Bytes in UTF-8."""
    depth: int = 20
    """Lists and mappings inside one another."""
    nodes: int = 200_000
    """Values, lists and mappings, keys included."""
    size_setting: str | None = None
    """What raises `size` among the limits in site.yml; None where no setting raises any of them."""

    def allows_more(self, setting: str | None) -> str:
        """How to go on behind a limit, as the end of a hint."""
        raisable = setting is not None and self.size_setting is not None
        return f"; `limits: {{{setting}: …}}` in site.yml allows more" if raisable else ""


class Text(str):
    """A scalar: always text, whatever it looks like."""

    __slots__ = ("plain", "span")

    span: Span
    """Of the text as written, inside its quotes; `length` counts its first line."""
    plain: bool
    """Written without quotes, and not as a block."""

    def __new__(cls, text: str, span: Span, *, plain: bool = True) -> Self:
        """Text found at a place."""
        self = super().__new__(cls, text)
        self.span = span
        self.plain = plain
        return self


class Sequence(list["Node | None"]):
    """A list. An item without a value is None."""

    __slots__ = ("places", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.places: list[Span] = []
        """Of each item, None included."""

    def add(self, value: "Node | None", place: Span) -> None:
        """Add an item found at a place."""
        self.append(value)
        self.places.append(place)

    def drop(self, index: int) -> None:
        """Leave an item out."""
        del self[index], self.places[index]


class Mapping(dict[str, "Node | None"]):
    """A map in the order in which it was written. A key without a value has None."""

    __slots__ = ("keys_at", "partial", "places", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.keys_at: dict[str, Span] = {}
        """Where each key stands."""
        self.places: dict[str, Span] = {}
        """Where each value stands; for None, where its key does."""
        self.partial = False
        """Some of it could not be read, so that nothing can be said of what is missing."""

    def add(self, key: str, value: "Node | None", *, key_at: Span, place: Span) -> None:
        """Add an entry found at a place."""
        self[key] = value
        self.keys_at[key] = key_at
        self.places[key] = place

    def drop(self, key: str) -> None:
        """Leave an entry out."""
        del self[key], self.keys_at[key], self.places[key]


Node = Text | Sequence | Mapping
