"""Forms of a name that must not be published: which are certain, and which may be another's."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossierpress.visibility.name_forms.finder import FormFinder, Name
from dossierpress.visibility.name_forms.letters import only_letters, read_letters

PEOPLE = (
    "Hans Weißmüller",
    "Zorblat Quimby",
    "أحمد الكرخي",
    "فاطمة مصطفى",
    "Нина Сорокина",
    "Павел Чехов",
    "İlker Işık",
    "王小明",
    "김철수",
    "Κώστας Παπαδόπουλος",
    "Gabriel García Márquez",
    "Jan Novák",
    "Paul Rice",
    "Anna Baker",
    "Ali Said",
    "Art Works",
    "An Li",
    "Mark",
    "דוד כהן",
    "Łukasz Sørensen",
    "Søren Ærøgård",
    "יהורם גאון־לב",
    "Sean O'Tool",
    "Ґалина Їжак",
    "渡辺翔太郎",
    "Сергей Зорблатов",
    "남궁민수",
    "Jan-Willem van der Brugge",
    "María José Zorblánez Quimbero",
    "سعيد البغدادي",
    "Ada Canary",
    "Velkanobrinsky",
    "अजय कुमार",
    "გიორგი მაისურაძე",
)
FINDER = FormFinder.of(
    [*(Name(one, person=True) for one in PEOPLE), Name("The Daily Times", person=False)]
)


def told(text: str, **given: bool) -> list[tuple[str, bool]]:
    """(words, certain) of each form that is found."""
    return [(text[one.start : one.end], one.certain) for one in FINDER.find(text, **given)]


@pytest.mark.parametrize(
    "text",
    [
        "HANS WEISSMÜLLER",
        "Hans Weissmüller",
        "HANS WEIẞMÜLLER",
        "Hans Weissmueller",
        "hans weissmuller",
        "Weißmüller, Hans",
        "WEISSMÜLLER Hans",
        "Quimby, Zorblat",
        "Quimby Zorblat",
        "Zorblat-Quimby",
        "Zorblat\u2011Quimby",
        "Zorblat·Quimby",
        "Zorblat\u00a0Quimby",
        "Zorblat\nQuimby",
        "Zor-\nblat Quimby",
        "Zor\u200bblat\u2060 Qu\u00adimby",
        "Z o r b l a t  Q u i m b y",
        "ZorblatQuimby",
        "Zorblat\tQuimby",
        "Ｚｏｒｂｌａｔ Ｑｕｉｍｂｙ",
        "𝐙𝐨𝐫𝐛𝐥𝐚𝐭 𝓠𝓾𝓲𝓶𝓫𝔂",
        "Ⓩⓞⓡⓑⓛⓐⓣ Quimby",
        "🅉🄾🅁🄱🄻🄰🅃 Quimby",
        "Zоrblаt Quimby",
        "ΖОRВLАТ QUІМВУ",
        "Zorb1at Qu1mby",
        "Zòrblát Quïmbÿ",
        "Zo\u0301rblat Quimby",
        "ILKER IŞIK",
        "İLKER IŞIK",
        "ilker ışık",
        "Ilker Isik",
        "احمد الكرخي",
        "أحمد الكرخى",
        "أَحْمَد الكَرْخيّ",
        "أحمـــد الكرخي",
        "احمد الکرخی",
        "فاطمه مصطفي",
        "НИНА СОРОКИНА",
        "Сорокина Нина",
        "王 小明",
        "김 철수",
        unicodedata.normalize("NFD", "김철수"),
        "ΚΩΣΤΑΣ ΠΑΠΑΔΟΠΟΥΛΟΣ",
        "Garcia Marquez, Gabriel",
        "Lukasz Sorensen",
        "LUKASZ SORENSEN",
        "MARK",
        "THE DAILY TIMES",
        "the-daily-times",
        "Zor**blat** Quimby",
        "Zor\\blat Quimby",
        "Soren Aerogard",
        "Soeren Aeroegaard",
        "Sören Ärögård",
        "יהורם גאון־לב",
        "גאון־לב, יהורם",
        "Sean OʼTool",
        "Sean O’Tool",
        "Галина Їжак",
        "渡邊翔太郎",
        "渡邉 翔太郎",
    ],
)
def test_what_can_be_nothing_but_the_name(text: str) -> None:
    assert told(f"({text})") == [(text, True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("واحمد الكرخي", "احمد الكرخي"),
        ("وأحمد الكرخي", "أحمد الكرخي"),
        ("لأحمد الكرخي", "أحمد الكرخي"),
        ("ודוד כהן", "דוד כהן"),
        ("김철수는", "김철수"),
        ("김철수씨가", "김철수"),
        ("记者王小明说", "王小明"),
        ("Zorblat Quimby’s", "Zorblat Quimby"),
        ("theZorblatQuimbyFiles", "ZorblatQuimby"),
    ],
)
def test_what_languages_write_onto_a_name_stays_outside(text: str, words: str) -> None:
    assert told(text) == [(words, True)]


@pytest.mark.parametrize(
    "text",
    [
        "zorblat.quimby@example.org",
        "zorblat_quimby",
        "@zorblatquimby",
        "scan-zorblat-quimby.pdf",
        "https://x.example/zorblat+quimby",
        "ZorblatQuimby_1.png",
        "#ZorblatQuimby",
        "quimby.zorblat@example.org",
    ],
)
def test_in_an_address_a_handle_or_the_name_of_a_file(text: str) -> None:
    (form,) = FINDER.find(f"See {text} there.")

    assert (form.certain, form.attached) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "Z. Quimby",
        "Z Quimby",
        "Z.Quimby",
        "Quimby, Z",
        "Zorblat A. Quimby",
        "Zorblat A. B. Quimby",
        "Zorblat Anselm Quimby",
        'Zorblat "Zorro" Quimby',
        "Z. A. Quimby",
        "Zorblat, Quimby",
        "Zorblat\0Quimby",
        "Gabriel Márquez",
        "Нины Сорокиной",
        "Нине Сорокиной",
        "Нину Сорокину",
        "Павла Чехова",
        "Павлу Чехову",
        "Павлом Чеховым",
        "Чехова Павла",
        "П. Чехов",
        "Κώστα Παπαδόπουλου",
        "Jana Nováka",
        "Janem Novákem",
        "Nina Sorokina",
        "Wang Xiaoming",
        "Sergei Zorblatov",
        "Sergey Zorblatov",
        "Serguei Zorblatov",
        "Namgung Min-su",
        "Min-su Namgung",
        "H. Weissmueller",
        "Weissmueller, H",
        "J.W. van der Brugge",
        "Jan van der Brugge",
        "María Zorblánez",
        "M. J. Zorblánez",
        "Zorblat von Quimby",
        "سعيد بن علي البغدادي",
        "quimby zorblat",
    ],
)
def test_what_may_be_somebody_else(text: str) -> None:
    assert told(f"So {text} there.".replace("So Z Q", "met Z Q")) == [(text, False)]


GLUED = (
    ("Ada Canary", "ACME", "acme"),
    ("ADA CANARY", "ACME", "ACME"),
    ("ada canary", "acme", "acme"),
    ("AdaCanary", "ACME", "acme"),
    ("Canary, Ada", "ACME", "acme"),
    ("Hans Weissmueller", "X", "werk"),
    ("Jan-Willem van der Brugge", "DE", "acme"),
    ("Velkanobrinsky", "ACME", "acme"),
    ("Нина Сорокина", "АКМЕ", "акме"),
    ("أحمد الكرخي", "اكم", "اكمي"),
    ("דוד כהן", "אקמ", "אקמה"),
    ("김철수", "아크메", "의원이"),
    ("김 철수", "아크메", "의원이"),
    ("अजय कुमार", "अक", "अकमग"),
    ("გიორგი მაისურაძე", "აკმ", "აკმე"),
)
"""(whole name, letters before it, letters behind it)."""


@pytest.mark.parametrize(("name", "before", "behind"), GLUED)
def test_letters_glued_to_a_whole_name_do_not_hide_it(name: str, before: str, behind: str) -> None:
    for text in (f"{before}{name}", f"{name}{behind}", f"{before}{name}{behind}"):
        assert told(f"So {text}, there.") == [(name, False)]


@given(st.sampled_from([name for name, *_ in GLUED]), st.text("acme"), st.text("acme", max_size=9))
def test_no_letters_around_a_whole_name_let_it_pass_in_silence(
    name: str, before: str, behind: str
) -> None:
    assert told(f"({before}{name}{behind})")


@pytest.mark.parametrize(
    "text",
    [
        "Brianna Baker",
        "Canada Canary",
        "Cart Works",
        "art workshop",
        "An Liberation",
        "than lifeless",
        "Markdown and Marketing",
        "adacanaries",
        "velkanobrinskyless",
        "이민수",
    ],
)
def test_letters_around_what_may_be_another_word_are_no_alarm(text: str) -> None:
    assert told(f"The {text} there.") == []


@pytest.mark.parametrize(
    "text", ["zquimby@x.example", "@zquimby", "z.quimby@x.example", "@quimbyz"]
)
def test_handles_of_an_initial_and_a_family_name(text: str) -> None:
    assert [certain for _, certain in told(text)] == [False]


def test_after_the_name_in_full_one_word_of_it_means_the_same() -> None:
    assert told("Zorblat Quimby came. Mr Quimby left, Zorblat said; Zorblat Ambrose stayed.") == [
        ("Zorblat Quimby", True),
        ("Quimby", False),
        ("Zorblat", False),
    ]
    assert told("Mr Quimby left.") == []


@pytest.mark.parametrize(
    "text",
    [
        "the orange",
        "artworks",
        "the price is right",
        "A Baker came, and a baker.",
        "all said and done",
        "mark my words in Denmark",
        "more than life; ISIL and; an 11 hour day; Ital‑ian lists",
        "The Financial Times",
        "David J. Works",
        "A. Z. Quimbleby",
        "- James Baker\n- Anna-Maria Sichani",
        "Paula Rice",
        "Jana Rice and Mark-up",
        "сказал и ушел",
        "He left art. Works were few; all ali, said once",
        "Anna. Baker",
        "Ein Mann. Jan. Novák kam.",
    ],
)
def test_what_is_another_word(text: str) -> None:
    assert [one for one in told(text) if one[0] != "Mark"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mark", True),
        ("the Mark's", True),
        ("a_Mark_b", True),
        ("O'Mark", True),
        ("Markus", False),
        ("Denmark", False),
        ("Mark2", True),
        ("在Mark的", True),
    ],
)
def test_a_name_of_one_word_is_no_part_of_a_longer_word(text: str, *, found: bool) -> None:
    assert told(text, certain_only=True) == ([("Mark", True)] if found else [])


def test_cells_of_a_table_are_parted_by_commas() -> None:
    assert told("Zorblat;Quimby") == [("Zorblat;Quimby", False)]
    assert told("Zorblat;Quimby", cells=True) == [("Zorblat;Quimby", True)]
    assert told('"Zorblat","Quimby"', cells=True) == [('Zorblat","Quimby', True)]


@given(st.lists(st.text()).map("\n".join) | st.text(alphabet="aΣςé\u0301\u1100\u1161\n\r ."))
@example("ᎠᏂꭰ")  # of Cherokee the small letters fold to the capital ones
def test_the_quick_way_to_the_letters_gives_the_same(text: str) -> None:
    for looks in (False, True):
        assert only_letters(text, looks=looks) == read_letters(text, looks=looks).text


@given(
    st.text(), st.sampled_from(["Zorblat Quimby", "QUIMBY, ZORBLAT", "Ｚorblat-Quimby"]), st.text()
)
def test_a_name_between_other_texts_is_found_where_it_stands(
    before: str, name: str, after: str
) -> None:
    text = f"{before} | {name} | {after}"

    assert (name, True) in told(text)


def test_two_fields_of_an_address() -> None:
    address = "https://x.example/?first=Zorblat&last=Quimby"

    assert [words for words, _ in told(address, address=True)] == ["Zorblat&last=Quimby"]
    assert told("https://x.example/zorblat-the-quimby", address=True) == []
