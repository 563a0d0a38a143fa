"""Names in the order of a language, under the letters that lead to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.kernel.collation import FURTHER, NO_LETTER, jump_letters, sort_key


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["Åsa", "Ñu", "Oslo", "Östen", "Zeta"]),
        ("sv", ["Ñu", "Oslo", "Zeta", "Åsa", "Östen"]),
        ("es", ["Åsa", "Ñu", "Oslo", "Östen", "Zeta"]),
        ("xx", ["Åsa", "Ñu", "Oslo", "Östen", "Zeta"]),
    ],
)
def test_order_by_language(lang: str, expected: list[str]) -> None:
    names = expected[::-1]

    assert sorted(names, key=lambda name: sort_key(name, lang)) == expected


def test_numbers_sort_by_value() -> None:
    names = ["Flight 10", "Flight 9", "Flight 100"]

    assert sorted(names, key=lambda name: sort_key(name, "en")) == [
        "Flight 9",
        "Flight 10",
        "Flight 100",
    ]


def test_what_stands_before_a_name_does_not_count() -> None:
    names = ["Basra", "'Asa'ib", "“Axis”", "Aden"]

    assert sorted(names, key=lambda name: sort_key(name, "en")) == [
        "Aden",
        "'Asa'ib",
        "“Axis”",
        "Basra",
    ]


@pytest.mark.parametrize(
    ("lang", "letters"),
    [
        ("en", ["S", "E", "N", "A", NO_LETTER, "س", "ע", "Е", "ㄱ", FURTHER]),
        ("es", ["S", "E", "Ñ", "A", NO_LETTER, "س", "ע", "Е", "ㄱ", FURTHER]),
        ("fa", ["S", "E", "N", "A", NO_LETTER, "س", "ע", "Е", "ㄱ", FURTHER]),
    ],
)
def test_jump_letters(lang: str, letters: list[str]) -> None:
    names = ["Salami", "Émile", "Ñu", "‘Asa’ib", "9/11", "سلام", "עזה", "Ёж", "김정은", "中国"]

    assert list(jump_letters(names, lang)) == letters


@given(st.lists(st.text(st.sampled_from("abÅéñзеусלא中김ア19'- "), min_size=1, max_size=6)))
def test_equal_letters_stand_together(names: list[str]) -> None:
    listed = sorted(names, key=lambda name: sort_key(name, "en"))

    letters = jump_letters(listed, "en")

    changes = [one for one, before in zip(letters, ("", *letters), strict=False) if one != before]
    assert len(changes) == len(set(letters))
