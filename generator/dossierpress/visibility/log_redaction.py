"""Log redaction: what a log may show of a diagnostic, so that it reveals nothing withheld.

`Redaction` drops or shortens a diagnostic that reveals a withheld record, quotes one of its lines,
or is about a withheld part of a published record.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick
from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.diagnostics.code_table import code_named
from dossierpress.kernel.key import Key
from dossierpress.model.body import Block
from dossierpress.model.content import Parsed, Record, key_of
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.shared_types import Reviewed, Timed, Timing, parts_of
from dossierpress.source.files import ContentFile
from dossierpress.visibility.leak_check.secret import Secret, is_telling, plain
from dossierpress.visibility.meant_as_withheld import may_be_meant_as_withheld


def private_lines(
    parsed: Iterable[Parsed], names: Collection[str] = ()
) -> tuple[tuple[str, int, int], ...]:
    """(file, first line, last line) of every withheld annotation, quotation, relation and report.

    Diagnostics on one quote words of it that may be in no published text.

    Args:
        parsed: All files.
        names: References to withheld records, `id` and `type:id`: their reports are withheld.
    """
    return tuple(
        (record.path, first, last)
        for file in parsed
        for record in file.records
        for first, last in _of_record(record, names)
    )


def _of_record(record: Record, names: Collection[str]) -> Iterator[tuple[int, int]]:
    withheld = [
        f"{key}/{number}"
        for key, parts in parts_of(record.matter)
        for number, one in enumerate(parts)
        if one.withheld
    ]
    if isinstance(record.matter, ClaimMatter):
        withheld += [
            f"reports/{number}"
            for number, report in enumerate(record.matter.reports)
            if report.by.id in names
        ]
    if not withheld:
        return
    body = [piece.line for piece in record.body.pieces if isinstance(piece, Block)]
    begins = sorted({*(span.line for _, span in record.locations), *body[:1]})
    for pointer in withheld:
        own = [
            span.line
            for place, span in record.locations
            if place == pointer or place.startswith(f"{pointer}/")
        ]
        if own:
            # A text of several lines ends where the next entry begins.
            after = next((line for line in begins if line > max(own)), max(own) + 1)
            yield min(own), after - 1


Stretch = tuple[str, int, int]
"""(content file, first line, last line)."""

_LAST = 2**31
_LITERAL = re.compile(r"`([^`]*)`")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WAYS_OUT = "write `status: draft`, `private: true` or `embargo_until: …`"


class Redaction(Struct, frozen=True, kw_only=True, dict=True):
    """Redacts diagnostics for a log."""

    withheld: tuple[Stretch, ...] = ()
    """Lines of withheld records, and of withheld parts of published ones."""
    doubtful: frozenset[str] = frozenset()
    """Files that their authors may have meant to withhold, as a whole or in part."""
    secrets: tuple[Secret, ...] = ()
    ids: frozenset[str] = frozenset()
    """Ids that only withheld records have."""
    records: frozenset[str] = frozenset()
    """`type:id` of the withheld records."""

    @property
    def keeps_anything(self) -> bool:
        """Whether there is anything that a log must not show."""
        return bool(self.withheld or self.doubtful or self.secrets)

    def redacted(self, message: Diagnostic) -> Diagnostic | None:
        """Return the diagnostic as a log may show it; None if the log may only count it.

        In doubtful files, and where the message itself would reveal something, only the place and
        a message without any words of the author are left.
        """
        line = message.span.line if message.span else 0
        if code_named(message.code).withheld or self.holds(message.path, line):
            return None
        if message.path in self.doubtful:
            return _in_neutral_words(message)
        if self.reveals(message.message, beside=message.path):
            # Such as a private name in a published text: its place reveals nothing.
            return None if self.reveals(message.path) else _in_neutral_words(message)
        # The id closest to a misspelt one may be that of a withheld record.
        if not self.records.isdisjoint(message.names):
            return replace(message, hint=None, fixes=(), notes=(), names=())
        hint = message.hint
        if any(self.reveals(fix.text, beside=message.path) for fix in message.fixes):
            hint, message = None, replace(message, fixes=(), names=())
        return replace(
            message,
            hint=None if hint is not None and self.reveals(hint, beside=message.path) else hint,
            notes=tuple(
                note
                for note in message.notes
                if not self.reveals(note.message, beside=message.path)
                and (
                    note.path is None or self.quotes(note.path, note.span.line if note.span else 0)
                )
            ),
        )

    def quotes(self, path: str, line: int) -> bool:
        """Whether the place of a line allows a log to name the file and show the line."""
        return path not in self.doubtful and not self.holds(path, line)

    def holds(self, path: str, line: int) -> bool:
        """Whether a line (0 for the whole file) belongs to something withheld."""
        stretches = self._by_path.get(path, ())
        if not line:
            return (0, _LAST) in stretches
        return any(first <= line <= last for first, last in stretches)

    def reveals(self, text: str, *, beside: str = "") -> bool:
        """Whether a text contains a secret, or names a withheld file other than `beside`."""
        if any(file in text for file in self._files if file != beside):
            return True
        if any(
            word in self.ids for literal in _LITERAL.findall(text) for word in _ID.findall(literal)
        ):
            return True
        return bool(self._automaton.find_matches_as_indexes(plain(text)))

    @cached_property
    def _by_path(self) -> dict[str, tuple[tuple[int, int], ...]]:
        stretches: dict[str, list[tuple[int, int]]] = {}
        for path, first, last in self.withheld:
            stretches.setdefault(path, []).append((first, last))
        return {path: tuple(found) for path, found in stretches.items()}

    @cached_property
    def _files(self) -> frozenset[str]:
        """Files that are withheld as a whole, whose names may reveal something."""
        return frozenset(path for path, first, last in self.withheld if (first, last) == (0, _LAST))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(
            [one.text for one in self.secrets if not one.spoken and is_telling(one.text)]
        )


def redaction_of(
    files: Iterable[ContentFile],
    parsed: Iterable[Parsed],
    withheld: Sequence[tuple[Key, str]] | None,
    secrets: tuple[Secret, ...] = (),
) -> Redaction:
    """Make the redaction of a build.

    Args:
        files: All content files, as bytes.
        parsed: The same, parsed.
        withheld: (record, reason); None if it is not known, and whatever may be withheld counts.
        secrets: What only withheld records say.
    """
    keys = {key for key, _ in withheld or ()}

    def is_withheld(record: Record) -> bool:
        if withheld is None:
            return _may_be_withheld(record)
        return bool(keys) and key_of(record) in keys

    by_path = {file.path: file for file in parsed}
    closed_in = {
        path: closed
        for path, file in by_path.items()
        if (closed := [one for one in file.records if is_withheld(one)])
    }
    closed = [record for records in closed_in.values() for record in records]
    ids = {record.id for record in closed}
    if ids:
        ids -= {
            record.id
            for file in by_path.values()
            for record in file.records
            if record.id in ids and not is_withheld(record)
        }
    return Redaction(
        ids=frozenset(ids),
        withheld=(
            *(
                stretch
                for path, records in closed_in.items()
                for stretch in _withheld_lines(by_path[path], records)
            ),
            *private_lines(
                by_path.values(),
                {name for one in closed for name in (one.id, f"{one.type}:{one.id}")},
            ),
        ),
        doubtful=frozenset(
            file.path
            for file in files
            if file.path in by_path and may_be_meant_as_withheld(file, by_path[file.path])
        ),
        secrets=secrets,
        records=frozenset(f"{key.type}:{key.id}" for key in keys),
    )


def _withheld_lines(file: Parsed, withheld: Sequence[Record]) -> Iterator[Stretch]:
    """The whole file if all of it is withheld; else the lines of each withheld record.

    A record ends where the next one begins.
    """
    if not withheld:
        return
    own = [one for one in file.records if one.type != "claim" or "/claims/" in file.path]
    if own and all(one in withheld for one in own) and not file.unread:
        yield file.path, 0, _LAST
        return
    begins = sorted({min(_lines(one)) for one in file.records})
    shown = {line for one in file.records if one not in withheld for line in _lines(one)}
    for record in withheld:
        lines = _lines(record)
        first = min(lines)
        following = next((line for line in begins if line > max(lines)), None)
        last = max(lines) if following is None or record.type == "claim" else following - 1
        # Of two records on one line, neither can be shown without the other.
        yield file.path, first, max(last, first)
        if (
            following is None
            and max(lines) >= max(shown, default=0)
            and file.path.endswith((".yml", ".yaml"))
        ):
            yield file.path, max(lines), _LAST


def _lines(record: Record) -> set[int]:
    return {record.span.line, *(span.line for _, span in record.locations)}


def _may_be_withheld(record: Record) -> bool:
    matter = record.matter
    timed = isinstance(matter, Timed) and (matter.embargo_until or matter.expires)
    reviewed = isinstance(matter, Reviewed) and matter.withheld
    draft = isinstance(matter, Timing) and matter.status == "draft"
    return bool(matter.private or timed or reviewed or draft)


def _in_neutral_words(message: Diagnostic) -> Diagnostic:
    """The place and the code of a problem, without any words of the file."""
    meaning = code_named(message.code).meaning.rstrip(".")
    meaning = re.sub(r"^[A-Z](?=[a-z ])", lambda letter: letter[0].lower(), meaning)
    way_out = _WAYS_OUT if message.code == "schema-withholding-key" else None
    return replace(
        message,
        message=meaning,
        hint=f"{way_out}; " * bool(way_out) + "`--show-withheld` shows the line",
        notes=(),
        fixes=(),
        names=(),
    )
