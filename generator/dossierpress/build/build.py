"""Publish the dossier: prepare, render what is stale, and let the new edition take its place."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from dossierpress.build.edition import asset_outputs, made_of, render_edition, whole
from dossierpress.build.last_look import last_look
from dossierpress.build.prepare import Means, Moment, Watcher, prepare, unwatched
from dossierpress.build.verify import verify_output
from dossierpress.build.withdrawn import let_go
from dossierpress.executors import InlineExecutor, collecting_rarely
from dossierpress.ledger import Ledger
from dossierpress.project import Project
from dossierpress.report import BuildReport
from dossierpress.stand_ins import FILE as STAND_INS
from dossierpress.store import Store
from dossierpress.write import (
    Written,
    keep_stand_ins,
    kept_digest,
    kept_edition,
    lock,
    put_stand_ins_back,
    survey,
    write,
)


def build(  # noqa: PLR0913 (options, each by its name)
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
    clock: Callable[[], float] = time.perf_counter,
    watch: Watcher | None = None,
) -> BuildReport:
    """Publish the dossier into its output folder, or say everything that keeps it from that.

    Args:
        project: Where the dossier is.
        store: What earlier builds have found out. Only the time depends on it.
        as_of: The moment for which embargoes and expiries are judged, with its zone.
        executor: Does the parsing; the caller owns it. None works inline.
        strict: Whether warnings count as errors.
        drafts: Whether drafts and embargoed records are published too, for a preview.
        verify: Whether to build everything again from nothing and compare.
        numbering: Whether readers see this edition, so that numbers of stand-ins are kept.
        wait: Seconds to wait for another build that is publishing into the same folder.
        key: A key of SSH that signs the manifest.
        keep: Whether the edition before is kept though it shows what was withdrawn since.
        clock: Seconds of a clock that never goes back, for the report alone.
        watch: Told of progress.
    """
    if verify:  # what proves a build runs no code that earlier ones have kept
        project = replace(project, keeps_code=False)
    ledger = Ledger(strict=strict, clock=clock)
    means = Means(store=store, executor=executor or InlineExecutor(), watch=watch or unwatched)
    moment = Moment(as_of=as_of, drafts=drafts, readers=numbering)
    with collecting_rarely(), lock(project, wait=wait) as locked:
        ledger.diagnostics += locked
        before = None if locked else kept_digest(project)
        written = (
            None if locked else _publish(project, moment, means, ledger, key, numbering=numbering)
        )
        if written is not None:
            ledger.notes += let_go(kept_edition(project), ledger, store, before=before, keep=keep)
        if written is not None and verify:
            verify_output(project, moment, means, ledger)
    if written is None:
        return ledger.report(notes=(store.note,))
    return ledger.report(
        published=not ledger.stopped,
        added=written.added,
        changed=written.written,
        pruned=written.pruned,
        notes=(store.note, *written.notes),
    )


def _publish(  # noqa: PLR0913 (what, when, with what, and how)
    project: Project,
    moment: Moment,
    means: Means,
    ledger: Ledger,
    key: Path | None,
    *,
    numbering: bool,
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
        ledger.diagnostics += last_look(
            ledger.hidden.secrets, pages, kind="pages", store=means.store
        )
    if ledger.stopped:
        return None
    new = prepared.stand_ins if numbering and not moment.drafts else None
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
                made_of=made_of(prepared.plan, assets),
                key=key,
                as_of=moment.as_of,
            )
        )
    if new and (written is None or ledger.stopped):
        put_stand_ins_back(project.root, before)
    elif new:
        ledger.notes.append(f"`{STAND_INS}` has new numbers: keep it with the content")
    if written is not None:
        ledger.count(written=len(written.written), pruned=len(written.pruned))
    return written
