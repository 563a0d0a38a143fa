"""Duplicates: what is declared twice, and identifiers that two records share."""

from collections.abc import Iterable, Iterator

from dossierpress.kernel.diagnostics import Diagnostic, Note
from dossierpress.kernel.key import Key
from dossierpress.model.content import Record
from dossierpress.records.facets import ARTICLE, ENTITY, SOURCE, Types
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.page import PageMatter


def declared_twice(record: Record, register: Register) -> Iterator[Diagnostic]:
    """Report what a list of an article or a page has more than once."""
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        entities = [entity.id for entity in matter.entities]
        yield from _twice(record, register, "entities", entities, ENTITY, "id")
        sources = [source.id for source in matter.sources]
        yield from _twice(record, register, "sources", sources, SOURCE, "id")
    elif isinstance(matter, PageMatter):
        yield from _twice(record, register, "series", list(matter.series), ARTICLE)


def _twice(
    record: Record, register: Register, field: str, ids: list[str], types: Types, *within: str
) -> Iterator[Diagnostic]:
    hints = {
        "entities": "join the two: a role may say more than one thing",
        "sources": "join the two, or give each piece of work a source of kind `document` with this "
        "one as `publisher`",
        "series": "delete one of the two: an article is one part of a series",
    }
    first: dict[Key, int] = {}
    for number, text in enumerate(ids):
        key = find_record(register, read_reference(text), types)
        if key is None or first.setdefault(key, number) == number:
            continue
        yield Diagnostic(
            code="ref-declared-twice",
            path=record.path,
            span=record.locate(field, number, *within),
            message=f"`{key.id}` stands twice under `{field}`",
            hint=hints[field],
            notes=(
                Note(
                    message="the first stands",
                    path=record.path,
                    span=record.locate(field, first[key], *within),
                ),
            ),
        )


def shared_identifiers(
    records: Iterable[tuple[Key, Record]], register: Register
) -> Iterator[Diagnostic]:
    """Report different entities with the same identifier of an external register."""
    first: dict[tuple[str, str], Key] = {}
    for key, record in records:
        if not isinstance(record.matter, EntityMatter):
            continue
        for identifier in record.matter.ids:
            other = first.setdefault((identifier.scheme, identifier.value), key)
            if other == key:
                continue
            yield Diagnostic(
                code="ref-shared-identifier",
                path=record.path,
                span=record.locate("ids", identifier.scheme),
                message=(
                    f"`{key.id}` and `{other.id}` have one {identifier.scheme} identifier, "
                    f"`{identifier.value}`"
                ),
                hint="if they are one, make them one entity; if not, one identifier is wrong",
                notes=(register.defined(other),),
            )
