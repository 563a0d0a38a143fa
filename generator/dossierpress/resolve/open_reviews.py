"""What somebody still has to look at before it is published: `review: open`."""

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from msgspec import Struct

from dossierpress.diagnostics import Span
from dossierpress.model.content import Record
from dossierpress.plural import many
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.parts import Relation, Reviewed, parts_of

Kind = Literal["claim", "quotation", "relation", "annotation"]


class OpenReview(Struct, frozen=True, kw_only=True, gc=False):
    """A claim, or a part of a record, whose review is open."""

    kind: Kind
    record: Record
    """The claim, or the record whose front matter the part stands in."""
    span: Span
    words: str
    """What a person recognises it by."""


def open_reviews(records: Iterable[Record]) -> Iterator[OpenReview]:
    """Find them, in the order of the records and within each in the order of its file."""
    for record in records:
        matter = record.matter
        if isinstance(matter, ClaimMatter) and matter.review == "open":
            yield OpenReview(kind="claim", record=record, span=record.span, words=matter.text)
        for key, parts in parts_of(matter):
            for number, part in enumerate(parts):
                if part.review == "open":
                    kind, words = _of_part(part, record.id)
                    span = record.locate(key, number)
                    yield OpenReview(kind=kind, record=record, span=span, words=words)


def counted(found: Iterable[OpenReview]) -> str:
    """Say how many of each kind there are: `3 claims and 1 quotation`."""
    kinds = [one.kind for one in found]
    counts = [(kinds.count(kind), kind) for kind in get_args(Kind) if kind in kinds]
    words = [many(number, kind) for number, kind in counts]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _of_part(part: Reviewed, owner: str) -> tuple[Kind, str]:
    match part:
        case SpokenWords():
            return "quotation", part.quote.exact
        case Annotation():
            return "annotation", part.text
        case Relation():
            return "relation", f"{owner} {part.type} {part.to}"
        case _:
            raise TypeError(f"{type(part).__name__} is no part that is reviewed")
