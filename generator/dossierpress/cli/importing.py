"""Import one file into a dossier on disk: all of it, or nothing and the reasons.

The input is a regular file of a bounded size that may be JSON. A stand-off file is written as new
files (`import_standoff`); web annotations give entries to paste, and nothing is written
(`read_annotations`). Both have a summary for people and values for programs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from dossierpress.cli.init import starter_file
from dossierpress.cli.new_files import occupied_paths, replace_file, write_new_files
from dossierpress.cli.options import as_of
from dossierpress.importers import site_settings
from dossierpress.importers.ids import TakenNames
from dossierpress.importers.recognise import READS, recognise_format
from dossierpress.importers.report import ImportReport, NotRepresented, counted
from dossierpress.importers.site_settings import first_settings, with_description
from dossierpress.importers.standoff.convert import Imported, convert_standoff, folders_of_import
from dossierpress.importers.standoff.read import read_standoff
from dossierpress.importers.text_output import to_yaml
from dossierpress.importers.web_annotations.convert import (
    AnnotationEntries,
    convert_web_annotations,
    read_web_annotations,
)
from dossierpress.kernel import routes
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key, RecordType
from dossierpress.pipeline.records import DossierRecords, read_dossier_records
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.read_site import read_config
from dossierpress.schema.source import SourceKind
from dossierpress.source import regular_file
from dossierpress.source.project import SETTINGS, Project


class ImportFile(Struct, frozen=True, kw_only=True, gc=False):
    """A file that was read."""

    name: str
    data: bytes


def read_import_file(file: Path, *, limit: int) -> ImportFile | Diagnostic:
    """Read a file of at most `limit` bytes, or return why it cannot be imported."""
    if file.exists() and not file.is_file():
        message = "it is a pipe, a device or a socket, and not a file"
        return _not_readable(file, message, "save what comes out of it as a file first")
    try:
        # A link that the user names is resolved once, and no other link while reading.
        data = regular_file.read_regular_file(file.resolve(), limit=limit)
    except regular_file.TooBigError as error:
        return Diagnostic(
            code="import-too-big",
            path=file.name,
            message=f"{error.size:,} bytes, over the limit of {limit:,}",
            hint="split it and import each part;"
            " `limits: {import_bytes: …}` in site.yml allows more",
        )
    except OSError as error:
        return _not_readable(file, f"it cannot be read: {error.strerror or error}", None)
    is_ = recognise_format(data)
    if is_ is None:
        return ImportFile(name=file.name, data=data)
    return _not_readable(file, is_, READS)


def _not_readable(file: Path, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(code="import-file", path=file.name, message=message, hint=hint)


_TYPES: tuple[RecordType, ...] = ("article", "entity", "source", "claim", "page")

NewFiles = list[tuple[str, bytes]]


def import_standoff(
    found: Project, file: ImportFile, *, name: str, source_kind: SourceKind, new: bool
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
    standoff, problems = read_standoff(file.data, path=file.name)
    if standoff is None:
        return None, (), problems
    before = _first_settings(name) if new else (found.root / SETTINGS).read_bytes()
    holdings, problems = _first_holdings(before) if new else read_dossier_records(found)
    if holdings is None:
        return None, (), problems
    imported = convert_standoff(
        standoff,
        name=name,
        known=_taken_names(holdings, name),
        source_kind=source_kind,
        today=as_of().date(),
    )
    if new:
        before = with_description(before.decode(), imported.report, file=file.name).encode()
    files = [(path, text.encode()) for path, text in imported.files]
    added = site_settings.settings_to_add(imported.kinds, imported.relation_types)
    after = site_settings.extend_settings(before.decode("utf-8-sig"), added) if added else None
    problems = (
        *(_occupied(path) for path in occupied_paths(found.root, files)),
        *((_settings_not_added(added),) if added and after is None else ()),
    )
    if problems:
        return imported, (), problems
    if new:
        files = [(SETTINGS, after.encode() if after else before), _ignore(), *files]
    if new or after is None:
        return imported, write_new_files(found.root, files), ()
    return imported, (SETTINGS, *_write_with_settings(found.root, before, after, files)), ()


def _write_with_settings(root: Path, before: bytes, after: str, files: NewFiles) -> tuple[str, ...]:
    """Write site.yml and the files, or neither."""
    replace_file(root / SETTINGS, after.encode())
    try:
        return write_new_files(root, files)
    except BaseException:
        replace_file(root / SETTINGS, before)
        raise


def _first_settings(name: str) -> bytes:
    return first_settings(starter_file(SETTINGS).decode(), name=name).encode()


def _first_holdings(data: bytes) -> tuple[DossierRecords | None, tuple[Diagnostic, ...]]:
    config, problems = read_config(data)
    return (DossierRecords(files=(), config=config, records=()) if config else None), problems


def _ignore() -> tuple[str, bytes]:
    return ".gitignore", starter_file(".gitignore")


def _taken_names(holdings: DossierRecords, name: str) -> TakenNames:
    config = holdings.config
    own = folders_of_import(name)
    inverses: Iterable[str | None] = (one.inverse for one in config.relation_types.values())
    return TakenNames(
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


def _settings_not_added(added: dict[str, dict[str, dict[str, str]]]) -> Diagnostic:
    words = " and ".join(f"{len(entries)} of `{key}:`" for key, entries in added.items())
    return Diagnostic(
        code="import-settings",
        path=SETTINGS,
        message=f"the data needs {words}, which cannot be added here without changing other lines",
        hint="write each of these keys on a line of its own with its entries below it,"
        " or add the entries that are printed",
    )


_MOST_GROUPS = 20
_OF_ONE = re.compile(r"`[^`]*`|\d+")
_INDEX = re.compile(r"\[\d+\]")

_Group = tuple[str, str, str]


def standoff_summary(imported: Imported, written: Sequence[str]) -> tuple[str, ...]:
    """Counts, recall, and what could not be represented with its reasons."""
    report = imported.report
    wrote = (
        f"wrote {counted(len(written), 'file')}: {counted(report.articles, 'article')},"
        f" {counted(report.entities, 'entity')}, {counted(report.sources, 'source')},"
        f" {counted(report.relations, 'relation')}, {counted(report.links, 'link')}"
    )
    linked = (
        f"{report.mentions} of {counted(report.mentions_read, 'mention')} of named entities"
        f" {'leads' if report.mentions == 1 else 'lead'} to them (recall {report.recall:.4f});"
        f" {report.unnamed_mentions} of common nouns"
        f" {'is' if report.unnamed_mentions == 1 else 'are'} plain text"
    )
    lines = [wrote, linked, *_sayings(report)]
    if report.claims or report.quotations or report.relations:
        lines.append(
            "claims, quotations and relations are not published before somebody has looked at them:"
            " `dossier list review` shows them"
        )
    for key, entries in (("kinds", imported.kinds), ("relation_types", imported.relation_types)):
        if entries:
            lines.append(f"site.yml has new `{key}`: {', '.join(entries)}")
    if report.not_represented:
        lines.append("not represented:")
        lines += _grouped(report)
    return tuple(lines)


def _sayings(report: ImportReport) -> list[str]:
    if not report.attributions_read and not report.quotes_read:
        return []
    became = (
        f"{report.claims} of {counted(report.attributions_read, 'attribution')} became claims,"
        f" {report.quotations} of {counted(report.quotes_read, 'quote')} quotations"
    )
    return [became]


def standoff_values(imported: Imported) -> dict[str, Any]:
    """The report as plain values for JSON; every single thing that is not represented."""
    report = imported.report
    counts = {
        name: getattr(report, name)
        for name in report.__struct_fields__
        if name != "not_represented"
    }
    return {
        "counts": counts,
        "recall": report.recall,
        "kinds": list(imported.kinds),
        "relation_types": list(imported.relation_types),
        "not_represented": to_builtins(report.not_represented),
    }


def _grouped(report: ImportReport) -> list[str]:
    """One line for each kind of thing and reason, with the first of them as an example."""
    counts: Counter[_Group] = Counter()
    first: dict[_Group, NotRepresented] = {}
    for one in report.not_represented:
        key = (one.thing, *_kind_of(one))
        counts[key] += one.count
        first.setdefault(key, one)
    lines = [_line_of_group(first[key], count) for key, count in counts.most_common(_MOST_GROUPS)]
    rest = len(counts) - len(lines)
    return [*lines, f"  … and {rest} more; `--json` lists all"] if rest else lines


def _kind_of(one: NotRepresented) -> tuple[str, str]:
    """The group of an entry: a field by its key, anything else by its reason."""
    if one.thing != "field":
        return _OF_ONE.sub("", one.reason.partition(" (")[0]), ""
    unknown = one.what if one.where.endswith(("[*]", "$")) else ""
    return _INDEX.sub("", one.where), unknown


def _line_of_group(one: NotRepresented, count: int) -> str:
    return f"  {counted(count, one.thing)}: {one.reason} (`{one.what}` at {one.where})"


_MOST_LISTED = 100


class ReadAnnotations(Struct, frozen=True, kw_only=True, gc=False):
    """The result of reading a file of annotations, or why it failed."""

    annotated: AnnotationEntries | None
    problems: tuple[Diagnostic, ...]


def read_annotations(found: Project, file: ImportFile) -> ReadAnnotations:
    """Read what `file` holds; nothing is written: the articles are there and somebody's own."""
    document, problems = read_web_annotations(file.data, path=file.name)
    if document is None:
        return ReadAnnotations(annotated=None, problems=problems)
    holdings, problems = read_dossier_records(found)
    if holdings is None:
        return ReadAnnotations(annotated=None, problems=problems)
    return ReadAnnotations(
        annotated=convert_web_annotations(document, _addresses(holdings)), problems=()
    )


def entries_to_paste(annotated: AnnotationEntries) -> str:
    """YAML for each article, under the path of its file."""
    return "\n".join(
        f"# {path}\n{to_yaml({'annotations': list(entries)})}"
        for path, entries in annotated.entries.items()
    )


def annotations_summary(annotated: AnnotationEntries) -> tuple[str, ...]:
    """Counts, and each thing that is left out with its reason."""
    made = sum(len(entries) for entries in annotated.entries.values())
    first = (
        f"{annotated.annotations_taken} of {counted(annotated.annotations_read, 'annotation')}"
        f" gave {counted(made, 'entry')} for {counted(len(annotated.entries), 'article')};"
        " nothing is written"
    )
    lines = [first]
    if annotated.not_represented:
        lines.append("not represented:")
        lines += [_line_of_left_out(one) for one in annotated.not_represented[:_MOST_LISTED]]
        rest = len(annotated.not_represented) - _MOST_LISTED
        lines += [f"  … and {rest} more; `--json` lists all"] if rest > 0 else []
    return tuple(lines)


def annotations_values(annotated: AnnotationEntries) -> dict[str, Any]:
    """The same as plain values for JSON."""
    reasons = Counter(one.thing for one in annotated.not_represented)
    return {
        "counts": {
            "annotations_read": annotated.annotations_read,
            "annotations_taken": annotated.annotations_taken,
            "entries": sum(len(entries) for entries in annotated.entries.values()),
            "left_out": reasons["annotation"],
        },
        "annotations": [
            {"path": path, "annotations": [dict(one) for one in entries]}
            for path, entries in annotated.entries.items()
        ],
        "not_represented": to_builtins(annotated.not_represented),
    }


def _addresses(holdings: DossierRecords) -> dict[str, tuple[str, ...]]:
    """Address -> files of the articles with that page or that origin."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for record in holdings.records:
        if isinstance(record.matter, ArticleMatter):
            for address in _addresses_of(record.matter, record.id, holdings.config.url):
                found[address][record.path] = None
    return {address: tuple(paths) for address, paths in found.items()}


def _addresses_of(matter: ArticleMatter, id_: str, site: str | None) -> Sequence[str]:
    page = routes.record(Key(type="article", id=id_))
    own = [f"{site.rstrip('/')}/{page}"] if site else []
    return [*own, matter.origin.url] if matter.origin and matter.origin.url else own


def _line_of_left_out(one: NotRepresented) -> str:
    times = f" ({one.count} times)" if one.count > 1 else ""
    return f"  {one.where}: {one.reason}: `{one.what}`{times}"
