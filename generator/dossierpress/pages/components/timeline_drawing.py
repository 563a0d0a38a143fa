"""The drawing of a timeline: marks of events, relations, claims and articles on one scale."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dossierpress.kernel import dates
from dossierpress.kernel.dates.read import OPEN_START, Day, Interval, read_date
from dossierpress.kernel.key import Key
from dossierpress.pages.components.dates import date_shown
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.text_width import LETTER, letters, shortened
from dossierpress.pages.components.time_scale import (
    STEP,
    Place,
    Scale,
    Stretch,
    label_at,
    places,
)
from dossierpress.pages.tables.chronology import LANES, Dated
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.timeline import Drawing, LaneShown, MarkShown, TickShown

NAMED = ("event", "relation")
"""Lanes in which marks have their names beside them."""
_AXIS = 28
_APART = 12
_LONGEST = 40
"""The longest name beside a mark, in letters as wide as Latin ones."""


def draw_timeline(here: str, entries: Sequence[Dated], site: TrackedSite) -> Drawing | None:
    """Draw what has a place in time; None where all is of one day.

    It runs as the site does: in one that is read from right to left, the earliest is on the right.
    """
    stretches = [_stretch(here, one, site) for one in entries]
    scale = Scale(stretches)
    if len(scale.days) <= 1:
        return None
    placed = {
        lane: places([one for one in stretches if one.lane == lane], scale)
        for lane in LANES
        if any(one.lane == lane for one in stretches)
    }
    width = max(right for _, _, right in placed.values())
    lanes, top = [], _AXIS
    for lane, (found, height, _) in placed.items():
        own = [one for one in entries if one.lane == lane]
        lanes.append(
            LaneShown(
                lane=lane,
                y=top,
                height=height,
                marks=tuple(
                    _mark(here, one, replace(place, y=top + place.y), width, site)
                    for one, place in zip(own, found, strict=True)
                ),
            )
        )
        top += height + _APART
    return Drawing(
        width=width,
        height=top,
        ticks=tuple(_ticks(entries, scale, width, site)),
        lanes=tuple(lanes),
    )


def _stretch(here: str, one: Dated, site: TrackedSite) -> Stretch:
    first, last = dates.earliest(one.begins), dates.latest(one.ends or one.begins)
    if first == OPEN_START:
        first = last
    named = one.lane in NAMED
    return Stretch(
        lane=one.lane,
        first=first,
        last=max(first, last),
        label=shortened(_told(here, one, site), _LONGEST) if named else None,
    )


def _told(here: str, one: Dated, site: TrackedSite, *, around: str = "{}") -> str:
    """What is dated, each of its names with signs around it: no element can isolate them there."""
    name = around.format(record_link(here, one.record, site).name.text)
    label = site.word("relation", one.label) if one.label else None
    if one.other is None:
        return name if label is None else f"{label} – {name}"
    other = around.format(record_link(here, Key(type="entity", id=one.other), site).name.text)
    return f"{name} – {label} – {other}"


def _mark(here: str, one: Dated, place: Place, width: int, site: TrackedSite) -> MarkShown:
    link, told = record_link(here, one.record, site), _told(here, one, site)
    isolated = _told(here, one, site, around="\u2068{}\u2069")
    date = date_shown(one.begins, site).text
    mirrored = site.direction == "rtl"
    begins = width - place.end if mirrored else place.x
    at = label_at(place.x)
    return MarkShown(
        href=link.href,
        told=f"{date}: {isolated}",
        x=width - place.x if mirrored else place.x,
        y=place.y,
        begins=begins,
        width=place.end - place.x,
        sure=_is_sure(one.begins) and (one.ends is None or _is_sure(one.ends)),
        label=replace(link.name, text=shortened(told, _LONGEST)) if one.lane in NAMED else None,
        label_at=width - at if mirrored else at,
    )


def _is_sure(edtf: str) -> bool:
    """Whether the days of a date are known, however many they are."""
    moment = read_date(edtf)
    ends = (moment.start, moment.end) if isinstance(moment, Interval) else (moment,)
    return all(one is not None and one.precision == "day" and not one.is_rough for one in ends)


def _ticks(
    entries: Sequence[Dated], scale: Scale, width: int, site: TrackedSite
) -> Iterator[TickShown]:
    """The days that something begins on, as far as their names have room."""
    named: dict[Day, str] = {}
    for one in entries:
        begins = one.begins.partition("/")[0]
        day = dates.earliest(one.begins)
        # Of a day and the year that begins on it, the year says no more than is known.
        if day != OPEN_START and (day not in named or len(begins) < len(named[day])):
            named[day] = begins
    free = 0
    for day in scale.days:
        x = scale.x(day)
        if day in named and x >= free:
            text = date_shown(named[day], site).text
            yield TickShown(x=width - x if site.direction == "rtl" else x, text=text)
            free = x + LETTER * letters(text) + STEP
