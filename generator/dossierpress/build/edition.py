"""The bytes of an edition: every page and every file of a plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from dossierpress.build.last_look import OnDisk
from dossierpress.build.prepare import Means, Prepared
from dossierpress.ledger import Ledger
from dossierpress.model.output import Asset, Output, Plan
from dossierpress.project import Project
from dossierpress.regular_file import read
from dossierpress.render_all import AllRendered, render_all


def render_edition(
    project: Project, prepared: Prepared, means: Means, ledger: Ledger
) -> AllRendered:
    """Every page, rendered now or known to lie in output/ as it would be."""
    with ledger.stage("render"):
        rendered = ledger.value_of(
            render_all(
                project,
                prepared.plan,
                prepared.templates,
                store=means.store,
                known=means.published,
                hold=means.hold,
                progress=partial(means.watch, "render"),
            )
        )
    ledger.count(rendered=len(rendered.outputs), skipped=len(rendered.kept))
    return rendered


def asset_outputs(plan: Plan) -> tuple[Output, ...]:
    """The files that are published as they are."""
    return tuple(map(_output, plan.assets))


def whole(
    project: Project, outputs: Sequence[Output], kept: Mapping[str, str]
) -> Iterator[tuple[str, bytes | OnDisk]]:
    """(path, bytes) of every page of an edition, those included that lie in output/ already."""
    for output in outputs:
        yield output.path, OnDisk(digest=output.digest, read=partial(_data, output))
    for path, digest in kept.items():
        yield path, OnDisk(digest=digest, read=partial(read, project.output / path))


def _data(output: Output) -> bytes:
    return output.data


def made_of(plan: Plan, assets: Iterable[Output]) -> str:
    """A digest of all that an edition is made of: equal ones mean equal editions."""
    digest = sha256()
    for page, fingerprint in plan.pages:
        digest.update(f"{page.path}\0{fingerprint}\n".encode())
    for asset in assets:
        digest.update(f"{asset.path}\0{asset.digest}\n".encode())
    return digest.hexdigest()


def _output(asset: Asset) -> Output:
    digest = sha256(asset.data).hexdigest()
    return Output(path=asset.path, held=asset.data, digest=digest)
