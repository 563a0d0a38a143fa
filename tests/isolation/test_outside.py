"""A dossier that reaches for what is outside gets nothing: strace looks on."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from building import AS_OF, lay, tree
from dossierpress.engine.store import Store
from dossierpress.pipeline.check import check_dossier
from dossierpress.source.project import Project
from isolation.hostile_site import (
    FIELDS,
    GOOD,
    SECRET,
    Reach,
    lay_devices,
    lay_links,
    lay_specials,
    reaches,
)
from isolation.paths import traversals
from isolation.tracing import LIMIT, Traced, Tracer, strays

ALL = len(FIELDS) * len(traversals())
TRIED = ALL if os.environ.get("DOSSIER_TORTURE") else 420
"""How many files, each with one path in one field; all of them by `make torture`."""
AT_ONCE = 3000
"""How many of them one dossier has: to check all of them together would take very long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """A dossier, and what lies around it."""

    project: Project
    outside: Path
    tracer: Tracer

    def trace(self, *arguments: str | Path) -> Traced:
        """Run a command under strace; it must keep to itself, whatever it says."""
        before = tree(self.outside)
        run = self.tracer.run(*arguments, cwd=self.outside.parent)
        ours = [self.project.output, self.project.cache, self.project.editions]
        assert [] == sorted(map(str, strays(run, dossier=self.project.root, ours=ours)))
        assert () == run.programs
        assert () == run.talk
        assert before == tree(self.outside)
        assert SECRET.decode() not in run.said
        return run

    def told_of(self) -> set[str]:
        """The files that `check` has more to say of than a notice."""
        run = self.trace("check", "--site", self.project.root, "--format", "json")
        assert run.code in (0, 1), run.said
        report = json.loads(run.said[run.said.index("{") : run.said.rindex("}") + 1])
        return {one["path"] for one in report["diagnostics"] if one["severity"] != "notice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile(Neighbourhood):
    """One that is full of them."""

    specials: tuple[str, ...]
    links: tuple[str, ...]
    reaches: tuple[Reach, ...]


@pytest.fixture(scope="module")
def tracer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracer]:
    """Waits under strace for commands to run."""
    # A dossier of the long sweep has seven times as many files, and shares the machine.
    patience = LIMIT if TRIED < ALL else 20 * LIMIT
    tracer = Tracer(tmp_path_factory.mktemp("traced"), patience=patience)
    yield tracer
    tracer.close()


def neighbourhood(folder: Path, tracer: Tracer) -> Neighbourhood:
    """A good dossier, beside files that nobody may look into."""
    project = lay(folder / "work/site", GOOD)
    outside = folder / "work/outside"
    outside.mkdir()
    for name in ("secret.md", "secret.png", "secret.yml"):
        (outside / name).write_bytes(SECRET)
        (project.root / name).write_bytes(SECRET)  # what `../../secret.png` would lead to
    return Neighbourhood(project=project, outside=outside, tracer=tracer)


@pytest.fixture(scope="module", params=range(0, TRIED, AT_ONCE))
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, tracer: Tracer
) -> Hostile:
    """Links, pipes and devices in every folder, and paths that lead out in every field."""
    around = neighbourhood(tmp_path_factory.mktemp("hostile"), tracer)
    root = around.project.root
    links, specials = lay_links(root, around.outside), lay_specials(root)
    drawn = reaches(TRIED)[request.param : request.param + AT_ONCE]
    lay(root, {one.path: one.data for one in drawn})
    return Hostile(
        project=around.project,
        outside=around.outside,
        tracer=tracer,
        links=links,
        specials=specials,
        reaches=drawn,
    )


def test_there_are_enough_of_them() -> None:
    assert len(traversals()) >= 200
    assert len(FIELDS) >= 70
    drawn = reaches(420)
    assert set(FIELDS) == {one.field for one in drawn}
    assert len({one.given for one in drawn}) >= 200


def test_nothing_outside_is_touched_and_nothing_leads_there(hostile: Hostile) -> None:
    """Every link, pipe and device is told of; every path is told of, is text, or stays inside."""
    told = hostile.told_of()
    assert {*hostile.links, *hostile.specials} - told == set()

    # What is wrong is taken out, until the rest is published.
    root = hostile.project.root
    for path in told:
        (root / path).unlink(missing_ok=True)
    while wrong := wrong_files(hostile.project):
        assert wrong.isdisjoint(told)
        told |= wrong
        for path in wrong:
            (root / path).unlink()
    built = hostile.trace("build", "--site", root)
    assert 0 == built.code, built.said
    published = [one for one in hostile.reaches if one.path not in told]

    output = hostile.project.output
    # What is served for any missing page leads to places by their whole paths.
    pages = [page for page in output.rglob("*.html") if page.name != "404.html"]
    assert [] == [(page, link) for page in pages for link in leading_out(page, output)]
    assert not any(SECRET in data for data in tree(output).values())
    assert {"media/one.png"} == {path for path in tree(output) if path.startswith("media/")}
    licence = "static/fonts/OFL.txt"  # the theme's own
    assert all(re.fullmatch(r"[a-z0-9./_-]+", path) for path in tree(output) if path != licence)
    assert 0 < len(published) < len(hostile.reaches)
    assert 0 == hostile.trace("diff", "--site", root).code
    assert 0 == hostile.trace("verify", output).code
    assert [] == sorted(map(str, strays(hostile.tracer.begun, dossier=root, ours=[])))
    told_of = len(hostile.reaches) - len(published)
    print(f"{told_of} paths told of, {len(published)} published as text")  # noqa: T201


def wrong_files(project: Project) -> set[str]:
    """Files with an error, found by a process that nobody traces."""
    with Store() as store:
        report = check_dossier(project, store=store, as_of=AS_OF)
    return {one.path for one in report.diagnostics if report.severity(one.code) == "error"}


def leading_out(page: Path, output: Path) -> Iterator[str]:
    """Addresses of a page that lead to a file outside of the edition, or to none."""
    for node in html.fromstring(page.read_bytes()).iter():
        for name in ("href", "src"):
            address = node.get(name) if isinstance(node.tag, str) else None
            if address is None or urlsplit(address).scheme in ("http", "https", "mailto"):
                continue
            path = unquote(urlsplit(address).path)
            target = Path(os.path.normpath(page.parent / path)) if path else page
            target = target / "index.html" if target.is_dir() else target
            if "\0" in path or not target.is_relative_to(output) or not target.is_file():
                yield address


def test_the_hostile_site_has_devices_too(tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("root alone can make devices; all else of the hostile site is tried")
    (tmp_path / "content/media").mkdir(parents=True)

    made = list(lay_devices(tmp_path))

    assert [(tmp_path / path).is_char_device() for path in made] == [True, True]
