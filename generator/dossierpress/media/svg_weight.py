"""How large a drawing becomes when everything that points at something is drawn."""

from collections.abc import Iterable


class Weights:
    """Told of elements as they begin and end; an element counts with all that it points at.

    Ten elements that each use the one before ten times are ten thousand million.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._by_id: dict[str, int] = {}
        self._children: list[list[int]] = []
        self._targets: list[list[str]] = []
        self._open: list[int] = []

    def start(self, named: str | None, targets: Iterable[str]) -> None:
        """An element begins."""
        number = len(self._children)
        self._children.append([])
        self._targets.append(list(targets))
        if self._open:
            self._children[self._open[-1]].append(number)
        if named is not None:
            self._by_id.setdefault(named, number)
        self._open.append(number)

    def end(self, targets: Iterable[str]) -> None:
        """The innermost element ends; its style, if it is one, points at `targets`."""
        self._targets[self._open.pop()] += targets

    def trouble(self) -> str | None:
        """What is wrong, in words."""
        known: dict[int, int] = {}
        on_the_way: set[int] = set()
        waiting = [0] if self._children else []
        while waiting:
            number = waiting[-1]
            if number in known:
                waiting.pop()
                continue
            if number not in on_the_way:
                on_the_way.add(number)
                following = [one for one in self._next(number) if one not in known]
                if on_the_way.intersection(following):
                    return "elements that point at themselves, by themselves or by way of others"
                waiting += following
                continue
            known[number] = 1 + sum(known[one] for one in self._next(number))
            if known[number] > self._limit:
                return f"elements that use one another: more than {self._limit:,} would be drawn"
            on_the_way.discard(number)
            waiting.pop()
        return None

    def _next(self, number: int) -> list[int]:
        pointed = (self._by_id[one] for one in self._targets[number] if one in self._by_id)
        return [*self._children[number], *pointed]
