"""Whose words pages print: what the desk says and on what basis, or the words of others."""

from pathlib import Path

import pytest
from annotating import Result, article, result
from lxml import html

from building import lay, must_publish, tree
from dossierpress.engine.forked import inline
from dossierpress.engine.store import Store
from dossierpress.indexes.notices import unused_records
from dossierpress.kernel.key import Key
from dossierpress.pages.components.framing import framing_in_words_of
from dossierpress.pages.components.quotations import balance_shown
from dossierpress.pages.kinds import TrackedSite
from dossierpress.pages.kinds.feed import FEED
from dossierpress.pages.views.exports import FeedView
from dossierpress.provenance.statements import Unnamed
from dossierpress.schema.article import ArticleMatter
from dossierpress.visibility.leak_check.secrets import secrets_of
from sample_site import THEME

FILES = {
    "entities/ada.yml": "- {id: ada, kind: person, name: Ada Moss}\n"
    "- {id: hidden, kind: person, name: Zora Quillfeather, private: true}\n",
    "sources/s.yml": "- {id: gazette, kind: newspaper, name: Gazette}\n"
    "- {id: courier, kind: newspaper, name: Courier}\n"
    "- {id: leak, kind: document, name: The Larkspur paper, private: true}\n",
    "claims/c.yml": "- id: berths\n  text: The harbour has four berths.\n"
    "  reports: [{by: gazette, basis: witness}]\n",
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
        path: html.fromstring(data.decode())
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
    private = [(Key(type="entity", id="hidden"), "private")]
    with Store() as store:
        told = secrets_of(found.parsed, private, (), store=store, run=inline)

    assert {"a later count found three.", "the night desk of larkspur"} <= {
        one.text for one in told
    }


def test_words_of_somebody_private_hold_on_to_their_passage_all_the_same() -> None:
    found = noted({"quote": "five berths", "text": "x", "said_by": "hidden"})

    assert found.codes == ["anno-lost"]


def test_a_note_is_on_the_page_of_whoever_says_it() -> None:
    found = noted(note(said_by="ada"))
    (one,) = found.notes()

    assert [key.id for key in TrackedSite(site=found.site, theme=THEME).notes_on] == ["ada"]
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
    page, _ = FEED.pages(TrackedSite(site=found.site, theme=THEME))

    assert isinstance(page.view, FeedView)
    said = {one.put_right: one.said_by for one in page.view.entries if one.put_right}
    assert said == {"four": "Ada Moss", "One": "a pilot", "berths": None}


SPOKEN = "Ada Moss had direct backing. “We build”, she said. “Nobody asked us”, she went on."
OF_THE_OUTLET = {"quote": "had direct backing", "speaker": "ada", "words_of": "outlet"}
OF_A_TRANSLATOR = {"quote": "We build", "speaker": "ada", "words_of": "translator"}
HER_OWN = {"quote": "Nobody asked us", "speaker": "ada"}
FROM_GAZETTE = {"origin": {"source": "gazette"}}


def quoted(*quotations: object, **more: object) -> Result:
    return result({"articles/harbour.md": article(SPOKEN, quotations=quotations, **more), **FILES})


def headlines(page: html.HtmlElement) -> list[str]:
    """What stands above each quotation."""
    return [words_of(one) for one in page.xpath("//*[@class='spoken']//p[@class='headline']")]


def test_words_of_an_outlet_are_never_printed_as_speech(tmp_path: Path) -> None:
    spoken = [
        {**OF_THE_OUTLET, "worded_by": "courier", "addressee": "gazette", "said": "2023-10-07"},
        {**OF_A_TRANSLATOR, "worded_by": {"unnamed": "a court interpreter"}},
        {**HER_OWN, "words_of": "speaker"},
    ]
    pages = published(tmp_path, harbour=article(SPOKEN, quotations=spoken, **FROM_GAZETTE))

    outlet = "In the words of Courier, of what Ada Moss said to Gazette 7 October 2023"
    assert headlines(pages["articles/harbour.html"]) == [
        outlet,
        "Ada Moss in the translation of a court interpreter",
        "Ada Moss",
    ]
    assert headlines(pages["entities/ada.html"]) == [
        outlet,
        "in the translation of a court interpreter",
    ]


def test_an_outlet_that_is_not_named_is_the_one_that_published_the_article(tmp_path: Path) -> None:
    translated = {**OF_A_TRANSLATOR}
    pages = published(
        tmp_path, harbour=article(SPOKEN, quotations=[OF_THE_OUTLET, translated], **FROM_GAZETTE)
    )

    assert headlines(pages["articles/harbour.html"]) == [
        "In the words of Gazette, of what Ada Moss said",
        "Ada Moss in translation, nobody says whose",
    ]


def test_the_translation_of_words_of_an_outlet_is_in_no_quotation_marks(tmp_path: Path) -> None:
    spoken = [
        {**OF_THE_OUTLET, "translation": "was directly backed", "same": "one"},
        {**HER_OWN, "translation": "We were not asked"},
    ]
    other = [{**OF_THE_OUTLET, "translation": "was backed", "same": "one"}]
    pages = published(
        tmp_path,
        harbour=article(SPOKEN, quotations=spoken, **FROM_GAZETTE),
        again=article(SPOKEN, quotations=other, **FROM_GAZETTE),
    )

    translations = pages["articles/harbour.html"].xpath("//p[@class='translated']")
    assert sorted(words_of(one) for one in translations) == [
        "in translation: We were not asked",
        "in translation: was backed",
        "in translation: was directly backed",
    ]
    assert [words_of(one.xpath("./q")[0]) for one in translations if one.xpath("./q")] == [
        "We were not asked"
    ]


def test_where_articles_do_not_agree_whose_words_they_are_each_says_it(tmp_path: Path) -> None:
    outlet = {**OF_THE_OUTLET, "same": "backing"}
    speech = {**OF_THE_OUTLET, "words_of": "speaker", "same": "backing"}
    pages = published(
        tmp_path,
        a=article(SPOKEN, quotations=[outlet], date="2024-05-01", **FROM_GAZETTE),
        b=article(SPOKEN, quotations=[speech], date="2024-05-02", origin={"source": "courier"}),
    )

    for path in ("articles/a.html", "entities/ada.html"):
        assert headlines(pages[path]) == [
            "In the words of Gazette, of what Ada Moss said",
            "Ada Moss",
        ]


def test_words_of_an_outlet_count_neither_as_quoted_nor_against_the_speaker() -> None:
    framing = {"type": "framing", "framing": "loaded-term", "text": "x"}
    found = quoted(
        OF_THE_OUTLET,
        OF_A_TRANSLATOR,
        HER_OWN,
        annotations=[
            {"quote": "direct", **framing},
            {"quote": "build", **framing},
            {"quote": "Nobody", **framing},
        ],
        **FROM_GAZETTE,
    )
    tracked = TrackedSite(site=found.site, theme=THEME)
    ada = Key(type="entity", id="ada")

    balance = balance_shown("articles/harbour.html", "harbour", tracked)
    assert balance is not None
    assert [(row.quotations, row.words) for row in balance.rows] == [(2, 5)]
    assert (balance.quoted, balance.named, balance.reported) == (5, 1, 1)
    framed = framing_in_words_of(ada, tracked)
    assert framed is not None
    assert (framed.passages, framed.words) == (2, 5)
    only = TrackedSite(site=quoted(OF_THE_OUTLET, **FROM_GAZETTE).site, theme=THEME)
    assert balance_shown("articles/harbour.html", "harbour", only) is None
    assert framing_in_words_of(ada, only) is None


def test_words_of_an_outlet_within_a_speech_are_not_framed_by_the_speaker() -> None:
    framing = {"quote": "direct", "type": "framing", "framing": "loaded-term", "text": "x"}
    whole = {"quote": "Ada Moss had direct backing.", "speaker": "courier"}
    found = quoted(whole, OF_THE_OUTLET, annotations=[framing], **FROM_GAZETTE)
    (one,) = found.notes()

    assert one.speaker is None


@pytest.mark.parametrize(
    ("quotation", "origin", "words_of", "worded_by"),
    [
        # A stand-in speaks, and no more is told than that the words are an outlet's.
        ({**OF_THE_OUTLET, "speaker": "hidden", "worded_by": "courier"}, {}, "outlet", None),
        (
            {**OF_THE_OUTLET, "speaker": "hidden"},
            FROM_GAZETTE,
            "outlet",
            Key(type="source", id="gazette"),
        ),
        ({**OF_THE_OUTLET, "worded_by": "leak"}, {}, "outlet", "Source 1"),
        ({**OF_THE_OUTLET}, {"origin": {"source": "leak"}}, "outlet", None),
        ({**OF_A_TRANSLATOR, "worded_by": "hidden"}, FROM_GAZETTE, "translator", "Person 1"),
    ],
)
def test_whose_words_they_are_is_told_as_far_as_it_may_be(
    quotation: dict[str, object],
    origin: dict[str, object],
    words_of: str,
    worded_by: Key | str | None,
) -> None:
    (one,) = quoted(quotation, **origin).site.annotations.quotations["harbour"]

    assert one.written.words_of == words_of
    told = one.worded_by.words if isinstance(one.worded_by, Unnamed) else one.worded_by
    assert told == worded_by


def test_who_words_what_somebody_said_is_no_orphan() -> None:
    found = quoted({**OF_THE_OUTLET, "worded_by": "courier"}, HER_OWN)

    assert "courier" not in {key.id for key in unused_records(found.site)}
