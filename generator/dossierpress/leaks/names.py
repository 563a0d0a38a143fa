"""What private records are called, of which every form is looked for in what is published."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossierpress.leaks.secret import Secret, plain
from dossierpress.model.content import Record, key_of
from dossierpress.model.key import Key
from dossierpress.name_forms import FormFinder, Name, fold_letters, is_of_person, words_in
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter

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
