"""Prove that what was published is what a build from nothing writes."""

from functools import partial

from dossierpress.build.edition import asset_outputs, made_of
from dossierpress.build.prepare import Means, Moment, prepare, unwatched
from dossierpress.ledger import Ledger
from dossierpress.model.output import by_digest
from dossierpress.project import Project
from dossierpress.render_all import render_pages
from dossierpress.store import Store
from dossierpress.write import compare


def verify_output(project: Project, moment: Moment, means: Means, ledger: Ledger) -> None:
    """Build everything again from nothing, in memory, and compare it with what is on disk."""
    from dossierpress.templates import Renderer  # noqa: PLC0415 (no other build needs it)

    with ledger.stage("verify"), Store() as nothing:
        again = Ledger(strict=ledger.strict, clock=ledger.clock)
        blank = Means(store=nothing, executor=means.executor, watch=unwatched)
        prepared = prepare(project, moment, blank, again)
        if prepared is None:  # somebody has edited since, and made a mistake
            ledger.diagnostics += again.diagnostics
            return
        outputs = ledger.value_of(
            render_pages(
                tuple(page for page, _ in prepared.plan.pages),
                Renderer(prepared.templates),  # which compiles all of it anew
                hold=by_digest,
                progress=partial(unwatched, "verify"),
            )
        )
        assets = asset_outputs(prepared.plan)
        ledger.diagnostics += compare(
            project, (*outputs, *assets), made_of=made_of(prepared.plan, assets)
        )
