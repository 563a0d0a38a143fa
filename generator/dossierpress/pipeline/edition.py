"""The bytes of an edition: every page and every file of a plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import Asset, OutputFile, Plan
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.leak_check import OnDisk
from dossierpress.pipeline.prepare import BuildContext, PreparedEdition
from dossierpress.pipeline.stale_pages import RenderedPages
from dossierpress.source.discovery import ChangedError, changed
from dossierpress.source.project import Project
from dossierpress.source.regular_file import read_regular_file


def render_edition(
    prepared: PreparedEdition, context: BuildContext, log: BuildLog
) -> RenderedPages:
    """Every page of an edition: rendered already, rendered now, or intact in output/."""
    with log.stage("render"):
        rendered = log.value_of(rendered_pages(prepared, context))
    log.count(rendered=len(rendered.outputs), skipped=len(rendered.kept))
    return rendered


def rendered_pages(
    prepared: PreparedEdition, context: BuildContext
) -> tuple[RenderedPages, tuple[Diagnostic, ...]]:
    """The same, and all that templates fail with."""
    rendering = prepared.rendering
    if rendering is None:
        raise ValueError("this build renders nothing")
    try:
        return rendering.rest(prepared.plan, context.run("render", rendering))
    except ChangedError as error:  # a content file had to be read again, for the cache has lost it
        return RenderedPages(outputs=(), kept={}), (changed(error),)


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
    return OutputFile(path=asset.path, held=asset.held, digest=asset.digest)
