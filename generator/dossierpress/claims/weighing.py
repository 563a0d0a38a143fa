"""What the reports of a claim come down to: its origins, what denies it, and its marks.

One function of the claim's front matter and the published sources. So what is held today and what
was known on an earlier day, when there were fewer reports, are counted in the same way.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.claims.counting import Counting, count_asserted, suspicions
from dossierpress.claims.reports import reports_of
from dossierpress.model.claims import ClaimReport, ReportedPart
from dossierpress.provenance.origins import Origins
from dossierpress.provenance.statements import Statement
from dossierpress.provenance.ties import Suspicion
from dossierpress.records.listing import first_said
from dossierpress.schema.claim import COUNTED_KINDS, ClaimKind, ClaimMatter
from dossierpress.schema.glossary import Mark
from dossierpress.schema.source import SourceMatter


class Weighed(Struct, frozen=True, kw_only=True, gc=False):
    """The reports of a claim and what they come down to; the fields are those of `Claim`."""

    reports: tuple[ClaimReport, ...]
    suspicions: tuple[Suspicion, ...]
    first_said: str | None
    asserted: Origins
    parts: tuple[ReportedPart, ...]
    denied: Origins
    marks: tuple[Mark, ...]


def weigh(
    matter: ClaimMatter,
    sources: Mapping[str, SourceMatter],
    stand_ins: Collection[str],
    counted: Counting,
) -> Weighed:
    """Weigh the reports of a claim.

    Args:
        matter: Its front matter, with references that exist.
        sources: The published sources, by id.
        stand_ins: Words that stand for somebody private.
        counted: How origins are counted.
    """
    reports = reports_of(matter, sources, stand_ins)
    statements = [one.statement for one in reports]
    suspected = suspicions(matter, reports, stand_ins)
    first = first_said(matter)
    asserted, parts = count_asserted(
        reports, dict(enumerate(statements)), counted, suspected, first
    )
    denying = [
        one.statement
        for one in reports
        if one.stance == "denies" and not one.stub and one.written.part is None
    ]
    return Weighed(
        reports=reports,
        suspicions=suspected,
        first_said=first,
        asserted=asserted,
        parts=parts,
        denied=counted.count(denying, suspected, first),
        marks=tuple(_marks(matter.kind, statements, asserted)),
    )


def _marks(kind: ClaimKind, statements: Sequence[Statement], asserted: Origins) -> Iterator[Mark]:
    stances = {one.stance for one in statements}
    if "asserts" not in stances:
        yield "unsourced"
    elif kind in COUNTED_KINDS:
        yield from _marks_of_origins(kind, statements, asserted)
    if "denies" in stances:
        yield "denied"
    if "doubts" in stances:
        yield "doubted"
    if "denies" in stances:
        denying = {one.by for one in statements if one.stance == "denies"}
        if any(one in denying for origin in asserted.named for one in origin.parties):
            yield "denied-by-its-origin"


def _marks_of_origins(
    kind: ClaimKind, statements: Sequence[Statement], asserted: Origins
) -> Iterator[Mark]:
    # An announcement of one's own act needs no second origin.
    announced = kind == "act" and any(
        one.stance == "asserts" and one.basis == "official" for one in statements
    )
    if not asserted.certain and not asserted.unnamed:
        if asserted.silent:  # else no report counts, though some may say how they know
            yield "basis-not-stated"
    elif asserted.is_single and not announced:
        yield "single-origin"
    elif asserted.least == 1 and not announced:
        yield "perhaps-single-origin"
    if asserted.unnamed:
        yield "unnamed-origin"
