"""Ways to take a guard away, for the length of a test, and to see what came of an attack."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FunctionType
from typing import Any, cast

import pytest
from lxml import html

from building import AS_OF, OWN_SCRIPTS, lay, tree
from dossierpress.engine.store import Store
from dossierpress.facts.markdown import allowed_html
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.source.project import Project, project_at
from dossierpress.templating.environment import environment, parsed, syntax
from dossierpress.templating.facts import computed_facts
from dossierpress.templating.rendering import renderer

Files = Mapping[str, str | bytes]

SETTINGS = "title: The harbour\nurl: https://harbour.example/\n"


def hollow(patch: pytest.MonkeyPatch, guard: object, instead: Callable[..., object]) -> None:
    """Let a function do something else, wherever it is known under whatever name."""
    patch.setattr(cast("FunctionType", guard), "__code__", cast("FunctionType", instead).__code__)


def forget() -> None:
    """Nothing that was found out with a guard counts without it, or the other way round."""
    environment.cache_clear()
    renderer.cache_clear()
    syntax.cache_clear()
    parsed.cache_clear()
    computed_facts.cache_clear()
    allowed_html.read_tag.cache_clear()


def built(
    folder: Path, files: Files, *, output: Path | None = None, **options: Any
) -> tuple[Project, BuildResult]:
    """Lay out a dossier, unless it is there, and build it from nothing."""
    lay(folder, {"site.yml": SETTINGS, "content/articles/other.md": article("Other"), **files})
    project = project_at(folder, output=output)
    with Store() as store:
        return project, build_dossier(project, store=store, as_of=AS_OF, **options)


def shown(folder: Path, files: Files) -> dict[str, bytes]:
    """What is published of a dossier; nothing where it is refused."""
    project, report = built(folder, files)
    return tree(project.output) if report.published else {}


def article(title: str, text: str = "Text.", more: str = "") -> str:
    """An article, its title as YAML takes it."""
    return f"---\ntitle: {title}\n{more}---\n\n{text}\n"


def somewhere(files: Mapping[str, bytes], what: bytes) -> bool:
    """Whether any file of an edition has these bytes."""
    return any(what in data for data in files.values())


def nodes(files: Mapping[str, bytes], path: str) -> list[html.HtmlElement]:
    """The elements of the pages that are shown below a path."""
    return [
        node
        for page, data in files.items()
        if page.startswith(path) and page.endswith(".html")
        for node in html.fromstring(data).iter()
        if isinstance(node.tag, str)
    ]


def acts(files: Mapping[str, bytes], path: str = "") -> bool:
    """Whether a page has an element that runs something, as a browser would read it."""
    return any(
        (node.tag == "script" and ("src" in node.attrib or node.text not in OWN_SCRIPTS))
        or any(name.startswith("on") for name in node.attrib)
        or any(re.match(r"(?i)\s*javascript:", node.get(name, "")) for name in ("href", "src"))
        for node in nodes(files, path)
    )
