"""Normalised texts and names, and their offsets in the original."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.kernel.normalise import normalise_name, normalise_text

# Texts dense in what normalisation changes.
TEXTS = st.text(
    st.sampled_from(
        "ab é\u0301e\u0301 \n\t\u00a0\u3000'\u2019\u2010-\u0640\u064b\u0650س\u0644ي\u06ccك\u06a9"
        "\u00ad\u200b\u200e\u200f\u200c\u200d가\u1100\u1161\u11a8\u05d0\u05b8Åﬁ\0"
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Khamenei", "Ali\nKhamenei"),
        ("Ali Khamenei", "Ali \n Khamenei"),
        ("Ali Khamenei", "Ali\u00a0Khamenei"),
        ("José", "Jose\u0301"),
        ("O'Brien", "O’Brien"),
        ("Amir-Abdollahian", "Amir\u2011Abdollahian"),
        ("محمد", "مُحَمَّد"),
        ("محمد", "محـــمد"),
        ("علی", "علي"),
        ("اکبر", "اكبر"),
        ("שלום", "שָׁלוֹם"),
        ("Teheran", "Te\u00adhe\u00adran"),
        ("Hamas", "Ha\u200emas"),
        ("Hamas", "Ha\u200bmas"),
        ("Hamas", "Ha\u200c\u200d\u200bmas"),
        ("Йемен", "Йе\u200dмен"),
        ("Hamas in", "Hamas\u200c in"),
        ("Hamas’s", "Hamas\u200d\u2019s"),
        ("(Hamas) in", "(Hamas\u200c) in"),
        ("Hamas", "Ham\U000e0061as"),
        ("각", "\u1100\u1161\u11a8"),
    ],
)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert normalise_text(one).text == normalise_text(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali", "ali"),
        ("Jose", "José"),
        ("Ali Khan", "AliKhan"),
        ("خامنه‌ای", "خامنهای"),
        ("PDF\u200cها", "PDFها"),
    ],
)
def test_what_looks_different_stays_different(one: str, other: str) -> None:
    assert normalise_text(one).text != normalise_text(other).text


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = normalise_text(text).text
    assert normalise_text(once).text == once


@given(TEXTS)
def test_every_folded_character_knows_where_it_stood(text: str) -> None:
    normalised = normalise_text(text)
    end = 0
    for index in range(len(normalised.text)):
        start, stop = normalised.original(index, index + 1)
        assert 0 <= start < stop <= len(text)
        assert start >= end or normalised.original(index - 1, index)[0] == start
        assert normalise_text(text[start:stop]).text != ""
        end = stop


@given(TEXTS, st.builds(str.__add__, st.sampled_from("abéس가"), TEXTS))
def test_a_name_is_found_where_it_stands(before: str, name: str) -> None:
    wanted = normalise_name(name)
    text = f"{before}|{name}|"
    normalised = normalise_text(text)
    start = normalised.text.index("|") + 1
    found = normalised.text.index(wanted, start)
    begin, end = normalised.original(found, found + len(wanted))
    assert normalise_name(text[begin:end]) == wanted


def test_every_character_and_its_parts_fold_alike() -> None:
    for character in map(chr, range(sys.maxunicode + 1)):
        parts = unicodedata.normalize("NFD", character)
        if parts != character:
            assert normalise_text(f"س{character}").text == normalise_text(f"س{parts}").text, ascii(
                character
            )


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"])))
def test_composed_and_decomposed_texts_fold_alike(text: str) -> None:
    assert (
        normalise_text(unicodedata.normalize("NFC", text)).text
        == normalise_text(unicodedata.normalize("NFD", text)).text
    )
