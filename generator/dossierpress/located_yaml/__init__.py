"""YAML text -> strings, lists and maps that know their line and column.

YAML's own idea of types, anchors, tags and merge keys is left out on purpose: every scalar is
text and the schema alone decides what it means. The text is read event by event and reading ends
at the first thing that is refused, so that hostile input costs nothing.
"""

from dossierpress.located_yaml.compose import read
from dossierpress.located_yaml.nodes import Limits, Mapping, Node, Sequence, Text

__all__ = ["Limits", "Mapping", "Node", "Sequence", "Text", "read"]
