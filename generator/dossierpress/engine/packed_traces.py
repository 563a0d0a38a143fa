"""The packed form of traces: one value of the store for all pieces of work of one kind.

Cells are numbered, and a trace is an array of numbers, because each of thousands of pages reads
some hundred cells. Where little work was done again, little is packed again: new cells are added
behind the others, and those that nobody reads any more are blanked, until half of them are blank.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any, Optional, Self

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from dossierpress.engine.encoding import ABSENT, decoded
from dossierpress.engine.kept import DIGEST_SIZE
from dossierpress.engine.table_stamps import Stamp
from dossierpress.engine.tables import Question

_NUMBER, _BUCKET = "I", "H"
_ORDER = array(_NUMBER, [1]).tobytes()
"""The number 1 in the byte order and size of this machine."""
_BLANK = Raw(b"\xc0")
"""What a cell is about that nobody reads any more: nothing."""
_MOST_GROUPS = 2_000
"""Groups of cells after which all are put together anew."""


class CellGroup(Struct, frozen=True, array_like=True, gc=False):
    """Cells of one table and one question, which have consecutive numbers."""

    table: str
    question: Question
    about: Raw
    """What each of them is about, as a list; nothing where nobody reads the cell any more."""
    buckets: bytes
    """The bucket of each of them; see `table_stamps`."""

    @classmethod
    def of(
        cls, table: str, question: Question, abouts: Sequence[Any], buckets: Iterable[int]
    ) -> Self:
        """A group of what each cell is about, and the buckets of these cells."""
        return cls(table, question, Raw(_ENCODER.encode(abouts)), array(_BUCKET, buckets).tobytes())

    @property
    def count(self) -> int:
        """How many cells there are."""
        return len(self.buckets) // array(_BUCKET).itemsize

    def places_in(self, suspects: frozenset[int]) -> list[int]:
        """The places of the cells that are in one of these buckets."""
        if not suspects:
            return []
        buckets = array(_BUCKET)
        buckets.frombytes(self.buckets)
        return [place for place, bucket in enumerate(buckets) if bucket in suspects]

    def abouts(self, type_: Any) -> list[Any]:
        """What the cells are about, of a type as msgspec understands it; None for blank ones."""
        abouts: list[Any] = _decoder(type_).decode(self.about)
        return abouts


class PackedTraces(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Traces as the store keeps them."""

    key: str
    """Key of all that the work depends on and does not read from tables."""
    order: bytes
    """The number 1 as the machine that wrote the traces has it."""
    groups: tuple[CellGroup, ...]
    """All cells, in the order of their numbers."""
    digests: bytes
    """The digests of the cells, by number."""
    readers: bytes
    """How many pieces of work read each cell, by number."""
    work: dict[str, tuple[bytes, bytes]]
    """Name of a piece of work -> the numbers of its cells, its result."""
    stamps: dict[str, Stamp]
    """The stamps of the tables when every trace in `work` was fresh."""

    def digest(self, number: int) -> bytes:
        """The digest that a cell had."""
        return self.digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE]

    def with_only(self, names: Collection[str]) -> "PackedTraces":
        """The same without all other pieces of work, and without the cells that only they read."""
        gone = [numbers for name, (numbers, _) in self.work.items() if name not in names]
        if not gone:
            return self
        readers = numbers_in(self.readers)
        blank = []
        for number in chain.from_iterable(map(numbers_in, gone)):
            readers[number] -= 1
            if not readers[number]:
                blank.append(number)
        digests = bytearray(self.digests)
        for number in blank:
            digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE] = ABSENT
        return replace(
            self,
            groups=tuple(_blanked(self.groups, sorted(blank))),
            digests=bytes(digests),
            readers=readers.tobytes(),
            work={name: trace for name, trace in self.work.items() if name in names},
        )

    def added(self, other: "PackedTraces") -> "PackedTraces":
        """These traces and others; the stamps are those of the others."""
        before = len(self.readers) // array(_NUMBER).itemsize
        work = other.work
        if before:
            work = {
                name: (as_bytes(number + before for number in numbers_in(numbers)), of)
                for name, (numbers, of) in work.items()
            }
        return replace(
            other,
            groups=(*self.groups, *other.groups),
            digests=self.digests + other.digests,
            readers=self.readers + other.readers,
            work={**self.work, **work},
        )

    def tidied(self) -> "PackedTraces":
        """The same, with all cells numbered anew if too many are blank or apart."""
        readers = numbers_in(self.readers)
        if 2 * readers.count(0) <= len(readers) and len(self.groups) <= _MOST_GROUPS:
            return self
        index = CellIndex()
        new = index.add(self.groups, self.digests, readers)
        for name, (numbers, of) in self.work.items():
            index.keep(name, {new[number] for number in numbers_in(numbers)}, of)
        return index.packed(self.key, self.stamps)


class TracePart(Struct, frozen=True, array_like=True, gc=False):
    """Traces of some work, as one process sends them to another."""

    groups: tuple[CellGroup, ...]
    """All cells that the work has read, in the order of their numbers."""
    digests: bytes
    """The digests of the cells, by number."""
    work: dict[str, tuple[bytes, bytes]]
    """Name of a piece of work that was done -> the numbers of its cells, its result."""
    fresh: tuple[str, ...]
    """Names of the pieces of work whose results of an earlier build were asked for and hold."""


NOTHING = PackedTraces(key="", order=b"", groups=(), digests=b"", readers=b"", work={}, stamps={})


class CellIndex:
    """Traces from several origins put together, in which equal cells have one number."""

    def __init__(self) -> None:
        """Start without cells."""
        self._numbers: dict[tuple[str, Question], dict[bytes, int]] = {}
        """(table, question) -> what a cell is about, encoded -> its number."""
        self._digests = bytearray()
        self._buckets = array(_BUCKET)
        self.work: dict[str, tuple[bytes, bytes]] = {}
        """Name of a piece of work -> the numbers of its cells, its result."""

    def add(
        self, groups: Iterable[CellGroup], digests: bytes, readers: Sequence[int] | None = None
    ) -> list[int]:
        """Add cells; those that nobody reads, if `readers` tells how many do, are left out.

        Returns:
            Their numbers here, by their numbers there.
        """
        new: list[int] = []
        for group in groups:
            same = self._numbers.setdefault((group.table, group.question), {})
            buckets = array(_BUCKET, group.buckets)
            for about, bucket in zip(map(bytes, group.abouts(Raw)), buckets, strict=True):
                number = same.get(about)
                if number is None:
                    number = len(self._buckets)
                    at = len(new)
                    if readers is None or readers[at]:
                        same[about] = number
                        self._buckets.append(bucket)
                        self._digests += digests[at * DIGEST_SIZE : (at + 1) * DIGEST_SIZE]
                new.append(number)
        return new

    def keep(self, name: str, numbers: Iterable[int], result: bytes) -> None:
        """Record the cells that a piece of work has read, and its result."""
        self.work[name] = as_bytes(numbers), result

    def packed(self, key: str, stamps: dict[str, Stamp]) -> PackedTraces:
        """All work, with the cells that it has read in order of tables and questions.

        Args:
            key: See `PackedTraces`.
            stamps: See `PackedTraces`.
        """
        times: Counter[int] = Counter()
        for numbers, _ in self.work.values():
            times.update(numbers_in(numbers))
        order: list[int] = []
        groups: list[CellGroup] = []
        for table, question in sorted(self._numbers):
            read = {
                about: number
                for about, number in self._numbers[table, question].items()
                if number in times
            }
            if read:
                buckets = map(self._buckets.__getitem__, read.values())
                groups.append(CellGroup.of(table, question, list(map(Raw, read)), buckets))
                order += read.values()
        place = array(_NUMBER, bytes(len(self._buckets) * array(_NUMBER).itemsize))
        for at, number in enumerate(order):
            place[number] = at
        view = memoryview(self._digests)
        return PackedTraces(
            key=key,
            order=_ORDER,
            groups=tuple(groups),
            digests=b"".join(view[at * DIGEST_SIZE : (at + 1) * DIGEST_SIZE] for at in order),
            readers=as_bytes(map(times.__getitem__, order)),
            work={
                name: (as_bytes(sorted(map(place.__getitem__, numbers_in(numbers)))), result)
                for name, (numbers, result) in self.work.items()
            },
            stamps=stamps,
        )


def unpack(data: bytes, key: str) -> PackedTraces | None:
    """What `pack` made under this key on a machine of this kind; None for any other bytes."""
    kept = decoded(_DECODER, data)
    return kept if kept is not None and (kept.key, kept.order) == (key, _ORDER) else None


def unpack_part(data: bytes) -> TracePart:
    """What `encode` made of a part."""
    return _PART_DECODER.decode(data)


def encode(traces: PackedTraces | TracePart) -> bytes:
    """Encode traces for the store, or for another process."""
    return _ENCODER.encode(traces)


def as_bytes(numbers: Iterable[int]) -> bytes:
    """Pack the numbers of cells."""
    return array(_NUMBER, numbers).tobytes()


def numbers_in(data: bytes) -> "array[int]":
    """Unpack an array of numbers."""
    numbers = array(_NUMBER)
    numbers.frombytes(data)
    return numbers


def _blanked(groups: Sequence[CellGroup], blank: Sequence[int]) -> Iterator[CellGroup]:
    """The groups, without what these cells are about; their numbers are in order."""
    left = iter(blank)
    number = next(left, None)
    for group, end in zip(groups, accumulate(group.count for group in groups), strict=True):
        if number is None or number >= end:
            yield group
            continue
        abouts = group.abouts(Raw)
        while number is not None and number < end:
            abouts[number - end] = _BLANK
            number = next(left, None)
        yield CellGroup(group.table, group.question, Raw(_ENCODER.encode(abouts)), group.buckets)


@cache
def _decoder(type_: Any) -> Decoder[Any]:
    return Decoder(list.__class_getitem__(type_ if type_ is Raw else Optional.__getitem__(type_)))


_ENCODER = Encoder()
_DECODER = Decoder(PackedTraces)
_PART_DECODER = Decoder(TracePart)
