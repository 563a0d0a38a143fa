"""What a page is described with: its first paragraph, and nothing that is none."""

from pathlib import Path

import pytest
from lxml import html

from building import lay, publish

QUOTED = "> A quotation of others.\n\n"
CALLOUT = "> [!note] Mind\n> A callout.\n\n"
CODE = "```\ncode = 1\n```\n\n"
INDENTED = "    code = 2\n\n"
TABLE = "| table | head |\n|---|---|\n| a | b |\n\n"
NOTE = "\n[^1]: A footnote.\n"
SAID = "The gate *failed* at two,\nshe said.[^1]\n\nAnd later.\n"
SHOWN = "The gate failed at two, she said."


TEXTS = [
    ("## Background\n\nThe gate failed at two.\n", "The gate failed at two."),
    ("Background\n---\n\nThe gate failed at two.\n", "The gate failed at two."),
    (f"{QUOTED}{CODE}{INDENTED}{TABLE}{CALLOUT}### Deep\n\n{SAID}{NOTE}", SHOWN),
    ("## Said\n\n> So be it.\n", "So be it."),
    (f"## Listing\n\n{CODE}", None),
    ("", None),
]
RECORDS = {
    "articles": "title: A",
    "pages": "title: A",
    "entities": "kind: person\nname: A {number}",
    "sources": "kind: newspaper\nname: A {number}",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = lay(
        tmp_path_factory.mktemp("site"),
        {
            "site.yml": "title: T\n",
            **{
                f"content/{folder}/a-{number}.md": (
                    f"---\n{matter.format(number=number)}\n---\n{text}"
                )
                for folder, matter in RECORDS.items()
                for number, (text, _) in enumerate(TEXTS)
            },
        },
    )
    assert publish(project).published
    return project.output


@pytest.mark.parametrize("folder", RECORDS)
def test_the_first_paragraph(output: Path, folder: str) -> None:
    pages = [html.parse(output / f"{folder}/a-{number}.html") for number in range(len(TEXTS))]

    titles = [page.xpath("string(//meta[@property='og:title']/@content)") for page in pages]
    for of in ("@name='description'", "@property='og:description'"):
        said = [page.xpath(f"string(//meta[{of}]/@content)") for page in pages]
        assert said == [
            description or f"{titles[number]}: a page of the dossier “T”."
            for number, (_, description) in enumerate(TEXTS)
        ]
