"""Read a file of web annotations for a dossier on disk: entries to paste, and what is left out."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, to_builtins

from dossierpress import routes
from dossierpress.cli.import_input import InputFile
from dossierpress.cli.records import Holdings, read_holdings
from dossierpress.diagnostics import Diagnostic
from dossierpress.importers.counted import counted
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.web_annotations import Annotated, convert, read
from dossierpress.importers.yaml_text import to_yaml
from dossierpress.model.key import Key
from dossierpress.project import Project
from dossierpress.schema.article import ArticleMatter

_SHOWN = 100


class ReadAnnotations(Struct, frozen=True, kw_only=True, gc=False):
    """What a file of annotations came to, or why it came to nothing."""

    annotated: Annotated | None
    problems: tuple[Diagnostic, ...]


def read_annotations(found: Project, file: InputFile) -> ReadAnnotations:
    """Read what `file` holds; nothing is written: the articles are there and somebody's own."""
    document, problems = read(file.data, path=file.name)
    if document is None:
        return ReadAnnotations(annotated=None, problems=problems)
    holdings, problems = read_holdings(found)
    if holdings is None:
        return ReadAnnotations(annotated=None, problems=problems)
    return ReadAnnotations(annotated=convert(document, _addresses(holdings)), problems=())


def to_paste(annotated: Annotated) -> str:
    """YAML for each article, under the path of its file."""
    return "\n".join(
        f"# {path}\n{to_yaml({'annotations': list(entries)})}"
        for path, entries in annotated.entries.items()
    )


def summary(annotated: Annotated) -> tuple[str, ...]:
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
        lines += [_line(one) for one in annotated.not_represented[:_SHOWN]]
        rest = len(annotated.not_represented) - _SHOWN
        lines += [f"  … and {rest} more; `--json` lists all"] if rest > 0 else []
    return tuple(lines)


def values(annotated: Annotated) -> dict[str, Any]:
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


def _addresses(holdings: Holdings) -> dict[str, tuple[str, ...]]:
    """Address -> files of the articles that stand there, or were taken from there."""
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


def _line(one: NotRepresented) -> str:
    times = f" ({one.count} times)" if one.count > 1 else ""
    return f"  {one.where}: {one.reason}: `{one.what}`{times}"
