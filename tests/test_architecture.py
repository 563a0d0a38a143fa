"""The shape of the code: who may know whom, and who may touch the world."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import dossierpress
from dossierpress.provenance.graph_algorithms import strongly_connected_components

PACKAGE = Path(dossierpress.__file__).parent
MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.relative_to(PACKAGE).parts[0] not in ("theme", "starter")
)

ROOMS = (
    *(
        "kernel",
        "engine",
        "located_yaml",
        "schema",
        "source",
        "catalogues",
    ),  # what any tool of this kind needs
    *("provenance", "model", "facts", "records"),  # what single files say
    *("visibility", "links", "claims", "indexes"),  # what they say together, and to whom
    *("media", "citing", "search"),  # what readers get
    *("network", "geography", "sharing", "meaning"),  # the same
    *("pages", "templating", "paper", "publish", "single_file"),
    *("pipeline", "importers", "serve", "cli"),  # the order, and who calls it
)
"""The rooms, from the ground floor up: each may know those before it."""

STAGES = {
    "discover": ("source.discovery",),
    "parse": ("facts.records", "facts.front_matter", "facts.markdown"),
    "resolve": ("links", "claims", "indexes"),
    "media": ("media",),
    "plan": ("pages.plan", "pages.kinds", "pages.components", "pages.tables"),
    "look": ("visibility.leak_check",),
    "render": ("templating.rendering", "templating.environment", "templating.code_generator"),
    "write": ("publish",),
}
"""Stage -> where it is. The order of these is known to `pipeline` alone."""

IO_BOUNDARY = frozenset(
    [
        *("pipeline", "cli", "serve", "__main__"),  # the order, and what calls it
        *("source", "publish"),  # reading and writing files
        *("engine.store", "engine.cache_folder", "engine.cache_keys"),  # remembering
        *("engine.executors", "engine.forked", "engine.budget"),  # running
        *("facts.parse_files", "templating.facts"),
    ]
)
"""Rooms and modules that may touch files, clock, environment, processes or sockets."""

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
    """`resolve.names` of `links/names/name_index.py`."""
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
            found.add(inner or "__init__")
    return frozenset(found)


def room(name: str) -> str:
    """The room that a module is in."""
    return name.partition(".")[0]


def is_in(name: str, homes: Iterable[str]) -> bool:
    """Whether a module is one of these, or in one of these packages."""
    return any(f"{name}.".startswith(f"{home}.") for home in homes)


def stages_of(names: Iterable[str]) -> set[str]:
    """The stages that some modules belong to."""
    return {stage for stage, homes in STAGES.items() for name in names if is_in(name, homes)}


def test_every_module_is_in_a_room() -> None:
    assert set(ROOMS) == {room(name_of(path)) for path in MODULES} - {"__init__", "__main__", ""}


def test_no_room_knows_a_higher_one() -> None:
    floor = {name: place for place, name in enumerate(ROOMS)}
    assert {} == {
        name_of(path): higher
        for path in MODULES
        if (here := floor.get(room(name_of(path)))) is not None
        and (
            higher := {name for name in imported_modules(path) if floor.get(room(name), -1) > here}
        )
    }


def test_no_module_leads_back_to_itself() -> None:
    known = {name_of(path): imported_modules(path) - {name_of(path)} for path in MODULES}
    assert [] == [
        sorted(together) for together in strongly_connected_components(known) if len(together) > 1
    ]


def test_stages_do_not_know_one_another() -> None:
    assert {} == {
        name_of(path): others
        for path in MODULES
        if (own := stages_of([name_of(path)]))
        and (others := stages_of(imported_modules(path)) - own)
    }


def test_only_the_build_knows_the_order() -> None:
    knowing = {name_of(path) for path in MODULES if len(stages_of(imported_modules(path))) > 1}

    assert {"pipeline"} == {room(name) for name in knowing}


def inside() -> list[Path]:
    """Modules that have nothing to do with the world."""
    found = [path for path in MODULES if not is_in(name_of(path), IO_BOUNDARY)]
    assert len(found) > 100
    return found


def test_only_the_io_boundary_touches_the_world() -> None:
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


def test_only_the_io_boundary_opens_or_asks_the_time() -> None:
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
