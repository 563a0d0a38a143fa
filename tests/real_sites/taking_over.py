"""Sites of other generators, laid into a dossier as somebody would who moves here."""

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from building import AS_OF
from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.store import Store
from dossierpress.facts.parse_files import parse_all
from dossierpress.kernel.diagnostics import Diagnostic, severity_of
from dossierpress.model.content import Parsed
from dossierpress.pipeline.check import check_dossier
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.source.discovery import discover
from dossierpress.source.project import project_at

SETTINGS = """\
title: Taken over
lang: en
unknown_keys: ignore
raw_html: sanitise
autolink: off
"""

_PARTS = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A site, and what a check of it says."""

    folder: Path
    """The site as it was."""
    diagnostics: tuple[Diagnostic, ...]

    def files(self) -> tuple[str, ...]:
        """Every file of Markdown, relative to `folder`."""
        return markdown_files(self.folder)

    def of(self, file: str) -> tuple[Diagnostic, ...]:
        """What is said of one file."""
        path = f"content/articles/{file}"
        return tuple(one for one in self.diagnostics if one.path == path)

    def errors(self, file: str) -> set[str]:
        """Codes of the errors in one file."""
        return {one.code for one in self.of(file) if severity_of(one.code) == "error"}


def markdown_files(folder: Path) -> tuple[str, ...]:
    """Every file of Markdown below a folder, relative to it."""
    return tuple(path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md")))


def lay_out(folder: Path, root: Path, settings: str = SETTINGS) -> None:
    """A dossier whose articles are the Markdown of a site, in its own folders."""
    (root / "content" / "articles").mkdir(parents=True)
    (root / "site.yml").write_text(settings, encoding="utf-8")
    for file in markdown_files(folder):
        path = root / "content" / "articles" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / file, path)


def checked(root: Path) -> tuple[Diagnostic, ...]:
    """All that `dossier check` says."""
    return read_and_checked(root)[0]


def read_and_checked(root: Path) -> tuple[tuple[Diagnostic, ...], dict[str, Parsed]]:
    """All that `dossier check` says, and what it has read of each file below content/articles/."""
    config, problems = read_config((root / "site.yml").read_bytes())
    assert config is not None, problems
    store = Store()  # not closed: bodies are read from it later
    with InlineExecutor() as executor:
        found = check_dossier(
            project_at(root), store=store, as_of=AS_OF, executor=executor
        ).diagnostics
        files, _ = discover(root)
        read = parse_all(
            files, parse_config(config), executor=executor, store=store, progress=_silent
        )
    assert read.reused == len(files)
    return found, {one.path.removeprefix("content/articles/"): one for one in read.parsed}


def _silent(done: int, total: int) -> None:
    del done, total


def front_matter(text: str) -> dict[str, Any] | None:
    """Front matter as PyYAML reads it; None where it finds none."""
    parts = _PARTS.match(text)
    found = yaml.load(parts[1], Loader=yaml.CSafeLoader) if parts else None
    return found if isinstance(found, dict) else None


def body_of(text: str) -> str:
    """What follows front matter."""
    parts = _PARTS.match(text)
    return text[parts.end() :] if parts else text


def as_text(value: object) -> str:
    """A title or a date as it is written."""
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
