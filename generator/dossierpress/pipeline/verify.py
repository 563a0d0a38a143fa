"""Build an edition again from nothing, and compare it with output/."""

from dossierpress.engine.store import Store
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.edition import asset_outputs, made_of, rendered_pages
from dossierpress.pipeline.prepare import (
    BuildContext,
    PublicationScope,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.publish.spool import DigestsOnly
from dossierpress.publish.verify import compare_with_clean_build
from dossierpress.source.project import Project


def verify_output(
    project: Project, scope: PublicationScope, context: BuildContext, log: BuildLog
) -> None:
    """Build everything again from nothing, in memory, and compare it with output/."""
    from dossierpress.templating.rendering import Renderer  # noqa: PLC0415 (no other build needs it)

    with log.stage("verify"), Store() as nothing:
        again = BuildLog(strict=log.strict, clock=log.clock)
        blank = BuildContext(
            store=nothing,
            executor=context.executor,
            watch=unwatched_stage,
            spool=DigestsOnly(),
            theme=Renderer,  # a new one, without cached code
        )
        prepared = prepare_edition(project, scope, blank, again)
        if prepared is None:  # the content was edited meanwhile, and has an error now
            log.diagnostics += again.diagnostics
            return
        rendered = log.value_of(rendered_pages(prepared, blank))
        assets = asset_outputs(prepared.plan)
        log.diagnostics += compare_with_clean_build(
            project, (*rendered.outputs, *assets), made_of=made_of(prepared.plan, assets)
        )
