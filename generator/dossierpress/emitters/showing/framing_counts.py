"""How articles frame what they tell: counts that can be compared, with what they are out of."""

from collections import Counter
from collections.abc import Iterable

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.annotations import notes_of
from dossierpress.schema.annotation import Framing
from dossierpress.views.annotations import FramingCount, FramingShown


def framing_shown(articles: Iterable[str], edition: Edition) -> FramingShown | None:
    """What annotations of framing come to in some articles; None where there are none.

    Only articles with annotations count as looked at: an article that nobody has annotated is not
    one without framing.
    """
    ids = tuple(articles)
    looked_at = [id_ for id_ in ids if notes_of(id_, edition)]
    passages: Counter[Framing] = Counter()
    in_articles: Counter[Framing] = Counter()
    framed = 0
    for id_ in looked_at:
        here = [
            one.written.framing for one in notes_of(id_, edition) if one.written.framing is not None
        ]
        passages.update(here)
        in_articles.update(set(here))
        framed += bool(here)
    total = passages.total()
    if not total:
        return None
    words = sum(edition.site.articles[id_].body.words for id_ in looked_at)
    return FramingShown(
        counts=tuple(
            FramingCount(framing=framing, passages=count, articles=in_articles[framing])
            for framing, count in sorted(passages.items(), key=lambda one: (-one[1], one[0]))
        ),
        passages=total,
        words=words,
        per_thousand=f"{1000 * total / max(words, 1):.1f}",
        articles=framed,
        of=len(looked_at),
        unread=len(ids) - len(looked_at),
    )
