"""Writes what code and benchmarks say into docs/ and the README; a test says when one is stale."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

from dossierpress.cli.commands import dossier
from dossierpress.kernel.diagnostics.code_table import codes
from dossierpress.pages.kinds import VIEWS
from reference.commands import commands
from reference.diagnostics import diagnostics
from reference.fields import keys
from reference.views import tables
from reference.vocabulary import kinds, registers, types

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def _results() -> str:
    """The figures of the benchmarks, of which the README quotes the first table."""
    return (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")


WHOLE: MappingProxyType[str, Callable[[], str]] = MappingProxyType(
    {
        "commands.md": lambda: commands(dossier),
        "diagnostics.md": lambda: diagnostics(codes()),
    }
)
"""Pages that are made whole."""

PARTS: MappingProxyType[str, Callable[..., Iterator[str]]] = MappingProxyType(
    {
        "benchmarks": lambda: iter(_results().split("<!-- brief -->\n")[1].splitlines()),
        "keys": keys,
        "kinds": kinds,
        "registers": registers,
        "types": types,
        "views": lambda: tables(VIEWS),
    }
)
"""What `<!-- made: NAME ARGUMENT -->` in any other page stands for."""

MADE = re.compile(r"<!-- made: ([a-z]+) ?(\w*) -->\n.*?<!-- made -->\n", re.DOTALL)


def pages() -> dict[Path, str]:
    """Every page that is made from the code, whole or in part, as it should be."""
    made = {DOCS / name: make() for name, make in WHOLE.items()}
    for path in [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        if path not in made and MADE.search(text):
            made[path] = MADE.sub(_part, text)
    return made


def _part(found: re.Match[str]) -> str:
    arguments = found[2].split()
    body = "\n".join(PARTS[found[1]](*arguments)).rstrip()
    return f"<!-- made: {' '.join([found[1], *arguments])} -->\n{body}\n<!-- made -->\n"


def main() -> None:
    """Writes what has changed, and says so."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
