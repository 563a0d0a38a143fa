"""Tokens of the Markdown parser to pieces of a body.

Begin with `facts/markdown/render/blocks.py`, which writes the blocks one after the other.
"""
