"""Look-alikes: two entities, or two sources, whose names look the same and are not.

Names are look-alikes if they have the same skeleton of Unicode confusables (UTS 39, as ICU has it),
also where a direction control reverses a name. Names with the same text are not look-alikes but
namesakes; differences in apostrophes, hyphens, spaces and vowel signs do not make another text. The
Arabic and the Persian forms of yeh and kaf do: two records with such names are likely one.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

import icu
from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Note, Span
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_name
from dossierpress.model.content import Record
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.shared_types import LocalName
from dossierpress.schema.source import SourceMatter

_LEFT_TO_RIGHT = 0


_TELLING = "\u064a\u06cc\u0643\u06a9\u200b\u200c\u200d"
"""Variants of one letter, and characters without width, which folding makes equal."""


_COMPARED_AT_MOST = 200


_SHOWN_AT_MOST = 3


class _NameOfRecord(Struct, frozen=True, kw_only=True, gc=False):
    """A name and the record that has it."""

    text: str
    key: Key
    record: Record
    place: tuple[str, int]
    """Steps to it in the front matter."""

    @property
    def span(self) -> Span:
        """Its place in the file."""
        return self.record.locate(*self.place)

    @property
    def same_text(self) -> tuple[str, str]:
        """Equal for names with the same text."""
        forms = "".join(letter for letter in self.text if letter in _TELLING)
        return normalise_name(self.text), forms


def check_look_alikes(
    records: Iterable[tuple[Key, Record]], register: Register
) -> Iterator[Diagnostic]:
    """Report pairs of records of one type whose names look the same, once, at the later one."""
    records = tuple(records)
    apart = _told_apart(records, register)
    groups: dict[tuple[str, str], list[_NameOfRecord]] = {}
    for called in _names(records):
        groups.setdefault((called.key.type, _skeleton(called.text)), []).append(called)
    reported: set[tuple[Key, Key]] = set()
    for group in groups.values():
        if len({called.text for called in group}) > 1:
            texts: dict[tuple[str, str], list[_NameOfRecord]] = {}
            for called in group:
                texts.setdefault(called.same_text, []).append(called)
            if len(texts) > 1:
                yield from _in_group(tuple(texts.values()), apart, reported)


def _names(records: Iterable[tuple[Key, Record]]) -> Iterator[_NameOfRecord]:
    for key, record in records:
        matter = record.matter
        fields: dict[str, tuple[LocalName, ...]] = {}
        if isinstance(matter, EntityMatter | SourceMatter):
            fields["name"] = matter.name
        if isinstance(matter, EntityMatter):
            fields |= {
                "aliases": matter.aliases,
                "former_names": matter.former_names,
                "weak_aliases": matter.weak_aliases,
            }
        for field, names in fields.items():
            for number, name in enumerate(names):
                yield _NameOfRecord(
                    text=unicodedata.normalize("NFC", name.text),
                    key=key,
                    record=record,
                    place=(field, number),
                )


def _told_apart(
    records: Iterable[tuple[Key, Record]], register: Register
) -> Mapping[Key, frozenset[Key]]:
    """Record -> the records that `not_same_as` tells it apart from, stated by either side."""
    apart: dict[Key, set[Key]] = {}
    for key, record in records:
        if isinstance(record.matter, EntityMatter | SourceMatter):
            for text in record.matter.not_same_as:
                other = find_record(register, read_reference(text), (key.type,))
                if other is not None:
                    apart.setdefault(key, set()).add(other)
                    apart.setdefault(other, set()).add(key)
    return {key: frozenset(others) for key, others in apart.items()}


def _in_group(
    texts: tuple[list[_NameOfRecord], ...],
    apart: Mapping[Key, frozenset[Key]],
    reported: set[tuple[Key, Key]],
) -> Iterator[Diagnostic]:
    """Compare each name with the first that has another text and belongs to another record."""
    first: dict[Key, _NameOfRecord] = {}
    for same in texts:
        for called in same:
            known = apart.get(called.key, frozenset())
            others = (key for key in first if key != called.key and key not in known)
            meant = next(others, None)
            if meant is None:
                continue
            pair = (min(called.key, meant), max(called.key, meant))
            if pair not in reported:
                reported.add(pair)
                yield _look_alike(called, first[meant])
        for called in same:
            first.setdefault(called.key, called)


def _look_alike(called: _NameOfRecord, other: _NameOfRecord) -> Diagnostic:
    return Diagnostic(
        code="ref-lookalike-names",
        path=called.record.path,
        span=called.span,
        message=f"`{called.text}` (`{called.key.id}`) looks like `{other.text}` "
        f"(`{other.key.id}`) and is written otherwise: {_difference(called.text, other.text)}",
        hint=f"if the two are one, make them one {called.key.type}; if not, write "
        f"`not_same_as: [{other.key.id}]` under `{called.key.id}`",
        notes=(
            Note(
                message=f"`{other.key.id}` is so called",
                path=other.record.path,
                span=other.span,
            ),
        ),
    )


def _difference(text: str, other: str) -> str:
    """Where two names differ, in code points: `U+0430 for U+0061`."""
    if max(len(text), len(other)) > _COMPARED_AT_MOST:
        return "the names are too long to say where"
    changes = [
        f"{_numbers(text[start:end])} for {_numbers(other[first:last])}"
        for what, start, end, first, last in SequenceMatcher(
            None, text, other, autojunk=False
        ).get_opcodes()
        if what != "equal"
    ]
    more = ", …" if len(changes) > _SHOWN_AT_MOST else ""
    return ", ".join(dict.fromkeys(changes[:_SHOWN_AT_MOST])) + more


def _numbers(letters: str) -> str:
    return " ".join(f"U+{ord(letter):04X}" for letter in letters) or "nothing"


def _skeleton(name: str) -> str:
    return str(_checker().getBidiSkeleton(_LEFT_TO_RIGHT, name))


@lru_cache(maxsize=1)
def _checker() -> icu.SpoofChecker:
    return icu.SpoofChecker()
