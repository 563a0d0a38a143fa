"""Citations in words and for programs: whatever a title or a name holds, it arrives as it is."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.citing.bibtex import bibtex
from dossierpress.citing.citable import Citable, CitedAuthor, cited_authors, cited_date
from dossierpress.citing.csl_json import csl_json
from dossierpress.citing.in_words import in_words

TEXTS = (
    "The harbour closes",
    "50 % of $2.4bn & more: #1_a",
    'What "it" {costs}, and why: a}b{',
    r"C:\temp\new ~ x^2 <b>bold</b>",
    "محور المقاومة: تعبير وتاريخه",
    "נאום בנמל – “הכול סגור”",
    "日本の「裁判」",
    "Ле Пен і Київ: “що далі?”",
    "le procès d’un siècle",
    "กรุงเทพ and ទន្លេ",
    "E\u0301cole\u200d and 👩‍🚀",
)
COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{one}": one for one in "%&$#_"},
}
LINES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60
).filter(str.strip)


def item(
    title: str = "The harbour closes",
    authors: tuple[CitedAuthor, ...] = (CitedAuthor("Calder", "Ines"),),
    date: str | None = "2021-03-04",
    address: str | None = "https://harbour.example/articles/closes.html",
) -> Citable:
    return Citable(
        key="article-closes",
        path="articles/closes.html",
        title=title,
        lang="en",
        authors=authors,
        date=cited_date(date, "en", "UTC") if date else None,
        site="The harbour",
        address=address,
    )


def read_bibtex(entry: str) -> dict[str, str]:
    """The fields of an entry as BibTeX reads them: it counts braces, even behind a backslash."""
    head, _, rest = entry.partition("{")
    assert head == "@online"
    assert rest.endswith(",\n}")
    _key, *rows = rest.removesuffix(",\n}").split(",\n")
    fields = {}
    for row in rows:
        if row:
            name, _, value = row.strip().partition(" = ")
            depth = 0
            for place, letter in enumerate(value):
                depth += {"{": 1, "}": -1}.get(letter, 0)
                assert depth > 0 or place == len(value) - 1, row
            assert depth == 0, row
            fields[name] = value[1:-1]
    return fields


def as_tex_shows(text: str) -> str:
    """What LaTeX makes of a field."""
    bare = re.sub(
        "|".join(map(re.escape, COMMANDS)),
        lambda found: chr(0xE000 + ord(COMMANDS[found[0]])),
        text,
    )
    assert not re.search(r"[\\%&$#_~^]", bare), text
    bare = bare.replace("{", "").replace("}", "")
    return re.sub("[\ue000-\ue07f]", lambda found: chr(ord(found[0]) - 0xE000), bare)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_of_any_script_arrives(text: str) -> None:
    cited = item(title=text, authors=(CitedAuthor(text),))

    fields = read_bibtex(bibtex(cited))
    assert as_tex_shows(fields["title"]) == text
    assert as_tex_shows(fields["author"]) == text
    (read,) = json.loads(csl_json(cited))
    assert (read["title"], read["author"]) == (text, [{"literal": text}])
    assert text in in_words(cited)


@given(title=LINES, name=LINES)
def test_any_text_arrives(title: str, name: str) -> None:
    cited = item(title=title, authors=(CitedAuthor(name),))

    fields = read_bibtex(bibtex(cited))
    assert as_tex_shows(fields["title"]) == " ".join(title.split())
    assert as_tex_shows(fields["author"]) == " ".join(name.split())
    (read,) = json.loads(csl_json(cited))
    assert read["title"] == " ".join(title.split())
    assert read["author"] == [{"literal": name}]


def test_a_name_is_taken_apart_only_where_the_settings_do_it() -> None:
    authors = cited_authors(
        ("Ines Calder", "Crisis Group", "Anna de Vries", "Lee, Wood and Sons"),
        {"Ines Calder": "Calder, Ines", "Anna de Vries": "de Vries, Anna"},
    )

    (read,) = json.loads(csl_json(item(authors=authors)))
    assert read["author"] == [
        {"family": "Calder", "given": "Ines"},
        {"literal": "Crisis Group"},
        {"family": "de Vries", "given": "Anna"},
        {"literal": "Lee, Wood and Sons"},
    ]
    assert read_bibtex(bibtex(item(authors=authors)))["author"] == (
        "Calder, Ines and {Crisis Group} and de Vries, Anna and {Lee, Wood and Sons}"
    )
    assert in_words(item(authors=authors)).startswith(
        "Ines Calder, Crisis Group, Anna de Vries, Lee, Wood and Sons. The harbour closes."
    )


@pytest.mark.parametrize(
    ("edtf", "in_bibtex", "in_csl"),
    [
        ("2021-03-04", "2021-03-04", {"date-parts": [[2021, 3, 4]]}),
        ("2021-03", "2021-03", {"date-parts": [[2021, 3]]}),
        ("2021", "2021", {"date-parts": [[2021]]}),
        ("2021-03~", "2021-03~", {"date-parts": [[2021, 3]], "circa": True}),
        ("2020/2021-03", "2020/2021-03", {"date-parts": [[2020], [2021, 3]]}),
        ("../2021", "../2021", {"literal": "until 2021"}),
        ("202X", None, {"literal": "2020s"}),
        ("2021-21", "2021-21", {"literal": "spring 2021"}),
        ("2021-03-04T23:30-05:00", "2021-03-05", {"date-parts": [[2021, 3, 5]]}),
        ("-0044-03-15", "-0044-03-15", {"date-parts": [[-44, 3, 15]]}),
        ("Y170000002", None, {"date-parts": [[170000002]]}),
    ],
)
def test_a_date_says_no_more_than_is_known(
    edtf: str, in_bibtex: str | None, in_csl: dict[str, object]
) -> None:
    cited = item(date=edtf)

    assert read_bibtex(bibtex(cited)).get("date") == in_bibtex
    (read,) = json.loads(csl_json(cited))
    assert read["issued"] == in_csl


def test_what_is_not_known_is_left_out() -> None:
    bare = item(authors=(), date=None, address=None)

    assert in_words(bare) == "The harbour closes. The harbour."
    assert read_bibtex(bibtex(bare)).keys() == {"title", "organization"}
    (read,) = json.loads(csl_json(bare))
    assert read.keys() == {"id", "type", "title", "container-title", "language"}


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Who was there?", "Who was there? The harbour,"),
        ("“Who was there?”", "“Who was there?” The harbour,"),
        ("ماذا جرى؟", "ماذا جرى؟ The harbour,"),
        ("日本の裁判", "日本の裁判. The harbour,"),
    ],
)
def test_a_sentence_ends_once(title: str, sentence: str) -> None:
    assert sentence in in_words(item(title=title))


def test_an_address_keeps_its_signs_but_those_that_end_it() -> None:
    address = "https://harbour.example/a_b/%D9%85.html?x={1}&y=2#p-1"

    assert read_bibtex(bibtex(item(address=address)))["url"] == (
        "https://harbour.example/a_b/%D9%85.html?x=%7B1%7D&y=2#p-1"
    )
