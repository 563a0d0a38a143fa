"""Which way languages and texts run."""

import pytest

from dossierpress.kernel.text_direction import (
    Direction,
    direction_of_language,
    direction_of_text,
    likely_language,
    runs_against,
)
from reading_bodies import places, read_file

ARTICLE, CLAIM = "content/articles/a.md", "content/claims/a.yml"
ENTITY, SOURCE = "content/entities/a.yml", "content/sources/a.yml"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The yard", "ltr"),
        ("«یک»", "rtl"),
        ("12. שלום", "rtl"),
        ("2024 – ۲۰۲۴", None),
        ("", None),
        ("ܫܠܡܐ", "rtl"),
        ("ߒߞߏ", "rtl"),
        ("𐤀𐤁 Phoenician", "rtl"),
        ("東京 یک", "ltr"),
        ("\u2067یک\u2069 said", "ltr"),
        ("\u200fABC", "rtl"),
        ("🙂 سلام", "rtl"),
    ],
)
def test_the_first_strong_character_says_which_way_a_text_runs(
    text: str, way: Direction | None
) -> None:
    assert direction_of_text(text) == way
    assert [page for page in ("ltr", "rtl") if runs_against(text, page)] == (
        [] if way is None else ["ltr" if way == "rtl" else "rtl"]
    )


@pytest.mark.parametrize(
    ("lang", "way"),
    [("fa", "rtl"), ("he", "rtl"), ("az-Arab", "rtl"), ("en", "ltr"), ("ar-Latn", "ltr")],
)
def test_a_language_runs_as_its_script(lang: str, way: Direction) -> None:
    assert direction_of_language(lang) == way


@pytest.mark.parametrize(
    ("lang", "way"),
    [
        *(("ar_EG", "rtl"), ("en_US", "ltr"), ("../up", "ltr"), ("", "ltr"), ("a" * 300, "ltr")),
        *(("日本", "ltr"), ("null", "ltr"), ("en-1996-1996", "ltr"), ("i-zz", "ltr"), ("-", "ltr")),
    ],
)
def test_what_is_no_language_tag_is_no_bug_of_ours(lang: str, way: Direction) -> None:
    assert direction_of_language(lang) == way


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar_EG", "البحر والميناء والمدينة القديمة"),
        *((lang, "A yard.") for lang in ("../up", "ar-1996-1996", "ar-a-bb-a-cc")),
    ],
)
def test_no_language_tag_of_a_text_is_told_and_nothing_else(lang: str, text: str) -> None:
    parsed = read_file(f"---\ntitle: A\nlang: {lang}\n---\n\n{text}\n", ARTICLE)

    assert ["schema-bad-language"] == [one.code for one in parsed.diagnostics]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("کشتی", "fa"), ("البحر", "ar"), ("שלום", "he"), ("ٹھیک ہے", "ur"), ("Привет", "ru")],
)
def test_letters_tell_a_language_that_may_be_it(text: str, lang: str) -> None:
    assert likely_language(text) == lang


@pytest.mark.parametrize(
    ("path", "text", "place", "hint"),
    [
        (ARTICLE, "---\ntitle: بندر باز\n---\nپ\n", "2:8+8", "write `lang: fa`"),
        (ARTICLE, "---\ntitle: A\nsummary: البحر\n---\n", "3:10+5", "write `lang: ar`"),
        (ARTICLE, "---\ntitle: A\n---\nA.\n\n- کشتی\n", "6:3+4", "`[…]{lang=fa}` around it"),
        (ARTICLE, "---\ntitle: A\nentities: [{id: b, role: رئیس}]\n---\n", "3:26+4", "site.yml"),
        (ENTITY, "kind: person\nname: علي\n", "2:7+3", "write `name: {ar: علي}`"),
        (ENTITY, "kind: person\nname: A\naliases: [B, چ]\n", "3:14+1", "write `{fa: چ}`"),
        (ENTITY, "kind: person\nname: A\naliases: ['چ: {x}']\n", "3:12+6", '`{fa: "چ: {x}"}`'),
        (
            ENTITY,
            "kind: person\nname: A\naliases: [{text: چ, bearer: b}]\n",
            "3:18+1",
            "write `lang: fa` beside it",
        ),
        (ENTITY, "kind: person\nname: A\ndescription: چ\n", "3:14+1", "`lang: fa` in site.yml"),
        (SOURCE, "kind: newspaper\nlang: fa\nname: کیهان\n", "3:7+5", "write `name: {fa: کیهان}`"),
        (CLAIM, "text: چ\nreports: [{by: b}]\n", "1:7+1", "write `lang: fa`"),
        (
            CLAIM,
            "text: A\nreports: [{by: b, quote: {exact: چ}}]\n",
            "2:34+1",
            "write `lang: fa` beside it",
        ),
    ],
)
def test_what_runs_another_way_is_told_of_with_a_way_out(
    path: str, text: str, place: str, hint: str
) -> None:
    found = [one for one in read_file(text, path).diagnostics if one.code == "md-direction"]

    assert places(tuple(found)) == [f"{place} md-direction"]
    assert hint in str(found[0].hint)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ARTICLE, "---\ntitle: بندر باز\nlang: fa\nsummary: باز\n---\nپ\n"),
        (ARTICLE, "---\ntitle: A\n---\nHe said سلام to us.\n\n[سلام]{lang=ar}\n"),
        (ARTICLE, "---\ntitle: باز\nlang: fa\nentities: [{id: b, role: رئیس}]\n---\n"),
        (ARTICLE, "---\ntitle: باز\nlang: fa\n---\n\n- Reuters\n- BBC World Service\n"),
        (ENTITY, "kind: person\nname: {en: A, fa: علی}\naliases: [{fa: [چ]}]\n"),
        (ENTITY, "kind: person\nname: A\naliases: [{text: چ, lang: fa, bearer: b}]\n"),
        (CLAIM, "text: A\nreports: [{by: b, quote: {exact: چ, lang: fa}}]\n"),
    ],
)
def test_what_says_its_language_is_not_told_of(path: str, text: str) -> None:
    found = read_file(text, path).diagnostics

    assert [] == [one for one in found if one.code == "md-direction"]


def test_a_record_is_told_of_once_with_the_number_of_its_texts() -> None:
    text = "---\ntitle: باز\n---\n" + "پ\n\n" * 40
    found = [one for one in read_file(text).diagnostics if one.code == "md-direction"]

    assert len(found) == 1
    assert found[0].message.endswith("; so do 40 more texts of the record")
