"""What a build would change on the public site, without changing it."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from dossierpress.build.as_left import files_left
from dossierpress.build.edition import asset_outputs, render_edition
from dossierpress.build.prepare import Means, Moment, Watcher, prepare, unwatched
from dossierpress.discover import CONTENT
from dossierpress.executors import InlineExecutor, collecting_rarely
from dossierpress.known_files import known_from
from dossierpress.ledger import Ledger
from dossierpress.project import Project
from dossierpress.report import BuildReport
from dossierpress.store import Store
from dossierpress.write import changes_of, survey


def diff(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    clock: Callable[[], float] = time.perf_counter,
    watch: Watcher | None = None,
) -> BuildReport:
    """Build everything, and compare it with what is published. Arguments are those of `build`.

    Returns:
        A report that names what would be added, changed and pruned; nothing was written.
    """
    ledger = Ledger(strict=False, clock=clock)
    means = Means(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched,
        content=known_from(store, CONTENT),
        published=files_left(project, store, None),
    )
    with collecting_rarely():
        edition = ledger.value_of(survey(project))
        prepared = prepare(project, Moment(as_of=as_of, drafts=False), means, ledger)
        if prepared is None or edition is None:
            return ledger.report(notes=(store.note,))
        rendered = render_edition(project, prepared, means, ledger)
        outputs = (*rendered.outputs, *asset_outputs(prepared.plan))
        would = changes_of(project, edition, outputs, rendered.kept, known=means.published).told
    return ledger.report(
        added=would.added,
        changed=would.written,
        pruned=would.pruned,
        notes=(store.note,),
    )
