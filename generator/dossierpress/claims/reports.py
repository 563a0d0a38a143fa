"""The reports of a claim: their parties, and their basis.

`reports_of` finds the parties of each report and gives it its id, `basis_of` tells how its party
knows.
"""

from collections.abc import Collection, Mapping, Sequence

from dossierpress.claims.counting import of_several, probably_from
from dossierpress.kernel.content_ids import content_digest, each_different
from dossierpress.kernel.key import Key
from dossierpress.model.claims import ClaimReport
from dossierpress.provenance.statements import Party, party_label, read_party
from dossierpress.schema.access import is_stub_alone
from dossierpress.schema.claim import Basis, ClaimMatter, Report
from dossierpress.schema.source import SourceKind, SourceMatter

OUTLETS: frozenset[SourceKind] = frozenset(
    ("newspaper", "online", "wire", "broadcaster", "state-media", "social")
)
"""Kinds of sources that print statements of others."""


def basis_of(
    report: Report, by: Party, citing: Sequence[Party], sources: Mapping[str, SourceMatter]
) -> Basis:
    """Return the basis by which a report counts.

    It is the basis of the report, or that of its source for all reports that cite nobody. It never
    claims more than is stated: an outlet that prints a statement and does not say whose is no
    origin, and a party that cites a document which is a source here has it from there.
    """
    if report.basis is None:
        source = _source(by, sources)
        stated = source.basis if source is not None and not citing else None
        return stated or "not-stated"
    if is_statement_of_nobody(report, by, citing, sources):
        return "not-stated"
    if report.basis == "document" and any(
        (source := _source(party, sources)) is not None and source.kind == "document"
        for party in citing
    ):
        return "not-stated"
    return report.basis


def is_statement_of_nobody(
    report: Report, by: Party, citing: Sequence[Party], sources: Mapping[str, SourceMatter]
) -> bool:
    """Whether an outlet prints a statement and does not say whose it is."""
    source = _source(by, sources)
    return (
        report.basis == "handout" and not citing and source is not None and source.kind in OUTLETS
    )


def _source(party: Party, sources: Mapping[str, SourceMatter]) -> SourceMatter | None:
    if isinstance(party, Key) and party.type == "source":
        return sources.get(party.id)
    return None


def reports_of(
    matter: ClaimMatter, sources: Mapping[str, SourceMatter], stand_ins: Collection[str]
) -> tuple[ClaimReport, ...]:
    """Find the parties of the reports of a claim, their basis, and whether they count.

    Args:
        matter: The claim, with references that exist.
        sources: The published sources, by id.
        stand_ins: Words that stand for somebody private.
    """
    made = []
    speakers = [read_party(report.by, None, stand_ins) for report in matter.reports]
    anchors = each_different(
        _anchor(report, by) for report, by in zip(matter.reports, speakers, strict=True)
    )
    for number, (report, by, anchor) in enumerate(
        zip(matter.reports, speakers, anchors, strict=True)
    ):
        hearing = by if isinstance(by, Key) else None
        citing = tuple(dict.fromkeys(read_party(one, hearing, stand_ins) for one in report.citing))
        of = sources.get(by.id) if isinstance(by, Key) and by.type == "source" else None
        stub = is_stub_alone(report, of.access if of else ())
        made.append(
            ClaimReport(
                number=number,
                anchor=anchor,
                by=by,
                citing=citing,
                stance=report.stance,
                basis=basis_of(report, by, citing, sources),
                via=_via(report, by, stand_ins),
                stub=stub,
                suspicions=of_several(
                    probably_from((by,), one, stand_ins) for one in report.probably_from
                ),
                counts=not stub and (of is None or of.counts != "never"),
                article=report.article,
                written=report,
            )
        )
    return tuple(made)


def identity_of(report: Report, by: Party) -> tuple[str, ...]:
    """What makes a report different from others: who says what of which part, when and where."""
    part = report.part
    facts = (
        party_label(by),
        report.stance,
        report.on,
        report.said,
        report.article,
        report.url,
        report.at,
        report.quote and report.quote.exact,
        part and part.words,
        part and part.value and part.value.model_dump_json(exclude_defaults=True),
    )
    return tuple(one or "" for one in facts)


def _anchor(report: Report, by: Party) -> str:
    who = by.id if isinstance(by, Key) else "unnamed"
    return f"report_{who}_{content_digest(*identity_of(report, by), digits=6)}"


def _via(report: Report, by: Party, stand_ins: Collection[str]) -> Party | None:
    """The party that quotes a report; None if it quotes itself."""
    via = read_party(report.via, None, stand_ins) if report.via else None
    # Two unnamed parties with the same words may be two persons.
    return None if via == by and isinstance(by, Key) else via
