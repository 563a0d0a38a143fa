"""Claims that are one claim, written down again and again: the same words of the same speaker."""

from collections.abc import Iterable, Iterator, Mapping

from dossierpress.diagnostics import Diagnostic, Note, first_notes, first_words
from dossierpress.model.claims import Claim
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.provenance import Party
from dossierpress.resolve.fold import fold
from dossierpress.resolve.party import told

_ENOUGH = 3
"""Two may well be meant; three were hardly looked at."""
_ENDS = " .…!。！"


def same_words(claims: Iterable[Claim], records: Mapping[Key, Record]) -> Iterator[Diagnostic]:
    """Report each group of three claims or more that one speaker asserts in the same words.

    Each claim is looked at once, however many there are.

    Args:
        claims: As they are published.
        records: As they were written, for their places.
    """
    groups: dict[tuple[str, Party], list[str]] = {}
    for claim in claims:
        words = fold(claim.matter.text).text.casefold().strip(_ENDS)
        for speaker in _speakers(claim):
            groups.setdefault((words, speaker), []).append(claim.id)
    # Where one outlet reports one speaker each time, they are the claims of both.
    found = {tuple(ids): key for key, ids in reversed(groups.items()) if len(ids) >= _ENOUGH}
    for ids, (_, speaker) in found.items():
        yield _problem(speaker, [records[Key(type="claim", id=id_)] for id_ in ids])


def _speakers(claim: Claim) -> dict[Party, None]:
    """Those on whose word it is asserted, then those who report it."""
    asserting = [report for report in claim.reports if report.stance == "asserts"]
    return dict.fromkeys(
        (
            *(party for report in asserting for party in report.citing),
            *(report.by for report in asserting),
        )
    )


def _problem(speaker: Party, records: list[Record]) -> Diagnostic:
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
        message=f"{len(records)} claims say the same in the same words, all by `{told(speaker)}`: "
        f"{named}",
        hint=f"if they are one claim, keep `{first.id}` with the reports of all, and the other ids "
        "under `formerly`; if not, let each say what it is about",
        notes=first_notes(others, says),
    )
