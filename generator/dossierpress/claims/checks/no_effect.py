"""Entries of reports and sources without effect, such as a party that has the claim from itself."""

from collections.abc import Iterable, Iterator

from dossierpress.kernel.diagnostics import Diagnostic, Span, problem
from dossierpress.kernel.key import Key
from dossierpress.model.content import Record
from dossierpress.records.facets import PARTY
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.claim import ClaimMatter, Party, Report
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.scrub import ClaimPlaces


def check_no_effect(lines: ClaimPlaces) -> Iterator[Diagnostic]:
    """Report entries of one claim that have no effect."""
    matter = lines.record.matter
    if isinstance(matter, ClaimMatter):
        yield from _of_one_alone(matter, lines)
    for number, report in enumerate(lines.reports):
        yield from _of_report(report, number, lines)
        if report.part is not None and isinstance(matter, ClaimMatter):
            why = _no_part(report, matter)
            if why:
                yield problem(
                    "claim-part-misfit",
                    lines.record.path,
                    lines.of("reports", number, "part"),
                    why,
                    "give the claim its whole `value`, or tell the part in words: `part: …`",
                )


def _of_one_alone(matter: ClaimMatter, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    for number, group in enumerate(matter.one_origin):
        first, *others = (_key_of_party(one, lines.finder.register) for one in group.of)
        if first is not None and all(other == first for other in others):
            yield problem(
                "ref-itself",
                lines.record.path,
                lines.record.locate("one_origin", number, "of"),
                f"`one_origin` names `{first.id}` alone, in several ways",
                "name the others, too, or take it out",
            )


def _of_report(report: Report, number: int, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    if report.via is None and not report.probably_from:
        return
    register, path = lines.finder.register, lines.record.path
    by = _key_of_party(report.by, register)
    if by is None:
        return
    if report.via is not None and _key_of_party(report.via, register) == by:
        yield _names_itself(path, lines.of("reports", number, "via"), "via", by)
    citing = [_key_of_party(one, register) for one in report.citing]
    for place, one in enumerate(report.probably_from):
        key = _key_of_party(one, register)
        span = lines.of("reports", number, "probably_from", place)
        if key == by:
            yield _names_itself(path, span, "probably_from", by)
        elif key is not None and key in citing:
            yield problem(
                "claim-suspicion-needless",
                path,
                span,
                f"`{by.id}` cites `{key.id}`, so nobody need suspect that it has it from there",
                "take `probably_from` out; or `citing`, if the report does not name them",
            )


def _no_part(report: Report, matter: ClaimMatter) -> str | None:
    """Why the value of a part cannot be part of the claim's; None if it can."""
    part = report.part.value if report.part else None
    if part is None or part.amount is None:
        return None
    whole = matter.value
    if whole is None:
        return "this is the part of a value, and the claim has none"
    if whole.amount is None or whole.unit != part.unit:
        return None
    least, most = part.amount.least, whole.amount.most
    if least is not None and most is not None and least > most:
        return f"`{least}` is no part of `{whole.number or whole.written}`"
    return None


def check_ties_to_itself(
    records: Iterable[tuple[Key, Record]], register: Register
) -> Iterator[Diagnostic]:
    """Report ties of sources to themselves."""
    for key, record in records:
        if isinstance(record.matter, SourceMatter):
            for number, tie in enumerate(record.matter.tied_to):
                if find_record(register, read_reference(tie.to), PARTY) == key:
                    span = record.locate("tied_to", number, "to")
                    yield _names_itself(record.path, span, "tied_to", key)


def _key_of_party(party: Party, register: Register) -> Key | None:
    return find_record(register, read_reference(party.id), PARTY) if party.id else None


def _names_itself(path: str, span: Span, name: str, key: Key) -> Diagnostic:
    return problem(
        "ref-itself",
        path,
        span,
        f"`{name}` of `{key.id}` names `{key.id}` itself",
        "write whom you mean, or take it out",
    )
