"""What stands beside a text must point at the words that it says it does, or it is left out."""

from collections.abc import Iterator

from msgspec.structs import replace

from dossierpress.importers.read_json import short
from dossierpress.importers.registry import one_line
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.shapes import (
    NESTED,
    ArticleShape,
    AttributionShape,
    BlockShape,
    Evidence,
    HyperlinkShape,
    MentionShape,
    QuoteShape,
    RelationShape,
    StandOff,
)

_HOW = "offsets count Unicode code points from 0, and the end is not included"

Placed = BlockShape | MentionShape | HyperlinkShape | QuoteShape | AttributionShape | RelationShape


def in_place(data: StandOff) -> tuple[StandOff, tuple[NotRepresented, ...]]:
    """The data without what is not in its text, or has other words than it says; and that."""
    notes: list[NotRepresented] = []
    articles = tuple(_article(article, notes) for article in data.articles)
    return replace(data, articles=articles), tuple(notes)


def _article(article: ArticleShape, notes: list[NotRepresented]) -> ArticleShape:
    update: dict[str, object] = {}
    for name in ("blocks", "entities", "links", "quotes", "attributions"):
        kept = []
        for one in getattr(article, name):
            reason = _wrong(article.text, one)
            if reason is None:
                kept.append(one)
            else:
                what = one_line(_words(one)) or "an object"
                notes.append(
                    NotRepresented(thing=NESTED[name], where=one.where, what=what, reason=reason)
                )
        update[name] = tuple(kept)
    update["relations"] = tuple(_relation(article.text, one, notes) for one in article.relations)
    return article.model_copy(update=update)


def _relation(text: str, one: RelationShape, notes: list[NotRepresented]) -> RelationShape:
    """It stands without its evidence."""
    reason = _wrong(text, one)
    if reason is None:
        return one
    where = f"{one.where}.evidence"
    notes.append(NotRepresented(thing="field", where=where, what=_words(one), reason=reason))
    return one.model_copy(update={"evidence": None})


def _wrong(text: str, one: Placed) -> str | None:
    reasons = (_misplaced(text, *place) for place in _places(one))
    return next((reason for reason in reasons if reason), None)


def _places(one: Placed) -> Iterator[tuple[int, int, str | None]]:
    match one:
        case AttributionShape():
            yield (*one.cue, one.cue_text)
            yield (*one.content, one.content_text)
        case RelationShape():
            if isinstance(one.evidence, Evidence):
                yield one.evidence.start, one.evidence.end, one.evidence.text
        case _:
            yield one.start, one.end, one.text


def _words(one: Placed) -> str:
    match one:
        case AttributionShape():
            return one.content_text or ""
        case RelationShape():
            return (one.evidence.text or one.type) if one.evidence else one.type
        case _:
            return one.text or ""


def _misplaced(text: str, start: int, end: int, words: str | None) -> str | None:
    if not start <= end <= len(text):
        return f"it goes from {start} to {end}, but the text has {len(text)} characters ({_HOW})"
    there = text[start:end]
    if words is None or words == there:
        return None
    return (
        f"the words at its place are others: the text reads `{short(there)}` from {start} to {end}"
        f" ({_found_at(text, words)})"
    )


def _found_at(text: str, words: str) -> str:
    start = text.find(words) if words else -1
    if start < 0 or text.find(words, start + 1) >= 0:
        return _HOW
    return f"its words stand from {start} to {start + len(words)}"
