"""The command itself: killed at any moment, and many at once."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from dossierpress.source.project import project_at
from harness import run_dossier
from publishing.editions import found

TORTURE = bool(os.environ.get("DOSSIER_TORTURE"))
KILLED = 1000 if TORTURE else 12
AT_ONCE = 50 if TORTURE else 8
"""`make torture` runs all of them."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A fresh dossier."""
    folder = tmp_path / "site"
    assert 0 == run_dossier("init", folder, "--quiet").returncode
    return folder


def start(site: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Begin a build."""
    return subprocess.Popen(
        [sys.executable, "-m", "dossierpress", "build", "--quiet", "--site", site, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def edition(site: Path) -> str:
    """A digest of what is published, which is whole."""
    digest = hashlib.sha256()
    for path, data in sorted(found(site / "output").items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def test_a_build_that_is_killed_leaves_one_of_two_editions(site: Path) -> None:
    shown = {}
    for text in ("one", "two"):
        describe(site, text)
        began = time.monotonic()
        assert 0 == start(site).wait()
        took = time.monotonic() - began
        shown[text] = edition(site)
    assert 2 == len(set(shown.values()))
    chosen = random.Random(7)
    ends: Counter[str] = Counter()
    for number in range(KILLED):
        describe(site, "one" if number % 2 == 0 else "two")
        began = time.monotonic()
        build = start(site)
        try:
            build.wait(timeout=chosen.uniform(0.3, 1.05) * took)
        except subprocess.TimeoutExpired:
            build.kill()
        code = build.wait()
        assert code in (0, -signal.SIGKILL)
        ends["done" if code == 0 else "killed"] += 1
        # How long a build takes changes with what else the machine does.
        took = time.monotonic() - began if code == 0 else took * 1.02

        assert edition(site) in shown.values()

    describe(site, "one")
    assert 0 == start(site).wait()
    assert shown["one"] == edition(site)
    assert ends["killed"] > KILLED / 4
    print(dict(ends))  # noqa: T201 (for the record of a sweep)


def describe(site: Path, text: str) -> None:
    """Change something that every page shows."""
    settings = (site / "site.yml").read_text().splitlines(keepends=True)
    kept = [line for line in settings if not line.startswith("description:")]
    (site / "site.yml").write_text("".join([*kept, f"description: Edition {text}.\n"]))


def test_many_builds_at_once_publish_one_after_the_other(site: Path, tmp_path: Path) -> None:
    builds = [start(site, "--wait", "1") for _ in range(AT_ONCE)]
    codes = Counter(build.wait() for build in builds)

    assert set(codes) <= {0, 75}
    assert codes[0] > 0
    together = edition(site)
    shutil.rmtree(project_at(site).cache)
    assert 0 == run_dossier("build", "--site", site, "--output", tmp_path / "clean").returncode
    assert found(tmp_path / "clean") == found(site / "output")
    assert together == edition(site)
    assert 0 == start(site).wait()
    print(dict(codes))  # noqa: T201 (the same)


def test_a_killed_build_lets_go_of_the_lock(site: Path) -> None:
    assert 0 == start(site).wait()
    for _ in range(3):
        build = start(site)
        while build.poll() is None and not list(site.glob(".editions/*/lock-holder")):
            time.sleep(0.01)
        build.kill()
        build.wait()

    assert 0 == start(site, "--wait", "0").wait()
