"""What every test may ask for: the repository, outside data, a built dossier, a browser."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dossierpress.engine.executors import threads
from harness import (
    ROOT,
    BuiltDossier,
    PageMaker,
    asked_elsewhere,
    call_dossier,
    run_dossier,
    serve,
)
from setup_machine import find_browser
from single_site import lay_for_stick
from slow import SLOW

# Compiled code is kept whatever the shell says: a run starts the command hundreds of times, and
# half the time of a start would go into compiling the program again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# No test, and no command that one starts, comes near the cache of whoever runs them.
os.environ["DOSSIER_CACHE"] = tempfile.mkdtemp(prefix="dossier-caches-")
atexit.register(shutil.rmtree, os.environ["DOSSIER_CACHE"], ignore_errors=True)

settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--quick`."""
    parser.addoption(
        "--quick", action="store_true", help="leave out what is slow (tests/README.md)"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Does not even read the files that are slow."""
    below = collection_path.relative_to(ROOT / "tests") if config.getoption("--quick") else None
    return True if below and below.as_posix() in SLOW else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out single tests that are marked `slow`."""
    if config.getoption("--quick"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        items[:] = [item for item in items if item not in slow]
        config.hook.pytest_deselected(items=slow)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs a test that is marked `alone` in a process of its own, if this one has more threads.

    Processes that run tests side by side have a thread to talk to each other.
    """
    if pyfuncitem.get_closest_marker("alone") is None or threads() == 1:
        return None
    one = f"{pyfuncitem.path}::{pyfuncitem.name}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", one],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, True) == (done.returncode, "\n1 passed" in done.stdout), done.stdout
    return True


CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1 , EXCLUDE [::1]",
)
"""Nothing of its own on the network, and of a page nothing but what is on this machine."""


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real texts that are not ours to ship: `$DOSSIER_SHARED`, or ../shared/data."""
    named = os.environ.get("DOSSIER_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.fail(
            f"the shared data is missing: no folder {folder}; lay it beside the repository"
            " as ../shared/data, or name it in DOSSIER_SHARED",
            pytrace=False,
        )
    return folder


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built_dossier(folder_of_run: Path) -> BuiltDossier:
    """The shipped dossier: site.yml, content/ and templates/ copied and built by the command.

    The first process that asks builds it, for all of them; its files are there to be read.
    """
    site = folder_of_run / "shipped"
    built = folder_of_run / "shipped.built"
    with FileLock(folder_of_run / "shipped.lock"):
        if not built.exists():
            shutil.rmtree(site, ignore_errors=True)
            site.mkdir()
            shutil.copy(ROOT / "site.yml", site)
            for folder in ("content", "templates"):
                shutil.copytree(ROOT / folder, site / folder)
            done = run_dossier("build", "--site", site)
            assert done.returncode == 0, done.stderr
            for file in site.rglob("*"):
                if file.is_file():
                    file.chmod(0o444)
            built.touch()
    output = site / "output"
    pages = tuple(sorted(output.rglob("*.html")))
    assert pages, "the build wrote no page"
    return BuiltDossier(site=site, output=output, pages=pages)


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini-site with every path, and more, as one file; its edition is in `site/output/`."""
    folder = tmp_path_factory.mktemp("stick")
    site = folder / "site"
    shutil.copytree(ROOT / "tests" / "sites" / "every-path", site)
    lay_for_stick(site)
    file = folder / "dossier.html"
    done = call_dossier("build", "--site", site, "--single", file)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="session")
def static_server(
    built_dossier: BuiltDossier, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The shipped dossier under a path of its own on a plain static server: `http://127.0.0.1:PORT/a/b/`."""
    top = tmp_path_factory.mktemp("served")
    (top / "a").mkdir()
    (top / "a" / "b").symlink_to(built_dossier.output, target_is_directory=True)
    with serve(top) as address:
        yield f"{address}/a/b/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, without a window and without talk of its own on the network.

    It ends with its module: Playwright keeps an event loop running for as long as it lives, and
    tests that run a loop of their own come after it in the same process.
    """
    program = find_browser()
    if program is None:
        pytest.fail("no Chromium found: `make test` installs one", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[PageMaker]:
    """Makes pages: `new_page(width=320, color_scheme="dark", java_script_enabled=False)`.

    Other arguments are those of Playwright's `Browser.new_context`. A request to anywhere but this
    machine is answered by nobody, and fails the test when it ends.
    """
    contexts: list[BrowserContext] = []
    strayed: list[list[str]] = []

    def make(*, width: int = 1280, height: int = 900, **context_arguments: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            **context_arguments,  # type: ignore[arg-type]
        )
        strayed.append(asked_elsewhere(context))
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert [address for one in strayed for address in one] == []


@pytest.fixture
def page(new_page: PageMaker) -> Page:
    """A page of 1280 by 900."""
    return new_page()
