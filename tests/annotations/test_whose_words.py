"""Whose words pages print: what the desk says and on what basis, or the words of others."""

from pathlib import Path

import pytest
from annotating import Result, article, result
from lxml import html

from building import lay, must_publish, tree
from dossierpress.emitters import Edition
from dossierpress.emitters.feed import feed
from dossierpress.leaks.secrets import secrets_of
from dossierpress.model.key import Key
from dossierpress.schema.article import ArticleMatter
from dossierpress.views.exports import FeedView
from sample_site import THEME

FILES = {
    "entities/ada.yml": "- {id: ada, kind: person, name: Ada Moss}\n"
    "- {id: hidden, kind: person, name: Zora Quillfeather, private: true}\n",
    "sources/s.yml": "- {id: gazette, kind: newspaper, name: Gazette}\n"
    "- {id: courier, kind: newspaper, name: Courier}\n"
    "- {id: leak, kind: document, name: The Larkspur paper, private: true}\n",
    "claims/c.yml": "- id: berths\n  text: The harbour has four berths.\n"
    "  reports: [{by: gazette}]\n",
}


def noted(*notes: object) -> Result:
    text = "One harbour has four berths."
    return result({"articles/harbour.md": article(text, annotations=notes), **FILES})


def note(**more: object) -> dict[str, object]:
    return {"quote": "four", "text": "A later count found three.", **more}


@pytest.mark.parametrize("private", ["true", "false"])
def test_the_older_names_mean_what_they_meant(private: str) -> None:
    older = {"sources": "gazette", "to": "claim:berths"}
    newer = {"based_on": ["gazette"], "about": ["claim:berths"]}

    written = []
    for keys in (older, newer):
        found = noted(note(**keys, private=private))
        assert found.diagnostics == ()
        (matter,) = [
            record.matter
            for file in found.parsed
            for record in file.records
            if isinstance(record.matter, ArticleMatter)
        ]
        written.append((matter.annotations, found.notes()))
    assert written[0] == written[1]


def published(folder: Path, **articles: str) -> dict[str, html.HtmlElement]:
    """Every page that is published of the files above and some articles, by its path."""
    files = {
        "site.yml": "title: Test\nurl: https://a.example/\n",
        **{f"content/{path}": text for path, text in FILES.items()},
        **{f"content/articles/{name}.md": text for name, text in articles.items()},
    }
    project = lay(folder, files)
    must_publish(project)
    return {
        path: html.fromstring(data)
        for path, data in tree(project.output).items()
        if path.endswith(".html")
    }


def words_of(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def notes_in(page: html.HtmlElement) -> list[list[str]]:
    """What the line below each note says, piece by piece, in whatever list it stands."""
    lines = page.xpath("//*[@role='note' or @class='corrections']//p[@class='note']")
    return [[words_of(span) for span in line.xpath("./span")] for line in lines]


def test_pages_say_apart_what_a_note_is_based_on_is_about_and_whose_words_it_gives(
    tmp_path: Path,
) -> None:
    pages = published(
        tmp_path,
        harbour=article(
            "One harbour has four berths.",
            annotations=[
                note(type="correction", on="2024-05-24", sources="gazette", to="claim:berths"),
                note(quote="One", based_on=["gazette", "courier"], by="desk"),
                note(quote="harbour", about=["entity:ada", "source:courier"]),
                note(quote="has", said_by="ada", based_on="courier"),
                note(quote="berths", said_by={"unnamed": "a pilot"}),
            ],
        ),
    )

    based, about = "Based on Gazette", "About The harbour has four berths."
    assert notes_in(pages["articles/harbour.html"]) == [
        ["Based on Gazette, Courier", "desk"],
        ["About Ada Moss, Courier"],
        ["Said by Ada Moss", "Based on Courier"],
        [based, about, "24 May 2024"],
        ["Said by a pilot"],
    ]
    assert notes_in(pages["corrections.html"]) == [["Correction", based, about]]
    assert ["Note", "Said by Ada Moss", "Based on Courier"] in notes_in(pages["entities/ada.html"])
    assert ["Correction", based, about] in notes_in(pages["claims/berths.html"])
    for page in pages.values():
        assert "according to" not in words_of(page)


def test_a_private_source_or_record_is_left_out_and_the_others_stay() -> None:
    found = noted(
        note(based_on=["leak", "gazette"], about=["entity:hidden", "claim:berths", "source:leak"])
    )
    (one,) = found.notes()

    assert one.written.based_on == ("gazette",)
    assert one.written.about == ("claim:berths",)


@pytest.mark.parametrize("who", ["hidden", "entity:hidden", "leak"])
def test_words_of_somebody_private_are_no_note(who: str) -> None:
    """They may tell who said them, and without them the note says nothing."""
    found = noted(note(said_by=who, based_on="gazette", on="2024-05-02", by="Larkspur desk"))

    assert found.notes() == ()
    assert found.diagnostics == ()


def test_what_somebody_private_says_in_a_note_is_looked_for_in_every_file() -> None:
    found = noted(note(said_by="hidden", by="The night desk of Larkspur"))
    told = secrets_of(found.parsed, [(Key(type="entity", id="hidden"), "private")], ())

    assert {"a later count found three.", "the night desk of larkspur"} <= {
        one.text for one in told
    }


def test_words_of_somebody_private_hold_on_to_their_passage_all_the_same() -> None:
    found = noted({"quote": "five berths", "text": "x", "said_by": "hidden"})

    assert found.codes == ["anno-lost"]


def test_a_note_is_on_the_page_of_whoever_says_it() -> None:
    found = noted(note(said_by="ada"))
    (one,) = found.notes()

    assert [key.id for key in Edition(site=found.site, theme=THEME).notes_on] == ["ada"]
    assert one.said_by is not None


def test_references_of_notes_are_of_the_types_that_can_be_meant() -> None:
    found = noted(note(based_on="ada"), note(quote="One", said_by="claim:berths"))

    assert [one.code for one in found.diagnostics] == ["ref-wrong-type", "ref-wrong-type"]


def test_the_feed_says_whose_words_put_something_right() -> None:
    correction = {"type": "correction", "on": "2024-05-03"}
    found = result(
        {
            "articles/harbour.md": article(
                "One harbour has four berths.",
                annotations=[
                    note(**correction, said_by="ada"),
                    {**note(**correction, said_by={"unnamed": "a pilot"}), "quote": "One"},
                    {**note(**correction, based_on="gazette"), "quote": "berths"},
                ],
                date="2024-04-01",
            ),
            **FILES,
        },
        settings="title: Test\nurl: https://a.example/\n",
    )
    (page,) = feed(Edition(site=found.site, theme=THEME))

    assert isinstance(page.view, FeedView)
    said = {one.put_right: one.said_by for one in page.view.entries if one.put_right}
    assert said == {"four": "Ada Moss", "One": "a pilot", "berths": None}
