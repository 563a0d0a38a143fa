"""Which sources speak with one voice, and so cannot confirm one another."""

from collections.abc import Iterable, Mapping

from disjoint_set import DisjointSet

from dossierpress.model.key import Key

Voices = Mapping[Key, Key]
"""Who has ties to others -> the one that stands for all who are tied together."""


def voices(ties: Iterable[tuple[Key, Key]]) -> Voices:
    """Put together who is tied, directly or through others.

    Args:
        ties: A source with its owner, its publisher, or a source that it takes its reports over
            from; in any order and direction.

    Returns:
        A table that holds everybody who has a tie. Who stands for a group is its first by type
        and id, so that it does not depend on the order of the ties.
    """
    sets: DisjointSet[Key] = DisjointSet()
    for one, other in ties:
        sets.union(one, other)
    groups: dict[Key, list[Key]] = {}
    for key, root in sets:
        groups.setdefault(root, []).append(key)
    return {key: min(group) for group in groups.values() for key in group}
