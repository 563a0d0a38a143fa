"""Whoever publishes a source, an outlet or a corporation, is named as what it is."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from building import lay, must_publish
from sample_site import links

FILES: Mapping[str, str] = {
    "site.yml": "title: The channel\n",
    "content/entities/all.yml": (
        "- {id: irib, kind: organization, name: The Broadcasting Corporation}\n"
        "- {id: harbour, kind: place, name: Lower Harbour}\n"
    ),
    "content/sources/all.yml": (
        "- {id: irib, kind: broadcaster, name: Broadcast News, publisher: entity:irib}\n"
        "- {id: al-alam, kind: broadcaster, name: Al-Alam, publisher: entity:irib}\n"
        "- {id: report, kind: document, name: The Report, publisher: al-alam, published: 2024-05}\n"
    ),
    "content/claims/all.yml": (
        "- id: quay\n  text: The quay is closed.\n  about: harbour\n"
        "  reports: [{by: al-alam}, {by: source:irib}]\n"
    ),
    "content/articles/text.md": (
        "---\ntitle: Text\ndate: 2024-06-01\nclaims: [quay]\n---\nThe quay [@al-alam; @report].\n"
    ),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("publishers")
    must_publish(lay(root, FILES))
    return root / "output"


def page(output: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((output / path).read_bytes())


def test_the_ties_of_a_claim_name_the_corporation_and_not_its_outlet(output: Path) -> None:
    shown = page(output, "claims/quay.html")

    assert "published by The Broadcasting Corporation" in " ".join(shown.text_content().split())
    assert "published by Broadcast News" not in " ".join(shown.text_content().split())


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("sources/al-alam.html", "//dt[.='Publisher']/.."),
        ("sources/index.html", "//li[p/a[normalize-space()='Al-Alam']]"),
        ("bibliography.html", "//li[.//a[normalize-space()='Al-Alam']]"),
        ("articles/text.html", "//li[@id='source_1']"),
    ],
)
def test_every_page_leads_to_the_corporation(output: Path, path: str, where: str) -> None:
    found = links(page(output, path), where)

    assert found["The Broadcasting Corporation"].endswith("entities/irib.html")


def test_the_corporation_shows_what_it_publishes(output: Path) -> None:
    assert links(page(output, "entities/irib.html"), "//dt[.='Publishes']/..") == {
        "Broadcast News": "../sources/irib.html",
        "Al-Alam": "../sources/al-alam.html",
    }


def test_a_document_of_an_outlet_stays_with_the_outlet(output: Path) -> None:
    found = links(page(output, "sources/report.html"), "//dt[.='Publisher']/..")

    assert found == {"Al-Alam": "al-alam.html"}
    assert "The Report" in page(output, "sources/al-alam.html").text_content()
