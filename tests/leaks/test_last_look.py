"""The last look: what excuses a secret, and how a file may say it."""

import base64
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from building import AS_OF, lay, publish
from dossierpress.engine.forked import inline
from dossierpress.engine.store import Store
from dossierpress.kernel.key import Key
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.visibility.leak_check.pdf import read_pdf
from dossierpress.visibility.leak_check.scan import scan_files
from dossierpress.visibility.leak_check.secret import Secret
from dossierpress.visibility.leak_check.secrets import secrets_of
from leaks.pdfs import encrypted, in_object_streams, pdf, shown

PERSON = "- {id: zq, kind: person, name: Zorblat Quimby, private: true}\n"
ARTICLE = "---\ntitle: A\n---\n"
MENTION = {"content/articles/b.md": "---\ntitle: B\n---\nWe met Zorblat Quimby.\n"}
SECRET = Secret(
    text="zorblat quimby",
    key=Key(type="entity", id="zq"),
    path="content/entities/p.yml",
    field="name/0",
    why="private",
    name="Zorblat Quimby",
    person=True,
)


def built(folder: Path, files: Mapping[str, str | bytes], *, strict: bool = False) -> BuildResult:
    project = lay(
        folder / "site", {"site.yml": "title: T\n", "content/entities/p.yml": PERSON, **files}
    )
    return publish(project, cached=False, strict=strict)


def told(report: BuildResult) -> list[tuple[str, str | None]]:
    assert not report.published
    return [(one.code, one.path) for one in report.diagnostics]


# What excuses nothing.


def test_a_mention_elsewhere_excuses_nothing(tmp_path: Path) -> None:
    address = {"content/articles/a.md": f"{ARTICLE}See [x](https://e.org/Zorblat%20Quimby).\n"}

    assert told(built(tmp_path, {**MENTION, **address})) == [
        ("ref-private-name", "content/articles/a.md")
    ]


@pytest.mark.parametrize(
    "name", ["templates/partials/notes.html", "templates/partials/visible.html"]
)
@pytest.mark.parametrize("said", ["{# ask Zorblat Quimby #}", "<p>Zorblat Quimby</p>"])
def test_a_template_excuses_nothing(tmp_path: Path, name: str, said: str) -> None:
    files = {
        name: said,
        "content/articles/a.md": f"{ARTICLE}[x](../media/list.txt)\n",
        "content/media/list.txt": "Zorblat Quimby",
    }

    assert told(built(tmp_path, files)) == [("out-leak", "media/list.txt")]


@pytest.mark.parametrize(
    "settings",
    [
        "tags: {unused: {en: Zorblat Quimby}}\n",
        "kinds: {unused: {label: Zorblat Quimby, plural: Many}}\n",
        "relation_types: {unused: {label: Zorblat Quimby}}\n",
        "annotation_types: {unused: {label: Zorblat Quimby}}\n",
    ],
)
def test_a_label_that_nothing_shows_excuses_nothing_and_is_no_leak(
    tmp_path: Path, settings: str
) -> None:
    files = {
        "site.yml": f"title: T\n{settings}",
        "content/articles/a.md": f"{ARTICLE}[x](../media/list.txt)\n",
    }

    assert built(tmp_path / "1", {**files, "content/media/list.txt": "C. Amsel"}).published
    assert told(built(tmp_path / "2", {**files, "content/media/list.txt": "Zorblat Quimby"})) == [
        ("out-leak", "media/list.txt")
    ]


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ("description: By Zorblat Quimby.\n", "index.html"),
        ("author: Quimby, Zorblat\n", "articles/a.html"),
        ("licence: © Zorblat-Quimby\n", "articles/a.html"),
        ("root_files: {humans.txt: Zorblat Quimby}\n", "humans.txt"),
        (
            "root_files: {.well-known/security.txt: 'Contact: mailto:zorblat.quimby@x.example'}\n",
            ".well-known/security.txt",
        ),
        ("tags: {harbour: {en: Zorblat Quimby}}\n", "tags/harbour.html"),
        (
            "kinds: {pilot: {label: P, plural: Zorblat Quimby}}\ndescription: ZORBLAT QUIMBY\n",
            "index.html",
        ),
        ("url: 'https://zorblat-quimby.example/'\n", "sitemap.xml"),
    ],
)
def test_what_settings_show_is_a_leak(tmp_path: Path, settings: str, where: str) -> None:
    files = {
        "site.yml": f"title: T\n{settings}",
        "content/articles/a.md": "---\ntitle: A\ntags: [harbour]\ndate: 2024-01-01\n---\nText.\n",
    }

    found = told(built(tmp_path, {**MENTION, **files}))

    assert {"out-leak"} == {code for code, _ in found}
    assert where in {path for _, path in found}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.css", "/* \\5aorblat Quimby */"),
        ("x.js", "const who = '\\u{5a}orblat Quimby';"),
        ("zorblat-quimby.css", "/* */"),
    ],
)
def test_the_themes_own_files_are_looked_through(tmp_path: Path, name: str, data: str) -> None:
    files = {f"templates/static/{name}": data, "content/articles/a.md": f"{ARTICLE}Text.\n"}

    assert told(built(tmp_path, files)) == [("out-leak", f"static/{name}")]


def test_a_draft_is_excused_by_what_is_shown_and_by_nothing_else(tmp_path: Path) -> None:
    draft = "---\ntitle: Operation Nightjar begins\nstatus: draft\n---\nText.\n"
    files = {
        "content/articles/shut.md": draft,
        "content/articles/a.md": f"{ARTICLE}[x](../media/list.txt)\n",
        "content/media/list.txt": "Operation Nightjar begins",
        "site.yml": "title: T\ntags: {unused: {en: Operation Nightjar begins}}\n",
        "templates/partials/notes.html": "{# Operation Nightjar begins #}",
    }

    assert told(built(tmp_path / "1", files)) == [("out-leak", "media/list.txt")]
    files["content/articles/a.md"] += "Operation Nightjar begins.\n"
    assert built(tmp_path / "2", files).published


def test_a_published_record_of_that_name_does_excuse_it(tmp_path: Path) -> None:
    files = {
        "content/entities/open.yml": "kind: organization\nname: Zorblat Quimby Foundation\n",
        "content/articles/a.md": f"{ARTICLE}Zorblat Quimby Foundation [x](../media/list.txt)\n",
        "content/media/list.txt": "the Zorblat Quimby Foundation",
    }

    assert built(tmp_path / "1", files).published
    files["content/media/list.txt"] += " and Zorblat Quimby"
    assert told(built(tmp_path / "2", files)) == [("out-leak", "media/list.txt")]


# How a file may say it.

HOST = "xn--" + "zorblatquïmby".encode("punycode").decode()

SAYS: Mapping[str, tuple[str, str | bytes]] = {
    "a list": ("x.txt", "Quimby, Zorblat"),
    "a word alone": ("x.txt", "by the ZORBLAT-QUIMBY office"),
    "percent signs": ("x.txt", "https://e.org/Zorblat%2520Quimby"),
    "two cells": ("x.csv", "given,family\nZorblat,Quimby\n"),
    "two cells in quotes": ("x.csv", 'a,b\n"Zorblat","Quimby"\n'),
    "cells with a year between": ("x.csv", "a;b;c\nQuimby;1980;Zorblat\n"),
    "tabs": ("x.csv", "Zorblat\tQuimby\n"),
    "JSON": ("x.json", '{"who": "Zorblat Quimby"}'),
    "JSON in parts": ("x.json", '{"given": "Zorblat", "family": "Quimby"}'),
    "JSON with escapes": ("x.json", '{"who": "\\u005aorblat\\u0020Quimb\\u0079"}'),
    "JSON as a key": ("x.json", '{"Zorblat": "Quimby"}'),
    "JSON as a list": ("x.json", '["Zorblat", "Quimby"]'),
    "a cue": ("x.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nby <i>Zorblat</i> <b>Qui</b>mby\n"),
    "a voice": ("x.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zorblat Quimby>Hello\n"),
    "two cues": (
        "x.vtt",
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nZorblat\n\n2\n00:03.000 --> 00:04.000\nQuimby\n",
    ),
    "a title": ("x.svg", "<title>Zorblat Quimby</title>"),
    "a description": ("x.svg", "<desc>About Zorblat Quimby</desc>"),
    "spans": ("x.svg", "<text><tspan>Zor</tspan><tspan>blat</tspan> Quimby</text>"),
    "spans for words": ("x.svg", "<text><tspan>Zorblat</tspan><tspan x='9'>Quimby</tspan></text>"),
    "references": ("x.svg", "<text>&#90;orblat&#x20;Quimb&#121;</text>"),
    "a label": ("x.svg", '<g aria-label="Zorblat Quimby"/>'),
    "an id": ("x.svg", '<g id="zorblat-quimby"/>'),
    "base64": (
        "x.txt",
        "data:text/plain;base64," + base64.b64encode(b"This is Zorblat Quimby.").decode(),
    ),
    "UTF-16": ("x.png", b"\x89PNG" + "Zorblat Quimby".encode("utf-16-le") + b"\xff\xfe"),
    "a picture": ("x.png", b"\x89PNG\xff\xfe\x00by Zorblat Quimby\x00\x01"),
    "its own name": ("zorblat_quimby.txt", "A list."),
    "its own name, turned": ("Quimby%2C-Zorblat.txt", "A list."),
    "a page over tags": ("x.html", "<p>by <em>Zor</em>blat&nbsp;<b>Quimby</b></p>"),
    "tags that are shown": ("x.html", "<p>Zorblat &lt;b&gt;Quimby&lt;/b&gt;</p>"),
    "a page's cells": ("x.html", "<tr><td>Zorblat</td>\n<td>Quimby</td></tr>"),
    "an attribute": ("x.html", '<a href="https://e.org/Zorblat%20Quimby" title="x">x</a>'),
    "an anchor": ("x.html", '<h2 id="of-zorblat-quimby">x</h2>'),
    "a host": ("x.html", f'<a href="https://{HOST}.example/">x</a>'),
    "a feed": ("x.xml", "<title>Of ZORBLAT QUIMBY</title>"),
    "text on a page of a PDF": ("x.pdf", shown(b"(by Zorblat Quimby) Tj")),
    "text in parts": ("x.pdf", shown(b"[(Zorb) -20 (lat ) 10 (Quim) (by)] TJ")),
    "text in hexadecimal": ("x.pdf", shown(b"<5A6F72626C6174205175696D6279> Tj")),
    "text with octal escapes": ("x.pdf", shown(rb"(\132orblat Quimby) Tj")),
    "text that is not packed": ("x.pdf", pdf(b"BT (Zorblat Quimby) Tj ET", packed=False)),
    "an author": ("x.pdf", pdf(info=b"/Author (Zorblat Quimby)")),
    "an author in UTF-16": (
        "x.pdf",
        pdf(info=b"/Author <FEFF" + "Zorblat Quimby".encode("utf-16-be").hex().encode() + b">"),
    ),
    "an author among packed objects": ("x.pdf", in_object_streams(pdf(), "Zorblat Quimby")),
    "a note": (
        "x.pdf",
        pdf(page=b"/Annots[7 0 R]", more=b"<</Subtype/Text/Contents (Zorblat Quimby)>>"),
    ),
    "a link": (
        "x.pdf",
        pdf(
            page=b"/Annots[7 0 R]",
            more=b"<</Subtype/Link/A<</URI (https://e.org/Zorblat%20Quimby)>>>>",
        ),
    ),
    "XMP": (
        "x.pdf",
        pdf(
            more=b"<</Type/Metadata/Length 52>>\nstream\n<dc:creator>Zorblat Quimby</dc:creator>"
            b"                \nendstream"
        ),
    ),
    "what a later change took out": (
        "x.pdf",
        pdf(b"BT (Zorblat Quimby) Tj ET") + pdf().removeprefix(b"%PDF-1.7\n"),
    ),
}


@pytest.mark.parametrize(("path", "data"), SAYS.values(), ids=SAYS)
def test_a_private_name_is_seen_however_a_file_says_it(path: str, data: str | bytes) -> None:
    found = scan_files([SECRET], [(path, data if isinstance(data, bytes) else data.encode())])

    assert [(one.code, one.path) for one in found] == [("out-leak", path)]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("x.csv", b"given,family\nZorblat,Amsel\nAda,Quimby\n"),
        ("x.json", b'[{"given": "Zorblat"}, {"family": "Quimby"}]'),
        ("x.html", b"<p>It was Zorblat</p><p>Quimby came.</p>"),
        ("x.txt", b"The Zorblats met Quimbys."),
        ("x.pdf", pdf()),
    ],
)
def test_what_does_not_say_it_is_published(path: str, data: bytes) -> None:
    assert scan_files([SECRET], [(path, data)]) == ()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("x.txt", b"by Z. Quimby"),
        ("x.csv", b'who\n"Quimby, Z."\n'),
        ("x.svg", b"<text>Zorblat</text><text>Quimby</text>"),
        ("x.pdf", shown(b"(by Zorblat A. Quimby) Tj")),
    ],
)
def test_what_may_be_somebody_else_is_a_warning(path: str, data: bytes) -> None:
    assert scan_files([SECRET], [(path, data)]) == ()
    assert [one.code for one in scan_files([SECRET], [(path, data)], likely=True)] == [
        "out-maybe-leak"
    ]


SCANNED = pdf(
    b"q 99 0 0 99 0 0 cm /I Do Q",
    resources=b"/XObject<</I 7 0 R>>",
    more=b"<</Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    b"\nstream\n0\nendstream",
)


@pytest.mark.parametrize(
    ("path", "data", "why"),
    [
        ("x.pdf", encrypted(shown(b"(Zorblat Quimby) Tj"), "secret"), "it is encrypted"),
        ("x.pdf", SCANNED, "1 of its pages, which are pictures"),
        ("x.pdf", b"%PDF-1.7\nNothing that can be read.", "parts of it"),
        ("x.webm", b"\x1a\x45\xdf\xa3 S_VOBSUB ", "its subtitles"),
        ("x.mp4", b"\0\0\0\x18ftypmp42 tx3g", "its subtitles"),
    ],
)
def test_what_cannot_be_read_is_told(path: str, data: bytes, why: str) -> None:
    (one,) = scan_files([SECRET], [(path, data)], likely=True)

    assert ("out-unread", path) == (one.code, one.path)
    assert why in one.message
    assert scan_files([], [(path, data)], likely=True) == ()


def test_a_document_with_an_empty_password_is_read() -> None:
    texts, unread = read_pdf(encrypted(shown(b"(Zorblat Quimby) Tj"), ""))

    assert unread is None
    assert any("Zorblat Quimby" in text for text in texts)


def test_a_check_looks_through_the_files_too_and_strict_stops_at_a_warning(tmp_path: Path) -> None:
    files = {
        "content/articles/a.md": f"{ARTICLE}[x](../media/list.txt)\n",
        "content/media/list.txt": "by Z. Quimby",
    }

    report = built(tmp_path, files)
    stopped = built(tmp_path, files, strict=True)
    with Store() as store:
        project = lay(tmp_path / "site", {"content/media/list.txt": "by Zorblat Quimby"})
        checked = check_dossier(project, store=store, as_of=AS_OF)

    assert (report.published, stopped.published) == (True, False)
    assert ["out-maybe-leak"] == [one.code for one in report.diagnostics]
    assert ["out-leak"] == [one.code for one in checked.diagnostics]


def test_nothing_that_reads_documents_is_loaded_before_there_is_one() -> None:
    says = "import dossierpress.visibility.leak_check.scan, sys; print('pypdf' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    assert "False" == done.stdout.strip()


def test_a_dossier_that_withholds_nothing_asks_for_no_published_text() -> None:
    def asked() -> Iterator[str]:
        raise AssertionError("a text was asked for")
        yield ""

    with Store() as store:
        found = secrets_of((), (), public=asked(), shipped=asked(), store=store, run=inline)

    assert found == ()
