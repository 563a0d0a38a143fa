"""What a build would change on the public site, without changing it."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from dossierpress.engine.executors import InlineExecutor, collecting_rarely
from dossierpress.engine.store import Store
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.edition import asset_outputs, render_edition
from dossierpress.pipeline.prepare import (
    BuildContext,
    PublicationScope,
    StageWatcher,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.pipeline.up_to_date import files_left
from dossierpress.publish.changes import changes_of
from dossierpress.publish.output_folder import survey_output
from dossierpress.publish.spool import DigestsOnly
from dossierpress.source.discovery import CONTENT
from dossierpress.source.known_files import known_from
from dossierpress.source.project import Project


def diff_dossier(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    clock: Callable[[], float] = time.perf_counter,
    watch: StageWatcher | None = None,
) -> BuildResult:
    """Build everything, and compare it with output/. Arguments are those of `build_dossier`.

    Returns:
        A result with the paths that would be added, changed and pruned; nothing is published.
    """
    log = BuildLog(strict=False, clock=clock)
    context = BuildContext(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched_stage,
        content=known_from(store, CONTENT),
        published=files_left(project, store, None),
        spool=DigestsOnly(),
    )
    with collecting_rarely():
        edition = log.value_of(survey_output(project))
        prepared = prepare_edition(
            project, PublicationScope(as_of=as_of, drafts=False), context, log
        )
        if prepared is None or edition is None:
            return log.result(notes=(store.note,))
        rendered = render_edition(prepared, context, log)
        if log.stopped:
            return log.result(notes=(store.note,))
        outputs = (*rendered.outputs, *asset_outputs(prepared.plan))
        would = changes_of(
            project, edition, outputs, rendered.kept, known=context.published
        ).summary
    return log.result(
        added=would.added,
        changed=would.written,
        pruned=would.pruned,
        notes=(store.note,),
    )
