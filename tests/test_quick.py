"""`make quick` leaves out what is slow, and `make test` nothing."""

from pathlib import Path

from harness import ROOT
from slow import SLOW

TESTS = ROOT / "tests"
SIGNS = (
    *("run_dossier(", "subprocess.", "start_pool(", "write_corpus("),
    *("built_dossier", "static_server", "new_page", "chromium"),
)
"""What a test needs that starts programs or builds much."""


def is_slow(path: Path) -> bool:
    """Whether `--quick` leaves the whole file out."""
    below = path.relative_to(TESTS)
    return any(part.as_posix() in SLOW for part in (below, *below.parents))


def test_what_starts_programs_or_builds_much_is_slow() -> None:
    """Its file is in the list, or what does it is marked."""
    quick = [path for path in TESTS.rglob("test_*.py") if not is_slow(path)]
    texts = {path: path.read_text(encoding="utf-8") for path in quick if path != Path(__file__)}

    assert [
        path.relative_to(TESTS).as_posix()
        for path, text in texts.items()
        if any(sign in text for sign in SIGNS) and "@pytest.mark.slow" not in text
    ] == []


def test_every_name_in_the_list_is_there() -> None:
    assert [name for name in SLOW if not (TESTS / name).exists()] == []
