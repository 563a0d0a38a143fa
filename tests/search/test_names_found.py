"""Names are found with one slip, by any of their names, in every script."""

import random

import icu
import pytest
from playwright.sync_api import Browser, Page

from building import lay, must_publish
from search.asking import opened

LANGUAGES = ("en", "fr", "ru", "el", "ar", "he", "hi", "ka")
FIRST = 10


def people() -> dict[str, str]:
    """Id -> name: countries of two words or one, as ICU calls them."""
    countries = icu.Locale.getISOCountries()
    return {
        f"{lang}-{one.lower()}": icu.Locale("und", one).getDisplayCountry(icu.Locale(lang))
        for lang in LANGUAGES
        for one in countries
    }


@pytest.fixture(scope="module")
def asked(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    records = "".join(
        f"- {{id: {id_}, kind: place, name: {name!r}}}\n" for id_, name in people().items()
    )
    more = (
        "- {id: raven, kind: person, name: Mara Quill, aliases: [Nightbird], "
        "weak_aliases: [the archivist], former_names: [Mara Ashdown]}\n"
        "- {id: ghalibaf, kind: person, name: {en: Bagher Ghalibaf, fa: محمدباقر قالیباف}}\n"
        "- {id: tokyo, kind: place, name: {en: Tokyo, ja: 東京都}}\n"
    )
    files = {
        "site.yml": "title: Names\npage_size: 5000\n",
        "content/entities/places.yml": records,
        "content/entities/more.yml": more,
        "content/claims/one.yml": "- {id: left-at-noon, text: The ferry left at noon.}\n",
        "content/sources/one.yml": "- {id: courier, kind: newspaper, name: The Amsel Courier}\n",
    }
    project = lay(tmp_path_factory.mktemp("names"), files)
    must_publish(project)
    return opened(chromium.new_page(), project.output)


def first_found(page: Page, queries: list[str]) -> list[list[str]]:
    answers: list[list[str]] = page.evaluate(
        "(queries) => Promise.all(queries.map((one) => dossierSearch.find_names(one)))", queries
    )
    return [one[:FIRST] for one in answers]


def slips(word: str, draw: random.Random) -> list[str]:
    """A letter dropped, another letter, two exchanged; the first one stays."""
    at = draw.randrange(1, len(word) - 1)
    other = draw.choice([one for one in word if one != word[at]])
    return [
        word[:at] + word[at + 1 :],
        word[:at] + other + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]


def test_one_slip_is_forgiven(asked: Page) -> None:
    draw = random.Random(3)
    long = {id_: name for id_, name in people().items() if name.isalpha() and len(name) > 5}
    chosen = draw.sample(sorted(long), 100)
    made = [(id_, slip) for id_ in chosen for slip in slips(long[id_], draw)]

    answers = first_found(asked, [slip for _, slip in made])

    missed = [
        (slip, id_)
        for (id_, slip), found in zip(made, answers, strict=True)
        if f"entity/place/{id_}" not in found
    ]
    assert missed == []
    assert len(made) == 300


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Quill Mara", "entity/person/raven"),
        ("nightbird", "entity/person/raven"),
        ("archivist", "entity/person/raven"),
        ("ashdown", "entity/person/raven"),
        ("ghalib", "entity/person/ghalibaf"),
        ("قالیباف", "entity/person/ghalibaf"),
        ("قاليباف", "entity/person/ghalibaf"),
        ("東京", "entity/place/tokyo"),
        ("京", "entity/place/tokyo"),
        ("ferry noon", "claim/left-at-noon"),
        ("amsel", "source/courier"),
    ],
)
def test_a_record_is_found_by_any_of_its_names(asked: Page, query: str, key: str) -> None:
    (found,) = first_found(asked, [query])

    assert key in found


def test_what_is_like_no_name_finds_none(asked: Page) -> None:
    assert first_found(asked, ["zzyzxq", "   ", "…"]) == [[], [], []]
