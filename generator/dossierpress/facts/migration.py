"""Migrate files to the current keys: the same text with a few keys rewritten.

Everything else stays as its author wrote it, to the byte: order, comments, quotes and newlines. A
file is rewritten only if it means exactly the same afterwards; else it is left unchanged.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.facts.front_matter import split_front_matter
from dossierpress.facts.records import parse_file
from dossierpress.kernel.diagnostics import Span, severity_of
from dossierpress.kernel.web_archives import is_web_archive
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.located_yaml.reader import read
from dossierpress.model.content import Parsed
from dossierpress.schema.access import Access, Copy
from dossierpress.schema.annotation import Annotation
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import COUNTED_KINDS, ClaimMatter, Report
from dossierpress.schema.compat import older_names
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.source.files import ContentFile

_NEWLINE = re.compile("\r\n?|\n")
_BY_HAND = "write `basis: not-stated`, `copy: {…}`, `based_on` or `about` there by hand"


class LeftAloneError(ValueError):
    """A file cannot be migrated: why, and what to do."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint


class MigrationRules(Struct, frozen=True, kw_only=True, gc=False):
    """Facts from the rest of the dossier that the migration of a file depends on."""

    config: ParseConfig
    archives: tuple[str, ...]
    """Hosts of the desk's own archives."""
    with_basis: frozenset[str]
    """Ids of the sources whose records give a basis."""


class Migrated(Struct, frozen=True, kw_only=True, gc=False):
    """A migrated file."""

    data: bytes
    reports: int
    """Number of reports that now say that their basis is not stated."""
    copies: int
    """Number of copies that are no longer called archived."""
    keys: int
    """Number of annotation keys that have their new name."""


class _Edit(Struct, frozen=True, gc=False):
    """A replacement within one line, or an insertion where `length` is 0."""

    line: int
    column: int
    length: int
    text: str
    counts_as: Literal["report", "copy", "key"]


def migrate_file(file: ContentFile, rules: MigrationRules) -> Migrated | None:
    """Migrate a file.

    Returns:
        The migrated file; None if it has no older keys.

    Raises:
        LeftAloneError: It would not mean the same afterwards; it has mistakes, or is written in a
            way that cannot be edited line by line.
    """
    if file.type == "media":
        return None
    try:
        text = file.data.decode("utf-8")
    except UnicodeDecodeError:
        raise _mistakes() from None
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    newlines = _NEWLINE.findall(text)
    lines = _NEWLINE.split(text.removeprefix(mark))
    edits = list(_edits(file, lines, rules))
    if not edits:
        return None
    if len(set(newlines)) > 1:
        raise LeftAloneError(
            "its lines end in two ways",
            "let your editor give all of them one end, and run `dossier migrate` again",
        )
    for edit in sorted(edits, key=lambda one: (one.line, one.column), reverse=True):
        line, start = lines[edit.line - 1], edit.column - 1
        lines[edit.line - 1] = line[:start] + edit.text + line[start + edit.length :]
    data = (mark + "\n".join(lines).replace("\n", newlines[0] if newlines else "\n")).encode()
    _check(file, data, rules)
    return Migrated(
        data=data,
        reports=sum(one.counts_as == "report" for one in edits),
        copies=sum(one.counts_as == "copy" for one in edits),
        keys=sum(one.counts_as == "key" for one in edits),
    )


def _edits(file: ContentFile, lines: list[str], rules: MigrationRules) -> Iterator[_Edit]:
    text, first = "\n".join(lines), 1
    if file.type != "media" and file.path.endswith(".md"):
        text, first = split_front_matter(text, path=file.path, type_=file.type)[0].matter or "", 2
    node, problems = read(text, path=file.path, first_line=first)
    if any(severity_of(one.code) == "error" for one in problems):
        raise _mistakes()
    for record in _items(node):
        if file.type == "claim":
            yield from _of_claim(record, lines, rules)
        elif file.type == "article":
            yield from _of_article(record, lines, rules)
        yield from _copies(record, lines, rules)


def _of_article(node: MappingNode, lines: list[str], rules: MigrationRules) -> Iterator[_Edit]:
    for claim in _items(node.get("claims")):
        yield from _of_claim(claim, lines, rules)
    newer = older_names(Annotation)
    for note in _items(node.get("annotations")):
        for key in note:
            if key in newer and newer[key] not in note:
                at = note.keys_at[key]
                yield _Edit(at.line, at.column, len(key), newer[key], "key")


def _of_claim(node: MappingNode, lines: list[str], rules: MigrationRules) -> Iterator[_Edit]:
    if node.get("kind", "fact") not in COUNTED_KINDS:
        return
    for report in _items(node.get("reports")):
        if _is_bare(report, rules):
            yield _basis(report, lines)


def _is_bare(report: MappingNode, rules: MigrationRules) -> bool:
    by = report.get("by")
    party = by.get("id") if isinstance(by, MappingNode) else by
    return (
        isinstance(party, ScalarNode)
        and not report.get("citing")
        and report.get("basis") is None
        and party.removeprefix("source:") not in rules.with_basis
    )


def _basis(report: MappingNode, lines: list[str]) -> _Edit:
    """Insert the basis after `by` if that is on one line; else before it."""
    if "basis" in report:
        at = report.keys_at["basis"]
        colon = lines[at.line - 1].find(":", at.column - 1 + len("basis"))
        return _Edit(at.line, colon + 2, 0, " not-stated", "report")
    by, key = report["by"], report.keys_at["by"]
    flow = _is_flow(report, lines)
    if isinstance(by, ScalarNode) and _is_on_one_line(by, lines):
        line, end = by.span.line, _end(by, lines)
        if flow:
            return _Edit(line, end, 0, ", basis: not-stated", "report")
        indent = " " * (key.column - 1)
        return _Edit(line, len(lines[line - 1]) + 1, 0, f"\n{indent}basis: not-stated", "report")
    quoted = lines[key.line - 1][key.column - 2 : key.column - 1] in ("'", '"')
    start = key.column - quoted
    more = ", " if flow else f"\n{' ' * (start - 1)}"
    return _Edit(key.line, start, 0, f"basis: not-stated{more}", "report")


def _copies(node: Node | None, lines: list[str], rules: MigrationRules) -> Iterator[_Edit]:
    """Edit addresses under `archived` that are not in a web archive, at any depth."""
    if isinstance(node, SequenceNode):
        for item in node:
            yield from _copies(item, lines, rules)
    elif isinstance(node, MappingNode):
        for value in node.values():
            yield from _copies(value, lines, rules)
        url = node.get("archived")
        if (
            isinstance(url, ScalarNode)
            and not node.get("copy")
            and not is_web_archive(url, rules.archives)
        ):
            if (
                "copy" in node
                or node.keys_at["archived"].line != url.span.line
                or not _is_on_one_line(url, lines)
            ):
                raise LeftAloneError(
                    f"what stands under `archived` in line {node.keys_at['archived'].line} is"
                    " written in a way that cannot be changed safely",
                    "write `copy: {kind: reprint, url: …}` there by hand",
                )
            at, end = node.keys_at["archived"], _end(url, lines)
            written = lines[at.line - 1][url.span.column - 1 - (not url.plain) : end - 1]
            inside = written if not url.plain or _is_flow(node, lines) else f'"{url}"'
            yield _Edit(
                at.line,
                at.column,
                end - at.column,
                f"copy: {{kind: reprint, url: {inside}}}",
                "copy",
            )


def _items(node: Node | None) -> Iterator[MappingNode]:
    for item in node if isinstance(node, SequenceNode) else [node]:
        if isinstance(item, MappingNode):
            yield item


def _is_on_one_line(value: ScalarNode, lines: list[str]) -> bool:
    """Whether a value is written on one line, without folds and escapes."""
    start = value.span.column - 1
    written = str(value) if value.plain else value.replace("'", "''")
    return lines[value.span.line - 1][start:].startswith((str(value), written))


def _is_flow(node: MappingNode, lines: list[str]) -> bool:
    return _letter(node.span, lines) == "{"


def _letter(span: Span, lines: list[str]) -> str:
    return lines[span.line - 1][span.column - 1 : span.column]


def _end(value: ScalarNode, lines: list[str]) -> int:
    """The column after a value on one line, its quotes included."""
    end = value.span.column + value.span.length
    return end if value.plain or lines[value.span.line - 1][end - 1 : end] not in "\"'" else end + 1


def _mistakes() -> LeftAloneError:
    return LeftAloneError(
        "it has mistakes",
        "`dossier check` names them; mend them, and run `dossier migrate` again",
    )


def _check(file: ContentFile, data: bytes, rules: MigrationRules) -> None:
    """Refuse a text that does not mean what the older one meant."""
    before = parse_file(file, rules.config)
    if any(severity_of(one.code) == "error" for one in before.diagnostics):
        raise _mistakes()
    after = parse_file(replace(file, held=data), rules.config)
    meant = [_migrated(one.matter, rules) for one in before.records]
    # A tab after an address is no longer reported once a brace stands between them.
    if _codes_of(after) - _codes_of(before) or meant != [one.matter for one in after.records]:
        raise LeftAloneError(
            "it is written in a way that cannot be changed safely, line by line", _BY_HAND
        )


def _codes_of(parsed: Parsed) -> Counter[str]:
    return Counter(one.code for one in parsed.diagnostics)


def _migrated(value: Any, rules: MigrationRules, *, counted: bool = True) -> Any:
    """The value that a record must have after the migration."""
    if isinstance(value, tuple):
        return tuple(_migrated(one, rules, counted=counted) for one in value)
    if not isinstance(value, Matter):
        return value
    if isinstance(value, ClaimMatter):
        counted = value.kind in COUNTED_KINDS
    changed = {
        name: new
        for name in type(value).model_fields
        if (new := _migrated(old := getattr(value, name), rules, counted=counted)) != old
    }
    if (
        isinstance(value, Access)
        and value.archived
        and not value.copy_
        and not is_web_archive(value.archived, rules.archives)
    ):
        changed |= {"archived": None, "copy_": (Copy(kind="reprint", url=value.archived),)}
    if (
        counted
        and isinstance(value, Report)
        and value.by.id
        and not value.citing
        and value.basis is None
        and value.by.id.removeprefix("source:") not in rules.with_basis
    ):
        changed["basis"] = "not-stated"
    return value.model_copy(update=changed) if changed else value
