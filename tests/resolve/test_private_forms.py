"""Names of private records in every form and at every place: a stand-in, an error or a warning."""

import pytest
from resolving import article, resolved, shown

from dossierpress.kernel.diagnostics import Span

PEOPLE = (
    "- {id: hw, kind: person, name: Hans Weißmüller, private: true}\n"
    "- {id: zq, kind: person, name: Zorblat Quimby, private: true}\n"
    "- {id: ak, kind: person, name: {ar: أحمد الكرخي}, private: true}\n"
    "- {id: ns, kind: person, name: {ru: Нина Сорокина}, private: true}\n"
)


@pytest.mark.parametrize(
    "name",
    [
        "HANS WEISSMÜLLER",
        "Hans Weissmüller",
        "Quimby, Zorblat",
        "Zorblat-Quimby",
        "ZorblatQuimby",
        "Ｚｏｒｂｌａｔ Ｑｕｉｍｂｙ",
        "Zоrblаt Quimby",
        "*Zorb*lat **Quimby**",
        "احمد الكرخي",
        "НИНА СОРОКИНА",
    ],
)
def test_a_form_in_running_text_becomes_the_stand_in(name: str) -> None:
    made = resolved({"articles/a.md": article(f"We met {name} there."), "entities/all.yml": PEOPLE})

    assert made.codes == []
    text = shown(made.site.articles["a"].body)
    assert text.startswith("We met Person ")
    assert text.endswith(" there.")
    assert len(text) == len("We met Person 1 there.")


def test_an_arabic_and_stays_before_the_stand_in() -> None:
    made = resolved(
        {"articles/a.md": article("We met وأحمد الكرخي there."), "entities/all.yml": PEOPLE}
    )

    assert made.codes == []
    assert "We met وPerson " in shown(made.site.articles["a"].body)


@pytest.mark.parametrize(
    "text",
    [
        "We met zorblat.quimby@example.org there.",
        "It is in `zorblat_quimby.pdf`.",
        "See scan-zorblat-quimby.pdf.",
        "Follow ZorblatQuimby@social.example now.",
        "See https://e.example/?who=Zorblat+Quimby now.",
        "See https://e.example/Zorblat%20Quimby now.",
        "See https://e.example/Zorblat%2520Quimby now.",
        "Write `Zorblat\\u0020Quimby`.",
        "[x](https://e.example/Zorblat%20Quimby)",
        "[x](https://e.example/Zorblat%2520Quimby)",
        "[x](https://e.example/?q=quimby%2C+zorblat)",
        "[x](https://e.example/%5A%6F%72%62%6C%61%74%51uimby)",
        "[x](https://xn--zorblatquimby-9p5a.example/)",
        "[x](https://zorblat-quimby.example/)",
        "[x](mailto:zorblat.quimby@example.org)",
        "<https://e.example/Zorblat%20Quimby>",
        "<zorblat.quimby@example.org>",
        "[x]: https://e.example/Zorblat%20Quimby\n\n[x]",
        "[x](https://e.example/ 'Zorblat Quimby')",
        "[x](https://e.example/#:~:text=Zorblat%20Quimby)",
        "[x](https://e.example/HANS-WEISSMUELLER)",
        "[x](https://ru.example/%D0%9D%D0%B8%D0%BD%D0%B0_%D0%A1%D0%BE%D1%80%D0%BE%D0%BA%D0%B8%D0%BD%D0%B0)",
        "## About Zorblat-Quimby",
        "By Zorb<b>lat</b> *Quimby*, as text.".replace("<", "&lt;"),
        "[^zorblat-quimby]\n\n[^zorblat-quimby]: A note.",
        "```Zorblat-Quimby\ncode\n```",
        "| a | b |\n|---|---|\n| Zorblat | Quimby |",
        "| Given | Family |\n|---|---|\n| Quimby | Zorblat |",
        "| Zorblat | Quimby |\n|---|---|\n| x | y |",
    ],
)
def test_where_no_stand_in_can_take_its_place_it_is_an_error(text: str) -> None:
    made = resolved({"articles/a.md": article(text), "entities/all.yml": PEOPLE})

    assert set(made.codes) == {"ref-private-name"}
    assert all(one.span and one.span.line >= 4 for one in made.diagnostics)


@pytest.mark.parametrize(
    "matter",
    [
        {"formerly": "[quimby-zorblat]"},
        {"tags": "[zorblat-quimby]"},
        {"authors": "['Quimby, Zorblat']"},
        {"summary": "With ZORBLAT QUIMBY."},
        {"image": "zorblat_quimby.png"},
        {"lang": "en-x-zorblat-quimby"},
        {"origin": "{source: g, url: 'https://e.example/Zorblat%2520Quimby'}"},
        {
            "origin": "{source: g, archived: 'https://archive.org/w/https%3A//e.example/Zorblat%20Quimby'}"
        },
        {"sources": "[{id: g, url: 'https://e.example/Zorblat%20Quimby'}]"},
        {"sources": "[{id: g, at: 'by Zorblat-Quimby'}]"},
    ],
)
def test_every_field_of_front_matter_is_looked_at_as_it_will_be_read(
    matter: dict[str, str],
) -> None:
    made = resolved(
        {
            "articles/a.md": article("Text.", **matter),
            "entities/all.yml": PEOPLE,
            "sources/g.yml": "kind: newspaper\nname: The Gazette\n",
            "media/zorblat_quimby.png": b"x",
        }
    )

    assert set(made.codes) == {"ref-private-name"}


def test_addresses_and_identifiers_of_other_records_are_decoded() -> None:
    made = resolved(
        {
            "entities/all.yml": PEOPLE
            + "- {id: acme, kind: organization, name: Acme, url: 'https://e.example/Zorblat%20Quimby'}\n"
            "- {id: hall, kind: place, name: Hall, ids: {archive: Zorblat%20Quimby}}\n",
            "sources/s.yml": "kind: document\nname: S\nurl: 'https://e.example/Zorblat%20Quimby'\n",
        }
    )

    assert made.codes == ["ref-private-name"] * 3


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("We met Z. Quimby there.", "Z. Quimby", 8),
        ("We met Zorblat A. Quimby there.", "Zorblat A. Quimby", 8),
        ("We met Нину Сорокину there.", "Нину Сорокину", 8),
        ("Write to zquimby@example.org now.", "zquimby", 10),
        ("Zorblat Quimby came, Quimby left.", "Quimby", 22),
        ("[[zq]] came, Quimby left.", "Quimby", 14),
    ],
)
def test_what_may_be_somebody_else_is_a_warning(text: str, words: str, column: int) -> None:
    made = resolved({"articles/a.md": article(text), "entities/all.yml": PEOPLE})

    (told,) = made.diagnostics
    assert told.code == "ref-maybe-private"
    assert told.message.startswith(f"`{words}` may name the private ")
    if "[[" not in text:
        assert told.span == Span(line=4, column=column, length=len(words))


@pytest.mark.parametrize(
    "citation",
    [
        "[see Zorblat *Quimby* @wire]",
        "[see *Zorblat* **Quimby** @{wire}]",
        "[@wire, told by Z*orb*lat Quimby]",
        "[@wire{by `Zorblat Quimby`}, p. 2]",
        "[@wire, {by Zorblat} Quimby]",
        "@wire [*Zorblat* Quimby, p. 2]",
    ],
)
def test_emphasis_and_braces_hide_no_name_in_a_citation(citation: str) -> None:
    made = resolved(
        {
            "articles/a.md": article(citation),
            "entities/all.yml": PEOPLE,
            "sources/all.yml": "- {id: wire, kind: wire, name: Wire}\n",
        }
    )

    assert made.codes == ["ref-private-name"]


def test_a_name_over_two_paragraphs_is_a_warning_too() -> None:
    made = resolved(
        {"articles/a.md": article("It was Zorblat\n\nQuimby who came."), "entities/all.yml": PEOPLE}
    )

    assert made.codes == ["ref-maybe-private"]


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("We met Hans Weißmülleracme there.", "Hans Weißmüller", 8),
        ("We met XZorblat Quimby there.", "Zorblat Quimby", 9),
        ("We met XZorblat Quimbyacme there.", "Zorblat Quimby", 9),
        ("We met zorblat quimbyacme there.", "zorblat quimby", 8),
        ("Там АКМЕНина Сорокина была.", "Нина Сорокина", 9),
    ],
)
def test_letters_glued_to_a_name_are_a_warning(text: str, words: str, column: int) -> None:
    made = resolved({"articles/a.md": article(text), "entities/all.yml": PEOPLE})

    (told,) = made.diagnostics
    assert told.code == "ref-maybe-private"
    assert told.message.startswith(f"`{words}` may name the private ")
    assert told.span == Span(line=4, column=column, length=len(words))


def test_a_name_that_another_runs_into_is_a_warning() -> None:
    """What is taken for the name of both is none, once the first has its stand-in."""
    made = resolved(
        {
            "articles/a.md": article("We met Zorblat QuimbyZorblat Quimbyacme there."),
            "entities/all.yml": PEOPLE,
        }
    )

    (told,) = made.diagnostics
    assert told.code == "ref-maybe-private"
    assert told.span == Span(line=4, column=22, length=len("Zorblat Quimby"))


@pytest.mark.parametrize(
    "text",
    [
        "**Zorblat Quimby**acme came.",
        "acmezorblat&#32;quimby came.",
        "[x](https://e.example/Zorblat%20Quimbyacme)",
        "[x](https://e.example/scan-xzorblat-quimbyx.pdf)",
        "`XZorblat Quimbyacme`",
        "## XZorblat Quimby",
    ],
)
def test_letters_glued_to_a_name_are_a_warning_wherever_it_stands(text: str) -> None:
    made = resolved({"articles/a.md": article(text), "entities/all.yml": PEOPLE})

    assert set(made.codes) == {"ref-maybe-private"}


def test_an_initial_in_an_address_is_a_warning() -> None:
    made = resolved(
        {
            "articles/a.md": article("[x](https://e.example/z.quimby/)"),
            "entities/all.yml": PEOPLE,
        }
    )

    assert made.codes == ["ref-maybe-private"]


def test_a_published_name_that_holds_the_words_wins() -> None:
    made = resolved(
        {
            "articles/a.md": article("Maria Quimby met Zorblat Quimby. Maria Quimby left."),
            "entities/all.yml": PEOPLE + "- {id: mq, kind: person, name: Maria Quimby}\n",
        }
    )

    assert made.codes == []
