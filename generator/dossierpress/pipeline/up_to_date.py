"""Whether the last build is up to date: nothing was written since, no embargo has ended.

Then the result of the last build is given again, and no stage is loaded. The state of the inputs
is kept as one digest. A build depends on time too: it is up to date until the next embargo or
expiry, and at most until the end of its day, since dates are compared by the day.

Another program that copies or compresses output/ may write there as soon as it is published. The
next build has to notice. So a snapshot taken after the build is not trusted: a file that was there
when the build began must still be the same file, which the build has compared; a new file is read
back.
"""

import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from datetime import time as time_of_day
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from dossierpress.engine.store import FILE, Store
from dossierpress.kernel.diagnostics import Diagnostic, Severity
from dossierpress.pipeline.build_result import BuildResult, Counts
from dossierpress.pipeline.program import (
    loaded_library_files,
    look_at_libraries,
    look_at_program,
    places_of_libraries,
    runs_as_it_is,
)
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.folder_contents import folders_of
from dossierpress.publish.known_editions import edition_digest_in, is_known_edition_here
from dossierpress.publish.lock import file_system_time
from dossierpress.publish.manifest import MANIFEST, read_manifest
from dossierpress.publish.output_folder import objection_to_output
from dossierpress.publish.signature import SIGNATURE
from dossierpress.source.known_files import KnownFiles, changed_files, known_from
from dossierpress.source.project import FORMER_CACHE, SETTINGS, Project
from dossierpress.source.snapshot import (
    CTIME,
    TICK,
    FolderLook,
    Snapshot,
    Status,
    digest_of,
    look_at_folders,
    look_below,
    take_snapshot,
)

if TYPE_CHECKING:
    from dossierpress.visibility.log_redaction import Redaction

_Value = TypeVar("_Value")
_ROW = "output:"
"""Prefix of the cache rows for output folders; the path follows."""


def files_left(
    project: Project, store: Store, now: int | None, seen: "SeenBeforeBuild | None" = None
) -> KnownFiles:
    """The files of output/ as the last build left them; see `KnownFiles`."""
    looked = seen.outputs.published.files if seen else None
    return known_from(store, _row(project.output), now=now, looked=looked)


def keep_files_left(project: Project, store: Store, left: KnownFiles) -> None:
    """Save the state of the files of output/ after a build, for the next build.

    Args:
        project: The dossier that was built.
        store: Where it is saved.
        left: What the build knows of these files, as `look_after_build` found them.
    """
    manifest = read_manifest(project.output)
    if manifest is None:
        return
    left.keep(store, _row(project.output), (f"{project.output}/{path}" for path in manifest.files))
    gone = {key for key in store.keys("files") if key.startswith(_ROW) and not _is_there(key)}
    if gone:
        store.sweep("files", frozenset(store.keys("files")) - gone)


def _row(output: Path) -> str:
    return _ROW + os.fsencode(output).hex()


def _is_there(row: str) -> bool:
    return os.path.isdir(bytes.fromhex(row.removeprefix(_ROW)))  # noqa: PTH112 (as bytes)


class OutputLook(Struct, frozen=True, kw_only=True, gc=False):
    """What lies in output/ and around it, as the system says."""

    published: FolderLook
    """output/."""
    editions: FolderLook
    """The previous edition, and what else is where editions are kept."""
    record: FolderLook
    """The list of editions that were published."""

    def digest(self) -> bytes:
        """Equal ones mean that nothing was written; see `Snapshot.digest`."""
        return digest_of(self.published, self.editions, self.record)

    def unsure(self, now: int) -> list[str]:
        """See `FolderLook.unsure`."""
        return [
            path for one in (self.published, self.editions, self.record) for path in one.unsure(now)
        ]

    def examined_again(self, paths: Collection[str]) -> "OutputLook":
        """See `FolderLook.examined_again`."""
        return OutputLook(
            published=self.published.examined_again(paths),
            editions=self.editions.examined_again(paths),
            record=self.record.examined_again(paths),
        )


def is_as_build_left_it(
    project: Project, before: OutputLook, after: OutputLook, known: KnownFiles
) -> bool:
    """Whether only the build has changed output/ and the editions.

    Args:
        project: The dossier; its output/ is locked, and is published or found correct.
        before: A sure look from before the build.
        after: A sure look from after it.
        known: Files of output/ that the build has read or written, and followed since.
    """
    then, now = (
        (one.published.found, one.editions.found, one.record.found) for one in (before, after)
    )
    return then == now or (
        _is_edition(project, after.published, known) and _is_kept(project, before, after)
    )


def _is_edition(project: Project, after: FolderLook, known: KnownFiles) -> bool:
    """Whether output/ holds exactly what the build has published."""
    known_as, manifest = edition_digest_in(project.output), read_manifest(project.output)
    if known_as is None or manifest is None or not is_known_edition_here(project, known_as):
        return False
    folders = {"", *folders_of(manifest.files)}
    return (
        _below(project.output, after.files).keys() - {SIGNATURE}
        == manifest.files.keys() | {MANIFEST}
        and _below(project.output, after.folders).keys() == folders
        and not changed_files(project.output, manifest.files, known)
    )


def _is_kept(project: Project, before: OutputLook, after: OutputLook) -> bool:
    """Whether the previous edition is the one that was published, or kept, before the build."""
    editions = folders_of_editions(project)
    kept = _below(editions.previous, after.editions.files)
    if len(kept) != len(after.editions.files):
        return False
    return (
        not kept
        or _are_same(kept, _below(project.output, before.published.files))
        or _are_same(kept, _below(editions.previous, before.editions.files))
    )


def _are_same(files: Mapping[str, Status], others: Mapping[str, Status]) -> bool:
    """Whether they are the same files; adding or removing a link to one changes its `ctime`."""
    return files.keys() == others.keys() and all(
        status == others[path] or status[:CTIME] == others[path][:CTIME]
        for path, status in files.items()
    )


def _below(folder: Path, seen: Mapping[str, _Value]) -> dict[str, _Value]:
    """The part of a look for a folder (`""`) and all below it, by relative path."""
    top = os.fspath(folder)
    start = len(top) + 1
    return {
        path[start:]: one for path, one in seen.items() if path == top or path.startswith(f"{top}/")
    }


_INPUTS = (
    SETTINGS,
    "stand-ins.yml",
    "anchors.txt",
    "changes.jsonl",
    "content",
    "templates",
    f"{FORMER_CACHE}/{FILE}",
)
_ATTEMPTS = 3
_NANOSECONDS = 1_000_000_000
_NEVER = 2**63


class SeenBeforeBuild(Struct, frozen=True, kw_only=True, gc=False):
    """The state of inputs and outputs before a build."""

    options: str
    """Digest of output folder and options: the key of the cache row."""
    inputs: Snapshot
    """All inputs; files and folders are those of the dossier. A folder's time of change tells of
    one that was away meanwhile."""
    outputs: OutputLook
    """output/ and the previous edition."""
    outputs_digest: bytes
    is_sure: bool
    """Whether no very recent write could go unnoticed."""


class LastBuild(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The last build as the cache keeps it: what it depended on, and its result."""

    inputs: bytes
    outputs: bytes
    loaded: tuple[str, ...]
    """Library files that the build has loaded."""
    libraries: bytes
    """Digest of the snapshot of these files."""
    since: datetime
    """The as-of time of the build."""
    until: datetime
    """The first time at which a build of the same files may differ."""
    counts: Counts
    kinds: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    overrides: dict[str, Severity]
    strict: bool
    diagnostics: tuple[Diagnostic, ...]
    redaction: Raw
    """The redaction of the diagnostics, encoded; decoded only if there are any."""

    def result(self) -> BuildResult:
        """The result of this build, given again."""
        return BuildResult(
            diagnostics=self.diagnostics,
            overrides=self.overrides,
            strict=self.strict,
            published=True,
            counts=self.counts,
            kinds=self.kinds,
            notes=self.notes,
            redaction=_redaction(self.redaction) if self.diagnostics else None,
        )


def look_before_build(project: Project, now: int | None, *options: bool) -> SeenBeforeBuild | None:
    """Take a snapshot of everything that a build depends on; None if this system cannot.

    Args:
        project: The dossier; its output/ is locked.
        now: The time by the clock of the file system; None if that is not known.
        options: Every option that decides what a build does or reports.
    """
    if now is None:
        return None
    try:
        # What makes output/ unfit may lie outside of the snapshot.
        if objection_to_output(project) is not None:
            return None
        inputs = _inputs(project)
        outputs = _look_at_outputs(project)
    except OSError:  # a build will report it
        return None
    return SeenBeforeBuild(
        options=sha256(repr((os.fspath(project.output), options)).encode()).hexdigest(),
        inputs=inputs,
        outputs=outputs,
        outputs_digest=outputs.digest(),
        is_sure=inputs.is_sure(now) and not outputs.unsure(now),
    )


def result_if_up_to_date(
    store: Store, seen: SeenBeforeBuild, as_of: datetime
) -> BuildResult | None:
    """The result of the last build; None if it is out of date."""
    row = store.find("standing", [seen.options]).get(seen.options)
    last = _read(row) if row is not None else None
    if last is None or not seen.is_sure:
        return None
    if (last.inputs, last.outputs) != (seen.inputs.digest, seen.outputs_digest):
        return None
    if not last.since <= as_of < last.until:
        return None
    try:
        same = look_at_libraries(last.loaded).digest == last.libraries
    except OSError:
        return None
    return last.result() if same else None


def look_after_build(
    project: Project, seen: SeenBeforeBuild | None, left: KnownFiles
) -> OutputLook | None:
    """Look at what a build has left, and examine the files of output/ by it.

    Where the build may be up to date until the next one, this waits until no write to what it has
    just written can go unnoticed.

    Args:
        project: The dossier that was built; its output/ is locked.
        seen: The state before the build.
        left: What the build knows of the files of output/.

    Returns:
        The look; None if it is not sure, or cannot be taken.
    """
    now = file_system_time(project)
    left.look_again(now)
    if now is None:
        return None
    try:
        outputs = _look_at_outputs(project)
        for _ in range(_ATTEMPTS - 1 if seen and seen.is_sure else 0):
            unsure = outputs.unsure(now)
            if not unsure:
                break
            time.sleep(2 * TICK / _NANOSECONDS)
            now = file_system_time(project) or now
            outputs = outputs.examined_again(unsure)
    except OSError:  # another program is writing there
        return None
    left.look_again(now, outputs.published.files)
    return outputs if not outputs.unsure(now) else None


def remember_build(  # noqa: PLR0913 (what, where, when)
    project: Project,
    store: Store,
    seen: SeenBeforeBuild,
    outputs: OutputLook,
    left: KnownFiles,
    *,
    result: BuildResult,
    as_of: datetime,
    until: datetime,
) -> None:
    """Save the result of a build, to give it again while it is up to date.

    Nothing is saved if anybody else has changed outputs or inputs since the build began.

    Args:
        project: The dossier that was built.
        store: Where the result is saved.
        seen: The state before the build.
        outputs: The state after it; see `look_after_build`.
        left: What the build knows of the files of output/.
        result: The result of the build.
        as_of: The as-of time of the build.
        until: See `LastBuild.until`.
    """
    if not seen.is_sure:
        return
    try:
        untouched = look_at_folders(_inputs_of(project)) == seen.inputs.folders
        libraries = look_at_libraries(files := loaded_library_files())
    except OSError:  # another program is writing there
        return
    if not untouched or not runs_as_it_is(libraries):
        return
    if not is_as_build_left_it(project, seen.outputs, outputs, left):
        return
    counts = result.counts
    kept = LastBuild(
        inputs=seen.inputs.digest,
        outputs=outputs.digest(),
        loaded=files,
        libraries=libraries.digest,
        since=as_of,
        until=until,
        counts=Counts(
            read=counts.read,
            cached=counts.parsed + counts.cached,
            pages=counts.pages,
            assets=counts.assets,
            skipped=counts.pages,
        ),
        kinds=result.kinds,
        notes=tuple(note for note in result.notes if note != store.note),
        overrides=dict(result.overrides),
        strict=result.strict,
        diagnostics=result.diagnostics,
        redaction=Raw(_ENCODER.encode(result.redaction)),
    )
    store.keep("standing", {seen.options: _ENCODER.encode(kept)})


def forget_builds(store: Store) -> None:
    """Delete all saved results: they may quote what is withheld or deleted by now."""
    store.sweep("standing", ())


def forget_outdated_builds(project: Project, store: Store) -> None:
    """Delete the saved results whose inputs have changed; a check does so too."""
    rows = store.find("standing", store.keys("standing"))
    if not rows:
        return
    try:
        inputs = _inputs(project).digest
    except OSError:
        inputs = b""
    kept = ((key, _read(row)) for key, row in rows.items())
    store.sweep("standing", [key for key, one in kept if one and one.inputs == inputs])


def up_to_date_until(as_of: datetime, zone: str, moments: Iterable[datetime]) -> datetime:
    """The first time after `as_of` at which a build of the same files may differ.

    Args:
        as_of: The as-of time of a build.
        zone: Time zone of the site; it decides when a day ends.
        moments: All embargoes and expiries.
    """
    local = as_of.astimezone(ZoneInfo(zone))
    midnight = datetime.combine(local.date() + timedelta(days=1), time_of_day(), local.tzinfo)
    return min((midnight, *(one for one in moments if one > as_of)))


def _redaction(raw: Raw) -> "Redaction":
    from dossierpress.visibility.log_redaction import Redaction  # noqa: PLC0415 (it takes long to load)

    return Decoder(Redaction).decode(raw)


def _read(row: bytes) -> LastBuild | None:
    try:
        return _DECODER.decode(row)
    except (ValueError, TypeError, RecursionError):
        return None


def _inputs(project: Project) -> Snapshot:
    """A snapshot of all inputs; never sure if the program is newer than this process.

    Raises:
        OSError: A folder cannot be read.
    """
    dossier, program = _dossier(project), look_at_program()
    beside = repr([*_names_beside(project), sys.version, *places_of_libraries()])
    digest = sha256(dossier.digest + program.digest + beside.encode("utf-8", "surrogatepass"))
    if not runs_as_it_is(program):
        return replace(dossier, digest=digest.digest(), newest=_NEVER)
    return replace(dossier, digest=digest.digest())


def _dossier(project: Project) -> Snapshot:
    return take_snapshot(_inputs_of(project))


def _inputs_of(project: Project) -> tuple[Path, ...]:
    return tuple(project.root / name for name in _INPUTS)


def _names_beside(project: Project) -> Iterator[str]:
    """Other names in the dossier's folder: a build reports a second version of site.yml."""
    ours = (project.output, project.editions)
    yield from sorted(one.name for one in project.root.iterdir() if one not in ours)


def _look_at_outputs(project: Project) -> OutputLook:
    editions = folders_of_editions(project)
    published = look_below([project.output])
    return OutputLook(
        published=published,
        # The previous edition shares nearly all files with the published one.
        editions=look_below(
            [editions.folder],
            past=frozenset(map(os.fspath, (editions.lock, editions.holder, editions.spare))),
            twins={os.fspath(editions.previous): os.fspath(project.output)},
            shared=published.files,
        ),
        record=look_below([] if project.cache is None else [project.cache / "published"]),
    )


_ENCODER = Encoder()
_DECODER = Decoder(LastBuild)
