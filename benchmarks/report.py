"""RESULTS.md, made from what is on record."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.generators import GENERATORS
from benchmarks.records import Counted, Record, Remade, Timing, Written, load
from benchmarks.steps import STEPS

RESULTS = Path(__file__).with_name("RESULTS.md")
NAMES = {
    "hugo": "Hugo",
    "eleventy": "Eleventy",
    "mkdocs": "MkDocs",
    "pelican": "Pelican",
    "dossierpress": "DossierPress",
    "dossierpress-bare": "DossierPress, bare theme",
}
NOTHING = "–"
BASE = "hugo"
OURS = "dossierpress"
BARE = "dossierpress-bare"
BUSY = 4.0
"""Load from which on more ran than what was measured, on two cores."""


class Table:
    """What is on record, to be asked for."""

    def __init__(self, records: Sequence[Record]) -> None:
        """Sort it by what it measures."""
        self.records = records
        self._timings = {
            (one.of, one.step, one.articles): one for one in records if isinstance(one, Timing)
        }

    def timing(self, of: str, step: str, articles: int = 0) -> Timing | None:
        """Runs of a generator."""
        return self._timings.get((of, step, articles))

    def sizes(self) -> list[int]:
        """Numbers of articles that all generators together were measured with."""
        return sorted({one.articles for one in self._timings.values() if one.of == BASE})

    def ratio(self, of: str, step: str, articles: int) -> float | None:
        """How many times as long as Hugo, by the clock."""
        one, base = self.timing(of, step, articles), self.timing(BASE, step, articles)
        return one.wall_median / base.wall_median if one and base else None


def write_report() -> None:
    """Write RESULTS.md."""
    RESULTS.write_text(report(load()), encoding="utf-8")


def report(records: Sequence[Record]) -> str:
    """The whole page."""
    table = Table(records)
    lines = [
        "# Results of the benchmarks",
        "",
        "`make bench` measures and writes this page, from results.json; nobody writes it by hand.",
        "[README.md](README.md) tells what is built, and how it is measured.",
        "",
        *_machines(table),
        "<!-- brief -->",
        *_brief(table),
        "<!-- brief -->",
        "",
        *_builds(table),
        *_written(table),
        *_remade(table),
        *_bars(table),
        *_work(table),
    ]
    return "\n".join(lines).rstrip() + "\n"


def brief(results: str) -> list[str]:
    """The lines of RESULTS.md that the README quotes."""
    return results.split("<!-- brief -->\n")[1].splitlines()


def _machines(table: Table) -> Iterator[str]:
    timings = [one for one in table.records if isinstance(one, Timing)]
    days = sorted({one.day for one in timings})
    for machine in sorted({one.machine for one in timings}):
        yield f"Measured on {machine}."
    yield f"From {days[0]} to {days[-1]}." if len(days) > 1 else f"On {days[0]}." if days else ""
    yield from _busy(timings)
    yield ""
    versions = {
        name: sorted({one.version for one in timings if one.of == name}) for name in GENERATORS
    }
    told = [f"{NAMES[name]} {' and '.join(these)}" for name, these in versions.items() if these]
    yield f"Versions: {'; '.join(told)}."
    yield ""


def _busy(timings: Sequence[Timing]) -> Iterator[str]:
    """Says so where other work ran at the same time, which the clock counts too."""
    busiest = max((one.load for one in timings), default=0)
    if busiest >= BUSY:
        yield f"**Other work ran at the same time** (load up to {busiest:.0f}): seconds by the"
        yield "clock are too high, and only those of processors say something."


def _brief(table: Table) -> Iterator[str]:
    """Seconds by the clock, of a few builds, of the largest size that all were measured with."""
    sizes = [
        size
        for size in table.sizes()
        if all(table.timing(name, "cold", size) for name in GENERATORS)
    ]
    if not sizes:
        yield "Nothing is measured yet."
        return
    busy = list(_busy([one for one in table.records if isinstance(one, Timing)]))
    yield from [*busy, ""] if busy else []
    shown = [size for size in (1000, 10_000) if size in sizes] or sizes[-1:]
    yield from _rows(
        ["seconds until the site is there", *NAMES.values()],
        [
            [f"{step}, {size:,} articles", *(_seconds(table, name, step, size) for name in NAMES)]
            for size in shown
            for step in ("cold", "no change", "body edit", "rename")
        ],
    )


def _seconds(table: Table, name: str, step: str, size: int) -> str:
    one = table.timing(name, step, size)
    return f"{one.wall_median:.2f}" if one else NOTHING


def _builds(table: Table) -> Iterator[str]:
    measures: Mapping[str, tuple[Callable[[Timing], float], str]] = {
        "Seconds by the clock": (lambda one: one.wall_median, ".2f"),
        "Seconds of processors, all processes together": (
            lambda one: one.cpu_median,
            ".2f",
        ),
        "Peak memory of the largest process, MB": (
            lambda one: one.memory / 1e6,
            ".0f",
        ),
    }
    for size in table.sizes():
        yield f"## {size:,} articles"
        yield ""
        runs = {
            NAMES[name]: len(one.wall)
            for name in NAMES
            if (one := table.timing(name, "cold", size))
        }
        told = ", ".join(f"{name} {number}" for name, number in runs.items())
        yield f"Medians; in brackets, how many times as much as Hugo. Runs of each: {told}."
        yield ""
        for title, (value, form) in measures.items():
            yield f"{title}:"
            yield ""
            rows = [
                [step.name, *(_cell(table, name, step.name, size, value, form) for name in NAMES)]
                for step in STEPS
            ]
            yield from _rows(["", *NAMES.values()], rows)
            yield ""


def _cell(  # noqa: PLR0913, PLR0917 (a place in a table)
    table: Table,
    name: str,
    step: str,
    size: int,
    value: Callable[[Timing], float],
    form: str,
) -> str:
    one, base = table.timing(name, step, size), table.timing(BASE, step, size)
    if one is None:
        return NOTHING
    against = f" ({value(one) / value(base):.2f} x)" if base and name != BASE else ""
    return f"{value(one):{form}}{against}"


def _written(table: Table) -> Iterator[str]:
    yield "## What each writes"
    yield ""
    yield "After a cold build: every article, entity and source has its page with all that the"
    yield "corpus says of it (else it is missing), and links lead to pages (else they are broken)."
    yield ""
    rows = [
        [
            f"{one.articles:,}",
            NAMES[one.of],
            f"{one.files:,}",
            f"{one.bytes / 1e6:.1f}",
            f"{one.pages:,}",
            f"{one.links:,}",
            str(one.broken),
            str(one.missing),
        ]
        for one in sorted(
            (one for one in table.records if isinstance(one, Written)),
            key=lambda one: (one.articles, list(NAMES).index(one.of)),
        )
    ]
    head = ["articles", "", "files", "MB", "pages", "links", "broken", "missing"]
    yield from _rows(head, rows)
    yield ""


def _remade(table: Table) -> Iterator[str]:
    yield "## Pages made again, and pages that changed"
    yield ""
    yield "Of our own generator, after each edit. The others make everything again."
    yield ""
    steps = [step.name for step in STEPS]
    rows = [
        [f"{one.articles:,}", NAMES[one.of], one.step, f"{one.rendered:,}", f"{one.changed:,}"]
        for one in sorted(
            (one for one in table.records if isinstance(one, Remade)),
            key=lambda one: (one.articles, one.of, steps.index(one.step)),
        )
    ]
    yield from _rows(["articles", "", "", "made again", "files changed"], rows)
    yield ""


def _bars(table: Table) -> Iterator[str]:
    yield "## What we want to reach"
    yield ""
    yield from _rows(["", "figure", "to reach"], list(_reached(table)))
    yield ""


def _reached(table: Table) -> Iterator[list[str]]:
    large = 10_000

    def times(of: str, step: str, size: int, wanted: str) -> list[str]:
        ratio = table.ratio(of, step, size)
        name = "" if of == OURS else ", bare theme"
        told = NOTHING if ratio is None else f"{ratio:.2f} x Hugo"
        return [f"{step}, {size:,} articles{name}, by the clock", told, wanted]

    def cpu(label: str, of: str, step: str, size: int, wanted: str) -> list[str]:
        one = table.timing(of, step, size)
        return [label, f"{one.cpu_median:.2f} s CPU" if one else NOTHING, wanted]

    yield times(OURS, "no change", large, "0.05 x")
    yield times(OURS, "body edit", large, "0.1 x")
    yield times(OURS, "title edit", large, "0.1 x")
    own = [one for one in table.records if isinstance(one, Timing) and one.of == "own dossier"]
    size = own[0].articles if own else 0
    label = f"no change, this repository's dossier ({size} articles), whole process"
    yield cpu(label, "own dossier", "no change", size, "0.25 s")
    yield cpu("`dossier --help`", "start", "--help", 0, "0.12 s")
    label = "`dossier check` of one changed article of 1,000"
    yield cpu(label, "check", "one changed", 1000, "0.4 s")
    yield times(OURS, "cold", 1000, "2.0 x")
    yield times(OURS, "cold", large, "1.5 x")
    yield times(BARE, "cold", 1000, "1.2 x")
    yield times(BARE, "cold", large, "1.0 x")
    for size, wanted in ((large, "400 MB"), (100_000, "1,500 MB")):
        one = table.timing(OURS, "cold", size)
        told = f"{one.memory / 1e6:,.0f} MB" if one else NOTHING
        yield [f"peak memory of a cold build, {size:,} articles", told, wanted]
    small, huge = table.timing(OURS, "cold", 1000), table.timing(OURS, "cold", 30_000)
    told = NOTHING
    if small and huge:
        told = f"{math.log(huge.cpu_median / small.cpu_median) / math.log(30):.2f} by CPU"
    yield ["growth of a cold build from 1,000 to 30,000 articles, exponent", told, "1.05"]
    yield ["10,000 claims with 40,000 reports, checked cold", _added(table, "cold"), "4 s"]
    yield ["one of those claims edited", _added(table, "one changed"), "0.1 s"]


def _added(table: Table, step: str) -> str:
    """Seconds of processors that claims add to a check of 1,000 articles."""
    of, before = ("no claims", "cold") if step == "cold" else ("10,000 claims", "no change")
    one, less = table.timing("10,000 claims", step, 1000), table.timing(of, before, 1000)
    if not one or not less:
        return NOTHING
    return (
        f"+ {one.cpu_median - less.cpu_median:.2f} s CPU"
        f" ({one.cpu_median:.2f}; {of}, {before}: {less.cpu_median:.2f})"
    )


def _work(table: Table) -> Iterator[str]:
    counted = {one.articles: one.counts for one in table.records if isinstance(one, Counted)}
    if not counted:
        return
    yield "## Work of a body edit"
    yield ""
    yield "Counted, not timed: it should be the same however large the dossier is."
    yield ""
    sizes = sorted(counted)
    names = sorted({name for counts in counted.values() for name in counts})
    large = counted[sizes[-1]]
    rows = [
        [name, *(f"{counted[size].get(name, 0):,}" for size in sizes)]
        for name in names
        if not name.startswith("calls in") or large.get(name, 0) * 50 >= large["calls"]
    ]
    yield from _rows(["", *(f"{size:,} articles" for size in sizes)], rows)
    yield ""


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
