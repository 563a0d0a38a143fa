"""Quotes of an article -> quotations of its front matter, each with its speaker.

A quote seldom says who speaks; the attributions that lie over it do. Where they do not agree, or
one of them does not know, or none is there, the quote is listed: nobody is given words by guess.
"""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from dossierpress.importers.anchoring import ShownText, overlap
from dossierpress.importers.claims import MOST, Writing, Written
from dossierpress.importers.registry import Registry, one_line
from dossierpress.importers.shapes import ArticleShape, AttributionShape, QuoteShape
from dossierpress.importers.speakers import NotSure, Party, Said, speaker
from dossierpress.schema.annotation import WordsOf

_SPEECH = "quote"
_OPENING = tuple('"“«„「『')
_CLOSING = tuple('"”»“」』')


def quotations(
    article: ArticleShape,
    shown: ShownText,
    said: Sequence[Said | str],
    registry: Registry,
    *,
    room: int,
) -> Written:
    """One quotation for each quote whose speaker is known.

    Args:
        article: The article in the data.
        shown: Its text.
        said: Who speaks in each attribution.
        registry: Ids of the entities.
        room: Bytes of front matter that are left.
    """
    writing = Writing(thing="quote", room=room)
    looked_at = article.quotes[:MOST]
    told = list(zip(article.attributions, said, strict=False))
    speeches = dict(_speeches(article.text, looked_at))
    for index, quote in enumerate(article.quotes):
        item: dict[str, Any] | str = f"an article has more than {MOST} of them"
        if index < MOST:
            by = _speaker(article, quote, speeches.get(index), told, registry)
            item = _quotation(article, quote, shown, by, registry)
        words = article.text[quote.start : quote.end]
        writing.add(item, quote.where, words)
    return writing.done()


def _quotation(
    article: ArticleShape,
    quote: QuoteShape,
    shown: ShownText,
    by: Party | NotSure | None,
    registry: Registry,
) -> dict[str, Any] | str:
    if quote.kind not in (None, _SPEECH):
        return f"the data marks it as words set apart (`{one_line(quote.kind)}`), not as speech"
    if by is None:
        return "the data names nobody who says it"
    if isinstance(by, NotSure):
        return by.reason
    wording = _wording(article, quote, registry)
    if isinstance(wording, str):
        return wording
    anchored = shown.anchor(quote.start, quote.end)
    if isinstance(anchored, str):
        return anchored
    return {"quote": anchored.selector, "speaker": by, **wording, "review": "open"}


def _wording(article: ArticleShape, quote: QuoteShape, registry: Registry) -> dict[str, str] | str:
    """In whose words a quote is, or the reason why that cannot be told: a speaker's by none."""
    if quote.words_of not in (None, *get_args(WordsOf)):
        return f"it is not known whose words `words_of: {one_line(quote.words_of or '')}` means"
    told = {} if quote.words_of in (None, "speaker") else {"words_of": quote.words_of or ""}
    if quote.worded_by is not None:
        by = registry.source_or_entity(quote.worded_by)
        if by is None:
            return f"`{one_line(quote.worded_by)}` is in neither list, of sources or of entities"
        if not told:
            return (
                "`worded_by` says that the words are not the speaker's, and not whether they are"
                " an outlet's or a translator's"
            )
        return {**told, "worded_by": by}
    if quote.words_of == "outlet" and registry.sources.get(article.source or "") is None:
        return "the data does not say of which outlet the words are"
    return told


def _speaker(
    article: ArticleShape,
    quote: QuoteShape,
    speech: Sequence[QuoteShape] | None,
    told: Sequence[tuple[AttributionShape, Said | str]],
    registry: Registry,
) -> Party | NotSure | None:
    """Who speaks; None where nobody is named."""
    if quote.speaker:
        return speaker(article, quote.speaker, (), registry)
    found: list[Party] = []
    for attribution, said in told:
        if not any(_lies_over(attribution, part) for part in speech or (quote,)):
            continue
        if isinstance(said, str):
            return NotSure(reason=f"it is not sure who says it: {said}")
        if said.stance != "asserts":
            return NotSure(reason="its words are denied or doubted")
        if said.by not in found:
            found.append(said.by)
    if len(found) > 1:
        names = " and ".join(
            f"`{one if isinstance(one, str) else one['unnamed']}`" for one in found
        )
        return NotSure(reason=f"the data lays it in several mouths: {names}")
    return found[0] if found else None


def _lies_over(attribution: AttributionShape, quote: QuoteShape) -> bool:
    """Whether it tells whose words a quote is; what somebody reports within it does not."""
    span = (quote.start, quote.end)
    return overlap(attribution.content, span) and not overlap(attribution.cue, span)


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
