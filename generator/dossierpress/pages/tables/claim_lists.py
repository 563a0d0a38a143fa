"""The claims of a dossier in lists: by status, and by who speaks in them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim
from dossierpress.model.site import Site
from dossierpress.provenance.statements import Unnamed
from dossierpress.schema.claim import ClaimStatus

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


def in_matrix(site: Site) -> tuple[Claim, ...]:
    """The claims that somebody reports; those on one subject stand together."""
    claims = (claim for claim in site.claims.by_id.values() if claim.reports)
    return tuple(
        sorted(claims, key=lambda claim: (claim.matter.about[:1], claim.matter.aspect or ""))
    )


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


def on_one_question(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Claim id -> ids of all claims on its subject and aspect; only where there are others."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in site.claims.by_id.values():
        if claim.matter.about and claim.matter.aspect:
            found[claim.matter.about[0], claim.matter.aspect].append(claim.id)
    groups = (tuple(ids) for ids in found.values() if len(ids) > 1)
    return {id_: group for group in groups for id_ in group}


class Matrix(Struct, frozen=True, kw_only=True, gc=False):
    """What holds for all claims together that somebody reports."""

    speakers: tuple[Key, ...]
    """Who speaks in them, those who speak most first."""
    somebody_unnamed: bool
    """Whether somebody speaks in them whom nobody names."""
    statuses: tuple[ClaimStatus | None, ...]
    """What the desk holds of them, in the order in which it first occurs."""


def matrix(claims: Sequence[Claim], in_order: Callable[[tuple[Key, ...]], Sequence[Key]]) -> Matrix:
    """What holds for all of some claims; see `speakers_in`."""
    return Matrix(
        speakers=speakers_in(claims, in_order),
        somebody_unnamed=any(
            isinstance(one.by, Unnamed) for claim in claims for one in claim.reports
        ),
        statuses=tuple(dict.fromkeys(map(status_of, claims))),
    )


def speakers_in(
    claims: Iterable[Claim], in_order: Callable[[tuple[Key, ...]], Sequence[Key]]
) -> tuple[Key, ...]:
    """Who speaks in these claims, those who speak most first, and then in their usual order.

    Args:
        claims: Some claims.
        in_order: Puts records in the order of the site.
    """
    spoken = Counter(
        party
        for claim in claims
        for party in {one.by for one in claim.reports if isinstance(one.by, Key)}
    )
    return tuple(sorted(in_order(tuple(sorted(spoken))), key=lambda party: -spoken[party]))
