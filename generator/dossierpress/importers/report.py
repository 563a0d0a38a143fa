"""The report of an import: what was converted, and what could not be represented."""

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
    """Something in the data that is not represented in the dossier."""

    thing: Thing
    where: str
    """JSON path; the first place where `count` is more than one."""
    what: str
    """The words, the name or the field, as they stand in the data."""
    reason: str
    count: int = 1


class ImportReport(Struct, frozen=True, kw_only=True, gc=False):
    """Counts of the written files. A mention counts if its words link to its entity."""

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
        """Share of named mentions in the data that became links: 1.0 is all."""
        return self.mentions / self.mentions_read if self.mentions_read else 1.0
