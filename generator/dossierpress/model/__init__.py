"""Frozen values that pass between stages, in the order in which they are made.

`content` and `body` (one file), `linked_body` and `site` (all files), `output` (what is
published).
"""
