"""Whether words are a part of an address, a handle or a file's name.

No stand-in can take their place there: `Person 1@example.org` would be another address.
"""

import re

_IN_ADDRESS = re.compile(r"@|://|\bwww\.|\\")
_FILE = re.compile(r"[\w-]\.[a-z][a-z\d]{1,4}\Z")
_JOINING = frozenset("._%+/=~#")
_HEAD = re.compile(r"\S*\Z")
_TAIL = re.compile(r"\S*")
_ROOM = 60
"""Characters on either side that are looked at, so that one long word does not cost its square."""
_AROUND = ".,;:!?()[]{}<>\"'“”‘’«»„…"


def is_attached(text: str, start: int, end: int) -> bool:
    """Whether the words between two offsets are written on from, without a space."""
    words = text[start:end]
    if any(one.isspace() for one in words):
        return False
    head = _HEAD.search(text[max(0, start - _ROOM) : start])
    tail = _TAIL.match(text, end, end + _ROOM)
    before, after = (found[0] if found else "" for found in (head, tail))
    around = f"{before}{words}{after}".strip(_AROUND)
    return (
        bool(_IN_ADDRESS.search(around) or _FILE.search(around))
        or not _JOINING.isdisjoint(words)
        or before.endswith(("_", "#", "~"))
        or after.startswith("_")
    )
