"""Commands say the same whether what they need was just made or stands in the cache."""

from pathlib import Path

import pytest
from calling import Dossier

from stored import forget_what_was_read, make_each_text_a_row


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
    make_each_text_a_row(monkeypatch)
    (site / "content/entities/alone.yml").write_text("{kind: person, name: Nobody Known}\n")
    with (site / "site.yml").open("a") as settings:
        settings.write("\npublish_entities: mentioned\n")

    first = dossier(*command, "--site", site)
    forget_what_was_read()
    again = dossier(*command, "--site", site)

    assert first.code in (0, 1), first.err
    assert (again.code, again.out) == (first.code, first.out), again.err
