"""Text as it is written in place of a value of YAML."""

import json
import re

from dossierpress.diagnostics.diagnostic import Span
from dossierpress.located_yaml import Text

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
