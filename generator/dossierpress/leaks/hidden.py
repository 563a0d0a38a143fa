"""Which messages would tell what is withheld, to whoever reads a log or a preview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from dossierpress.diagnostics import Diagnostic
from dossierpress.leaks.meant_to_be import is_meant_to_be, says_so
from dossierpress.leaks.private_lines import private_lines
from dossierpress.leaks.secret import Secret, is_telling, key_of, plain
from dossierpress.model.content import ContentFile, Parsed, Record
from dossierpress.model.site import Key
from dossierpress.schema.parts import Reviewed, Timed, Timing


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What a log must not show."""

    files: frozenset[str] = frozenset()
    """Content files with a record that is withheld, or that may be one."""
    secrets: tuple[Secret, ...] = ()
    open: frozenset[tuple[str | None, int]] = frozenset()
    """(such a file, line that only records speak in which are published)."""
    parts: tuple[tuple[str, int, int], ...] = ()
    """(file, first line, last line) of what published records keep to themselves."""
    records: frozenset[str] = frozenset()
    """`type:id` of what is withheld."""

    def without_names(self, message: Diagnostic) -> Diagnostic:
        """The same message without its hint and notes, where those name a withheld record.

        A slip in an id may be closest to a record that nobody is to know of.
        """
        if self.records.isdisjoint(message.names):
            return message
        return replace(message, hint=None, fixes=(), notes=(), names=())

    def shows(self, path: str, text: str) -> bool:
        """Whether a message about a file, as it would be printed, tells any of it."""
        return path in self.files or self.tells(text)

    def part_of(self, message: Diagnostic) -> Diagnostic | None:
        """What may be told of a message that has to do with such a file, if its text may be.

        A list of sources may hold one that is private beside the one that was misspelled. So a
        message on a published record of the list is told, and one that points there is told
        without that note. None where any of it is about another record: the hint may name that.
        """
        pointing = [note for note in message.notes if note.path in self.files]
        places = [(note.path, note.span) for note in pointing]
        if message.path in self.files:
            places.append((message.path, message.span))
        if not all(span and (path, span.line) in self.open for path, span in places):
            return None
        rest = tuple(note for note in message.notes if note not in pointing)
        return replace(message, notes=rest)

    def holds(self, path: str, line: int) -> bool:
        """Whether a line of a file is of a part that its record keeps to itself."""
        return any(file == path and first <= line <= last for file, first, last in self.parts)

    def tells(self, text: str, *, beside: str = "") -> bool:
        """Whether a text has a secret in it, or names such a file, beside the one that it is of."""
        if any(file in text for file in self.files if file != beside):
            return True
        return self._has_secret(text)

    def _has_secret(self, text: str) -> bool:
        return bool(self._automaton.find_matches_as_indexes(plain(text)))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(
            [one.text for one in self.secrets if not one.spoken and is_telling(one.text)]
        )


def hide(
    files: Iterable[ContentFile],
    parsed: Iterable[Parsed],
    withheld: Sequence[tuple[Key, str]] | None,
    secrets: tuple[Secret, ...] = (),
) -> Hidden:
    """What messages must not quote.

    Args:
        files: All of them, as bytes.
        parsed: What they say.
        withheld: (record, why); None where it is not known, and whatever may be is taken for it.
        secrets: What only withheld records say.
    """
    keys = {key for key, _ in withheld or ()}

    def is_withheld(record: Record) -> bool:
        return key_of(record) in keys or (withheld is None and _may_be_withheld(record))

    by_path = {file.path: file for file in parsed}
    doubtful = {
        file.path for file in files if file.path in by_path and _doubtful(file, by_path[file.path])
    }
    records = [record for file in by_path.values() for record in file.records]
    return Hidden(
        files=frozenset(doubtful.union(one.path for one in records if is_withheld(one))),
        secrets=secrets,
        open=frozenset(
            (file.path, line)
            for file in by_path.values()
            if file.path not in doubtful
            for line in _open_lines([(one, is_withheld(one)) for one in file.records])
        ),
        parts=private_lines(by_path.values()),
        records=frozenset(f"{key.type}:{key.id}" for key in keys),
    )


def _open_lines(records: Sequence[tuple[Record, bool]]) -> frozenset[int]:
    """The lines of a list's published records.

    Args:
        records: All that are in the file, and whether each is withheld.
    """
    lines: dict[bool, set[int]] = {True: set(), False: set()}
    for record, is_withheld in records:
        spoken = [record.span.line, *(span.line for _, span in record.locations)]
        # A withheld record has all lines from its first to its last.
        lines[is_withheld].update(range(min(spoken), max(spoken) + 1))
    return frozenset(lines[False] - lines[True])


def _doubtful(file: ContentFile, read: Parsed) -> bool:
    """Whether the file may have been meant to be withheld, as far as can be told."""
    if read.unread or not read.records:
        return says_so(file.data)
    return is_meant_to_be(file, read.diagnostics)


def _may_be_withheld(record: Record) -> bool:
    matter = record.matter
    timed = isinstance(matter, Timed) and (matter.embargo_until or matter.expires)
    return bool(
        matter.private
        or timed
        or (isinstance(matter, Timing) and matter.status == "draft")
        or (isinstance(matter, Reviewed) and matter.withheld)
    )
