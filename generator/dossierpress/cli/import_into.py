"""Import one file into a dossier on disk: all of it, or nothing and the reasons."""

from collections.abc import Iterable
from pathlib import Path

from dossierpress.cli.import_input import InputFile
from dossierpress.cli.moment import as_of
from dossierpress.cli.records import Holdings, read_holdings
from dossierpress.cli.starter_files import starter_file
from dossierpress.cli.write_new import differing, replace, write_new
from dossierpress.config import read_config
from dossierpress.diagnostics import Diagnostic
from dossierpress.importers import settings
from dossierpress.importers.first_settings import described, first_settings
from dossierpress.importers.known import Known
from dossierpress.importers.read_standoff import read
from dossierpress.importers.standoff import Imported, convert, folders
from dossierpress.model.key import RecordType
from dossierpress.project import SETTINGS, Project
from dossierpress.schema.source import SourceKind

_TYPES: tuple[RecordType, ...] = ("article", "entity", "source", "claim", "page")

Files = list[tuple[str, bytes]]


def import_into(
    found: Project, file: InputFile, *, name: str, source_kind: SourceKind, new: bool
) -> tuple[Imported | None, tuple[str, ...], tuple[Diagnostic, ...]]:
    """Write what a file gives.

    Args:
        found: The dossier.
        file: Stand-off JSON.
        name: Names the folders of the import.
        source_kind: For sources whose kind the data does not tell.
        new: Whether the dossier is still to be made, with its site.yml.

    Returns:
        What the file gives, the paths that were written, and what kept it from being imported:
        with any of these nothing is written.
    """
    standoff, problems = read(file.data, path=file.name)
    if standoff is None:
        return None, (), problems
    before = _first_settings(name) if new else (found.root / SETTINGS).read_bytes()
    holdings, problems = _first_holdings(before) if new else read_holdings(found)
    if holdings is None:
        return None, (), problems
    imported = convert(
        standoff,
        name=name,
        known=_known(holdings, name),
        source_kind=source_kind,
        today=as_of().date(),
    )
    if new:
        before = described(before.decode(), imported.report, file=file.name).encode()
    files = [(path, text.encode()) for path, text in imported.files]
    added = settings.additions(imported.kinds, imported.relation_types)
    after = settings.extend(before.decode("utf-8-sig"), added) if added else None
    problems = (
        *(_occupied(path) for path in differing(found.root, files)),
        *((_unsettled(added),) if added and after is None else ()),
    )
    if problems:
        return imported, (), problems
    if new:
        files = [(SETTINGS, after.encode() if after else before), _ignore(), *files]
    if new or after is None:
        return imported, write_new(found.root, files), ()
    return imported, (SETTINGS, *_settle_and_write(found.root, before, after, files)), ()


def _settle_and_write(root: Path, before: bytes, after: str, files: Files) -> tuple[str, ...]:
    """Change site.yml and write the files, or neither."""
    replace(root / SETTINGS, after.encode())
    try:
        return write_new(root, files)
    except BaseException:
        replace(root / SETTINGS, before)
        raise


def _first_settings(name: str) -> bytes:
    return first_settings(starter_file(SETTINGS).decode(), name=name).encode()


def _first_holdings(data: bytes) -> tuple[Holdings | None, tuple[Diagnostic, ...]]:
    config, problems = read_config(data)
    return (Holdings(files=(), config=config, records=()) if config else None), problems


def _ignore() -> tuple[str, bytes]:
    return ".gitignore", starter_file(".gitignore")


def _known(holdings: Holdings, name: str) -> Known:
    config = holdings.config
    own = folders(name)
    inverses: Iterable[str | None] = (one.inverse for one in config.relation_types.values())
    return Known(
        ids=tuple((type_, holdings.ids(type_, apart_from=own)) for type_ in _TYPES),
        kinds=frozenset(config.kinds),
        relation_types=frozenset(config.relation_types) | frozenset(filter(None, inverses)),
    )


def _occupied(path: str) -> Diagnostic:
    return Diagnostic(
        code="import-exists",
        path=path,
        message="the import would write this file, which is there with other content",
        hint="move the file away, or give the import another name with `--name`",
    )


def _unsettled(added: dict[str, dict[str, dict[str, str]]]) -> Diagnostic:
    words = " and ".join(f"{len(entries)} of `{key}:`" for key, entries in added.items())
    return Diagnostic(
        code="import-settings",
        path=SETTINGS,
        message=f"the data needs {words}, which cannot be added here without changing other lines",
        hint="write each of these keys on a line of its own with its entries below it,"
        " or add the entries that are printed",
    )
