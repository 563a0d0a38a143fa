"""What the tests of the command share beyond fixtures."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The `--json` report."""
        assert self.out, f"no report, exit code {self.code}: {self.err}"
        values: dict[str, Any] = json.loads(self.out)
        return values


Dossier = Callable[..., Result]
"""What the fixture `dossier` gives."""
