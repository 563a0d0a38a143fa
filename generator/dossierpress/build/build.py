"""Publish the dossier, or find that the last build stands."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dossierpress.build.as_left import files_left, keep_files_left
from dossierpress.build.standing import forget, let_it_stand, see, standing
from dossierpress.known_files import KnownFiles
from dossierpress.project import Project
from dossierpress.report import BuildReport
from dossierpress.snapshot import can_tell
from dossierpress.store import Store
from dossierpress.write.lock import lock, moment_of_system

if TYPE_CHECKING:
    from dossierpress.build.prepare import Watcher


def build(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    strict: bool = False,
    drafts: bool = False,
    verify: bool = False,
    numbering: bool = True,
    wait: float = 0.0,
    key: Path | None = None,
    keep: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    watch: "Watcher | None" = None,
) -> BuildReport:
    """Publish the dossier into its output folder, or say everything that keeps it from that.

    Args:
        project: Where the dossier is.
        store: What earlier builds have found out. Only the time depends on it.
        as_of: The moment for which embargoes and expiries are judged, with its zone.
        executor: Does the parsing; the caller owns it. None works inline.
        strict: Whether warnings count as errors.
        drafts: Whether drafts and embargoed records are published too, for a preview.
        verify: Whether to build everything again from nothing and compare.
        numbering: Whether readers see this edition, so that numbers of stand-ins are kept.
        wait: Seconds to wait for another build that is publishing into the same folder.
        key: A key of SSH that signs the manifest.
        keep: Whether the edition before is kept though it shows what was withdrawn since.
        clock: Seconds of a clock that never goes back, for the report alone.
        watch: Told of progress.
    """
    began = clock()
    with lock(project, wait=wait) as locked:
        # What proves a build, and what signs one, does all of it.
        whole = locked or verify or key is not None
        now = moment_of_system(project) if can_tell() and not locked else None
        seen = None if whole else see(project, now, strict, drafts, numbering, keep)
        report = standing(store, seen, as_of) if seen else None
        if report is not None:
            return replace(report, seconds=(("look", clock() - began),))
        # All that a build with something to do needs takes longer to load than to look.
        from dossierpress.build.publish import publish  # noqa: PLC0415

        if not locked:
            forget(store)
        left = KnownFiles(now=now) if whole else files_left(project, store, now)
        done = publish(
            project,
            locked,
            store=store,
            now=now,
            left=left,
            as_of=as_of,
            executor=executor,
            strict=strict,
            drafts=drafts,
            verify=verify,
            numbering=numbering,
            key=key,
            keep=keep,
            clock=clock,
            watch=watch,
        )
        if seen and done.stands_until is not None:
            let_it_stand(
                project, store, seen, left, done.report, as_of=as_of, until=done.stands_until
            )
        if done.report.published:
            keep_files_left(project, store, left)
    return done.report
