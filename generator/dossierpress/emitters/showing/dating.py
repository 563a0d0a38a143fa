"""Dates as readers see them."""

import re
from functools import lru_cache

from dossierpress import dates
from dossierpress.views.parts import DateShown

_MACHINE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@lru_cache(maxsize=1 << 14)
def date_shown(edtf: str, lang: str) -> DateShown:
    """A date in words; readable by machines where it is a certain year, month or day."""
    return DateShown(
        text=dates.display(edtf, lang),
        machine=edtf if _MACHINE.fullmatch(edtf) and edtf != "0000" else None,
    )


def date_if_known(edtf: str | None, lang: str) -> DateShown | None:
    """A date in words, where there is one."""
    return None if edtf is None else date_shown(edtf, lang)
