"""Time texts that are made to be slow, each twice as long as the one before: `doubling.py [NAME]`.

The tests count functions, which shows all squares but those inside one call of a library; this
shows those too. A ratio near 2 is a line, one near 4 is a square; a busy machine makes both larger.
"""

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from bounds.families import MARKDOWN, OWN, YAML, Family
from reading_bodies import KEEPING_HTML, read_file, read_text

ENOUGH = 0.5
"""Seconds for the largest text."""


def measure(name: str, family: Family, read: Callable[[str], object]) -> None:
    """Print how the time grows."""
    n, seconds = 250, [0.001]
    while seconds[-1] < ENOUGH and n <= 256_000:
        text = family(n)
        begin = time.process_time()
        read(text)
        seconds.append(max(time.process_time() - begin, 0.001))
        n *= 2
    ratios = [f"{after / before:.1f}" for before, after in pairwise(seconds)]
    per_megabyte = seconds[-1] / len(text.encode()) * 1e6
    print(f"{name:55} {per_megabyte:8.1f} s/MB  {' '.join(ratios[-3:])}", flush=True)


def main(part: str = "") -> None:
    """Measure every family whose name has a part."""
    for name, family in {**MARKDOWN, **OWN}.items():
        if part in name:
            measure(name, family, read_text)
            if "<" in family(2):
                measure(f"{name}, HTML kept", family, lambda text: read_text(text, KEEPING_HTML))
    for name, family in YAML.items():
        if part in name:
            measure(name, family, lambda text: read_file(text, "content/entities/a.yml"))


if __name__ == "__main__":
    main(*sys.argv[1:])
