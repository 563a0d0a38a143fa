"""Run `dossier` in this process and count what it does: `count_work.py RESULT SITE ARGUMENTS…`.

The counts hang on the code and on the dossier alone, with PYTHONHASHSEED=0 and one job: files of
the site that are opened, rows and statements of SQLite, calls of our own functions by room.
"""

import json
import os
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import dossierpress

PACKAGE = f"{Path(dossierpress.__file__).parent}{os.sep}"

counts: Counter[str] = Counter()
calls: Counter[CodeType] = Counter()


def watch(site: str) -> None:
    """Count files opened below a folder, and what is asked of SQLite."""

    def opened(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str):
            path, _, flags = arguments
            if os.path.abspath(path).startswith(site):  # noqa: PTH100
                written = flags & (os.O_WRONLY | os.O_RDWR)
                counts["files opened to write" if written else "files opened to read"] += 1

    def row(_cursor: object, values: tuple[Any, ...]) -> tuple[Any, ...]:
        counts["rows read"] += 1
        return values

    def statement(_text: str) -> None:
        counts["statements"] += 1

    connect = sqlite3.connect

    def connect_counting(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)
        connection.row_factory = row
        connection.set_trace_callback(statement)
        return connection

    sys.addaudithook(opened)
    vars(sqlite3)["connect"] = connect_counting


def profile(frame: FrameType, event: str, _argument: object) -> None:
    """Count calls of functions in Python."""
    if event == "call":
        calls[frame.f_code] += 1


def by_room() -> Counter[str]:
    """Calls of our own functions: of all, and by the first part of the module's name."""
    found: Counter[str] = Counter()
    for code, number in calls.items():
        if code.co_filename.startswith(PACKAGE):
            room = code.co_filename.removeprefix(PACKAGE).partition(os.sep)[0].removesuffix(".py")
            found["calls"] += number
            found[f"calls in {room}"] += number
    return found


def main(result: str, site: str, *arguments: str) -> int:
    """The exit code of the command."""
    watch(f"{os.path.abspath(site)}{os.sep}")  # noqa: PTH100
    sys.setprofile(profile)
    try:
        from dossierpress.cli.run import run  # noqa: PLC0415 (to be counted)

        code = run(arguments)
    finally:
        sys.setprofile(None)
    Path(result).write_text(json.dumps(dict(sorted((counts + by_room()).items()))))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
