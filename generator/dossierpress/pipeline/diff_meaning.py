"""What the dossier says in another way than an earlier edition: of meaning, not of bytes."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from datetime import datetime

from dossierpress.engine.store import Store
from dossierpress.meaning.changes import changes_between, worth_telling
from dossierpress.meaning.facts import facts_of
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import look_through
from dossierpress.pipeline.kept_changes import read_kept
from dossierpress.pipeline.prepare import PublicationScope, StageWatcher
from dossierpress.schema.kept_changes import Change, Fact
from dossierpress.source.project import Project


def read_facts(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    clock: Callable[[], float] = time.perf_counter,
    watch: StageWatcher | None = None,
) -> tuple[BuildResult, dict[Fact, str] | None]:
    """Check a dossier, and say what it says. Arguments are those of `build_dossier`.

    Returns:
        The result of the check, and the facts; None where an error keeps it from being published.
    """
    log = BuildLog(strict=False, clock=clock)
    scope = PublicationScope(as_of=as_of, drafts=False)
    look_through(project, scope, log, store=store, executor=executor, watch=watch)
    facts = None if log.site is None or log.stopped else facts_of(log.site)
    return log.result(notes=(store.note,)), facts


def published_facts(project: Project) -> Mapping[Fact, str] | None:
    """What the published edition says, where the dossier keeps it; None where it does not."""
    kept = read_kept(project, BuildLog(strict=False, clock=time.perf_counter))
    return None if kept is None else kept.facts


def changes_of_meaning(before: Mapping[Fact, str], now: Mapping[Fact, str]) -> tuple[Change, ...]:
    """What an author is to be told of the changes between two editions."""
    return tuple(worth_telling(changes_between(before, now)))
