"""Undisclosed ties: origins that count as several, though the desk knows of a withheld tie.

A tie to a withheld party does not count in what is published: two papers that are counted once
without a reason would reveal their owner. So the check reports them, and the desk can state itself
that they are one. Every message of this module reveals something withheld; a log only counts it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.claims.counting import (
    Counting,
    counting_by,
    soft_ties,
    suspicions,
    ties,
)
from dossierpress.claims.reports import reports_of
from dossierpress.kernel.diagnostics import NOTES, Diagnostic, Note, Span, first_notes, first_words
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim, ClaimReport
from dossierpress.model.content import Record
from dossierpress.model.site import Site
from dossierpress.provenance.graph_algorithms import packing
from dossierpress.provenance.origins import Origins
from dossierpress.provenance.statements import Party, read_party
from dossierpress.provenance.ties import Suspicion, Tie, VoiceOf, Voices, connect, voice_of
from dossierpress.records.listing import first_said
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.claim import Party as WrittenParty
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.scrub import ClaimPlaces, scrub_claim, scrub_matter, scrub_party
from dossierpress.visibility.withheld import PublishedFinder, Withheld

_KEYS = {"owner": "owner", "publisher": "publisher", "feed": "feeds_from"}
"""Kind of a tie -> the key that states it; all other kinds are in `tied_to`."""


def check_undisclosed_ties(
    site: Site, records: Mapping[Key, Record], finder: PublishedFinder
) -> Iterator[Diagnostic]:
    """Report origins that are counted separately though a withheld tie makes them one voice.

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
    undisclosed = _all_ties(sources) - _all_ties(published)
    if not undisclosed:
        return
    desk = _Desk(
        whole=whole,
        finder=finder,
        records=records,
        sources=sources,
        with_all_ties=counting_by(sources),
        published=counting_by(published),
        undisclosed=frozenset(undisclosed),
        stand_ins=frozenset(finder.withheld.stand_ins.values()),
    )
    for claim in site.claims.by_id.values():
        if claim.is_counted:
            yield from desk.look_at(claim)


def _all_ties(sources: Mapping[str, SourceMatter]) -> set[Tie]:
    return {*ties(sources), *(tie for tie, _ in soft_ties(sources))}


class _Desk(Struct, frozen=True, kw_only=True):
    """What the desk knows, beside what it publishes."""

    whole: PublishedFinder
    """Finds everything, withheld or not."""
    finder: PublishedFinder
    """Finds what is published."""
    records: Mapping[Key, Record]
    sources: Mapping[str, SourceMatter]
    """All sources, with all their ties."""
    with_all_ties: Counting
    """Counting by these."""
    published: Counting
    """Counting by the published ties."""
    undisclosed: frozenset[Tie]
    """Ties that are not published."""
    stand_ins: frozenset[str]
    """Words that stand for withheld records."""

    def look_at(self, claim: Claim) -> Iterator[Diagnostic]:
        """Report parties of one claim that count separately and are, or may be, one voice."""
        record = self.records[Key(type="claim", id=claim.id)]
        if not isinstance(record.matter, ClaimMatter):
            return
        matter = scrub_claim(record.matter, self.whole)
        reports = reports_of(matter, self.sources, ())
        suspected = suspicions(matter, reports, ())
        day = first_said(matter)
        reported = set[tuple[Key, ...]]()
        for certain in (True, False):
            voices = self.with_all_ties.voices if certain else self.with_all_ties.suspected(day)
            shown = self.published.voices if certain else self.published.suspected(claim.first_said)
            desk_voice_of = voice_of(voices, _not_known(_of(suspected, certain=certain), voices))
            readers_voice_of = voice_of(shown, _of(claim.suspicions, certain=certain))

            def shown_voice_of(key: Key, voices_of: VoiceOf = readers_voice_of) -> frozenset[Party]:
                return voices_of(self._as_shown(key))

            for found in self._origins(reports, suspected, day):
                # A party without a basis adds nothing to the low end.
                ends = (*found.certain, *found.silent) if certain else found.certain
                for together in _too_many(ends, desk_voice_of, shown_voice_of):
                    if together not in reported:
                        reported.add(together)
                        yield self._problem(record, reports, together, voices, certain=certain)

    def _origins(
        self, reports: Iterable[ClaimReport], suspected: Sequence[Suspicion], day: str | None
    ) -> Iterator[Origins]:
        """The origins of the whole claim, and of each part."""
        asserting = [one for one in reports if one.stance == "asserts"]
        for part in dict.fromkeys((None, *(one.written.part for one in asserting))):
            of_part = [
                one.statement
                for one in asserting
                if one.written.part in (None, part) and not one.stub
            ]
            yield self.with_all_ties.count(of_part, suspected, day)

    def _as_shown(self, key: Key) -> Party:
        """The party that readers see in place of this one."""
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
        way = [tie for tie in connect(together[:NOTES], (), voices) if tie in self.undisclosed]
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
    """Suspicions that ties do not imply: others may have been added because of this message."""
    by_ties = voice_of(voices, ())
    return [one for one in suspected if not frozenset.intersection(*map(by_ties, one.parties))]


def _too_many(
    ends: Sequence[Key],
    desk_voice_of: Callable[[Key], frozenset[Party]],
    readers_voice_of: Callable[[Key], frozenset[Party]],
) -> Iterator[tuple[Key, ...]]:
    """Groups with a common voice that readers do not see, if a count is too high for that.

    Each party is reported once: after one group is declared as one, the rest may be right.
    """
    desk, readers = (
        [voices_of(one) for one in ends] for voices_of in (desk_voice_of, readers_voice_of)
    )
    if len(packing(desk)) >= len(packing(readers)):
        return
    speaking: dict[Party, list[Key]] = {}
    for one, voices in zip(ends, desk, strict=True):
        for voice in voices:
            speaking.setdefault(voice, []).append(one)
    reported = set[Key]()
    for together in sorted({tuple(keys) for keys in speaking.values()}):
        apart = not frozenset.intersection(*map(readers_voice_of, together))
        if apart and reported.isdisjoint(together):
            reported.update(together)
            yield together


def _place(party: Key, reports: Iterable[ClaimReport], lines: ClaimPlaces) -> Span:
    """The place of a report by the party, or else of one that cites it."""
    reports = [one for one in reports if one.stance == "asserts"]
    for one in reports:
        if one.by == party:
            return lines.of("reports", one.number)
    citing = next(one for one in reports if party in one.citing)
    return lines.of("reports", citing.number, "citing")
