"""Check the relations between claims: to themselves, in a circle, both for and against."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from dossierpress.kernel.diagnostics import Diagnostic, Note, first_notes, first_words
from dossierpress.model.claims import Claim, Claims
from dossierpress.visibility.scrub import ClaimPlaces, LinkKey


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
