"""What each outlet calls a person, a place or a group: in its own texts and in quotations."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.links.names.name_index import NameIndex
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
    mentions_in: Callable[[str], Iterable[Mention]],
    names: NameIndex,
    lang: str,
) -> dict[str, tuple[Naming, ...]]:
    """Collect what the outlets call each entity.

    Args:
        claims: Claims whose quotes are searched.
        articles: Front matter; the text of one with an `origin` is that source's.
        mentions_in: Gives the mentions in the text of an article.
        names: Names of all entities that may be named.
        lang: Language of a quote without one.

    Returns:
        Entity id -> what each source calls it, by source and most often first.
    """
    counted = Counter([*_in_articles(articles, mentions_in), *_in_quotes(claims, names, lang)])
    ordered = sorted(counted.items(), key=lambda one: (one[0][0], one[0][1], -one[1], one[0][2]))
    return group(
        (entity, Naming(entity=entity, source=source, words=words, times=times))
        for (entity, source, words), times in ordered
    )


def _in_articles(
    articles: Mapping[str, ArticleMatter], mentions_in: Callable[[str], Iterable[Mention]]
) -> Iterator[_Named]:
    for id_, article in articles.items():
        if article.origin is None:
            continue
        for one in mentions_in(id_):
            if one.target.type == "entity" and one.context.match:
                yield one.target.id, article.origin.source, " ".join(one.context.match.split())


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
