"""Whatever a plain search of the texts finds, the search of the page finds, in every script."""

import random
import re
import unicodedata
from pathlib import Path

import icu
import pytest
from playwright.sync_api import Browser, Page

from building import lay, must_publish
from dossierpress.source.project import Project
from search.asking import found, opened, texts

LANGUAGES = "en fr de vi ru uk el he ar fa hi zh ja ko th ka hy".split()  # noqa: SIM905
UNSPACED = {"zh", "ja", "ko", "th"}
ARTICLES = 5
"""Of each language."""
ASKED = 1000


def names_of(lang: str) -> list[str]:
    """What the countries are called in a language: by ICU, so no list of ours."""
    countries = [icu.Locale("und", one) for one in icu.Locale.getISOCountries()]
    return sorted({one.getDisplayCountry(icu.Locale(lang)) for one in countries})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[tuple[str, str]]]:
    """A dossier in ten scripts and more; the names in it with their languages."""
    draw = random.Random(7)
    files = {"site.yml": "title: Countries\nautolink: off\n"}
    names: list[tuple[str, str]] = []
    for lang in LANGUAGES:
        known = names_of(lang)
        names += ((one, lang) for one in known)
        for number in range(ARTICLES):
            chosen = draw.sample(known, 60)
            between = "" if lang in UNSPACED else " "
            lines = [between.join(chosen[at : at + 6]) for at in range(0, 60, 6)]
            body = "\n\n".join(line.replace("(", "\\(") for line in lines)
            head = f"title: {lang} {number}\nlang: {lang}\ndate: {2000 + number}\ntags: [{lang}]\n"
            files[f"content/articles/{lang}-{number}.md"] = f"---\n{head}---\n\n{body}\n"
    project = lay(tmp_path_factory.mktemp("corpus"), files)
    must_publish(project)
    return project, names


@pytest.fixture(scope="module")
def asked(chromium: Browser, corpus: tuple[Project, list[tuple[str, str]]]) -> Page:
    return opened(chromium.new_page(), corpus[0].output)


def plainly(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def stands_in(name: str, lang: str, text: str) -> bool:
    if lang in UNSPACED:
        return plainly(name) in text
    # A mark is a part of the word for a reader, and none for `\w`.
    whole = rf"(?<![\w\u0300-\u036f\u0900-\u097f]){re.escape(plainly(name))}(?![\w\u0900-\u097f])"
    return re.search(whole, text) is not None


def test_nothing_is_missed_that_a_plain_search_finds(
    corpus: tuple[Project, list[tuple[str, str]]], asked: Page
) -> None:
    project, names = corpus
    plain = {
        key: plainly("\n".join(text for _, text in one["paragraphs"]))
        for key, one in texts(project.output).items()
    }
    chosen = random.Random(8).sample(names, ASKED)

    answers = found(asked, [name for name, _ in chosen])

    wanted = [
        {key for key, text in plain.items() if stands_in(name, lang, text)} for name, lang in chosen
    ]
    missed = [
        (name, want - there)
        for (name, _), want, there in zip(chosen, wanted, answers, strict=True)
        if want - there
    ]
    assert missed == []
    assert sum(map(len, wanted)) > 1000
    assert len({lang for (_, lang), want in zip(chosen, wanted, strict=True) if want}) == len(
        LANGUAGES
    )


def test_few_are_found_that_have_nothing_to_do_with_it(
    corpus: tuple[Project, list[tuple[str, str]]], asked: Page
) -> None:
    """Words of other scripts meet no text of this one."""
    project, _ = corpus
    language = {key: one["lang"] for key, one in texts(project.output).items()}

    (georgian, greek) = found(asked, ["საფრანგეთი", "Γαλλία"])

    assert {language[one] for one in georgian} == {"ka"}
    assert {language[one] for one in greek} == {"el"}


def test_filters_leave_the_texts_that_have_all_of_them(
    corpus: tuple[Project, list[tuple[str, str]]], asked: Page
) -> None:
    project, _ = corpus
    one_of = {key: one["href"] for key, one in texts(project.output).items()}

    (all_french,) = found(asked, ["fr"])
    (of_a_year,) = found(asked, ["fr"], {"year": "2003"})
    (of_a_tag,) = found(asked, ["fr"], {"tag": "fr", "type": "article"})
    (of_none,) = found(asked, ["fr"], {"tag": "ru"})

    assert len(all_french) >= ARTICLES
    assert {one_of[one] for one in of_a_year} == {"articles/fr-3.html"}
    assert len(of_a_tag) == ARTICLES
    assert of_none == set()


def test_a_part_of_the_last_word_is_enough(asked: Page) -> None:
    begun, whole = found(asked, ["luxembo", "luxembourg"])

    assert whole
    assert whole <= begun


def test_the_index_is_in_small_files(corpus: tuple[Project, list[tuple[str, str]]]) -> None:
    folder: Path = corpus[0].output / "search"

    assert max(file.stat().st_size for file in folder.rglob("*.js")) < 200_000
    assert max(file.stat().st_size for file in (folder / "words").iterdir()) < 10_000
