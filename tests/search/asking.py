"""Asking the search of a built dossier, through the script of its page."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page

_FILE = re.compile(r"dossierSearch\.\w+\(\.\.\.(.*)\);\n")


def handed_over(file: Path) -> list:  # type: ignore[type-arg]
    """What a file of the index hands to the script."""
    said = _FILE.fullmatch(file.read_text(encoding="utf-8"))
    assert said, file
    return json.loads(said[1])  # type: ignore[no-any-return]


def texts(output: Path) -> dict[str, dict]:  # type: ignore[type-arg]
    """Name of a text in the index -> its file."""
    return dict(map(handed_over, (output / "search" / "texts").iterdir()))


def indexed_words(output: Path) -> set[str]:
    """Every word of every shard."""
    shards = [handed_over(file)[1] for file in (output / "search" / "words").iterdir()]
    return {line.partition(":")[0] for shard in shards for line in shard.split("\n")}


def opened(page: Page, output: Path) -> Page:
    """The page of the search, from disk, ready to be asked."""
    page.goto((output / "search.html").as_uri())
    page.evaluate("dossierSearch.find('ready')")
    return page


def found(page: Page, queries: list[str], filters: dict[str, str] | None = None) -> list[set[str]]:
    """Names of the texts that are found for each question."""
    answers = page.evaluate(
        """([queries, filters]) =>
            Promise.all(queries.map((one) => dossierSearch.find(one, filters)))""",
        [queries, filters or {}],
    )
    return [set(one) for one in answers]
