"""Everything before the gate: read, parse, resolve and plan, and say all that is wrong.

`prepare_edition` gives what is to be rendered, or None where an error closes the gate;
`check_dossier` goes no further and writes nothing.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.engine.executors import InlineExecutor, collecting_rarely
from dossierpress.engine.store import FILE, Store
from dossierpress.facts.parse_files import parse_all
from dossierpress.indexes.captures import cited_words
from dossierpress.indexes.notices import find_notices
from dossierpress.indexes.published_dossier import forget, resolve
from dossierpress.kernel.key import Key
from dossierpress.media.clean import clean_media
from dossierpress.model.content import Matters, Parsed
from dossierpress.model.output import OutputFile, Plan, by_digest
from dossierpress.pages.plan import plan_site
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.captured_files import check_captured_files
from dossierpress.pipeline.earlier_editions import corrections_of_unpublished
from dossierpress.pipeline.leak_check import check_for_leaks
from dossierpress.pipeline.up_to_date import forget_outdated_builds, up_to_date_until
from dossierpress.schema.config import parse_config, read_config
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
    read_capped,
    read_settings,
    read_templates,
)
from dossierpress.source.files import ContentFile, TemplateSet
from dossierpress.source.known_files import KnownFiles, known_from
from dossierpress.source.project import FORMER_CACHE, Project
from dossierpress.templating.facts import theme_facts
from dossierpress.visibility.leak_check.secrets import (
    secrets_of,
    texts_of_settings,
    texts_of_templates,
)
from dossierpress.visibility.log_redaction import redaction_of
from dossierpress.visibility.withheld import UNFINISHED

_UNSETTLED = b"title: Untitled\n"
"""Settings to go on with where site.yml says nothing, to find what is wrong elsewhere."""
_WHATEVER_THE_SETTINGS = ("yaml-", "md-")
"""Beginnings of codes that settings have no part in…"""
_BY_THE_SETTINGS = ("md-raw-html", "md-html-")
"""…but for these."""

_DONE = {"status": "published", "embargo_until": None}
_REVIEWED = {"review": "done"}

StageWatcher = Callable[[str, int, int], None]
"""Told how far a stage has come: (stage, done, of how many)."""


class BuildContext(Struct, frozen=True, kw_only=True):
    """What a build works with; none of it shows in the result."""

    store: Store
    executor: Executor
    watch: StageWatcher
    content: KnownFiles = field(default_factory=KnownFiles)
    """Files of content/ that need not be read."""
    published: KnownFiles = field(default_factory=KnownFiles)
    """Files of output/ that need not be."""
    hold: Callable[[OutputFile], OutputFile] = by_digest
    """How rendered pages wait: who only compares needs no bytes."""


class PublicationScope(Struct, frozen=True, kw_only=True, gc=False):
    """What is to be published of what is there."""

    as_of: datetime
    drafts: bool
    readers: bool = True
    """Whether it is for readers, who have seen the edition before; a preview is not."""


class PreparedEdition(Struct, frozen=True, kw_only=True, gc=False):
    """All that is known before the gate."""

    plan: Plan
    templates: TemplateSet
    stand_ins: StandIns | None = None
    """What `stand-ins.yml` must say from this edition on; None where it says so."""


def prepare_edition(
    project: Project, moment: PublicationScope, means: BuildContext, ledger: BuildLog
) -> PreparedEdition | None:
    """Everything before the gate; None where the gate is closed."""
    try:
        return _prepare(project, moment, means, ledger)
    except ChangedError as error:
        ledger.diagnostics.append(changed(error))
        return None


def _prepare(
    project: Project, moment: PublicationScope, means: BuildContext, ledger: BuildLog
) -> PreparedEdition | None:
    forget_outdated_builds(project, means.store)
    if os.path.lexists(project.root / FORMER_CACHE / FILE):
        ledger.notes.append(
            f"`{FORMER_CACHE}/` in the dossier is not read any more, and may be deleted: the cache"
            " is in your own folder now"
        )
    with ledger.stage("read"):
        data = ledger.value_of(read_settings(project.root))
        config = None if data is None else ledger.value_of(read_config(data))
        limits = config.limits if config else None
        files = ledger.value_of(discover(project.root, limits, known=means.content))
        means.content.keep(means.store, CONTENT, (project.root / file.path for file in files))
        templates = ledger.value_of(read_templates(project.root))
        numbers = _stand_ins(project, ledger)
        ledger.count(read=len(files))
    if config is None:
        ledger.notes.append("the settings are wrong: what depends on them was not checked")
        parsed = _parse(files, _unsettled(), means, ledger)
        forget(means.store)
        ledger.hidden = redaction_of(files, parsed, None)
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
    ledger.stands_until = up_to_date_until(moment.as_of, config.timezone, _moments(parsed))
    # Who is meant by a name in the place of an id, `resolve` can say.
    ledger.diagnostics += [one for file in parsed for one in file.diagnostics if one.sought is None]
    media = tuple(file for file in files if file.type == "media")
    with ledger.stage("resolve"):
        if moment.drafts:
            parsed = tuple(_unveiled(file) for file in parsed)
        site = ledger.value_of(
            resolve(
                parsed,
                media,
                config,
                as_of=moment.as_of,
                numbers=numbers,
                store=means.store,
            )
        )
        ledger.diagnostics += find_notices(site, parsed)
        unchecked = {key for key, reason in site.withheld if reason in UNFINISHED}
        ledger.diagnostics += check_captured_files(
            cited_words(parsed, media, unchecked), means.store
        )
        if moment.readers and not moment.drafts:
            ledger.diagnostics += corrections_of_unpublished(project, site, parsed)
    with ledger.stage("plan"):
        site = ledger.value_of(clean_media(site))
        facts = theme_facts(templates, means.store)
        planned = ledger.value_of(plan_site(site, templates, facts, store=means.store))
    ledger.site = site
    ledger.kinds = _kinds(planned)
    ledger.count(pages=len(planned.pages), assets=len(planned.assets))
    with ledger.stage("guard"):
        secrets = secrets_of(
            parsed,
            site.withheld,
            public=_public(templates, config, parsed),
            shipped=_shipped(templates),
            left_out={Key(type="entity", id=one.id) for one in site.left_out},
        )
        ledger.hidden = redaction_of(files, parsed, site.withheld, secrets)
        assets = ((asset.path, asset.data) for asset in planned.assets)
        ledger.diagnostics += check_for_leaks(
            secrets, assets, kind="files", store=means.store, likely=True
        )
    if ledger.stopped:
        return None
    return PreparedEdition(
        plan=planned,
        templates=templates,
        stand_ins=numbers.and_further(site.new_stand_ins) if site.new_stand_ins else None,
    )


def _stand_ins(project: Project, ledger: BuildLog) -> StandIns:
    """The numbers that stand for private records; none where the file is not there yet."""
    if not os.path.lexists(project.root / STAND_INS):
        return StandIns()
    data = ledger.value_of(read_capped(project.root, STAND_INS, STAND_INS_LIMIT))
    return StandIns() if data is None else ledger.value_of(read_stand_ins(data))


def _parse(
    files: tuple[ContentFile, ...], config: SiteConfig, means: BuildContext, ledger: BuildLog
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


def _moments(parsed: Iterable[Parsed]) -> Iterator[datetime]:
    """Every embargo and expiry."""
    for matter in (record.matter for file in parsed for record in file.records):
        if isinstance(matter, Timed):
            yield from (one for one in (matter.embargo_until, matter.expires) if one)


def _unveiled(file: Parsed) -> Parsed:
    """The same file, as if its drafts were done, its embargoes over, and all of it reviewed.

    Private stays private.
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


def _unsettled() -> SiteConfig:
    config, _ = read_config(_UNSETTLED)
    if config is None:
        raise RuntimeError("the settings to go on with are wrong")
    return config


def _public(templates: TemplateSet, config: SiteConfig, parsed: Iterable[Parsed]) -> Iterator[str]:
    """What the site publishes beside its records, made as it is asked for."""
    yield from texts_of_templates(templates, shipped=False)
    yield from texts_of_settings(config, _unsettled(), parsed)


def _shipped(templates: TemplateSet) -> Iterator[str]:
    """What every site publishes: the shipped theme, and the words that are built in."""
    yield from texts_of_templates(templates, shipped=True)
    yield _unsettled().model_dump_json()


def unwatched_stage(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""


def check_dossier(  # noqa: PLR0913 (the same)
    project: Project,
    *,
    store: Store,
    as_of: datetime,
    executor: Executor | None = None,
    strict: bool = False,
    drafts: bool = False,
    notices: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    watch: StageWatcher | None = None,
) -> BuildResult:
    """Find everything that would keep the dossier from being published; write nothing.

    Content, links, planned paths and the syntax of every template are checked. Arguments are those
    of `build`; with `notices`, what is worth knowing and no mistake is told too.
    """
    ledger = BuildLog(strict=strict, notices=notices, clock=clock)
    means = BuildContext(
        store=store,
        executor=executor or InlineExecutor(),
        watch=watch or unwatched_stage,
        content=known_from(store, CONTENT),
    )
    with collecting_rarely():
        prepare_edition(project, PublicationScope(as_of=as_of, drafts=drafts), means, ledger)
    return ledger.report(notes=(store.note,))
