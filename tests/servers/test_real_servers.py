"""What `dossier headers` prints, in the servers that it is for."""

import re
import shutil
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from building import lay
from dossierpress.serve.response_headers import HEADERS, PICTURE_POLICY
from harness import BuiltDossier, call_dossier
from servers.hosted_rules import read
from servers.programs import COMMANDS, running

HIDDEN = {
    ".git/config": "secret",
    ".editions/output/previous/index.html": "secret",
    ".env": "secret",
    "articles/.draft.html": "secret",
}
BASES = {
    "/": "https://harbour.example/",
    "/cases/harbour/": "https://harbour.example/cases/harbour",
}


class Server:
    """One that answers on this machine."""

    def __init__(self, port: int, base: str, tree: Path) -> None:
        self.base = base
        self.tree = tree
        self._port = port

    def get(self, path: str) -> tuple[int, dict[str, list[str]], bytes]:
        """Status, headers by their name in lower case, and body; the path is not made nicer."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        connection.request("GET", self.base + path)
        answer = connection.getresponse()
        said: dict[str, list[str]] = {}
        for name, value in answer.getheaders():
            said.setdefault(name.lower(), []).append(value)
        body = answer.read()
        connection.close()
        return answer.status, said, body


@pytest.fixture(scope="module", params=[(name, base) for name in COMMANDS for base in BASES])
def server(
    request: pytest.FixtureRequest,
    built_dossier: BuiltDossier,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """The shipped dossier, at the top of a host and below a path of it."""
    name, base = request.param
    folder = tmp_path_factory.mktemp(name)
    top = folder / "www"
    tree = top / base.strip("/")
    shutil.copytree(built_dossier.output, tree)
    lay(tree, {**HIDDEN, ".well-known/security.txt": "Contact: x\n"})
    site = lay(folder / "site", {"site.yml": f"title: T\nurl: {BASES[base]}\n"}).root
    settings = call_dossier("headers", name, "--site", site)
    assert 0 == settings.returncode, settings.stderr
    with running(name, top, settings.stdout) as port:
        yield Server(port, base, tree)


def test_every_header_is_said_once_with_every_kind_of_file(server: Server) -> None:
    for path in ("", "index.html", "articles/index.html", "manifest.json", "nowhere.html"):
        status, said, _ = server.get(path)
        assert (404 if path == "nowhere.html" else 200) == status
        for name, value in HEADERS.items():
            assert [value] == said.get(name.lower()), (path, name)


def test_a_picture_that_is_opened_by_itself_can_do_nothing(server: Server) -> None:
    status, said, _ = server.get("static/icon.svg")

    assert 200 == status
    expected = {**HEADERS, "Content-Security-Policy": PICTURE_POLICY}
    for name, value in expected.items():
        assert [value] == said.get(name.lower()), name
    assert "image/svg+xml" == said["content-type"][0].partition(";")[0]


def test_what_is_missing_gets_the_page_of_the_dossier(server: Server) -> None:
    for path in ("nowhere", "articles/nowhere.html", "%3Cscript%3E"):
        status, _, body = server.get(path)
        assert 404 == status, path
        assert (server.tree / "404.html").read_bytes() == body, path


def test_nothing_hidden_is_served_but_what_is_well_known(server: Server) -> None:
    for path in HIDDEN:
        status, _, body = server.get(path)
        assert 404 == status, path
        assert b"secret" not in body
    assert (200, b"Contact: x\n") == server.get(".well-known/security.txt")[::2]


def test_no_folder_is_listed(server: Server) -> None:
    for path in ("static/", "static/css/", ".well-known/", "media/"):
        status, _, body = server.get(path)
        assert status in (403, 404), path
        assert not re.search(rb">\s*(theme\.css|security\.txt)|\"(\./)?theme\.css", body)


def test_no_path_leads_out(server: Server) -> None:
    for path in ("../" * 9, "%2e%2e/" * 9, "..%2f" * 9, "..%5c" * 9):
        status, _, body = server.get(f"{path}etc/passwd")
        assert status in (400, 403, 404), path
        assert b"root:" not in body


def test_pages_are_utf_8(server: Server) -> None:
    _, said, _ = server.get("index.html")

    assert ["text/html; charset=utf-8"] == [one.lower() for one in said["content-type"]]


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
@pytest.mark.parametrize("base", BASES)
def test_a_host_reads_its_file_as_it_is_meant(tmp_path: Path, host: str, base: str) -> None:
    site = lay(tmp_path / "site", {"site.yml": f"title: T\nurl: {BASES[base]}\n"}).root
    rules = read(call_dossier("headers", host, "--site", site).stdout)

    for path in ("", "index.html", "articles/a.html", "static/icon.svg", "404.html"):
        [rule] = [one for one in rules if one.fits(base + path)]
        assert dict(HEADERS) == rule.headers
    assert base == "/" or not any(one.fits("/index.html") for one in rules)
