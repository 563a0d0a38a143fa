"""The documentation is true: made pages are fresh, examples work, whatever is named exists."""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from packaging.requirements import Requirement

import write_docs
from dossierpress.cli.commands import dossier
from dossierpress.kernel.diagnostics import Diagnostic, Fix, Note, Span
from dossierpress.kernel.diagnostics.code_table import codes
from dossierpress.kernel.diagnostics.printers import as_data
from dossierpress.schema.site import SiteConfig
from harness import ROOT, run_dossier
from reference.commands import contexts

PAGES = sorted(
    [
        path
        for folder in ("", "docs", "changelog.d", "benchmarks", "tests")
        for path in (ROOT / folder).glob("*.md")
    ]
)
FILE = re.compile(r"<!-- file: (\S+) -->\n+```\w+\n(.*?)\n```\n", re.DOTALL)
LINK = re.compile(r"(?<!\\)\[[^\]\n]*\]\(([^)\s]+)[^)]*\)")
CODE_SPAN = re.compile(r"`([^`\n]+)`")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_made_pages_are_fresh() -> None:
    """`make docs` renews them."""
    made = write_docs.pages()

    assert len(made) > 3
    assert [path.name for path, text in made.items() if text_of(path) != text] == []


COMMANDS = {context.command_path: context for context in contexts(dossier)}
"""Every command, by the words that call it."""


def calls(text: str) -> Iterator[str]:
    """Every call of the command in a page, in its text or in its blocks."""
    for line in re.findall(r"^\s*(?:\$ )?(?:uvx --from . )?(dossier .*)$", text, re.MULTILINE):
        yield line.partition("  #")[0]
    for span in CODE_SPAN.findall(prose(text)):
        if span.startswith("dossier "):
            yield span


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_call_in_a_page_is_one_that_the_command_knows(path: Path) -> None:
    wrong = []
    for call in calls(text_of(path)):
        words = call.replace("&&", " ").split()
        name = next(
            (
                " ".join(words[:length])
                for length in range(len(words), 0, -1)
                if " ".join(words[:length]) in COMMANDS
            ),
            "dossier",
        )
        parameters = COMMANDS[name].command.get_params(COMMANDS[name])
        known = {option for one in parameters for option in one.opts + one.secondary_opts}
        given = {word.partition("=")[0].rstrip(",.;") for word in words if word.startswith("--")}
        if name == "dossier" and words[1:] and not words[1].startswith(("-", "COMMAND")):
            wrong.append(call)
        wrong += [f"{call}: {option}" for option in sorted(given - known)]

    assert wrong == []


def test_every_code_is_documented() -> None:
    text = text_of(ROOT / "docs" / "diagnostics.md")

    assert [name for name in codes() if f"### {name}\n" not in text] == []


MADE_UP = {"extending.md": {"ref-author-case"}}
"""The diagnostic that a page adds as an example."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_code_in_a_page_is_in_the_table(path: Path) -> None:
    stages = "|".join(sorted({name.partition("-")[0] for name in codes()}))
    named = set(re.findall(r"\b(?:error|warning)\[([a-z-]+)\]", text_of(path)))
    named |= set(re.findall(rf"`((?:{stages})-[a-z-]+)`", prose(text_of(path))))

    assert named - set(codes()) == MADE_UP.get(path.name, set())


def test_every_setting_is_in_site_yml_and_documented() -> None:
    """The repository's own site.yml shows every key, commented out where it keeps its default."""
    shown = set(re.findall(r"^(?:# )?([a-z_]+):", text_of(ROOT / "site.yml"), re.MULTILINE))
    told = set(
        re.findall(r"^\| `([a-z_]+)` \|", text_of(ROOT / "docs" / "settings.md"), re.MULTILINE)
    )
    keys = set(SiteConfig.model_fields)

    assert keys - shown == set()
    assert keys - told == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_pages_resolve(path: Path) -> None:
    broken = []
    for link in LINK.findall(CODE_SPAN.sub("", prose(text_of(path)))):
        target, _, fragment = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (path.parent / target) if target else path
        if not there.exists() or (fragment and fragment not in headings(there)):
            broken.append(link)

    assert broken == []


def headings(path: Path) -> set[str]:
    """The fragments of a page, as the usual hosts make them."""
    found = re.findall(r"^#+ (.+)$", prose(text_of(path)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in found}


def test_every_page_of_the_documentation_is_in_its_index() -> None:
    index = text_of(ROOT / "docs" / "README.md")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}

    assert pages - set(re.findall(r"\]\(([a-z-]+\.md)\)", index)) == set()


@pytest.mark.slow
def test_the_examples_of_the_content_model_are_a_sound_dossier(tmp_path: Path) -> None:
    for page in ("settings.md", "content-model.md"):
        for name, text in FILE.findall(text_of(ROOT / "docs" / page)):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    done = run_dossier("check", "--site", tmp_path, "--strict")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_what_a_page_names_exists(name: str) -> None:
    """Paths and test functions in backticks."""
    text = prose(text_of(ROOT / name))
    tests = "".join(text_of(path) for path in (ROOT / "tests").rglob("test_*.py"))
    missing = []
    for span in CODE_SPAN.findall(text):
        if re.fullmatch(r"test_\w+", span):
            found = f"def {span}(" in tests
        elif re.fullmatch(r"[\w./-]+\.(py|yml|md|html|toml|txt|json|rng)|[\w./-]+/", span):
            homes = (ROOT, ROOT / "generator" / "dossierpress", ROOT / "docs")
            found = any((home / span).exists() for home in homes)
        else:
            continue
        if not found:
            missing.append(span)

    assert missing == []


def test_every_direct_dependency_has_its_reason() -> None:
    table = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    lines = table["project"]["dependencies"] + [
        line for group in table["dependency-groups"].values() for line in group
    ]
    names = {Requirement(line).name for line in lines if isinstance(line, str)}
    told = text_of(ROOT / "docs" / "dependencies.md")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in told.splitlines()]
    reasons = {
        row[0]: row[1:] for row in rows if len(row) == 4 and row[0] not in ("package", "---")
    }
    packages = json.loads(text_of(ROOT / "package.json"))["devDependencies"]

    assert names == reasons.keys()
    assert [name for name, row in reasons.items() if not all(row)] == []
    of_npm = [name.removeprefix("@fontsource-variable/") for name in packages]
    assert [name for name in of_npm if f"{name}**" not in told] == []


def test_the_fields_of_messages_for_programs_are_told() -> None:
    place = Span(line=1, column=1)
    one = Diagnostic(code="c", path="p", span=place, message="m", notes=(Note(message="n"),))
    one = replace(one, fixes=(Fix(span=place, text="t"),))
    (made,) = as_data([one], severity=lambda _: "error")
    told = text_of(ROOT / "docs" / "commands.md")
    section = told.partition("## Messages for programs")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    fields = {name: row[2] for row in rows for name in re.findall(r"`(\w+)`", row[1])}

    assert fields.keys() == made.keys()
    for key in ("fixes", "notes"):
        shape = re.findall(r"`\{(.*?)\}`", fields[key])
        assert [set(one.split(", ")) for one in shape] == [made[key][0].keys()]


def test_changelog_fragments_are_named_by_what_they_are() -> None:
    names = [path.name for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]

    assert [n for n in names if not re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed)\.md", n)] == []


INDEX_ADDRESS = re.compile(
    r"--(?:extra-)?index-url\s|--find-links\s|\"resolved\":|^\s*registry\s*=|//\S+/(?:simple|packages)/",
    re.MULTILINE,
)


BENCHMARKS = (
    "benchmarks/requirements.txt",
    "benchmarks/package-lock.json",
    "benchmarks/RESULTS.md",
    "benchmarks/results.json",
)


@pytest.mark.parametrize(
    "name", ["requirements", "package-lock.json", ".npmrc", "tools", *BENCHMARKS]
)
def test_no_lock_and_no_tool_names_a_package_index(name: str) -> None:
    top = ROOT / name
    files = [top] if top.is_file() else [path for path in top.rglob("*") if path.is_file()]
    files = [path for path in files if path.suffix != ".pyc"]

    assert files
    assert [path.name for path in files if INDEX_ADDRESS.search(text_of(path))] == []


def test_nothing_written_names_this_machine() -> None:
    here = f"{ROOT.parent}{os.sep}"
    written = [path for path in ROOT.iterdir() if path.is_file()]
    written += [path for path in (ROOT / "benchmarks").iterdir() if path.is_file()]
    for folder in ("docs", "requirements", "tools", ".ci", "generator", "templates", "content"):
        written += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    told = [
        str(path.relative_to(ROOT))
        for path in written
        if path.suffix not in {".png", ".pyc", ".woff2"}
        if here in path.read_text(encoding="utf-8", errors="replace")
    ]

    assert told == []
