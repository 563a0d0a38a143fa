"""A claim as it may be published: those who must not be named have a stand-in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, get_args

from msgspec import Struct

from dossierpress.diagnostics import Span
from dossierpress.model.content import Record
from dossierpress.resolve.accesses import own_accesses
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.record_types import ARTICLE, CLAIM, ENTITY, PARTY
from dossierpress.resolve.reference import find, read
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
from dossierpress.schema.parts import Copy, is_stub_alone

_STUB = (Copy(kind="excerpt", is_="stub"),)
"""All that is said of how the report of somebody private was reached: it is not counted."""

LinkKey = Literal["supports", "contradicts", "supersedes"]
"""Keys under which a claim names others."""


def scrub_claim(matter: ClaimMatter, finder: Finder) -> ClaimMatter:
    """Leave out of a claim what leads to something withheld or unknown.

    References become plain ids, those to parties `type:id`. Somebody private who reports or is
    cited keeps their place under a stand-in: that there is somebody counts.
    """
    about = (finder.published(text, ENTITY) for text in matter.about)
    return matter.having(
        about=tuple(key.id for key in about if key),
        value=_value(matter.value, finder),
        supports=tuple(one for _, one in _links(matter.supports, finder)),
        contradicts=tuple(one for _, one in _links(matter.contradicts, finder)),
        supersedes=tuple(one for _, one in _links(matter.supersedes, finder)),
        reports=tuple(_reports(matter, finder)),
        probably_from=_suspicions(matter.probably_from, finder),
        one_origin=tuple(_one_origin(matter, finder)),
    )


class Lines(Struct, frozen=True, kw_only=True, dict=True):
    """Where the entries of a claim's lists stand in its text.

    What `scrub_claim` leaves out moves the others up; a message has to point at what is meant.
    """

    record: Record
    """The claim as it is written."""
    finder: Finder
    """The one that scrubs it."""

    def of(self, key: LinkKey | Literal["reports"], number: int, *steps: str | int) -> Span:
        """The place of an entry that is kept, or of something in it.

        Args:
            key: The list.
            number: Which of those that are kept, from 0.
            steps: See `Record.locate`.
        """
        return self.record.locate(key, self._kept[key][number], *steps)

    @property
    def reports(self) -> list[Report]:
        """All reports that are kept, as they are written."""
        return [self._matter.reports[number] for number in self._kept["reports"]]

    @property
    def _matter(self) -> ClaimMatter:
        if not isinstance(self.record.matter, ClaimMatter):
            raise TypeError(f"{self.record.id} is no claim")
        return self.record.matter

    @cached_property
    def _kept(self) -> Mapping[str, Sequence[int]]:
        matter, finder = self._matter, self.finder
        return {
            "reports": [
                number
                for number, report in enumerate(matter.reports)
                if scrub_party(report.by, finder) is not None
            ],
            **{
                key: [number for number, _ in _links(getattr(matter, key), finder)]
                for key in get_args(LinkKey)
            },
        }


def _links(links: tuple[ClaimLink, ...], finder: Finder) -> Iterator[tuple[int, ClaimLink]]:
    for number, link in enumerate(links):
        key = finder.published(link.to, CLAIM)
        if key is not None:
            yield number, link.having(to=key.id)


def _value(value: ClaimValue | None, finder: Finder) -> ClaimValue | None:
    if value is None or value.place is None:
        return value
    key = finder.published(value.place, ENTITY)
    return value.having(place=key.id) if key else None


def _reports(matter: ClaimMatter, finder: Finder) -> Iterator[Report]:
    untold: dict[ClaimPart, ClaimPart] = {}
    for report in matter.reports:
        by = scrub_party(report.by, finder)
        if by is None:
            continue
        citing = _parties(report.citing, finder)
        if finder.names(report.by):
            article = finder.published(report.article, ARTICLE) if report.article else None
            yield report.having(
                by=by,
                citing=citing,
                via=scrub_party(report.via, finder) if report.via else None,
                probably_from=_suspicions(report.probably_from, finder),
                part=_part(report.part, finder, untold),
                article=article.id if article else None,
            )
        else:
            # When it was, where it can be read or is quoted, the very words, and how an author puts
            # it in words of their own (`told her husband that`) would tell who it is.
            yield Report(
                by=by,
                citing=citing,
                # Who says it of their own act is whoever acts in the claim.
                basis="not-stated" if report.basis == "official" else report.basis,
                # Else they would count for the whole, or as independent of whom they have it from.
                part=_some_part(report.part, finder, untold) if report.part else None,
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
    part: ClaimPart | None, finder: Finder, untold: dict[ClaimPart, ClaimPart]
) -> ClaimPart | None:
    if part is None or part.value is None or part.value.place is None:
        return part
    value = _value(part.value, finder)
    return part.having(value=value) if value else _some_part(part, finder, untold)


def _some_part(part: ClaimPart, finder: Finder, untold: dict[ClaimPart, ClaimPart]) -> ClaimPart:
    """What stands for a part whose words may tell who confirms it, or whom it names.

    Args:
        part: As it is written.
        finder: What is published.
        untold: Those of the same claim that have something in their place; a new one is added, with
            other words, so that none counts for another.
    """
    number = f" ({len(untold) + 1})" if untold else ""
    return untold.setdefault(part, ClaimPart(words=f"{finder.withheld.part}{number}"))


def _parties(parties: Iterable[Party], finder: Finder) -> tuple[Party, ...]:
    return tuple(found for one in parties if (found := scrub_party(one, finder)))


def _one_origin(matter: ClaimMatter, finder: Finder) -> Iterator[OneOrigin]:
    """Those of somebody private go on counting; why the desk thinks so would tell of them."""
    for one in matter.one_origin:
        of = _parties(one.of, finder)
        if len(of) > 1:
            named = all(finder.names(party) for party in one.of)
            yield one.having(of=of, because=one.because if named else None)


def _suspicions(suspicions: Iterable[Suspicion], finder: Finder) -> tuple[Suspicion, ...]:
    """Those of somebody private go on counting; why the desk suspects them would tell of them."""
    return tuple(
        one.having(id=party.id, unnamed=party.unnamed)
        if finder.names(one)
        else Suspicion(unnamed=party.unnamed, confidence=one.confidence)
        for one in suspicions
        if (party := scrub_party(one, finder))
    )


def scrub_party(party: Party, finder: Finder) -> Party | None:
    """Turn a party into one that may be named; None for an unknown one, which has been reported."""
    if party.id is None:
        return party
    key = find(finder.register, read(party.id), PARTY)
    if key is None:
        return None
    if key in finder.withheld:
        return Party(unnamed=finder.withheld.stand_ins.get(key, "an unpublished source"))
    plain = f"{key.type}:{key.id}"
    return party if party.id == plain else Party(id=plain)
