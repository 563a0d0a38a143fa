"""`Citable`: what a citation of a page is made of."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from dossierpress.kernel.dates.formats import display
from dossierpress.kernel.dates.moments import in_zone
from dossierpress.kernel.dates.read import Interval, Moment, read_date

_YEARS = range(1, 10_000)
_LENGTHS = {"year": 1, "month": 2, "day": 3}
"""Precision -> how many of year, month and day are known."""


class CitedAuthor(Struct, frozen=True, gc=False):
    """Who has written something: a person whose names are told apart, or any name as it stands.

    No program can tell which part of a name is the family's, or whether it is one of an
    institution. So a name is taken apart only where the settings do it.
    """

    name: str
    """The family name, or the whole name."""
    given: str | None = None
    """The given names; None where the name is not taken apart."""


class CitedDate(Struct, frozen=True, kw_only=True, gc=False):
    """When something was written."""

    edtf: str
    """As its author wrote it."""
    words: str
    """As readers see it."""
    since: tuple[int, ...]
    """Year, month and day as far as they are known, in the zone of the dossier; none of them where
    it is a season, a decade, or open."""
    until: tuple[int, ...] = ()
    """The same for the end of a span."""
    certain: bool = True
    """Whether it is neither approximate nor doubtful."""

    @property
    def is_plain(self) -> bool:
        """Whether it is one certain year, month or day, of a year that everybody can write."""
        return self.certain and bool(self.since) and not self.until and self.since[0] in _YEARS


class Citable(Struct, frozen=True, kw_only=True, gc=False):
    """A page, as it is cited."""

    key: str
    """For programs: letters, digits and hyphens, unique in a dossier."""
    path: str
    """Of the page, below output/."""
    title: str
    lang: str
    """Language of the title, BCP 47."""
    authors: tuple[CitedAuthor, ...]
    date: CitedDate | None
    site: str
    """Title of the dossier."""
    address: str | None
    """The page's address; None where it is not known where the dossier is hosted."""


def cited_authors(names: tuple[str, ...], apart: Mapping[str, str]) -> tuple[CitedAuthor, ...]:
    """Names of a by-line as authors.

    Args:
        names: As readers see them.
        apart: Name -> the same as `Family, Given`, for those that may be taken apart.
    """
    return tuple(_author(name, apart.get(name)) for name in names)


def _author(name: str, apart: str | None) -> CitedAuthor:
    if apart is None:
        return CitedAuthor(name)
    family, _, given = apart.partition(",")
    return CitedAuthor(family.strip(), given.strip())


def cited_date(edtf: str, lang: str, zone: str) -> CitedDate:
    """A date as citations have it: of a time, the day.

    Args:
        edtf: As its author wrote it.
        lang: Language of its words.
        zone: IANA name of the zone in which a time is shown.
    """
    read = read_date(edtf)
    words = display(edtf, lang, zone)
    if isinstance(read, Interval):
        ends = (read.start, read.end)
        parts = tuple(_parts(one, zone) if one else () for one in ends)
        known = all(parts)
        return CitedDate(
            edtf=edtf,
            words=words,
            since=parts[0] if known else (),
            until=parts[1] if known else (),
            certain=all(one is not None and not one.is_rough for one in ends),
        )
    since = _parts(read, zone)
    if read.at is not None:
        words = display(iso(since), lang)
    return CitedDate(edtf=edtf, words=words, since=since, certain=not read.is_rough)


def iso(parts: tuple[int, ...]) -> str:
    """A year, with month and day where they are known: `2024-05`."""
    year, *rest = parts
    return "-".join([f"{year:04}", *(f"{one:02}" for one in rest)])


def _parts(moment: Moment, zone: str) -> tuple[int, ...]:
    if moment.at is not None:
        return _day_of(moment.at, zone)
    return moment.first[: _LENGTHS.get(moment.precision, 0)]


def _day_of(at: datetime, zone: str) -> tuple[int, ...]:
    shown = in_zone(at, zone)
    return (shown.year, shown.month, shown.day)
