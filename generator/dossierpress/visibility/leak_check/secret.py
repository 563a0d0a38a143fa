"""A secret: a text that must be in no published file, and how texts are compared with it.

`private_names` makes secrets of what private records are called, of which every form is looked
for.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import by_line
from dossierpress.model.content import Record, key_of
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.name_forms.finder import FormFinder, Name, is_of_person
from dossierpress.visibility.name_forms.letters import fold_letters, words_in

TELLING = 8
"""Letters and digits of a text that can give something away; one of Chinese counts as three."""

_DATE = re.compile(r"[\d\s~?%/.:TZ+-]{1,40}")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


class Secret(Struct, frozen=True, kw_only=True, gc=False):
    """A text that must be in no published file."""

    text: str
    """As `plain` has it."""
    key: Key
    path: str
    """Of the content file."""
    field: str
    """Where it stands there: `title`, `aliases/0`, `text`."""
    why: str
    """Why it is withheld: `draft`, `embargoed` …"""
    name: str | None = None
    """What a private record is called, as it is written: every form of it is looked for."""
    person: bool = False
    beside: tuple[str, ...] = ()
    """Names of published records that it is a part of; there it may stand."""
    spoken: bool = False
    """Whether a published record's own file says it, where a message may quote it."""

    def is_beside(self, text: str, start: int, end: int) -> bool:
        """Whether a place in a text is within the longer name of a published record."""
        for longer in self.beside:
            room = len(longer)
            around = text[max(0, start - room) : end + room]
            found = around.casefold().find(longer.casefold())
            if found >= 0 and found <= start - max(0, start - room):
                return True
        return False


def plain(text: str) -> str:
    """A text as it is compared: in small letters of one width, white space as single spaces."""
    return " ".join(filter(None, _plain_lines(text)))


def _plain_line(line: str) -> str:
    if not line.isascii():
        line = unicodedata.normalize("NFKC", _UNSEEN.sub("", line)).casefold()
    return " ".join(line.lower().split())


_plain_lines = by_line(_plain_line)


def is_telling(text: str) -> bool:
    """Whether it is long enough to be nobody else's, and no mere date."""
    if _DATE.fullmatch(text.strip()):
        return False
    weight = sum(3 if _WIDE.match(one) else 1 for one in text if one.isalnum())
    return weight >= TELLING


_SHORTEST = 5
_SHORTEST_WORD = 4
_WEIGHT_OF_WIDE = 3


def private_names(
    hidden: Iterable[Record],
    why: Mapping[Key, str],
    published: Iterable[Record],
    shipped: Iterable[str],
) -> tuple[Secret, ...]:
    """The names of private entities and sources that no published record has too.

    Args:
        hidden: Withheld records.
        why: Why each of them is.
        published: The others.
        shipped: Texts that every site publishes: a name of one word may be a word of those.
    """
    private = [record for record in hidden if why[key_of(record)] == "private"]
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
    """(field, name) of all by which a text may mean an entity or a source for certain."""
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
    """Whether a name can be looked for everywhere: long enough, and no word of the theme."""
    words: Sequence[str] = tuple(words_in(fold_letters(name)))
    weight = sum(
        _WEIGHT_OF_WIDE if unicodedata.east_asian_width(one) == "W" else 1
        for word in words
        for one in word
    )
    if len(words) == 1:
        return weight >= _SHORTEST_WORD and words[0] not in shipped
    return weight >= _SHORTEST
