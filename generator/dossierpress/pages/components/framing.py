"""Counts of framing annotations, always with the total that they are out of.

They are counted for an article, for all that a source published, and for the quotations of a
speaker.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from dossierpress.kernel.key import Key
from dossierpress.model.annotations import PlacedAnnotation
from dossierpress.pages.components.annotations import notes_of
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.annotations import FramingCount, FramingShown
from dossierpress.schema.annotation import Framing


def framing_shown(articles: Iterable[str], site: TrackedSite) -> FramingShown | None:
    """What annotations of framing come to in some articles; None where there are none."""
    return _counted({id_: site.records.articles[id_].body.words for id_ in articles}, None, site)


def framing_in_words_of(party: Key, site: TrackedSite) -> FramingShown | None:
    """The same in what somebody is quoted with, wherever that is printed."""
    words: Counter[str] = Counter()
    for one in site.records.annotations.spoken_by.get(party, ()):
        if one.is_speech:
            words[one.article] += one.words
    return _counted(words, party, site)


def _counted(
    words: Mapping[str, int], speaker: Key | None, site: TrackedSite
) -> FramingShown | None:
    """Count the framing of articles, or of what somebody says in them.

    Only articles with annotations count as looked at: an article that nobody has annotated is not
    one without framing.
    """
    looked_at = [id_ for id_ in words if notes_of(id_, site)]
    passages: Counter[Framing] = Counter()
    in_articles: Counter[Framing] = Counter()
    framed = 0
    for id_ in looked_at:
        here = _framings(notes_of(id_, site), speaker)
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


def _framings(notes: Iterable[PlacedAnnotation], speaker: Key | None) -> list[Framing]:
    return [
        one.written.framing
        for one in notes
        if one.written.framing is not None and (speaker is None or one.speaker == speaker)
    ]
