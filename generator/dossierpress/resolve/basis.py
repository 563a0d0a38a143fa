"""How whoever reports a claim knows it."""

from collections.abc import Mapping, Sequence

from dossierpress.model.key import Key
from dossierpress.provenance import Party
from dossierpress.schema.claim import Basis, Report
from dossierpress.schema.source import SourceKind, SourceMatter

OUTLETS: frozenset[SourceKind] = frozenset(
    ("newspaper", "online", "wire", "broadcaster", "state-media", "social")
)
"""Sources that print the statements of others."""


def basis_of(
    report: Report, by: Party, citing: Sequence[Party], sources: Mapping[str, SourceMatter]
) -> Basis:
    """Return the basis by which a report counts.

    It is what the report says, or what its source says for all its reports that cite nobody. It is
    never more than is stated: an outlet that prints a statement and does not say whose is no
    origin, and who cites a document that is a source here has it from there.
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
