"""YAML text -> scalars, sequences and mappings that know their line and column.

YAML's own idea of types, anchors, tags and merge keys is left out on purpose: every scalar is
text and the schema alone decides what it means. The text is read event by event; what is
refused is reported and passed over, never expanded, and reading ends at the first cap, so that
hostile input costs nothing. Begin with `located_yaml/reader.py`.
"""
