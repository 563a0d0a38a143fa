"""The reports of a claim, with those whom they name found."""

from collections.abc import Collection, Mapping

from dossierpress.model.claims import ClaimReport
from dossierpress.model.key import Key
from dossierpress.provenance import Party
from dossierpress.resolve.basis import basis_of
from dossierpress.resolve.counting import of_several, probably_from
from dossierpress.resolve.party import party
from dossierpress.schema.claim import ClaimMatter, Report
from dossierpress.schema.parts import is_stub_alone
from dossierpress.schema.source import SourceMatter


def reports_of(
    matter: ClaimMatter, sources: Mapping[str, SourceMatter], stand_ins: Collection[str]
) -> tuple[ClaimReport, ...]:
    """Find whom the reports of a claim mean, how they know it, and whether they count.

    Args:
        matter: The claim; its references are found.
        sources: Those that may be named, by id.
        stand_ins: Words that stand for somebody private.
    """
    made = []
    for number, report in enumerate(matter.reports):
        by = party(report.by, None, stand_ins)
        hearing = by if isinstance(by, Key) else None
        citing = tuple(dict.fromkeys(party(one, hearing, stand_ins) for one in report.citing))
        of = sources.get(by.id) if isinstance(by, Key) and by.type == "source" else None
        stub = is_stub_alone(report, of.access if of else ())
        made.append(
            ClaimReport(
                number=number,
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


def _via(report: Report, by: Party, stand_ins: Collection[str]) -> Party | None:
    """Who quotes it; nobody where it is said that they quote themselves."""
    via = party(report.via, None, stand_ins) if report.via else None
    # Two whom nobody names may be two of the same words.
    return None if via == by and isinstance(by, Key) else via
