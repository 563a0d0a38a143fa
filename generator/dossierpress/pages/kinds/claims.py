"""Claims: the list of all, by what the desk holds of them, and the page of each."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim, ClaimRelation, ClaimReport
from dossierpress.model.output import Page
from dossierpress.pages.components.access import cited_access, quote_shown
from dossierpress.pages.components.annotations import note_lines
from dossierpress.pages.components.backlinks import backlink_groups, claim_places, date_of
from dossierpress.pages.components.bibliography import bibliography
from dossierpress.pages.components.body import body_html
from dossierpress.pages.components.cards import with_cards
from dossierpress.pages.components.chain_graph import draw_chains
from dossierpress.pages.components.citation import (
    claim_cited,
    claim_judged,
    with_citation,
)
from dossierpress.pages.components.claim_origins import (
    grounds_shown,
    never_counts,
    part_shown,
    stated_basis,
    suspicion_shown,
    uncounted_shown,
)
from dossierpress.pages.components.claim_values import value_shown
from dossierpress.pages.components.claims import (
    claim_line,
    claim_lines,
    status_anchor,
    table_link,
)
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.known_then import known_then_shown
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.record_links import name_shown, party_shown, record_link
from dossierpress.pages.components.status_bar import status_bar
from dossierpress.pages.components.verdict import question_shown, verdict_shown
from dossierpress.pages.page_kind import PageKind, listed_if, listed_records, only_one
from dossierpress.pages.tables.claim_lists import count_shown
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim import (
    CarrierShown,
    ClaimRelationGroup,
    ClaimRelationShown,
    ClaimView,
    ComparedClaim,
    ReportShown,
    StatusShown,
    StepShown,
)
from dossierpress.pages.views.claim_lists import ClaimsInBrief, ClaimsView, StatusGroup
from dossierpress.provenance.chains import MOST_CHAINS, Chain
from dossierpress.schema.claim import Basis


def claim_index(site: TrackedSite, _: str) -> Iterator[Page]:
    """The list of claims, on as many pages as it takes; none where there are no claims."""
    if not site.records.claims.by_id:
        return
    for sheet in sheets(routes.CLAIMS, site, site.claims_by_status):
        yield Page(
            path=sheet.path,
            template="pages/claims.html",
            make_view=partial(_index_view, sheet, site),
            origin=sheet.origin("the index of claims"),
        )


CLAIM_INDEX = PageKind(
    name="claims-index",
    views={"pages/claims.html": ClaimsView},
    keys=only_one,
    make=claim_index,
    listed=lambda site: listed_if(site.records.claims.by_id, routes.CLAIMS),
)


def _index_view(sheet: Sheet, site: TrackedSite) -> ClaimsView:
    here = sheet.path
    brief = claims_in_brief(routes.CLAIMS, site)
    totals = dict(brief.counts)
    shown = sheet.cut(site.claims_by_status)
    return ClaimsView(
        frame=frame(here, site, section="claims", indexed=sheet.first),
        brief=brief,
        bar=status_bar(
            brief.counts,
            None if sheet.total == 1 else lambda place: routes.relative(here, sheet.holding(place)),
        ),
        groups=tuple(
            StatusGroup(
                status=status,
                total=totals[status],
                claims=claim_lines(here, (id_ for id_, _ in group), site),
            )
            for status, group in groupby(shown, key=lambda one: one[1])
        ),
        pagination=sheet.pagination(),
    )


def claims_in_brief(here: str, site: TrackedSite) -> ClaimsInBrief:
    """How many claims there are, and what the desk holds of them."""
    counts = site.overall.claim_counts
    corrected = site.overall.has_corrections
    return ClaimsInBrief(
        href=routes.relative(here, routes.CLAIMS),
        total=counts.total,
        counts=counts.by_status,
        facts=counts.facts,
        single=counts.single,
        perhaps=counts.perhaps,
        unknown=counts.unknown,
        matrix=routes.relative(here, routes.CLAIM_MATRIX) if site.claims_by_subject else None,
        corrections=routes.relative(here, routes.CORRECTIONS) if corrected else None,
    )


def claim_pages(site: TrackedSite, id_: str) -> Iterator[Page]:
    """The page of a claim."""
    path = routes.record(Key(type="claim", id=id_))
    yield Page(
        path=path,
        template="pages/claim.html",
        make_view=partial(_claim_view, path, id_, site),
        origin=site.records.claims.by_id[id_].path,
    )


CLAIM_PAGES = PageKind(
    name="claims",
    views={"pages/claim.html": ClaimView},
    keys=lambda site: site.records.claims.by_id,
    make=claim_pages,
    cited=claim_cited,
    listed=lambda site: listed_records("claim", site.records.claims.by_id),
)


def _claim_view(here: str, id_: str, site: TrackedSite) -> ClaimView:
    claim = site.claim(id_)
    key = Key(type="claim", id=id_)
    matter, chains, status = claim.matter, claim.chains, _status(claim, site)
    view = ClaimView(
        frame=frame(here, site, section="claims", description=matter.text),
        text=name_shown(matter.text, matter.lang, site),
        verdict=verdict_shown(here, claim, site),
        about=tuple(record_link(here, Key(type="entity", id=one), site) for one in matter.about),
        question=question_shown(here, claim, site),
        value=value_shown(here, matter.value, site),
        covers=date_if_known(matter.covers, site),
        coverage=dates.coverage(matter.covers) if matter.covers else None,
        as_of=date_if_known(matter.as_of, site),
        status=status,
        marks=claim.marks,
        count=count_shown(matter.kind, claim.asserted),
        falls_without=tuple(
            record_link(here, party, site)
            for party, lost in site.records.claims.losses[id_]
            if lost == "falls"
        ),
        grounds=grounds_shown(here, claim, site),
        announced=claim.is_announced,
        bases=tuple(dict.fromkeys(basis for one in claim.reports if (basis := _basis(one, claim)))),
        chains=tuple(_chain(here, chain, claim, site) for chain in chains),
        more_chains=len(chains) == MOST_CHAINS,
        graph=draw_chains(here, claim, site),
        table=table_link(here, matter.about[0] if matter.about else "", site),
        reports=tuple(_report(here, one, claim, site) for one in claim.reports),
        known_then=known_then_shown(here, claim, status, site),
        relations=_relations(here, claim, site),
        compared=_compared(here, claim, site),
        articles=_carriers(here, claim, site),
        mentions=backlink_groups(here, site.mentions.get(key, ()), site),
        notes_on_it=note_lines(here, site.notes_on.get(key, ()), site),
        note=matter.note,
        body=body_html(claim.body, here, site),
        bibliography=bibliography(here, key, site),
    )
    whole = with_citation(view, claim_cited(site, id_), claim_judged(id_, site), site)
    return with_cards(whole, here, site, own=key)


def _carriers(here: str, claim: Claim, site: TrackedSite) -> tuple[CarrierShown, ...]:
    """The articles that carry it, with the sentences that do."""
    told = {one.article: one for one in site.records.texts_of_claims.get(claim.id, ())}
    carriers = []
    for id_ in claim.articles:
        article = Key(type="article", id=id_)
        places = told[id_].places if id_ in told else ()
        carriers.append(
            CarrierShown(
                article=record_link(here, article, site),
                date=date_of(article, site),
                words=claim_places(here, article, places, site),
                unplaced=told[id_].unplaced if id_ in told else None,
            )
        )
    return tuple(carriers)


def _status(claim: Claim, site: TrackedSite) -> tuple[StatusShown, ...]:
    return tuple(
        StatusShown(
            anchor=status_anchor(number),
            status=one.is_,
            on=date_if_known(one.on, site),
            as_of=date_if_known(one.as_of, site),
            by=one.by,
            note=one.note,
        )
        for number, one in enumerate(claim.matter.status)
    )


def _chain(here: str, chain: Chain, claim: Claim, site: TrackedSite) -> tuple[StepShown, ...]:
    shown = []
    for step in chain.steps:
        report = None if step.statement is None else claim.reports[step.statement]
        shown.append(
            StepShown(
                party=party_shown(here, step.party, site),
                verb=report.written.verb if report else None,
                stance=report.stance if report else None,
                on=date_if_known(report.written.on, site) if report else None,
                basis=stated_basis(report) if report else None,
                verbatim=bool(report and report.written.verbatim and report.citing),
                uncounted=never_counts(step.party, site) if report is None else not report.counts,
            )
        )
    return tuple(shown)


def _report(here: str, report: ClaimReport, claim: Claim, site: TrackedSite) -> ReportShown:
    written = report.written
    by = report.by
    source = (
        site.records.sources.get(by.id) if isinstance(by, Key) and by.type == "source" else None
    )
    return ReportShown(
        anchor=report.anchor,
        former=report.former,
        by=party_shown(here, by, site),
        verb=written.verb,
        citing=tuple(party_shown(here, one, site) for one in report.citing),
        verbatim=written.verbatim,
        basis=_basis(report, claim),
        hedge=written.hedge,
        part=part_shown(here, written.part, site) if written.part else None,
        via=party_shown(here, report.via, site) if report.via else None,
        suspicions=tuple(suspicion_shown(here, one, site) for one in report.suspicions),
        uncounted=uncounted_shown(here, report, site),
        stance=report.stance,
        on=date_if_known(written.on, site),
        said=date_if_known(written.said, site),
        credibility=written.credibility,
        reliability=source.matter.reliability if source else None,
        quote=quote_shown(written.quote, site) if written.quote else None,
        access=cited_access(here, written, source.id if source else None, site),
        article=record_link(here, Key(type="article", id=report.article), site)
        if report.article
        else None,
        note=written.note,
    )


def _basis(report: ClaimReport, claim: Claim) -> Basis | None:
    """How a report knows it, if the page shows that; an opinion has no basis."""
    basis = stated_basis(report)
    silent = report.stance == "asserts" and not report.citing and claim.is_counted
    return basis if basis is not None or not silent else "not-stated"


def _relations(here: str, claim: Claim, site: TrackedSite) -> tuple[ClaimRelationGroup, ...]:
    """Every other claim once, with all that it has to do with this one."""
    relations: dict[str, list[ClaimRelation]] = {}
    for one in claim.relations:
        relations.setdefault(one.there, []).append(one)
    groups: dict[tuple[str, ...], list[ClaimRelationShown]] = {}
    for there, found in relations.items():
        types = tuple(dict.fromkeys(one.type for one in found))
        notes = tuple(dict.fromkeys(one.note for one in found if one.note))
        shown = ClaimRelationShown(line=claim_line(here, there, site), notes=notes)
        groups.setdefault(types, []).append(shown)
    return tuple(
        ClaimRelationGroup(types=types, claims=tuple(shown)) for types, shown in groups.items()
    )


def _compared(here: str, claim: Claim, site: TrackedSite) -> tuple[ComparedClaim, ...]:
    """All that is claimed on the same, oldest first; nothing where this claim is alone."""
    against = {one.there for one in claim.relations if one.type in ("contradicts", "disagrees")}
    return tuple(
        ComparedClaim(
            line=claim_line(here, id_, site), here=id_ == claim.id, excludes=id_ in against
        )
        for id_ in site.claims_on.get(claim.id, ())
    )
