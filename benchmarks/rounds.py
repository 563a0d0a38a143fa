"""Builds of the corpus by each generator in turn, again and again."""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.corpus import Corpus, make_corpus
from benchmarks.equal_work import survey
from benchmarks.generators import GENERATORS, ROOT, Generator, clear
from benchmarks.machine import machine
from benchmarks.processes import Cost, run
from benchmarks.records import Record, Remade, Timing, Written, today
from benchmarks.site import Site, outputs
from benchmarks.steps import STEPS, Step

WORK = ROOT / "build/bench"
LONG = 60.0
"""Seconds from which on a build is measured fewer times."""


@dataclass(slots=True, kw_only=True)
class _Running:
    """A generator with its site, and what was measured of it."""

    site: Site
    corpus: Corpus
    edited_template: bool = False
    timings: dict[str, Timing] = field(default_factory=dict)
    others: list[Record] = field(default_factory=list)
    longest: float = 0.0

    @property
    def generator(self) -> Generator:
        return self.site.generator


def measure(  # noqa: PLR0913 (options, each by its name)
    articles: int,
    names: Sequence[str],
    steps: Sequence[str],
    *,
    runs: int,
    long_runs: int,
    check: bool = True,
) -> list[Record]:
    """Build a corpus with each of these generators, step by step, `runs` rounds of it.

    Each step is done by one generator after the other before the next one, so that a busy minute
    of the machine falls on all of them. `long_runs` holds for a generator one of whose builds
    takes a minute. `check` says whether the sites are compared with the corpus.
    """
    folder = WORK / str(articles)
    shutil.rmtree(folder, ignore_errors=True)
    corpus = make_corpus(articles)
    running = [
        _Running(site=Site(folder / name, GENERATORS[name]), corpus=corpus) for name in names
    ]
    for number in range(runs):
        for one in running:
            one.corpus, one.edited_template = corpus, False
        for step in STEPS:
            if step.name not in steps:
                continue
            for one in running:
                if number and number >= long_runs and one.longest >= LONG:
                    continue
                _build(one, step, first=number == 0, check=check)
    return [record for one in running for record in (*one.timings.values(), *one.others)]


def _build(one: _Running, step: Step, *, first: bool, check: bool) -> None:
    """One build; the first of its kind is looked at afterwards."""
    generator, site = one.generator, one.site
    one.corpus = step.edit(one.corpus)
    one.edited_template |= step.template
    site.lay(one.corpus, edited_template=one.edited_template)
    if step.cold:
        clear(site.folder, generator)
    output = site.folder / generator.output
    look = first and check and generator.ours and not step.cold
    before = outputs(output) if look else {}
    cost, said = run(generator.command(), folder=site.folder, environment=generator.environment)
    _note(one, step, cost)
    articles = len(one.corpus.articles)
    if look:
        after = outputs(output)
        one.others.append(
            Remade(
                of=generator.name,
                step=step.name,
                articles=articles,
                rendered=json.loads(said)["counts"]["rendered"],
                changed=len(set(_changed(before, after)) - {"manifest.json"}),
            )
        )
    if first and check and step.cold:
        work = survey(output, one.corpus)
        for problem in (*work.broken, *work.missing):
            print(f"{generator.name}: {problem}", file=sys.stderr)
        one.others.append(
            Written(
                of=generator.name,
                articles=articles,
                files=work.files,
                bytes=work.bytes,
                pages=work.pages,
                links=work.links,
                broken=len(work.broken),
                missing=len(work.missing),
            )
        )


def _note(one: _Running, step: Step, cost: Cost) -> None:
    name = one.generator.name
    one.longest = max(one.longest, cost.wall)
    timing = one.timings.get(step.name) or Timing(
        of=name,
        step=step.name,
        articles=len(one.corpus.articles),
        wall=(),
        cpu=(),
        memory=0,
        load=0.0,
        version=one.generator.version(),
        day=today(),
        machine=machine(),
    )
    one.timings[step.name] = timing.and_again(cost)
    print(
        f"{timing.articles:6} {name:18} {step.name:11} {cost.wall:8.2f} s"
        f" {cost.cpu:8.2f} s CPU {cost.memory / 1e6:6.0f} MB",
        flush=True,
    )


def _changed(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    return (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
