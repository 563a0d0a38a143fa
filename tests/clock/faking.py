"""A clock that lies to one command: libfaketime stands between it and the system's."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

LIBRARIES = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/lib64/faketime")


def library() -> Path:
    """The library; `make test` installs it."""
    found = [
        path
        for folder in LIBRARIES
        for path in sorted(Path("/").glob(f"{folder[1:]}/libfaketime.so.1"))
    ]
    assert found, "no libfaketime: `make test` installs it"
    return found[0]


def frozen(moment: datetime) -> Mapping[str, str]:
    """A clock that stands at a moment."""
    return {"FAKETIME": f"{moment.timestamp():.0f}", "FAKETIME_FMT": "%s"}


def jumping(how: str) -> Mapping[str, str]:
    """A clock that is off, and goes too fast, or on or back with every look: `-9y i-86400`."""
    return {"FAKETIME": how}


def dossier(
    *arguments: str | Path, clock: Mapping[str, str], zone: str = "UTC"
) -> subprocess.CompletedProcess[str]:
    """Run the command under a clock. What counts seconds only is left as it is: no system lets
    that jump."""
    kept = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, "-m", "dossierpress", *map(str, arguments)],
        env={
            **kept,
            **clock,
            "LD_PRELOAD": str(library()),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "TZ": zone,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
