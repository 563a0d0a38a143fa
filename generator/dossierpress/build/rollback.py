"""Go back to the edition before, unless that would show what is withheld now."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from dossierpress.build.prepare import Means, Moment, Watcher, prepare, unwatched
from dossierpress.build.withdrawn import shown_again, uncertain
from dossierpress.discover import CONTENT
from dossierpress.executors import InlineExecutor, collecting_rarely
from dossierpress.known_files import known_from
from dossierpress.ledger import Ledger
from dossierpress.project import Project
from dossierpress.report import BuildReport
from dossierpress.store import Store
from dossierpress.write import Written, kept_edition, lock, rollback


def roll_back(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    anyway: bool = False,
    wait: float = 0.0,
    clock: Callable[[], float] = time.perf_counter,
    watch: Watcher | None = None,
) -> BuildReport:
    """Let the published edition and the one before change places.

    Arguments are those of `build`; with `anyway`, what is withheld now is not looked for.
    """
    ledger = Ledger(strict=False, clock=clock)
    means = Means(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched,
        content=known_from(store, CONTENT),
    )
    done: Written | None = None
    with collecting_rarely(), lock(project, wait=wait) as locked:
        ledger.diagnostics += locked
        if not locked and not anyway:
            _look(project, as_of, means, ledger)
        if not ledger.stopped:
            done = ledger.value_of(rollback(project))
    return ledger.report(
        published=done is not None,
        added=done.added if done else (),
        changed=done.written if done else (),
        pruned=done.pruned if done else (),
        notes=(store.note,),
    )


def _look(project: Project, as_of: datetime, means: Means, ledger: Ledger) -> None:
    """Take down what going back would show; of the content, only that it has mistakes."""
    kept = kept_edition(project)
    if kept is None:
        return
    content = Ledger(strict=False, clock=ledger.clock)
    prepare(project, Moment(as_of=as_of, drafts=False), means, content)
    if content.stopped:
        ledger.diagnostics.append(uncertain(content.report().errors))
    else:
        ledger.diagnostics += shown_again(kept, content, means.store, beside_published=False)
