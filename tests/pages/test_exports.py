"""The feed, the sitemap, the note to robots, redirects, the page for the lost, and files."""

from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from lxml import etree, html

from dossierpress.kernel.page_scripts import (
    is_page_script,
    page_policy,
    scripts_of_theme,
    style_policy,
)
from dossierpress.kernel.page_styles import PAGE_STYLE, PAPER, is_page_style, page_style
from dossierpress.model.site import Redirect
from dossierpress.pages.components.feed_entries import xml_text
from dossierpress.pages.kinds import sitemap
from dossierpress.pages.kinds.feed import FEED
from dossierpress.pages.kinds.files import MEDIA_FILES, ROOT_FILES, SEARCH_SCRIPTS, THEME_FILES
from dossierpress.pages.kinds.home import HOME
from dossierpress.pages.kinds.not_found import NOT_FOUND
from dossierpress.pages.kinds.plain import PLAIN_PAGES
from dossierpress.pages.kinds.redirects import REDIRECTS
from dossierpress.pages.kinds.sitemap import ROBOTS, SITEMAP
from dossierpress.pages.tables.site_tables import STANDALONE_STYLE
from harness import QuietHandler, serve
from sample_site import (
    THEME,
    article,
    emitted,
    entity,
    key,
    links,
    media,
    plain,
    planned,
    shown,
    site,
    source,
    text_of,
    words,
)

HOST = "url: https://a.example/case/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed(of: Any) -> etree._Element:
    return etree.fromstring(text_of(FEED, of, "feed.xml").encode())


def said(element: etree._Element, name: str) -> list[str | None]:
    return [found.text for found in element.iter(f"{ATOM}{name}")]


def test_the_feed_has_dated_articles_newest_first() -> None:
    of = site(
        article("new", date="2024-05", modified="2024-06-02", title="A <b> & c", authors=("Ada",)),
        article("old", date="../2020", tags=("tide",), summary="What was.", lang="fa"),
        article("undated"),
        settings=HOST,
    )

    root = feed(of)
    (new, old) = root.findall(f"{ATOM}entry")

    assert root.findtext(f"{ATOM}updated") == "2024-06-02T00:00:00Z"
    assert said(root, "title")[1:] == ["A <b> & c", "Old"]
    assert [
        *said(new, "published"), *said(new, "updated"),
    ] == ["2024-05-01T00:00:00Z", "2024-06-02T00:00:00Z"]  # fmt: skip
    assert [*said(old, "published"), *said(old, "updated")] == ["2020-12-31T00:00:00Z"] * 2
    assert new.find(f"{ATOM}link").get("href") == "https://a.example/case/articles/new.html"
    assert old.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa"
    assert (
        said(old, "summary"), [one.get("term") for one in old.iter(f"{ATOM}category")],
    ) == (["What was."], ["tide"])  # fmt: skip


def test_an_article_keeps_its_id_in_the_feed_when_it_is_renamed() -> None:
    before = feed(site(article("harbour", date="2024"), settings=HOST))
    after = feed(site(article("quay", date="2024", formerly=("harbour",)), settings=HOST))

    assert said(before, "id") == said(after, "id")


@pytest.mark.parametrize("settings", ["", HOST])
def test_without_a_host_or_a_date_there_is_no_feed(settings: str) -> None:
    of = site(article("undated" if settings else "dated", date=None if settings else "2024"),
              settings=settings)  # fmt: skip

    assert emitted(FEED, of) == {}
    assert shown(HOME, of, "index.html").xpath("//link[@rel='alternate']") == []


def test_text_that_xml_cannot_hold_is_marked() -> None:
    assert xml_text("a\x0bb\tc") == "a\ufffdb\tc"


def site_for_search_engines() -> Any:
    return site(
        article("new", date="2024-05", modified="2024-06-02"),
        article("rough", date="2024~"),
        entity("pilot"),
        entity("child", sensitivity=("minor",)),
        source("wire"),
        plain("home"),
        plain("about"),
        tags={"tide": ("new",)},
        settings=HOST,
    )


def test_the_sitemap_lists_what_may_be_listed() -> None:
    root = etree.fromstring(text_of(SITEMAP, site_for_search_engines(), "sitemap.xml").encode())
    listed = {
        url.findtext(f"{MAP}loc").removeprefix("https://a.example/case/"): url.findtext(
            f"{MAP}lastmod"
        )
        for url in root
    }

    assert listed == {
        "": None,
        "articles/index.html": None,
        "articles/new.html": "2024-06-02",
        "articles/rough.html": None,
        "bibliography.html": None,
        "entities/index.html": None,
        "entities/kind/person.html": None,
        "entities/pilot.html": None,
        "glossary.html": None,
        "pages/about.html": None,
        "search.html": None,
        "sources/index.html": None,
        "sources/wire.html": None,
        "tags/index.html": None,
        "tags/tide.html": None,
        "timeline.html": None,
    }


def test_a_long_sitemap_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LARGEST", 6)
    of = site_for_search_engines()

    root = etree.fromstring(text_of(SITEMAP, of, "sitemap.xml").encode())

    assert [f"https://a.example/case/sitemap-{n}.xml" for n in (1, 2, 3)] == [
        part.text for part in root.iter(f"{MAP}loc")
    ]
    assert list(emitted(SITEMAP, of)) == [
        "sitemap.xml",
        "sitemap-1.xml",
        "sitemap-2.xml",
        "sitemap-3.xml",
    ]


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ("", "User-agent: *\nAllow: /\n"),
        (HOST, "User-agent: *\nAllow: /\n\nSitemap: https://a.example/case/sitemap.xml\n"),
    ],
)
def test_the_note_to_robots(settings: str, text: str) -> None:
    assert text == text_of(ROBOTS, site(settings=settings), "robots.txt")


def test_a_former_id_leads_to_the_new_one() -> None:
    of = site(
        article("quay", lang="fa"),
        settings=HOST,
        redirects=(Redirect(former=key("article:harbour"), now=key("article:quay")),),
    )

    page = shown(REDIRECTS, of, "articles/harbour.html")

    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=quay.html"]
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://a.example/case/articles/quay.html"
    ]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert links(page, "//main") == {"Quay": "quay.html"}


def test_the_page_for_the_lost_leads_on() -> None:
    page = shown(NOT_FOUND, site(article("new"), settings=HOST), "404.html")

    assert links(page, "//main") == {
        "a.example": "https://a.example/case/",
        "Home": "/case/index.html",
        "Articles": "/case/articles/index.html",
    }
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_where_no_host_is_known_the_page_for_the_lost_needs_nothing() -> None:
    of = site(article("new"), settings='lang: fa\nauthor: "<b>"')

    page = shown(NOT_FOUND, of, "404.html")

    assert page.xpath("//@href | //@src") == []
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//html/@dir") == ["rtl"]
    assert words(page, "//h1") == ["چنین صفحه‌ای نیست"]
    (css,) = page.xpath("//style/text()")
    (_, first, *_) = page.xpath("//head/*")
    assert first.get("content") == style_policy(css)
    assert "script" not in style_policy(css)


class ShowsItsOwnPage(QuietHandler):
    """A server that shows 404.html for whatever it does not have, as hosts of static files do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        assert code == 404, message or explain
        page = (Path(self.directory) / "case" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


def test_at_any_depth_the_page_for_the_lost_finds_its_theme_and_its_links(tmp_path: Path) -> None:
    of = site(article("new", date="2024"), plain("about"), source("wire"), settings=HOST)
    files = {path: asset.data for path, asset in emitted(THEME_FILES, of).items()}
    files["404.html"] = text_of(NOT_FOUND, of, "404.html").encode()
    for path, data in files.items():
        (tmp_path / "case" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "case" / path).write_bytes(data)

    with serve(tmp_path, ShowsItsOwnPage) as address:
        lost = f"{address}/case/deep/er/address"
        with pytest.raises(HTTPError) as refused:
            urlopen(lost)
        page = html.document_fromstring(refused.value.read().decode())
        refused.value.close()
        loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
        for one in loaded:
            with urlopen(urljoin(lost, one)) as answer:
                assert answer.status == 200
    assert len(loaded) == 3
    leads_to = page.xpath("//a[starts-with(@rel, 'ext')=false() and @href != '#page_main']/@href")
    assert {urljoin(lost, one).removeprefix(f"{address}/case/") for one in leads_to} == {
        "index.html",
        "articles/index.html",
        "sources/index.html",
        "pages/about.html",
        "bibliography.html",
        "glossary.html",
        "search.html",
        "feed.xml",
    }


def test_files_are_published_as_they_are() -> None:
    of = site(media=(media("maps/a b.png", b"picture"),))

    assert [(path, asset.data) for path, asset in emitted(MEDIA_FILES, of).items()] == [
        ("media/maps/a b.png", b"picture")
    ]
    files = [
        (path, data)
        for path, data in THEME.statics
        if path != STANDALONE_STYLE
        and not is_page_script(path)
        and not is_page_style(path)
        and not path.startswith(PAPER)
        and not path.startswith(SEARCH_SCRIPTS)  # there is nothing to search
    ]
    files.append((PAGE_STYLE, page_style(THEME.statics)))
    assert {f"static/{path}": data for path, data in files} == {
        path: asset.data for path, asset in emitted(THEME_FILES, of).items()
    }


def test_files_for_the_host_are_published_as_site_yml_spells_them() -> None:
    of = site(
        settings="root_files: {CNAME: a.example, .nojekyll: '', .well-known/a.txt: \"x\\ny\\n\"}"
    )

    assert {path: asset.data for path, asset in emitted(ROOT_FILES, of).items()} == {
        "CNAME": b"a.example\n",
        ".nojekyll": b"",
        ".well-known/a.txt": b"x\ny\n",
    }
    assert planned(of, THEME)[1] == ()


@pytest.mark.parametrize("path", ["robots.txt", "Robots.TXT", "feed.xml"])
def test_a_file_for_the_host_takes_the_place_of_none_of_ours(path: str) -> None:
    of = site(article("new", date="2024"), settings=f"{HOST}\nroot_files: {{{path}: x}}")

    _, (problem,) = planned(of, THEME)

    assert (problem.code, problem.path) == ("plan-path-clash", "site.yml")
    assert problem.hint == "take it out of `root_files`"


def test_every_page_says_what_it_allows_first_and_asks_nobody_else() -> None:
    page = shown(HOME, site(settings=HOST), "index.html")
    (encoding, first, *_) = page.xpath("//head/*")

    # Browsers look for the encoding in the first 1,024 bytes, and it loads nothing.
    assert dict(encoding.attrib) == {"charset": "utf-8"}
    assert first.get("content") == page_policy(scripts_of_theme(THEME.statics))
    assert page.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
    assert page.xpath("//style | //*[@style] | //script[@src]") == []
    scripts = scripts_of_theme(THEME.statics)
    assert page.xpath("//script/text()") == [one.code for one in scripts if one.everywhere]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://a.example/case/"]
    assert page.xpath("//meta[@property='og:url']/@content") == ["https://a.example/case/"]
    (style,) = page.xpath("//link[@rel='stylesheet']/@href")
    assert style.startswith(f"static/{PAGE_STYLE}?v=")


def test_a_plain_page() -> None:
    of = site(plain("home"), plain("about", title="About us", summary="Who we are."))

    page = shown(PLAIN_PAGES, of, "pages/about.html")

    assert list(emitted(PLAIN_PAGES, of)) == ["pages/about.html"]
    assert words(page, "//h1") == ["About us"]
    assert page.xpath("//meta[@name='description']/@content") == ["Who we are."]
    assert words(page, "//nav//a[@aria-current='page']") == ["About us"]
