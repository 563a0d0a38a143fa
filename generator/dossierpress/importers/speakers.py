"""Who says what the text attributes to somebody, and in which word: as the data tells, or not."""

from dataclasses import dataclass

from dossierpress.importers.registry import Registry, one_line
from dossierpress.importers.shapes import ArticleShape, AttributionShape, MentionShape

_OMITTED = " … "
_TELLING = (["told"], ["tell"], ["tells"], ["telling"], ["asked"], ["asks"])
"""Whoever stands right behind one of these hears what is said. The data does not mark them."""
_SEPARATING = " \t\r\n,;:.–—-/()[]\"'“”„‘’«»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an attribution says of who speaks."""

    by: str | dict[str, str]
    """As an author writes a party: the id of an entity, or `{unnamed: …}`."""
    verb: str
    """The words of the cue without those that name who speaks; ` … ` where these were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSure:
    """Somebody speaks, but the data does not tell for sure who."""

    reason: str


def party(entity_id: str, registry: Registry) -> str | dict[str, str] | None:
    """An entity as somebody who speaks; None where the data does not list it."""
    id_ = registry.entities.get(entity_id)
    if id_ is not None:
        return f"entity:{id_}" if id_ in registry.ambiguous else id_
    words = registry.unnamed.get(entity_id)
    return {"unnamed": words} if words else None


def who_says(
    article: ArticleShape, attribution: AttributionShape, registry: Registry
) -> Said | str:
    """Who speaks, or the reason why that cannot be told."""
    speaking = attribution.source_entity
    if not speaking:
        return "the data names nobody who says it"
    by = party(speaking, registry)
    if by is None:
        return f"`{one_line(speaking)}` is not in the list of entities"
    start, end = attribution.cue
    inside = [one for one in article.entities if start <= one.start and one.end <= end]
    own = [one for one in inside if one.entity_id == speaking]
    earlier = _earlier(inside, own, registry)
    if earlier is not None:
        words = one_line(article.text[earlier.start : earlier.end])
        return f"another who may speak stands before the one whom the data names: `{words}`"
    if own and _words(article.text[start : min(one.start for one in own)])[-1:] in _TELLING:
        return "its cue says that the one whom the data names is told, not that they say it"
    if not any(one.isalpha() for one in _verb(article.text, start, end, inside)):
        return "its cue is a name alone: no word of it says that anything is reported"
    return Said(by=by, verb=_verb(article.text, start, end, own))


def _earlier(
    inside: list[MentionShape], own: list[MentionShape], registry: Registry
) -> MentionShape | None:
    """Another person or organization that the cue names before the speaker, as in `A told B`."""
    if not own:
        return None
    first = min(one.start for one in own)
    return next(
        (
            one
            for one in inside
            if one.start < first
            and one.entity_id in registry.agents
            and not any(mine.start <= one.start and one.end <= mine.end for mine in own)
        ),
        None,
    )


def _words(text: str) -> list[str]:
    return one_line(text).lower().split()


def _verb(text: str, start: int, end: int, names: list[MentionShape]) -> str:
    """The words of the cue without the names in it."""
    pieces, position = [], start
    for one in sorted(names, key=lambda one: (one.start, -one.end)):
        if one.start >= position:
            pieces.append(text[position : one.start])
        position = max(position, one.end)
    pieces.append(text[position:end])
    words = (one_line(piece).strip(_SEPARATING) for piece in pieces)
    return _OMITTED.join(word for word in words if word)
