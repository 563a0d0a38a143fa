"""Statistics by source: the claims that rest on each party's word, and the parties it copies."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim, SourceStatistics
from dossierpress.provenance.statements import Unnamed
from dossierpress.records.listing import group
from dossierpress.schema.claim import Basis

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
