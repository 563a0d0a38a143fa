"""Check the reports of a claim: missing basis, values that do not fit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossierpress.claims.reports import is_statement_of_nobody
from dossierpress.kernel.diagnostics import (
    Diagnostic,
    Hint,
    Note,
    Offer,
    Span,
    first_notes,
    problem,
)
from dossierpress.kernel.key import Key
from dossierpress.kernel.plural import pluralised
from dossierpress.located_yaml.as_yaml import as_yaml
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.model.content import Record
from dossierpress.provenance.statements import Party, party_label, read_party
from dossierpress.schema.claim import STATUSES, ClaimMatter
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.scrub import ClaimPlaces, scrub_party


def check_basis(
    claim: Claim, lines: ClaimPlaces, sources: Mapping[str, SourceMatter]
) -> Iterator[Diagnostic]:
    """Report entries of one claim that do not fit together.

    Args:
        claim: As it is published.
        lines: The places of its parts.
        sources: The sources as published.
    """
    yield from _status(lines.record)
    for report, as_written in zip(claim.reports, lines.reports, strict=True):
        if is_statement_of_nobody(report.written, report.by, report.citing, sources):
            yield _problem(
                lines.record,
                "claim-handout-of-nobody",
                lines.of("reports", report.number, "basis"),
                f"`{party_label(report.by)}` prints a statement, and nothing says whose it is",
                "add `citing: …`, the one who issued it; nobody is an origin for printing it",
            )
        if report.written.verbatim and not report.citing:
            yield _problem(
                lines.record,
                "claim-copy-of-nobody",
                lines.of("reports", report.number, "verbatim"),
                f"`{party_label(report.by)}` prints a text word for word, and nothing says "
                "whose it is",
                "add `citing: …`, or take out `verbatim`",
            )
        # The reason for a private party is not published; that is no mistake of the author.
        for number, one in enumerate(as_written.probably_from):
            place = lines.of("reports", report.number, "probably_from", number)
            if one.because is None:
                yield _without_reason(lines.record, place)
    yield from _problems_of_claim(claim, lines.record)
    yield from _absent_from_claim(claim, lines)


def _status(record: Record) -> Iterator[Diagnostic]:
    """Report statuses that do not fit the kind of the claim."""
    if not isinstance(record.matter, ClaimMatter):
        return
    right = STATUSES[record.matter.kind]
    for number, entry in enumerate(record.matter.status):
        if entry.is_ not in right:
            yield _problem(
                record,
                "claim-status-misfit",
                record.locate("status", number, "is"),
                f"`{entry.is_}` is no judgement of a claim of the kind `{record.matter.kind}`",
                f"one of {', '.join(f'`{one}`' for one in right)}, or another `kind`",
            )


def _problems_of_claim(claim: Claim, record: Record) -> Iterator[Diagnostic]:
    matter = record.matter
    if not isinstance(matter, ClaimMatter):
        return
    if (
        matter.kind == "act"
        and matter.status
        and matter.status[-1].is_ == "announced"
        and not (claim.asserted.certain or claim.asserted.unnamed)
    ):
        yield _problem(
            record,
            "claim-announced-by-nobody",
            record.locate("status", len(matter.status) - 1, "is"),
            f"`{claim.id}` is held for announced, and no report has it from who announced it",
            Offer(
                ("reported",),
                "add their own word (`basis: official`) or who cites them, or write `reported`",
            ),
        )
    for key in ("probably_from", "one_origin"):
        for number, one in enumerate(getattr(matter, key)):
            if one.because is None:
                yield _without_reason(record, record.locate(key, number))


def _absent_from_claim(claim: Claim, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    """Report parties of `one_origin` that neither report the claim nor are cited in it."""
    record = lines.record
    if not isinstance(record.matter, ClaimMatter):
        return
    speaking = {_known_by(one) for report in claim.reports for one in (report.by, *report.citing)}
    for number, group in enumerate(record.matter.one_origin):
        for place, one in enumerate(group.of):
            shown = scrub_party(one, lines.finder)
            if shown is None or _known_by(somebody := read_party(shown, None, ())) in speaking:
                continue
            known = as_yaml(one.id) if one.id else f"{{unnamed: {as_yaml(one.unnamed or '')}}}"
            yield _problem(
                record,
                "claim-one-origin-absent",
                record.locate("one_origin", number, "of", place),
                f"`{party_label(somebody)}` is said to have the same origin as others, and neither"
                " reports this claim nor is cited in it",
                f"add its report, or write `probably_from: {known}` if the others have it from"
                " there",
            )


def _known_by(party: Party) -> Key | str:
    """The key of a party; for an unnamed one its words, whichever party speaks of it."""
    return party if isinstance(party, Key) else party.words


def _without_reason(record: Record, place: Span) -> Diagnostic:
    return _problem(
        record,
        "claim-suspicion-unexplained",
        place,
        "nothing says why the desk suspects that these have one origin",
        "readers see the reason: add `because: …`",
    )


def not_stated(claims: Iterable[Claim], lines: Mapping[str, ClaimPlaces]) -> Iterator[Diagnostic]:
    """Report once, for the whole dossier, that reports do not say how they know.

    Args:
        claims: As they are published.
        lines: Claim id -> the places of its parts.
    """
    found = [
        (claim, report)
        for claim in claims
        if claim.is_counted
        for report in claim.reports
        if _is_silent(report, claim)
    ]
    if not found:
        return

    def place(one: tuple[Claim, ClaimReport]) -> tuple[str, Span]:
        claim, report = one
        of_claim = lines[claim.id]
        return of_claim.record.path, of_claim.of("reports", report.number)

    def note(one: tuple[Claim, ClaimReport]) -> Note:
        path, span = place(one)
        return Note(
            message=f"so does this one, by `{party_label(one[1].by)}`", path=path, span=span
        )

    ordered = _first_by_place(found, lines)
    path, span = place(ordered[0])
    yield Diagnostic(
        code="claim-basis-not-stated",
        path=path,
        span=span,
        message=f"{pluralised(len(found), 'report')} of the dossier"
        f" {'cites' if len(found) == 1 else 'cite'} nobody and"
        f" {'does' if len(found) == 1 else 'do'} not say how they know, so that"
        f" {'it adds' if len(found) == 1 else 'they add'} nothing to the low end of a count",
        hint="say what is known: `basis: witness` (was there), `document`, `official` (of its own"
        " act), `handout`, or whom it is `citing`; `dossier migrate` writes"
        " `basis: not-stated` into the others",
        notes=first_notes(ordered[1:], note),
    )


def _first_by_place(
    found: Sequence[tuple[Claim, ClaimReport]], lines: Mapping[str, ClaimPlaces]
) -> list[tuple[Claim, ClaimReport]]:
    def key(one: tuple[Claim, ClaimReport]) -> tuple[str, Span, int]:
        record = lines[one[0].id].record
        return record.path, record.span, one[1].number

    return sorted(found, key=key)


def _is_silent(report: ClaimReport, claim: Claim) -> bool:
    """Whether the party of a report is only a possible origin, and no basis was written."""
    silent = {"asserts": claim.asserted.silent, "denies": claim.denied.silent}
    return (
        report.written.basis is None
        and not report.citing
        and report.by in silent.get(report.stance, ())
    )


def _problem(record: Record, code: str, span: Span, message: str, hint: Hint) -> Diagnostic:
    return problem(code, record.path, span, message, hint)
