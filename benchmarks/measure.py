"""Time builds of a generated dossier: `measure.py ARTICLES [JOBS]`.

Cold, then unchanged, then with one article edited, as the command runs them: wall seconds, those by
stage, and seconds of all processors (which other work on the machine does not change much).
"""
# ruff: noqa: INP001, T201 (a script that prints)

import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from corpus import write_corpus

from dossierpress.build import build
from dossierpress.executors import PoolWhenItPays
from dossierpress.project import Project, at
from dossierpress.store import Store

AS_OF = datetime(2024, 6, 1, tzinfo=UTC)


def main(articles: int, jobs: int | None) -> None:
    """Print three lines."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        write_corpus(articles, root)
        project = at(root)
        timed("cold", project, jobs)
        timed("again", project, jobs)
        article = next((root / "content/articles").rglob(f"paper-{articles // 2:05}.md"))
        article.write_text(article.read_text() + "\nOne more paragraph.\n")
        timed("one edit", project, jobs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MB in the main process")


def timed(name: str, project: Project, jobs: int | None) -> None:
    """Build, and say how long it took."""
    began, worked = time.perf_counter(), sum(os.times()[:4])
    with PoolWhenItPays(jobs) as executor, Store(project.cache, note=project.uncached) as store:
        report = build(project, store=store, as_of=AS_OF, executor=executor)
    wall = time.perf_counter() - began
    cpu = sum(os.times()[:4]) - worked
    if not report.published:
        sys.exit(f"not published: {report.diagnostics[:5]}")
    counts = report.counts
    stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in report.seconds)
    print(
        f"{name:9} {wall:6.2f} s, {cpu:6.2f} s CPU ({stages}): {counts.parsed} parsed, "
        f"{counts.rendered} of {counts.pages} pages rendered, {counts.written} files written"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None)
