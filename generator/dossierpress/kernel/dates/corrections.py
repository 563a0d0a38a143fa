"""Corrections for text that is not an EDTF date: what its author most likely meant."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime

from dossierpress.kernel.diagnostics import Offer

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

_HYPHENS = re.compile("[\u2010-\u2015\u2212\u00ad\ufe58\ufe63]")
_FORM = "write year-month-day, such as `2024-05-23`, `2024-05` or `2024`; `~` after it means about"


def way_out(text: str) -> str | Offer:
    """Make a hint for a mistaken date: the corrected date where it is certain, else the form."""
    for written in dict.fromkeys((text.strip(), _plain(text))):
        for find in _FINDERS:
            hint = find(written)
            if hint is not None:
                return hint
    return _FORM


def _plain(text: str) -> str:
    """`２０２４-０５-２３`, `2024–05–23`, `2024年5月23日` in the signs of EDTF.

    Letters and digits of another script are left where the year would be of another calendar.
    """
    plain = "".join(str(unicodedata.digit(one, one)) for one in unicodedata.normalize("NFKC", text))
    plain = _HYPHENS.sub("-", plain).strip()
    plain = re.sub(r"(\d{4})\s*年\s*(\d\d?)\s*月(?:\s*(\d\d?)\s*日)?", _joined, plain)
    return plain if re.match(r"(?:19|20)\d\d", plain) else text.strip()


def _joined(found: re.Match[str]) -> str:
    return "-".join(filter(None, found.groups()))


def _iso(year: str | int, month: str | int, day: str | int | None = None) -> str | None:
    """The date in EDTF, if there is such a day."""
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day is not None else found.isoformat()[:7]


def _meant(*possible: str | None) -> Offer | None:
    right = tuple(one for one in dict.fromkeys(possible) if one is not None)
    return Offer(right) if right else None


def _stretches(text: str) -> Offer | None:
    """`2024-05-20/25`, `2024-05/06`."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)/(\d\d)", text, re.ASCII)
    if found and _iso(*found.groups()[:3]) and _iso(found[1], found[2], found[4]):
        return _meant(f"{found[1]}-{found[2]}-{found[3]}/{found[1]}-{found[2]}-{found[4]}")
    found = re.fullmatch(r"(\d{4})-(\d\d)/(\d\d)", text, re.ASCII)
    if found and found[2] < found[3] <= "12" and _iso(found[1], found[2]):
        year, a, b = found.groups()
        return _meant(f"{year}-{a}/{year}-{b}", _iso(year, a, b))
    return None


def _numbers(text: str) -> Offer | None:
    """`2019-29-11`, `2024/5/3`, `20240523`, `23.05.2024`."""
    found = re.fullmatch(r"(\d{4})[-/. ](\d\d?)[-/. ](\d\d?)\.?", text, re.ASCII)
    if found:
        year, a, b = found.groups()
        return _meant(_iso(year, a, b) or _iso(year, b, a))
    found = re.fullmatch(r"(\d\d?)[-/. ](\d\d?)[-/. ](\d{4})", text, re.ASCII)
    if found:
        a, b, year = found.groups()
        return _meant(_iso(year, b, a), _iso(year, a, b))
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text, re.ASCII)
    if found:
        return _meant(_iso(*found.groups()))
    found = re.fullmatch(r"(\d{4})[-/.](\d\d?)", text, re.ASCII)
    if found and _iso(*found.groups()):
        return _meant(_iso(*found.groups()))
    found = re.fullmatch(r"(\d\d?)[-/.](\d{4})", text, re.ASCII)
    return _meant(_iso(found[2], found[1])) if found else None


def _years(text: str) -> Offer | None:
    """`2023-2024`, `1960-`, `1990s`."""
    found = re.fullmatch(r"(\d{4})\s*[-–—]\s*(\d{4})", text, re.ASCII)
    if found and found[1] < found[2]:
        return _meant(f"{found[1]}/{found[2]}")
    found = re.fullmatch(r"(\d{4})\s*[-–—]", text, re.ASCII)
    if found:
        return _meant(f"{found[1]}/..")
    found = re.fullmatch(r"(?:the )?(\d{3})(?:0'?s|[xu_])", text, re.ASCII | re.IGNORECASE)
    return _meant(f"{found[1]}X") if found else None


def _words(text: str) -> str | Offer | None:
    """`c. 1960`, `May 2024`, `23 May 2024`, `unknown`."""
    if re.fullmatch(r"unknown|n\.?d\.?|undated|none|null|\?+|-|tb[ac]", text, re.IGNORECASE):
        return "leave the key out where the date is not known"
    found = re.fullmatch(
        r"(?:c|ca|circa|about|around|approx)\.?\s*(\d{4}(?:-\d\d){0,2})", text, re.IGNORECASE
    )
    if found:
        return _meant(f"{found[1]}~")
    words = re.findall(r"[A-Za-z]+|\d+", text)
    months = [_MONTHS[word.lower()] for word in words if word.lower() in _MONTHS]
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    days = [word for word in words if re.fullmatch(r"\d\d?", word)]
    others = [
        w for w in words if w.isalpha() and w.lower() not in {*_MONTHS, "st", "nd", "rd", "th"}
    ]
    if len(months) == len(years) == 1 and len(days) <= 1 and not others:
        return _meant(_iso(years[0], months[0], *days))
    return None


_CLOCK = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d\d?):(?P<minute>\d\d)(?P<second>:\d\d)?(?:[.,]\d*)?"
    r"[ \t]*(?P<zone>[Zz]|UTC|GMT|(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?)?)?",
    re.ASCII,
)
"""A timestamp of YAML 1.1, and the forms that YAML readers also accept."""


def timestamp(text: str) -> str | None:
    """Write a date, or a date and time, as EDTF has it: `2013-12-02T07:37:00-04:00`.

    Args:
        text: As other generators take it: `2013-12-02 07:37:00 -0400`, `2013-1-2`,
            `2013-12-02T07:37:00.000Z`. Only what can be read in one way is.

    Returns:
        None for anything else. Fractions of seconds are left out.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    day = f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}"
    written = day
    if found["hour"]:
        zone = found["zone"] or ""
        if found["sign"]:
            zone = f"{found['sign']}{found['hours']:0>2}:{found['minutes'] or '00'}"
        elif zone:
            zone = "Z"
        written = f"{day}T{found['hour']:0>2}:{found['minute']}{found['second'] or ''}{zone}"
    try:
        at = datetime.fromisoformat(written)
        if at.tzinfo is not None:
            at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return written


def _time(text: str) -> Offer | None:
    """`2024-05-23 09:00`, `2013-12-02 07:37:00 -0400`, `2024-05-23 at nine`."""
    written = timestamp(text)
    if written is not None:
        return _meant(written)
    found = re.match(r"(\d{4}-\d\d-\d\d)[T ]\d", text, re.ASCII)
    return Offer((found[1],), f"leave the time out: `{found[1]}`") if found else None


_FINDERS: tuple[Callable[[str], str | Offer | None], ...] = (
    *(_stretches, _numbers, _years, _words, _time),
)
