"""Styles of drawings: what they may say."""

import re

from dossierpress.media.svg_names import STYLE_FUNCTIONS

_FUNCTION = re.compile(r"([a-z][a-z0-9-]*)\(", re.IGNORECASE)
_URL = re.compile(r"(?<![\w-])url\b", re.IGNORECASE)
_INNER = re.compile(r"""url\(\s*(["']?)#([^\s"'()\\#]+)\1\s*\)""", re.IGNORECASE)
_RULE = re.compile(r"@(?!media[\s(])[^\s;{(]*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[\w-]*(?:binding|behavior|behaviour)\s*:", re.IGNORECASE)


def style_trouble(text: str) -> str | None:
    """What is wrong with a style or with one value of one, in words; None for a harmless one."""
    for forbidden, why in (("\\", "a backslash"), ("<", "a `<`"), ("\0", "U+0000")):
        if forbidden in text:
            return f"{why}, which can hide what a style says"
    rule = _RULE.search(text)
    if rule is not None:
        return f"`{rule[0][:40]}`, where only `@media` is allowed"
    if _ELSEWHERE.search(text):
        return "a property that runs or loads something in old browsers"
    for call in _FUNCTION.finditer(text):
        if call[1].lower() not in STYLE_FUNCTIONS:
            return f"the function `{call[1][:40]}()`, which is not one of those that load nothing"
    # Counted, so that no spelling of an address is overlooked.
    if len(_URL.findall(text)) != len(_INNER.findall(text)):
        return "an address of another file; only `url(#id)` is allowed"
    return None


def style_targets(text: str) -> tuple[str, ...]:
    """Ids that a style points at."""
    return tuple(found[2] for found in _INNER.finditer(text))
