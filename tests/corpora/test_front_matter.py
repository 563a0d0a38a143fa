"""Front matter that the makers of two other tools test theirs with."""

import json
from pathlib import Path

import pytest

from dossierpress.facts.records import parse_file
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.model.content import Parsed
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.source.discovery import discover
from dossierpress.source.files import ContentFile
from fuzz.promises import check_diagnostics
from harmless import check_harmless
from reading_bodies import CONFIG, KEEPING_HTML, as_html

ELSEWHERE = ParseConfig(
    lang="en", raw_html="sanitise", unknown_keys="ignore", kinds=KEEPING_HTML.kinds
)
CONFIGS = {"strict": CONFIG, "lenient": ELSEWHERE}


def read(data: bytes, path: str, config: ParseConfig) -> Parsed:
    parsed = parse_file(ContentFile(path=path, type="article", held=data, digest=""), config)
    check_diagnostics(parsed.diagnostics, {path: data})
    for record in parsed.records:
        check_harmless(record.body, filled=as_html(record.body))
    return parsed


def errors(parsed: Parsed) -> set[str]:
    return {one.code for one in parsed.diagnostics if severity_of(one.code) == "error"}


PYTHON = {
    "empty/empty-frontmatter.txt": {"md-front-matter-missing"},
    "empty/no-frontmatter.txt": {"md-front-matter-missing"},
    "json/hello-json.md": {"md-front-matter-missing"},
    "toml/hello-toml.md": {"md-front-matter-missing"},
    "yaml/chinese.txt": set(),
    "yaml/extra-dash.txt": {"md-front-matter-late", "md-front-matter-missing"},
    "yaml/extra-space.txt": {"schema-missing-key"},
    "yaml/hello-markdown.md": {"schema-missing-key"},
    "yaml/hello-world.txt": set(),
    "yaml/network-diagrams.md": set(),
    "yaml/unpretty.md": {"schema-missing-key"},
}
"""What is wrong with each file, read leniently."""


def python_files(shared_data: Path) -> dict[str, Path]:
    folder = shared_data / "adversarial" / "frontmatter-python" / "tests"
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".txt"))
    return {path.relative_to(folder).as_posix(): path for path in found}


def test_every_file_of_python_frontmatter_is_read_or_told(shared_data: Path) -> None:
    found = {}
    for name, path in python_files(shared_data).items():
        parsed = read(path.read_bytes(), "content/articles/a.md", ELSEWHERE)
        found[name] = errors(parsed)
        (record,) = parsed.records
        expected = json.loads(path.with_suffix(".result.json").read_text(encoding="utf-8"))
        if not found[name]:
            assert expected["title"] == record.matter.title  # type: ignore[union-attr]
    assert found == PYTHON
    for path in python_files(shared_data).values():
        read(path.read_bytes(), "content/articles/a.md", CONFIG)


def jekyll_files(shared_data: Path) -> dict[str, bytes]:
    folder = shared_data / "adversarial" / "frontmatter-jekyll" / "test" / "source"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_every_file_of_jekyll_is_read_under_its_odd_name(
    shared_data: Path, config: ParseConfig
) -> None:
    files = jekyll_files(shared_data)
    assert len(files) > 100
    for name, data in files.items():
        parsed = read(data, f"content/articles/{Path(name).with_suffix('.md')}", config)
        # A name of which no letter is left has no id; all others are read, whatever is wrong.
        assert len(parsed.records) <= 1
        assert parsed.records or errors(parsed), name


def test_what_is_due_is_told_of_the_odd_files_of_jekyll(shared_data: Path) -> None:
    files = jekyll_files(shared_data)

    def told(name: str) -> set[str]:
        return errors(read(files[name], "content/articles/a.md", ELSEWHERE))

    assert "md-encoding" in told("_encodings/Unicode16LECRLFandBOM.md")
    assert "md-encoding" not in told("_encodings/UTF8CRLFandBOM.md")
    assert "md-front-matter-missing" in told("_posts/2009-06-22-no-yaml.markdown")
    assert "md-front-matter-missing" in told("_posts/2009-06-22-empty-yaml.markdown")
    assert told("_broken/bad_post.md")
    # `published: false` keeps a post back there; passed over, it would be published here.
    assert "schema-withholding-key" in told("_posts/2008-02-02-not-published.markdown")
    assert "schema-withholding-key" not in told("_posts/2008-02-02-published.markdown")


def test_an_address_out_of_the_site_leads_nowhere(shared_data: Path) -> None:
    """Jekyll takes the address of a page from its file; here it is made of the id alone."""
    data = jekyll_files(shared_data)["_posts/2014-01-06-permalink-traversal.md"]
    assert b"permalink: /%2e%2e/%2e%2e/%2e%2e/baddie.html" in data

    (record,) = read(data, "content/articles/a.md", ELSEWHERE).records

    assert record.id == "a"
    assert "%2e" not in record.matter.model_dump_json()


def test_the_odd_names_of_jekyll_are_found_on_disk(shared_data: Path, tmp_path: Path) -> None:
    files = {name: data for name, data in jekyll_files(shared_data).items() if name.endswith(".md")}
    for name, data in files.items():
        path = tmp_path / "content" / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    found, problems = discover(tmp_path)

    read_or_told = {file.path for file in found} | {one.path for one in problems}
    assert {f"content/articles/{name}" for name in files} == read_or_told
    for file in found:
        parsed = parse_file(file, ELSEWHERE)
        check_diagnostics(parsed.diagnostics, {file.path: file.data})
