"""Styles of drawings: what they may say."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dossierpress.media.svg_names import STYLE_FUNCTIONS

_NAME = re.compile(r"[\w-]*\Z")
_LONGEST = 40
_CHARACTERS = 100_000
_URL = re.compile(r"(?<![\w-])url\b", re.IGNORECASE)
_INNER = re.compile(r"""url\(\s*(["']?)#([^\s"'()\\#]+)\1\s*\)""", re.IGNORECASE)
_RULE = re.compile(r"@(?!media[\s(])[^\s;{(]*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:binding|behavior|behaviour)\s*:", re.IGNORECASE)


@lru_cache(maxsize=4096)
def style_trouble(text: str) -> str | None:
    """What is wrong with a style or with one value of one, in words; None for a harmless one."""
    if len(text) > _CHARACTERS:
        return f"more than {_CHARACTERS:,} characters of style"
    for forbidden, why in (("\\", "a backslash"), ("<", "a `<`"), ("\0", "U+0000")):
        if forbidden in text:
            return f"{why}, which can hide what a style says"
    rule = _RULE.search(text)
    if rule is not None:
        return f"`{rule[0][:40]}`, where only `@media` is allowed"
    unknown = next((name for name in _called(text) if name.lower() not in STYLE_FUNCTIONS), None)
    if unknown is not None:
        return f"the function `{unknown}()`, which is not one of those that load nothing"
    # Counted, so that no spelling of an address is overlooked.
    if _ELSEWHERE.search(text) or len(_URL.findall(text)) != len(_INNER.findall(text)):
        return "an address of another file, or what loads one; only `url(#id)` is allowed"
    return None


def _called(text: str) -> Iterator[str]:
    """Names right before an opening parenthesis, their ends if they are longer than any known."""
    place = text.find("(")
    while place >= 0:
        name = _NAME.search(text[max(0, place - _LONGEST) : place])
        if name is not None and name[0]:
            yield name[0]
        place = text.find("(", place + 1)


def style_targets(text: str) -> tuple[str, ...]:
    """Ids that a style points at."""
    return tuple(found[2] for found in _INNER.finditer(text))
