"""What can be wrong with claims: circles, silence, unexplained contradictions, false quotes."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from dossierpress.diagnostics import Diagnostic, Note, Span
from dossierpress.model.claims import Claim, Claims
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.model.site import Article
from dossierpress.provenance import Party, Unnamed
from dossierpress.resolve.contradict import comparable, exclude
from dossierpress.resolve.fold import fold


def check_claims(
    claims: Claims,
    records: Mapping[Key, Record],
    articles: Mapping[str, Article],
    most_compared: int,
) -> Iterator[Diagnostic]:
    """Report what is wrong with published claims.

    Args:
        claims: As they are published.
        records: As they were written, for their places.
        articles: As they are published.
        most_compared: Claims on one subject and aspect whose values are compared.
    """
    matters = {id_: claim.matter for id_, claim in claims.by_id.items()}
    for (subject, aspect), ids in comparable(matters).items():
        if len(ids) > most_compared:
            record = records[Key(type="claim", id=ids[most_compared])]
            yield _problem(
                record,
                "claim-too-many",
                record.locate("aspect"),
                f"{len(ids):,} claims are on `{aspect}` of `{subject}`,"
                f" over the limit of {most_compared:,}",
                "tell aspects apart; `limits: {compared_claims: …}` in site.yml allows more",
            )
    folded = cache(lambda id_: fold(articles[id_].body.text).text)
    for claim in claims.by_id.values():
        record = records[Key(type="claim", id=claim.id)]
        yield from _circles(claim, record)
        yield from _sourcing(claim, record)
        yield from _relations(claim, record, claims, records)
        yield from _quotes(claim, record, folded)


def _circles(claim: Claim, record: Record) -> Iterator[Diagnostic]:
    for circle in claim.circles:
        first = next(one for one in claim.reports if one.by == circle[0])
        chain = " cites ".join(f"`{_name(party)}`" for party in (*circle, circle[0]))
        yield _problem(
            record,
            "claim-circular",
            record.locate("reports", first.number, "citing"),
            f"the reports rest on one another: {chain}",
            "take out the `citing` of the one that said it first",
        )


def _sourcing(claim: Claim, record: Record) -> Iterator[Diagnostic]:
    if not claim.reports:
        yield _problem(
            record,
            "claim-no-report",
            record.locate("text"),
            f"nobody is named who says that `{claim.id}`",
            "add `reports: [{by: some-source}]`",
        )


def _relations(
    claim: Claim, record: Record, claims: Claims, records: Mapping[Key, Record]
) -> Iterator[Diagnostic]:
    for number, link in enumerate(claim.matter.contradicts):
        other = claims.by_id[link.to]
        if link.to == claim.id:
            yield _problem(
                record,
                "ref-self-reference",
                record.locate("contradicts", number),
                f"`{claim.id}` contradicts itself",
                "name the other claim",
            )
        elif link.note is None and not exclude(claim.matter.value, other.matter.value):
            yield _problem(
                record,
                "claim-unexplained",
                record.locate("contradicts", number),
                f"nothing says why `{claim.id}` and `{link.to}` cannot both be true",
                f"add a note: `{{to: {link.to}, note: …}}`, or give both a `value`",
            )
    for relation in claim.relations:
        if relation.type == "disagrees" and claim.id < relation.there:
            there = records[Key(type="claim", id=relation.there)]
            yield _problem(
                record,
                "claim-disagreement",
                record.locate("value"),
                f"`{claim.id}` and `{relation.there}` cannot both be true",
                f"say so: `contradicts: [{relation.there}]`, or mend the value that is wrong",
                Note(
                    message=f"`{relation.there}` has another value",
                    path=there.path,
                    span=there.locate("value"),
                ),
            )


def _quotes(claim: Claim, record: Record, text_of: Callable[[str], str]) -> Iterator[Diagnostic]:
    for report in claim.reports:
        quote = report.written.quote
        if quote is None or report.article is None:
            continue
        if fold(quote.exact).text not in text_of(report.article):
            yield _problem(
                record,
                "claim-false-quote",
                record.locate("reports", report.number, "quote", "exact"),
                f"these words are not in the text of `{report.article}`",
                "quote it as the article has it, or take out `article`",
            )


def _problem(
    record: Record, code: str, span: Span, message: str, hint: str | None, *notes: Note
) -> Diagnostic:
    return Diagnostic(
        code=code, path=record.path, span=span, message=message, hint=hint, notes=notes
    )


def _name(party: Party) -> str:
    return party.words if isinstance(party, Unnamed) else party.id
