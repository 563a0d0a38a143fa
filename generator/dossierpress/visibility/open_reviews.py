"""What somebody still has to look at before it is published: `review: open`."""

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from msgspec import Struct

from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.plural import pluralised
from dossierpress.model.content import Record
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.shared_types import Relation, Reviewed, parts_of

ReviewedKind = Literal["claim", "quotation", "relation", "annotation"]


class OpenReview(Struct, frozen=True, kw_only=True, gc=False):
    """A claim or a part of a record with an open review."""

    kind: ReviewedKind
    record: Record
    """The claim, or the record whose front matter has the part."""
    span: Span
    words: str
    """Words by which a person recognises it."""


def open_reviews(records: Iterable[Record]) -> Iterator[OpenReview]:
    """Find all open reviews, in the order of the records, and within each in that of its file."""
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


def count_in_words(found: Iterable[OpenReview]) -> str:
    """Count open reviews by kind, in words: `3 claims and 1 quotation`."""
    kinds = [one.kind for one in found]
    counts = [(kinds.count(kind), kind) for kind in get_args(ReviewedKind) if kind in kinds]
    words = [pluralised(number, kind) for number, kind in counts]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _of_part(part: Reviewed, owner: str) -> tuple[ReviewedKind, str]:
    match part:
        case SpokenWords():
            return "quotation", part.quote.exact
        case Annotation():
            return "annotation", part.text
        case Relation():
            return "relation", f"{owner} {part.type} {part.to}"
        case _:
            raise TypeError(f"{type(part).__name__} is no part that is reviewed")
