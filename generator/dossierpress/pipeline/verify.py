"""Build an edition again from nothing, and compare it with output/."""

from functools import partial

from dossierpress.engine.store import Store
from dossierpress.model.output import by_digest
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.edition import asset_outputs, made_of
from dossierpress.pipeline.prepare import (
    BuildContext,
    PublicationScope,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.pipeline.stale_pages import render_pages
from dossierpress.publish.verify import compare_with_clean_build
from dossierpress.source.project import Project


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
