"""Which lines of published records are for the desk alone: private annotations and quotations."""

from collections.abc import Iterable, Iterator

from dossierpress.model.body import Block
from dossierpress.model.content import Parsed, Record
from dossierpress.schema.article import ArticleMatter


def private_lines(parsed: Iterable[Parsed]) -> tuple[tuple[str, int, int], ...]:
    """(file, first line, last line) of every private annotation and quotation.

    What is wrong with one is told in words of its own, which may be in no text that is published.
    """
    return tuple(
        (record.path, first, last)
        for file in parsed
        for record in file.records
        for first, last in _of_record(record)
    )


def _of_record(record: Record) -> Iterator[tuple[int, int]]:
    if not isinstance(record.matter, ArticleMatter):
        return
    notes, said = record.matter.annotations, record.matter.quotations
    private = [
        *(f"annotations/{number}" for number, one in enumerate(notes) if one.private),
        *(f"quotations/{number}" for number, one in enumerate(said) if one.private),
    ]
    if not private:
        return
    body = [piece.line for piece in record.body.pieces if isinstance(piece, Block)]
    begins = sorted({*(span.line for _, span in record.locations), *body[:1]})
    for pointer in private:
        own = [
            span.line
            for place, span in record.locations
            if place == pointer or place.startswith(f"{pointer}/")
        ]
        if own:
            # A text of several lines goes on up to whatever comes next.
            after = next((line for line in begins if line > max(own)), max(own) + 1)
            yield min(own), after - 1
