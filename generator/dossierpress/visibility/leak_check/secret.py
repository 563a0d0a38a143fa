"""A secret: a text that must not be in any published file, and how texts are compared with it.

`private_names` makes secrets of the names of private records, all forms of which are searched for.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import by_line
from dossierpress.model.content import Record, key_of
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.name_forms.finder import FormFinder, Name, is_of_person
from dossierpress.visibility.name_forms.letters import fold_letters, words_in

TELLING = 8
"""Letters and digits that a text needs to be a secret; a Chinese one counts as three."""

_DATE = re.compile(r"[\d\s~?%/.:TZ+-]{1,40}")
_WIDE = "[\u1100-\u11ff\u2e80-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


class Secret(Struct, frozen=True, kw_only=True, gc=False):
    """A text that must not be in any published file."""

    text: str
    """The text as normalised by `plain`."""
    key: Key
    path: str
    """Path of the content file."""
    field: str
    """Its place there: `title`, `aliases/0`, `text`."""
    why: str
    """Why it is withheld: `draft`, `embargoed` …"""
    name: str | None = None
    """For a name of a private record, the name as written; all its forms are searched for."""
    person: bool = False
    beside: tuple[str, ...] = ()
    """Names of published records that contain it, within which it is allowed."""
    spoken: bool = False
    """Whether the file of a published record contains it, so that a message may quote it."""

    def is_beside(self, text: str, start: int, end: int) -> bool:
        """Whether a range of a text lies within the longer name of a published record."""
        for longer in self.beside:
            room = len(longer)
            around = text[max(0, start - room) : end + room]
            found = around.casefold().find(longer.casefold())
            if found >= 0 and found <= start - max(0, start - room):
                return True
        return False


def plain(text: str) -> str:
    """Normalise a text for comparison: case-folded, of one width, with single spaces."""
    return " ".join(filter(None, _plain_lines(text)))


def _plain_line(line: str) -> str:
    if not line.isascii():
        line = unicodedata.normalize("NFKC", _UNSEEN.sub("", line)).casefold()
    return " ".join(line.lower().split())


_plain_lines = by_line(_plain_line)


def is_telling(text: str) -> bool:
    """Whether a text is long enough to be unique, and no mere date."""
    if _DATE.fullmatch(text.strip()):
        return False
    is_wide = _wide().match
    weight = sum(3 if is_wide(one) else 1 for one in text if one.isalnum())
    return weight >= TELLING


@cache
def _wide() -> re.Pattern[str]:
    """Compiled for the first secret: such wide ranges take long, and most dossiers have none."""
    return re.compile(_WIDE)


_SHORTEST = 5
_SHORTEST_WORD = 4
_WEIGHT_OF_WIDE = 3


def private_names(
    withheld: Iterable[Record],
    why: Mapping[Key, str],
    published: Iterable[Record],
    shipped: Iterable[str],
) -> tuple[Secret, ...]:
    """Make the secrets of the names of private entities and sources that no published record has.

    Args:
        withheld: Withheld records.
        why: Withheld record -> the reason.
        published: All other records.
        shipped: Texts that every site publishes; a name of one word may occur in them.
    """
    private = [record for record in withheld if why[key_of(record)] == "private"]
    called = [(record, *one) for record in private for one in _names(record)]
    if not called:
        return ()
    open_names = {name: plain(name) for record in published for _, name in _names(record)}
    taken = frozenset(open_names.values())
    words = words_in(fold_letters(" ".join(shipped)))
    kept = {
        name: (record, field)
        for record, field, name in called
        if plain(name) not in taken and _is_worth(name, words)
    }
    finder = FormFinder.of(Name(name, _is_person(record)) for name, (record, _) in kept.items())
    beside: dict[int, list[str]] = {}
    for name in open_names:
        for form in finder.find(name, certain_only=True):
            beside.setdefault(form.name, []).append(name)
    return tuple(
        Secret(
            text=plain(name),
            key=key_of(record),
            path=record.path,
            field=field,
            why="private",
            name=name,
            person=_is_person(record),
            beside=tuple(beside.get(number, ())),
        )
        for number, (name, (record, field)) in enumerate(kept.items())
    )


def _names(record: Record) -> Iterator[tuple[str, str]]:
    """(field, name) of all names that mean an entity or a source for certain."""
    matter = record.matter
    if not isinstance(matter, EntityMatter | SourceMatter):
        return
    fields = {"name": matter.name}
    if isinstance(matter, EntityMatter):
        fields |= {"aliases": matter.aliases, "former_names": matter.former_names}
    for field, names in fields.items():
        for number, name in enumerate(names):
            yield f"{field}/{number}", name.text
    if matter.sort_as:
        yield "sort_as", matter.sort_as
    if "-" in record.id:
        yield "id", record.id


def _is_person(record: Record) -> bool:
    return is_of_person(getattr(record.matter, "kind", ""))


def _is_worth(name: str, shipped: frozenset[str]) -> bool:
    """Whether a name can be searched for everywhere: long enough, and no word of the theme."""
    words: Sequence[str] = tuple(words_in(fold_letters(name)))
    weight = sum(
        _WEIGHT_OF_WIDE if unicodedata.east_asian_width(one) == "W" else 1
        for word in words
        for one in word
    )
    if len(words) == 1:
        return weight >= _SHORTEST_WORD and words[0] not in shipped
    return weight >= _SHORTEST
