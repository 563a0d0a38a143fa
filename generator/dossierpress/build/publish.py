"""The whole way: prepare, render what is stale, and let the new edition take its place."""

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.build.edition import asset_outputs, made_of, render_edition, whole
from dossierpress.build.last_look import last_look
from dossierpress.build.prepare import Means, Moment, Watcher, prepare, unwatched
from dossierpress.build.verify import verify_output
from dossierpress.build.withdrawn import let_go
from dossierpress.diagnostics import Diagnostic
from dossierpress.discover import CONTENT
from dossierpress.executors import InlineExecutor, collecting_rarely
from dossierpress.known_files import KnownFiles, known_from
from dossierpress.ledger import Ledger
from dossierpress.project import Project
from dossierpress.report import BuildReport
from dossierpress.stand_ins import FILE as STAND_INS
from dossierpress.store import Store
from dossierpress.write import Spool, Written, kept_digest, kept_edition, survey, write
from dossierpress.write.failure import failure
from dossierpress.write.stand_ins import keep_stand_ins, put_stand_ins_back


class Done(Struct, frozen=True, kw_only=True):
    """What has come of a build."""

    report: BuildReport
    stands_until: datetime | None
    """The first moment at which a build of the same files may differ. None where already the next
    one would have something else to say."""


def publish(  # noqa: PLR0913 (options, each by its name)
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
    watch: Watcher | None,
) -> Done:
    """Do it, under the lock; arguments are those of `build`, and why the lock is not held.

    And `now` is the time by the clock of the file system when the build began, `left` what is known
    of the files of output/.
    """
    if verify:  # what proves a build runs no code that earlier ones have kept
        project = replace(project, keeps_code=False)
    ledger = Ledger(strict=strict, clock=clock)
    whole = verify or key is not None  # such a build reads everything
    spool = Spool(project)
    means = Means(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched,
        content=KnownFiles(now=now) if whole else known_from(store, CONTENT, now=now),
        published=left,
        hold=spool.put,
    )
    moment = Moment(as_of=as_of, drafts=drafts, readers=numbering)
    with collecting_rarely(), contextlib.closing(spool):
        ledger.diagnostics += locked
        before = None if locked else kept_digest(project)
        written = None if locked else _publish(project, moment, means, ledger, key)
        if written is not None:
            ledger.passing += written.notes
            ledger.passing += let_go(kept_edition(project), ledger, store, before=before, keep=keep)
        if written is not None and verify:
            verify_output(project, moment, means, ledger)
    if written is None:
        return Done(report=ledger.report(notes=(store.note,)), stands_until=None)
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
    return Done(report=report, stands_until=ledger.stands_until if lasts else None)


def _publish(
    project: Project, moment: Moment, means: Means, ledger: Ledger, key: Path | None
) -> Written | None:
    """The whole way; None where something keeps us from it."""
    edition = ledger.value_of(survey(project))
    prepared = prepare(project, moment, means, ledger)
    if prepared is None or edition is None:
        return None
    rendered = render_edition(project, prepared, means, ledger)
    if ledger.stopped:
        return None
    assets = asset_outputs(prepared.plan)
    outputs = (*rendered.outputs, *assets)
    with ledger.stage("guard"):
        # Files that are published as they are were looked through before the gate.
        pages = whole(project, rendered.outputs, rendered.kept)
        try:
            ledger.diagnostics += last_look(
                ledger.hidden.secrets, pages, kind="pages", store=means.store
            )
        except OSError as error:  # a page that was there has gone
            ledger.diagnostics.append(failure(project, error, below=project.output))
    if ledger.stopped:
        return None
    new = prepared.stand_ins if moment.readers and not moment.drafts else None
    before = ledger.value_of(keep_stand_ins(project.root, new)) if new else None
    if ledger.stopped:
        return None
    with ledger.stage("write"):
        written = ledger.value_of(
            write(
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
