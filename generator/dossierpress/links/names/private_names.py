"""The names of private records, which must not be in anything that is published.

They are searched for more widely than names that link: in every form of a name (see `name_forms`).
A certain form is replaced by a stand-in, or is an error where it cannot be replaced; a form that
may be another name as well is only a warning.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from dossierpress.kernel.escapes import readings
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_name, normalise_text
from dossierpress.links.names.name_index import FoundName, NameIndex, build_index, can_be_found
from dossierpress.model.content import Record
from dossierpress.records.facets import strong_names
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.name_forms.finder import Form, FormFinder, Name, is_of_person

_WORTH_LOOKING_FOR = 6
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
"""Tags of HTML that site.yml does not allow: readers see them as text, and read over them."""


class GivenAway(NamedTuple):
    """A private record that a text or an address reveals."""

    key: Key
    words: str
    certain: bool = True


class PrivateNames(Struct, frozen=True, kw_only=True, dict=True):
    """The names of private records, in prose and in addresses."""

    names: Mapping[Name, tuple[Key, ...]]
    """Name -> the records that have it."""
    weak: NameIndex
    """Weak aliases: they often mean something else."""
    ids: Mapping[str, Key]
    """Ids, which count only as a whole part of an address."""
    exact: Mapping[str, Key]
    """Addresses and identifiers of private records."""

    def find(self, text: str) -> list[FoundName]:
        """Find all certain forms that a stand-in can replace, with overlaps.

        A stand-in cannot replace part of an address or a file name.
        """
        return [
            self._found(form)
            for form in self.finder.find(text, certain_only=True)
            if not form.attached
        ]

    def find_all_forms(
        self, text: str, lang: str, known: Container[Key] = ()
    ) -> tuple[list[FoundName], list[FoundName]]:
        """Find all certain forms of names, and separately the uncertain ones.

        Uncertain are weak aliases, and forms that may be another name.

        Args:
            text: As its author wrote it.
            lang: BCP 47 tag of the text.
            known: Private records that the text names in another way.
        """
        near: list[FoundName] = []
        if self.weak.owners:
            normalised = normalise_text(text)
            near += (
                found.in_original(normalised)._replace(private=True)
                for found in self.weak.find(normalised, lang)
            )
        named = {
            number
            for number, owners in enumerate(self.owners)
            if known and any(owner in known for owner in owners)
        }
        forms = self.finder.find(text, named=named)
        certain = [self._found(form) for form in forms if form.certain]
        near += [self._found(form) for form in forms if not form.certain]
        return certain, near

    def find_in_address(self, text: str) -> GivenAway | None:
        """Find a private record that a path, an address or an id reveals."""
        near = None
        for reading in readings(text):
            for part in _parts_of_address(reading.casefold()):
                if part in self.ids:
                    return GivenAway(self.ids[part], part)
            for form in self.finder.find(reading, address=True):
                words = reading[form.start : form.end]
                found = GivenAway(self.owners[form.name][0], words, form.certain)
                if form.certain:
                    return found
                near = near or found
            if (exact := self.find_exact(reading)) is not None:
                return exact
        return near

    def find_escaped(self, text: str) -> GivenAway | None:
        """Find a private record that a text reveals when its escapes or tags are removed."""
        bare = (_TAG.sub("", text),) if "<" in text else ()
        for reading in (*readings(text)[1:], *bare):
            for form in self.finder.find(reading, certain_only=True):
                return GivenAway(self.owners[form.name][0], reading[form.start : form.end])
        return None

    def find_exact(self, text: str) -> GivenAway | None:
        """Find a private record whose address or identifier stands in a text."""
        return next(
            (GivenAway(key, word) for word, key in self.exact.items() if word in text), None
        )

    @cached_property
    def finder(self) -> FormFinder:
        """The finder of all names, which gives their numbers."""
        return FormFinder.of(self.names)

    @cached_property
    def owners(self) -> tuple[tuple[Key, ...], ...]:
        """The owners of each name of the finder, by its number."""
        return tuple(self.names.values())

    def _found(self, form: Form) -> FoundName:
        return FoundName(form.start, form.end, self.owners[form.name], private=True)


def index_private(records: Iterable[tuple[Key, Record]]) -> PrivateNames | None:
    """Index the names of private entities and sources; None where there are none."""
    found = [(key, record) for key, record in records if key.type in ("entity", "source")]
    names: dict[Name, dict[Key, None]] = {}
    for key, record in found:
        person = is_of_person(getattr(record.matter, "kind", ""))
        for name in strong_names(record.matter):
            if can_be_found(normalise_name(name)):
                names.setdefault(Name(name, person), {})[key] = None
        # An id of two words or more identifies a record as well as a name does.
        if "-" in key.id:
            names.setdefault(Name(key.id, person=False), {})[key] = None
    if not names:
        return None
    return PrivateNames(
        names={name: tuple(sorted(owners)) for name, owners in names.items()},
        weak=build_index(
            (normalise_name(alias.text), key)
            for key, record in found
            if isinstance(record.matter, EntityMatter)
            for alias in record.matter.weak_aliases
        ),
        ids={key.id: key for key, _ in found},
        exact={word: key for key, record in found for word in _exact(record)},
    )


def _parts_of_address(text: str) -> list[str]:
    for sign in ".#?=&:":
        text = text.replace(sign, "/")
    return text.split("/")


def _exact(record: Record) -> Iterator[str]:
    matter = record.matter
    if isinstance(matter, EntityMatter | SourceMatter):
        if matter.url is not None:
            yield matter.url.partition("://")[2].rstrip("/") or matter.url
        yield from (
            identifier.value
            for identifier in matter.ids
            if len(identifier.value) >= _WORTH_LOOKING_FOR
        )
