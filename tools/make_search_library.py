"""Makes `templates/static/js/search/minisearch.js`: the library that finds names, as one script.

A page from disk can load no module, so the package is bundled into a script that sets one global
name. The same packages give the same bytes. `make search-library` runs this; what it makes is
committed.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
PACKAGE = PACKAGES / "minisearch"
LIBRARY = ROOT / "templates" / "static" / "js" / "search" / "minisearch.js"
ENTRY = 'import MiniSearch from "minisearch"; globalThis.MiniSearch = MiniSearch;'


def banner() -> str:
    """What the file is, and its whole licence."""
    version = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    licence = (PACKAGE / "LICENSE.txt").read_text(encoding="utf-8").strip()
    return (
        f"/* MiniSearch {version}, bundled by tools/make_search_library.py. Its licence:\n\n"
        f"{licence}\n*/"
    )


def bundled() -> str:
    """The script."""
    options = ("--bundle", "--minify", "--format=iife", "--target=es2020", "--charset=ascii")
    done = subprocess.run(
        [PACKAGES / ".bin" / "esbuild", *options],
        input=ENTRY,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return f"{banner()}\n{done.stdout}"


def main() -> None:
    """Makes it anew."""
    if not PACKAGE.is_dir():
        sys.exit("error: the package is missing; `make setup` installs it")
    LIBRARY.parent.mkdir(parents=True, exist_ok=True)
    LIBRARY.write_text(bundled(), encoding="utf-8", newline="\n")
    print(f"made {LIBRARY.name}: {LIBRARY.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
