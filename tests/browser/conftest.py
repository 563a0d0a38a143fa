"""The script that looks for faults."""

import pytest

from harness import ROOT


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    assert script.is_file(), "the validators are missing: `make setup` installs them"
    return script.read_text(encoding="utf-8")
