"""The builder and the script of the page fold and cut words alike, whatever Unicode they know."""

import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Page

from building import SMALL, lay, must_publish
from dossierpress.search.folding import fold, words
from search.asking import opened

EVERY = [chr(one) for one in range(0x110000) if not 0xD800 <= one < 0xE000]


@pytest.fixture
def asked(tmp_path: Path, page: Page) -> Page:
    project = lay(tmp_path, SMALL)
    must_publish(project)
    return opened(page, project.output)


def test_every_code_point_is_folded_and_read_as_a_word_alike(asked: Page) -> None:
    # Pairs, so that what joins the sign before it has one to join.
    signs = [*EVERY, *(f"{base}{sign}" for base in "a가ㄱᄀかカا" for sign in EVERY[:0x3200])]

    folded, cut = asked.evaluate(
        """(signs) => [signs.map((one) => dossierSearch.fold(one)),
            signs.map((one) => dossierSearch.words_of(one))]""",
        signs,
    )

    assert [] == [one for one, there in zip(signs, folded, strict=True) if fold(one) != there]
    assert [] == [one for one, there in zip(signs, cut, strict=True) if words(one) != there]
    assert len({fold(one) for one in EVERY}) < len(EVERY) - 5_000


@pytest.mark.parametrize(
    "alike",
    [
        ("إيران", "ايران", "ایران"),
        ("كتاب", "کتاب"),
        ("می‌خواهم", "میخواهم"),
        ("Straße", "STRASSE"),
        ("Đặng", "dang"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("Елёна", "елена"),
        ("שָׁלוֹם", "שלום", "שלומ"),
        ("ΟΔΟΣ", "οδός", "οδοσ"),
        ("۱۴۰۳", "1403", "١٤٠٣", "१४०३"),
        ("ﾊﾟﾘ", "パリ", unicodedata.normalize("NFD", "パリ")),
        ("대한민국", unicodedata.normalize("NFD", "대한민국")),
        ("ﬁn", "fin"),
    ],
)
def test_what_readers_take_for_one_word_is_one(alike: tuple[str, ...]) -> None:
    assert len({tuple(words(one)) for one in alike}) == 1


@pytest.mark.parametrize("sign", [*"’‘“”‹›–—…‧•′!?.,;:/-_'()«»،؛؟。、「」·׳־", "\u2028", "\u00a0"])
def test_signs_between_words_part_them(sign: str) -> None:
    assert words(f"Iran{sign}s") == ["iran", "s"]


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u00ad", "\u2060", "ـ"]
)
def test_what_joins_letters_is_no_part_of_a_word(sign: str) -> None:
    assert words(f"می{sign}خواهم") == words("میخواهم")


def test_scripts_without_spaces_are_cut_into_pairs_and_the_last_sign() -> None:
    assert words("東京都 Tokyo") == ["東京", "京都", "都", "tokyo"]
