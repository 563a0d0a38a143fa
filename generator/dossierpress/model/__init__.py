"""Every type that crosses a stage border: frozen values, in the order in which they come to be.

`content` and `body` (one file), `woven` and `site` (all files), `output` (what is published).
"""
