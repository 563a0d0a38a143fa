"""The order of the stages, which no other module knows.

`discover -> parse -> resolve -> plan -> (gate) -> render -> write`. Every stage reports all that it
finds; one error anywhere stops at the gate, and output/ stays as it was.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath

from dossierpress.config import parse_config, read_config
from dossierpress.discover import discover, read_settings, read_templates
from dossierpress.executors import InlineExecutor, collecting_rarely
from dossierpress.ledger import Ledger
from dossierpress.model.content import ContentFile, Parsed
from dossierpress.model.output import Asset, Output, Plan, TemplateSet
from dossierpress.parse_all import parse_all
from dossierpress.plan import plan
from dossierpress.project import Project
from dossierpress.render_all import AllRendered, render_all, render_pages
from dossierpress.report import BuildReport
from dossierpress.resolve import resolve
from dossierpress.schema.parts import Timing
from dossierpress.schema.site import SiteConfig
from dossierpress.store import Store
from dossierpress.survey import survey
from dossierpress.write import Written, compare, write

_UNSETTLED = b"title: Untitled\n"
"""Settings to go on with where site.yml says nothing, to find what is wrong elsewhere."""
_WHATEVER_THE_SETTINGS = ("yaml-", "md-")
"""Beginnings of codes that settings have no part in…"""
_BY_THE_SETTINGS = ("md-raw-html", "md-html-")
"""…but for these."""

_DONE = {"status": "published", "embargo_until": None}

Watcher = Callable[[str, int, int], None]
"""Told how far a stage has come: (stage, done, of how many)."""


def build(  # noqa: PLR0913 (options, each by its name)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    strict: bool = False,
    drafts: bool = False,
    verify: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    watch: Watcher | None = None,
) -> BuildReport:
    """Publish the dossier into its output folder, or say everything that keeps it from that.

    Args:
        project: Where the dossier is.
        store: What earlier builds have found out. Only the time depends on it.
        as_of: The moment for which embargoes and expiries are judged, with its zone.
        executor: Does the parsing and the rendering; the caller owns it. None works inline.
        strict: Whether warnings count as errors.
        drafts: Whether drafts and embargoed records are published too, for a preview.
        verify: Whether to build everything again from nothing and compare.
        clock: Seconds of a clock that never goes back, for the report alone.
        watch: Told of progress.
    """
    ledger = Ledger(strict=strict, clock=clock)
    means = _Means(store=store, executor=executor or InlineExecutor(), watch=watch or _unwatched)
    moment = _Moment(as_of=as_of, drafts=drafts)
    with collecting_rarely():
        written = _publish(project, moment, means, ledger)
        if written is not None and verify:
            _verify(project, moment, means, ledger)
    if written is None:
        return ledger.report(note=store.note)
    return ledger.report(
        published=not ledger.stopped,
        changed=written.written,
        pruned=written.pruned,
        note=store.note,
    )


def check(  # noqa: PLR0913 (the same)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    strict: bool = False,
    drafts: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    watch: Watcher | None = None,
) -> BuildReport:
    """Find everything that would keep the dossier from being published; write nothing.

    Content, links, planned paths and the syntax of every template are checked. Arguments are those
    of `build`.
    """
    ledger = Ledger(strict=strict, clock=clock)
    means = _Means(store=store, executor=executor or InlineExecutor(), watch=watch or _unwatched)
    with collecting_rarely():
        _prepare(project, _Moment(as_of=as_of, drafts=drafts), means, ledger)
    return ledger.report(note=store.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Means:
    """What a build works with; none of it shows in the result."""

    store: Store
    executor: Executor
    watch: Watcher


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """What is to be published of what is there."""

    as_of: datetime
    drafts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """All that is known before the gate."""

    plan: Plan
    templates: TemplateSet


def _publish(project: Project, moment: _Moment, means: _Means, ledger: Ledger) -> Written | None:
    """The whole way; None where something keeps us from it."""
    edition = ledger.value_of(survey(project))
    prepared = _prepare(project, moment, means, ledger)
    if prepared is None or edition is None:
        return None
    rendered = _render(project, prepared, means, ledger)
    if ledger.stopped:
        return None
    with ledger.stage("write"):
        outputs = (*rendered.outputs, *map(_output, prepared.plan.assets))
        written = ledger.value_of(write(project, edition, outputs, rendered.kept))
    if written is not None:
        ledger.count(written=len(written.written), pruned=len(written.pruned))
    return written


def _prepare(project: Project, moment: _Moment, means: _Means, ledger: Ledger) -> _Prepared | None:
    """Everything before the gate; None where the gate is closed."""
    with ledger.stage("read"):
        data = ledger.value_of(read_settings(project.root))
        config = None if data is None else ledger.value_of(read_config(data))
        files = ledger.value_of(discover(project.root))
        templates = ledger.value_of(read_templates(project.root))
        ledger.count(read=len(files))
    if config is None:
        parsed = _parse(files, _unsettled(), means, ledger)
        ledger.diagnostics += [
            one
            for file in parsed
            for one in file.diagnostics
            if one.code.startswith(_WHATEVER_THE_SETTINGS)
            and not one.code.startswith(_BY_THE_SETTINGS)
        ]
        return None
    ledger.overrides = config.severity
    parsed = _parse(files, config, means, ledger)
    ledger.diagnostics += [one for file in parsed for one in file.diagnostics]
    media = tuple(file for file in files if file.type == "media")
    with ledger.stage("resolve"):
        if moment.drafts:
            parsed = tuple(_unveiled(file) for file in parsed)
        site = ledger.value_of(resolve(parsed, media, config, as_of=moment.as_of))
    with ledger.stage("plan"):
        planned = ledger.value_of(plan(site, templates))
    ledger.site = site
    ledger.kinds = _kinds(planned)
    ledger.count(pages=len(planned.pages), assets=len(planned.assets))
    return None if ledger.stopped else _Prepared(plan=planned, templates=templates)


def _parse(
    files: tuple[ContentFile, ...], config: SiteConfig, means: _Means, ledger: Ledger
) -> tuple[Parsed, ...]:
    texts = tuple(file for file in files if file.type != "media")
    with ledger.stage("parse"):
        result = parse_all(
            texts,
            parse_config(config),
            executor=means.executor,
            store=means.store,
            progress=partial(means.watch, "parse"),
        )
    ledger.count(parsed=len(texts) - result.reused, cached=result.reused)
    return result.parsed


def _render(project: Project, prepared: _Prepared, means: _Means, ledger: Ledger) -> AllRendered:
    with ledger.stage("render"):
        rendered = ledger.value_of(
            render_all(
                project,
                prepared.plan,
                prepared.templates,
                executor=means.executor,
                store=means.store,
                progress=partial(means.watch, "render"),
            )
        )
    ledger.count(rendered=len(rendered.outputs), skipped=len(rendered.kept))
    return rendered


def _verify(project: Project, moment: _Moment, means: _Means, ledger: Ledger) -> None:
    """Build everything again from nothing, in memory, and compare it with what is on disk."""
    with ledger.stage("verify"), Store() as nothing:
        again = Ledger(strict=ledger.strict, clock=ledger.clock)
        blank = _Means(store=nothing, executor=means.executor, watch=_unwatched)
        prepared = _prepare(project, moment, blank, again)
        if prepared is None:  # somebody has edited since, and made a mistake
            ledger.diagnostics += again.diagnostics
            return
        outputs = ledger.value_of(
            render_pages(
                tuple(page for page, _ in prepared.plan.pages),
                prepared.templates,
                executor=means.executor,
                progress=partial(_unwatched, "verify"),
            )
        )
        everything = (*outputs, *map(_output, prepared.plan.assets))
        ledger.diagnostics += compare(project, everything)


def _unveiled(file: Parsed) -> Parsed:
    """The same file, as if its drafts were done and its embargoes over. Private stays private."""
    return replace(
        file,
        records=tuple(
            replace(record, matter=record.matter.model_copy(update=_DONE))
            if isinstance(record.matter, Timing)
            else record
            for record in file.records
        ),
    )


def _output(asset: Asset) -> Output:
    digest = hashlib.sha256(asset.data).hexdigest()
    return Output(path=asset.path, data=asset.data, digest=digest)


def _kinds(planned: Plan) -> tuple[tuple[str, int], ...]:
    kinds = Counter(PurePosixPath(page.template).stem for page, _ in planned.pages)
    return tuple(sorted(kinds.items()))


def _unsettled() -> SiteConfig:
    config, _ = read_config(_UNSETTLED)
    if config is None:
        raise RuntimeError("the settings to go on with are wrong")
    return config


def _unwatched(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""
