"""The author's words inside of a message."""

import unicodedata

_LONGEST = 60
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def quote(text: str) -> str:
    """A text between backticks, on one line, cut when it is long, nothing in it invisible."""
    line = " ".join(text[: 4 * _LONGEST].split())
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1] + "…"
    seen = (c if unicodedata.category(c) not in _HIDDEN else "\ufffd" for c in line)
    return f"`{''.join(seen)}`"
