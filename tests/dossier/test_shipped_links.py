"""Every link of every page of the shipped dossier leads somewhere, from disk and from a server."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import etree, html

from harness import BuiltDossier

LINKS = ("href", "src", "poster", "data", "action", "formaction", "cite", "longdesc")
OUTSIDE = frozenset({"http", "https", "mailto"})
MAY_LEAVE = frozenset({("a", "href"), ("link", "href"), ("blockquote", "cite"), ("q", "cite")})
"""Where an address outside the dossier may stand: nothing is loaded from there."""
NOT_FOUND = "404.html"
"""Shown by a server in place of any page at any depth, so its links begin at the dossier's host."""
NOT_LOADED = frozenset({"canonical", "license", "author", "alternate"})

Pages = dict[str, html.HtmlElement]


@pytest.fixture(scope="module")
def pages(built_dossier: BuiltDossier) -> Pages:
    """Path below the output -> the page."""
    parser = html.HTMLParser(encoding="utf-8")
    return {
        built_dossier.path(page): html.parse(page, parser).getroot() for page in built_dossier.pages
    }


def links(page: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str, str]]:
    """(element, attribute, address) of everything on a page that leads or loads."""
    for element in page.iter(etree.Element):
        for name in LINKS:
            if (value := element.get(name)) is not None:
                yield element, name, value
        for candidate in filter(None, (element.get("srcset") or "").split(",")):
            yield element, "srcset", candidate.split()[0]
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield element, "content", (element.get("content") or "").partition("url=")[2]


def anchors(page: html.HtmlElement) -> set[str]:
    """Every place on a page that a fragment may name."""
    return {element.get("id") for element in page.iter(etree.Element)} - {None}


def resolve(here: str, address: str) -> tuple[str, str]:
    """The path below the output that an address of a page leads to, and its fragment."""
    path, fragment = urldefrag(address)
    root = "https://dossier.example/" + ("" if here == NOT_FOUND else "a/b/")
    joined = urljoin(root + here, path)
    assert joined.startswith(root), f"{here}: {address} leaves the folder"
    return unquote(joined.removeprefix(root).partition("?")[0]), unquote(fragment)


def test_every_link_and_fragment_resolves(built_dossier: BuiltDossier, pages: Pages) -> None:
    files = {built_dossier.path(path) for path in built_dossier.output.rglob("*") if path.is_file()}
    places = {path: anchors(page) for path, page in pages.items()}
    broken = []
    checked = 0
    for here, page in pages.items():
        for element, name, address in links(page):
            if urlsplit(address).scheme:
                continue
            checked += 1
            there, fragment = resolve(here, address)
            if there not in files or (fragment and fragment not in places.get(there, {fragment})):
                broken.append(f"{here}:{element.sourceline}: <{element.tag} {name}> {address}")

    assert broken == []
    assert checked > 1000


def test_links_are_relative_and_name_a_file(pages: Pages) -> None:
    odd = [
        f"{here}: {address}"
        for here, page in pages.items()
        for _, _, address in links(page)
        if not urlsplit(address).scheme
        and here != NOT_FOUND
        and (
            address.startswith("/")
            or urlsplit(address).path.endswith("/")
            or (urlsplit(address).path and "." not in Path(urlsplit(address).path).name)
        )
    ]

    assert odd == []


def test_nothing_is_loaded_from_elsewhere(pages: Pages) -> None:
    odd = [
        f"{here}: <{element.tag} {name}> {address}"
        for here, page in pages.items()
        for element, name, address in links(page)
        if urlsplit(address).scheme
        and (
            urlsplit(address).scheme not in OUTSIDE
            or (element.tag, name) not in MAY_LEAVE
            or (
                element.tag == "link"
                and not NOT_LOADED.issuperset((element.get("rel") or "?").split())
            )
        )
    ]

    assert odd == []


def test_links_to_elsewhere_tell_it_nothing(pages: Pages) -> None:
    odd = [
        f"{here}: {element.get('href')}"
        for here, page in pages.items()
        for element in page.iter("a")
        if urlsplit(element.get("href") or "").scheme in {"http", "https"}
        and not {"noopener", "noreferrer"}.issubset((element.get("rel") or "").split())
    ]

    assert odd == []


def test_ids_are_unique_on_each_page(pages: Pages) -> None:
    twice = []
    for here, page in pages.items():
        ids = [element.get("id") for element in page.iter(etree.Element) if element.get("id")]
        twice += [f"{here}: {name}" for name in sorted({x for x in ids if ids.count(x) > 1})]

    assert twice == []


def test_every_paragraph_of_a_text_has_an_anchor(pages: Pages) -> None:
    """Paragraphs in running text: what a mention links to."""
    bare = [
        f"{here}: {paragraph.text_content()[:60]}"
        for here, page in pages.items()
        for paragraph in page.xpath("//*[contains(@class, 'prose')]/p")
        if not paragraph.get("id") and here != "accessibility.html"  # no text of the dossier
    ]
    texts = [here for here, page in pages.items() if page.xpath("//*[contains(@class, 'prose')]/p")]

    assert bare == []
    assert len(texts) > 20


def test_stylesheets_load_nothing_from_elsewhere(built_dossier: BuiltDossier) -> None:
    sheets = sorted(built_dossier.output.rglob("*.css"))
    missing = []
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        for address in re.findall(r"""url\(\s*["']?([^"')]+)""", text):
            if address.startswith(("data:", "#")):
                continue
            there = sheet.parent / unquote(urldefrag(address)[0])
            if urlsplit(address).scheme or not there.is_file():
                missing.append(f"{built_dossier.path(sheet)}: {address}")
        assert "@import" not in text

    assert sheets
    assert missing == []


def test_every_file_is_served_under_a_path_of_its_own(
    built_dossier: BuiltDossier, static_server: str
) -> None:
    """A plain static server at /a/b/: follow every link from the front page, as a crawler does."""
    waiting, seen = ["index.html"], {"index.html"}
    while waiting:
        here = waiting.pop()
        with urllib.request.urlopen(static_server + here) as answer:
            assert answer.status == 200
            kind, data = answer.headers.get_content_type(), answer.read()
        if kind != "text/html":
            continue
        page = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
        for _, _, address in links(page):
            if urlsplit(address).scheme:
                continue
            there, _ = resolve(here, address)
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    records = {
        built_dossier.path(page)
        for page in built_dossier.pages
        if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")
    } - {NOT_FOUND}

    assert records - seen == set()
