"""What an import made of its input, and what it could not; with numbers of things in words."""

from typing import Literal

from msgspec import Struct

_PLURALS = {"entity": "entities", "entry": "entries"}


def plural_of(thing: str, number: int) -> str:
    """`article`, 2 -> `articles`."""
    return thing if number == 1 else _PLURALS.get(thing, f"{thing}s")


def counted(number: int, thing: str) -> str:
    """1, `source` -> `1 source`; 12, `entity` -> `12 entities`."""
    return f"{number} {plural_of(thing, number)}"


Thing = Literal[
    "article",
    "entity",
    "source",
    "relation",
    "mention",
    "link",
    "field",
    "text",
    "attribution",
    "quote",
    "block",
    "annotation",
]


class NotRepresented(Struct, frozen=True, kw_only=True, gc=False):
    """Something in the data that the dossier does not show."""

    thing: Thing
    where: str
    """JSON path; the first place where `count` is more than one."""
    what: str
    """The words, the name or the field, as they stand in the data."""
    reason: str
    count: int = 1


class ImportReport(Struct, frozen=True, kw_only=True, gc=False):
    """Counts of what the files hold. A mention counts where its words lead to its entity."""

    articles: int
    entities: int
    sources: int
    relations: int
    """As written: relations that several articles tell alike are one."""
    relations_read: int
    mentions: int
    """Of entities that are named: those that lead readers to a page. A mention in what is imported
    as withheld does not."""
    mentions_read: int
    """In the data, of entities that are named."""
    unnamed_mentions: int
    """In the data, of common nouns: these have no page by design."""
    links: int
    """Links of the text as it was published, kept."""
    claims: int
    """One for each attribution that is written."""
    attributions_read: int
    quotations: int
    """One for each quote that is written."""
    quotes_read: int
    not_represented: tuple[NotRepresented, ...]

    @property
    def recall(self) -> float:
        """Named mentions that readers can follow, of those in the data: 1.0 is all."""
        return self.mentions / self.mentions_read if self.mentions_read else 1.0
