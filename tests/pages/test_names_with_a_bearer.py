"""What one party calls something links and is listed as theirs, and heads no page."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from building import lay, must_publish, publish, tree

BRAND, BRAND_AR = "Operation Larkspur", "عملية الزنبق"
PARTIES = "- {id: board, kind: organization, name: The Board}\n"
SOURCES = "- {id: gazette, kind: newspaper, name: The Gazette}\n"


def site(folder: Path, *entities: str, **articles: str) -> dict[str, html.HtmlElement]:
    """The pages of a dossier with some entities, in Arabic as well."""
    project = lay(
        folder,
        {
            "site.yml": "title: Test\nurl: https://a.example/\n",
            "content/entities/all.yml": PARTIES + "".join(entities),
            "content/sources/all.yml": SOURCES,
            **{f"content/articles/{name}.md": text for name, text in articles.items()},
        },
    )
    must_publish(project)
    return {
        path: html.fromstring(data.decode())
        for path, data in tree(project.output).items()
        if path.endswith(".html")
    }


def words_of(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def names_on(page: html.HtmlElement) -> Mapping[str, list[str]]:
    """Heading -> the names below it."""
    return {
        words_of(group.xpath("./dt")[0]): [words_of(one) for one in group.xpath("./dd")]
        for group in page.xpath("//section[@class='facts']/dl/div")
        if words_of(group.xpath("./dt")[0]) not in {"Articles", "Mentions"}
    }


def event(front: str) -> str:
    return f"- id: closure\n  kind: event\n{front}"


def test_a_name_with_a_bearer_is_listed_as_theirs_and_links(tmp_path: Path) -> None:
    pages = site(
        tmp_path,
        event(
            "  name: The closure of the quay\n"
            f"  aliases: [The closing, {{en: {BRAND}, ar: {BRAND_AR}, bearer: board}}]\n"
            "  former_names: [{lang: en, text: The great closing, bearer: source:gazette}]\n"
            "  weak_aliases: [{text: the act, bearer: board}]\n"
        ),
        news=f"---\ntitle: News\n---\nOf {BRAND}, as they say. The Board, [@gazette].\n",
    )

    assert names_on(pages["entities/closure.html"]) == {
        "Also known as": [
            "The closing",
            f"{BRAND} used by The Board",
            f"{BRAND_AR} used by The Board",
        ],
        "Formerly": ["The great closing used by The Gazette"],
        "May be meant by": [
            "the act used by The Board",
            "These words can mean others too, so they never link by themselves.",
        ],
    }
    links = pages["articles/news.html"].xpath("//a[@href='../entities/closure.html']")
    assert BRAND in [words_of(one) for one in links]


@pytest.mark.parametrize(
    "arabic",
    [
        f"ar: {{text: {BRAND_AR}, bearer: board}}",
        f"ar: [{{text: {BRAND_AR}, bearer: board}}]",
    ],
)
def test_it_is_no_name_at_the_head_of_a_page_in_any_language(tmp_path: Path, arabic: str) -> None:
    named = event(f"  name: {{en: The closure of the quay, {arabic}}}\n")
    pages = site(
        tmp_path,
        named,
        news="---\ntitle: الأخبار\nlang: ar\n---\n"
        f"قبل [[closure]].\n\n## وبعد\n\nبعد {BRAND_AR}.\n",
    )
    own = pages["entities/closure.html"]

    assert words_of(own.xpath("//h1")[0]) == "The closure of the quay"
    assert BRAND_AR not in words_of(own.xpath("//header[.//h1]")[0])
    assert names_on(own) == {"Also known as": [f"{BRAND_AR} used by The Board"]}
    links = pages["articles/news.html"].xpath("//*[contains(@class, 'prose')]//a")
    told = [words_of(one) for one in links if one.get("href") == "../entities/closure.html"]
    assert told == ["The closure of the quay", BRAND_AR]
    for path, page in pages.items():
        if path not in ("entities/closure.html", "articles/news.html"):
            assert BRAND_AR not in words_of(page), path


def test_a_neutral_name_of_the_language_is_chosen_over_one_with_a_bearer(tmp_path: Path) -> None:
    pages = site(
        tmp_path,
        event(
            "  name: {en: The closure of the quay,"
            f" ar: [{{text: {BRAND_AR}, bearer: board}}, إغلاق الرصيف]}}\n"
        ),
        news="---\ntitle: الأخبار\nlang: ar\n---\nقبل [[closure]] وبعد.\n",
    )

    links = pages["articles/news.html"].xpath("//*[contains(@class, 'prose')]//a")
    assert "إغلاق الرصيف" in [words_of(one) for one in links]


def test_a_bearer_who_is_withheld_is_not_told(tmp_path: Path) -> None:
    pages = site(
        tmp_path,
        "- {id: hidden, kind: person, name: Zora Quillfeather, private: true}\n",
        event(f"  name: The closure\n  aliases: [{{en: {BRAND}, bearer: hidden}}]\n"),
        news="---\ntitle: News\n---\nOf the closure.\n",
    )

    assert names_on(pages["entities/closure.html"]) == {"Also known as": [BRAND]}


@pytest.mark.parametrize(
    ("bearer", "code"),
    [("nobody", "ref-unknown-source"), ("article:news", "ref-wrong-type")],
)
def test_a_bearer_is_a_source_or_an_entity(tmp_path: Path, bearer: str, code: str) -> None:
    project = lay(
        tmp_path,
        {
            "site.yml": "title: Test\n",
            "content/entities/all.yml": event(
                f"  name: The closure\n  aliases: [{{en: {BRAND}, bearer: '{bearer}'}}]\n"
            ),
            "content/articles/news.md": "---\ntitle: News\n---\nText.\n",
        },
    )
    report = publish(project)

    (found,) = [one for one in report.diagnostics if one.code == code]
    assert found.path == "content/entities/all.yml"
    assert found.span is not None
    assert (found.span.line, found.span.column) == (4, 47)
