"""Statistics by source: the claims that rest on each party's word, and the parties it copies."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

from msgspec import Struct, field

from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim, SourceStatistics
from dossierpress.provenance.statements import Unnamed
from dossierpress.schema.claim import Basis

T = TypeVar("T", bound=Hashable)


def source_statistics(made: Iterable[Claim]) -> dict[Key, SourceStatistics]:
    """Make the statistics of all parties that report or are cited, in order of type and id.

    Args:
        made: All claims, in order.
    """
    tallies: defaultdict[Key, _Tally] = defaultdict(_Tally)
    for claim in made:
        _add_reports(claim, tallies)
        if claim.is_counted:
            _add_origins(claim, tallies)
    return {party: tallies[party].statistics(party) for party in sorted(tallies)}


def quoting(made: Iterable[Claim]) -> dict[Key, tuple[str, ...]]:
    """Source or entity -> ids of the claims with a report that is known from its quotation alone.

    Args:
        made: All claims, in order.
    """
    found: defaultdict[Key, dict[str, None]] = defaultdict(dict)
    for claim in made:
        for report in claim.reports:
            if isinstance(report.via, Key):
                found[report.via][claim.id] = None
    return {party: tuple(found[party]) for party in sorted(found)}


class _Tally(Struct, kw_only=True):
    """What has been counted for one party; see `SourceStatistics`."""

    claims: dict[str, None] = field(default_factory=dict)
    reports: list[tuple[str, int]] = field(default_factory=list)
    rests_on_it: list[str] = field(default_factory=list)
    may_rest_on_it: list[str] = field(default_factory=list)
    knows: Counter[Basis] = field(default_factory=Counter)
    alone: list[str] = field(default_factory=list)
    alone_with_others: list[str] = field(default_factory=list)
    copies: Counter[Key] = field(default_factory=Counter)
    copies_unnamed: Counter[str] = field(default_factory=Counter)
    copied_by: Counter[Key] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)

    def statistics(self, party: Key) -> SourceStatistics:
        """The statistics of the party."""
        return SourceStatistics(
            party=party,
            claims=tuple(self.claims),
            reports=tuple(self.reports),
            rests_on_it=tuple(self.rests_on_it),
            may_rest_on_it=tuple(self.may_rest_on_it),
            knows=_most_often(self.knows),
            alone=tuple(self.alone),
            alone_with_others=tuple(self.alone_with_others),
            copies=_most_often(self.copies),
            copies_unnamed=_most_often(self.copies_unnamed),
            copied_by=_most_often(self.copied_by),
            verbs=_most_often(self.verbs),
        )


def _add_reports(claim: Claim, tallies: defaultdict[Key, _Tally]) -> None:
    copied: dict[tuple[Key, Key], None] = {}
    for report in claim.reports:
        by = report.by if isinstance(report.by, Key) else None
        if by is not None:
            tally = tallies[by]
            tally.claims[claim.id] = None
            tally.reports.append((claim.id, report.number))
            tally.verbs[report.written.verb] += 1
        for other in report.citing:
            if isinstance(other, Unnamed):
                if by is not None:
                    tallies[by].copies_unnamed[other.words] += 1
                continue
            tallies[other].claims[claim.id] = None
            if by is not None:
                copied[by, other] = None
    for by, other in copied:
        tallies[by].copies[other] += 1
        tallies[other].copied_by[by] += 1


def _add_origins(claim: Claim, tallies: defaultdict[Key, _Tally]) -> None:
    """Count on whose word a claim rests, and what they say of how they know."""
    stated = {
        (report.by, report.basis)
        for report in claim.reports
        if report.stance == "asserts"
        and report.counts
        and report.basis != "not-stated"
        and isinstance(report.by, Key)
    }
    for party, basis in stated:
        tallies[party].knows[basis] += 1
    asserted = claim.asserted
    one_voice = any(len(one.parties) + len(one.followers) > 1 for one in asserted.named)
    for origin in asserted.named:
        for party in origin.parties:
            tally = tallies[party]
            if party not in asserted.certain:
                tally.may_rest_on_it.append(claim.id)
                continue
            tally.rests_on_it.append(claim.id)
            if asserted.is_single:
                tally.alone.append(claim.id)
                if one_voice:
                    tally.alone_with_others.append(claim.id)


def _most_often(counted: Counter[T]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
