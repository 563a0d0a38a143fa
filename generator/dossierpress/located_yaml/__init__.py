"""YAML text -> scalars, sequences and mappings that know their line and column.

YAML's types, anchors, tags and merge keys are not supported on purpose: every scalar is text, and
the schema alone decides what it means. The text is read event by event. Refused constructs are
reported and skipped, never expanded, and reading ends at the first limit, so that hostile input
costs little. Begin with `located_yaml/reader.py`.
"""
