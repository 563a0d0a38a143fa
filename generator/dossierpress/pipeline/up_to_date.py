"""Whether the last build is up to date: nothing was written since, no embargo has ended.

Then there is nothing to do, and nothing is loaded to do it with: the result of the last build is
given again. What was seen is kept as one digest. Time is one of the things that a build depends
on: it is up to date until the next embargo or expiry, and no longer than its day, since dates are
judged by the day.

Whoever follows what is published, to copy or compress it, may write there as soon as it is in
place. The next build has to find that, so what the last one has left is not taken from a look
that came later: what was there when the build began, and is the same file still, the build itself
has compared; what is new is read back.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
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
from dossierpress.publish.history import edition_digest_in, is_known_edition_here
from dossierpress.publish.lock import file_system_time
from dossierpress.publish.manifest import MANIFEST, SIGNATURE, read_manifest
from dossierpress.publish.output_folder import folders_above, objection_to_output
from dossierpress.source.file_digest import is_intact
from dossierpress.source.known_files import KnownFiles, known_from
from dossierpress.source.project import FORMER_CACHE, SETTINGS, Project
from dossierpress.source.snapshot import TICK, Snapshot, look_at_folders, take_snapshot

if TYPE_CHECKING:
    from dossierpress.visibility.log_redaction import Redaction

_Value = TypeVar("_Value")
_ROW = "output:"
"""Beginning of the rows of the store for folders that are published into, each by its path."""


def files_left(project: Project, store: Store, now: int | None) -> KnownFiles:
    """What is known of the files of output/ from the build before; see `KnownFiles`."""
    return known_from(store, _row(project.output), now=now)


def keep_files_left(project: Project, store: Store, left: KnownFiles) -> None:
    """Keep what is known of the files of output/ as they are after a build, for the next one."""
    manifest = read_manifest(project.output)
    if manifest is None:
        return
    left.ask_again(file_system_time(project))
    left.keep(store, _row(project.output), (f"{project.output}/{path}" for path in manifest.files))
    gone = {key for key in store.keys("files") if key.startswith(_ROW) and not _is_there(key)}
    if gone:
        store.sweep("files", frozenset(store.keys("files")) - gone)


def _row(output: Path) -> str:
    return _ROW + os.fsencode(output).hex()


def _is_there(row: str) -> bool:
    return os.path.isdir(bytes.fromhex(row.removeprefix(_ROW)))  # noqa: PTH112 (as bytes)


def is_as_build_left_it(
    project: Project, before: Snapshot, after: Snapshot, known: KnownFiles
) -> bool:
    """Whether nobody else had a hand in it.

    Args:
        project: Whose output/ is locked, and was published or found as it should be.
        before: What a look saw before the build, for sure.
        after: The same after it.
        known: Files of output/ that the build has read or written, and followed since.
    """
    return before.digest == after.digest or (
        _is_edition(project, after, known) and _is_kept(project, before, after)
    )


def _is_edition(project: Project, after: Snapshot, known: KnownFiles) -> bool:
    """Whether output/ holds what the build has published, and nothing else."""
    known_as, manifest = edition_digest_in(project.output), read_manifest(project.output)
    if known_as is None or manifest is None or not is_known_edition_here(project, known_as):
        return False
    now = _below(project.output, after.files)
    folders = {"", *(above for path in manifest.files for above in folders_above(path))}
    return (
        now.keys() - {SIGNATURE} == manifest.files.keys() | {MANIFEST}
        and _below(project.output, after.folders).keys() == folders
        and all(
            is_intact(project.output, path, digest, known)
            for path, digest in manifest.files.items()
        )
    )


def _is_kept(project: Project, before: Snapshot, after: Snapshot) -> bool:
    """Whether the edition before is the one that was published, or kept, when the build began."""
    editions = folders_of_editions(project)
    kept = _below(editions.previous, after.files)
    if _below(editions.folder, after.files).keys() != {f"previous/{path}" for path in kept}:
        return False
    then = _below(editions.previous, before.files), _below(project.output, before.files)
    return not kept or kept in then


def _below(folder: os.PathLike[str], seen: Mapping[str, _Value]) -> dict[str, _Value]:
    """The part of what was seen that is a folder, as `""`, and what is below it, by path there."""
    top = os.fspath(folder)
    start = len(top) + 1
    return {
        path[start:]: one for path, one in seen.items() if path == top or path.startswith(f"{top}/")
    }


_INPUTS = (SETTINGS, "stand-ins.yml", "content", "templates", f"{FORMER_CACHE}/{FILE}")
_ATTEMPTS = 3
_NANOSECONDS = 1_000_000_000
_NEVER = 2**63


class SeenBeforeBuild(Struct, frozen=True, kw_only=True, gc=False):
    """What a build found before it began."""

    options: str
    """Of this kind of build: the row that it is kept under."""
    inputs: bytes
    """Digest of what it is made from; empty where a write just now could go unnoticed."""
    folders: dict[str, int]
    """When each folder of it was changed: one that is away while a build reads comes back later."""
    outputs: Snapshot | None
    """What is published, and the edition before; None where a write could go unnoticed."""


class LastBuild(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The last build, as it is kept, and what one that finds nothing to do says."""

    inputs: bytes
    outputs: bytes
    loaded: tuple[str, ...]
    """Files of libraries that it has loaded."""
    libraries: bytes
    """Digest of what was seen of them."""
    since: datetime
    """The moment that it was made for."""
    until: datetime
    """The first moment at which it may be another one."""
    counts: Counts
    kinds: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    overrides: dict[str, Severity]
    strict: bool
    diagnostics: tuple[Diagnostic, ...]
    hidden: Raw
    """What a log must not show of them; read only where there are any."""

    def said(self) -> BuildResult:
        """The report of this build."""
        return BuildResult(
            diagnostics=self.diagnostics,
            overrides=self.overrides,
            strict=self.strict,
            published=True,
            counts=self.counts,
            kinds=self.kinds,
            notes=self.notes,
            hidden=_hidden(self.hidden) if self.diagnostics else None,
        )


def look_before_build(project: Project, now: int | None, *options: bool) -> SeenBeforeBuild | None:
    """Look at everything that a build depends on; None where this system cannot tell.

    Args:
        project: Whose output/ is locked.
        now: The time by the clock of the file system; None where it does not tell.
        options: What else decides what a build does or says.
    """
    if now is None:
        return None
    try:
        # What makes output/ unfit may lie anywhere around it, and is asked as a build asks it.
        if objection_to_output(project) is not None:
            return None
        inputs = _inputs(project)
        outputs = _outputs(project)
    except OSError:  # a build says what is wrong there
        return None
    return SeenBeforeBuild(
        options=sha256(repr((os.fspath(project.output), options)).encode()).hexdigest(),
        inputs=inputs.digest if inputs.is_sure(now) else b"",
        folders=inputs.folders,
        outputs=outputs if outputs.is_sure(now) else None,
    )


def result_if_up_to_date(
    store: Store, seen: SeenBeforeBuild, as_of: datetime
) -> BuildResult | None:
    """The report of the last build, where it stands."""
    row = store.find("standing", [seen.options]).get(seen.options)
    last = _read(row) if row is not None else None
    if last is None or not seen.inputs or seen.outputs is None:
        return None
    if (last.inputs, last.outputs) != (seen.inputs, seen.outputs.digest):
        return None
    if not last.since <= as_of < last.until:
        return None
    try:
        same = look_at_libraries(last.loaded).digest == last.libraries
    except OSError:
        return None
    return last.said() if same else None


def remember_build(  # noqa: PLR0913 (what, where, when)
    project: Project,
    store: Store,
    seen: SeenBeforeBuild,
    left: KnownFiles,
    report: BuildResult,
    *,
    as_of: datetime,
    until: datetime,
) -> None:
    """Keep what a build has said, for the next one to say.

    Args:
        project: What was built.
        store: Where it is kept.
        seen: What the build found before it began.
        left: What the build knows of the files of output/.
        report: Of the build.
        as_of: The moment that it was made for.
        until: See `until`.
    """
    try:
        outputs = _left_for_sure(project, seen, left)
        libraries = look_at_libraries(files := loaded_library_files())
    except OSError:  # somebody is at work there
        return
    if outputs is None or not runs_as_it_is(libraries):
        return
    counts = report.counts
    kept = LastBuild(
        inputs=seen.inputs,
        outputs=outputs,
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
        kinds=report.kinds,
        notes=tuple(note for note in report.notes if note != store.note),
        overrides=dict(report.overrides),
        strict=report.strict,
        diagnostics=report.diagnostics,
        hidden=Raw(_ENCODER.encode(report.hidden)),
    )
    store.keep("standing", {seen.options: _ENCODER.encode(kept)})


def forget_builds(store: Store) -> None:
    """Nothing stands: what was kept may hold what is withheld or gone by now."""
    store.sweep("standing", ())


def forget_outdated_builds(project: Project, store: Store) -> None:
    """The same, for what does not stand any more; also whoever only checks a dossier does so."""
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
    """The first moment after `as_of` at which a build of the same files may differ.

    Args:
        as_of: The moment of a build.
        zone: Time zone of the site, whose day it is.
        moments: All embargoes and expiries.
    """
    local = as_of.astimezone(ZoneInfo(zone))
    midnight = datetime.combine(local.date() + timedelta(days=1), time_of_day(), local.tzinfo)
    return min((midnight, *(one for one in moments if one > as_of)))


def _hidden(raw: Raw) -> "Redaction":
    from dossierpress.visibility.log_redaction import Redaction  # noqa: PLC0415 (it takes long to load)

    return Decoder(Redaction).decode(raw)


def _read(row: bytes) -> LastBuild | None:
    try:
        return _DECODER.decode(row)
    except (ValueError, TypeError, RecursionError):
        return None


def _inputs(project: Project) -> Snapshot:
    """All that a build is made from; not sure where the program is newer than this process.

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
    """What else lies in the dossier's folder: second versions of site.yml are told."""
    ours = (project.output, project.editions)
    yield from sorted(one.name for one in project.root.iterdir() if one not in ours)


def _outputs(project: Project) -> Snapshot:
    editions = folders_of_editions(project)
    tops = [project.output, editions.folder]
    if project.cache is not None:
        tops.append(project.cache / "published")
    locks = frozenset(map(os.fspath, (editions.lock, editions.holder)))
    return take_snapshot(tops, past=locks)


def _left_for_sure(project: Project, seen: SeenBeforeBuild, left: KnownFiles) -> bytes | None:
    """Digest of what a build has left; None where anybody else had a hand in it since it began.

    A later write will show.

    Raises:
        OSError: It cannot be read.
    """
    if not seen.inputs or seen.outputs is None:
        return None
    for _ in range(_ATTEMPTS):
        now = file_system_time(project)
        if now is None:
            return None
        outputs = _outputs(project)
        if outputs.is_sure(now):
            untouched = look_at_folders(_inputs_of(project)) == seen.folders
            left.ask_again(now)
            is_left = untouched and is_as_build_left_it(project, seen.outputs, outputs, left)
            return outputs.digest if is_left else None
        time.sleep(2 * TICK / _NANOSECONDS)
    return None


_ENCODER = Encoder()
_DECODER = Decoder(LastBuild)
