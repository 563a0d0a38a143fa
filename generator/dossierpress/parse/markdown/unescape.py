"""Backslash escapes in text that is not parsed any further."""

import re

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def unescape(text: str) -> str:
    """Drop the backslash before ASCII punctuation, as Markdown does."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
