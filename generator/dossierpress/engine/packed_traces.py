"""The packed form of traces: one value of the store for all pieces of work of one kind.

Cells are numbered, and a trace is an array of numbers, because each of thousands of pages reads
some hundred cells. Where little work was done again, little is packed again: new cells are added
behind the others, and those that nobody reads any more are blanked, until half of them are blank.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any, Optional

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from dossierpress.engine.encoding import ABSENT, DIGEST_SIZE, decoded
from dossierpress.engine.stamps import Stamp
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
    """The bucket of each of them; see `stamps`."""

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
        cells: dict[tuple[str, Question], dict[bytes, list[int]]] = {}
        """(table, question) -> what a cell is about -> all numbers that it has."""
        buckets = array(_BUCKET, b"".join(group.buckets for group in self.groups))
        number = 0
        for group in self.groups:
            same = cells.setdefault((group.table, group.question), {})
            for about in group.abouts(Raw):
                if readers[number]:
                    same.setdefault(bytes(about), []).append(number)
                number += 1
        new = array(_NUMBER, bytes(len(self.readers)))
        first: list[int] = []
        for numbers in chain.from_iterable(same.values() for same in cells.values()):
            for number in numbers:
                new[number] = len(first)
            first.append(numbers[0])
        work = {
            name: (as_bytes({new[number] for number in numbers_in(numbers)}), of)
            for name, (numbers, of) in self.work.items()
        }
        return replace(
            self,
            groups=tuple(
                CellGroup(
                    table,
                    question,
                    Raw(_ENCODER.encode(list(map(Raw, same)))),
                    array(_BUCKET, [buckets[numbers[0]] for numbers in same.values()]).tobytes(),
                )
                for (table, question), same in cells.items()
                if same
            ),
            digests=b"".join(map(self.digest, first)),
            readers=_readers_of(work, len(first)),
            work=work,
        )


NOTHING = PackedTraces(key="", order=b"", groups=(), digests=b"", readers=b"", work={}, stamps={})


def pack(
    key: str,
    cells: Iterable[tuple[str, Question, Sequence[Any], Sequence[int]]],
    digests: bytes,
    work: dict[str, tuple[bytes, bytes]],
    stamps: dict[str, Stamp],
) -> PackedTraces:
    """Pack traces.

    Args:
        key: See `PackedTraces`.
        cells: (table, question, what each cell is about, its bucket) of all cells, by number.
        digests: See `PackedTraces`.
        work: See `PackedTraces`.
        stamps: See `PackedTraces`.
    """
    return PackedTraces(
        key=key,
        order=_ORDER,
        groups=tuple(
            CellGroup(table, question, Raw(_ENCODER.encode(about)), array(_BUCKET, of).tobytes())
            for table, question, about, of in cells
        ),
        digests=digests,
        readers=_readers_of(work, len(digests) // DIGEST_SIZE),
        work=work,
        stamps=stamps,
    )


def unpack(data: bytes, key: str) -> PackedTraces | None:
    """What `pack` made under this key on a machine of this kind; None for any other bytes."""
    kept = decoded(_DECODER, data)
    return kept if kept is not None and (kept.key, kept.order) == (key, _ORDER) else None


def encode(traces: PackedTraces) -> bytes:
    """Encode traces for the store."""
    return _ENCODER.encode(traces)


def as_bytes(numbers: Iterable[int]) -> bytes:
    """Pack the numbers of cells."""
    return array(_NUMBER, numbers).tobytes()


def numbers_in(data: bytes) -> "array[int]":
    """Unpack an array of numbers."""
    numbers = array(_NUMBER)
    numbers.frombytes(data)
    return numbers


def _readers_of(work: Mapping[str, tuple[bytes, bytes]], count: int) -> bytes:
    """How many pieces of work read each of `count` cells."""
    times: Counter[int] = Counter()
    for numbers, _ in work.values():
        times.update(numbers_in(numbers))
    return as_bytes(map(times.__getitem__, range(count)))


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
