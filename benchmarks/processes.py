"""A command as anybody runs it, and what it cost."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
QUIETLY = {"PYTHONHASHSEED": "0", "NO_COLOR": "1"}
UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH")
"""Variables that would make Python compile everything in each process, or find other code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a command took."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processors, user and system, with all the processes that it started."""
    memory: int
    """Peak of its largest process, in bytes."""
    load: float
    """Processes that ran or waited to when it ended, on average of a minute."""


CACHES = ".caches"
"""The user's folder for caches, below the site. Ours keeps compiled
templates nowhere else (`Project.keeps_code`)."""


def run(
    command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None
) -> tuple[Cost, str]:
    """Run a command in a folder: what it cost, and what it printed on standard output.

    Raises:
        RuntimeError: It failed; with the last that it said.
    """
    variables = {name: value for name, value in os.environ.items() if name not in UNSET}
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "cost"
        done = subprocess.run(
            [sys.executable, "-I", "-S", LAUNCH, result, *map(str, command)],
            cwd=folder,
            env={
                **variables,
                **QUIETLY,
                "XDG_CACHE_HOME": str(folder.absolute() / CACHES),
                **(environment or {}),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            said = (done.stdout + done.stderr)[-2000:]
            raise RuntimeError(f"{' '.join(map(str, command))}: exit {done.returncode}\n{said}")
        wall, cpu, memory = result.read_text().split()
    load = round(os.getloadavg()[0], 1)
    return Cost(wall=float(wall), cpu=float(cpu), memory=int(memory), load=load), done.stdout
