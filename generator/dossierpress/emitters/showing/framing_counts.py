"""How articles and speakers frame what they tell: counts, with what they are out of."""

from collections import Counter
from collections.abc import Iterable, Mapping

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.annotations import notes_of
from dossierpress.model.annotations import Noted
from dossierpress.model.key import Key
from dossierpress.schema.annotation import Framing
from dossierpress.views.annotations import FramingCount, FramingShown


def framing_shown(articles: Iterable[str], edition: Edition) -> FramingShown | None:
    """What annotations of framing come to in some articles; None where there are none."""
    return _counted({id_: edition.site.articles[id_].body.words for id_ in articles}, None, edition)


def framing_in_words_of(party: Key, edition: Edition) -> FramingShown | None:
    """The same in what somebody is quoted with, wherever that is printed."""
    words: Counter[str] = Counter()
    for one in edition.site.annotations.spoken_by.get(party, ()):
        if one.is_speech:
            words[one.article] += one.words
    return _counted(words, party, edition)


def _counted(
    words: Mapping[str, int], speaker: Key | None, edition: Edition
) -> FramingShown | None:
    """Count the framing of articles, or of what somebody says in them.

    Only articles with annotations count as looked at: an article that nobody has annotated is not
    one without framing.
    """
    looked_at = [id_ for id_ in words if notes_of(id_, edition)]
    passages: Counter[Framing] = Counter()
    in_articles: Counter[Framing] = Counter()
    framed = 0
    for id_ in looked_at:
        here = _framings(notes_of(id_, edition), speaker)
        passages.update(here)
        in_articles.update(set(here))
        framed += bool(here)
    total = passages.total()
    if not total:
        return None
    length = sum(words[id_] for id_ in looked_at)
    return FramingShown(
        counts=tuple(
            FramingCount(framing=framing, passages=count, articles=in_articles[framing])
            for framing, count in sorted(passages.items(), key=lambda one: (-one[1], one[0]))
        ),
        passages=total,
        words=length,
        per_thousand=f"{1000 * total / max(length, 1):.1f}",
        articles=framed,
        of=len(looked_at),
        unread=len(words) - len(looked_at),
    )


def _framings(notes: Iterable[Noted], speaker: Key | None) -> list[Framing]:
    return [
        one.written.framing
        for one in notes
        if one.written.framing is not None and (speaker is None or one.speaker == speaker)
    ]
