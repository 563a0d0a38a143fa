"""What the tests of the import share: stand-off data made of a text, and what it comes to."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dossierpress.importers.ids import TakenNames
from dossierpress.importers.standoff.convert import Imported, convert_standoff
from dossierpress.importers.standoff.read import read_standoff

ARTICLE = "content/articles/news/quay-closed.md"
"""The file of the article `Quay closed`."""

NOTHING_KNOWN = TakenNames()


def mentions_of(text: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """A mention wherever words stand that name an entity: words -> its id."""
    return [
        {"start": found.start(), "end": found.end(), "entity_id": entity}
        for words, entity in names.items()
        for found in re.finditer(words, text)
    ]


def converted(
    data: bytes | Mapping[str, Any],
    *,
    name: str = "news",
    known: TakenNames = NOTHING_KNOWN,
    today: date = date.min,
) -> Imported:
    """What a file gives that has no mistake."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    found, problems = read_standoff(raw, path=f"{name}.json")
    assert problems == ()
    assert found is not None
    return convert_standoff(found, name=name, known=known, today=today)
