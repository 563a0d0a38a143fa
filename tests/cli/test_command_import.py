"""`dossier import`: real news in, a dossier out, every named mention on its entity's page."""

import io
import json
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from calling import Dossier
from lxml import html

from building import tree
from harness import run_dossier

NEWS = {
    "articles": [
        {
            "id": "a1",
            "title": "Quay closed",
            "text": "Calder closed the quay of Larkhaven.\n\n# not a heading",
            "date": "2021-03-04",
            "lang": "en",
            "source": "courier",
            "url": "https://courier.example/1",
            "entities": [
                {"start": 0, "end": 6, "text": "Calder", "entity_id": "p1"},
                {"start": 26, "end": 35, "text": "Larkhaven", "entity_id": "l1"},
            ],
            "relations": [{"type": "BelongsTo", "source": "p1", "target": "l1"}],
        }
    ],
    "entities": [
        {"id": "p1", "kind": "person", "name": "Ines Calder"},
        {"id": "l1", "kind": "harbour", "name": "Larkhaven"},
    ],
    "sources": [{"id": "courier", "name": "Larkhaven Courier", "url": "https://courier.example/"}],
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A small file of the stand-off form."""
    file = tmp_path / "news.json"
    file.write_text(json.dumps(NEWS))
    return file


def test_a_new_dossier_is_made_and_builds(dossier: Dossier, news: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"

    done = dossier("import", news, "--site", site)
    written = sorted(tree(site))
    built = dossier("build", "--site", site, "--json", "--strict")

    assert done.code == 0
    assert sorted(done.out.split()) == written
    assert written == [
        ".gitignore",
        "content/articles/news/quay-closed.md",
        "content/entities/imported/news-harbour.yml",
        "content/entities/imported/news-person.yml",
        "content/sources/imported/news.yml",
        "site.yml",
    ]
    assert (
        "wrote 6 files: 1 article, 2 entities, 1 source, 1 relation, 0 links\n"
        "2 of 2 mentions of named entities lead to them (recall 1.0000);"
        " 0 of common nouns are plain text\n"
    ) in done.err
    assert "site.yml has new `kinds`: harbour\n" in done.err
    assert "site.yml has new `relation_types`: belongs-to\n" in done.err
    assert (built.code, built.report["diagnostics"]) == (0, [])
    page = (site / "output" / "articles" / "quay-closed.html").read_text()
    assert "# not a heading</p>" in page
    front = (site / "output" / "index.html").read_text()
    assert "1 article, 2 entities and 1 source, imported from news.json." in front
    assert "invented" not in front


def test_the_report_for_programs(dossier: Dossier, news: Path, tmp_path: Path) -> None:
    report = dossier("import", news, "--site", tmp_path / "site", "--json").report

    assert report["counts"] == {
        "articles": 1,
        "entities": 2,
        "sources": 1,
        "relations": 1,
        "relations_read": 1,
        "mentions": 2,
        "mentions_read": 2,
        "unnamed_mentions": 0,
        "links": 0,
        "claims": 0,
        "attributions_read": 0,
        "quotations": 0,
        "quotes_read": 0,
    }
    assert (report["recall"], report["not_represented"]) == (1.0, [])
    assert (report["kinds"], report["relation_types"]) == (["harbour"], ["belongs-to"])
    assert "site.yml" in report["written"]


def test_importing_again_changes_nothing(dossier: Dossier, news: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    dossier("import", news, "--site", site)
    before = tree(site)

    again = dossier("import", news, "--site", site, "--json")

    assert (again.code, again.report["written"]) == (0, [])
    assert tree(site) == before


def test_a_dossier_is_only_added_to(dossier: Dossier, news: Path, site: Path) -> None:
    before = tree(site)

    done = dossier("import", news, "--site", site)
    checked = dossier("check", "--site", site)

    after = tree(site)
    assert done.code == 0
    assert {path for path in before if before[path] != after[path]} == {"site.yml"}
    assert after["site.yml"].startswith(before["site.yml"])
    # The starter has a Larkhaven and an Ines Calder of its own.
    assert b"- id: larkhaven-harbour\n" in after["content/entities/imported/news-harbour.yml"]
    assert b"[[ines-calder-person|Calder]]" in after["content/articles/news/quay-closed.md"]
    assert checked.code == 0


def test_two_imports_do_not_meet(dossier: Dossier, news: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    dossier("import", news, "--site", site)

    other = dossier("import", news, "--site", site, "--name", "Other news")

    assert other.code == 0
    assert "content/entities/imported/other-news-person.yml" in other.out.split()
    assert dossier("check", "--site", site).code == 0


def test_an_edited_file_is_never_overwritten(dossier: Dossier, news: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    dossier("import", news, "--site", site)
    article = site / "content" / "articles" / "news" / "quay-closed.md"
    article.write_text(article.read_text() + "\nEdited.\n")
    (site / "content" / "entities" / "imported" / "news-person.yml").unlink()
    before = tree(site)

    again = dossier("import", news, "--site", site)

    assert again.code == 1
    assert again.err.startswith("content/articles/news/quay-closed.md: error[import-exists]:")
    assert again.err.endswith("nothing is imported\n")
    assert tree(site) == before


def test_settings_that_cannot_be_added_are_printed(
    dossier: Dossier, news: Path, site: Path
) -> None:
    (site / "site.yml").write_text("title: T\nkinds: {vessel: {label: Vessel, plural: Vessels}}\n")
    before = tree(site)

    done = dossier("import", news, "--site", site)

    assert done.code == 1
    assert "site.yml: error[import-settings]:" in done.err
    assert "kinds:\n  harbour:\n    label: Harbour\n" in done.out
    assert tree(site) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "news.json:1:2: error[import-json]: the file is not JSON"),
        ("[]", "news.json: error[import-shape]: `$` must be an object, but is a list"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_made(
    dossier: Dossier, tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "news.json"
    file.write_text(text)

    done = dossier("import", file, "--site", tmp_path / "site")

    assert done.code == 1
    assert message in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "site").exists()


ZIPPED = io.BytesIO()
with zipfile.ZipFile(ZIPPED, "w") as archive:
    archive.writestr("word/document.xml", "<w:document/>")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "it seems to be a PDF"),
        (b"<!DOCTYPE html>\n<html>", "it seems to be a page of HTML"),
        (b"\n<article><head/></article>", "it seems to be a page of HTML"),
        (b"<?xml version='1.0'?><TEI/>", "it seems to be XML"),
        (ZIPPED.getvalue(), "it seems to be a document of Word (.docx)"),
        (b"PK\x03\x04", "it seems to be a damaged ZIP archive"),
        (b"name,kind\nBo,person\n", "it seems to be a table (CSV)"),
        (b"name\tkind\nBo\tperson\n", "it seems to be a table (TSV)"),
        (b"---\ntitle: A\n---\nText\n", "it seems to be an article with front matter"),
        (b"# Quay closed\n\nText.\n", "it seems to be Markdown"),
        (b"The quay is closed.\n", "it seems to be plain text"),
        (b'{"id": 1}\n{"id": 2}\n', "it seems to be JSON Lines"),
        ('{"articles": []}'.encode("utf-16"), "it seems to be text in UTF-16"),
        (b"\x00\x01\x02", "it seems to be no text"),
        (b" \n", "it holds nothing"),
        (b"", "it holds nothing"),
    ],
)
def test_what_it_does_not_read_is_recognised(
    dossier: Dossier, tmp_path: Path, data: bytes, what: str
) -> None:
    file = tmp_path / "brought.dat"
    file.write_bytes(data)

    done = dossier("import", file, "--site", tmp_path / "site")

    assert done.code == 1
    assert f"brought.dat: error[import-file]: {what}" in done.err
    assert "hint: `dossier import` reads stand-off JSON" in done.err
    assert not (tmp_path / "site").exists()


def test_a_file_has_a_limit_that_settings_raise(
    dossier: Dossier, site: Path, tmp_path: Path
) -> None:
    padded = tmp_path / "padded.json"
    padded.write_text(json.dumps(NEWS) + " " * 3000)
    settings = site / "site.yml"
    before = settings.read_text()
    settings.write_text(f"{before}\nlimits: {{import_bytes: 2000}}\n")

    refused = dossier("import", padded, "--site", site)
    settings.write_text(f"{before}\nlimits: {{import_bytes: 20000}}\n")

    assert refused.code == 1
    assert "error[import-too-big]" in refused.err
    assert "over the limit of 2,000" in refused.err
    assert "`limits: {import_bytes: …}` in site.yml allows more" in refused.err
    assert dossier("import", padded, "--site", site).code == 0


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_what_has_no_end_is_not_read(dossier: Dossier, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    sparse = tmp_path / "sparse.json"
    with sparse.open("wb") as file:
        file.truncate(50_000_000_000)
    for path, code in (
        (Path("/dev/zero"), "import-file"),
        (tmp_path / "pipe", "import-file"),
        (sparse, "import-too-big"),
    ):
        done = dossier("import", path, "--site", tmp_path / "site")

        assert done.code == 1
        assert f"error[{code}]" in done.err


def test_a_folder_of_something_else_is_refused(
    dossier: Dossier, news: Path, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")

    done = dossier("import", news, "--site", tmp_path / "full")

    assert done.code == 2
    assert tree(tmp_path / "full") == {"file": b"mine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RealImport:
    """A file of real news, imported and built."""

    data: dict[str, Any]
    report: dict[str, Any]
    check: dict[str, Any]
    site: Path


@pytest.fixture(scope="module", params=["re3d", "gum-news"])
def real(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> RealImport:
    """71 government and military texts, and 12 of Wikinews."""
    file = shared_data / "news" / f"{request.param}.json"
    site = tmp_path_factory.mktemp(request.param) / "site"
    reports = []
    for command in (["import", file], ["check"], ["build"]):
        done = run_dossier(*command, "--site", site, "--json")
        assert done.returncode == 0, done.stderr
        reports.append(json.loads(done.stdout))
    return RealImport(
        data=json.loads(file.read_text()), report=reports[0], check=reports[1], site=site
    )


def words(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def headline(article: dict[str, Any]) -> int:
    """Where the headline ends that a text repeats."""
    first, _, rest = article["text"].partition("\n\n")
    return len(first) if rest.strip() and words(first) == words(article["title"]) else 0


def titled(folder: Path) -> Iterator[tuple[str, Any, str]]:
    """(file stem, page, heading) of every page in a folder of the output."""
    for file in sorted(folder.glob("*.html")):
        # Browsers look for the encoding in so many bytes; this parser, up to other than ASCII.
        assert b'<meta charset="utf-8">' in file.read_bytes()[:1024]
        page = html.parse(file, html.HTMLParser(encoding="utf-8"))
        yield file.stem, page, words(page.find(".//h1").text_content())


def test_real_news_checks_without_an_error(real: RealImport) -> None:
    assert real.check["errors"] == 0
    assert real.report["counts"]["articles"] == len(real.data["articles"])


def test_every_named_mention_is_on_its_entitys_page(real: RealImport) -> None:
    named = {one["id"]: one for one in real.data["entities"] if one["named"]}
    expected: Counter[tuple[str, str, str, str]] = Counter(
        (
            named[mention["entity_id"]]["kind"].replace("_", "-"),
            words(named[mention["entity_id"]]["name"]),
            words(article["title"]),
            words(mention["text"]),
        )
        for article in real.data["articles"]
        for mention in article["entities"]
        # Whom the headline names are declared, and their pages list the article.
        if mention["entity_id"] in named and mention["end"] > headline(article)
    )
    written = {
        item["id"]: (item["kind"], item["name"])
        for file in (real.site / "content" / "entities").rglob("*.yml")
        for item in yaml.safe_load(file.read_text())
    }
    titles = {stem: title for stem, _, title in titled(real.site / "output" / "articles")}

    shown: Counter[tuple[str, str, str, str]] = Counter()
    for stem, page, _ in titled(real.site / "output" / "entities"):
        entity = written.get(re.sub(r"-page-\d+$", "", stem))
        # A further mention in the same excerpt is a `mark`; the `a` before it says the article.
        for match in page.iterfind(".//*[@class='match']") if entity else ():
            if match.tag == "a":
                article = Path(match.get("href").partition("#")[0]).stem
            shown[*entity, titles[article], words(match.text_content())] += 1

    assert expected - shown == Counter()
    in_headlines = sum(
        mention["entity_id"] in named and mention["end"] <= headline(article)
        for article in real.data["articles"]
        for mention in article["entities"]
    )
    assert expected.total() + in_headlines == real.report["counts"]["mentions_read"]
    assert real.report["recall"] == 1.0


def test_the_text_of_real_news_is_shown_as_it_is(real: RealImport) -> None:
    texts = {
        words(article["title"]): article["text"][headline(article) :]
        for article in real.data["articles"]
    }
    for _, page, title in titled(real.site / "output" / "articles"):
        if title in texts:
            # Numbers of footnotes are marks, not text; their addresses stand behind it.
            for mark in page.xpath("//sup[@class='footnote-ref']"):
                mark.drop_tree()
            blocks = page.xpath(
                "//div[contains(@class, 'prose')]//*[self::p[a[@class='permalink']] or self::h2]"
                "[not(ancestor::section[@role])]"
            )
            shown = [words(block.text_content()) for block in blocks]
            text = texts.pop(title).strip()
            assert shown == [words(part) for part in re.split("\n\n+", text)]
    assert texts == {}


def test_what_real_news_has_and_we_do_not_show_is_listed(real: RealImport) -> None:
    listed = real.report["not_represented"]
    named = {one["id"] for one in real.data["entities"] if one["named"]}
    relations = [
        f"$.articles[{number}].relations[{index}]"
        for number, article in enumerate(real.data["articles"])
        for index, one in enumerate(article["relations"])
        if not {one["source"], one["target"]} <= named or one["source"] == one["target"]
    ]

    assert relations == [one["where"] for one in listed if one["thing"] == "relation"]
    assert all(one["reason"] and one["where"].startswith("$") for one in listed)
    things = {"relation", "field", "link", "attribution", "quote"}
    assert {one["thing"] for one in listed} <= things
