"""Search for inputs that break a promise: `python -m fuzz [TARGET…] [--seconds N]`.

Without a target, all of them, one after the other, each in a process of its own. What a search has
learnt stays in build/fuzz/ for the next one; a finding is written there, shown, and ends with 1.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from harness import ROOT

_TARGETS = (
    *("content_file", "markdown", "site_settings", "stand_off"),
    *("damaged_cache", "cached_value", "media", "dossier"),
)
_HOUR = 3600
_SLOW = 20  # seconds for one input
_MEMORY = 2048  # megabytes
_LONGEST = 4096  # bytes; twice as much for pictures, whose seeds are longer
_FOLDER = ROOT / "build" / "fuzz"


def main() -> int:
    """Search as the arguments say; 0 where nothing was found."""
    asking = argparse.ArgumentParser(prog="fuzz", description=(__doc__ or "").split("\n")[0])
    asking.add_argument("targets", nargs="*", choices=[*_TARGETS, []], metavar="TARGET")
    asking.add_argument("--seconds", type=int, default=_HOUR, help="for all of them together")
    asking.add_argument("--here", action="store_true", help="one target in this process")
    asked = asking.parse_args()
    targets = asked.targets or list(_TARGETS)
    if asked.here:
        _search(targets[0], asked.seconds)
        return 0
    results = [_search_apart(target, asked.seconds // len(targets)) for target in targets]
    return 1 if any(results) else 0


def _search_apart(target: str, seconds: int) -> int:
    command = [sys.executable, "-m", "fuzz", target, "--here", "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    runs = re.findall(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    said = f"{runs[-1]} runs" if runs else "stopped"
    outcome = "A FINDING" if done.returncode else "nothing found"
    sys.stdout.write(f"{target}: {said}, {outcome}\n")
    if done.returncode:
        sys.stdout.write(f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}\n")
    return done.returncode


def _search(target: str, seconds: int) -> None:
    try:
        # Not on every platform there is one to import.
        atheris: Any = import_module("atheris")
    except ImportError:
        sys.exit("atheris is not installed: it comes for Linux on x86-64 alone")

    with atheris.instrument_imports(include=["dossierpress", "markdown_it", "mdit_py_plugins"]):
        test_one = import_module("fuzz.targets").TARGETS[target]
    begin_with = import_module("fuzz.seeds")
    known, found = _FOLDER / target, _FOLDER / "found" / target
    known.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        begin, dictionary = Path(name) / "seeds", Path(name) / "words"
        begin.mkdir()
        for number, seed in enumerate(begin_with.seeds(target)):
            (begin / f"{number:04}").write_bytes(seed)
        words = begin_with.words(target)
        dictionary.write_text("".join(f'"{_quoted(word)}"\n' for word in words))
        arguments = [
            f"-max_total_time={seconds}",
            f"-timeout={_SLOW}",
            f"-rss_limit_mb={_MEMORY}",
            f"-max_len={_LONGEST * (2 if target == 'media' else 1)}",
            f"-artifact_prefix={found}/",
            "-print_final_stats=1",
            *([f"-dict={dictionary}"] if words else []),
        ]
        atheris.Setup([sys.argv[0], *arguments, str(known), str(begin)], test_one)
        atheris.Fuzz()


def _quoted(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    sys.exit(main())
