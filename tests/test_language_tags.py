"""A `lang` that is no language tag is told at its place, and stops nothing else."""

from pathlib import Path

import pytest

from building import lay, publish

WRONG = (
    "en_US",
    "en-",
    "e n",
    "x",
    "٣",
    "-",
    "en-aaaaa-aaaaa",
    "sl-rozaj-rozaj",
    "en-" + "a" * 500,
)
PLACES = {
    "front matter": (
        "content/articles/a.md",
        '---\ntitle: A\ndate: 2024-01-01\nlang: "{}"\n---\nکشتی در بندر است.\n',
    ),
    "page": ("content/pages/a.md", '---\ntitle: A\nlang: "{}"\n---\nText.\n'),
    "source": ("content/sources/a.yml", 'title: A\nkind: book\nlang: "{}"\n'),
    "claim": ("content/claims/a.yml", 'text: It is so.\nstatus: open\nlang: "{}"\n'),
    "name": ("content/entities/a.yml", 'kind: person\nname: {{"{}": Anna}}\n'),
    "site.yml": ("site.yml", 'title: T\nlang: "{}"\n'),
    "words": ("content/pages/a.md", '---\ntitle: A\n---\nThe [word]{{lang="{}"}} stands.\n'),
    "block": ("content/pages/a.md", '---\ntitle: A\n---\n{{lang="{}"}}\nIt stands.\n'),
}


@pytest.mark.parametrize("lang", WRONG)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_language_tag_is_told(tmp_path: Path, place: str, lang: str) -> None:
    path, text = PLACES[place]
    project = lay(tmp_path / "site", {"site.yml": "title: T\n", path: text.format(lang)})

    found = publish(project, cached=False).diagnostics

    told = [one for one in found if one.code in ("schema-bad-language", "md-attribute")]
    assert [(one.path, one.span is not None) for one in told] == [(path, True)]


@pytest.mark.parametrize("lang", WRONG)
def test_html_with_one_stops_nothing(tmp_path: Path, lang: str) -> None:
    text = f'---\ntitle: A\n---\n<b lang="{lang}">bold</b>\n\n<p lang="{lang}">It stands.</p>\n'
    settings = "title: T\nraw_html: sanitise\n"

    report = publish(
        lay(tmp_path / "site", {"site.yml": settings, "content/pages/a.md": text}), cached=False
    )

    assert report.published
