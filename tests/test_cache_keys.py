"""A cached value is found again only where everything that shaped it is the same."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from building import SMALL, lay
from dossierpress.engine.cache_keys import _libraries
from dossierpress.facts.parse_files import parse_keys
from dossierpress.facts.parse_results import decode_parsed, encode_parsed
from dossierpress.facts.records import parse_file
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.source.discovery import discover
from dossierpress.source.files import ContentFile
from dossierpress.templating import facts
from harness import ROOT


def content(path: str = "content/pages/a.md", data: bytes = b"text") -> ContentFile:
    """A file as it was found."""
    digest = hashlib.sha256(data).hexdigest()
    return ContentFile(path=path, type="page", held=data, digest=digest)


def settings(data: bytes = b"title: Test\n") -> ParseConfig:
    """The part of the settings that matters."""
    config, _ = read_config(data)
    assert config is not None
    return parse_config(config)


def parse_key(file: ContentFile, config: ParseConfig) -> str:
    return parse_keys([file], config)[file.path]


def test_the_same_file_has_the_same_key() -> None:
    assert parse_key(content(), settings()) == parse_key(content(), settings())


@pytest.mark.parametrize(
    ("file", "config"),
    [
        (content(path="content/pages/b.md"), settings()),
        (content(data=b"other text"), settings()),
        (replace(content(), type="article"), settings()),
        (content(), settings(b"title: Test\nlang: fa\n")),
        (content(), settings(b"title: Test\nraw_html: sanitise\n")),
        (content(), settings(b"title: Test\nkinds: {ship: {label: Ship, plural: Ships}}\n")),
    ],
)
def test_whatever_shapes_a_file_is_in_its_key(file: ContentFile, config: ParseConfig) -> None:
    assert parse_key(content(), settings()) != parse_key(file, config)


def test_many_files_have_the_keys_that_each_has_alone() -> None:
    files = [content(path=f"content/pages/{name}.md", data=name.encode()) for name in "abc"]

    keys = parse_keys(files, settings())
    assert keys == {file.path: parse_key(file, settings()) for file in files}
    assert len(set(keys.values())) == len(files)


def test_settings_that_have_no_part_in_parsing_are_not_in_the_key() -> None:
    other = settings(b"title: Another title\npage_size: 5\n")

    assert parse_key(content(), settings()) == parse_key(content(), other)


def test_pages_that_other_code_has_rendered_are_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    before = facts.rendered_key()
    monkeypatch.setattr(facts, "code_digest", lambda: "other code")

    assert before != facts.rendered_key()


def digest_of(package: Path) -> str:
    """The code digest of a copy of the package."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from dossierpress.engine import cache_keys as k; print(k.code_digest())",
        ],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.mark.slow
def test_every_file_of_the_code_is_in_every_key(tmp_path: Path) -> None:
    package = tmp_path / "dossierpress"
    shutil.copytree(
        ROOT / "generator/dossierpress", package, ignore=shutil.ignore_patterns("__pycache__")
    )
    before = digest_of(package)
    assert before == digest_of(package)

    digests = {before}
    for name in (
        "facts/front_matter.py",
        "kernel/diagnostics/codes/yaml.yml",
        "schema/vocabulary.yml",
    ):
        file = package / name
        file.write_text(file.read_text() + "\n# changed\n")
        digests.add(digest_of(package))
    assert 4 == len(digests)


def test_every_library_that_is_asked_for_is_in_every_key() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {
        requirement.partition(">")[0].partition("=")[0].strip().lower()
        for requirement in project["dependencies"]
    }

    versions = _libraries()
    assert asked <= versions.keys()
    assert {"markupsafe", "pydantic-core", "mdurl"} <= versions.keys()
    assert all(versions[name] for name in asked)


def test_a_stored_result_is_the_result(tmp_path: Path) -> None:
    lay(tmp_path, SMALL)
    own, _ = discover(ROOT)
    small, _ = discover(tmp_path)
    data = (ROOT / "site.yml").read_bytes()
    texts = [file for file in (*own, *small) if file.type != "media"]
    assert len(texts) > 50
    for file in texts:
        parsed = parse_file(file, settings(data))
        made = encode_parsed(parsed)
        kept = decode_parsed(made.entry, lambda _, made=made: made.row)
        assert kept is not None

        assert all(one.stamp for one in kept.records)
        bare = tuple(replace(one, stamp=b"") for one in kept.records)
        assert parsed == replace(kept, records=bare), file.path


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"null", b"\x93", b"\x91\x01", b"\xff", b"\x91" * 5000]
)
def test_what_is_no_result_is_not_taken_for_one(data: bytes) -> None:
    assert decode_parsed(data, lambda _: b"") is None
