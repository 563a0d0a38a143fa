"""Whatever the clock says between builds and during them: the same pages, and nothing lost."""

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from filelock import FileLock

from building import SMALL, build_cleanly, lay, must_publish, tree
from clock.faking import dossier, frozen, jumping
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.source.project import Project

TORTURE = bool(os.environ.get("DOSSIER_TORTURE"))

YEARS = (2040, 1999, 2024, 1971, 2100, 2023) if TORTURE else (2040, 1999)
JUMPS = ("+9y i+8640000", "-9y i-8640000", "+0 x1000", "+1y x100", "-20y x0.01", "+0 i-3600.5")
DURING = JUMPS if TORTURE else JUMPS[1:2]
EDGE = datetime(2024, 3, 10, 7, tzinfo=UTC)
"""At this moment two o'clock becomes three in New York: half past two is never."""
ZONES = (
    *("America/New_York", "Pacific/Kiritimati", "Asia/Tehran", "Europe/London"),
    *("Australia/Lord_Howe", "Asia/Kathmandu"),
)
TOLD_IN = ZONES if TORTURE else ZONES[:1]

_BEFORE, _AFTER = (-1, False), (1, True)
EDGES = (_BEFORE, (0, True), _AFTER, _BEFORE) if TORTURE else (_BEFORE, (0, True))
"""Seconds from the moment, and whether it is over then."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A dossier with an article that the end of an embargo will show."""
    return lay(tmp_path / "site", SMALL)


def clean(project: Project, folder: Path, moment: datetime) -> dict[str, bytes]:
    """What a build from nothing writes, told the moment."""
    report, files = build_cleanly(project, folder, as_of=moment)
    assert report.published
    return files


def edit(project: Project, number: int) -> None:
    """A change, as authors make them: with a time of its own that may be older than the last."""
    path = project.root / "content/pages/about.md"
    path.write_text(f"---\ntitle: About\n---\n\nEdition {number} of [[opens]].\n")
    stamp = random.Random(number).randrange(0, 4_000_000_000)
    os.utime(path, (stamp, stamp))


def test_a_clock_that_jumps_by_years_between_builds(project: Project, tmp_path: Path) -> None:
    shown = []
    for number, year in enumerate(YEARS):
        moment = datetime(year, 2, 28, 23, 59, 59, tzinfo=UTC)
        edit(project, number)

        done = dossier("build", "--site", project.root, "--keep", clock=frozen(moment))

        assert 0 == done.returncode, done.stderr
        assert clean(project, tmp_path / str(number), moment) == tree(project.output)
        shown.append((project.output / "articles/later.html").exists())
    # The embargo of SMALL ends in 2024: the clock decides, and goes back on it.
    assert [year > 2024 for year in YEARS] == shown

    before = tree(project.output)
    # What a clock says is embargoed now may have been shown.
    back = ("rollback", "--site", project.root, "--anyway")
    moment = datetime(1980, 1, 1, tzinfo=UTC)
    assert 0 == dossier(*back, clock=frozen(moment)).returncode
    assert before != tree(project.output)
    assert 0 == dossier(*back, clock=jumping("+60y")).returncode
    assert before == tree(project.output)
    assert 0 == dossier("verify", project.output, clock=frozen(moment)).returncode


@pytest.mark.parametrize("how", DURING)
def test_a_clock_that_jumps_during_a_build(project: Project, tmp_path: Path, how: str) -> None:
    # Of an embargo a clock that jumps can tell nothing.
    (project.root / "content/articles/later.md").unlink()
    must_publish(project)
    edit(project, 1)
    done = dossier("build", "--site", project.root, "--verify", clock=jumping(how))

    assert 0 == done.returncode, done.stderr
    assert clean(project, tmp_path / "again", EDGE) == tree(project.output)
    assert "Traceback" not in done.stderr


def test_a_lock_is_held_whatever_the_clock_says(project: Project) -> None:
    lock = folders_of_editions(project).lock
    lock.parent.mkdir(parents=True)
    # While it sleeps, libfaketime's own clocks would have to jump too, which fails it.
    with FileLock(lock):
        for how in ("+9y i+86400", "-9y i-86400")[: 2 if TORTURE else 1]:
            done = dossier("build", "--site", project.root, "--wait", "0", clock=jumping(how))
            assert 75 == done.returncode, done.stderr

    assert 0 == dossier("build", "--site", project.root, clock=jumping("-9y")).returncode


def test_an_embargo_ends_to_the_second_in_every_zone(project: Project) -> None:
    """One moment, written as each zone writes it: one in the hour that New York leaves out."""
    written = [EDGE.astimezone(ZoneInfo(zone)).isoformat() for zone in ZONES]
    written += ["2024-03-10T02:00:00-05:00", "2024-03-10T03:00-04:00", "2024-03-10T07:00Z"]
    (project.root / "content/articles/later.md").unlink()
    lay(
        project.root,
        {
            f"content/articles/e-{number}.md": (
                f"---\ntitle: E {number}\nembargo_until: {moment}\n---\n\nText.\n"
            )
            for number, moment in enumerate(written)
        },
    )
    names = {f"articles/e-{number}.html" for number in range(len(written))}

    for zone in TOLD_IN:
        lay(project.root, {"site.yml": f"title: The harbour\ntimezone: {zone}\n"})
        for seconds, over in EDGES:
            clock = frozen(EDGE + timedelta(seconds=seconds))
            done = dossier("build", "--site", project.root, clock=clock, zone=zone)
            assert 0 == done.returncode, done.stderr
            shown = names & set(tree(project.output))
            assert (names if over else set()) == shown, (zone, seconds)
