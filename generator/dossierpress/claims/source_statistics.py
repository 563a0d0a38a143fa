"""Statistics by source: what rests on each party's word, and what outlets call entities.

`source_statistics` counts, for each party that reports or is cited, the claims that rest on its
word and the parties that it copies; `namings` collects what each outlet calls a person, a place or
a group.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.links.names.match import NameIndex
from dossierpress.model.claims import Claim, Naming, SourceStatistics
from dossierpress.model.site import Mention
from dossierpress.provenance.statements import Unnamed
from dossierpress.records.listing import group
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import Basis
from dossierpress.visibility.name_forms.matches import leftmost_longest

Other = TypeVar("Other")


def source_statistics(made: Collection[Claim]) -> dict[Key, SourceStatistics]:
    """Make the statistics of all parties that report or are cited, in order of type and id.

    Args:
        made: All claims, in order.
    """
    reports: dict[Key, list[tuple[str, int]]] = {}
    verbs: dict[Key, Counter[str]] = {}
    knows: Counter[tuple[Key, Basis]] = Counter()
    cited: Counter[tuple[Key, Key]] = Counter()
    heard: dict[Key, dict[str, None]] = {}
    for claim in made:
        pairs: dict[tuple[Key, Key], None] = {}
        for report in claim.reports:
            if isinstance(report.by, Key):
                heard.setdefault(report.by, {})[claim.id] = None
                reports.setdefault(report.by, []).append((claim.id, report.number))
                verbs.setdefault(report.by, Counter())[report.written.verb] += 1
            for other in report.citing:
                if isinstance(other, Key):
                    heard.setdefault(other, {})[claim.id] = None
                    if isinstance(report.by, Key):
                        pairs[report.by, other] = None
        cited.update(pairs.keys())
        knows.update(_stated(claim))
    rests = group((party, claim.id) for claim, party, certain in _origins(made) if certain)
    may_rest = group((party, claim.id) for claim, party, certain in _origins(made) if not certain)
    alone = group(
        (party, claim.id)
        for claim, party, certain in _origins(made)
        if certain and claim.asserted.is_single
    )
    unnamed = _citing_unnamed(made)
    with_others = _with_others(made)
    copies = group((by, (other, count)) for (by, other), count in _most_often(cited))
    copied = group((other, (by, count)) for (by, other), count in _most_often(cited))
    stated = group((party, (basis, count)) for (party, basis), count in _most_often(knows))
    return {
        party: SourceStatistics(
            party=party,
            claims=tuple(heard[party]),
            reports=tuple(reports.get(party, ())),
            rests_on_it=rests.get(party, ()),
            may_rest_on_it=may_rest.get(party, ()),
            knows=stated.get(party, ()),
            alone=alone.get(party, ()),
            alone_with_others=with_others.get(party, ()),
            copies=copies.get(party, ()),
            copies_unnamed=unnamed.get(party, ()),
            copied_by=copied.get(party, ()),
            verbs=tuple(sorted(verbs.get(party, Counter()).items(), key=_often)),
        )
        for party in sorted(heard)
    }


def _origins(made: Iterable[Claim]) -> Iterator[tuple[Claim, Key, bool]]:
    """(claim, party that is or may be an origin, whether it certainly is), in claim order."""
    for claim in made:
        if claim.is_counted:
            certain = set(claim.asserted.certain)
            for origin in claim.asserted.named:
                yield from ((claim, party, party in certain) for party in origin.parties)


def _stated(claim: Claim) -> set[tuple[Key, Basis]]:
    """(party, basis that it states for a claim), each once; none for claims without a count."""
    if not claim.is_counted:
        return set()
    return {
        (report.by, report.basis)
        for report in claim.reports
        if report.stance == "asserts"
        and report.counts
        and report.basis != "not-stated"
        and isinstance(report.by, Key)
    }


def _citing_unnamed(made: Iterable[Claim]) -> dict[Key, tuple[tuple[str, int], ...]]:
    """Party -> (words for an unnamed party that it cites, number of reports), most often first."""
    counts = Counter(
        (report.by, other.words)
        for claim in made
        for report in claim.reports
        for other in report.citing
        if isinstance(report.by, Key) and isinstance(other, Unnamed)
    )
    return group((by, (words, count)) for (by, words), count in sorted(counts.items(), key=_often))


def _with_others(made: Iterable[Claim]) -> dict[Key, tuple[str, ...]]:
    """Party -> claims that rest on its word and on that of others which are one voice with it."""
    several = {
        claim.id
        for claim in made
        if claim.asserted.is_single
        for origin in claim.asserted.named
        if len(origin.parties) + len(origin.followers) > 1
    }
    return group(
        (party, claim.id)
        for claim, party, certain in _origins(made)
        if certain and claim.id in several
    )


def _most_often(cited: Counter[tuple[Key, Other]]) -> list[tuple[tuple[Key, Other], int]]:
    return sorted(cited.items(), key=_often)


def _often(item: tuple[object, int]) -> tuple[int, object]:
    return (-item[1], item[0])


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
    for one in mentions:
        if one.record.type != "article" or one.target.type != "entity" or not one.context.match:
            continue
        origin = articles[one.record.id].origin
        if origin is not None:
            yield one.target.id, origin.source, " ".join(one.context.match.split())


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
