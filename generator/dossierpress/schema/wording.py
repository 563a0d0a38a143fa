"""What is said of a key that is unknown, and of a value that has the wrong form."""

import re

from dossierpress.diagnostics.suggest import did_you_mean
from dossierpress.located_yaml import Mapping, Node, Sequence, Text
from dossierpress.schema.base import Matter
from dossierpress.schema.mistake import shown
from dossierpress.schema.shapes import (
    Identifiers,
    Listing,
    Names,
    Record,
    Shape,
    Table,
    Value,
    required_keys,
)

# What other generators call the same thing.
_ELSEWHERE = {
    "abstract": "summary",
    "author": "authors",
    "byline": "authors",
    "categories": "tags",
    "category": "tags",
    "cited": "citing",
    "cites": "citing",
    "cover": "image",
    "deck": "summary",
    "description": "summary",
    "excerpt": "summary",
    "external_ids": "ids",
    "featured_image": "image",
    "headline": "title",
    "id": "to",
    "identifiers": "ids",
    "keywords": "tags",
    "label": "name",
    "language": "lang",
    "last_modified_at": "modified",
    "lastmod": "modified",
    "links": "references",
    "locale": "lang",
    "mentions": "entities",
    "people": "entities",
    "permalink": "id",
    "publish_date": "date",
    "pubdate": "date",
    "redirect_from": "formerly",
    "slug": "id",
    "subtitle": "summary",
    "teaser": "summary",
    "thumbnail": "image",
    "title": "name",
    "type": "kind",
    "updated": "modified",
    "website": "url",
}

# Words for one thing, of which front matter knows the other one.
_OTHER_WORDS = {
    "confirmed": "corroborated",
    "verified": "corroborated",
    "proven": "corroborated",
    "unconfirmed": "reported",
    "unverified": "reported",
    "contested": "disputed",
    "debunked": "false",
    "refuted": "false",
    "untrue": "false",
    "withdrawn": "retracted",
    "affirms": "asserts",
    "claims": "asserts",
    "confirms": "asserts",
    "says": "asserts",
    "deny": "denies",
    "rejects": "denies",
    "questions": "doubts",
    "declined": "no-comment",
}


def option_hint(value: str, options: tuple[str, ...]) -> str | None:
    """Word the way out for a value that is none of those that are allowed."""
    guess = did_you_mean(value, options)
    if guess is None:
        begun = [one for one in options if one.startswith(f"{value.lower()}-")]
        other = begun[0] if len(begun) == 1 else _OTHER_WORDS.get(value.lower())
        guess = f"did you mean `{other}`?" if other in options else None
    return guess


def unknown_key_hint(key: str, known: tuple[str, ...], value: Node | None) -> str | None:
    """Word the way out for a key that the model does not have."""
    glued = re.fullmatch(r"([A-Za-z_][\w-]*):(\S.*)", key)
    if value is None and glued:
        return f"put a space after the colon: `{glued[1]}: {shown(glued[2])}`"
    if key == "properties" and "kind" in known:
        return "write the properties of a kind beside its name, as `born: 1960`"
    guess = did_you_mean(key, known)
    elsewhere = _ELSEWHERE.get(key.lower())
    if guess is None and elsewhere in known:
        guess = f"did you mean `{elsewhere}`?"
    return guess or f"known keys are {', '.join(f'`{one}`' for one in known)}"


def found(node: Node | None) -> str:
    """Name the form of a value."""
    if node is None:
        return "nothing"
    if isinstance(node, Mapping):
        return "a mapping"
    return "a list" if isinstance(node, Sequence) else "plain text"


def wanted(shape: Shape) -> str:
    """Name the form that is wanted."""
    if isinstance(shape, Listing):
        return "a list"
    if isinstance(shape, Names):
        return "text or a mapping of languages to names"
    if isinstance(shape, Identifiers):
        return "a mapping of registers to identifiers"
    if isinstance(shape, Record | Table):
        return "a mapping"
    return "text"


def way_out(key: str, node: Node, shape: Shape) -> str | None:
    """Show how to write a value of the wrong form."""
    if isinstance(shape, Value):
        return _as_value(key, node)
    if isinstance(shape, Listing):
        return _as_list(key, node, shape)
    if isinstance(shape, Names):
        return _as_names(key, node, shape)
    if isinstance(shape, Identifiers):
        return f"write `{key}: {{wikidata: Q794}}`"
    if isinstance(shape, Record):
        return _as_record(key, node, shape.model)
    return None


def _as_value(key: str, node: Node) -> str | None:
    if isinstance(node, Sequence):
        inner = node[0] if len(node) == 1 else None
        if isinstance(inner, Sequence) and len(inner) == 1 and isinstance(inner[0], Text):
            return f"double brackets are for the body; here write `{key}: {shown(inner[0])}`"
        if isinstance(inner, Text):
            return f"write it without brackets: `{key}: {shown(inner)}`"
        return "give one value; put it into quotes if the brackets are part of it"
    return "put the value into quotes if the colon or the braces are part of it"


def _as_list(key: str, node: Node, shape: Listing) -> str | None:
    if isinstance(node, Mapping):
        return f"begin each entry of `{key}` with `- `"
    if not isinstance(node, Text):
        return None
    if re.match(r"-\S", node):
        return "put a space after each dash"
    parts = [part.strip() for part in node.split(",") if part.strip()]
    if isinstance(shape.item, Value) and len(parts) > 1:
        return f"write `{key}: [{shown(', '.join(parts))}]`"
    return f"write `{key}: [{shown(node)}]`"


def _as_names(key: str, node: Node, shape: Names) -> str:
    if shape.one:
        further = "; further names belong under `aliases`" if key == "name" else ""
        return f"write `{key}: {{en: …, fa: …}}`{further}"
    return f"write `{key}: [{shown(node)}]`" if isinstance(node, Text) else f"write `{key}: […]`"


def _as_record(key: str, node: Node, model: type[Matter]) -> str | None:
    required = required_keys(model)
    if isinstance(node, Text) and required:
        more = "".join(f", {other}: …" for other in required[1:])
        return f"write `{key}: {{{required[0]}: {shown(node)}{more}}}`"
    return f"write it as `key: value` lines, indented below `{key}:`"


def item_way_out(item: Node, shape: Shape) -> str | None:
    """Show how to write an entry of a list that has the wrong form."""
    if isinstance(shape, Record):
        required = required_keys(shape.model)
        if isinstance(item, Text) and required:
            return f"write `- {{{required[0]}: {shown(item)}, …}}`"
        if isinstance(item, Sequence) and shape.short is not None:
            return f"double brackets are for the body; here write {_innermost(item)}"
        return "write it as `- key: value`"
    if isinstance(item, Sequence):
        return f"write {_innermost(item)} without further brackets"
    return "put the entry into quotes if the colon or the braces are part of it"


def _innermost(item: Node) -> str:
    while isinstance(item, Sequence) and len(item) == 1 and item[0] is not None:
        item = item[0]
    return f"`{shown(item)}`" if isinstance(item, Text) else "the id"
