"""The bytes of an edition: every page and every file of a plan, to publish or to compare.

`verify_output` builds them again from nothing and compares them with output/. `diff_dossier`
reports what publishing them would change.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from hashlib import sha256

from dossierpress.engine.executors import InlineExecutor, collecting_rarely
from dossierpress.engine.store import Store
from dossierpress.model.output import Asset, OutputFile, Plan, by_digest
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.leak_check import OnDisk
from dossierpress.pipeline.prepare import (
    BuildContext,
    PreparedEdition,
    PublicationScope,
    StageWatcher,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.pipeline.stale_pages import RenderedPages, render_pages, render_stale_pages
from dossierpress.pipeline.up_to_date import files_left
from dossierpress.publish.changes import changes_of
from dossierpress.publish.output_folder import survey_output
from dossierpress.publish.verify import compare_with_clean_build
from dossierpress.source.discovery import CONTENT
from dossierpress.source.known_files import known_from
from dossierpress.source.project import Project
from dossierpress.source.regular_file import read_regular_file


def render_edition(
    project: Project, prepared: PreparedEdition, context: BuildContext, log: BuildLog
) -> RenderedPages:
    """Every page of an edition: stale pages are rendered, others are intact in output/."""
    with log.stage("render"):
        rendered = log.value_of(
            render_stale_pages(
                project,
                prepared.plan,
                prepared.templates,
                store=context.store,
                known=context.published,
                hold=context.hold,
                progress=partial(context.watch, "render"),
            )
        )
    log.count(rendered=len(rendered.outputs), skipped=len(rendered.kept))
    return rendered


def asset_outputs(plan: Plan) -> tuple[OutputFile, ...]:
    """The files that are published as they are."""
    return tuple(map(_asset_output, plan.assets))


def all_files(
    project: Project, outputs: Sequence[OutputFile], kept: Mapping[str, str]
) -> Iterator[tuple[str, bytes | OnDisk]]:
    """(path, bytes) of every page of an edition, with the pages that are intact in output/."""
    for output in outputs:
        yield output.path, OnDisk(digest=output.digest, read=partial(_data, output))
    for path, digest in kept.items():
        yield path, OnDisk(digest=digest, read=partial(read_regular_file, project.output / path))


def _data(output: OutputFile) -> bytes:
    return output.data


def made_of(plan: Plan, assets: Iterable[OutputFile]) -> str:
    """A digest of all that an edition is made of: equal ones mean equal editions."""
    digest = sha256()
    for page, fingerprint in plan.pages:
        digest.update(f"{page.path}\0{fingerprint}\n".encode())
    for asset in assets:
        digest.update(f"{asset.path}\0{asset.digest}\n".encode())
    return digest.hexdigest()


def _asset_output(asset: Asset) -> OutputFile:
    digest = sha256(asset.data).hexdigest()
    return OutputFile(path=asset.path, held=asset.data, digest=digest)


def verify_output(
    project: Project, scope: PublicationScope, context: BuildContext, log: BuildLog
) -> None:
    """Build everything again from nothing, in memory, and compare it with output/."""
    from dossierpress.templating.rendering import Renderer  # noqa: PLC0415 (no other build needs it)

    with log.stage("verify"), Store() as nothing:
        again = BuildLog(strict=log.strict, clock=log.clock)
        blank = BuildContext(store=nothing, executor=context.executor, watch=unwatched_stage)
        prepared = prepare_edition(project, scope, blank, again)
        if prepared is None:  # the content was edited meanwhile, and has an error now
            log.diagnostics += again.diagnostics
            return
        outputs = log.value_of(
            render_pages(
                tuple(page for page, _ in prepared.plan.pages),
                Renderer(prepared.templates),  # a new one, without cached code
                hold=by_digest,
                progress=partial(unwatched_stage, "verify"),
            )
        )
        assets = asset_outputs(prepared.plan)
        log.diagnostics += compare_with_clean_build(
            project, (*outputs, *assets), made_of=made_of(prepared.plan, assets)
        )


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
    )
    with collecting_rarely():
        edition = log.value_of(survey_output(project))
        prepared = prepare_edition(
            project, PublicationScope(as_of=as_of, drafts=False), context, log
        )
        if prepared is None or edition is None:
            return log.result(notes=(store.note,))
        rendered = render_edition(project, prepared, context, log)
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
