"""Publish the previous edition, unless it shows what is withheld now."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from dossierpress.engine.executors import InlineExecutor, collecting_rarely
from dossierpress.engine.store import Store
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.earlier_editions import cannot_tell_withheld, withheld_but_kept
from dossierpress.pipeline.prepare import (
    BuildContext,
    PublicationScope,
    StageWatcher,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.publish.changes import ChangeSummary
from dossierpress.publish.lock import lock_output
from dossierpress.publish.previous_edition import kept_edition, publish_previous_edition
from dossierpress.source.discovery import CONTENT
from dossierpress.source.known_files import known_from
from dossierpress.source.project import Project


def roll_back(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    anyway: bool = False,
    wait: float = 0.0,
    clock: Callable[[], float] = time.perf_counter,
    watch: StageWatcher | None = None,
) -> BuildResult:
    """Exchange the published edition and the previous one.

    Arguments are those of `build_dossier`; with `anyway`, the previous edition is not checked for
    what is withheld now.
    """
    log = BuildLog(strict=False, clock=clock)
    context = BuildContext(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched_stage,
        content=known_from(store, CONTENT),
    )
    done: ChangeSummary | None = None
    with collecting_rarely(), lock_output(project, wait=wait) as locked:
        log.diagnostics += locked
        if not locked and not anyway:
            _check_previous_edition(project, as_of, context, log)
        if not log.stopped:
            done = log.value_of(publish_previous_edition(project))
    return log.result(
        published=done is not None,
        added=done.added if done else (),
        changed=done.written if done else (),
        pruned=done.pruned if done else (),
        notes=(store.note,),
    )


def _check_previous_edition(
    project: Project, as_of: datetime, context: BuildContext, log: BuildLog
) -> None:
    """Record what the previous edition must not show; of the content, only the number of errors."""
    kept = kept_edition(project)
    if kept is None:
        return
    content = BuildLog(strict=False, clock=log.clock)
    prepare_edition(project, PublicationScope(as_of=as_of, drafts=False), context, content)
    if content.stopped:
        log.diagnostics.append(cannot_tell_withheld(content.result().errors))
    else:
        log.diagnostics += withheld_but_kept(kept, content, context.store, beside_published=False)
