"""What older files say, in the words of today: the same text with a few keys written anew.

Everything else stays as its author wrote it, to the byte: order, comments, quotes and newlines. A
file is only rewritten if it says afterwards exactly what it said before, and is left alone else.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from dossierpress.diagnostics import Span, severity_of
from dossierpress.located_yaml import Mapping, Node, Sequence, Text, read
from dossierpress.model.content import ContentFile, ParseConfig, Parsed
from dossierpress.parse import parse
from dossierpress.parse.split import split
from dossierpress.schema.annotation import Annotation
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import ClaimMatter, Report
from dossierpress.schema.older_names import older_names
from dossierpress.schema.parts import Access, Copy
from dossierpress.web_archives import is_web_archive

_COUNTED = ("fact", "act")
"""Kinds of claims of which origins are counted; of others no basis is asked for."""
_NEWLINE = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the rest of the dossier says of the words of one file."""

    config: ParseConfig
    archives: tuple[str, ...]
    """Hosts of the desk's own archives."""
    with_basis: frozenset[str]
    """Ids of the sources that say how they know what they report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """A file in the words of today."""

    data: bytes
    reports: int
    """Reports that say now that their basis is not stated."""
    copies: int
    """Copies that are no longer called archived."""
    keys: int
    """Keys of annotations that have their new name."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text of one line in place of other text, or new text where `length` is 0."""

    line: int
    column: int
    length: int
    text: str
    counts_as: Literal["report", "copy", "key"]


def migrate(file: ContentFile, rules: Rules) -> Migrated | None:
    """Write a file anew.

    Returns:
        None where nothing in it is of the older kind.

    Raises:
        ValueError: It would not say the same afterwards; it has mistakes, or is written in a way
            that cannot be told apart line by line.
    """
    if file.type == "media":
        return None
    text = file.data.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    newlines = _NEWLINE.findall(text)
    lines = _NEWLINE.split(text.removeprefix(mark))
    edits = list(_edits(file, lines, rules))
    if not edits:
        return None
    if len(set(newlines)) > 1:
        raise ValueError(file.path)
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


def _edits(file: ContentFile, lines: list[str], rules: Rules) -> Iterator[_Edit]:
    text, first = "\n".join(lines), 1
    if file.type != "media" and file.path.endswith(".md"):
        text, first = split(text, path=file.path, type_=file.type)[0].matter or "", 2
    node, _ = read(text, path=file.path, first_line=first)
    for record in _items(node):
        if file.type == "claim":
            yield from _of_claim(record, lines, rules)
        elif file.type == "article":
            yield from _of_article(record, lines, rules)
        yield from _copies(record, lines, rules)


def _of_article(node: Mapping, lines: list[str], rules: Rules) -> Iterator[_Edit]:
    for claim in _items(node.get("claims")):
        yield from _of_claim(claim, lines, rules)
    newer = older_names(Annotation)
    for note in _items(node.get("annotations")):
        for key in note:
            if key in newer and newer[key] not in note:
                at = note.keys_at[key]
                yield _Edit(at.line, at.column, len(key), newer[key], "key")


def _of_claim(node: Mapping, lines: list[str], rules: Rules) -> Iterator[_Edit]:
    if node.get("kind", "fact") not in _COUNTED:
        return
    for report in _items(node.get("reports")):
        by = report.get("by")
        if not isinstance(by, Text) or not _is_bare(by, report, rules):
            continue
        end = _end(by, lines)
        if _is_flow(report, lines):
            yield _Edit(by.span.line, end, 0, ", basis: not-stated", "report")
        else:
            line, at = by.span.line, report.keys_at["by"]
            indent = " " * (at.column - 1)
            yield _Edit(line, len(lines[line - 1]) + 1, 0, f"\n{indent}basis: not-stated", "report")


def _is_bare(by: str, report: Collection[str], rules: Rules) -> bool:
    return (
        "citing" not in report
        and "basis" not in report
        and by.removeprefix("source:") not in rules.with_basis
    )


def _copies(node: Node | None, lines: list[str], rules: Rules) -> Iterator[_Edit]:
    """Addresses under `archived` that are in no web archive, wherever they stand."""
    if isinstance(node, Sequence):
        for item in node:
            yield from _copies(item, lines, rules)
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _copies(value, lines, rules)
        url = node.get("archived")
        if (
            isinstance(url, Text)
            and "copy" not in node
            and not is_web_archive(url, rules.archives)
            and node.keys_at["archived"].line == url.span.line
        ):
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


def _items(node: Node | None) -> Iterator[Mapping]:
    for item in node if isinstance(node, Sequence) else [node]:
        if isinstance(item, Mapping):
            yield item


def _is_flow(node: Mapping, lines: list[str]) -> bool:
    return _letter(node.span, lines) == "{"


def _letter(span: Span, lines: list[str]) -> str:
    return lines[span.line - 1][span.column - 1 : span.column]


def _end(value: Text, lines: list[str]) -> int:
    """The column behind a value that stands on one line, its quotes included."""
    end = value.span.column + value.span.length
    return end if value.plain or lines[value.span.line - 1][end - 1 : end] not in "\"'" else end + 1


def _check(file: ContentFile, data: bytes, rules: Rules) -> None:
    """Refuse a text that does not say what the older one said."""
    before = parse(file, rules.config)
    if any(severity_of(one.code) == "error" for one in before.diagnostics):
        raise ValueError(file.path)
    after = parse(replace(file, data=data), rules.config)
    meant = [_in_words_of_today(one.matter, rules) for one in before.records]
    if _told(before) != _told(after) or meant != [one.matter for one in after.records]:
        raise ValueError(file.path)


def _told(parsed: Parsed) -> list[str]:
    return sorted(one.code for one in parsed.diagnostics)


def _in_words_of_today(value: Any, rules: Rules, *, counted: bool = True) -> Any:
    """What a record has to say afterwards."""
    if isinstance(value, tuple):
        return tuple(_in_words_of_today(one, rules, counted=counted) for one in value)
    if not isinstance(value, Matter):
        return value
    if isinstance(value, ClaimMatter):
        counted = value.kind in _COUNTED
    changed = {
        name: new
        for name in type(value).model_fields
        if (new := _in_words_of_today(old := getattr(value, name), rules, counted=counted)) != old
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
