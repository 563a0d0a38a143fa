"""What data itself says must not be published is imported as withheld, or left out and told."""

import json
from datetime import date
from pathlib import Path

import pytest

from dossierpress.importers.standoff.convert import Imported
from dossierpress.importers.web_annotations.convert import (
    convert_web_annotations as convert_annotations,
)
from dossierpress.importers.web_annotations.convert import read_web_annotations
from harness import call_dossier
from importers.importing import converted

TEXT = "Mira Tolan met Brandt Chemie."


def imported(
    *, article: str = "", entity: str = "", mention: str = "", whole: str = ""
) -> Imported:
    """One article with one mention of one person, each with further keys."""
    data = f"""{{"articles": [{{"id": "a", "title": "A text", "text": "{TEXT}", "entities":
        [{{"start": 0, "end": 10, "entity_id": "m"{mention}}}]{article}}}],
        "entities": [{{"id": "m", "kind": "person", "name": "Mira Tolan"{entity}}}]{whole}}}"""
    return converted(data.encode(), today=date(2026, 1, 1))


def text_of(result: Imported, beginning: str) -> str:
    return "".join(text for path, text in result.files if path.startswith(beginning))


@pytest.mark.parametrize(
    "keys",
    [
        ', "draft": true',
        ', "published": false',
        ', "embargo": "2099-01-01"',
        ', "publishedAt": "2099-01-01T00:00:00Z"',
        ', "metadata": {"visibility": "internal"}',
        ', "tags": ["draft"]',
        ', "entwurf": "ja"',
        ', "hidden": 1',
    ],
)
def test_an_article_that_is_to_be_kept_back_is_imported_as_a_draft(keys: str) -> None:
    result = imported(article=keys)

    assert "\nstatus: draft\n" in text_of(result, "content/articles/")
    (note,) = [one for one in result.report.not_represented if "keeps it back" in one.reason]
    assert (note.thing, note.where) == ("article", "$.articles[0]")


@pytest.mark.parametrize(
    "keys",
    [
        ', "draft": false',
        ', "published": true',
        ', "publishedAt": "2020-01-01T00:00:00Z"',
        ', "tags": ["ports"]',
        ', "visibility": "public"',
        ', "section": "News"',
    ],
)
def test_an_article_that_is_to_be_shown_is_imported_as_ever(keys: str) -> None:
    assert "status" not in text_of(imported(article=keys), "content/articles/")


def test_a_file_that_is_to_be_kept_back_keeps_all_of_it_back() -> None:
    result = imported(whole=', "confidential": true')

    assert "\nstatus: draft\n" in text_of(result, "content/articles/")
    assert "private: true" in text_of(result, "content/entities/")


def test_an_entity_that_is_to_be_kept_back_is_imported_as_private() -> None:
    assert "private: true" in text_of(imported(entity=', "secret": true'), "content/entities/")
    assert "private" not in text_of(imported(), "content/entities/")


def test_a_mention_that_is_to_be_kept_back_is_left_out() -> None:
    result = imported(mention=', "hidden": true')

    assert "mira-tolan" not in text_of(result, "content/articles/")
    assert "it is left out" in [
        one.reason.partition(", so ")[2] for one in result.report.not_represented
    ]


def test_a_web_annotation_that_is_to_be_kept_back_is_left_out() -> None:
    annotation = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "id": "https://notes.example/1",
        "bodyValue": "He told us so.",
        "target": {
            "source": "https://courier.example/quay",
            "selector": {"type": "TextQuoteSelector", "exact": "the quay is closed"},
        },
    }
    where = {"https://courier.example/quay": ("content/articles/quay.md",)}

    def converted(**keys: object) -> tuple[int, list[str]]:
        document, problems = read_web_annotations(
            json.dumps(annotation | keys).encode(), path="a.json"
        )
        assert document is not None, problems
        done = convert_annotations(document, where)
        return len(done.entries), [one.reason for one in done.not_represented]

    assert converted(private=True) == (0, ["`private` keeps it back"])
    assert converted(audience={"id": "https://a.example/students"})[0] == 1
    assert converted()[0] == 1


def test_what_is_imported_as_a_draft_is_not_published(tmp_path: Path) -> None:
    data = tmp_path / "news.json"
    data.write_text(
        json.dumps({"articles": [{"id": "a", "title": "Zqzqzq", "text": "Words.", "draft": True}]})
    )

    done = call_dossier("import", data, "--site", tmp_path / "site")
    built = call_dossier("build", "--site", tmp_path / "site")

    assert (done.returncode, built.returncode) == (0, 0), built.stderr
    assert not list((tmp_path / "site" / "output" / "articles").glob("zqzqzq*"))
