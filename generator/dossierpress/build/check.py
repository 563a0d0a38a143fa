"""Find everything that would keep the dossier from being published, and write nothing."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from dossierpress.build.prepare import Means, Moment, Watcher, prepare, unwatched
from dossierpress.discover import CONTENT
from dossierpress.executors import InlineExecutor, collecting_rarely
from dossierpress.known_files import known_from
from dossierpress.ledger import Ledger
from dossierpress.project import Project
from dossierpress.report import BuildReport
from dossierpress.store import Store


def check(  # noqa: PLR0913 (the same)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    strict: bool = False,
    drafts: bool = False,
    notices: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    watch: Watcher | None = None,
) -> BuildReport:
    """Find everything that would keep the dossier from being published; write nothing.

    Content, links, planned paths and the syntax of every template are checked. Arguments are those
    of `build`; with `notices`, what is worth knowing and no mistake is told too.
    """
    ledger = Ledger(strict=strict, notices=notices, clock=clock)
    means = Means(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched,
        content=known_from(store, CONTENT),
    )
    with collecting_rarely():
        prepare(project, Moment(as_of=as_of, drafts=drafts), means, ledger)
    return ledger.report(notes=(store.note,))
