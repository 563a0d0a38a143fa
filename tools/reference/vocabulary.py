"""The built-in kinds, types and registers, as tables."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml

from dossierpress.kernel.identifiers import SCHEMES


def _vocabulary() -> Mapping[str, Any]:
    text = (files("dossierpress.schema") / "vocabulary.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def kinds() -> Iterator[str]:
    """The kinds of entity with the keys that each has of its own."""
    yield "| kind | keys of its own | FollowTheMoney | schema.org |\n|---|---|---|---|"
    for name, kind in _vocabulary()["kinds"].items():
        keys = ", ".join(f"`{key}` ({what['type']})" for key, what in kind["properties"].items())
        yield f"| `{name}` | {keys} | {kind['followthemoney']} | {kind['schema_org']} |"


def types(table: str) -> Iterator[str]:
    """`reference_types` or `relation_types`, each with what it is called on the other side."""
    yield "| type | reads | from the other side |\n|---|---|---|"
    for name, kind in _vocabulary()[table].items():
        inverse = (
            f"`{kind['inverse']}`: {kind['inverse_label']}" if "inverse" in kind else "the same"
        )
        yield f"| `{name}` | {kind['label']} | {inverse} |"


def registers() -> Iterator[str]:
    """The registers whose identifiers are checked."""
    yield "| key | register | example | links to |\n|---|---|---|---|"
    for name, scheme in SCHEMES.items():
        link = f"`{scheme.url.format('…')}`" if scheme.url else ""
        yield f"| `{name}` | {scheme.label} | `{scheme.example}` | {link} |"
