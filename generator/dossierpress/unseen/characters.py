"""Characters that mislead wherever they stand, or by the letters around them."""

import re
import unicodedata
from collections.abc import Iterator

# Letters of scripts that never need a character of no width within a word, and digits.
_LETTERS = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0250-\u02af\u0300-\u036f"
    "\u0370-\u052f\u0531-\u0587\u10a0-\u10ff\u1c80-\u1cbf\u1d00-\u1dbf\u1e00-\u1fff"
    "\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f\uff21-\uff3a\uff41-\uff5a"
)
_NO_WIDTH = "\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"
OPENING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
CLOSING = "\u202c\u2069"
_ALWAYS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202d\u202e\u206a-\u206f\ufff9-\ufffb"

# What is common stands first: a whole page is looked through with it.
_NOTHING_UNSEEN = (
    " -~\n\t\u0600-\u115e\xa0-\u05ff\u2010-\u2029\u1161-\u180a\u1810-\u200a\u200e\u200f\x0c\r"
    "\u202f-\u205f\u2070-\u3163\u3165-\ufdff\ufe10-\ufefe\uff00-\uff9f\uffa1-\ufff8"
    "\ufffc-\U000dffff"
)
_UNSEEN = re.compile(f"[^{_NOTHING_UNSEEN}]")
_ISOLATED = re.compile(
    # The flag of a region is written with tags; it is matched so as not to be taken for others.
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
    f"|(?P<bad>[{_ALWAYS}]+|[{_TAGS}]+"
    f"|(?<=[{_LETTERS}0-9])[{_NO_WIDTH}]+(?=[{_LETTERS}0-9])"
    f"|(?:(?<=[{_LETTERS}\\s{_SELECTORS}<>\"'])|\\A)[{_SELECTORS}]+"
    "|(?:(?<=[^\u1800-\u18af])|\\A)[\u180b-\u180d\u180f]+)"
)
_BEGINS = re.compile(f"[^{_NOTHING_UNSEEN}]|\U0001f3f4")
# In a name: characters that no script needs, and those that only some do.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_USELESS = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u202d\u202e]"
    "|(?:(?<=\\s)|\\A)[\u200c\u200d]|[\u200c\u200d](?=\\s|\\Z)"
)
_OF_TWO_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_ONLY_IN_NAMES = re.compile("[\u00ad\u061c\u200e\u200f]")
"""What the last two find and `_UNSEEN` does not."""


def may_mislead(text: str) -> bool:
    """Whether a text needs a closer look: most have no unseen character at all."""
    return _UNSEEN.search(text) is not None


def may_mislead_in_name(text: str) -> bool:
    """The same where the text may be, or may hold, a name: fewer characters are needed in one."""
    return may_mislead(text) or _ONLY_IN_NAMES.search(text) is not None


_PLAIN = bytes(place for place in range(128) if not _UNSEEN.match(chr(place)))


def may_mislead_in(page: bytes) -> bool:
    """The same of a text in UTF-8: little is left to look at when all of ASCII is taken out."""
    left = page.translate(None, _PLAIN)
    return bool(left) and may_mislead(left.decode())


def isolated(text: str) -> Iterator[tuple[int, int]]:
    """Runs (start, end) of characters that mislead, whatever the directions around them."""
    place = 0
    # From one character to the next at which a run can begin: to try everywhere takes 30 times as
    # long, and every page in Persian has such characters.
    while begin := _BEGINS.search(text, place):
        found = _ISOLATED.match(text, begin.start())
        if found is None:
            place = begin.end()
            continue
        place = found.end()
        if found["bad"] is not None:
            yield found.span()


def needless(name: str) -> Iterator[int]:
    """Places of characters in a name that its letters do not need, so that it only seems equal."""
    for found in _USELESS.finditer(name):
        yield found.start()
    if not _RIGHT_TO_LEFT.search(name):
        for found in _OF_TWO_DIRECTIONS.finditer(name):
            yield found.start()


def spell(characters: str) -> str:
    """A run of unseen characters, readable: `U+202E`, `U+E0041 U+E0042`, `U+E0041…U+E005A (26)`."""
    numbers = [f"U+{ord(one):04X}" for one in characters]
    if len(numbers) > _SPELLED_AT_MOST:
        return f"{numbers[0]}…{numbers[-1]} ({len(numbers)})"
    return " ".join(numbers)


_SPELLED_AT_MOST = 3


def name_of(character: str) -> str:
    """The character's name in Unicode, lower case: `right-to-left override`."""
    number = ord(character)
    if number in _CONTROL_NAMES:
        return _CONTROL_NAMES[number]
    return unicodedata.name(character, "control character").lower()


_CONTROL_NAMES = {0xFEFF: "byte order mark", 0xE0001: "language tag"}
