"""What tests in a browser share: a mini-site to look at, what axe says, what stands on paper."""

import re
import shutil
import unicodedata
from pathlib import Path

from playwright.sync_api import Page

from building import must_publish
from dossierpress.source.project import project_at
from harness import ROOT, BuiltDossier

_RUN_AXE = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .map(found => `${found.id}: ${found.help}: ${found.nodes.map(node => node.target.join(' '))
    .slice(0, 5).join(', ')}`)"""


def mini_site(name: str, folder: Path) -> Path:
    """A site of tests/sites/, built in a folder; its output."""
    site = folder / "site"
    shutil.copytree(ROOT / "tests" / "sites" / name, site)
    project = project_at(site)
    must_publish(project)
    return project.output


def show(page: Page, built: BuiltDossier, path: str) -> Page:
    """The page, opened from disk."""
    page.goto((built.output / path).as_uri())
    return page


def said_by_axe(page: Page, axe: str) -> list[str]:
    """What axe finds wrong with the page that is shown, in light colours and in dark ones.

    `axe` is its script. The page is loaded once: nothing but style sheets knows of colours.
    """
    page.evaluate(axe)
    said = []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        assert page.evaluate(f"matchMedia('(prefers-color-scheme: {colours})').matches")
        said += [f"{page.url} ({colours}): {one}" for one in page.evaluate(_RUN_AXE)]
    return said


def letters(text: str) -> str:
    """Letters and digits alone, ligatures taken apart."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))
