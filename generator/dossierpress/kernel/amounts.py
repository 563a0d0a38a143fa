"""Amounts in claims: `6`, `>=6`, `6..8`, and whether two of them can both be true."""

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_BOUNDED = re.compile(rf"(?P<sign><=|>=|<|>|≤|≥)?\s*(?P<number>{_NUMBER})")
_RANGE = re.compile(rf"(?P<least>{_NUMBER})\s*\.\.\s*(?P<most>{_NUMBER})")
_SIGNS = {"≤": "<=", "≥": ">="}


class Amount(Struct, frozen=True, kw_only=True, gc=False):
    """The range of numbers that an amount allows, from `least` to `most`."""

    least: Decimal | None
    """None without a lower bound."""
    most: Decimal | None
    """None without an upper bound."""
    above: bool = False
    """Whether `least` itself is excluded."""
    below: bool = False
    """Whether `most` itself is excluded."""


@lru_cache(maxsize=4096)  # each value is compared with all others on its subject
def read_amount(text: str) -> Amount | None:
    """Read `6`, `>=6`, `<6`, `6..8`; None for anything else, and for a range that is empty."""
    found = _RANGE.fullmatch(text.strip())
    if found:
        least, most = Decimal(found["least"]), Decimal(found["most"])
        return Amount(least=least, most=most) if least <= most else None
    found = _BOUNDED.fullmatch(text.strip())
    if not found:
        return None
    number, sign = Decimal(found["number"]), _SIGNS.get(found["sign"], found["sign"])
    return Amount(
        least=None if sign in ("<", "<=") else number,
        most=None if sign in (">", ">=") else number,
        above=sign == ">",
        below=sign == "<",
    )


def can_both_be_true(one: Amount, other: Amount) -> bool:
    """Tell whether both amounts allow some number."""
    return _reaches(one, other) and _reaches(other, one)


def _reaches(lower: Amount, upper: Amount) -> bool:
    """Tell whether `lower` begins before `upper` ends."""
    if lower.least is None or upper.most is None:
        return True
    if lower.least == upper.most:
        return not (lower.above or upper.below)
    return lower.least < upper.most
