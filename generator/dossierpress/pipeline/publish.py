"""The whole build: prepare, render stale pages, check for leaks, publish the new edition."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from dossierpress.pipeline.earlier_editions import drop_if_withdrawn
from dossierpress.pipeline.edition import all_files, asset_outputs, made_of, render_edition
from dossierpress.pipeline.leak_check import check_for_leaks
from dossierpress.pipeline.prepare import (
    BuildContext,
    PreparedEdition,
    PublicationScope,
    StageWatcher,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.pipeline.verify import verify_output
from dossierpress.publish.changes import ChangeSummary
from dossierpress.publish.files_beside import keep_beside, put_back
from dossierpress.publish.output_folder import survey_output, write_failure
from dossierpress.publish.previous_edition import kept_digest, kept_edition
from dossierpress.publish.publication import publish_edition
from dossierpress.publish.spool import Spool
from dossierpress.schema.kept_anchors import FILE as ANCHORS
from dossierpress.schema.kept_changes import FILE as CHANGES
from dossierpress.schema.stand_ins import FILE as STAND_INS
from dossierpress.schema.stand_ins import write_out
from dossierpress.source.discovery import ChangedError, changed
from dossierpress.source.known_files import KnownFiles
from dossierpress.source.project import Project


class PublishOutcome(Struct, frozen=True, kw_only=True):
    """The result of a build, and how long it stays valid."""

    result: BuildResult
    valid_until: datetime | None
    """The first time at which a build of the same files may differ. None if already the next build
    would report something else."""


def publish_dossier(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    locked: Sequence[Diagnostic],
    unfit: Sequence[Diagnostic],
    *,
    store: Store,
    content: KnownFiles,
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
    """Build and publish, while the caller holds the lock. Arguments are those of `build_dossier`.

    `locked` says why the lock is not held, and `unfit` what else keeps the edition from being
    published, whatever is in it; `content` and `left` are the files of content/ and of
    output/ that need not be read, as the last build left them.
    """
    if verify:  # which must not run template code that an earlier build has cached
        project = replace(project, keeps_code=False)
    log = BuildLog(strict=strict, clock=clock)
    spool = Spool(project)
    context = BuildContext(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched_stage,
        content=content,
        published=left,
        spool=spool,
    )
    scope = PublicationScope(as_of=as_of, drafts=drafts, readers=numbering)
    with collecting_rarely(), contextlib.closing(spool):
        log.diagnostics += (*locked, *unfit)
        before = None if locked else kept_digest(project)
        written = None if locked else _publish_prepared(project, scope, context, log, key)
        if written is not None:
            log.passing_notes += written.notes
            log.passing_notes += drop_if_withdrawn(
                kept_edition(project), log, store, before=before, keep=keep
            )
        if written is not None and verify:
            verify_output(project, scope, context, log)
    if written is None:
        return PublishOutcome(result=log.result(notes=(store.note,)), valid_until=None)
    result = log.result(
        published=not log.stopped,
        added=written.added,
        changed=written.written,
        pruned=written.pruned,
        notes=(*log.passing_notes, store.note),
    )
    # A diagnostic about output/ is about the edition that was there before.
    passing = log.passing_notes or any(one.code.startswith("out-") for one in result.diagnostics)
    lasts = result.published and not passing
    return PublishOutcome(result=result, valid_until=log.valid_until if lasts else None)


def _publish_prepared(
    project: Project,
    scope: PublicationScope,
    context: BuildContext,
    log: BuildLog,
    key: Path | None,
) -> ChangeSummary | None:
    """Prepare, render, check for leaks and publish; None if an error prevents it."""
    edition = log.value_of(survey_output(project))
    prepared = prepare_edition(project, scope, context, log)
    if prepared is None or edition is None:
        return None
    rendered = render_edition(prepared, context, log)
    if log.stopped:
        return None
    assets = asset_outputs(prepared.plan)
    outputs = (*rendered.outputs, *assets)
    with log.stage("guard"):
        # Files that are published as they are were scanned before the gate.
        pages = all_files(project, rendered.outputs, rendered.kept)
        try:
            log.diagnostics += check_for_leaks(
                log.redaction.secrets,
                pages,
                kind="pages",
                store=context.store,
                run=context.run("guard", None),
            )
        except OSError as error:  # a page that was there has gone
            log.diagnostics.append(write_failure(project, error, below=project.output))
    if log.stopped:
        return None
    beside = _files_beside(prepared) if scope.readers and not scope.drafts else {}
    before = log.value_of(keep_beside(project.root, beside))
    if log.stopped:
        return None
    written = None
    with log.stage("write"):
        try:
            written = log.value_of(
                publish_edition(
                    project,
                    edition,
                    outputs,
                    rendered.kept,
                    known=context.published,
                    made_of=made_of(prepared.plan, assets),
                    key=key,
                    as_of=scope.as_of,
                )
            )
        except ChangedError as error:  # a media file that had to be read again
            log.diagnostics.append(changed(error))
    if written is None or log.stopped:
        put_back(project.root, before)
    else:
        log.passing_notes += _to_be_kept(before)
    if written is not None:
        log.count(written=len(written.written), pruned=len(written.pruned))
    return written


def _to_be_kept(before: Mapping[str, bytes | None]) -> Iterator[str]:
    """What is told of the files beside site.yml that an edition has changed."""
    if STAND_INS in before:
        yield f"`{STAND_INS}` has new numbers: keep it with the content"
    if before.get(CHANGES, b"") is None:
        yield f"`{CHANGES}` is new: keep it with the content"


def _files_beside(prepared: PreparedEdition) -> dict[str, bytes]:
    """The files beside site.yml that this edition changes."""
    files = {}
    if prepared.stand_ins is not None:
        files[STAND_INS] = write_out(prepared.stand_ins)
    if prepared.anchors is not None:
        files[ANCHORS] = prepared.anchors
    if prepared.changes is not None:
        files[CHANGES] = prepared.changes
    return files
