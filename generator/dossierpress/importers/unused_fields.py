"""Keys of the data that the stand-off form does not name: counted, so that none goes unsaid."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dossierpress.importers.report import NotRepresented
from dossierpress.importers.shapes import NESTED, Shape, StandOff


def unused_fields(data: StandOff) -> tuple[NotRepresented, ...]:
    """One note for each unknown key with something in it: where it is, and how often."""
    counts: dict[tuple[str, str], int] = {}
    _count(counts, "$", data.extra)
    for where, shapes in _groups(data):
        for shape in shapes:
            _count(counts, where, shape.model_extra or {})
    for article in data.articles:
        _count(counts, "$.articles[*]", {"dates": article.dates})
    return tuple(
        NotRepresented(
            thing="field", where=where, what=key, reason=_reason(where, key), count=count
        )
        for (where, key), count in counts.items()
    )


def _count(counts: dict[tuple[str, str], int], where: str, extra: Mapping[str, Any]) -> None:
    for key, value in extra.items():
        if value not in (None, "", [], {}):
            counts[where, key] = counts.get((where, key), 0) + 1


def _reason(where: str, key: str) -> str:
    holder = where.removesuffix("[*]").rpartition(".")[2]
    of = "the file" if holder == "$" else holder
    return f"the import reads no key `{key}` of {of}, so what stands under it is in no page"


def _groups(data: StandOff) -> Iterator[tuple[str, Iterable[Shape]]]:
    articles = data.articles
    yield "$.articles[*]", articles
    for name in NESTED:
        shapes = (shape for article in articles for shape in getattr(article, name))
        yield f"$.articles[*].{name}[*]", shapes
    yield "$.entities[*]", (entity for entity in data.entities if entity.named)
    yield "$.sources[*]", data.sources
