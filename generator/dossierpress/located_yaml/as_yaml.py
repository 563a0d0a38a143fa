"""Write text in place of a value of YAML."""

import json
import re

from dossierpress.kernel.diagnostics.diagnostic import Span
from dossierpress.located_yaml.nodes import MappingNode, ScalarNode

_NEEDS_NO_QUOTES = re.compile(
    r"[^\W_](?:[^\s,\[\]{}\"'`#&*!|>%@\\:]|:(?=[^\s,\[\]{}]))*(?: [\w.()-]+)*"
)


def as_yaml(text: str) -> str:
    """Write a text as a YAML scalar, quoted where needed, within brackets too: `">=6"`, `acme`."""
    return text if _NEEDS_NO_QUOTES.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def as_yaml_in_place(text: str, node: ScalarNode) -> str:
    """Write a text in place of a value whose quotes are kept.

    A list or mapping is YAML already.
    """
    if text.startswith(("{", "[")) or not node.plain:
        return text
    return as_yaml(text)


def span_with_quotes(node: ScalarNode) -> Span:
    """The place of a value with its quotes."""
    if node.plain:
        return node.span
    span = node.span
    return Span(line=span.line, column=span.column - 1, length=span.length + 2)


def entry_span(node: MappingNode, key: str) -> Span | None:
    """The place of a key with its value, where both are on one line."""
    begin, value = node.keys_at[key], node[key]
    if not isinstance(value, ScalarNode) or value.span.line != begin.line:
        return None
    end = span_with_quotes(value)
    return Span(line=begin.line, column=begin.column, length=end.column + end.length - begin.column)


def mapping_of_pair(
    first: ScalarNode | None, first_key: str, key: str, value: ScalarNode, at: Span
) -> MappingNode:
    """Make a mapping of one entry, or of two with `first` before it."""
    pair = MappingNode(value.span)
    if first is not None:
        pair.add(first_key, first, key_at=at, place=first.span)
    pair.add(key, value, key_at=at, place=value.span)
    return pair
