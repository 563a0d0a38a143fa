"""Claims that are one claim, written down again and again in the same words."""

from collections.abc import Iterable, Iterator, Mapping

from dossierpress.kernel.diagnostics import Diagnostic, Note, first_notes, first_words
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.model.claims import Claim
from dossierpress.model.content import Record
from dossierpress.provenance.statements import Party, party_label

_ENOUGH = 3
"""Two claims in the same words may be intended; three are likely a mistake."""


_ENDS = " .…!。！"


def check_same_words(
    claims: Iterable[Claim], records: Mapping[Key, Record]
) -> Iterator[Diagnostic]:
    """Report each group of three claims or more that one speaker asserts in the same words.

    The work is linear in the number of claims.

    Args:
        claims: As they are published.
        records: As they were written, for their places.
    """
    groups: dict[tuple[str, Party], list[str]] = {}
    for claim in claims:
        words = normalise_text(claim.matter.text).text.casefold().strip(_ENDS)
        for speaker in _speakers(claim):
            groups.setdefault((words, speaker), []).append(claim.id)
    # If one outlet reports one speaker each time, these are the claims of both.
    found = {tuple(ids): key for key, ids in reversed(groups.items()) if len(ids) >= _ENOUGH}
    for ids, (_, speaker) in found.items():
        yield _same_words_problem(speaker, [records[Key(type="claim", id=id_)] for id_ in ids])


def _speakers(claim: Claim) -> dict[Party, None]:
    """The parties on whose word a claim is asserted, then those that report it."""
    asserting = [report for report in claim.reports if report.stance == "asserts"]
    return dict.fromkeys(
        (
            *(party for report in asserting for party in report.citing),
            *(report.by for report in asserting),
        )
    )


def _same_words_problem(speaker: Party, records: list[Record]) -> Diagnostic:
    def says(record: Record) -> Note:
        return Note(
            message=f"`{record.id}` says so too", path=record.path, span=record.locate("text")
        )

    first, *others = sorted(records, key=lambda one: (one.path, one.span))
    named = first_words([f"`{one.id}`" for one in (first, *others)], ", ")
    return Diagnostic(
        code="claim-same-words",
        path=first.path,
        span=first.locate("text"),
        message=f"{len(records)} claims say the same in the same words, all by "
        f"`{party_label(speaker)}`: "
        f"{named}",
        hint=f"if they are one claim, keep `{first.id}` with the reports of all, and the other ids "
        "under `formerly`; if not, let each say what it is about",
        notes=first_notes(others, says),
    )
