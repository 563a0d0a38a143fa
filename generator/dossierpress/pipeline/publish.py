"""The whole way: prepare, render what is stale, look for leaks, publish the new edition.

And the way back: `roll_back` publishes the edition before, unless that would show what is
withheld now.
"""

import contextlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.engine.executors import InlineExecutor, collecting_rarely
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.earlier_editions import (
    cannot_tell_withheld,
    drop_if_withdrawn,
    withheld_but_kept,
)
from dossierpress.pipeline.edition import (
    all_files,
    asset_outputs,
    made_of,
    render_edition,
    verify_output,
)
from dossierpress.pipeline.leak_check import check_for_leaks
from dossierpress.pipeline.prepare import (
    BuildContext,
    PublicationScope,
    StageWatcher,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.publish.changes import ChangeSummary
from dossierpress.publish.lock import lock_output
from dossierpress.publish.output_folder import survey_output, write_failure
from dossierpress.publish.previous_edition import (
    kept_digest,
    kept_edition,
    publish_previous_edition,
)
from dossierpress.publish.publication import publish_edition
from dossierpress.publish.spool import Spool
from dossierpress.publish.stand_ins import keep_stand_ins, put_stand_ins_back
from dossierpress.schema.stand_ins import FILE as STAND_INS
from dossierpress.source.discovery import CONTENT
from dossierpress.source.known_files import KnownFiles, known_from
from dossierpress.source.project import Project


class PublishOutcome(Struct, frozen=True, kw_only=True):
    """What has come of a build."""

    report: BuildResult
    stands_until: datetime | None
    """The first moment at which a build of the same files may differ. None where already the next
    one would have something else to say."""


def publish_dossier(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    locked: Sequence[Diagnostic],
    *,
    store: Store,
    now: int | None,
    left: KnownFiles,
    as_of: datetime,
    executor: Executor | None,
    strict: bool,
    drafts: bool,
    verify: bool,
    numbering: bool,
    key: Path | None,
    keep: bool,
    clock: Callable[[], float],
    watch: StageWatcher | None,
) -> PublishOutcome:
    """Do it, under the lock; arguments are those of `build`, and why the lock is not held.

    And `now` is the time by the clock of the file system when the build began, `left` what is known
    of the files of output/.
    """
    if verify:  # what proves a build runs no code that earlier ones have kept
        project = replace(project, keeps_code=False)
    ledger = BuildLog(strict=strict, clock=clock)
    whole = verify or key is not None  # such a build reads everything
    spool = Spool(project)
    means = BuildContext(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched_stage,
        content=KnownFiles(now=now) if whole else known_from(store, CONTENT, now=now),
        published=left,
        hold=spool.put,
    )
    moment = PublicationScope(as_of=as_of, drafts=drafts, readers=numbering)
    with collecting_rarely(), contextlib.closing(spool):
        ledger.diagnostics += locked
        before = None if locked else kept_digest(project)
        written = None if locked else _publish_prepared(project, moment, means, ledger, key)
        if written is not None:
            ledger.passing += written.notes
            ledger.passing += drop_if_withdrawn(
                kept_edition(project), ledger, store, before=before, keep=keep
            )
        if written is not None and verify:
            verify_output(project, moment, means, ledger)
    if written is None:
        return PublishOutcome(report=ledger.report(notes=(store.note,)), stands_until=None)
    report = ledger.report(
        published=not ledger.stopped,
        added=written.added,
        changed=written.written,
        pruned=written.pruned,
        notes=(*ledger.passing, store.note),
    )
    # What is told of output/ was told of the edition that was there before.
    passing = ledger.passing or any(one.code.startswith("out-") for one in report.diagnostics)
    lasts = report.published and not passing
    return PublishOutcome(report=report, stands_until=ledger.stands_until if lasts else None)


def _publish_prepared(
    project: Project,
    moment: PublicationScope,
    means: BuildContext,
    ledger: BuildLog,
    key: Path | None,
) -> ChangeSummary | None:
    """The whole way; None where something keeps us from it."""
    edition = ledger.value_of(survey_output(project))
    prepared = prepare_edition(project, moment, means, ledger)
    if prepared is None or edition is None:
        return None
    rendered = render_edition(project, prepared, means, ledger)
    if ledger.stopped:
        return None
    assets = asset_outputs(prepared.plan)
    outputs = (*rendered.outputs, *assets)
    with ledger.stage("guard"):
        # Files that are published as they are were looked through before the gate.
        pages = all_files(project, rendered.outputs, rendered.kept)
        try:
            ledger.diagnostics += check_for_leaks(
                ledger.hidden.secrets, pages, kind="pages", store=means.store
            )
        except OSError as error:  # a page that was there has gone
            ledger.diagnostics.append(write_failure(project, error, below=project.output))
    if ledger.stopped:
        return None
    new = prepared.stand_ins if moment.readers and not moment.drafts else None
    before = ledger.value_of(keep_stand_ins(project.root, new)) if new else None
    if ledger.stopped:
        return None
    with ledger.stage("write"):
        written = ledger.value_of(
            publish_edition(
                project,
                edition,
                outputs,
                rendered.kept,
                known=means.published,
                made_of=made_of(prepared.plan, assets),
                key=key,
                as_of=moment.as_of,
            )
        )
    if new and (written is None or ledger.stopped):
        put_stand_ins_back(project.root, before)
    elif new:
        ledger.passing.append(f"`{STAND_INS}` has new numbers: keep it with the content")
    if written is not None:
        ledger.count(written=len(written.written), pruned=len(written.pruned))
    return written


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
    """Let the published edition and the one before change places.

    Arguments are those of `build`; with `anyway`, what is withheld now is not looked for.
    """
    ledger = BuildLog(strict=False, clock=clock)
    means = BuildContext(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched_stage,
        content=known_from(store, CONTENT),
    )
    done: ChangeSummary | None = None
    with collecting_rarely(), lock_output(project, wait=wait) as locked:
        ledger.diagnostics += locked
        if not locked and not anyway:
            _check_previous_edition(project, as_of, means, ledger)
        if not ledger.stopped:
            done = ledger.value_of(publish_previous_edition(project))
    return ledger.report(
        published=done is not None,
        added=done.added if done else (),
        changed=done.written if done else (),
        pruned=done.pruned if done else (),
        notes=(store.note,),
    )


def _check_previous_edition(
    project: Project, as_of: datetime, means: BuildContext, ledger: BuildLog
) -> None:
    """Take down what going back would show; of the content, only that it has mistakes."""
    kept = kept_edition(project)
    if kept is None:
        return
    content = BuildLog(strict=False, clock=ledger.clock)
    prepare_edition(project, PublicationScope(as_of=as_of, drafts=False), means, content)
    if content.stopped:
        ledger.diagnostics.append(cannot_tell_withheld(content.report().errors))
    else:
        ledger.diagnostics += withheld_but_kept(kept, content, means.store, beside_published=False)
