"""EDTF dates: which are right, what order they have, and how readers see them."""

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from dossierpress.kernel.dates import (
    OPEN_END,
    OPEN_START,
    DateError,
    calendar_place,
    check,
    coverage,
    display,
    display_month,
    display_year,
    earliest,
    for_machines,
    instant,
    is_after_day,
    is_before,
    last_change,
    latest,
    may_be_the_same,
    overlap,
    rfc3339,
    sort_key,
)
from dossierpress.kernel.dates.formats import DATE_WORDS
from dossierpress.schema.shared_types import EdtfDate

RIGHT = [
    ("2024-05-23", (2024, 5, 23), (2024, 5, 23)),
    ("2024-05", (2024, 5, 1), (2024, 5, 31)),
    ("2024-02", (2024, 2, 1), (2024, 2, 29)),
    ("2023-02", (2023, 2, 1), (2023, 2, 28)),
    ("2024", (2024, 1, 1), (2024, 12, 31)),
    ("0001", (1, 1, 1), (1, 12, 31)),
    ("1960~", (1960, 1, 1), (1960, 12, 31)),
    ("1960-03?", (1960, 3, 1), (1960, 3, 31)),
    ("1960-03-04%", (1960, 3, 4), (1960, 3, 4)),
    ("2023/2024", (2023, 1, 1), (2024, 12, 31)),
    ("2024-05-22/2024-05-24", (2024, 5, 22), (2024, 5, 24)),
    ("1963~/1984-06?", (1963, 1, 1), (1984, 6, 30)),
    ("2024/..", (2024, 1, 1), None),
    ("2024/", (2024, 1, 1), None),
    ("../2024", None, (2024, 12, 31)),
    ("/2024", None, (2024, 12, 31)),
    ("199X", (1990, 1, 1), (1999, 12, 31)),
    ("19XX", (1900, 1, 1), (1999, 12, 31)),
    ("2024-XX", (2024, 1, 1), (2024, 12, 31)),
    ("2024-05-XX", (2024, 5, 1), (2024, 5, 31)),
    ("2024-21", (2024, 3, 1), (2024, 5, 31)),
    ("[1667,1668,1670..1672]", (1667, 1, 1), (1672, 12, 31)),
    ("{1960,1961-12}", (1960, 1, 1), (1961, 12, 31)),
    ("2024-05-23T09:00:00Z", (2024, 5, 23), (2024, 5, 23)),
    ("2024-05-23T09:00+02:00", (2024, 5, 23), (2024, 5, 23)),
    ("Y17000", (17000, 1, 1), (17000, 12, 31)),
    ("Y-17000", (-17000, 1, 1), (-17000, 12, 31)),
    ("Y17000~", (17000, 1, 1), (17000, 12, 31)),
    ("Y170000000002", (170000000002, 1, 1), (170000000002, 12, 31)),
    ("Y-17E7", (-170000000, 1, 1), (-170000000, 12, 31)),
    ("Y1E99", (10**99, 1, 1), (10**99, 12, 31)),
    ("-0044", (-44, 1, 1), (-44, 12, 31)),
    ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
    ("-0043-03", (-43, 3, 1), (-43, 3, 31)),
    ("-0044-02", (-44, 2, 1), (-44, 2, 29)),
    ("0000-02-29", (0, 2, 29), (0, 2, 29)),
    ("2024-21~", (2024, 3, 1), (2024, 5, 31)),
    ("2024-29", (2024, 9, 1), (2024, 11, 30)),
    ("2024-33", (2024, 1, 1), (2024, 3, 31)),
    ("2024-36?", (2024, 10, 1), (2024, 12, 31)),
    ("2024-38", (2024, 5, 1), (2024, 8, 31)),
    ("2024-41", (2024, 7, 1), (2024, 12, 31)),
    ("[..1984]", None, (1984, 12, 31)),
    ("[1760-12..]", (1760, 12, 1), None),
    ("2024-05-23T23:30-05:00", (2024, 5, 23), (2024, 5, 24)),
    ("2024-05-23T00:30+09:00", (2024, 5, 22), (2024, 5, 23)),
    ("2024-05-23T00:30", (2024, 5, 23), (2024, 5, 23)),
    ("2004-06-~01/2004-06-~20", (2004, 6, 1), (2004, 6, 20)),
]


@pytest.mark.parametrize(("text", "first", "last"), RIGHT)
def test_a_date_covers_days(text: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    assert check(text) == text
    assert earliest(text) == (first or OPEN_START)
    assert latest(text) == (last or OPEN_END)


@pytest.mark.parametrize("season", ["2024-21", "2024-22", "2024-23", "2024-24", "199X", "203X"])
def test_what_is_read_here_is_what_the_library_reads(season: str) -> None:
    from edtf import parse_edtf

    parsed = parse_edtf(season)

    assert earliest(season) == tuple(parsed.lower_strict()[:3])
    assert latest(season) == tuple(parsed.upper_strict()[:3])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2019-29-11", "did you mean `2019-11-29`?"),
        ("2024-5-3", "did you mean `2024-05-03`?"),
        ("2024\u201105\u201123", "did you mean `2024-05-23`?"),
        ("2024–05–23", "did you mean `2024-05-23`?"),
        ("２０２４-０５-２３", "did you mean `2024-05-23`?"),
        ("٢٠٢٤-٠٥-٢٣", "did you mean `2024-05-23`?"),
        ("2024年5月23日", "did you mean `2024-05-23`?"),
        ("2024年5月", "did you mean `2024-05`?"),
        ("2024-05/06", "did you mean `2024-05/2024-06` or `2024-05-06`?"),
        ("2024-05-20/25", "did you mean `2024-05-20/2024-05-25`?"),
        ("2024/05/23", "did you mean `2024-05-23`?"),
        ("20240523", "did you mean `2024-05-23`?"),
        ("23.05.2024", "did you mean `2024-05-23`?"),
        ("04/05/2024", "did you mean `2024-05-04` or `2024-04-05`?"),
        ("2024/05", "did you mean `2024-05`?"),
        ("05/2024", "did you mean `2024-05`?"),
        ("May 2024", "did you mean `2024-05`?"),
        ("23 May 2024", "did you mean `2024-05-23`?"),
        ("May 23rd, 2024", "did you mean `2024-05-23`?"),
        ("2023-2024", "did you mean `2023/2024`?"),
        ("1990s", "did you mean `199X`?"),
        ("198x", "did you mean `198X`?"),
        ("c. 1960", "did you mean `1960~`?"),
        ("1960-", "did you mean `1960/..`?"),
        ("2024/2023", "did you mean `2023/2024`?"),
        ("2024-05-23 09:00", "did you mean `2024-05-23T09:00`?"),
        ("2013-12-02 07:37:00 -0400", "did you mean `2013-12-02T07:37:00-04:00`?"),
        ("2013-12-02T07:37:00.123Z", "did you mean `2013-12-02T07:37:00Z`?"),
        ("2024-05-23T24:00", "leave the time out: `2024-05-23`"),
        ("2024-05-23 9 o'clock", "leave the time out: `2024-05-23`"),
        ("0001-01-01T00:00+14:00", "leave the time out: `0001-01-01`"),
        (
            "2024-05-24T09:00Z/2024-05-24T09:00+01:00",
            "did you mean `2024-05-24T09:00+01:00/2024-05-24T09:00Z`?",
        ),
        ("unknown", "leave the key out where the date is not known"),
    ],
)
def test_a_usual_mistake_gets_the_right_form(text: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        check(text)

    assert str(caught.value.hint) == hint
    for suggested in hint.split("`")[1::2]:
        assert check(suggested) == suggested


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "..", "/", "../..", "../2024/..", "2024//2025", "NO", "1.10", "12:30:45", "~"),
        *("2024-02-30", "2023-02-29", "2024-04-31", "2024-00-01", "2024-01-00", "2024-13"),
        *("2023-02-29/2024", "[2023-02-29,2024]", "1984~?", "2024-1X", "٢٠٢٤", "２０２４"),
        *("2024-05-23T25:00:00Z", "99999", "20 May", "{" * 50, "[" * 500, "X" * 300, "Y" * 100),
        *("2024-05-23\n", "-0000", "2024-42", "2024-20", "Y17000-05", "Y01700", "Y"),
        # Worked out to the last digit, these would fill the memory.
        *("Y1E999999999", "Y1E9999", "Y-1E999", "[Y1E999999999..]", f"Y{'9' * 150}"),
    ],
)
def test_what_is_no_date_is_refused_with_a_way_out(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DateError) as caught:
        check(text)

    assert caught.value.hint
    assert len(str(caught.value)) < 120
    assert capsys.readouterr().out == ""


@given(st.one_of(st.text(max_size=20), st.text("0123456789-/.~?%XYTZ[]{}, ", max_size=16)))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        check(text)
    except DateError:
        return
    assert earliest(text) <= latest(text) or "T" in text
    assert display(text, "en") != ""
    assert sort_key(text) == sort_key(text)


def test_dates_sort_by_when_they_begin_and_undated_last() -> None:
    texts = ["2024-05", None, "199X", "2024-05-23", "../1950", "-0044", "2024", "Y17000", "1950"]

    in_order = sorted(texts, key=sort_key)
    newest_first = sorted(texts, key=lambda text: sort_key(text, newest_first=True))

    expected = ["-0044", "1950", "../1950", "199X", "2024-05", "2024", "2024-05-23"]
    assert [text for text in in_order if text not in {"Y17000", None}] == sorted(
        expected, key=sort_key
    )
    assert in_order[0] == "-0044"
    assert in_order[-2:] == ["Y17000", None]
    assert newest_first[0] == "Y17000"
    assert newest_first[-2:] == ["-0044", None]


def test_a_shorter_date_comes_before_a_longer_one_that_begins_with_it() -> None:
    assert sorted(["2024", "2024-01-01", "2024-01"], key=sort_key) == [
        "2024-01-01",
        "2024-01",
        "2024",
    ]


@given(st.permutations([text for text, _, _ in RIGHT]))
def test_the_order_is_total(texts: list[str]) -> None:
    assert sorted(texts, key=sort_key) == sorted((text for text, _, _ in RIGHT), key=sort_key)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024", "2024-05-23", True),
        ("2023/2024", "2024-12-31", True),
        ("2023", "2024", False),
        ("../2023", "2024/..", False),
        ("../2024", "2024/..", True),
        ("1960~", "1960-12", True),
        ("199X", "1999/2003", True),
    ],
)
def test_overlap(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    assert (overlap(one, other), overlap(other, one)) == (expected, expected)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("2024-05-23", "en", "23 May 2024"),
        ("2024-05-23", "en-US", "May 23, 2024"),
        ("2024-05", "en", "May 2024"),
        ("2024", "en", "2024"),
        ("1960~", "en", "about 1960"),
        ("1960?", "en", "possibly 1960"),
        ("1960-05%", "en", "possibly about May 1960"),
        ("2023/2024", "en", "2023–2024"),
        ("2024-05-22/2024-05-24", "en", "22–24 May 2024"),
        ("2024-05-22/2024-06-01", "en", "22 May – 1 June 2024"),
        ("2024-05/2024-06", "en", "May – June 2024"),
        ("2024-05-22/2025", "en", "22 May 2024 – 2025"),
        ("1963~/1984", "en", "about 1963 – 1984"),
        ("2024/2024", "en", "2024"),
        ("../2024", "en", "until 2024"),
        ("2024-05/..", "en", "from May 2024"),
        ("199X", "en", "1990s"),
        ("2024-21", "en", "spring 2024"),
        ("2024-05-XX", "en", "May 2024"),
        ("-0044", "en", "45 BC"),
        ("1500-02-29/1500-03-01", "en", None),
        ("1500-03-01", "en", "1 March 1500"),
        ("2024-05-23T09:00:00Z", "en", "23 May 2024, 09:00 UTC"),
        ("2024-05-23T09:00+02:00", "en", "23 May 2024, 07:00 UTC"),
        ("2024-05-23T09:00", "en", "23 May 2024, 09:00"),
        ("-0043-03-15", "en", "15 March 44 BC"),
        ("-0043-03", "en", "March 44 BC"),
        ("-0043-03-15/-0042", "en", "15 March 44 BC – 43 BC"),
        ("-0043-03-15~", "en", "about 15 March 44 BC"),
        ("../-0043", "en", "until 44 BC"),
        ("0000", "en", "1 BC"),
        ("-0043-03-15", "de", "15. März 44 v. Chr."),
        ("-0043-03-15", "fr", "15 mars 44 av. J.-C."),
        ("-0043-03-15", "es", "15 de marzo de 44 a. C."),
        ("-0043-03-15", "fa", "۱۵ مارس ۴۴ ق.م."),
        ("-0043-03-15", "ar", "15 مارس 44 ق.م"),
        ("-0043-03-15", "he", "15 במרץ 44 לפנה״ס"),
        ("-0043-03-15", "ru", "15 марта 44\u202fг. до н. э."),
        ("Y17000", "en", "17000"),
        ("Y-17000", "en", "17001 BC"),
        ("Y10000/Y17000", "en", "10000–17000"),
        ("Y170000000002", "en", "Y170000000002"),
        ("Y17E8", "en", "Y17E8"),
        ("1582-10-10", "en", "10 October 1582"),
        ("2024-33", "en", "1st quarter 2024"),
        ("2024-33", "fr", "1er trimestre 2024"),
        ("2024-29", "en", "spring 2024"),
        ("2024-21?", "en", "possibly spring 2024"),
        ("2024-37", "en", "January – April 2024"),
        ("2024-41", "fa", "ژوئیهٔ ۲۰۲۴ – دسامبر ۲۰۲۴"),
        ("[1667,1668]", "en", "[1667,1668]"),
        ("2024-05-23", "fa", "۲۳ مهٔ ۲۰۲۴"),
        ("1960~", "fa", "حدود ۱۹۶۰"),
        ("2024-05/2024-06", "fa", "مهٔ ۲۰۲۴ – ژوئن ۲۰۲۴"),
        ("2024-05-23", "ar", "23 مايو 2024"),
        ("2024-05-23", "de", "23. Mai 2024"),
        ("199X", "de", "1990er-Jahre"),
        ("../2024", "fr", "jusqu’à 2024"),
        ("2024-05-23", "he", "23 במאי 2024"),
        ("2024-05-23", "zh-Hant", "2024年5月23日"),
        ("1960~", "sw", "≈ 1960"),
        ("199X", "sw", "1990–1999"),
        ("2024-05-23", "tlh", "23 May 2024"),
    ],
)
def test_readers_see_words(text: str, lang: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(DateError):
            check(text)
    else:
        assert display(text, lang) == expected


@pytest.mark.parametrize("lang", [*DATE_WORDS, "sw", "zh", "tlh"])
@pytest.mark.parametrize("text", [text for text, _, _ in RIGHT])
def test_every_date_can_be_shown_listed_and_fed(text: str, lang: str) -> None:
    year, month = calendar_place(text, "Asia/Tokyo")

    assert display(text, lang, "Asia/Tokyo")
    assert display_year(year, lang)
    assert month is None or display_month(year, month, lang)
    at = instant(text, "Asia/Tokyo")
    assert at is None or datetime.fromisoformat(rfc3339(at)) == at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2024-05-23T23:30Z", "Asia/Tokyo", "24 May 2024, 08:30 +09:00"),
        ("2024-05-23T23:30-05:00", "America/New_York", "24 May 2024, 00:30 -04:00"),
        ("2024-01-23T23:30-05:00", "America/New_York", "23 January 2024, 23:30 -05:00"),
        ("2024-05-23T20:00:00Z", "Asia/Kathmandu", "24 May 2024, 01:45 +05:45"),
        ("2024-05-23T23:30", "Asia/Tokyo", "23 May 2024, 23:30"),
        ("2024-05-23", "Asia/Tokyo", "23 May 2024"),
        ("9999-12-31T23:30Z", "Asia/Tokyo", "31 December 9999, 23:30 UTC"),
        (
            "2024-05-23T23:30Z/2024-05-24",
            "Asia/Tokyo",
            "24 May 2024, 08:30 +09:00 – 24 May 2024",
        ),
    ],
)
def test_times_are_shown_in_the_zone_of_the_dossier(text: str, zone: str, expected: str) -> None:
    assert display(text, "en", zone) == expected


@pytest.mark.parametrize(
    ("text", "machine", "changed"),
    [
        ("2024-05-23", "2024-05-23", "2024-05-23"),
        ("2024-05", "2024-05", "2024-05"),
        ("2024", "2024", "2024"),
        ("2024-05-XX", "2024-05", "2024-05"),
        ("2024-05-23T23:30-05:00", "2024-05-23T23:30:00-05:00", "2024-05-24T04:30:00Z"),
        ("2024-05-23T23:30-00:00", "2024-05-23T23:30:00Z", "2024-05-23T23:30:00Z"),
        ("2024-05-23T23:30", "2024-05-23T23:30:00", "2024-05-23T23:30:00+09:00"),
        *((text, None, None) for text in ("2024-21", "2024-33", "2024-41", "198X", "19XX")),
        *((text, None, None) for text in ("2023/2024", "../2024", "2024/..", "2024~", "2024-05?")),
        *((text, None, None) for text in ("-0043", "-0043-03-15", "0000", "Y17000", "Y17E8")),
        *((text, None, None) for text in ("[1667,1668]", "{1960,1961-12}", "2004-06-~01")),
    ],
)
def test_machines_are_told_what_html_and_sitemaps_have_a_form_for(
    text: str, machine: str | None, changed: str | None
) -> None:
    assert for_machines(text) == machine
    assert last_change(text, "Asia/Tokyo") == changed


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2024-05-23T23:30:00-05:00", "America/New_York", "2024-05-24T04:30:00Z"),
        ("2024-05-23T00:30:00+09:00", "America/New_York", "2024-05-22T15:30:00Z"),
        ("2024-05-23T09:00", "America/New_York", "2024-05-23T09:00:00-04:00"),
        ("2024-05-23", "America/New_York", "2024-05-23T00:00:00-04:00"),
        ("2024-05-23", "UTC", "2024-05-23T00:00:00Z"),
        ("../2024", "UTC", "2024-12-31T00:00:00Z"),
        ("[..1984]", "UTC", "1984-12-31T00:00:00Z"),
        ("2024-33", "UTC", "2024-01-01T00:00:00Z"),
        ("1850", "America/New_York", "1850-01-01T00:00:00Z"),
        ("0001", "Asia/Tokyo", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59", "America/New_York", "9999-12-31T23:59:00Z"),
        *((text, "UTC", None) for text in ("-0043-03-15", "0000", "Y17000", "../-0043", "Y-17E7")),
    ],
)
def test_a_feed_is_told_a_moment_or_nothing(text: str, zone: str, expected: str | None) -> None:
    at = instant(text, zone)

    assert (None if at is None else rfc3339(at)) == expected
    assert at is None or at.astimezone(UTC)


def test_times_stand_in_order_of_the_clock() -> None:
    texts = [
        "2024-05-23T23:30:00-05:00",
        "2024-05-23T12:00:00Z",
        "2024-05-23T00:30:00+09:00",
        "2024-05-23",
        "2024-05-22",
        "2024-05-24",
        "2024-05-23T10:00",
    ]

    in_new_york = sorted(texts, key=lambda text: sort_key(text, zone="America/New_York"))
    newest = sorted(texts, key=lambda text: sort_key(text, newest_first=True))

    assert in_new_york == [
        "2024-05-22",
        "2024-05-23T00:30:00+09:00",
        "2024-05-23",
        "2024-05-23T12:00:00Z",
        "2024-05-23T10:00",
        "2024-05-24",
        "2024-05-23T23:30:00-05:00",
    ]
    assert newest[:2] == ["2024-05-23T23:30:00-05:00", "2024-05-24"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-05-22", "2024-05-23", True),
        ("2024-05-23", "2024-05-23", False),
        ("2024", "2024-05-23", False),
        ("-0043", "0001", True),
        ("Y17000", "2024", False),
        ("2024", "Y17000", True),
        ("Y-17E7", "-0043", True),
        ("2024-05-22T16:00Z", "2024-05-23T00:30+09:00", False),
        ("2024-05-23T00:30+09:00", "2024-05-22T16:00Z", True),
        ("2024-05-23", "2024-05-23T23:30-05:00", False),
        ("2024-05-23T23:30-05:00", "2024-05-24", False),
        ("2024-05-23T09:00", "2024-05-23T10:00", False),
        ("../2023", "2024/..", True),
        ("2023/..", "2024", False),
    ],
)
def test_what_is_certainly_earlier(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    assert is_before(one, other) is expected


def test_no_year_is_too_far_to_be_compared() -> None:
    assert is_after_day("Y17000", date(9999, 12, 31))
    assert not is_after_day("-0043", date(1, 1, 1))
    assert may_be_the_same("Y17000~", "Y17001")
    assert may_be_the_same("9999~", "Y10000")
    assert not may_be_the_same("Y17000", "9999")
    assert may_be_the_same("-0043-03-01~", "-0043-02-28")
    assert not may_be_the_same("-0043-03-01~", "-0043-02-27")
    assert not may_be_the_same("-0044-03-01~", "-0044-02-28")
    assert may_be_the_same("2024-33~", "2024-06")
    assert not may_be_the_same("2024-33~", "2024-07")


@pytest.mark.parametrize("text", [text for text, _, _ in RIGHT])
def test_editors_accept_every_date(text: str) -> None:
    pattern = TypeAdapter(EdtfDate).json_schema()["anyOf"][0]["pattern"]

    assert re.search(pattern, text)
    assert not re.search(pattern, f"{text} or so")


@pytest.mark.slow
def test_no_time_zone_and_no_locale_changes_what_is_shown() -> None:
    """ICU's formats fall back on the zone and the locale of the machine where they are not told."""
    program = (
        "from dossierpress.kernel.dates import display\n"
        "for lang in ('en', 'fa', 'xx'):\n"
        "    for text in ('2024-05-23', '1583-10-15', '2024-05-31/2024-06-01', '2023/2024'):\n"
        "        print(ascii(display(text, lang)))\n"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for zone, locale in [
            ("UTC", "C"),
            ("Pacific/Kiritimati", "fa_IR.UTF-8"),
            ("Pacific/Pago_Pago", "de_DE.UTF-8"),
        ]
    }

    assert len(shown) == 1


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2024-05-19/2024-05-25", "2024-05-19/2024-05-25"),
        ("2024-05", "2024-05"),
        ("2023/2024-05", "2023/2024-05"),
        ("2024-05-19/..", "2024-05-19/.."),
        ("/2024", "../2024"),
        ("2024-05-19T10:00Z/2024-05-20", "2024-05-19T10:00:00Z/2024-05-20"),
        ("2024-05-19~", None),
        ("2024-05-19/2024-05-25?", None),
        ("2024-21", None),
        ("19XX", None),
    ],
)
def test_what_a_text_covers_is_told_to_programs_where_it_is_certain(
    text: str, covered: str | None
) -> None:
    assert coverage(text) == covered
