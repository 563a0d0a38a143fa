"""A small dossier to build, again and again: its files, a build of it, and what is in a tree."""

import base64
from collections.abc import Mapping
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from dossierpress.engine.store import Store
from dossierpress.kernel.page_scripts import scripts_of_theme
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.up_to_date import forget_builds
from dossierpress.source.discovery import read_templates
from dossierpress.source.project import Project, project_at

OWN_SCRIPTS = frozenset(
    one.code for one in scripts_of_theme(read_templates(Path("no such folder"))[0].statics)
)
"""What stands in the pages of the shipped theme and may run."""

AS_OF = datetime(2024, 6, 1, 12, tzinfo=UTC)

STILL = 0.05
"""Seconds after which no write just now can go unnoticed: the clock of a file system stands still
for 20 ms, as far as we know, and may be late on a busy machine."""

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""A PNG of one black pixel, with nothing in it that is not needed."""

ANOTHER_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
"""The same in white."""

SMALL: Mapping[str, str | bytes] = {
    "site.yml": "title: The harbour\nurl: https://harbour.example/\npage_size: 3\n",
    "content/articles/closes.md": (
        "---\ntitle: The harbour closes\ndate: 2021-03-04\ntags: [harbour]\n"
        "entities:\n  - {id: acme, role: owner}\n  - amsel\n"
        "sources: [courier]\nreferences:\n  - {to: opens, type: follows}\n---\n\n"
        "Acme Yards closed the quay at Amsel [@courier, p. 2].\n\n"
        "## After\n\nSee [[opens]] and [[lena|the director]].\n"
    ),
    "content/articles/opens.md": (
        "---\ntitle: The yard opens\ndate: 1931\ntags: [harbour, old]\n---\n\n"
        "The yard of Acme Yards opened. ![The quay](../media/quay.png)\n"
    ),
    "content/articles/later.md": (
        "---\ntitle: What comes later\nembargo_until: 2024-07-01T00:00:00Z\n---\n\n"
        "Lena Marek leaves.\n"
    ),
    "content/entities/companies.yml": (
        "- id: acme\n  kind: organization\n  name: Acme Yards\n"
        "  relations:\n    - {type: located-in, to: amsel, source: courier}\n"
        "- {id: amsel, kind: place, name: Amsel}\n"
    ),
    "content/entities/lena.md": (
        "---\nkind: person\nname: Lena Marek\n---\n\nDirector of Acme Yards.\n"
    ),
    "content/sources/papers.yml": "- {id: courier, kind: newspaper, name: The Amsel Courier}\n",
    "content/pages/about.md": "---\ntitle: About\n---\n\nWho we are.\n",
    "content/media/quay.png": PICTURE,
}


def lay(root: Path, files: Mapping[str, str | bytes]) -> Project:
    """Write files of a dossier, those folders included that they need."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    # As it is where nobody has named a folder for caches.
    return replace(project_at(root), keeps_code=True)


def publish(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    executor: Executor | None = None,
    cached: bool = True,
    strict: bool = False,
    verify: bool = False,
    as_of: datetime = AS_OF,
    stands: bool = False,
) -> BuildResult:
    """One build, as the command runs it.

    `cached` says whether it may know earlier ones, and `stands` whether it may find that the last
    one stands: most tests are about a build that goes the whole way.
    """
    with Store(project.cache if cached else None) as store:
        if not stands:
            forget_builds(store)
        return build_dossier(
            project, store=store, as_of=as_of, executor=executor, strict=strict, verify=verify
        )


def must_publish(project: Project, *, executor: Executor | None = None) -> BuildResult:
    """A build that has to succeed."""
    report = publish(project, executor=executor)
    assert report.published, report.diagnostics
    return report


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; none where there is no such folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build_cleanly(
    project: Project, folder: Path, *, as_of: datetime = AS_OF, cache: Path | None = None
) -> tuple[BuildResult, dict[str, bytes]]:
    """A build from nothing into an empty folder, and what it writes; nothing where it fails.

    What it has found out is left in `cache`, if that is wanted.
    """
    clean = project_at(project.root, output=folder)
    if cache is not None:
        clean = replace(clean, cache=cache)
    report = publish(clean, cached=cache is not None, as_of=as_of)
    return report, tree(folder)
