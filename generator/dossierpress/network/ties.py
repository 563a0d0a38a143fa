"""Ties between entities: who is named with whom in one paragraph, and who is related to whom.

A paragraph is what counts, and not an article: a long article names most of a dossier, and a line
from each to each would say nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from msgspec import Struct

from dossierpress.model.site import EntityRelation

Groups = Sequence[tuple[str, ...]]
"""Ids of the entities that one paragraph names, for each that names several."""
STRONGEST = 4
"""Ties of each entity that are drawn at least: with all of them a drawing is one dark spot."""
LEAST = 3
"""Entities with ties, from which on there is something to draw."""
_RELATED = 3
"""Paragraphs that a relation counts for: somebody has written down what the two have in common."""

_Pair = tuple[str, str]
_NONE: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


class Tie(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Two entities that are named in one paragraph, or related."""

    one: str
    other: str
    """The greater of the two ids."""
    paragraphs: int
    """How many paragraphs of articles name both."""
    days: tuple[str, ...]
    """Where these articles stand in time, EDTF, each once."""
    relations: tuple[str, ...]
    """What their relations are called, as seen from `one`."""
    inverse: tuple[str, ...]
    """The same as seen from `other`."""

    @property
    def strength(self) -> int:
        """How much it counts beside others."""
        return self.paragraphs + (_RELATED if self.relations else 0)

    def beyond(self, entity: str) -> str:
        """The other entity, seen from one of the two."""
        return self.other if entity == self.one else self.one

    def relations_of(self, entity: str) -> tuple[str, ...]:
        """What its relations are called, seen from one of the two."""
        return self.relations if entity == self.one else self.inverse


def ties(
    named_together: Mapping[str, Groups],
    relations: Mapping[str, tuple[EntityRelation, ...]],
    left_out: Collection[str],
    day_of: Callable[[str], str | None],
) -> tuple[Tie, ...]:
    """All ties of a dossier, the strongest first.

    Args:
        named_together: Article -> see `Groups`.
        relations: Entity -> its relations, both directions.
        left_out: Entities that have no place in a drawing.
        day_of: Where an article stands in time.
    """
    paragraphs: Counter[_Pair] = Counter()
    days: dict[_Pair, dict[str | None, None]] = defaultdict(dict)
    for article, groups in named_together.items():
        day = day_of(article)
        for pair in _pairs(groups, left_out):
            paragraphs[pair] += 1
            days[pair][day] = None
    related = _related(relations, left_out)
    found = [
        Tie(
            one=pair[0],
            other=pair[1],
            paragraphs=paragraphs[pair],
            days=tuple(sorted(filter(None, days.get(pair, ())))),
            relations=related.get(pair, _NONE)[0],
            inverse=related.get(pair, _NONE)[1],
        )
        for pair in {**days, **related}
    ]
    return tuple(sorted(found, key=_place))


def drawn(found: Iterable[Tie]) -> tuple[Tie, ...]:
    """The ties that are drawn, in their order: those that are among the strongest of an entity."""
    of: Counter[str] = Counter()
    kept = []
    for tie in found:
        if min(of[tie.one], of[tie.other]) < STRONGEST:
            kept.append(tie)
        of[tie.one] += 1
        of[tie.other] += 1
    return tuple(kept)


def is_worth_drawing(
    named_together: Mapping[str, Groups],
    relations: Mapping[str, tuple[EntityRelation, ...]],
    left_out: Collection[str],
) -> bool:
    """Whether there are so many entities with ties that a drawing tells more than a sentence."""
    pairs = (pair for groups in named_together.values() for pair in _pairs(groups, left_out))
    joined: set[str] = set()
    for pair in (*islice(pairs, LEAST), *islice(_related(relations, left_out), LEAST)):
        joined.update(pair)
    return len(joined) >= LEAST


class Neighbourhood(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """An entity among those to whom its ties are the strongest."""

    neighbours: tuple[tuple[str, int, bool], ...]
    """(entity, paragraphs that name both, whether they are related), the strongest first."""
    between: tuple[tuple[str, str], ...]
    """The pairs of these that most paragraphs name, in articles that name the entity."""
    total: int
    """How many entities it has ties to."""


def neighbourhood(
    entity: str,
    groups: Groups,
    relations: Sequence[EntityRelation],
    left_out: Collection[str],
    most: int,
) -> Neighbourhood:
    """The surroundings of one entity, made of its own articles and relations alone.

    Args:
        entity: Whose surroundings are wanted.
        groups: Those of the articles in which it appears.
        relations: Its relations.
        left_out: Entities that have no place in a drawing.
        most: How many neighbours are wanted.
    """
    paragraphs: Counter[str] = Counter()
    for group in groups:
        if entity in group:
            paragraphs.update(other for other in group if other != entity and other not in left_out)
    related = {one.there for one in relations if one.there not in left_out}
    others = sorted(
        {*paragraphs, *related},
        key=lambda other: (-paragraphs[other] - (_RELATED if other in related else 0), other),
    )
    kept = others[:most]
    pairs = Counter(pair for pair in _pairs(groups, left_out) if {*pair} <= {*kept})
    between = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:most]
    return Neighbourhood(
        neighbours=tuple((other, paragraphs[other], other in related) for other in kept),
        between=tuple(sorted(between)),
        total=len(others),
    )


def _pairs(groups: Groups, left_out: Collection[str]) -> Iterator[_Pair]:
    for group in groups:
        yield from combinations(sorted(one for one in group if one not in left_out), 2)


def _related(
    relations: Mapping[str, tuple[EntityRelation, ...]], left_out: Collection[str]
) -> dict[_Pair, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pair -> what its relations are called, as seen from the first and from the second."""
    found: dict[_Pair, tuple[dict[str, None], dict[str, None]]] = defaultdict(lambda: ({}, {}))
    for here, seen in relations.items():
        for one in seen:
            if here not in left_out and one.there not in left_out:
                pair = (here, one.there) if here < one.there else (one.there, here)
                found[pair][here > one.there][one.label] = None
    return {pair: (tuple(one), tuple(other)) for pair, (one, other) in found.items()}


def _place(tie: Tie) -> tuple[int, str, str]:
    return (-tie.strength, tie.one, tie.other)
