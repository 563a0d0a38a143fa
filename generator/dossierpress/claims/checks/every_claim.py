"""Check all published claims: circles, missing origins, unexplained contradictions, wrong quotes.

`check_claims` also runs the checks of the modules beside this one.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from dossierpress.claims.checks.comparisons import check_comparisons
from dossierpress.claims.checks.no_effect import check_no_effect
from dossierpress.claims.checks.relations import check_links
from dossierpress.claims.checks.reports import check_basis, not_stated
from dossierpress.claims.checks.same_words import check_same_words
from dossierpress.claims.checks.suspected_circles import check_suspected_circles
from dossierpress.claims.checks.undisclosed_ties import check_undisclosed_ties
from dossierpress.claims.claim_index import places_of_claims
from dossierpress.claims.contradictions import Within, comparable, exclude_by_value
from dossierpress.kernel.diagnostics import (
    NOTES,
    Diagnostic,
    Hint,
    Note,
    Offer,
    Span,
    first_notes,
    first_words,
    problem,
)
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.model.claims import Claim, Claims
from dossierpress.model.content import Record
from dossierpress.model.site import Site
from dossierpress.provenance.statements import party_label
from dossierpress.schema.claim import ClaimMatter
from dossierpress.visibility.scrub import ClaimPlaces
from dossierpress.visibility.withheld import PublishedFinder


def check_claims(
    site: Site, records: Mapping[Key, Record], finder: PublishedFinder
) -> Iterator[Diagnostic]:
    """Report problems of published claims.

    Args:
        site: As it is published.
        records: As they were written, for their places.
        finder: Finds what is published.
    """
    claims, most = site.claims, site.config.limits.compared_claims
    sources = {id_: source.matter for id_, source in site.sources.items()}
    matters = {id_: claim.matter for id_, claim in claims.by_id.items()}
    for (subject, aspect), ids in comparable(matters).items():
        if len(ids) > most:
            record = records[Key(type="claim", id=ids[most])]
            yield _problem(
                record,
                "claim-too-many",
                record.locate("aspect"),
                f"{len(ids):,} claims are on `{aspect}` of `{subject}`, over the limit of {most:,}",
                "tell aspects apart; `limits: {compared_claims: …}` in site.yml allows more",
            )
    normalised = cache(lambda id_: normalise_text(site.articles[id_].body.text).text)
    within = places_of_claims(matters.values(), site.relations)
    lines_of = {
        id_: ClaimPlaces(record=records[Key(type="claim", id=id_)], finder=finder)
        for id_ in claims.by_id
    }
    for claim in claims.by_id.values():
        lines = lines_of[claim.id]
        record = lines.record
        yield from _circles(claim, lines)
        yield from check_suspected_circles(claim, lines)
        yield from check_basis(claim, lines, sources)
        yield from check_no_effect(lines)
        yield from _sourcing(claim, record)
        yield from _corroboration(claim, record, finder)
        yield from _unexplained(claim, lines, claims, within)
        yield from _disagreements(claim, record, records)
        yield from _quotes(claim, lines, normalised)
    yield from not_stated(claims.by_id.values(), lines_of)
    yield from check_undisclosed_ties(site, records, finder)
    yield from check_same_words(claims.by_id.values(), records)
    yield from check_links(claims, lines_of)
    yield from check_comparisons(claims, records, most)


def _circles(claim: Claim, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    for circle in claim.circles:
        cited = circle[1] if len(circle) > 1 else circle[0]
        first = next(one for one in claim.reports if one.by == circle[0] and cited in one.citing)
        chain = first_words(
            [f"`{party_label(party)}`" for party in (*circle, circle[0])], " cites "
        )
        yield _problem(
            lines.record,
            "claim-circular",
            lines.of("reports", first.number, "citing"),
            f"the reports rest on one another: {chain}",
            "take out the `citing` of the one that said it first, or add what it said itself",
        )


def _sourcing(claim: Claim, record: Record) -> Iterator[Diagnostic]:
    # Reports by unknown parties are reported as unknown references.
    if not claim.reports and not (isinstance(record.matter, ClaimMatter) and record.matter.reports):
        yield _problem(
            record,
            "claim-no-report",
            record.locate("text"),
            f"nobody is named who says that `{claim.id}`",
            "add `reports: [{by: some-source}]`",
        )


def _corroboration(claim: Claim, record: Record, finder: PublishedFinder) -> Iterator[Diagnostic]:
    """Report claims that the desk calls corroborated though they may rest on a single voice."""
    matter = record.matter
    if not isinstance(matter, ClaimMatter) or not claim.is_counted or not claim.reports:
        return
    if claim.status is None or claim.status.is_ != "corroborated" or claim.asserted.low > 1:
        return
    parties = (one for report in matter.reports for one in (report.by, *report.citing))
    if not all(finder.names(party) for party in parties):
        return  # The desk knows more than it publishes.
    most = claim.asserted.most
    yield _problem(
        record,
        "claim-corroborated-by-one",
        record.locate("status", len(matter.status) - 1, "is"),
        f"`{claim.id}` is held for corroborated, and "
        + (
            "all of it comes down to one origin"
            if most < 2
            else f"of up to {most} origins only one is independent for all that is known"
        ),
        Offer(
            ("reported",),
            "write `reported`; or say how those who report it know it (`basis`), look for another"
            " origin, or let the announcement of an act be `kind: act` and `announced`",
        ),
    )


def _unexplained(
    claim: Claim, lines: ClaimPlaces, claims: Claims, within: Within
) -> Iterator[Diagnostic]:
    for number, link in enumerate(claim.matter.contradicts):
        if link.to == claim.id or link.note is not None:
            continue
        if not exclude_by_value(claim.matter, claims.by_id[link.to].matter, within):
            yield _problem(
                lines.record,
                "claim-unexplained",
                lines.of("contradicts", number),
                f"nothing says why `{claim.id}` and `{link.to}` cannot both be true",
                f"add a note: `{{to: {link.to}, note: …}}`,"
                " or give both a `value` on the same aspect of the same subject",
            )


def _disagreements(
    claim: Claim, record: Record, records: Mapping[Key, Record]
) -> Iterator[Diagnostic]:
    others = [
        relation.there
        for relation in claim.relations
        if relation.type == "disagrees" and claim.id < relation.there
    ]
    if not others:
        return

    def value_of(id_: str) -> Note:
        there = records[Key(type="claim", id=id_)]
        return Note(
            message=f"`{id_}` has another value", path=there.path, span=there.locate("value")
        )

    if len(others) == 1:
        message = f"`{claim.id}` and `{others[0]}` cannot both be true"
    else:
        named = first_words([f"`{id_}`" for id_ in others], ", ")
        message = f"`{claim.id}` cannot be true together with any of {named}"
    yield _problem(
        record,
        "claim-disagreement",
        record.locate("value"),
        message,
        f"say so: `contradicts: [{', '.join(others[:NOTES])}]`, or mend the value that is wrong",
        *first_notes(others, value_of),
    )


def _quotes(
    claim: Claim, lines: ClaimPlaces, text_of: Callable[[str], str]
) -> Iterator[Diagnostic]:
    for report in claim.reports:
        quote = report.written.quote
        if quote is None or report.article is None:
            continue
        if normalise_text(quote.exact).text not in text_of(report.article):
            yield _problem(
                lines.record,
                "claim-false-quote",
                lines.of("reports", report.number, "quote", "exact"),
                f"these words are not in the text of `{report.article}`",
                "quote it as the article has it, or take out `article`",
            )


def _problem(
    record: Record, code: str, span: Span, message: str, hint: Hint, *notes: Note
) -> Diagnostic:
    return problem(code, record.path, span, message, hint, notes)
