"""Checks of the value of a claim, a number or a date, with a hint for a value that is neither.

A check returns the value, or raises `schema_error`.
"""

import re

from pydantic_core import PydanticCustomError

from dossierpress.kernel import dates
from dossierpress.kernel.amounts import read_amount
from dossierpress.kernel.dates.corrections import way_out
from dossierpress.kernel.diagnostics import Offer
from dossierpress.schema.base import on_one_line, schema_error

_NUMBER = "[0-9]{1,3}(?:[, '_\u00a0\u202f][0-9]{3})+(?:[.][0-9]+)?|[0-9]+(?:[.][0-9]+)?"


_AMOUNT = re.compile(
    r"(?P<sign>[<>]=?|=[<>]|[≤≥]|[a-z ]+ )?\s*(?P<least>NUMBER)"
    r"(?:\s*(?:\.\.\.?|[-–—…]| to )\s*(?P<most>NUMBER))?"
    r"\s*(?P<unit>[%‰$€£]|[^\W\d_][^\d{}\[\]:,#]*)?".replace("NUMBER", _NUMBER),
    re.IGNORECASE,
)


_SIGNS_OF_AMOUNTS = {
    "=<": "<=",
    "=>": ">=",
    "at least": ">=",
    "at most": "<=",
    "up to": "<=",
    "more than": ">",
    "over": ">",
    "less than": "<",
    "fewer than": "<",
    "under": "<",
}


_YEARS = re.compile(r"([0-9]{4})\s*[-–—]\s*([0-9]{4})")


_LONGEST_AMOUNT = 100
"""The most letters of a text that may be meant as a number."""


_FORMS_OF_AMOUNTS = "write `6`, `>=6`, `6..8` or `2024-05`; words belong under `{text: …}`"


def check_claim_date(text: str) -> None:
    """Accept an EDTF date; the text is known not to be a number."""
    likely = way_out(text)
    could_be = isinstance(likely, Offer) and likely.words is None
    if not could_be and ("-" not in text or _amount(text) is not None):
        raise no_amount(text, "written")
    try:
        dates.check(text)
    except dates.DateError as error:
        hint = _or_numbers(text, error.hint)
        raise schema_error("schema-bad-date", str(error), hint, at="written") from None


def no_amount(text: str, at: str, unit: str | None = None) -> PydanticCustomError:
    """Make the error for a number that cannot be read.

    Args:
        text: As written.
        at: The key that holds it.
        unit: The value of `unit` beside it.
    """
    found = _amount(text)
    hint: str | Offer
    if found is None:
        dated = f"{{date: {text}}}"
        hint = (
            Offer((dated,), f"a date has a key of its own: `{dated}`")
            if dates.is_date(text)
            else _FORMS_OF_AMOUNTS
        )
    elif found[1] is None or found[1] == unit:
        hint = Offer((found[0],))
    else:
        parts = f"{{number: {_quoted(found[0])}, unit: {_quoted(found[1])}}}"
        hint = Offer((parts,), f"the unit has a key of its own: `{parts}`")
    message = f"`{on_one_line(text)}` is neither a number nor a date"
    return schema_error("schema-bad-value", message, hint, at=at)


def _amount(text: str) -> tuple[str, str | None] | None:
    """Guess the amount and the unit of `8..6`, `35,500`, `6-8 people`, `at least 6 %`."""
    parts = _AMOUNT.fullmatch(text.strip()) if len(text) <= _LONGEST_AMOUNT else None
    if parts is None or (parts["sign"] and parts["most"]):
        return None
    sign = " ".join((parts["sign"] or "").lower().split())
    ends = [re.sub(r"[^0-9.]", "", end) for end in (parts["least"], parts["most"]) if end]
    if ".." not in text and ends != sorted(ends, key=float):
        return None  # `2024-13` is no range the wrong way round, but a date
    amount = _SIGNS_OF_AMOUNTS.get(sign, sign) + "..".join(sorted(ends, key=float))
    return (amount, parts["unit"] and parts["unit"].strip()) if read_amount(amount) else None


def _or_numbers(text: str, hint: str | Offer | None) -> str | Offer | None:
    """Offer both readings of two numbers of four digits, which may be years or amounts."""
    years = _YEARS.fullmatch(text)
    if years is None or years[1] >= years[2]:
        return hint
    texts = (f"{years[1]}..{years[2]}", f"{years[1]}/{years[2]}")
    return Offer(texts, f"did you mean `{texts[0]}`, or the years `{texts[1]}`?")


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[^\W_][\w. ]*", text) else f'"{text}"'
