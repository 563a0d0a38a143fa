"""Every form of EDTF in every place that takes a date: it builds, and says nothing false."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache

import pytest
from lxml import etree

from building import lay, publish, tree
from dossierpress.kernel.dates import sort_key
from dossierpress.pipeline.build_result import BuildResult
from test_dates import RIGHT


@cache
def forms() -> list[str]:
    """Every form, by date."""
    return sorted({text for text, _, _ in RIGHT}, key=sort_key)


SETTINGS = """\
title: Dates
url: https://dates.example/
timezone: Asia/Tokyo
page_size: 1000
"""

RECORDS = {
    "content/articles/a-{n}.md": """\
---
title: Article {n}
date: "{form}"
modified: "{other}"
sources: [{{id: s-{n}, accessed: "{form}"}}]
annotations: [{{quote: the quay, text: Not so., type: correction, on: "{form}"}}]
quotations: [{{quote: so be it, speaker: e-{n}, said: "{form}"}}]
---
Of the quay she said: "so be it" [@s-{n}].
""",
    "content/entities/e-{n}.yml": """\
- id: e-{n}
  kind: person
  name: Person {n}
  born: "{form}"
  relations:
    - {{type: caused-by, to: e-{next}, from: "{form}"}}
    - {{type: member, to: o, until: "{form}"}}
""",
    "content/sources/s-{n}.yml": """\
- id: s-{n}
  kind: document
  name: Source {n}
  published: "{form}"
  access: [{{url: "https://x.example/", accessed: "{form}"}}]
""",
    "content/claims/c-{n}.yml": """\
- id: c-{n}
  text: Claim {n}.
  about: e-0
  aspect: birth
  value: {{date: "{form}"}}
  status: [{{is: reported, on: "{form}"}}, {{is: "false", on: "{form}"}}]
  reports:
    - {{by: s-{n}, verb: said, said: "{form}"}}
    - {{by: s-{next}, verb: said, on: "{form}", citing: s-{n}}}
""",
}

HTML_DATE = re.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?)?)?"
)


def files() -> Iterator[tuple[str, str]]:
    """A record of each kind for each form, each date of it in that form."""
    yield "site.yml", SETTINGS
    yield "content/entities/o.yml", "- {id: o, kind: organization, name: The Port}\n"
    for n, form in enumerate(forms()):
        following = (n + 1) % len(forms())
        said = {"n": n, "form": form, "next": following, "other": forms()[following]}
        for path, text in RECORDS.items():
            yield path.format(**said), text.format(**said)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Mapping[str, bytes]]:
    project = lay(tmp_path_factory.mktemp("dates"), dict(files()))
    return publish(project, cached=False), tree(project.output)


def test_a_dossier_of_all_of_them_is_published(
    built: tuple[BuildResult, Mapping[str, bytes]],
) -> None:
    report, _ = built

    assert [one for one in report.diagnostics if report.severity(one.code) == "error"] == []
    assert report.published


def test_every_time_element_has_a_form_that_html_knows(
    built: tuple[BuildResult, Mapping[str, bytes]],
) -> None:
    _, output = built
    found = {
        value
        for path, data in output.items()
        if path.endswith(".html")
        for value in re.findall(r'datetime="([^"]*)"', data.decode())
    }

    assert "2024-05-23T23:30:00-05:00" in found
    assert [one for one in found if not HTML_DATE.fullmatch(one) or one < "0001"] == []


def test_the_feed_and_the_sitemap_say_moments_that_are_meant(
    built: tuple[BuildResult, Mapping[str, bytes]],
) -> None:
    _, output = built
    feed = etree.fromstring(output["feed.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    published = [datetime.fromisoformat(one.text or "") for one in feed.iter(f"{atom}published")]
    changed = re.findall(r"<lastmod>(.*?)</lastmod>", output["sitemap.xml"].decode())

    assert all(one.tzinfo is not None for one in published)
    assert published == sorted(published, reverse=True)
    assert changed
    assert [one for one in changed if not HTML_DATE.fullmatch(one)] == []
    assert [one for one in changed if "T" in one and not re.search("(Z|[+-]..:..)$", one)] == []


def test_the_list_of_articles_has_each_year_once(
    built: tuple[BuildResult, Mapping[str, bytes]],
) -> None:
    _, output = built
    years = re.findall(r'id="of_(year_[^"]*|undated)"', output["articles/index.html"].decode())

    assert len(years) == len(set(years))
    assert "year_17000" in years
    assert "year_-43" in years
