"""Quotes of an article -> quotations of its front matter, each with its speaker.

The speaker of a quote is usually in the attributions that overlap it. If these do not agree, or
one of them has no speaker, or there is none, the quote is listed: no speaker is guessed.
"""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from dossierpress.importers.standoff.anchoring import ShownText, spans_overlap
from dossierpress.importers.standoff.claims import MOST_LOOKED_AT, EntryWriter, FrontMatterEntries
from dossierpress.importers.standoff.form import ArticleShape, AttributionShape, QuoteShape
from dossierpress.importers.standoff.registry import Registry, one_line
from dossierpress.importers.standoff.speakers import (
    AttributedSpeech,
    Party,
    SpeakerUnknown,
    speaker_of,
)
from dossierpress.schema.annotation import WordsOf

_SPEECH = "quote"
_OPENING = tuple('"“«„「『')
_CLOSING = tuple('"”»“」』')


def quotations_of_article(
    article: ArticleShape,
    shown: ShownText,
    said: Sequence[AttributedSpeech | str],
    registry: Registry,
    *,
    room: int,
) -> FrontMatterEntries:
    """One quotation for each quote whose speaker is known.

    Args:
        article: The article in the data.
        shown: Its text.
        said: Who speaks in each attribution.
        registry: Ids of the entities.
        room: Bytes of front matter that are left.
    """
    writing = EntryWriter(thing="quote", room=room)
    looked_at = article.quotes[:MOST_LOOKED_AT]
    speakers = list(zip(article.attributions, said, strict=False))
    speeches = dict(_speeches(article.text, looked_at))
    for index, quote in enumerate(article.quotes):
        item: dict[str, Any] | str = f"an article has more than {MOST_LOOKED_AT} of them"
        if index < MOST_LOOKED_AT:
            by = _speaker(article, quote, speeches.get(index), speakers, registry)
            item = _quotation(article, quote, shown, by, registry)
        words = article.text[quote.start : quote.end]
        writing.add(item, quote.where, words)
    return writing.done()


def _quotation(
    article: ArticleShape,
    quote: QuoteShape,
    shown: ShownText,
    by: Party | SpeakerUnknown | None,
    registry: Registry,
) -> dict[str, Any] | str:
    if quote.kind not in (None, _SPEECH):
        return f"the data marks it as words set apart (`{one_line(quote.kind)}`), not as speech"
    if by is None:
        return "the data names nobody who says it"
    if isinstance(by, SpeakerUnknown):
        return by.reason
    wording = _wording(article, quote, registry)
    if isinstance(wording, str):
        return wording
    anchored = shown.anchor(quote.start, quote.end)
    if isinstance(anchored, str):
        return anchored
    return {"quote": anchored.selector, "speaker": by, **wording, "review": "open"}


def _wording(article: ArticleShape, quote: QuoteShape, registry: Registry) -> dict[str, str] | str:
    """The keys that say whose wording a quote is, none for the speaker's own; or why unknown."""
    if quote.words_of not in (None, *get_args(WordsOf)):
        return f"it is not known whose words `words_of: {one_line(quote.words_of or '')}` means"
    keys = {} if quote.words_of in (None, "speaker") else {"words_of": quote.words_of or ""}
    if quote.worded_by is not None:
        by = registry.source_or_entity(quote.worded_by)
        if by is None:
            return f"`{one_line(quote.worded_by)}` is in neither list, of sources or of entities"
        if not keys:
            return (
                "`worded_by` says that the words are not the speaker's, and not whether they are"
                " an outlet's or a translator's"
            )
        return {**keys, "worded_by": by}
    if quote.words_of == "outlet" and registry.sources.get(article.source or "") is None:
        return "the data does not say of which outlet the words are"
    return keys


def _speaker(
    article: ArticleShape,
    quote: QuoteShape,
    speech: Sequence[QuoteShape] | None,
    speakers: Sequence[tuple[AttributionShape, AttributedSpeech | str]],
    registry: Registry,
) -> Party | SpeakerUnknown | None:
    """Who speaks; None where nobody is named."""
    if quote.speaker:
        return speaker_of(article, quote.speaker, (), registry)
    found: list[Party] = []
    for attribution, said in speakers:
        if not any(_lies_over(attribution, part) for part in speech or (quote,)):
            continue
        if isinstance(said, str):
            return SpeakerUnknown(reason=f"it is not sure who says it: {said}")
        if said.stance != "asserts":
            return SpeakerUnknown(reason="its words are denied or doubted")
        if said.by not in found:
            found.append(said.by)
    if len(found) > 1:
        names = " and ".join(
            f"`{one if isinstance(one, str) else one['unnamed']}`" for one in found
        )
        return SpeakerUnknown(reason=f"the data lays it in several mouths: {names}")
    return found[0] if found else None


def _lies_over(attribution: AttributionShape, quote: QuoteShape) -> bool:
    """Whether an attribution is about the speaker of a quote, not about a report within it."""
    span = (quote.start, quote.end)
    return spans_overlap(attribution.content, span) and not spans_overlap(attribution.cue, span)


def _speeches(
    text: str, quotes: Sequence[QuoteShape]
) -> Iterator[tuple[int, tuple[QuoteShape, ...]]]:
    """The quotes that are one speech with each: its marks open in the first, close in the last."""
    gathered: list[int] = []
    for index in [*range(len(quotes)), None]:
        follows = (
            index is not None
            and gathered
            and _goes_on(text, quotes[gathered[-1]], quotes[index], first=quotes[gathered[0]])
        )
        if not follows:
            speech = tuple(quotes[place] for place in gathered)
            yield from ((place, speech) for place in gathered)
            gathered = []
        if index is not None:
            gathered.append(index)


def _goes_on(text: str, before: QuoteShape, after: QuoteShape, *, first: QuoteShape) -> bool:
    gap = text[before.end : after.start]
    return (
        before.end <= after.start
        and not gap.strip()
        and "\n\n" not in gap
        and text[first.start : first.end].startswith(_OPENING)
        and not text[before.start : before.end].endswith(_CLOSING)
        and not text[after.start : after.end].startswith(_OPENING)
    )
