"""What is a web archive, and what only prints the same text."""

import pytest

from dossierpress.kernel.web_archives import is_web_archive
from dossierpress.schema.article import DeclaredSource


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/20240523/https://paper.example/",
        "http://archive.org/details/x",
        "https://archive.today/abc",
        *(f"https://archive.{end}/abc" for end in ("ph", "is", "li", "md", "vn", "fo")),
        "https://Archive.PH/abc",
        "https://archive.is./abc",
        "https://perma.cc/AB12-CD34",
        "https://www.webcitation.org/6x",
        "https://ghostarchive.org/archive/x",
        "https://arquivo.pt/wayback/2024/https://paper.example/",
        "https://webarchive.nationalarchives.gov.uk/ukgwa/2024/https://gov.example/",
        "https://webarchive.loc.gov/all/2024/https://paper.example/",
        "https://wayback.archive-it.org/1/2/https://paper.example/",
        "https://web.archive.bibalex.org/web/2024/https://paper.example/",
        "https://kept.desk.example/2024/paper",
        "https://a.kept.desk.example/2024/paper",
    ],
)
def test_a_web_archive(url: str) -> None:
    assert is_web_archive(url, ["kept.desk.example"])


@pytest.mark.parametrize(
    "url",
    [
        "https://gfatf.org/archives-of-the-day/",
        "https://notarchive.org/abc",
        "https://myarchive.example/abc",
        "https://paper.example/web.archive.org/x",
        "https://paper.example/?from=https://web.archive.org/",
        "https://sperma.cc/x",
        "https://archive/",
        "https://kept.desk.example.reprint.example/",
        "https://[broken/",
    ],
)
def test_no_web_archive(url: str) -> None:
    assert not is_web_archive(url, ["kept.desk.example"])


@pytest.mark.parametrize(
    ("written", "stub"),
    [
        ({}, False),
        ({"url": "https://a.example/"}, False),
        ({"copy": [{"kind": "reprint", "is": "stub"}]}, True),
        ({"url": "https://a.example/", "copy": [{"kind": "reprint", "is": "stub"}]}, True),
        ({"copy": [{"kind": "reprint"}]}, False),
        ({"copy": [{"kind": "reprint", "is": "extract"}]}, False),
        ({"copy": [{"kind": "reprint", "is": "stub"}, {"kind": "translation"}]}, False),
        ({"copy": [{"kind": "reprint", "is": "stub"}, {"kind": "excerpt", "is": "stub"}]}, True),
        (
            {"copy": [{"kind": "reprint", "is": "stub"}], "archived": "https://archive.ph/a"},
            False,
        ),
    ],
)
def test_a_stub_is_a_stub_where_nothing_more_was_read(
    written: dict[str, object], *, stub: bool
) -> None:
    assert DeclaredSource.model_validate({"id": "a", **written}).is_stub is stub
