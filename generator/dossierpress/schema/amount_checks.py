"""What an author most likely meant by the value of a claim that is neither a number nor a date."""

import re

from pydantic_core import PydanticCustomError

from dossierpress import dates
from dossierpress.amounts import read_amount
from dossierpress.dates.mistakes import way_out
from dossierpress.diagnostics import Offer
from dossierpress.schema.mistake import mistake, shown

_NUMBER = "[0-9]{1,3}(?:[, '_\u00a0\u202f][0-9]{3})+(?:[.][0-9]+)?|[0-9]+(?:[.][0-9]+)?"
_PARTS = re.compile(
    r"(?P<sign>[<>]=?|=[<>]|[≤≥]|[a-z ]+ )?\s*(?P<least>NUMBER)"
    r"(?:\s*(?:\.\.\.?|[-–—…]| to )\s*(?P<most>NUMBER))?"
    r"\s*(?P<unit>[%‰$€£]|[^\W\d_][^\d{}\[\]:,#]*)?".replace("NUMBER", _NUMBER),
    re.IGNORECASE,
)
_SIGNS = {
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
_LONGEST = 100
"""Letters beyond which nobody means a number."""
_FORMS = "write `6`, `>=6`, `6..8` or `2024-05`; words belong under `{text: …}`"


def check_written(text: str) -> None:
    """Accept an EDTF date; the text is known to be no number."""
    likely = way_out(text)
    could_be = isinstance(likely, Offer) and likely.words is None
    if not could_be and ("-" not in text or _amount(text) is not None):
        raise no_amount(text, "written")
    try:
        dates.check(text)
    except dates.DateError as error:
        hint = _or_numbers(text, error.hint)
        raise mistake("schema-bad-date", str(error), hint, at="written") from None


def no_amount(text: str, at: str, unit: str | None = None) -> PydanticCustomError:
    """Word the mistake of a number that is none.

    Args:
        text: As written.
        at: The key that holds it.
        unit: What stands under `unit` beside it.
    """
    found = _amount(text)
    hint: str | Offer
    if found is None:
        dated = f"{{date: {text}}}"
        hint = (
            Offer((dated,), f"a date has a key of its own: `{dated}`") if _is_date(text) else _FORMS
        )
    elif found[1] is None or found[1] == unit:
        hint = Offer((found[0],))
    else:
        parts = f"{{number: {_quoted(found[0])}, unit: {_quoted(found[1])}}}"
        hint = Offer((parts,), f"the unit has a key of its own: `{parts}`")
    message = f"`{shown(text)}` is neither a number nor a date"
    return mistake("schema-bad-value", message, hint, at=at)


def _amount(text: str) -> tuple[str, str | None] | None:
    """The amount and the unit that are meant: `8..6`, `35,500`, `6-8 people`, `at least 6 %`."""
    parts = _PARTS.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if parts is None or (parts["sign"] and parts["most"]):
        return None
    sign = " ".join((parts["sign"] or "").lower().split())
    ends = [re.sub(r"[^0-9.]", "", end) for end in (parts["least"], parts["most"]) if end]
    if ".." not in text and ends != sorted(ends, key=float):
        return None  # `2024-13` is no range the wrong way round, but a date
    amount = _SIGNS.get(sign, sign) + "..".join(sorted(ends, key=float))
    return (amount, parts["unit"] and parts["unit"].strip()) if read_amount(amount) else None


def _is_date(text: str) -> bool:
    try:
        dates.check(text)
    except dates.DateError:
        return False
    return True


def _or_numbers(text: str, hint: str | Offer | None) -> str | Offer | None:
    """Two numbers of four digits may be years, or how many there were."""
    years = _YEARS.fullmatch(text)
    if years is None or years[1] >= years[2]:
        return hint
    texts = (f"{years[1]}..{years[2]}", f"{years[1]}/{years[2]}")
    return Offer(texts, f"did you mean `{texts[0]}`, or the years `{texts[1]}`?")


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[^\W_][\w. ]*", text) else f'"{text}"'
