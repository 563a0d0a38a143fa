"""What each outlet calls a person, a place or a group: in its own texts and in quotations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.links.names.match import NameIndex
from dossierpress.model.claims import Claim, Naming
from dossierpress.model.site import Mention
from dossierpress.records.listing import group
from dossierpress.schema.article import ArticleMatter
from dossierpress.visibility.name_forms.matches import leftmost_longest

_Named = tuple[str, str, str]
"""(entity, source, what the source calls it)."""


def namings(
    claims: Iterable[Claim],
    articles: Mapping[str, ArticleMatter],
    mentions: Iterable[Mention],
    names: NameIndex,
    lang: str,
) -> dict[str, tuple[Naming, ...]]:
    """Collect what the outlets call each entity.

    Args:
        claims: Claims whose quotes are searched.
        articles: Front matter; the text of one with an `origin` is that source's.
        mentions: All mentions in texts.
        names: Names of all entities that may be named.
        lang: Language of a quote without one.

    Returns:
        Entity id -> what each source calls it, by source and most often first.
    """
    counted = Counter([*_in_articles(articles, mentions), *_in_quotes(claims, names, lang)])
    ordered = sorted(counted.items(), key=lambda one: (one[0][0], one[0][1], -one[1], one[0][2]))
    return group(
        (entity, Naming(entity=entity, source=source, words=words, times=times))
        for (entity, source, words), times in ordered
    )


def _in_articles(
    articles: Mapping[str, ArticleMatter], mentions: Iterable[Mention]
) -> Iterator[_Named]:
    outlets = {id_: one.origin.source for id_, one in articles.items() if one.origin is not None}
    if not outlets:
        return
    for one in mentions:
        source = outlets.get(one.record.id) if one.record.type == "article" else None
        if source is not None and one.target.type == "entity" and one.context.match:
            yield one.target.id, source, " ".join(one.context.match.split())


def _in_quotes(claims: Iterable[Claim], names: NameIndex, lang: str) -> Iterator[_Named]:
    for claim in claims:
        for report in claim.reports:
            quote = report.written.quote
            if quote is None or not isinstance(report.by, Key) or report.by.type != "source":
                continue
            normalised = normalise_text(quote.exact)
            for name in leftmost_longest(names.find(normalised, quote.lang or lang)):
                if len(name.owners) == 1:
                    start, end = normalised.original(name.start, name.end)
                    words = " ".join(quote.exact[start:end].split())
                    yield name.owners[0].id, report.by.id, words
