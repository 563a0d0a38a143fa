"""What is measured of our own generator alone, beside its builds of the corpus."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.claims import claims
from benchmarks.corpus import Corpus, make_corpus
from benchmarks.generators import DOSSIER, GENERATORS, ROOT
from benchmarks.machine import machine
from benchmarks.processes import CACHES, run
from benchmarks.records import Counted, Record, Timing, today
from benchmarks.rounds import WORK, measure
from benchmarks.site import Site
from benchmarks.steps import STEPS
from benchmarks.work import local_edit

CLAIMS = 10_000


def timed(of: str, step: str, articles: int = 0) -> Timing:
    """A timing without a run yet."""
    return Timing(
        of=of,
        step=step,
        articles=articles,
        wall=(),
        cpu=(),
        memory=0,
        load=0.0,
        version=GENERATORS["dossierpress"].version(),
        day=today(),
        machine=machine(),
    )


def _runs(
    timing: Timing,
    words: Sequence[str],
    folder: Path,
    runs: int,
    before: Callable[[], object] = lambda: None,
) -> Timing:
    for _ in range(runs):
        before()
        cost, _ = run([DOSSIER, *words], folder=folder)
        timing = timing.and_again(cost)
    print(
        f"{timing.articles:6} {timing.of:24} {timing.step:16} {timing.wall_median:8.2f} s"
        f" {timing.cpu_median:8.2f} s CPU {timing.memory / 1e6:6.0f} MB",
        flush=True,
    )
    return timing


def start(runs: int) -> list[Record]:
    """The program started for nothing."""
    return [_runs(timed("start", "--help"), ["--help"], ROOT, 2 * runs)]


def own(runs: int) -> list[Record]:
    """The dossier of this repository."""
    folder = WORK / "own"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("site.yml", "stand-ins.yml"):
        shutil.copyfile(ROOT / name, folder / name)
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    articles = len(list((folder / "content/articles").glob("*.md")))
    left = [folder / name for name in GENERATORS["dossierpress"].left]

    def clear() -> None:
        for path in left:
            shutil.rmtree(path, ignore_errors=True)

    build = ["build", "--quiet"]
    return [
        _runs(timed("own dossier", "cold", articles), build, folder, min(runs, 3), clear),
        _runs(timed("own dossier", "no change", articles), build, folder, 2 * runs),
    ]


def check(runs: int) -> list[Record]:
    """Checking 1,000 articles of which one was changed."""
    corpus = make_corpus(1000)
    site = _site("check", corpus)
    article = next(path for path in sorted(site.folder.glob("content/articles/*.md")))
    number = count()

    def edit() -> None:
        with article.open("a", encoding="utf-8") as file:
            file.write(f"\nSentence {next(number)}.\n")

    words = ["check", "--quiet"]
    return [
        _runs(timed("check", "cold", 1000), words, site.folder, 1),
        _runs(timed("check", "one changed", 1000), words, site.folder, runs, edit),
    ]


def many_claims(runs: int) -> list[Record]:
    """10,000 claims with 40,000 reports, checked; beside the same dossier without them."""
    corpus = make_corpus(1000)
    site = _site("claims", corpus)
    words = ["check", "--quiet"]
    edited = False

    def lay() -> None:
        for path, text in claims(corpus, CLAIMS, edited=edited):
            file = site.folder / path
            file.parent.mkdir(exist_ok=True)
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                file.write_text(text, encoding="utf-8")

    def edit() -> None:
        nonlocal edited
        edited = not edited
        lay()

    def clear() -> None:
        shutil.rmtree(site.folder / CACHES, ignore_errors=True)

    def timing(of: str, step: str) -> Timing:
        return timed(of, step, 1000)

    few = min(runs, 3)
    without = [
        _runs(timing("no claims", "cold"), words, site.folder, few, clear),
        _runs(timing("no claims", "no change"), words, site.folder, few),
    ]
    lay()
    return [
        *without,
        _runs(timing("10,000 claims", "cold"), words, site.folder, few, clear),
        _runs(timing("10,000 claims", "no change"), words, site.folder, few),
        _runs(timing("10,000 claims", "one changed"), words, site.folder, few, edit),
    ]


def _site(name: str, corpus: Corpus) -> Site:
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    site = Site(folder, GENERATORS["dossierpress"])
    site.lay(corpus, edited_template=False)
    return site


def work(_runs: int) -> list[Record]:
    """What one body edit makes a build do, in a small and in a large dossier."""
    found: list[Record] = []
    for articles in (1000, 10_000):
        counts = local_edit(articles)
        print(f"{articles:6} work of a body edit: {counts}", flush=True)
        found.append(Counted(step="body edit", articles=articles, counts=counts))
    return found


def _cold(articles: int, _runs: int) -> list[Record]:
    return measure(articles, ["dossierpress"], [STEPS[0].name], runs=1, long_runs=1, check=False)


BARS: Mapping[str, Callable[[int], list[Record]]] = {
    "start": start,
    "own": own,
    "check": check,
    "claims": many_claims,
    "work": work,
    "growth": partial(_cold, 30_000),
    "large": partial(_cold, 100_000),
}
"""What may be measured, by name; `large` takes very long."""
USUAL = tuple(name for name in BARS if name != "large")
