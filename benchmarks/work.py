"""How much work a build does: counts that are the same on every run, on a busy machine as well."""

import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.claims import claims
from benchmarks.corpus import make_corpus
from benchmarks.generators import DOSSIER, GENERATORS, ROOT, clear
from benchmarks.processes import run
from benchmarks.site import Site
from benchmarks.steps import STEPS

COUNT_WORK = Path(__file__).with_name("count_work.py")
COUNTS = Path(__file__).with_name("counts.json")
WORK = ROOT / "build/counts"
SMALL = 25
"""Articles and claims of the dossier for `make bench-counts`."""
LOCAL = next(step for step in STEPS if step.name == "body edit")


def counted(folder: Path, *words: str) -> dict[str, int]:
    """What one run of `dossier` in a folder does: rows, files, statements, calls."""
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "counts"
        run([sys.executable, COUNT_WORK, result, folder, *words], folder=folder)
        counts: dict[str, int] = json.loads(result.read_text())
    return counts


def instructions(folder: Path, *words: str) -> int | None:
    """How many instructions the processor executes for it; None without valgrind."""
    if not shutil.which("valgrind"):
        return None
    log = folder.with_suffix(".log")
    options = ("--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={log}")
    command = ["valgrind", "--tool=cachegrind", *options, sys.executable, str(DOSSIER), *words]
    run(command, folder=folder)
    found = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text())
    return int(found[1].replace(",", "")) if found else None


def local_edit(articles: int) -> dict[str, int]:
    """What a body edit makes a build do, in a dossier of that many articles."""
    site = _site(WORK / str(articles), articles)
    words = ("build", "--quiet", "--jobs", "1")
    run([DOSSIER, *words], folder=site.folder)
    _edit(site, articles)
    return counted(site.folder, *words)


def small() -> dict[str, dict[str, int]]:
    """Everything that is counted of a small dossier, by what is done."""
    found: dict[str, dict[str, int]] = {"--help": {}}
    for way in ("calls", "steps"):
        site = _site(WORK / way, SMALL)
        build = ("build", "--quiet", "--jobs", "1")
        tasks = (
            ("--help", ("--help",), False),
            ("cold", build, False),
            ("no change", build, False),
            ("check of one changed article", ("check", "--quiet"), True),
            ("build of it", build, False),
        )
        for name, words, edited in tasks:
            if edited:
                _edit(site, SMALL)
            if way == "calls":
                found.setdefault(name, {}).update(counted(site.folder, *words))
            else:
                number = instructions(site.folder, *words)
                if number is not None:
                    found[name] = {"instructions": number, **found[name]}
    return found


def _site(folder: Path, articles: int) -> Site:
    shutil.rmtree(folder, ignore_errors=True)
    site = Site(folder, GENERATORS["dossierpress"])
    corpus = make_corpus(articles)
    site.lay(corpus, edited_template=False)
    for path, text in claims(corpus, min(articles, SMALL)):
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    clear(folder, site.generator)
    return site


def _edit(site: Site, articles: int) -> None:
    site.lay(LOCAL.edit(make_corpus(articles)), edited_template=False)


def tools() -> str:
    """On what the counts depend beside our code."""
    named = [f"{platform.python_implementation()} {platform.python_version()}", platform.machine()]
    if shutil.which("valgrind"):
        done = subprocess.run(["valgrind", "--version"], capture_output=True, text=True, check=True)
        named.append(done.stdout.strip())
    return ", ".join(named)


def drift(before: dict[str, dict[str, int]], after: dict[str, dict[str, int]]) -> list[str]:
    """Lines that say what is counted now, and by how much it differs from before."""
    lines = []
    for name, counts in after.items():
        lines.append(f"{name}:")
        known = before.get(name, {})
        for what, number in counts.items():
            if what.startswith("calls in") and number * 50 < counts["calls"]:
                continue
            lines.append(f"  {number:15,}  {what}{_against(known.get(what), number)}")
    return lines


def _against(before: int | None, after: int) -> str:
    if before is None:
        return "  (not on record)"
    if before == after:
        return ""
    if not before:
        return "  (was 0)"
    return f"  ({(after - before) / before:+.1%}, was {before:,})"


def main(*arguments: str) -> None:
    """Print the counts; `--record` makes them the ones to compare with."""
    kept = json.loads(COUNTS.read_text(encoding="utf-8"))
    counts = small()
    print("\n".join(drift(kept["counts"], counts)))
    if kept["tools"] != tools():
        print(f"on record with {kept['tools']}; counted here with {tools()}")
    if "--record" in arguments:
        text = json.dumps({"tools": tools(), "counts": counts}, indent=1)
        COUNTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
