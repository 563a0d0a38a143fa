"""`dossier headers`: the same policy for five servers, and no less than what pages say."""

import re
from pathlib import Path

import pytest
from calling import Dossier

from dossierpress.response_headers import EVERYWHERE, PAGE_POLICY, SERVERS, base_path
from harness import ROOT


def test_pages_say_what_the_headers_say() -> None:
    base = (ROOT / "templates/base.html").read_text()

    assert f'<meta http-equiv="Content-Security-Policy" content="{PAGE_POLICY}">' in base
    assert EVERYWHERE["Content-Security-Policy"].startswith(PAGE_POLICY)


@pytest.mark.parametrize("server", SERVERS)
def test_every_header_is_in_every_file(dossier: Dossier, site: Path, server: str) -> None:
    result = dossier("headers", server, "--site", site)

    assert (0, "") == (result.code, result.err)
    for name, value in EVERYWHERE.items():
        assert re.search(rf'{name}:? "?{re.escape(value)}"?', result.out), name


@pytest.mark.parametrize("server", ["nginx", "apache", "caddy"])
def test_a_missing_page_is_that_of_the_dossier(dossier: Dossier, site: Path, server: str) -> None:
    settings = (site / "site.yml").read_text()
    kept = re.sub(r"(?m)^#? ?url:.*\n", "", settings)
    (site / "site.yml").write_text(f"{kept}url: https://newsroom.example/cases/harbour\n")

    assert "/cases/harbour/404.html" in dossier("headers", server, "--site", site).out


def test_an_unknown_server_gets_a_suggestion(dossier: Dossier, site: Path) -> None:
    result = dossier("headers", "ngnix", "--site", site)

    assert 2 == result.code
    assert "did you mean `nginx`?" in result.err


def test_wrong_settings_are_told(dossier: Dossier, site: Path) -> None:
    (site / "site.yml").write_text("titel: x\n")

    result = dossier("headers", "nginx", "--site", site)

    assert (1, "") == (result.code, result.out)
    assert "error[schema-" in result.err


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (None, "/"),
        ("https://x.example", "/"),
        ("https://x.example/", "/"),
        ("https://x.example/a/b", "/a/b/"),
    ],
)
def test_the_path_that_a_dossier_is_served_at(url: str | None, path: str) -> None:
    assert path == base_path(url)


def test_headers_for_programs(dossier: Dossier, site: Path) -> None:
    report = dossier("headers", "netlify", "--site", site, "--json").report

    assert ("headers", 0, "netlify") == (report["command"], report["exit_code"], report["server"])
    assert dict(EVERYWHERE) == report["headers"]
    assert dossier("headers", "netlify", "--site", site).out == report["text"]
