"""The page of an article."""

import pytest
from msgspec.structs import replace

from dossierpress.model.body import Heading
from dossierpress.model.site import BibliographyEntry, CrossReference, Declaration, Reliance
from dossierpress.pages.kinds.articles import ARTICLE_PAGES
from dossierpress.schema.article import DeclaredEntity, DeclaredSource, FirstPublication
from sample_site import (
    article,
    body,
    citation,
    emitted,
    entity,
    key,
    links,
    mention,
    shown,
    site,
    source,
    words,
)

HARBOUR = "articles/harbour.html"


def test_what_stands_above_the_text() -> None:
    of = site(
        article(
            "harbour",
            body('<p id="p-1">Text.</p>'),
            title="The <Harbour>",
            date="2024-05-23~",
            modified="2024-05-25",
            authors=("Ada", "Ben"),
            summary="What happened.",
            tags=("tide", "unknown"),
        ),
        tags={"tide": ("harbour",)},
    )

    page = shown(ARTICLE_PAGES, of, HARBOUR)

    assert words(page, "//h1") == ["The <Harbour>"]
    assert words(page, "//title") == ["The <Harbour> – Sample"]
    assert words(page, "//*[@class='article-line']/*") == [
        "By Ada, Ben",
        "about 23 May 2024",
        "updated 25 May 2024",
        "1-minute read",
    ]
    assert page.xpath("//header//time/@datetime") == ["2024-05-25"]
    assert words(page, "//*[@class='byline']") == ["By Ada, Ben"]
    assert words(page, "//*[@class='standfirst']") == ["What happened."]
    below = "//article/footer//*[@class='tags']"
    assert links(page, below) == {"tide": "../tags/tide.html"}


@pytest.mark.parametrize(
    ("lang", "counted", "said"),
    [
        ("en", 0, []),
        ("en", 30, ["1-minute read"]),
        ("en", 228 * 7, ["7-minute read"]),
        ("ar", 138 * 7, ["مدة القراءة: 7 دقائق"]),
        ("zh-Hant", 158 * 7, ["7-minute read"]),
        ("eo", 184 * 7, ["7-minute read"]),
    ],
)
def test_how_long_it_takes_to_read(lang: str, counted: int, said: list[str]) -> None:
    text = replace(body('<p id="p-1">Text.</p>'), words=counted)

    page = shown(ARTICLE_PAGES, site(article("harbour", text, lang=lang)), HARBOUR)

    assert words(page, "//*[@class='article-line']/*") == said


def test_origin() -> None:
    origin = FirstPublication(
        source="source:wire",
        url="https://www.wire.example/1",
        archived="https://archive.example/1",
        accessed="2024-05-24",
        sha256="0" * 64,
    )
    of = site(article("harbour", origin=origin), source("wire", name="The Wire"))

    (box,) = shown(ARTICLE_PAGES, of, HARBOUR).xpath("//*[@class='origin']")

    assert links(box, ".") == {
        "The Wire": "../sources/wire.html",
        "wire.example": "https://www.wire.example/1",
        "archived copy": "https://archive.example/1",
    }
    assert [f"SHA-256 {'0' * 64}"] == words(box, ".//*[@class='digest']")


def test_an_origin_that_is_not_published_is_not_named() -> None:
    of = site(article("harbour", origin=FirstPublication(source="secret", at="p. 3")))

    page = shown(ARTICLE_PAGES, of, HARBOUR)

    assert words(page, "//*[@class='origin']") == ["First published p. 3"]


def test_declared_entities_stand_by_kind_apart_from_those_only_mentioned() -> None:
    of = site(
        article(
            "harbour",
            entities=(
                DeclaredEntity(id="quay"),
                DeclaredEntity(id="entity:pilot", role="steered"),
                DeclaredEntity(id="mate"),
            ),
        ),
        entity("mate"),
        entity("pilot"),
        entity("quay", kind="place"),
        entity("tug", kind="object"),
        declarations_of={
            "mate": (Declaration(article="harbour", entity="mate", role=None),),
            "pilot": (Declaration(article="harbour", entity="pilot", role="steered"),),
            "quay": (Declaration(article="harbour", entity="quay", role=None),),
        },
        appearances=dict.fromkeys(("mate", "pilot", "quay", "tug"), ("harbour",)),
    )

    (cast,) = shown(ARTICLE_PAGES, of, HARBOUR).xpath("//aside")

    assert words(cast, ".//h3") == ["People", "Places", "Also mentioned"]
    assert words(cast, ".//li") == ["Pilot steered", "Mate", "Quay", "Tug"]
    assert words(cast, ".//div[@class='mentioned']//li") == ["Tug"]


def test_sources_lead_back_to_every_mark_and_say_whom_they_cite() -> None:
    declared = DeclaredSource(id="wire", cites=("paper", "secret"), url="https://wire.example/1")
    marks = tuple(citation("article:harbour", "wire", f"mark-{n}") for n in (1, 2))
    of = site(
        article("harbour"),
        source("wire", reliability="B", published="2024", author=("Ada",)),
        source("paper"),
        bibliographies={
            key("article:harbour"): (
                BibliographyEntry(
                    record=key("article:harbour"),
                    source="wire",
                    number=1,
                    declared=declared,
                    citations=marks,
                ),
                BibliographyEntry(
                    record=key("article:harbour"),
                    source="paper",
                    number=2,
                    declared=None,
                    citations=(),
                ),
            )
        },
        relies_on={"wire": (Reliance(source="wire", cited="paper", article="harbour"),)},
    )

    page = shown(ARTICLE_PAGES, of, HARBOUR)

    assert page.xpath("//*[@role='doc-bibliography']//li/@id") == ["source_1", "source_2"]
    assert page.xpath("//a[@role='doc-backlink']/@href") == ["#mark-1", "#mark-2"]
    assert words(page, "//*[@role='doc-bibliography']//li") == [
        "Ada: Wire, 2024, citing Paper. usually reliable (B) wire.example Cited at ↑ p. 4 ↑ p. 4",
        "Paper. (not cited in the text)",
    ]
    assert words(page, "//*[@class='attributions']//li") == ["Wire citing Paper"]


def test_cross_references_stand_by_type_and_say_whose_they_are() -> None:
    def reference(
        there: str, type_: str, *, stated: bool, note: str | None = None
    ) -> CrossReference:
        return CrossReference(
            here=key("article:harbour"),
            there=key(there),
            type=type_,
            label=type_,
            note=note,
            stated=stated,
        )

    of = site(
        article("harbour"),
        article("storm", date="2024"),
        article("ebb"),
        cross_references={
            key("article:harbour"): (
                reference("article:storm", "follows", stated=True, note="a day later"),
                reference("article:ebb", "updated-by", stated=False),
                reference("article:ebb", "follows", stated=True),
            )
        },
    )

    page = shown(ARTICLE_PAGES, of, HARBOUR)

    assert words(page, "//*[@class='references']//dt") == ["follows", "updated-by"]
    assert words(page, "//*[@class='references']//dd") == [
        "Storm 2024 a day later",
        "Ebb",
        "Ebb said on that page",
    ]


def test_backlinks_show_the_sentence_and_lead_to_the_paragraph() -> None:
    of = site(
        article("harbour"),
        article("storm", date="2024-05", lang="fa"),
        entity("pilot"),
        mentions_of={
            key("article:harbour"): (
                mention("article:storm", "article:harbour", "p-1", "the harbour"),
                mention("article:storm", "article:harbour", "p-2", "it"),
                mention("article:harbour", "article:harbour", "p-9"),
                mention("entity:pilot", "article:harbour", "p-3"),
            )
        },
    )

    (section,) = shown(ARTICLE_PAGES, of, HARBOUR).xpath("//*[@class='backlinks']")

    assert words(section, ".//h2") == ["Mentioned in 3"]
    assert words(section, ".//*[@class='where']") == ["Storm May 2024", "Pilot"]
    assert words(section, ".//li/p[not(@class)]") == [
        "See the harbour there.",
        "See it there.",
        "See it there.",
    ]
    assert section.xpath(".//a[@class='match']/@href") == [
        "storm.html#p-1",
        "storm.html#p-2",
        "../entities/pilot.html#p-3",
    ]
    assert section.xpath(".//li/p[not(@class)]/@lang") == ["fa", "fa"]


def test_many_backlinks_go_on_over_pages() -> None:
    mentions = tuple(mention("article:storm", "article:harbour", f"p-{n}") for n in range(5))
    of = site(
        article("harbour", body('<p id="p-1">Text.</p>')),
        article("storm"),
        settings="page_size: 2",
        mentions_of={key("article:harbour"): mentions},
    )

    paths = [path for path in emitted(ARTICLE_PAGES, of) if "harbour" in path]
    second = shown(ARTICLE_PAGES, of, "articles/harbour-page-2.html")

    assert paths == [HARBOUR, "articles/harbour-page-2.html", "articles/harbour-page-3.html"]
    assert second.xpath("//a[@class='match']/@href") == ["storm.html#p-2", "storm.html#p-3"]
    assert second.xpath("//a[@rel='prev']/@href") == ["harbour.html"]
    assert second.xpath("//a[@rel='next']/@href") == ["harbour-page-3.html"]
    assert words(second, "//a[@aria-current='page']") == ["2"]
    assert second.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert second.xpath("//*[contains(@class, 'prose')]") == []


def test_previous_and_next_go_by_date() -> None:
    of = site(
        article("new", date="2024-03"), article("mid", date="2024-02"), article("old", date="2024"),
        article("undated"),
    )  # fmt: skip

    def neighbours(id_: str) -> dict[str, str]:
        return links(shown(ARTICLE_PAGES, of, f"articles/{id_}.html"), "//*[@class='neighbours']")

    assert neighbours("mid") == {"Old": "old.html", "New": "new.html"}
    assert neighbours("new") == {"Mid": "mid.html"}
    assert neighbours("old") == {"Mid": "mid.html"}
    assert neighbours("undated") == {}


def test_contents_list_the_headings() -> None:
    headings = [Heading(level=2, anchor=f"h-{n}", text=f"Part {n}") for n in (1, 2, 3)]
    of = site(article("harbour", body(headings=headings)))

    page = shown(ARTICLE_PAGES, of, HARBOUR)

    assert links(page, "//nav[@class='contents']") == {
        "Part 1": "#h-1",
        "Part 2": "#h-2",
        "Part 3": "#h-3",
    }


def test_the_page_has_the_articles_language_and_what_has_no_catalogue_the_sites() -> None:
    of = site(article("harbour", lang="ps", date="2024"), article("storm"), source("wire"))

    page = shown(ARTICLE_PAGES, of, HARBOUR)

    assert (page.get("lang"), page.get("dir")) == ("ps", "rtl")
    assert [
        (element.get("lang"), element.get("dir"))
        for element in page.xpath(
            "//header[@class='masthead'] | //footer | //*[@class='apparatus']"
        )
    ] == [("en", "ltr")] * 3
    assert page.xpath("//p[@class='article-line']/@lang") == ["en"]
    # The line itself begins where those of the title do.
    assert [line.get("dir") for line in page.xpath("//header[@class='opening']/p")] == [None]
