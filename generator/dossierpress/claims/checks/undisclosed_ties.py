"""Origins that count as several though the desk knows of a tie between them that it may not tell.

A tie to somebody who is withheld is in no count either: two papers that readers see counted once,
with no word on why, have given their owner away. So the desk is told, and says itself that they
are one. Every message of this module tells of what is withheld; a log only counts it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.claims.reports import (
    Counting,
    counting_by,
    reports_of,
    soft_ties,
    statement_of,
    suspicions,
    ties,
)
from dossierpress.kernel.diagnostics import NOTES, Diagnostic, Note, Span, first_notes, first_words
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.model.content import Record
from dossierpress.model.site import Site
from dossierpress.provenance.graph import packing
from dossierpress.provenance.origins import Origins
from dossierpress.provenance.statements import Party, read_party
from dossierpress.provenance.ties import Suspicion, Tie, VoiceOf, Voices, connect, voice_of
from dossierpress.records.listing import first_said
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.claim import Party as WrittenParty
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.front_matter import ClaimPlaces, scrub_claim, scrub_matter, scrub_party
from dossierpress.visibility.withheld import PublishedFinder, Withheld

_KEYS = {"owner": "owner", "publisher": "publisher", "feed": "feeds_from"}
"""Kind of a tie -> under which key it is written; all others are under `tied_to`."""


def check_undisclosed_ties(
    site: Site, records: Mapping[Key, Record], finder: PublishedFinder
) -> Iterator[Diagnostic]:
    """Report origins that readers see counted apart and that are one voice by a withheld tie.

    Args:
        site: As it is published.
        records: As they were written.
        finder: Finds what is published.
    """
    if not finder.withheld.reasons:
        return
    whole = PublishedFinder(register=finder.register, withheld=Withheld(reasons={}, stand_ins={}))
    sources = {
        key.id: matter
        for key, record in records.items()
        if isinstance(record.matter, SourceMatter)
        and isinstance(matter := scrub_matter(record.matter, whole), SourceMatter)
    }
    published = {id_: source.matter for id_, source in site.sources.items()}
    untold = _all_ties(sources) - _all_ties(published)
    if not untold:
        return
    desk = _Desk(
        whole=whole,
        finder=finder,
        records=records,
        sources=sources,
        all_told=counting_by(sources),
        published=counting_by(published),
        untold=frozenset(untold),
        stand_ins=frozenset(finder.withheld.stand_ins.values()),
    )
    for claim in site.claims.by_id.values():
        if claim.is_counted:
            yield from desk.look_at(claim)


def _all_ties(sources: Mapping[str, SourceMatter]) -> set[Tie]:
    return {*ties(sources), *(tie for tie, _ in soft_ties(sources))}


class _Desk(Struct, frozen=True, kw_only=True):
    """What the desk knows beside what it publishes."""

    whole: PublishedFinder
    """Finds everything, withheld or not."""
    finder: PublishedFinder
    """Finds what is published."""
    records: Mapping[Key, Record]
    sources: Mapping[str, SourceMatter]
    """All of them, with all their ties."""
    all_told: Counting
    """By these."""
    published: Counting
    """By the published ones."""
    untold: frozenset[Tie]
    """Ties that are not published."""
    stand_ins: frozenset[str]
    """Words that stand for somebody withheld."""

    def look_at(self, claim: Claim) -> Iterator[Diagnostic]:
        """Report who counts apart in one claim and is one voice for certain, or perhaps."""
        record = self.records[Key(type="claim", id=claim.id)]
        if not isinstance(record.matter, ClaimMatter):
            return
        matter = scrub_claim(record.matter, self.whole)
        reports = reports_of(matter, self.sources, ())
        suspected = suspicions(matter, reports, ())
        day = first_said(matter)
        told = set[tuple[Key, ...]]()
        for certain in (True, False):
            voices = self.all_told.voices if certain else self.all_told.suspected(day)
            shown = self.published.voices if certain else self.published.suspected(claim.first_said)
            desk_hears = voice_of(voices, _not_known(_of(suspected, certain=certain), voices))
            readers_hear = voice_of(shown, _of(claim.suspicions, certain=certain))

            def shown_hear(key: Key, hears: VoiceOf = readers_hear) -> frozenset[Party]:
                return hears(self._as_shown(key))

            for found in self._origins(reports, suspected, day):
                # Who does not say how they know it adds nothing to the low end.
                ends = (*found.certain, *found.silent) if certain else found.certain
                for together in _too_many(ends, desk_hears, shown_hear):
                    if together not in told:
                        told.add(together)
                        yield self._problem(record, reports, together, voices, certain=certain)

    def _origins(
        self, reports: Iterable[ClaimReport], suspected: Sequence[Suspicion], day: str | None
    ) -> Iterator[Origins]:
        """Those of the whole claim, and of each part."""
        asserting = [one for one in reports if one.stance == "asserts"]
        for part in dict.fromkeys((None, *(one.written.part for one in asserting))):
            of_part = [
                statement_of(one)
                for one in asserting
                if one.written.part in (None, part) and not one.stub
            ]
            yield self.all_told.count(of_part, suspected, day)

    def _as_shown(self, key: Key) -> Party:
        """As whom readers meet them."""
        shown = scrub_party(WrittenParty(id=f"{key.type}:{key.id}"), self.finder)
        return key if shown is None else read_party(shown, None, self.stand_ins)

    def _problem(
        self,
        record: Record,
        reports: Iterable[ClaimReport],
        together: tuple[Key, ...],
        voices: Voices,
        *,
        certain: bool,
    ) -> Diagnostic:
        lines = ClaimPlaces(record=record, finder=self.finder)
        named = first_words([f"`{one.id}`" for one in together], ", ")
        way = [tie for tie in connect(together[:NOTES], (), voices) if tie in self.untold]
        return Diagnostic(
            code="claim-untold-tie",
            path=record.path,
            span=_place(together[1], reports, lines),
            message=f"{named} {'are' if certain else 'may be'} one voice by what is withheld, and"
            " readers see them counted apart",
            hint=self._way_out(together, certain=certain),
            notes=first_notes(way, self._note),
        )

    def _way_out(self, together: tuple[Key, ...], *, certain: bool) -> str:
        withheld = [one for one in together if one in self.finder.withheld]
        if withheld:
            return (
                f"leave out the report of `{withheld[0].id}`, or let it count apart; `one_origin`"
                " of the claim would show readers that they belong together"
            )
        of = ", ".join(f"{one.type}:{one.id}" for one in together)
        confidence = "certain" if certain else "medium"
        return (
            f"add `one_origin: {{of: [{of}], confidence: {confidence}, because: the desk knows"
            " more than it publishes}` to the claim; readers see it, so give no reason that tells"
        )

    def _note(self, tie: Tie) -> Note:
        record = self.records[tie.source]
        key = _KEYS.get(tie.kind, "tied_to")
        return Note(
            message=f"`{tie.source.id}` is tied to `{tie.to.id}`",
            path=record.path,
            span=record.locate(key),
        )


def _of(suspected: Iterable[Suspicion], *, certain: bool) -> list[Suspicion]:
    return [one for one in suspected if not certain or one.confidence == "certain"]


def _not_known(suspected: Iterable[Suspicion], voices: Voices) -> list[Suspicion]:
    """Those that say more than ties do: others may be there for the sake of this very message."""
    by_ties = voice_of(voices, ())
    return [one for one in suspected if not frozenset.intersection(*map(by_ties, one.parties))]


def _too_many(
    ends: Sequence[Key],
    desk_hears: Callable[[Key], frozenset[Party]],
    readers_hear: Callable[[Key], frozenset[Party]],
) -> Iterator[tuple[Key, ...]]:
    """Those who have a voice in common that readers do not hear, if that makes a count too high.

    Nobody is told of twice: once some are said to be one, the others may be counted rightly.
    """
    desk, readers = ([hears(one) for one in ends] for hears in (desk_hears, readers_hear))
    if len(packing(desk)) >= len(packing(readers)):
        return
    speaking: dict[Party, list[Key]] = {}
    for one, voices in zip(ends, desk, strict=True):
        for voice in voices:
            speaking.setdefault(voice, []).append(one)
    told = set[Key]()
    for together in sorted({tuple(keys) for keys in speaking.values()}):
        apart = not frozenset.intersection(*map(readers_hear, together))
        if apart and told.isdisjoint(together):
            told.update(together)
            yield together


def _place(party: Key, reports: Iterable[ClaimReport], lines: ClaimPlaces) -> Span:
    """Of the report that they make, else of one that cites them."""
    reports = [one for one in reports if one.stance == "asserts"]
    for one in reports:
        if one.by == party:
            return lines.of("reports", one.number)
    citing = next(one for one in reports if party in one.citing)
    return lines.of("reports", citing.number, "citing")
