"""What was measured, kept in results.json: a later run replaces what it measures again.

Each record is one line, so that a change of one shows as a change of one.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.processes import Cost

RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Runs of one command."""

    of: str
    """A generator, or what else was run."""
    step: str
    articles: int
    """In the dossier; 0 where that is not what matters."""
    wall: tuple[float, ...]
    """Seconds of each run, in order."""
    cpu: tuple[float, ...]
    memory: int
    """Largest peak of any run, in bytes."""
    load: float
    """Processes that ran or waited to, on average of a minute, at the busiest of the runs."""
    version: str
    day: str
    machine: str

    @property
    def key(self) -> tuple[object, ...]:
        """What it measures."""
        return ("timing", self.of, self.step, self.articles)

    @property
    def wall_median(self) -> float:
        """Seconds by the clock."""
        return median(self.wall)

    @property
    def cpu_median(self) -> float:
        """Seconds of processors."""
        return median(self.cpu)

    def and_again(self, cost: Cost) -> "Timing":
        """With one run more."""
        return replace(
            self,
            wall=(*self.wall, round(cost.wall, 3)),
            cpu=(*self.cpu, round(cost.cpu, 3)),
            memory=max(self.memory, cost.memory),
            load=max(self.load, cost.load),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a generator writes."""

    of: str
    articles: int
    files: int
    bytes: int
    pages: int
    links: int
    broken: int
    missing: int

    @property
    def key(self) -> tuple[object, ...]:
        """What it measures."""
        return ("written", self.of, self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remade:
    """How much an edit makes our own generator do."""

    of: str
    step: str
    articles: int
    rendered: int
    """Pages made again."""
    changed: int
    """Files of the site whose bytes have changed, the manifest apart, or that are new or gone."""

    @property
    def key(self) -> tuple[object, ...]:
        """What it measures."""
        return ("remade", self.of, self.step, self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How much work a build does, in counts that do not depend on the machine."""

    step: str
    articles: int
    counts: dict[str, int]

    @property
    def key(self) -> tuple[object, ...]:
        """What it measures."""
        return ("counted", self.step, self.articles)


Record = Timing | Written | Remade | Counted
KINDS = {"timing": Timing, "written": Written, "remade": Remade, "counted": Counted}


def load(path: Path = RESULTS) -> list[Record]:
    """Everything that is on record."""
    if not path.exists():
        return []
    return [_record(one) for one in json.loads(path.read_text(encoding="utf-8"))]


def keep(new: list[Record], path: Path = RESULTS) -> None:
    """Put records beside those that are there, or in their place."""
    records = {one.key: one for one in [*load(path), *new]}
    rows = (
        json.dumps({"kind": one.key[0], **asdict(one)})
        for one in sorted(records.values(), key=lambda one: tuple(map(_in_order, one.key)))
    )
    path.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


def _in_order(part: object) -> str:
    return f"{part:09}" if isinstance(part, int) else str(part)


def _record(data: dict[str, Any]) -> Record:
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name != "kind"
    }
    record: Record = KINDS[str(data["kind"])](**values)
    return record


def today() -> str:
    """The day, in UTC."""
    return datetime.now(UTC).date().isoformat()
