"""A text that must be in no published file, and how texts are compared with it."""

import re
import unicodedata

from msgspec import Struct

from dossierpress.line_by_line import by_line
from dossierpress.model.key import Key

TELLING = 8
"""Letters and digits of a text that can give something away; one of Chinese counts as three."""

_DATE = re.compile(r"[\d\s~?%/.:TZ+-]{1,40}")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


class Secret(Struct, frozen=True, kw_only=True, gc=False):
    """A text that must be in no published file."""

    text: str
    """As `plain` has it."""
    key: Key
    path: str
    """Of the content file."""
    field: str
    """Where it stands there: `title`, `aliases/0`, `text`."""
    why: str
    """Why it is withheld: `draft`, `embargoed` …"""
    name: str | None = None
    """What a private record is called, as it is written: every form of it is looked for."""
    person: bool = False
    beside: tuple[str, ...] = ()
    """Names of published records that it is a part of; there it may stand."""
    spoken: bool = False
    """Whether a published record's own file says it, where a message may quote it."""

    def is_beside(self, text: str, start: int, end: int) -> bool:
        """Whether a place in a text is within the longer name of a published record."""
        for longer in self.beside:
            room = len(longer)
            around = text[max(0, start - room) : end + room]
            found = around.casefold().find(longer.casefold())
            if found >= 0 and found <= start - max(0, start - room):
                return True
        return False


def plain(text: str) -> str:
    """A text as it is compared: in small letters of one width, white space as single spaces."""
    return " ".join(filter(None, _plain_lines(text)))


def _plain_line(line: str) -> str:
    if not line.isascii():
        line = unicodedata.normalize("NFKC", _UNSEEN.sub("", line)).casefold()
    return " ".join(line.lower().split())


_plain_lines = by_line(_plain_line)


def is_telling(text: str) -> bool:
    """Whether it is long enough to be nobody else's, and no mere date."""
    if _DATE.fullmatch(text.strip()):
        return False
    weight = sum(3 if _WIDE.match(one) else 1 for one in text if one.isalnum())
    return weight >= TELLING
