"""Commands say the same whether what they need was just made or stands in the cache."""

from pathlib import Path

import pytest
from calling import Dossier

from dossierpress.engine import results
from dossierpress.facts import parse_results
from dossierpress.model import content


@pytest.mark.parametrize(
    "command",
    [
        ("list", "orphans"),
        ("list", "left-out"),
        ("list", "broken"),
        ("list", "drafts"),
        ("list", "review"),
        ("report",),
        ("check",),
        ("diff",),
    ],
    ids=" ".join,
)
def test_a_command_that_reads_texts_from_the_cache(
    command: tuple[str, ...], dossier: Dossier, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (results, parse_results):
        monkeypatch.setattr(module, "SHORT", 0)  # each text is a row of its own
    (site / "content/entities/alone.yml").write_text("{kind: person, name: Nobody Known}\n")
    with (site / "site.yml").open("a") as settings:
        settings.write("\npublish_entities: mentioned\n")

    first = dossier(*command, "--site", site)
    for remembered in (content._body, content._places, parse_results._parts):
        remembered.cache_clear()  # as in a new process
    again = dossier(*command, "--site", site)

    assert first.code in (0, 1), first.err
    assert (again.code, again.out) == (first.code, first.out), again.err
