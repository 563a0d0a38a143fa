"""Find every problem of a dossier, and publish nothing."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from dossierpress.engine.executors import InlineExecutor, collecting_rarely
from dossierpress.engine.store import Store
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.prepare import (
    BuildContext,
    PublicationScope,
    StageWatcher,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.source.discovery import CONTENT
from dossierpress.source.known_files import known_from
from dossierpress.source.project import Project


def check_dossier(  # noqa: PLR0913 (the same)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    strict: bool = False,
    drafts: bool = False,
    notices: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    watch: StageWatcher | None = None,
) -> BuildResult:
    """Report everything that would keep the dossier from being published; publish nothing.

    Content, links, planned paths and the syntax of every template are checked. Arguments are those
    of `build_dossier`; with `notices`, notices are reported too.
    """
    log = BuildLog(strict=strict, notices=notices, clock=clock)
    scope = PublicationScope(as_of=as_of, drafts=drafts)
    look_through(project, scope, log, store=store, executor=executor, watch=watch)
    return log.result(notes=(store.note,))


def look_through(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    scope: PublicationScope,
    log: BuildLog,
    *,
    store: Store,
    executor: Executor | None,
    watch: StageWatcher | None,
) -> None:
    """Find every problem, and the site that could be published: `log` has both."""
    context = BuildContext(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched_stage,
        content=known_from(store, CONTENT),
    )
    with collecting_rarely():
        prepare_edition(project, scope, context, log)
