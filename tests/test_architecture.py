"""The shape of the code: who may know whom, and who may touch the world."""

import ast
from functools import cache
from pathlib import Path

import dossierpress

PACKAGE = Path(dossierpress.__file__).parent
MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.relative_to(PACKAGE).parts[0] not in ("theme", "starter")
)

STAGES = frozenset(["discover", "parse", "resolve", "media", "plan", "leaks", "render", "write"])
"""The order of these is known to `build` alone."""

RIM = frozenset(
    [
        *("build", "cli", "serve", "__main__"),  # the order, and what calls it
        *("discover", "walk", "regular_file", "known_files", "snapshot"),  # reading
        *("project", "cache_folder"),  # where
        *("write", "store", "cache_keys"),  # writing and remembering
        *("executors", "budget", "parse_all", "render_all", "theme_facts"),  # running the stages
    ]
)
"""Modules that may touch files, clock, environment, processes or sockets."""

WORLD = frozenset(
    """
    asyncio concurrent fcntl glob http livereload locale mmap multiprocessing os pathlib.Path
    platform resource select shutil signal socket socketserver sqlite3 ssl subprocess sys tempfile
    threading time tornado urllib.request watchfiles
    """.split()  # noqa: SIM905 (reads better than twenty lines)
)
TOUCHING = frozenset(
    """
    read_text read_bytes write_text write_bytes mkdir unlink rmdir rename replace_file touch
    exists is_file is_dir iterdir glob rglob stat lstat cwd home expanduser now today
    utcnow environ getenv
    """.split()  # noqa: SIM905 (the same)
)


def name_of(path: Path) -> str:
    """`resolve.names` of `resolve/names.py`."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


KNOWN = frozenset(map(name_of, MODULES))


@cache
def tree(path: Path) -> ast.Module:
    """What a module says."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Full names of all that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides what is imported"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


@cache
def imported_modules(path: Path) -> frozenset[str]:
    """Names of our own modules that a module imports: `resolve`, `diagnostics.codes`."""
    found = set()
    for full in imports(path):
        if full.startswith("dossierpress."):
            inner = full.removeprefix("dossierpress.")
            while inner and inner not in KNOWN:
                inner = inner.rpartition(".")[0]
            found.add(inner)
    return frozenset(found)


def top(name: str) -> str:
    """The stage or module that a module belongs to."""
    return name.partition(".")[0]


def test_stages_do_not_know_one_another() -> None:
    known = {
        name_of(path): {top(name) for name in imported_modules(path)}
        & STAGES - {top(name_of(path))}
        for path in MODULES
        if top(name_of(path)) in STAGES
    }

    assert {top(name) for name in known} == STAGES
    assert {} == {name: others for name, others in known.items() if others}


def test_only_the_build_knows_the_order() -> None:
    knowing = {
        name_of(path) if top(name_of(path)) != "build" else "build"
        for path in MODULES
        if len({top(name) for name in imported_modules(path)} & STAGES) > 1
    }

    # What runs one stage over all files or pages, and what a command needs of one stage, is not
    # the order; only these know two at all.
    assert knowing <= {"build", "render_all", "cli.records"}


def inside() -> list[Path]:
    """Modules that have nothing to do with the world."""
    found = [path for path in MODULES if top(name_of(path)) not in RIM]
    assert len(found) > 100
    return found


def test_only_the_rim_touches_the_world() -> None:
    assert [] == [
        (name_of(path), full)
        for path in inside()
        for full in imports(path)
        if any(full == world or full.startswith(f"{world}.") for world in WORLD)
    ]


def touching(path: Path) -> set[str]:
    """What a module calls that opens something or asks the time."""
    reads_shipped_files = "importlib.resources.files" in imports(path)
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    functions = {call.id for call in calls if isinstance(call, ast.Name)}

    allowed = {"read_text", "read_bytes", "iterdir"} if reads_shipped_files else set()
    return ((methods & TOUCHING) - allowed) | (functions & {"open", "input", "print"})


def test_only_the_rim_opens_or_asks_the_time() -> None:
    assert {} == {name_of(path): found for path in inside() if (found := touching(path))}


def test_what_crosses_a_border_is_frozen() -> None:
    for path in (PACKAGE / "model").glob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                assert node.bases, node.name
                given = {word.arg for word in node.keywords}
                assert given >= {"frozen", "kw_only"}, node.name


def test_a_module_holds_one_idea_and_is_not_endless() -> None:
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {} == {name: lines for name, lines in long.items() if lines > 500}


def test_nothing_is_named_after_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}

    assert set() == empty & {part for path in MODULES for part in name_of(path).split(".")}
