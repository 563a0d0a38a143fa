"""Content is never compiled: what a template engine would run is text, letter by letter."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html

from building import PICTURE, lay, publish, tree
from dossierpress.source.project import Project
from isolation.template_strings import REMARKS, RESULT, template_strings

ARTICLE = """---
title: {yaml}
summary: {yaml}
authors: [{yaml}]
image: one.png
entities:
  - {{id: e-{number}, role: {yaml}, as: [{yaml}]}}
sources:
  - {{id: s-{number}, at: {yaml}}}
references:
  - {{to: a-0, type: follows, note: {yaml}}}
claims:
  - {{id: w-{number}, text: {yaml}, value: {{number: 5, unit: {yaml}}}, note: {yaml}}}
annotations:
  - {{quote: A quiet passage, type: rumour, text: {yaml}, by: {yaml}, to: claim:c-{number}}}
  - {{quote: stood here, type: framing, framing: loaded-term, text: {yaml}, neutral: {yaml}}}
  - {{quote: in the end, type: correction, text: {yaml}, said_by: {{unnamed: {yaml}}}}}
quotations:
  - quote: so it is
    speaker: {{unnamed: {yaml}}}
    addressee: {{unnamed: {yaml}}}
    original: {{text: {yaml}, lang: fa}}
    translation: {yaml}
    note: {yaml}
    words_of: outlet
    worded_by: {{unnamed: {yaml}}}
  - quote: somebody said
    speaker: {{unnamed: {yaml}}}
    words_of: translator
    worded_by: {{unnamed: {yaml}}}
---

{annotated}

{text}

## {text}

{text} in a line, **{text}**, “{text}” and [[e-{number}]] [@s-{number}, {text}].

| {text} | b |
|---|---|
| c | {text} |

![{text}](../media/one.png "{text}")

~~~~~~
{text}
~~~~~~
"""
ENTITY = """- id: e-{number}
  kind: person
  name: {yaml}
  aliases: [{other}, {{text: {another}, bearer: group}}]
  description: {yaml}
  relations: [{{type: member, to: group, role: {yaml}, note: {yaml}}}]
"""
SOURCE = """- id: s-{number}
  kind: newspaper
  name: {yaml}
  description: {yaml}
"""
CLAIM = """- id: c-{number}
  text: {yaml}
  about: group
  value: {{text: {yaml}}}
  status: [{{is: disputed, by: {yaml}, note: {yaml}}}]
  contradicts: {{to: w-{number}, note: {yaml}}}
  note: {yaml}
  reports:
    - by: s-{number}
      citing: {{unnamed: {yaml}}}
      verb: {yaml}
      at: {yaml}
      quote: {{exact: {yaml}, translation: {yaml}}}
      note: {yaml}
    - {{by: s-0, citing: e-{number}, verb: {yaml}}}
"""
ANNOTATED = "A quiet passage stood here, and somebody said that so it is in the end."
SETTINGS = """title: {yaml}
description: {yaml}
author: {yaml}
licence: {yaml}
url: https://harbour.example/
tags: {{quay: {yaml}}}
kinds: {{ship: {{label: {yaml}, plural: {yaml}}}}}
annotation_types: {{rumour: {{label: {yaml}}}}}
"""
PAGES = ("articles/a", "entities/e", "sources/s", "claims/c", "claims/w")
"""Where each text has a page that it is the heading of."""


def laid(root: Path, texts: Sequence[str]) -> Project:
    """A record of each kind for each text, with the text in every field."""
    files: dict[str, str | bytes] = {
        "site.yml": SETTINGS.format(yaml=json.dumps(texts[0])),
        "content/entities/group.yml": "- {id: group, kind: organization, name: The Group}\n",
        "content/media/one.png": PICTURE,
    }
    for number, text in enumerate(texts):
        given = {
            "number": number,
            "text": text,
            "annotated": ANNOTATED,
            "yaml": json.dumps(text),
            "other": json.dumps(f"The {text}"),
            "another": json.dumps(f"Their {text}"),
        }
        files |= {
            f"content/articles/a-{number}.md": ARTICLE.format(**given),
            f"content/entities/e-{number}.yml": ENTITY.format(**given),
            f"content/sources/s-{number}.yml": SOURCE.format(**given),
            f"content/claims/c-{number}.yml": CLAIM.format(**given),
            f"content/pages/p-{number}.md": f"---\ntitle: {given['yaml']}\n---\n\n{text}\n",
        }
    # An article follows another one than itself.
    files["content/articles/a-0.md"] = str(files["content/articles/a-0.md"]).replace("a-0,", "a-1,")
    return lay(root, files)


def test_all_of_them_are_shown_as_they_stand(tmp_path: Path) -> None:
    texts = template_strings()
    assert len(texts) >= 100
    project = laid(tmp_path / "site", texts)

    told: set[str] = set()
    while not (report := publish(project, cached=False)).published:
        # The body's Markdown may be no Markdown that leads anywhere; front matter is always text.
        wrong = {one.path for one in report.diagnostics if report.severity(one.code) == "error"}
        assert wrong
        assert all(path.startswith(("content/articles/", "content/pages/")) for path in wrong), (
            wrong
        )
        assert wrong.isdisjoint(told)
        told |= wrong
        for path in wrong:
            file = project.root / path
            head, _, _ = file.read_text().rpartition("---\n\n")
            shown = texts[int(file.stem[2:])]
            matter = head.partition("\n---\n")[0]
            file.write_text(f"{matter}\n---\n\n{ANNOTATED}\n\n~~~~\n{shown}\n~~~~\n")

    files = tree(project.output)
    assert [] == [path for path, data in files.items() if RESULT.encode() in data]
    assert [] == [path for path, data in files.items() if b"root:x:0" in data or b"uid=0" in data]
    for number, text in enumerate(texts):
        for path in [f"{where}-{number}" for where in PAGES]:
            page = html.fromstring(files[f"{path}.html"])
            [heading] = page.findall(".//h1")
            assert plain(text) == plain(heading.text_content()), path
        article = html.fromstring(files[f"articles/a-{number}.html"])
        assert plain(text) in {plain(code.text_content()) for code in article.iter("pre")}
        for where in ("said", "neutral", "spoken"):
            assert any(plain(text) in found for found in texts_of(article, where)), where
    home = html.fromstring(files["index.html"])
    assert plain(texts[0]) in plain(home.text_content())


def test_a_remark_of_an_engine_is_refused_but_in_code(tmp_path: Path) -> None:
    project = laid(tmp_path / "site", ["harmless", "harmless too", *REMARKS])

    report = publish(project, cached=False)

    told = {one.path for one in report.diagnostics if one.code == "md-editors-comment"}
    assert not report.published
    for number in range(2, 2 + len(REMARKS)):
        files = {
            os.fspath(path.relative_to(project.root))
            for path in project.root.glob(f"content/*/?-{number}.*")
        }
        assert len(files) == 5
        assert files <= told
        for path in files:
            (project.root / path).unlink()
    in_code = "\n".join(f"~~~~\n{text}\n~~~~\n" for text in REMARKS)
    lay(project.root, {"content/articles/code.md": f"---\ntitle: Code\n---\n\n{in_code}"})
    assert publish(project, cached=False).published
    page = html.fromstring((project.output / "articles/code.html").read_bytes())
    in_text = page.find_class("body")[0].iter("pre")  # and not how the page is cited, below it
    assert [*REMARKS] == [plain(code.text_content()) for code in in_text]


def texts_of(page: html.HtmlElement, name: str) -> list[str]:
    """What readers see in the elements of a class."""
    return [plain(node.text_content()) for node in page.find_class(name)]


def plain(text: str) -> str:
    """Without regard to white space."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["{{ 7 }}.md", "{% import os %}.md", "${x}.md"])
def test_a_name_of_a_file_is_no_program_either(tmp_path: Path, name: str) -> None:
    project = lay(tmp_path / "site", {"site.yml": "title: T\n", f"content/articles/{name}": "x"})

    report = publish(project)

    assert not report.published
