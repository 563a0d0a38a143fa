"""Media in a build: what is refused at its file, what is told, and what exiftool still finds."""

import json
import shutil
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

import carriers
import pytest
from carriers import SECRET, chunk

from building import PICTURE, lay, must_publish, publish, tree
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.schema.limits import Limits

CARRIERS = {
    "a.jpg": carriers.jpeg(),
    "b.jpeg": carriers.jpeg(progressive=True),
    "c.png": carriers.png(),
    "d.webp": carriers.webp(),
    "e.webp": carriers.moving_webp(),
    "f.gif": carriers.gif(),
    "g.mp4": carriers.mp4(),
    "h.mp3": carriers.mp3(),
    "i.webm": carriers.webm(),
}
TELLING = (
    *("gps", "serial", "author", "artist", "creator", "thumbnail", "comment", "copyright", "owner"),
    *("maker", "xmp", "iptc", "by-line", "title", "description", "software", "writing"),
    *("muxing", "segmentfilename", "make", "model"),
)
"""Words in the names of tags that a published file must not have."""


def site(media: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """A dossier whose one article links to all of the files."""
    links = " ".join(f"[{number}](../media/{name})" for number, name in enumerate(media))
    return {
        "site.yml": "title: Media\n",
        "content/articles/all.md": f"---\ntitle: All\n---\n\n{links}\n",
        **{f"content/media/{name}": data for name, data in media.items()},
    }


def told(report: BuildResult) -> list[tuple[str, str]]:
    return [(one.code, one.path.removeprefix("content/media/")) for one in report.diagnostics]


def tags(folder: Path) -> dict[str, dict[str, object]]:
    """File -> every tag that exiftool finds in it, unknown ones and embedded ones too."""
    program = shutil.which("exiftool")
    assert program, "exiftool is missing: `make test` installs it"
    done = subprocess.run(
        [program, "-j", "-a", "-u", "-U", "-ee", "-G1", "-s", "-r", folder],
        capture_output=True,
        check=False,
    )
    return {Path(one["SourceFile"]).name: one for one in json.loads(done.stdout)}


def telling(found: Mapping[str, object]) -> list[str]:
    """Names of tags that say something of the making of a file."""
    of_the_disk = ("System:", "ExifTool:", "SourceFile", "ICC", "Composite:")
    return [
        name
        for name, value in found.items()
        if not name.startswith(of_the_disk)
        and (any(word in name.lower() for word in TELLING) or SECRET in str(value))
        and value not in ("", None, False)
    ]


def test_exiftool_finds_nothing_in_what_is_published(tmp_path: Path) -> None:
    project = lay(tmp_path, site(CARRIERS))
    must_publish(project)

    before, after = tags(tmp_path / "content/media"), tags(project.output / "media")

    assert CARRIERS.keys() == after.keys()
    assert {name: len(telling(found)) > 0 for name, found in before.items()} == dict.fromkeys(
        CARRIERS, True
    )
    assert {name: telling(found) for name, found in after.items()} == {
        name: [] for name in CARRIERS
    }
    assert [name for name, found in after.items() if any("Warning" in tag for tag in found)] == []


def test_the_files_of_the_dossier_stay_as_they_are(tmp_path: Path) -> None:
    project = lay(tmp_path, site(CARRIERS))

    must_publish(project)

    assert tree(tmp_path / "content/media") == CARRIERS
    assert not any(SECRET.encode() in data for data in tree(project.output).values())
    assert must_publish(project).changed == ()


def test_only_what_is_published_is_looked_at(tmp_path: Path) -> None:
    files = site({"a.png": PICTURE}) | {"content/media/b.png": b"<html>"}

    assert told(publish(lay(tmp_path, files))) == []


@pytest.mark.parametrize(
    ("name", "data", "is_"),
    [
        ("a.png", b"<!DOCTYPE html><script>alert(1)</script>", "HTML"),
        ("a.png", carriers.saved("JPEG"), "JPEG"),
        ("a.png", b"\n <SCRIPT src=x>", "HTML"),
        ("a.jpg", PICTURE, "PNG"),
        ("a.jpeg", carriers.saved("GIF"), "GIF"),
        ("a.gif", carriers.saved("WEBP"), "WebP"),
        ("a.webp", b"RIFF\0\0\0\0WAVEfmt ", "Wave or AVI"),
        ("a.avif", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "HEIC"),
        ("a.mp4", carriers.avif(), "AVIF"),
        ("a.mp4", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "QuickTime"),
        ("a.svg", b"<html/>", "HTML"),
        ("a.svg", PICTURE, "PNG"),
        ("a.pdf", b"\n%PDF-1.4", "of no kind that is known"),
        ("a.pdf", b"PK\x03\x04", "ZIP"),
        ("a.txt", b"\xef\xbb\xbf<html>", "HTML"),
        ("a.txt", b"<a onclick=x>", "HTML"),
        ("a.txt", PICTURE, "PNG"),
        ("a.csv", b"<!-- a -->", "HTML"),
        ("a.json", b"%PDF-1.4", "PDF"),
        ("a.vtt", b"<?xml version='1.0'?><a/>", "XML"),
        ("a.mp3", b"\x7fELF", "Linux program"),
        ("a.webm", b"OggS", "Ogg"),
        ("a.png", b"", "of no kind that is known"),
    ],
)
def test_a_file_that_is_another_is_refused(
    tmp_path: Path, name: str, data: bytes, is_: str
) -> None:
    report = publish(lay(tmp_path, site({name: data})))

    assert told(report) == [("media-wrong-type", name)]
    assert report.diagnostics[0].message.startswith(f"the name ends in `{Path(name).suffix}`, ")
    assert report.diagnostics[0].message.endswith(f"and the file is {is_}")


@pytest.mark.parametrize(
    "picture",
    [PICTURE, carriers.saved("JPEG"), carriers.saved("GIF"), carriers.saved("WEBP")],
    ids=["png", "jpg", "gif", "webp"],
)
@pytest.mark.parametrize(
    ("behind", "is_"),
    [
        (b"PK\x03\x04", "ZIP"),
        (b"\n<script>alert(1)</script>", "HTML"),
        (b"%PDF-1.4", "PDF"),
        (b"\0\0Rar!\x1a\x07", "RAR"),
    ],
)
def test_two_files_in_one_are_refused(
    tmp_path: Path, picture: bytes, behind: bytes, is_: str, request: pytest.FixtureRequest
) -> None:
    name = f"a.{request.node.callspec.id.rpartition('-')[2]}"

    report = publish(lay(tmp_path, site({name: picture + behind})))

    assert told(report) == [("media-wrong-type", name)]
    assert report.diagnostics[0].message.endswith(f"behind its end {is_}")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"caf\xe9", "cannot be read as text: byte 4 is not valid UTF-8"),
        ("a.txt", "a".encode("utf-16"), "cannot be read as text: byte 1 is not valid UTF-8"),
        ("a.csv", b"a\0b", "cannot be read as text: character 2 is U+0000, which no text holds"),
        ("a.json", b"hello", "cannot be read as JSON: it does not begin as JSON does"),
        ("a.vtt", b"1\n", "cannot be read as WebVTT: it does not begin as WebVTT does"),
        ("a.png", PICTURE[:-5], "cannot be read as PNG: it ends in the middle"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    report = publish(lay(tmp_path, site({name: data})))

    assert told(report) == [("media-damaged", name)]
    assert report.diagnostics[0].message == message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\ufeffنامه <b>".encode()),
        ("a.txt", b""),
        ("a.csv", b"a,b\n1,<script>\n"),
        ("a.json", b' {"a": 1}\n'),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nText\n"),
        ("a.avif", carriers.avif()),
        ("A.PNG", PICTURE),
        ("a.pdf", b"%PDF-1.4\n%%EOF\n"),
    ],
)
def test_what_is_as_it_says_is_published_as_it_is(tmp_path: Path, name: str, data: bytes) -> None:
    project = lay(tmp_path, site({name: data}))

    assert told(must_publish(project)) == []
    assert (project.output / "media" / name).read_bytes() == data


def test_a_comment_does_not_hide_that_a_drawing_is_one(tmp_path: Path) -> None:
    data = b'<!-- by\nSomebody --> <svg xmlns="http://www.w3.org/2000/svg"/>'

    report = publish(lay(tmp_path, site({"a.svg": data})))

    assert told(report) == [("media-svg", "a.svg")]
    assert "a comment, which would be published" in report.diagnostics[0].message


def huge(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return PICTURE[:8] + head + PICTURE[33:]


@pytest.mark.parametrize(("height", "expected"), [(10_000, []), (10_001, ["media-pixels"])])
def test_pixels_are_bounded(tmp_path: Path, height: int, expected: list[str]) -> None:
    assert Limits().pixels == 100_000_000

    report = publish(lay(tmp_path, site({"a.png": huge(10_000, height)})))

    assert [code for code, _ in told(report)] == expected


def test_severities_say_whether_a_document_stops_a_build(tmp_path: Path) -> None:
    files = site({"a.pdf": b"%PDF-1.4\ntrailer <</Info 1 0 R>>"})

    assert told(must_publish(lay(tmp_path, files))) == [("media-metadata-kept", "a.pdf")]
    files["site.yml"] = "title: Media\nseverity: {media-metadata-kept: error}\n"
    assert not publish(lay(tmp_path, files)).published
