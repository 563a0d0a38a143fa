"""The claims of a dossier in lists: by status, and by who speaks in them."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec import Struct

from dossierpress.kernel import dates
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim
from dossierpress.model.site import Site
from dossierpress.pages.views.claim_origins import CountShown
from dossierpress.provenance.chains import chains
from dossierpress.provenance.origins import Origin, Origins
from dossierpress.provenance.statements import Party
from dossierpress.records.listing import group
from dossierpress.schema.claim import COUNTED_KINDS, ClaimKind, ClaimStatus, ClaimValue, Stance
from dossierpress.schema.glossary import Mark

STATUS_ORDER: tuple[ClaimStatus | None, ...] = (
    "disputed",
    "pending",
    "reported",
    "announced",
    "held",
    "corroborated",
    "fulfilled",
    "failed",
    "false",
    "retracted",
    None,
)
"""What is open comes first."""


def status_of(claim: Claim) -> ClaimStatus | None:
    """What the desk holds of a claim now."""
    return claim.status.is_ if claim.status else None


def by_status(site: Site) -> tuple[tuple[str, ClaimStatus | None], ...]:
    """(id, status) of all claims, what is open first."""
    found = [(claim.id, status_of(claim)) for claim in site.claims.by_id.values()]
    return tuple(sorted(found, key=lambda one: STATUS_ORDER.index(one[1])))


class ClaimCounts(Struct, frozen=True, kw_only=True, gc=False):
    """How many claims there are, counted once for all pages that say so."""

    total: int
    by_status: tuple[tuple[ClaimStatus | None, int], ...]
    """How many the desk holds for what, what is open first."""
    facts: int
    single: int
    """How many of the facts rest on one origin, or on none."""
    perhaps: int
    """How many of the others may rest on one."""
    unknown: int
    """Of how many facts nobody says how they know."""


def counts(site: Site) -> ClaimCounts:
    """Count the claims of a dossier."""
    claims = site.claims.by_id.values()
    held = Counter(map(status_of, claims))
    facts = [claim for claim in claims if claim.matter.kind == "fact"]
    return ClaimCounts(
        total=len(claims),
        by_status=tuple((status, held[status]) for status in STATUS_ORDER if held[status]),
        facts=len(facts),
        single=sum(one.asserted.most <= 1 for one in facts),
        perhaps=sum(one.asserted.least <= 1 < one.asserted.most for one in facts),
        unknown=sum("basis-not-stated" in one.marks for one in facts),
    )


def count_shown(kind: ClaimKind, origins: Origins) -> CountShown:
    """On how many origins a claim of a kind rests, or a part of it."""
    return CountShown(
        kind=kind,
        counted=kind in COUNTED_KINDS,
        low=origins.low,
        high=origins.high,
        unnamed=len(origins.unnamed),
        exact=origins.is_exact,
        known=bool(origins.certain or origins.unnamed),
    )


MOST_WAYS = 2
"""Ways from an origin to a report that a line of a list shows."""


class ClaimInBrief(Struct, frozen=True, kw_only=True, gc=False):
    """What lists show of a claim beside its head."""

    status: ClaimStatus | None
    """What the desk holds of it now."""
    marks: tuple[Mark, ...]
    told: tuple[tuple[Party, ...], ...]
    """Who asserts it: from whose word it is to who reports it; of many, the first ways."""
    told_by_others: int
    """How many assert it besides the parties of these ways."""
    value: ClaimValue | None
    count: CountShown
    reports: int
    """How many report it."""
    first_said: str | None
    """EDTF, as are the next two."""
    covers: str | None
    as_of: str | None


def in_brief(claim: Claim) -> ClaimInBrief:
    """What lists show of a claim beside its head."""
    told = _ways(claim)
    shown = {party for way in told for party in way}
    return ClaimInBrief(
        status=status_of(claim),
        marks=claim.marks,
        told=told,
        told_by_others=len({one.by for one in claim.reports if one.stance == "asserts"} - shown),
        value=claim.matter.value,
        count=count_shown(claim.matter.kind, claim.asserted),
        reports=len(claim.reports),
        first_said=claim.first_said,
        covers=claim.matter.covers,
        as_of=claim.matter.as_of,
    )


def _ways(claim: Claim) -> tuple[tuple[Party, ...], ...]:
    """How a claim came to those who assert it: the first way, and one from somebody else."""
    if claim.circles:
        return ()
    asserting = [one.statement for one in claim.reports if one.stance == "asserts"]
    ways: dict[Party, tuple[Party, ...]] = {}
    for chain in chains(asserting):
        parties = tuple(dict.fromkeys(step.party for step in chain.steps))
        ways.setdefault(parties[0], parties)
        if len(ways) == MOST_WAYS:
            break
    return tuple(ways.values())


class ClaimVoices(Struct, frozen=True, kw_only=True, gc=False):
    """Who speaks in a claim, and on whose word it rests."""

    said: tuple[tuple[Party, Stance, str], ...]
    """What each says of it, and the id of the report that says so first; in their order, nothing
    twice."""
    named: tuple[Origin, ...]
    """Its origins; none where they are not counted."""
    certain: tuple[Key, ...]
    """Those of their parties that certainly are one."""

    @property
    def stances(self) -> dict[Party, tuple[Stance, ...]]:
        """Party -> all that it says of it."""
        return group((by, stance) for by, stance, _ in self.said)


def voices(claim: Claim) -> ClaimVoices:
    """Who speaks in a claim, and on whose word it rests."""
    first: dict[tuple[Party, Stance], str] = {}
    for one in claim.reports:
        first.setdefault((one.by, one.stance), one.anchor)
    return ClaimVoices(
        said=tuple((by, stance, anchor) for (by, stance), anchor in first.items()),
        named=claim.asserted.named if claim.is_counted else (),
        certain=claim.asserted.certain,
    )


def on_one_question(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Claim id -> ids of all claims on its subject and aspect, oldest first.

    Claims that are alone are left out.
    """
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in site.claims.by_id.values():
        if claim.matter.about and claim.matter.aspect:
            found[claim.matter.about[0], claim.matter.aspect].append(claim)
    zone = site.config.timezone

    def in_time(claim: Claim) -> tuple[object, str]:
        return dates.sort_key(claim.first_said, zone=zone), claim.id

    several = (sorted(claims, key=in_time) for claims in found.values() if len(claims) > 1)
    groups = (tuple(claim.id for claim in claims) for claims in several)
    return {id_: group for group in groups for id_ in group}
