"""What stands too close together in a drawing to be told apart, put together."""

from collections import defaultdict
from collections.abc import Sequence
from math import hypot

from dossierpress.geography.outline import Point


def clustered(points: Sequence[Point], apart: float) -> list[list[int]]:
    """The numbers of points that stand together, each with the first of them in front.

    Each point goes to the nearest of those before it that lead, or leads where none of these is
    close. So no two that lead are too close to one another, and the most important have the place
    where they are.

    Args:
        points: The most important first.
        apart: The least distance between two that lead.
    """
    leading: dict[tuple[int, int], list[int]] = defaultdict(list)
    found: dict[int, list[int]] = {}
    for place, (x, y) in enumerate(points):
        column, row = int(x // apart), int(y // apart)
        near = [
            (hypot(points[other][0] - x, points[other][1] - y), other)
            for right in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in leading.get((column + right, row + down), ())
        ]
        distance, nearest = min(near, default=(apart, place))
        if distance < apart:
            found[nearest].append(place)
        else:
            leading[column, row].append(place)
            found[place] = [place]
    return list(found.values())
