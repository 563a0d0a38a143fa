"""Markdown to a body: the text of one file, as pieces that need no other file.

Begin with `facts/markdown/body.py`, whose parser lists every rule in its order.
A rule knows where in the file each thing stands (`facts/markdown/reading.py`).
"""
