"""Claims: what the reports of each come down to, and the tables about them all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dossierpress.dates import is_before
from dossierpress.model.claims import (
    Claim,
    ClaimPart,
    ClaimRelation,
    ClaimReport,
    Claims,
    Mark,
    Reporting,
)
from dossierpress.model.key import Key, party_key
from dossierpress.model.site import EntityRelation, Mention
from dossierpress.model.woven import WovenBody
from dossierpress.provenance import (
    Origins,
    Party,
    Statement,
    Suspicion,
    Tie,
    Voices,
    chains,
    circles,
    origins,
    voices,
    weakest,
)
from dossierpress.resolve.basis import basis_of
from dossierpress.resolve.contradict import relate_claims
from dossierpress.resolve.group import group
from dossierpress.resolve.names import NameIndex
from dossierpress.resolve.namings import namings
from dossierpress.resolve.order import first_said
from dossierpress.resolve.party import party
from dossierpress.resolve.places import Within, places_around
from dossierpress.resolve.standings import standings
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema import claim as written
from dossierpress.schema.claim import ClaimMatter, Stance
from dossierpress.schema.source import SoftTie, SourceMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What is published, as far as claims need it; its references are plain ids, all found."""

    claims: Mapping[str, ClaimMatter]
    """In the order in which they are listed."""
    articles: Mapping[str, ArticleMatter]
    sources: Mapping[str, SourceMatter]
    entities: Collection[str]
    relations: Mapping[str, Sequence[EntityRelation]]
    """Of entities, by id."""
    stand_ins: Collection[str]
    """Words that stand for somebody private."""
    mentions: Sequence[Mention]
    """All of them, in texts."""
    names: NameIndex
    """Of all entities that may be named."""
    never: Collection[Key]
    """Sources that are no origin, whatever they say."""
    lang: str
    """Of the site."""
    most_compared: int
    """Claims on one subject and aspect whose values are compared."""
    path_of: Callable[[Key], str]
    body_of: Callable[[Key], WovenBody]


def claims(published: Published) -> Claims:
    """Make the claims of the published dossier."""
    carried = {
        id_: tuple(dict.fromkeys(matter.claims))
        for id_, matter in published.articles.items()
        if matter.claims
    }
    articles_of = group((claim, id_) for id_, ids in carried.items() for claim in ids)
    related = relate_claims(
        published.claims,
        published.most_compared,
        places_of_claims(published.claims.values(), published.relations),
    )
    tied = voices(ties(published.sources))
    softly = _suspected(published.sources, tied)
    made = {
        id_: _claim(id_, published, tied, softly, related.get(id_, ()), articles_of.get(id_, ()))
        for id_ in published.claims
    }
    return Claims(
        by_id=made,
        about=group((entity, one.id) for one in made.values() for entity in _spoken_of(one.matter)),
        carried_by=carried,
        standings=standings(made.values()),
        namings={
            entity: known
            for entity, known in namings(
                made.values(),
                published.articles,
                published.mentions,
                published.names,
                published.lang,
            ).items()
            if entity in published.entities
        },
    )


def places_of_claims(
    matters: Iterable[ClaimMatter], relations: Mapping[str, Sequence[EntityRelation]]
) -> Within:
    """Find where the places lie that claims have as their values."""
    named = (matter.value.place for matter in matters if matter.value and matter.value.place)
    return places_around(named, relations)


def ties(sources: Mapping[str, SourceMatter]) -> Iterator[Tie]:
    """Why sources are not independent of one another."""
    for id_, matter in sources.items():
        here = Key(type="source", id=id_)
        if matter.owner is not None:
            yield Tie(source=here, kind="owner", to=Key(type="entity", id=matter.owner))
        if matter.publisher is not None:
            yield Tie(source=here, kind="publisher", to=party_key(matter.publisher))
        for feed in matter.feeds_from:
            yield Tie(source=here, kind="feed", to=Key(type="source", id=feed))


def soft_ties(sources: Mapping[str, SourceMatter]) -> Iterator[tuple[Tie, SoftTie]]:
    """Why sources may not be independent of somebody; with what the author says of it."""
    for id_, matter in sources.items():
        for tie in matter.tied_to:
            to = party(written.Party(id=tie.to), None, ())
            if isinstance(to, Key):
                yield Tie(source=Key(type="source", id=id_), kind=tie.kind, to=to), tie


_Suspected = Callable[[str | None], Voices]
"""Day (EDTF) -> voices by certain ties and by the soft ones that were in force then."""


def _suspected(sources: Mapping[str, SourceMatter], certain: Voices) -> _Suspected:
    soft = list(soft_ties(sources))
    if not soft:
        return lambda _: certain
    all_certain = list(ties(sources))

    @cache
    def made(kept: frozenset[Tie]) -> Voices:
        return voices([*all_certain, *(tie for tie, _ in soft if tie in kept)])

    def on(day: str | None) -> Voices:
        return made(frozenset(tie for tie, written in soft if _in_force(written, day)))

    return on


def _in_force(tie: SoftTie, day: str | None) -> bool:
    """Whether a tie may have been there on a day; of a day that nobody knows, it may."""
    if day is None:
        return True
    ended = tie.until is not None and is_before(tie.until, day)
    begun = tie.from_ is None or not is_before(day, tie.from_)
    return begun and not ended


def _claim(  # noqa: PLR0913 (what a claim is made of)
    id_: str,
    published: Published,
    tied: Voices,
    softly: _Suspected,
    relations: tuple[ClaimRelation, ...],
    articles: tuple[str, ...],
) -> Claim:
    matter = published.claims[id_]
    key = Key(type="claim", id=id_)
    reports = _reports(matter, published)
    said = [_statement(one) for one in reports]
    around = circles(said)
    suspicions = _suspicions(matter, reports, published.stand_ins)
    first = first_said(matter)

    def count(stance: Stance, part: written.ClaimPart | None = None) -> Origins:
        """Of the whole, or of a part."""
        return origins(
            [
                one
                for one, report in zip(said, reports, strict=True)
                if one.stance == stance
                and not report.written.is_stub
                and report.written.part in (None, part)
            ],
            tied,
            suspected=softly(first),
            suspicions=suspicions,
            never=published.never,
        )

    parts = tuple(
        ClaimPart(part=part, asserted=count("asserts", part))
        for part in dict.fromkeys(
            one.written.part
            for one in reports
            if one.written.part is not None and one.stance == "asserts"
        )
    )
    asserted = weakest([count("asserts"), *(one.asserted for one in parts)])
    return Claim(
        id=id_,
        path=published.path_of(key),
        matter=matter,
        body=published.body_of(key),
        reports=reports,
        asserted=asserted,
        parts=parts,
        reporting=_reporting(reports),
        suspicions=suspicions,
        denied=count("denies"),
        circles=around,
        chains=() if around else chains(said),
        status=matter.status[-1] if matter.status else None,
        marks=tuple(_marks(said, asserted, counted=matter.kind in ("fact", "act"))),
        relations=relations,
        articles=articles,
        first_said=first,
    )


def _statement(one: ClaimReport) -> Statement:
    return Statement(by=one.by, citing=one.citing, stance=one.stance, basis=one.basis, via=one.via)


def _reporting(reports: Sequence[ClaimReport]) -> Reporting:
    asserting = [one for one in reports if one.stance == "asserts"]
    parties = {one.by for one in asserting if one.counts}
    knowing = {one.by for one in asserting if one.counts and one.basis != "not-stated"}
    citing = {one.by for one in asserting if one.counts and one.citing} - knowing
    return Reporting(
        parties=len(parties),
        knowing=len(knowing),
        citing=len(citing),
        silent=len(parties - knowing - citing),
        uncounted=len({one.by for one in asserting} - parties),
    )


def _suspicions(
    matter: ClaimMatter, reports: Sequence[ClaimReport], stand_ins: Collection[str]
) -> tuple[Suspicion, ...]:
    """What its author suspects, of single reports first."""
    found = [
        _probably_from((report.by,), one, stand_ins)
        for report in reports
        for one in report.written.probably_from
    ]
    everybody = dict.fromkeys(one for report in reports for one in (report.by, *report.citing))
    found += [_probably_from(everybody, one, stand_ins) for one in matter.probably_from]
    found += [
        Suspicion(
            kind="one-origin",
            parties=tuple(dict.fromkeys(party(one, None, stand_ins) for one in group.of)),
            because=group.because,
            confidence=group.confidence,
        )
        for group in matter.one_origin
    ]
    return tuple(found)


def _probably_from(
    parties: Iterable[Party], from_: written.Suspicion, stand_ins: Collection[str]
) -> Suspicion:
    return Suspicion(
        kind="probably-from",
        parties=tuple(dict.fromkeys((party(from_, None, stand_ins), *parties))),
        because=from_.because,
        confidence=from_.confidence,
    )


def _spoken_of(matter: ClaimMatter) -> Iterable[str]:
    place = matter.value.place if matter.value else None
    return dict.fromkeys((*matter.about, place) if place else matter.about)


def _reports(matter: ClaimMatter, published: Published) -> tuple[ClaimReport, ...]:
    made = []
    for number, report in enumerate(matter.reports):
        by = party(report.by, None, published.stand_ins)
        hearing = by if isinstance(by, Key) else None
        citing = tuple(
            dict.fromkeys(party(one, hearing, published.stand_ins) for one in report.citing)
        )
        made.append(
            ClaimReport(
                number=number,
                by=by,
                citing=citing,
                stance=report.stance,
                basis=basis_of(report, by, citing, published.sources),
                via=party(report.via, None, published.stand_ins) if report.via else None,
                counts=by not in published.never and not report.is_stub,
                article=report.article,
                written=report,
            )
        )
    return tuple(made)


def _marks(said: Sequence[Statement], asserted: Origins, *, counted: bool) -> Iterator[Mark]:
    stances = {one.stance for one in said}
    if "asserts" not in stances:
        yield "unsourced"
    elif counted:
        if not asserted.certain and not asserted.unnamed:
            yield "basis-not-stated"
        if asserted.is_single:
            yield "single-origin"
        elif asserted.least == 1:
            yield "perhaps-single-origin"
    if counted and asserted.unnamed:
        yield "unnamed-origin"
    if "denies" in stances:
        yield "denied"
    if "doubts" in stances:
        yield "doubted"
    denying = {one.by for one in said if one.stance == "denies"}
    if denying & {one for origin in asserted.named for one in origin.parties}:
        yield "denied-by-its-origin"
