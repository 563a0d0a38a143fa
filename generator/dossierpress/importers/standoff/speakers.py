"""The speakers of attributions and quotes, as far as the data is sure about them."""

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from msgspec import Struct

from dossierpress.importers.standoff import reporting_words
from dossierpress.importers.standoff.form import ArticleShape, AttributionShape, MentionShape
from dossierpress.importers.standoff.registry import Registry, one_line
from dossierpress.schema.claim import Basis

_OMITTED = " … "
_SEPARATING = " \t\r\n,;:.–—-/()[]\"'“”„‘’«»"
_MOST_WORDS = 12
"""Of the words that stand for somebody whom nobody names."""

_NOT_WHAT_FOLLOWS = "its cue denies or doubts something, and not surely what follows"

Party = str | dict[str, str]
SpokenStance = Literal["asserts", "denies", "doubts"]
_STANCES: Mapping[str, SpokenStance] = {
    "asserts": "asserts",
    "denies": "denies",
    "doubts": "doubts",
}
"""Polarities that name a stance."""


class AttributedSpeech(Struct, frozen=True, kw_only=True, gc=False):
    """The speaker of an attribution, and how they say it."""

    by: Party
    """As an author writes a party: the id of an entity, or `{unnamed: …}`."""
    verb: str
    """The words of the cue without those that name who speaks; ` … ` where these were."""
    stance: SpokenStance = "asserts"
    reports: bool = True
    """Whether its words say that something is said, and not that somebody thinks so."""
    basis: Basis | None = None
    """How they know it, where the data tells."""
    hedge: str | None = None
    """How they hedge, where the data tells."""


class SpeakerUnknown(Struct, frozen=True, kw_only=True, gc=False):
    """The speaker is not certain; the reason why."""

    reason: str


def speaker_of(
    article: ArticleShape, entity_id: str, near: Sequence[MentionShape], registry: Registry
) -> Party | SpeakerUnknown:
    """A speaker, by an id or by descriptive words.

    Args:
        article: The text.
        entity_id: Id of who speaks, in the data.
        near: Mentions of it that stand by, whose words are the best.
        registry: Ids of the entities.
    """
    named = registry.reference(entity_id)
    if named is not None:
        return named
    if entity_id not in registry.unnamed:
        return SpeakerUnknown(reason=f"`{one_line(entity_id)}` is not in the list of entities")
    if entity_id not in registry.agents:
        words = registry.unnamed[entity_id]
        return SpeakerUnknown(reason=f"who speaks is no person and no organization: `{words}`")
    lang = article.lang or "en"
    others = [one for one in article.entities if one.entity_id == entity_id]
    phrases = [one_line(article.text[one.start : one.end]) for one in (*near, *others)]
    for words in (*phrases, registry.unnamed[entity_id]):
        few = 0 < len(words.split()) <= _MOST_WORDS
        if few and not reporting_words.is_pronoun(
            words, reporting_words.known_language(lang) or "en"
        ):
            return {"unnamed": words}
    words = phrases[0] if phrases else registry.unnamed[entity_id]
    return SpeakerUnknown(reason=f"nothing but a pronoun stands for who speaks: `{words}`")


def who_says(  # noqa: PLR0911 (one for each reason)
    article: ArticleShape, attribution: AttributionShape, registry: Registry
) -> AttributedSpeech | str:
    """The speaker of an attribution, or the reason why it is not certain."""
    speaking = attribution.source_entity
    if not speaking:
        return "the data names nobody who says it"
    start, end = attribution.cue
    inside = [one for one in article.entities if start <= one.start and one.end <= end]
    own = [one for one in inside if one.entity_id == speaking]
    by = speaker_of(article, speaking, own, registry)
    if isinstance(by, SpeakerUnknown):
        return by.reason
    lang = reporting_words.known_language(article.lang or "en")
    objection = _another_speaker(article, attribution, inside, own, registry, lang)
    if objection:
        return objection
    if not any(one.isalpha() for one in _verb(article.text, start, end, inside)):
        return "its cue is a name alone: no word of it says that anything is reported"
    verb = _without_head(_verb(article.text, start, end, own), lang)
    words = reporting_words.words_of(_verb(article.text, start, end, inside))
    stance = _stance(attribution, words, lang)
    if isinstance(stance, SpeakerUnknown):
        return stance.reason
    basis = next((one for one in get_args(Basis) if one == attribution.basis), None)
    if attribution.basis is not None and basis is None:
        known = ", ".join(f"`{one}`" for one in get_args(Basis))
        return f"its basis is `{one_line(attribution.basis)}`, and is one of {known}"
    return AttributedSpeech(
        by=by,
        verb=verb,
        stance=stance,
        reports=lang is None or _reports(article.text, attribution, words, lang),
        basis=basis,
        hedge=one_line(attribution.hedge or "") or None,
    )


def _without_head(verb: str, lang: str | None) -> str:
    """Without the word that joins it to what stands before."""
    first, _, rest = verb.partition(" ")
    joins = lang is not None and first.lower() in reporting_words.JOINING_CUE[lang]
    return rest.removeprefix(_OMITTED.lstrip()) if joins and rest else verb


def _reports(text: str, attribution: AttributionShape, words: list[str], lang: str) -> bool:
    """Whether words say that something is said; a direct speech needs no certain one."""
    quoted = text[slice(*attribution.content)].lstrip()[:1] in tuple('"“„«「『')
    tables = (reporting_words.REPORTING, reporting_words.DENYING, reporting_words.DOUBTING)
    return quoted or any(reporting_words.any_of(words, table, lang) for table in tables)


def _another_speaker(  # noqa: PLR0913, PLR0917 (all that there is about a cue)
    article: ArticleShape,
    attribution: AttributionShape,
    inside: list[MentionShape],
    own: list[MentionShape],
    registry: Registry,
    lang: str | None,
) -> str | None:
    """Why another name in the cue may be the speaker: it may be an addressee or a publisher."""
    if not own:
        return None
    first = min(own, key=lambda one: one.start)
    before = reporting_words.words_of(article.text[attribution.cue[0] : first.start])
    if lang and before and _hears(before, lang):
        return "its cue says that the one whom the data names is told, not that they say it"
    for one in inside:
        apart = one.end <= first.start or first.end <= one.start
        within = any(mine.start <= one.start and one.end <= mine.end for mine in own)
        if one.entity_id not in registry.agents or not apart or within:
            continue
        words = one_line(article.text[one.start : one.end])
        if one.end <= first.start:
            return f"another who may speak stands before the one whom the data names: `{words}`"
        between = reporting_words.words_of(article.text[first.end : one.start])
        if lang is None or not between or not _hears_or_owns(between, lang):
            return f"another who may speak stands beside the one whom the data names: `{words}`"
    return None


def _hears(before: Sequence[str], lang: str) -> bool:
    according = " ".join(before[-2:]) in reporting_words.ACCORDING[lang]
    return before[-1] in reporting_words.ADDRESSING[lang] and not according


def _hears_or_owns(between: Sequence[str], lang: str) -> bool:
    """Whether words join the speaker to an addressee, or to an organization."""
    return any(
        between[-1] in table[lang]
        for table in (reporting_words.ADDRESSING, reporting_words.JOINING)
    )


def _stance(
    attribution: AttributionShape, words: list[str], lang: str | None
) -> SpokenStance | SpeakerUnknown:
    polarity = (attribution.polarity or "positive").strip().lower()
    if polarity in _STANCES:
        return _STANCES[polarity]
    if lang is not None:
        by_words = _stance_by_words(words, lang)
        if by_words is not None:
            return by_words
    if polarity == "positive":
        return "asserts"
    return SpeakerUnknown(
        reason=f"its polarity is `{one_line(attribution.polarity or '')}`: the data does not tell"
        " whether it is denied, doubted or left unsaid"
    )


def _stance_by_words(words: list[str], lang: str) -> SpokenStance | SpeakerUnknown | None:
    """What the words of the cue say of it; None where they say nothing but that it is said."""
    if reporting_words.any_of(words, reporting_words.ASKING, lang):
        return SpeakerUnknown(reason="its cue asks, and states nothing")
    if reporting_words.negates(words, lang):
        return SpeakerUnknown(reason="its cue says that something is not said, or not so")
    tables: tuple[tuple[SpokenStance, Mapping[str, frozenset[str]]], ...] = (
        ("denies", reporting_words.DENYING),
        ("doubts", reporting_words.DOUBTING),
    )
    for stance, table in tables:
        if reporting_words.any_of(words, table, lang):
            # In `denied this: it is open` what follows is not what is denied.
            return stance if words[-1] in table[lang] else SpeakerUnknown(reason=_NOT_WHAT_FOLLOWS)
    return None


def _verb(text: str, start: int, end: int, names: list[MentionShape]) -> str:
    """The words of a cue without names."""
    pieces, position = [], start
    for one in sorted(names, key=lambda one: (one.start, -one.end)):
        if one.start >= position:
            pieces.append(text[position : one.start])
        position = max(position, one.end)
    pieces.append(text[position:end])
    words = (one_line(piece).strip(_SEPARATING) for piece in pieces)
    return _OMITTED.join(word for word in words if word)
