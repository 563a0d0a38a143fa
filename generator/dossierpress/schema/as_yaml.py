"""Text as it is written in place of a value of YAML."""

import json
import re

from dossierpress.diagnostics.diagnostic import Span
from dossierpress.located_yaml import Mapping, Text

_PLAIN = re.compile(r"[^\W_](?:[^\s,\[\]{}\"'`#&*!|>%@\\:]|:(?=[^\s,\[\]{}]))*(?: [\w.()-]+)*")


def as_yaml(text: str) -> str:
    """Write a text so that YAML reads it again, inside of brackets too: `">=6"`, `acme`."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def inside(text: str, node: Text) -> str:
    """Write a text in place of a value, whose quotes stay where they are.

    A list or mapping is in the form of YAML already.
    """
    if text.startswith(("{", "[")) or not node.plain:
        return text
    return as_yaml(text)


def outside(node: Text) -> Span:
    """The place of a value with its quotes."""
    if node.plain:
        return node.span
    span = node.span
    return Span(line=span.line, column=span.column - 1, length=span.length + 2)


def entry_span(node: Mapping, key: str) -> Span | None:
    """The place of a key with its value, where both are on one line."""
    begin, value = node.keys_at[key], node[key]
    if not isinstance(value, Text) or value.span.line != begin.line:
        return None
    end = outside(value)
    return Span(line=begin.line, column=begin.column, length=end.column + end.length - begin.column)


def mapping_of_pair(first: Text | None, first_key: str, key: str, value: Text, at: Span) -> Mapping:
    """A mapping of one value, and before it of another one if there is one."""
    pair = Mapping(value.span)
    if first is not None:
        pair.add(first_key, first, key_at=at, place=first.span)
    pair.add(key, value, key_at=at, place=value.span)
    return pair
