"""Bytes of a stand-off JSON file -> what is in it, or the reason why it is no such file.

A record that is wrong is left out by itself (`read_records`); only a file that has not the form at
all is refused.
"""

from collections.abc import Mapping
from typing import Any

from dossierpress.diagnostics import Diagnostic
from dossierpress.importers.duplicates import duplicates
from dossierpress.importers.read_json import described, read_json
from dossierpress.importers.read_records import Records
from dossierpress.importers.recognise import READS
from dossierpress.importers.shapes import ArticleShape, EntityShape, SourceShape, StandOff

_KEYS = ("articles", "entities", "sources")


def read(data: bytes, *, path: str) -> tuple[StandOff | None, tuple[Diagnostic, ...]]:
    """What the file holds; None where it is none of the form. `path` is only for messages."""
    value, problem = read_json(data, path=path)
    if problem:
        return None, (problem,)
    records = Records()
    if not isinstance(value, dict):
        return None, (_no_form(path, f"`$` must be an object, but is {described(value)}"),)
    if "articles" not in value:
        return None, (_no_form(path, f"`$` has no `articles`{_keys(value)}"),)
    if not isinstance(value["articles"], list):
        is_ = described(value["articles"])
        return None, (_no_form(path, f"`$.articles` must be a list, but is {is_}"),)
    articles = records.several(ArticleShape, value["articles"], ("articles",))
    if value["articles"] and not articles:
        first = records.unread[0]
        message = f"no article of it can be read; the first, `{first.where}`: {first.reason}"
        return None, (_no_form(path, message),)
    found = StandOff(
        articles=articles,
        entities=records.several(EntityShape, value.get("entities"), ("entities",)),
        sources=records.several(SourceShape, value.get("sources"), ("sources",)),
        extra={key: one for key, one in value.items() if key not in _KEYS},
        unread=tuple(records.unread),
    )
    return duplicates(found), ()


def _no_form(path: str, message: str) -> Diagnostic:
    return Diagnostic(code="import-shape", path=path, message=message, hint=READS)


def _keys(value: Mapping[str, Any]) -> str:
    """What it has instead, which tells people what it is."""
    names = [f"`{key[:40]}`" for key in list(value)[:6]]
    return f"; it has {', '.join(names)}" if names else ""
