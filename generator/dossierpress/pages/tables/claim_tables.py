"""Tables of claims: for each subject, who speaks in the claims on it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import OnDemand
from dossierpress.model.claims import Claim
from dossierpress.model.site import Site
from dossierpress.pages.tables import claim_lists
from dossierpress.pages.tables.claim_lists import STATUS_ORDER, status_of
from dossierpress.pages.tables.list_tables import ListTables
from dossierpress.provenance.statements import Party, Unnamed
from dossierpress.provenance.withdrawals import Loss
from dossierpress.schema.claim import ClaimStatus


def by_subject(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Id of an entity, or "" for no subject -> ids of the claims on it that somebody reports.

    Subjects with most claims come first, then in the order of the site; claims on one aspect stand
    together.
    """
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in site.claims.by_id.values():
        if claim.reports:
            found[claim.matter.about[0] if claim.matter.about else ""].append(claim)
    places = {id_: place for place, id_ in enumerate(site.entities)}
    subjects = sorted(found, key=lambda one: (-len(found[one]), places.get(one, len(places))))
    return {
        subject: tuple(
            claim.id for claim in sorted(found[subject], key=lambda one: one.matter.aspect or "")
        )
        for subject in subjects
    }


class TableInBrief(Struct, frozen=True, kw_only=True, gc=False):
    """What the list of tables says of one of them."""

    statuses: tuple[tuple[ClaimStatus | None, int], ...]
    """How many of its claims the desk holds for what, what is open first."""
    speakers: tuple[Key, ...]
    """Who speaks in it, by type and id."""
    somebody_unnamed: bool
    """Whether somebody speaks in it whom nobody names."""


def in_brief(ids: Sequence[str], site: Site) -> TableInBrief:
    """What the list of tables says of the table of some claims."""
    claims = [site.claims.by_id[id_] for id_ in ids]
    parties = {one.by for claim in claims for one in claim.reports}
    return TableInBrief(
        statuses=counted(map(status_of, claims)),
        speakers=tuple(sorted(one for one in parties if isinstance(one, Key))),
        somebody_unnamed=any(isinstance(one, Unnamed) for one in parties),
    )


def counted(
    statuses: Iterable[ClaimStatus | None],
) -> tuple[tuple[ClaimStatus | None, int], ...]:
    """How often each occurs, what is open first."""
    held = Counter(statuses)
    return tuple((status, held[status]) for status in STATUS_ORDER if held[status])


def speakers_in(
    claims: Iterable[Iterable[Party]], in_order: Callable[[tuple[Key, ...]], Sequence[Key]]
) -> tuple[Key, ...]:
    """Who speaks in these claims, those who speak most first, and then in their usual order.

    Args:
        claims: For each claim, who speaks in it.
        in_order: Puts records in the order of the site.
    """
    spoken = Counter(
        party for claim in claims for party in {one for one in claim if isinstance(one, Key)}
    )
    return tuple(sorted(in_order(tuple(sorted(spoken))), key=lambda party: -spoken[party]))


class HeldUp(Struct, frozen=True, kw_only=True, gc=False):
    """The claims that lose an origin if the word of one party is withdrawn, in claim order."""

    falls: tuple[str, ...]
    """Those without any origin then."""
    one_left: tuple[str, ...]
    """Those with one at most then, which may have several."""


def held_up(
    party: Key, claims: Iterable[str], losses: Mapping[str, Sequence[tuple[Key, Loss]]]
) -> HeldUp:
    """Sort the claims in which a party has a part by what they lose without it."""
    lost = {id_: dict(losses[id_]).get(party) for id_ in claims}
    return HeldUp(
        falls=tuple(id_ for id_, what in lost.items() if what == "falls"),
        one_left=tuple(id_ for id_, what in lost.items() if what == "one-left"),
    )


class ClaimTables(ListTables, frozen=True, kw_only=True, dict=True):
    """The tables about all claims of a site, each computed on first use; see `SiteTables`."""

    @cached_property
    def claims_on(self) -> Mapping[str, tuple[str, ...]]:
        """Claim id -> ids of all claims on its subject and aspect, oldest first."""
        return claim_lists.on_one_question(self.site)

    @cached_property
    def heard_in(self) -> dict[Key, tuple[str, ...]]:
        """Source or entity -> ids of the claims in which it speaks or is cited, in claim order."""
        return {party: one.claims for party, one in self.site.claims.standings.items()}

    @cached_property
    def claims_told_by(self) -> Mapping[Key, tuple[str, ...]]:
        """Source or entity -> claims in which it speaks or is cited, or that it alone quotes."""
        heard = self.heard_in
        order = {id_: place for place, id_ in enumerate(self.site.claims.by_id)}
        return heard | {
            party: tuple(sorted({*heard.get(party, ()), *ids}, key=order.__getitem__))
            for party, ids in self.site.claims.quoting.items()
        }

    @cached_property
    def held_up_by(self) -> Mapping[Key, HeldUp]:
        """Source or entity -> the claims that lose an origin without its word."""
        told, losses = self.claims_told_by, self.site.claims.losses
        return OnDemand(told, lambda party: held_up(party, told[party], losses))

    @cached_property
    def claim_counts(self) -> claim_lists.ClaimCounts:
        """How many claims there are, and what the desk holds of them."""
        return claim_lists.counts(self.site)

    @cached_property
    def claims_by_status(self) -> tuple[tuple[str, ClaimStatus | None], ...]:
        """(id, status) of all claims, what is open first."""
        return claim_lists.by_status(self.site)

    @cached_property
    def claims_by_subject(self) -> Mapping[str, tuple[str, ...]]:
        """Id of an entity, or "" -> ids of the claims with that subject that somebody reports."""
        return by_subject(self.site)

    @cached_property
    def compared_subjects(self) -> tuple[str, ...]:
        """Those of these with several claims, which a table sets side by side."""
        return tuple(one for one, claims in self.claims_by_subject.items() if len(claims) > 1)

    @cached_property
    def claim_tables(self) -> Mapping[str, TableInBrief]:
        """The same -> what the list of tables says of the table of these claims."""
        found = self.claims_by_subject
        return OnDemand(found, lambda subject: in_brief(found[subject], self.site))
