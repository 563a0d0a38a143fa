"""Where a dossier is hosted: in ASCII for all that programs read, and always a folder."""

import re
from pathlib import Path

import pytest
from lxml import etree

from building import SMALL, lay, publish, tree
from dossierpress.kernel.addresses import ascii_address, folder_trouble
from dossierpress.schema.read_site import read_config
from dossierpress.serve.response_headers import base_path


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://münchen.example/dössier/", "https://xn--mnchen-3ya.example/d%C3%B6ssier/"),
        ("https://faß.example", "https://xn--fa-hia.example"),
        (
            "https://خبر.example:8443/پرونده",
            "https://xn--ngblk.example:8443/%D9%BE%D8%B1%D9%88%D9%86%D8%AF%D9%87",
        ),
        ("https://a.example/d%C3%B6ssier/~x/", "https://a.example/d%C3%B6ssier/~x/"),
        ("https://a.example/a b/", "https://a.example/a%20b/"),
        ("http://[::1]:8000/x/", "http://[::1]:8000/x/"),
    ],
)
def test_an_address_in_ascii(url: str, expected: str) -> None:
    assert ascii_address(url) == expected
    assert ascii_address(expected) == expected


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("https://ex.example/dossier/index.html", "did you mean `https://ex.example/dossier/`?"),
        ("https://ex.example/index.php", "did you mean `https://ex.example/`?"),
        ("https://ex.example/case.HTML", "did you mean `https://ex.example/`?"),
        ("https://ex.example/dossier/index.html/", "did you mean `https://ex.example/dossier/`?"),
        ("https://ex.example/d%2Ehtml", "did you mean `https://ex.example/`?"),
        ("https://ex.example/sitemap.xml", "did you mean `https://ex.example/`?"),
        ("https://ex.example/dossier/?page=2", "leave out what begins with `?` or `#`"),
        ("https://ex.example/dossier/#top", "leave out what begins with `?` or `#`"),
        ("https://ex.example/a/../b/", "write the address that a browser shows"),
    ],
)
def test_the_address_of_a_page_is_told(url: str, hint: str) -> None:
    _, (problem,) = read_config(f"title: T\nurl: '{url}'\n".encode())

    assert (problem.code, problem.hint) == ("schema-bad-url", hint)
    suggested = re.fullmatch("did you mean `(.*)`\\?", hint)
    assert suggested is None or folder_trouble(suggested[1]) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "https://a.example/",
        "https://a.example/v1.2",
        "https://a.example/x.y/z",
    ],
)
def test_every_folder_is_right(url: str) -> None:
    config, problems = read_config(f"title: T\nurl: {url}\n".encode())

    assert problems == ()
    assert config is not None
    assert config.url == url


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://xn--mnchen-3ya.example/d%C3%B6ssier/", "/dössier/"),
        ("https://a.example/a%20b/", "/a%20b/"),
        ("https://a.example/a%3B%0Ab/", "/a%3B%0Ab/"),
        ("https://a.example/%22x/", "/%22x/"),
    ],
)
def test_servers_are_told_the_path_as_it_is(url: str, path: str) -> None:
    assert base_path(url) == path


def test_all_that_programs_read_is_ascii(tmp_path: Path) -> None:
    files = {**SMALL, "site.yml": "title: T\nurl: https://münchen.example/dössier\n"}
    project = lay(tmp_path, files)
    assert publish(project).published
    output = tree(project.output)
    home = "https://xn--mnchen-3ya.example/d%C3%B6ssier/"

    addresses = re.findall("<loc>(.*?)</loc>", output["sitemap.xml"].decode())
    feed = etree.fromstring(output["feed.xml"])
    addresses += [one.text or "" for one in feed.iter("{*}id")]
    addresses += [one.get("href") or "" for one in feed.iter("{*}link")]
    addresses += re.findall("(?m)^Sitemap: (.*)$", output["robots.txt"].decode())
    for path, data in output.items():
        if path.endswith(".html"):
            page = data.decode()
            addresses += re.findall('rel="canonical" href="([^"]*)"', page)
            addresses += re.findall('property="og:url" content="([^"]*)"', page)

    assert len(addresses) > 20
    assert [one for one in addresses if not (one.isascii() and one.startswith(home))] == []
