"""`dossier headers`: the same policy for five servers, and no less than what pages say."""

import re
from pathlib import Path

import pytest
from calling import Dossier

from dossierpress.kernel.page_scripts import page_policy
from dossierpress.serve.response_headers import HEADERS, SERVERS, base_path


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_the_header_says_what_pages_say_but_for_their_scripts() -> None:
    page = directives(page_policy(()))
    header = directives(HEADERS["Content-Security-Policy"])

    # A page says by their sums which scripts it runs; the header, that none comes from elsewhere.
    assert header.pop("script-src-elem") == "'self' 'unsafe-inline'"
    assert page.pop("script-src") == "'none'"
    assert header.pop("frame-ancestors") == "'none'"
    assert page == header
    assert page["default-src"] == "'none'"


@pytest.mark.parametrize("server", SERVERS)
def test_every_header_is_in_every_file(dossier: Dossier, site: Path, server: str) -> None:
    result = dossier("headers", server, "--site", site)

    assert (0, "") == (result.code, result.err)
    for name, value in HEADERS.items():
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
    assert dict(HEADERS) == report["headers"]
    assert dossier("headers", "netlify", "--site", site).out == report["text"]
