"""What the tests of the import share: stand-off data made of a text, and what it comes to."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dossierpress.importers.known import Known
from dossierpress.importers.read_standoff import read
from dossierpress.importers.standoff import Imported, convert

ARTICLE = "content/articles/news/quay-closed.md"
"""The file of the article `Quay closed`."""

NOTHING_KNOWN = Known()


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
    known: Known = NOTHING_KNOWN,
    today: date = date.min,
) -> Imported:
    """What a file gives that has no mistake."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    found, problems = read(raw, path=f"{name}.json")
    assert problems == ()
    assert found is not None
    return convert(found, name=name, known=known, today=today)
