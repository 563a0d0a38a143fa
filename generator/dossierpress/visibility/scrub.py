"""Front matter as it may be published, without references to withheld records.

Gets front matter as its author wrote it, gives the same with references that are ids of published
records. A private party that speaks, reports or is cited is kept under a stand-in, since it counts
that there is one. `ClaimPlaces` finds the places of the remaining entries of a claim in its file.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Literal, TypeVar

from msgspec import Struct

from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.key import Key
from dossierpress.model.content import Matters, Record
from dossierpress.records.facets import ANY, ARTICLE, CLAIM, ENTITY, PARTY, SOURCE, TEXT
from dossierpress.records.references import own_accesses
from dossierpress.schema.access import Copy, is_stub_alone
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import (
    ClaimLink,
    ClaimMatter,
    ClaimPart,
    ClaimValue,
    OneOrigin,
    Party,
    Report,
    Suspicion,
)
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.schema.page import PageMatter
from dossierpress.schema.shared_types import EntityName
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.withheld import PlainReferences, PublishedFinder

M = TypeVar("M", bound=Matter)

_STUB = (Copy(kind="excerpt", is_="stub"),)
"""All that is published of how the report of a private party was accessed: it does not count."""

LinkKey = Literal["supports", "contradicts", "supersedes"]
"""Keys of a claim that refer to other claims."""


def scrub_claim(matter: ClaimMatter, finder: PublishedFinder) -> ClaimMatter:
    """Leave out of a claim the references to withheld and unknown records.

    References become plain ids, those to parties `type:id`. A private party that reports or is
    cited is kept under a stand-in, since it counts that there is one.
    """
    return matter.having(
        about=_plain(matter.about, finder.plain(ENTITY)),
        value=_value(matter.value, finder),
        supports=tuple(one for _, one in _links(matter.supports, finder)),
        contradicts=tuple(one for _, one in _links(matter.contradicts, finder)),
        supersedes=tuple(one for _, one in _links(matter.supersedes, finder)),
        reports=tuple(_reports(matter, finder)),
        probably_from=_suspicions(matter.probably_from, finder),
        one_origin=tuple(_one_origin(matter, finder)),
    )


class ClaimPlaces(Struct, frozen=True, kw_only=True, dict=True):
    """The places of the entries of a claim's lists in its file.

    Entries that `scrub_claim` leaves out shift the numbers of those after them.
    """

    record: Record
    """The claim as its author wrote it."""
    finder: PublishedFinder
    """The finder with which it is scrubbed."""

    def of(self, key: LinkKey | Literal["reports"], number: int, *steps: str | int) -> Span:
        """Return the place of an entry that is kept, or of a part of it.

        Args:
            key: The list.
            number: Its index among the entries that are kept.
            steps: See `Record.locate`.
        """
        return self.record.locate(key, self._kept(key)[number], *steps)

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that are kept, as their author wrote them."""
        return [self._matter.reports[number] for number in self._kept("reports")]

    @property
    def _matter(self) -> ClaimMatter:
        if not isinstance(self.record.matter, ClaimMatter):
            raise TypeError(f"{self.record.id} is no claim")
        return self.record.matter

    def _kept(self, key: LinkKey | Literal["reports"]) -> list[int]:
        """The numbers of those entries of a list that are kept."""
        matter, finder = self._matter, self.finder
        if key != "reports":
            return [number for number, _ in _links(getattr(matter, key), finder)]
        return [
            number
            for number, report in enumerate(matter.reports)
            if scrub_party(report.by, finder) is not None
        ]


def _links(
    links: tuple[ClaimLink, ...], finder: PublishedFinder
) -> Iterator[tuple[int, ClaimLink]]:
    plain = finder.plain(CLAIM)
    for number, link in enumerate(links):
        to = plain[link.to]
        if to is not None:
            yield number, link.having(to=to)


def _value(value: ClaimValue | None, finder: PublishedFinder) -> ClaimValue | None:
    if value is None or value.place is None:
        return value
    place = finder.plain(ENTITY)[value.place]
    return value.having(place=place) if place else None


def _reports(matter: ClaimMatter, finder: PublishedFinder) -> Iterator[Report]:
    stand_ins: dict[ClaimPart, ClaimPart] = {}
    for report in matter.reports:
        by = scrub_party(report.by, finder)
        if by is None:
            continue
        citing = _parties(report.citing, finder)
        if finder.names(report.by):
            yield report.having(
                by=by,
                citing=citing,
                via=scrub_party(report.via, finder) if report.via else None,
                probably_from=_suspicions(report.probably_from, finder),
                part=_part(report.part, finder, stand_ins),
                article=_plain_or_none(report.article, finder.plain(ARTICLE)),
            )
        else:
            # The day, where it can be read or is quoted, the exact words, and the author's own
            # words for it (`told her husband that`) would reveal who it is.
            yield Report(
                by=by,
                citing=citing,
                # A party that reports its own act is the one that acts in the claim.
                basis="not-stated" if report.basis == "official" else report.basis,
                # Without these it would count for the whole, or as independent of its source.
                part=_some_part(report.part, finder, stand_ins) if report.part else None,
                probably_from=tuple(
                    one.having(because=None) for one in _suspicions(report.probably_from, finder)
                ),
                stance=report.stance,
                credibility=report.credibility,
                copy_=_STUB
                if is_stub_alone(report, own_accesses(report.by.id, finder.register))
                else (),
            )


def _part(
    part: ClaimPart | None, finder: PublishedFinder, stand_ins: dict[ClaimPart, ClaimPart]
) -> ClaimPart | None:
    if part is None or part.value is None or part.value.place is None:
        return part
    value = _value(part.value, finder)
    return part.having(value=value) if value else _some_part(part, finder, stand_ins)


def _some_part(
    part: ClaimPart, finder: PublishedFinder, stand_ins: dict[ClaimPart, ClaimPart]
) -> ClaimPart:
    """The stand-in for a part whose words may reveal who confirms it, or whom it names.

    Args:
        part: The part as its author wrote it.
        finder: Finds what is published.
        stand_ins: Parts of this claim -> their stand-ins. A new one is added, with other words, so
            that parts stay distinct.
    """
    number = f" ({len(stand_ins) + 1})" if stand_ins else ""
    return stand_ins.setdefault(part, ClaimPart(words=f"{finder.withheld.part}{number}"))


def _parties(parties: Iterable[Party], finder: PublishedFinder) -> tuple[Party, ...]:
    return tuple(found for one in parties if (found := scrub_party(one, finder)))


def _one_origin(matter: ClaimMatter, finder: PublishedFinder) -> Iterator[OneOrigin]:
    """Groups with private parties still count, without their reason, which may reveal them."""
    for one in matter.one_origin:
        of = _parties(one.of, finder)
        if len(of) > 1:
            named = all(finder.names(party) for party in one.of)
            yield one.having(of=of, because=one.because if named else None)


def _suspicions(suspicions: Iterable[Suspicion], finder: PublishedFinder) -> tuple[Suspicion, ...]:
    """Suspicions of private parties still count, without their reason, which may reveal them."""
    return tuple(
        one.having(id=party.id, unnamed=party.unnamed)
        if finder.names(one)
        else Suspicion(unnamed=party.unnamed, confidence=one.confidence)
        for one in suspicions
        if (party := scrub_party(one, finder))
    )


def scrub_party(party: Party, finder: PublishedFinder) -> Party | None:
    """Turn a party into one that may be shown; None for an unknown one, which has been reported."""
    if party.id is None:
        return party
    shown = finder.party(party.id)
    return party if shown is not None and shown.id == party.id else shown


def scrub_annotation(written: Annotation, finder: PublishedFinder) -> Annotation | None:
    """Leave out of an annotation the references to withheld and unknown records.

    Sources become plain ids, other references `type:id`. None where it gives the words of a
    private party, which would reveal who it is.
    """
    said_by = None
    if written.said_by is not None:
        if not finder.names(written.said_by):
            return None
        said_by = scrub_party(written.said_by, finder)
    return written.having(
        based_on=_plain(written.based_on, finder.plain(SOURCE)),
        about=_plain(written.about, finder.plain(ANY)),
        said_by=said_by,
    )


def scrub_quotation(written: SpokenWords, finder: PublishedFinder) -> SpokenWords | None:
    """Leave out of a quotation the references to withheld records; None where no speaker is left.

    A private speaker has a stand-in, and of the quotation only the words in the text are kept, and
    whether these are the speaker's: the original, the day, the addressee and who worded it would
    reveal who it is.
    """
    speaker = scrub_party(written.speaker, finder)
    if speaker is None:
        return None
    if not finder.names(written.speaker):
        return SpokenWords(quote=written.quote, speaker=speaker, words_of=written.words_of)
    addressees = (scrub_party(one, finder) for one in written.addressee)
    return written.having(
        speaker=speaker,
        addressee=tuple(one for one in addressees if one),
        worded_by=scrub_party(written.worded_by, finder) if written.worded_by else None,
    )


def scrub_matter(
    matter: Matters, finder: PublishedFinder, not_same_as: Iterable[str] = ()
) -> Matters:
    """Leave out of front matter the references to withheld and unknown records.

    References to entities and sources become plain ids, those to publishers `type:id`. Those to
    other texts stay as they are written, since their table is made before.

    Args:
        matter: Front matter as its author wrote it.
        finder: Finds what is published.
        not_same_as: For an entity or a source, the ids that it is told apart from, by either side.
    """
    if isinstance(matter, ArticleMatter):
        return _article(matter, finder)
    if isinstance(matter, EntityMatter):
        return _entity(matter, finder, not_same_as)
    if isinstance(matter, SourceMatter):
        return matter.having(
            publisher=_plain_or_none(matter.publisher, finder.plain(PARTY)),
            owner=_plain_or_none(matter.owner, finder.plain(ENTITY)),
            feeds_from=_plain(matter.feeds_from, finder.plain(SOURCE)),
            tied_to=tuple(
                tie.having(source=_plain_or_none(tie.source, finder.plain(SOURCE)))
                for tie in _leading(matter.tied_to, "to", finder.plain(PARTY))
            ),
            not_same_as=tuple(not_same_as),
        )
    if isinstance(matter, ClaimMatter):
        return scrub_claim(matter, finder)
    return _page(matter, finder)


def told_apart(
    matters: Mapping[Key, Matters], finder: PublishedFinder
) -> dict[Key, tuple[str, ...]]:
    """Record -> ids that `not_same_as` tells it apart from, stated by either side."""
    pairs: dict[Key, dict[str, None]] = {}
    for key, matter in matters.items():
        if isinstance(matter, EntityMatter | SourceMatter):
            for text in matter.not_same_as:
                other = finder.published(text, (key.type,))
                if other is not None and other != key:
                    pairs.setdefault(key, {})[other.id] = None
                    pairs.setdefault(other, {})[key.id] = None
    return {key: tuple(sorted(others)) for key, others in pairs.items()}


def _article(matter: ArticleMatter, finder: PublishedFinder) -> ArticleMatter:
    sources, texts = finder.plain(SOURCE), finder.plain(TEXT)
    origin = matter.origin
    if origin is not None:
        source = sources[origin.source]
        origin = origin.having(source=source) if source else None
    return matter.having(
        origin=origin,
        entities=_leading(matter.entities, "id", finder.plain(ENTITY)),
        sources=tuple(
            use.having(cites=_plain(use.cites, sources)) if use.cites else use
            for use in _leading(matter.sources, "id", sources)
        ),
        claims=_leading(matter.claims, "id", finder.plain(CLAIM)),
        annotations=tuple(
            note
            for one in matter.annotations
            if not one.withheld and (note := scrub_annotation(one, finder))
        ),
        quotations=tuple(
            kept
            for one in matter.quotations
            if not one.withheld and (kept := scrub_quotation(one, finder))
        ),
        references=tuple(one for one in matter.references if texts[one.to]),
    )


def _page(matter: PageMatter, finder: PublishedFinder) -> PageMatter:
    claims, texts = finder.plain(CLAIM), finder.plain(TEXT)
    return matter.having(
        # Without its claim, a fact would stand as the desk's own word.
        brief=tuple(
            one.having(claim=_plain_or_none(one.claim, claims), see=_plain_or_none(one.see, texts))
            for one in matter.brief
            if one.claim is None or claims[one.claim] is not None
        ),
        series=tuple(dict.fromkeys(_plain(matter.series, finder.plain(ARTICLE)))),
    )


def _leading(parts: tuple[M, ...], field: str, plain: PlainReferences) -> tuple[M, ...]:
    """The parts whose reference leads to something published, each with that reference plain.

    Args:
        parts: Parts of front matter.
        field: The field of each that is a reference.
        plain: How the references are published.
    """
    written = [*map(attrgetter(field), parts)]
    published = [*map(plain.__getitem__, written)]
    if published == written:
        return parts  # as nearly all are, which are most of the values of a large dossier
    return tuple(
        part if one == before else part.having(**{field: one})
        for part, before, one in zip(parts, written, published, strict=True)
        if one is not None
    )


def _plain(references: Iterable[str], plain: PlainReferences) -> tuple[str, ...]:
    """The references that lead to something published, as they are published."""
    return tuple(published for one in references if (published := plain[one]) is not None)


def _plain_or_none(reference: str | None, plain: PlainReferences) -> str | None:
    return plain[reference] if reference else None


def _entity(
    matter: EntityMatter, finder: PublishedFinder, not_same_as: Iterable[str]
) -> EntityMatter:
    neutral = matter.neutral_names
    # A name that only one party uses is no name for the head of a page, in any language.
    aliases = (*matter.aliases, *(one for one in matter.name if one not in neutral))
    relations = tuple(one for one in matter.relations if not one.withheld)
    return matter.having(
        name=_names(neutral, finder),
        aliases=_names(aliases, finder),
        weak_aliases=_names(matter.weak_aliases, finder),
        former_names=_names(matter.former_names, finder),
        not_same_as=tuple(not_same_as),
        relations=tuple(
            relation.having(source=_plain_or_none(relation.source, finder.plain(SOURCE)))
            for relation in _leading(relations, "to", finder.plain(ENTITY))
        ),
        properties=tuple(kept for value in matter.properties if (kept := _property(value, finder))),
        # An entity that needs care is not shown in a picture, so that is not published either.
        image=None if matter.sensitivity else matter.image,
        image_alt=None if matter.sensitivity else matter.image_alt,
    )


def _names(names: Iterable[EntityName], finder: PublishedFinder) -> tuple[EntityName, ...]:
    return tuple(
        one
        if one.bearer is None
        else one.having(bearer=_plain_or_none(one.bearer, finder.plain(PARTY)))
        for one in names
    )


def _property(value: Property, finder: PublishedFinder) -> Property | None:
    if value.type not in ("entity", "place"):
        return value
    published = finder.plain(ENTITY)[value.value]
    return value.having(value=published) if published else None
