"""Publish the dossier, unless the last build is up to date."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dossierpress.engine.store import Store
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.up_to_date import (
    files_left,
    forget_builds,
    keep_files_left,
    look_after_build,
    look_before_build,
    remember_build,
    result_if_up_to_date,
)
from dossierpress.publish.lock import file_system_time, lock_output
from dossierpress.source.known_files import KnownFiles, known_from
from dossierpress.source.project import Project
from dossierpress.source.snapshot import can_see_changes

if TYPE_CHECKING:
    from dossierpress.kernel.diagnostics import Diagnostic
    from dossierpress.pipeline.prepare import StageWatcher


def build_dossier(  # noqa: PLR0913 (options, each by its name)
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
    single: Path | None = None,
    clock: Callable[[], float] = time.perf_counter,
    watch: "StageWatcher | None" = None,
) -> BuildResult:
    """Publish the dossier into its output folder, or report everything that prevents it.

    Args:
        project: Where the dossier is.
        store: The cache. Only the time depends on it.
        as_of: The time at which embargoes and expiries are evaluated, with its zone.
        executor: Runs the parsing; the caller owns it. None works inline.
        strict: Whether warnings count as errors.
        drafts: Whether drafts and embargoed records are published too, for a preview.
        verify: Whether to build everything again from nothing and compare.
        numbering: Whether readers see this edition, so that numbers of stand-ins are kept.
        wait: Seconds to wait for another build that is publishing into the same folder.
        key: An SSH key that signs the manifest.
        keep: Whether to keep the previous edition although it shows what was withdrawn since.
        single: A file to put all of the published dossier into.
        clock: Seconds of a monotonic clock, for the result only.
        watch: Called with the progress.
    """
    began = clock()
    with lock_output(project, wait=wait) as locked:
        unfit = _survey_single_file(project, single)
        # A build that verifies or signs does everything, whatever is up to date.
        whole = locked or unfit or verify or key is not None
        now = file_system_time(project) if can_see_changes() and not locked else None
        seen = None if whole else look_before_build(project, now, strict, drafts, numbering, keep)
        result = result_if_up_to_date(store, seen, as_of) if seen else None
        if result is not None:
            same = replace(result, seconds=(("look", clock() - began),))
            return _with_single_file(project, same, single, executor)
        # Loading the stages takes longer than to find that the last build is up to date.
        from dossierpress.pipeline.publish import publish_dossier  # noqa: PLC0415
        from dossierpress.source.discovery import CONTENT  # noqa: PLC0415

        if not locked:
            forget_builds(store)
        if whole:  # then every file is read
            content, left = KnownFiles(now=now), KnownFiles(now=now)
        else:
            looked = seen.inputs.files if seen else None
            content = known_from(store, CONTENT, now=now, looked=looked)
            left = files_left(project, store, now, seen)
        done = publish_dossier(
            project,
            locked,
            unfit,
            store=store,
            content=content,
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
        if done.result.published:
            after = look_after_build(project, seen if done.valid_until else None, left)
            if seen and after and (until := done.valid_until):
                remember_build(
                    project, store, seen, after, left, result=done.result, as_of=as_of, until=until
                )
            keep_files_left(project, store, left)
        return _with_single_file(project, done.result, single, executor)


def _survey_single_file(project: Project, file: Path | None) -> "tuple[Diagnostic, ...]":
    if file is None:
        return ()
    from dossierpress.publish.single_file import survey_single_file  # noqa: PLC0415

    return survey_single_file(project, file)


def _with_single_file(
    project: Project, result: BuildResult, file: Path | None, executor: Executor | None
) -> BuildResult:
    """The result, once the file is made that was asked for."""
    if file is None or not result.published:
        return result
    from dossierpress.engine.executors import InlineExecutor  # noqa: PLC0415
    from dossierpress.engine.forked import forked  # noqa: PLC0415
    from dossierpress.pipeline.single_file import with_single_file  # noqa: PLC0415

    run = partial(forked, executor=executor or InlineExecutor())
    return with_single_file(project, result, file, run=run)
