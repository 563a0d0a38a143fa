"""Everything before the gate: read, parse, resolve and plan, and report all problems.

`prepare_edition` returns what is to be rendered, or None if an error closes the gate.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.citing.styles import processor
from dossierpress.engine.forked import Run, forked
from dossierpress.engine.store import FILE, Store
from dossierpress.facts.parse_files import parse_all
from dossierpress.indexes.captures import cited_words
from dossierpress.indexes.notices import find_notices
from dossierpress.indexes.published_dossier import forget, resolve
from dossierpress.kernel.key import Key
from dossierpress.kernel.routes import NETWORK
from dossierpress.media.clean import clean_media, forget_media
from dossierpress.model.content import Matters, Parsed
from dossierpress.model.output import Plan
from dossierpress.network.layout import library
from dossierpress.pages.plan import no_rendering, plan_site
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.captured_files import check_captured_files
from dossierpress.pipeline.earlier_editions import corrections_of_unpublished
from dossierpress.pipeline.kept_changes import kept_changes, with_changes
from dossierpress.pipeline.leak_check import asset_files, check_for_leaks
from dossierpress.pipeline.stale_pages import Rendering
from dossierpress.pipeline.up_to_date import forget_outdated_builds, up_to_date_until
from dossierpress.publish.spool import DigestsOnly, Spool
from dossierpress.schema.kept_anchors import FILE as ANCHORS
from dossierpress.schema.kept_anchors import LIMIT as ANCHORS_LIMIT
from dossierpress.schema.kept_anchors import KeptAnchors, read_kept_anchors
from dossierpress.schema.kept_anchors import write_out as written_anchors
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.schema.shared_types import Reviewed, Timed, Timing, parts_of
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.stand_ins import FILE as STAND_INS
from dossierpress.schema.stand_ins import LIMIT as STAND_INS_LIMIT
from dossierpress.schema.stand_ins import StandIns, read_stand_ins
from dossierpress.source.discovery import (
    CONTENT,
    ChangedError,
    changed,
    discover,
    read_if_there,
    read_settings,
    read_templates,
)
from dossierpress.source.files import ContentFile, TemplateSet
from dossierpress.source.known_files import KnownFiles
from dossierpress.source.project import FORMER_CACHE, Project
from dossierpress.templating.facts import theme_facts
from dossierpress.visibility.leak_check.secrets import (
    labels_of_settings,
    secrets_of,
    texts_of_settings,
    texts_of_templates,
)
from dossierpress.visibility.log_redaction import redaction_of
from dossierpress.visibility.withheld import UNFINISHED

if TYPE_CHECKING:
    from dossierpress.templating.rendering import Renderer

_Item = TypeVar("_Item")

_DEFAULT_SETTINGS = b"title: Untitled\n"
"""Settings for the case that site.yml has errors, to find problems in other files too."""
_WHATEVER_THE_SETTINGS = ("yaml-", "md-")
"""Prefixes of codes that do not depend on settings…"""
_BY_THE_SETTINGS = ("md-raw-html", "md-html-")
"""…except these."""

_DONE = {"status": "published", "embargo_until": None}
_REVIEWED = {"review": "done"}

StageWatcher = Callable[[str, int, int], None]
"""Called with the progress of a stage: (stage, done, total)."""


class BuildContext(Struct, frozen=True, kw_only=True):
    """The cache, executor and callbacks of a build; the published bytes do not depend on them."""

    store: Store
    executor: Executor
    watch: StageWatcher
    content: KnownFiles = field(default_factory=KnownFiles)
    """Files of content/ that need not be read."""
    published: KnownFiles = field(default_factory=KnownFiles)
    """Files of output/ that need not be read."""
    spool: Spool | DigestsOnly | None = None
    """Where rendered pages wait until they are published; None if none is to be rendered."""
    theme: "Callable[[TemplateSet], Renderer] | None" = None
    """Gives the renderer of a theme; by default the one of this process."""

    def rendering(self, project: Project, templates: TemplateSet) -> Rendering | None:
        """What renders the pages of this build, if any are to be rendered."""
        if self.spool is None:
            return None
        return Rendering(
            project,
            templates,
            store=self.store,
            known=self.published,
            spool=self.spool,
            theme=self.theme,
        )

    def run(self, stage: str, rendering: Rendering | None) -> Run:
        """Runs a function over batches, in several processes where that pays."""

        def watched(
            work: Callable[[tuple[_Item, ...]], bytes], batches: Sequence[tuple[_Item, ...]], /
        ) -> Iterator[bytes]:
            done, total = 0, sum(map(len, batches))
            before = [rendering.before_fork] if rendering else []
            results = forked(work, batches, executor=self.executor, before=before)
            for batch, result in zip(batches, results, strict=True):
                done += len(batch)
                self.watch(stage, done, total)
                yield result

        return watched


class PublicationScope(Struct, frozen=True, kw_only=True, gc=False):
    """Which records are published, and for whom."""

    as_of: datetime
    drafts: bool
    readers: bool = True
    """Whether it is published for readers, who know the previous edition; a preview is not."""


class PreparedEdition(Struct, frozen=True, kw_only=True, gc=False):
    """What is to be rendered and published."""

    plan: Plan
    templates: TemplateSet
    rendering: Rendering | None
    """Renders what is not rendered yet."""
    stand_ins: StandIns | None = None
    """The new content of `stand-ins.yml`; None if the file needs no change."""
    anchors: bytes | None = None
    """The new content of `anchors.txt`; None if the file needs no change, or is not there."""
    changes: bytes | None = None
    """The new content of `changes.jsonl`; None if the file needs no change, or is not wanted."""


def prepare_edition(
    project: Project, scope: PublicationScope, context: BuildContext, log: BuildLog
) -> PreparedEdition | None:
    """Read, parse, resolve and plan; None if an error closes the gate."""
    try:
        return _prepare(project, scope, context, log)
    except ChangedError as error:
        log.diagnostics.append(changed(error))
        return None


def _prepare(
    project: Project, scope: PublicationScope, context: BuildContext, log: BuildLog
) -> PreparedEdition | None:
    forget_outdated_builds(project, context.store)
    if os.path.lexists(project.root / FORMER_CACHE / FILE):
        log.notes.append(
            f"`{FORMER_CACHE}/` in the dossier is not read any more, and may be deleted: the cache"
            " is in your own folder now"
        )
    with log.stage("read"):
        data = log.value_of(read_settings(project.root))
        config = None if data is None else log.value_of(read_config(data))
        files = log.value_of(
            discover(project.root, config.limits if config else None, known=context.content)
        )
        paths = (f"{project.root}/{file.path}" for file in files)
        context.content.keep(context.store, CONTENT, paths)
        templates = log.value_of(read_templates(project.root))
        numbers, anchors = _stand_ins(project, log), _kept_anchors(project, log)
        editions = kept_changes(project, config, log)
        log.count(read=len(files))
    if config is None:
        log.notes.append("the settings are wrong: what depends on them was not checked")
        parsed = _parse(files, _default_settings(), context, log)
        forget(context.store)
        forget_media(context.store)
        log.redaction = redaction_of(files, parsed, None)
        log.diagnostics += [
            one
            for file in parsed
            for one in file.diagnostics
            if one.code.startswith(_WHATEVER_THE_SETTINGS)
            and not one.code.startswith(_BY_THE_SETTINGS)
        ]
        return None
    log.overrides = config.severity
    log.notes += _unstyled(config)
    parsed = _parse(files, config, context, log)
    log.valid_until = up_to_date_until(scope.as_of, config.timezone, _moments(parsed))
    # `resolve` itself reports a name in the place of an id: it knows whose name it is.
    log.diagnostics += [one for file in parsed for one in file.diagnostics if one.sought is None]
    media = tuple(file for file in files if file.type == "media")
    with log.stage("resolve"):
        if scope.drafts:
            parsed = tuple(_with_drafts_finished(file) for file in parsed)
        site = log.value_of(
            resolve(
                parsed,
                media,
                config,
                as_of=scope.as_of,
                numbers=numbers,
                anchors=anchors,
                store=context.store,
                run=context.run("resolve", None),
            )
        )
        site, changes = with_changes(
            site, parsed, editions, as_of=scope.as_of, published=scope.readers and not scope.drafts
        )
        unchecked = {key for key, reason in site.withheld if reason in UNFINISHED}
        log.diagnostics += (
            *find_notices(site, parsed),
            *check_captured_files(cited_words(parsed, media, unchecked), context.store),
        )
        if scope.readers and not scope.drafts:
            log.diagnostics += corrections_of_unpublished(project, site, parsed)
    with log.stage("plan"):
        site = log.value_of(clean_media(site, context.store))
        facts = theme_facts(templates, context.store)
        log.diagnostics += facts.diagnostics
        # With an error, nothing will be published.
        rendering = None if log.stopped else context.rendering(project, templates)
        planned = log.value_of(
            plan_site(
                site,
                templates,
                facts,
                store=context.store,
                run=context.run("plan", rendering),
                render=rendering.at_once if rendering else no_rendering,
                searched=not log.stopped,
            )
        )
    log.notes += _undrawn(planned)
    log.site = site
    log.kinds = _kinds(planned)
    log.count(pages=len(planned.pages), assets=len(planned.assets))
    with log.stage("guard"):
        secrets = secrets_of(
            parsed,
            site.withheld,
            public=_public(templates, config),
            shipped=_shipped(templates),
            left_out={Key(type="entity", id=one.id) for one in site.left_out},
            labels=_labels(config),
            store=context.store,
            run=context.run("guard", None),
        )
        log.redaction = redaction_of(files, parsed, site.withheld, secrets)
        log.diagnostics += check_for_leaks(
            secrets,
            asset_files(planned),
            kind="files",
            store=context.store,
            run=context.run("guard", None),
            likely=True,
        )
    if log.stopped:
        return None
    return PreparedEdition(
        plan=planned,
        templates=templates,
        rendering=rendering,
        stand_ins=numbers.and_further(site.new_stand_ins) if site.new_stand_ins else None,
        anchors=_if_new(site.kept_anchors, anchors),
        changes=changes,
    )


def _unstyled(config: SiteConfig) -> Iterator[str]:
    """What is told of citations for which a processor is missing."""
    if config.citation.styles and processor() is None:
        yield (
            "pages have citations in plain words: those in the styles of `citation` in site.yml"
            " take `pip install 'dossierpress[cite]'`"
        )


def _undrawn(plan: Plan) -> Iterator[str]:
    """What is told of a drawing for which a library is missing."""
    if library() is None and any(page.path == NETWORK for page, _ in plan.pages):
        yield (
            f"`{NETWORK}` has its table and no drawing: that takes"
            " `pip install 'dossierpress[network]'`; `network: false` in site.yml leaves it out"
        )


def _stand_ins(project: Project, log: BuildLog) -> StandIns:
    """The numbers that stand for private records; none if there is no file yet."""
    data = log.value_of(read_if_there(project.root, STAND_INS, STAND_INS_LIMIT))
    return StandIns() if data is None else log.value_of(read_stand_ins(data))


def _kept_anchors(project: Project, log: BuildLog) -> KeptAnchors | None:
    """The addresses that were published; None where there is no file that keeps them."""
    data = log.value_of(read_if_there(project.root, ANCHORS, ANCHORS_LIMIT))
    return None if data is None else log.value_of(read_kept_anchors(data))


def _if_new(anchors: KeptAnchors | None, before: KeptAnchors | None) -> bytes | None:
    if anchors is None or before is None:
        return None
    written = written_anchors(anchors)
    return None if written == before.file else written


def _parse(
    files: tuple[ContentFile, ...], config: SiteConfig, context: BuildContext, log: BuildLog
) -> tuple[Parsed, ...]:
    texts = tuple(file for file in files if file.type != "media")
    with log.stage("parse"):
        result = parse_all(
            texts,
            parse_config(config),
            executor=context.executor,
            store=context.store,
            progress=partial(context.watch, "parse"),
        )
    log.count(parsed=len(texts) - result.reused, cached=result.reused)
    return result.parsed


def _moments(parsed: Iterable[Parsed]) -> Iterator[datetime]:
    """Every embargo and expiry."""
    for matter in (record.matter for file in parsed for record in file.records):
        if isinstance(matter, Timed):
            yield from (one for one in (matter.embargo_until, matter.expires) if one)


def _with_drafts_finished(file: Parsed) -> Parsed:
    """The file with its drafts published, its embargoes removed, and all of it reviewed.

    Private records stay private.
    """
    return replace(
        file,
        records=tuple(
            replace(one, matter=_finished(one.matter), stamp=one.stamp and b"finished" + one.stamp)
            for one in file.records
        ),
    )


def _finished(matter: Matters) -> Matters:
    update: dict[str, Any] = {
        key: tuple(part.model_copy(update=_REVIEWED) for part in parts)
        for key, parts in parts_of(matter)
    }
    if isinstance(matter, Timing):
        update |= _DONE
    if isinstance(matter, Reviewed):
        update |= _REVIEWED
    return matter.model_copy(update=update) if update else matter


def _kinds(planned: Plan) -> tuple[tuple[str, int], ...]:
    kinds = Counter(PurePosixPath(page.template).stem for page, _ in planned.pages)
    return tuple(sorted(kinds.items()))


def _default_settings() -> SiteConfig:
    config, _ = read_config(_DEFAULT_SETTINGS)
    if config is None:
        raise RuntimeError("the default settings are wrong")
    return config


def _public(templates: TemplateSet, config: SiteConfig) -> Iterator[str]:
    """The texts that the site publishes beside its records, computed lazily."""
    yield from texts_of_templates(templates, shipped=False)
    yield from texts_of_settings(config, _default_settings())


def _labels(config: SiteConfig) -> Iterator[tuple[str, str]]:
    """The labels of the site's own vocabularies, by word, computed lazily."""
    yield from labels_of_settings(config, _default_settings())


def _shipped(templates: TemplateSet) -> Iterator[str]:
    """The texts that every site publishes: the shipped theme and the built-in settings."""
    yield from texts_of_templates(templates, shipped=True)
    yield _default_settings().model_dump_json()


def unwatched_stage(stage: str, done: int, total: int) -> None:
    """A `StageWatcher` that does nothing."""
