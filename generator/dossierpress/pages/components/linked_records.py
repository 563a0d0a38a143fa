"""Which records a view leads to: by its links, and by those in its texts."""

import re
from collections.abc import Collection
from types import NoneType
from urllib.parse import unquote

from markupsafe import Markup
from msgspec.structs import astuple

from dossierpress.kernel.key import Key, RecordType
from dossierpress.pages.views.claim import ClaimLine
from dossierpress.pages.views.parts import RecordLink, View

# As `components/body.py` writes them; a mark behind a mention leads to an entity.
_IN_TEXT = re.compile(
    r'<a class="(?:record (entity|source|claim)|mention-mark)[ "][^>]*? href="([^"]*)"'
)

_WITHOUT_LINKS = frozenset({str, int, bool, NoneType})
"""Types of most of what a view holds, told apart in one step."""


def linked_records(view: View, but: Collection[str] = ()) -> tuple[Key, ...]:
    """The entities, sources and claims that a view leads to, in order of their ids.

    Claims of which it tells in a line are left out: all that there is to say is on the page.

    Args:
        view: The view.
        but: Its fields that are not looked at.
    """
    found: set[Key] = set()
    told: set[Key] = set()
    left = [getattr(view, name) for name in view.__struct_fields__ if name not in but]
    while left:
        value = left.pop()
        if type(value) in _WITHOUT_LINKS:
            continue
        if isinstance(value, Markup):
            found.update(_key(type_ or "entity", href) for type_, href in _IN_TEXT.findall(value))
        elif isinstance(value, RecordLink):
            if value.type in ("entity", "source", "claim"):
                found.add(_key(value.type, value.href))
        elif isinstance(value, tuple):
            left += value
        elif isinstance(value, View):
            if isinstance(value, ClaimLine):
                told.add(_key("claim", value.claim.href))
            left += astuple(value)
    return tuple(sorted(found - told))


def _key(type_: RecordType, href: str) -> Key:
    name = href.partition("#")[0].rpartition("/")[2]
    return Key(type=type_, id=unquote(name).removesuffix(".html"))
