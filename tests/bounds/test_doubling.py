"""Twice the text is about twice the work, whatever the text is made to do to its reader.

Work is counted as functions that are entered, which no other process disturbs.
`benchmarks/doubling.py` measures the same families in time.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bounds.dossiers import DOSSIERS, Dossier
from bounds.families import MARKDOWN, OWN, YAML, Family
from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.source.files import ContentFile
from reading_bodies import KEEPING_HTML, read_file, read_text

SMALL = 120
MOST = 2.5
"""Times the work for twice the text; 4 is what a square would need."""
SLACK = 2_000
"""Calls that are made once."""


def calls(work: Callable[[], object]) -> int:
    """How many functions are entered, those of C included."""
    count = 0

    def tick(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def check_doubles(work: Callable[[int], object], small: int = SMALL) -> None:
    work(2)  # whatever is made once and kept
    assert calls(lambda: work(2 * small)) < MOST * calls(lambda: work(small)) + SLACK


def test_the_count_sees_a_square() -> None:
    def square(n: int) -> None:
        for _ in range(n * n):
            abs(-1)

    with pytest.raises(AssertionError):
        check_doubles(square)


@pytest.mark.parametrize("family", [*MARKDOWN.values(), *OWN.values()], ids=[*MARKDOWN, *OWN])
def test_markdown(family: Family) -> None:
    check_doubles(lambda n: read_text(family(n)))


_TAGS = {name: family for name, family in MARKDOWN.items() if "<" in family(2)}


@pytest.mark.parametrize("family", _TAGS.values(), ids=_TAGS)
def test_markdown_with_html(family: Family) -> None:
    check_doubles(lambda n: read_text(family(n), KEEPING_HTML))


@pytest.mark.parametrize("family", YAML.values(), ids=YAML)
def test_yaml(family: Family) -> None:
    check_doubles(lambda n: read_file(f"---\n{family(n)}\n---\nText.\n"))
    check_doubles(lambda n: read_file(family(n), "content/entities/a.yml"))


@pytest.mark.parametrize("dossier", DOSSIERS.values(), ids=DOSSIERS)
def test_what_knows_all_files(dossier: Dossier) -> None:
    config, problems = read_config(b"title: Test\n")
    assert config is not None
    assert problems == ()
    settings = parse_config(config)

    def work(n: int) -> None:
        parsed = [
            parse_file(
                ContentFile(
                    path=f"content/{path}",
                    type={"a": "article", "e": "entity", "p": "page", "s": "source"}[path[0]],  # type: ignore[arg-type]
                    held=text.encode(),
                    digest="",
                ),
                settings,
            )
            for path, text in dossier(n).items()
        ]
        assert [one.diagnostics for one in parsed if one.diagnostics] == []
        resolve(parsed, (), config, as_of=datetime(2026, 1, 1, tzinfo=UTC))

    check_doubles(work, small=100)
