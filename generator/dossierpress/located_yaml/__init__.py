"""YAML text -> strings, lists and maps that know their line and column.

YAML's own idea of types, anchors, tags and merge keys is left out on purpose: every scalar is
text and the schema alone decides what it means. The text is read event by event; what is refused is
told and passed over, never expanded, and reading ends at the first cap, so that hostile input costs
nothing.
"""

from dossierpress.located_yaml.compose import read
from dossierpress.located_yaml.nodes import Limits, Mapping, Node, Sequence, Text

__all__ = ["Limits", "Mapping", "Node", "Sequence", "Text", "read"]
