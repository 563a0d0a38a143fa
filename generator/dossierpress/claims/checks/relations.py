"""Check the relations between claims: links, values that cannot be compared, same words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from dossierpress.claims.contradictions import DECIDING, kind_of, not_compared
from dossierpress.kernel.diagnostics import (
    Diagnostic,
    Note,
    Offer,
    first_notes,
    first_words,
    problem,
)
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.model.claims import Claim, Claims
from dossierpress.model.content import Record
from dossierpress.provenance.statements import Party, party_label
from dossierpress.schema.claim import ClaimValue
from dossierpress.visibility.front_matter import ClaimPlaces, LinkKey


def check_comparisons(
    claims: Claims, records: Mapping[Key, Record], most: int
) -> Iterator[Diagnostic]:
    """Report values on one subject with different kinds or units, each pair of kinds once.

    Args:
        claims: As they are published.
        records: As they were written, for their places.
        most: Claims on one subject and aspect whose values are compared, at most.
    """
    matters = {id_: claim.matter for id_, claim in claims.by_id.items()}

    def value_of(id_: str) -> Note:
        other = records[Key(type="claim", id=id_)]
        return Note(
            message=f"`{id_}` has its value here", path=other.path, span=other.locate("value")
        )

    settled = {
        id_: {one.there for one in claim.relations if one.type in DECIDING}
        for id_, claim in claims.by_id.items()
    }
    for pairs in not_compared(matters, most):
        open_pairs = [pair for pair in pairs if pair[1] not in settled[pair[0]]]
        if not open_pairs:
            continue
        # A year that is read as a number is the likely mistake.
        here, there = sorted(
            open_pairs[0], key=lambda id_: (_year(matters[id_].value) is None, id_)
        )
        mine, theirs = matters[here].value, matters[there].value
        if mine is None or theirs is None:
            continue
        more = dict.fromkeys(id_ for pair in open_pairs for id_ in pair if id_ != here)
        record = records[Key(type="claim", id=here)]
        yield problem(
            "claim-not-comparable",
            record.path,
            record.locate("value"),
            f"`{here}` has `{_shown(mine)}` and `{there}` has `{_shown(theirs)}`,"
            " which cannot be compared",
            _comparison_hint(mine, theirs),
            first_notes([there, *(id_ for id_ in more if id_ != there)], value_of),
        )


def _comparison_hint(mine: ClaimValue, theirs: ClaimValue) -> str | Offer:
    kinds = kind_of(mine), kind_of(theirs)
    year = _year(mine)
    if year is not None and kinds[1] == "date":
        text = f"{{date: {year}}}"
        return Offer((text,), f"a year alone is read as a number: write `{text}`")
    if kinds == ("number", "number"):
        unit = mine.unit or theirs.unit
        return f"write both in one unit, such as `{{number: …, unit: {unit}}}`"
    return "they are not on one aspect; give one of the two another `aspect`"


def _year(value: ClaimValue | None) -> str | None:
    """A number that may be meant as a year."""
    bare = value.written if value else None
    return bare if bare and re.fullmatch(r"[0-9]{4}", bare) else None


def _shown(value: ClaimValue) -> str:
    text = value.written or value.number or value.date or value.place or ""
    return f"{text} {value.unit}" if value.unit else text


def check_links(claims: Claims, lines: Mapping[str, ClaimPlaces]) -> Iterator[Diagnostic]:
    """Report impossible links of claims.

    Args:
        claims: As they are published.
        lines: Claim id -> the places of its parts.
    """
    for claim in claims.by_id.values():
        yield from _to_itself(claim, lines[claim.id])
        yield from _for_and_against(claim, lines, claims)
    replaced = {
        id_: tuple(link.to for link in claims.by_id[id_].matter.supersedes if link.to != id_)
        for id_ in sorted(claims.by_id)
    }
    for circle in _circles_of_links(replaced):
        yield _superseded(circle, claims, lines)


def _to_itself(claim: Claim, lines: ClaimPlaces) -> Iterator[Diagnostic]:
    key: LinkKey
    for key in get_args(LinkKey):
        for number, link in enumerate(getattr(claim.matter, key)):
            if link.to == claim.id:
                yield Diagnostic(
                    code="ref-self-reference",
                    path=claim.path,
                    span=lines.of(key, number, "to"),
                    message=f"`{claim.id}` {key} itself",
                    hint="name the other claim",
                )


def _for_and_against(
    claim: Claim, lines: Mapping[str, ClaimPlaces], claims: Claims
) -> Iterator[Diagnostic]:
    against = {one.there for one in claim.relations if one.type == "contradicts"}
    for number, link in enumerate(claim.matter.supports):
        other = claims.by_id[link.to]
        mutual = any(one.to == claim.id for one in other.matter.supports)
        if link.to not in against or (mutual and link.to < claim.id):
            continue
        # Either claim may state that they exclude one another.
        stating = claim if _number_of_link(claim, "contradicts", link.to) is not None else other
        stated = _number_of_link(stating, "contradicts", link.to if stating is claim else claim.id)
        yield Diagnostic(
            code="claim-for-and-against",
            path=claim.path,
            span=lines[claim.id].of("supports", number, "to"),
            message=f"`{claim.id}` supports `{link.to}`, and the two contradict each other",
            hint="take out one of the two",
            notes=(
                Note(
                    message=f"`{stating.id}` says here that they do",
                    path=stating.path,
                    span=lines[stating.id].of("contradicts", stated or 0, "to"),
                ),
            ),
        )


def _superseded(
    circle: Sequence[str], claims: Claims, lines: Mapping[str, ClaimPlaces]
) -> Diagnostic:
    places = [
        (claims.by_id[here], lines[here].of("supersedes", _place_of(claims, here, there), "to"))
        for here, there in zip(circle, (*circle[1:], circle[0]), strict=True)
    ]
    chain = first_words([f"`{id_}`" for id_ in (*circle, circle[0])], " supersedes ")
    return Diagnostic(
        code="claim-superseded-in-circle",
        path=places[0][0].path,
        span=places[0][1],
        message=f"each claim stands in the place of another: {chain}",
        hint="take out the `supersedes` of the oldest one",
        notes=first_notes(
            places[1:],
            lambda place: Note(
                message=f"`{place[0].id}` supersedes the next", path=place[0].path, span=place[1]
            ),
        ),
    )


def _place_of(claims: Claims, here: str, there: str) -> int:
    return _number_of_link(claims.by_id[here], "supersedes", there) or 0


def _number_of_link(claim: Claim, key: LinkKey, there: str) -> int | None:
    """The number of the first link of a claim to another one."""
    links = enumerate(getattr(claim.matter, key))
    return next((number for number, link in links if link.to == there), None)


def _circles_of_links(links: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Find circles such that removing one link of each would leave none.

    Depth-first search: a link to a node on the current path closes a circle.
    """
    done: set[str] = set()
    for start in links:
        path: list[str] = []
        on_path: dict[str, int] = {}
        waiting: list[tuple[str, bool]] = [(start, True)]
        while waiting:
            here, enters = waiting.pop()
            if not enters:
                done.add(path.pop())
                del on_path[here]
            elif here in on_path:
                yield tuple(path[on_path[here] :])
            elif here not in done:
                on_path[here] = len(path)
                path.append(here)
                waiting.append((here, False))
                waiting.extend((there, True) for there in reversed(links[here]))


_ENOUGH = 3
"""Two claims in the same words may be intended; three are likely a mistake."""
_ENDS = " .…!。！"


def check_same_words(
    claims: Iterable[Claim], records: Mapping[Key, Record]
) -> Iterator[Diagnostic]:
    """Report each group of three claims or more that one speaker asserts in the same words.

    The work is linear in the number of claims.

    Args:
        claims: As they are published.
        records: As they were written, for their places.
    """
    groups: dict[tuple[str, Party], list[str]] = {}
    for claim in claims:
        words = normalise_text(claim.matter.text).text.casefold().strip(_ENDS)
        for speaker in _speakers(claim):
            groups.setdefault((words, speaker), []).append(claim.id)
    # If one outlet reports one speaker each time, these are the claims of both.
    found = {tuple(ids): key for key, ids in reversed(groups.items()) if len(ids) >= _ENOUGH}
    for ids, (_, speaker) in found.items():
        yield _same_words_problem(speaker, [records[Key(type="claim", id=id_)] for id_ in ids])


def _speakers(claim: Claim) -> dict[Party, None]:
    """The parties on whose word a claim is asserted, then those that report it."""
    asserting = [report for report in claim.reports if report.stance == "asserts"]
    return dict.fromkeys(
        (
            *(party for report in asserting for party in report.citing),
            *(report.by for report in asserting),
        )
    )


def _same_words_problem(speaker: Party, records: list[Record]) -> Diagnostic:
    def says(record: Record) -> Note:
        return Note(
            message=f"`{record.id}` says so too", path=record.path, span=record.locate("text")
        )

    first, *others = sorted(records, key=lambda one: (one.path, one.span))
    named = first_words([f"`{one.id}`" for one in (first, *others)], ", ")
    return Diagnostic(
        code="claim-same-words",
        path=first.path,
        span=first.locate("text"),
        message=f"{len(records)} claims say the same in the same words, all by "
        f"`{party_label(speaker)}`: "
        f"{named}",
        hint=f"if they are one claim, keep `{first.id}` with the reports of all, and the other ids "
        "under `formerly`; if not, let each say what it is about",
        notes=first_notes(others, says),
    )
