"""Which lines of published records are for the desk alone: parts that are withheld."""

from collections.abc import Collection, Iterable, Iterator

from dossierpress.model.body import Block
from dossierpress.model.content import Parsed, Record
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.parts import parts_of


def private_lines(
    parsed: Iterable[Parsed], names: Collection[str] = ()
) -> tuple[tuple[str, int, int], ...]:
    """(file, first line, last line) of every withheld annotation, quotation, relation and report.

    What is wrong with one is told in words of its own, which may be in no text that is published.

    Args:
        parsed: All files.
        names: What withheld records are called, `id` and `type:id`: their reports are withheld.
    """
    return tuple(
        (record.path, first, last)
        for file in parsed
        for record in file.records
        for first, last in _of_record(record, names)
    )


def _of_record(record: Record, names: Collection[str]) -> Iterator[tuple[int, int]]:
    withheld = [
        f"{key}/{number}"
        for key, parts in parts_of(record.matter)
        for number, one in enumerate(parts)
        if one.withheld
    ]
    if isinstance(record.matter, ClaimMatter):
        withheld += [
            f"reports/{number}"
            for number, report in enumerate(record.matter.reports)
            if report.by.id in names
        ]
    if not withheld:
        return
    body = [piece.line for piece in record.body.pieces if isinstance(piece, Block)]
    begins = sorted({*(span.line for _, span in record.locations), *body[:1]})
    for pointer in withheld:
        own = [
            span.line
            for place, span in record.locations
            if place == pointer or place.startswith(f"{pointer}/")
        ]
        if own:
            # A text of several lines goes on up to whatever comes next.
            after = next((line for line in begins if line > max(own)), max(own) + 1)
            yield min(own), after - 1
