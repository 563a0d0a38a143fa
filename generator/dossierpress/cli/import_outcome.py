"""What an import came to, for people and for programs."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import to_builtins

from dossierpress.importers.counted import counted
from dossierpress.importers.report import ImportReport, NotRepresented
from dossierpress.importers.standoff import Imported

_SHOWN = 20
_OF_ONE = re.compile(r"`[^`]*`|\d+")
_INDEX = re.compile(r"\[\d+\]")

_Group = tuple[str, str, str]


def summary(imported: Imported, written: Sequence[str]) -> tuple[str, ...]:
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


def values(imported: Imported) -> dict[str, Any]:
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
    lines = [_line(first[key], count) for key, count in counts.most_common(_SHOWN)]
    rest = len(counts) - len(lines)
    return [*lines, f"  … and {rest} more; `--json` lists all"] if rest else lines


def _kind_of(one: NotRepresented) -> tuple[str, str]:
    """What it has in common with others: a field its key, anything else its reason."""
    if one.thing != "field":
        return _OF_ONE.sub("", one.reason.partition(" (")[0]), ""
    unknown = one.what if one.where.endswith(("[*]", "$")) else ""
    return _INDEX.sub("", one.where), unknown


def _line(one: NotRepresented, count: int) -> str:
    return f"  {counted(count, one.thing)}: {one.reason} (`{one.what}` at {one.where})"
