"""Which records lead to which: as their authors wrote them, and as readers can see."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace
from pydantic import BaseModel

from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.name_forms.choose import choose
from dossierpress.resolve.collect import references_of_matter
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.fold import fold
from dossierpress.resolve.names import NameIndex
from dossierpress.resolve.read_text import ReadText
from dossierpress.resolve.read_texts import Texts
from dossierpress.resolve.reference import find
from dossierpress.resolve.said import is_said_by_name
from dossierpress.resolve.scrub import scrub
from dossierpress.resolve.settled import BLOCK_MARK
from dossierpress.resolve.surroundings import Subject
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.claim import ClaimMatter, Report
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.parts import LocalName, Reviewed, parts_of
from dossierpress.schema.source import SourceMatter

LedTo = Mapping[Key, frozenset[Key]]
"""Record -> the records that it leads to."""


def led_to(subjects: Mapping[Key, Subject], texts: Texts, finder: Finder) -> tuple[LedTo, LedTo]:
    """Find what every record leads to.

    Returns:
        What each record names in any way; and for those that are published by themselves, what
        readers can see of that.
    """
    named = {key: _named(text) for key, text in texts.of.items()}
    shown = {
        key: shown_in(text, subjects[key].record, finder)
        for key, text in texts.of.items()
        if key not in finder.withheld
    }
    # Titles, notes and descriptions name entities too. They are read where it matters: an entity
    # that nothing published links to stays, if one of those of a published record names it.
    partly = frozenset(key for key in shown if _keeps_parts_back(subjects[key].record, finder))
    for key in (*finder.withheld.reasons, *partly):
        named[key] |= named_in_matter(subjects[key], texts.names.entities)
    hanging = frozenset[Key]().union(
        *(named[key] for key in finder.withheld.reasons), *(named[key] for key in partly)
    )
    hanging -= frozenset[Key]().union(*shown.values())
    if hanging:
        for key in shown:
            one = published(subjects[key], finder) if key in partly else subjects[key]
            seen = named_in_matter(one, texts.names.entities) & hanging
            shown[key] |= seen
            named[key] |= seen
    return named, shown


def published(subject: Subject, finder: Finder) -> Subject:
    """A record with the front matter that readers see."""
    matter = scrub(subject.record.matter, finder)
    return replace(subject, record=replace(subject.record, matter=matter))


def _keeps_parts_back(record: Record, finder: Finder) -> bool:
    matter = record.matter
    parts: list[Reviewed | Report] = [one for _, several in parts_of(matter) for one in several]
    if isinstance(matter, ClaimMatter):
        parts += matter.reports
    return any(not _is_shown(one, finder) for one in parts)


def _is_shown(part: Reviewed | Report, finder: Finder) -> bool:
    """Whether a part is published as it is written, and not what is left of one."""
    if isinstance(part, Annotation | SpokenWords | Report):
        return is_said_by_name(part, finder)
    return not part.withheld


def _named(text: ReadText) -> frozenset[Key]:
    """By id, by a link, or by a name that is one entity's."""
    return frozenset((*text.referred, *text.in_body))


def shown_in(text: ReadText, record: Record, finder: Finder) -> frozenset[Key]:
    """What a published record shows of what it names.

    What is named beside somebody withheld goes with them: the source of a relation to a private
    person, whoever is spoken to in a quotation of one.
    """
    if not text.keeps_back and not any(key in finder.withheld for key in text.referred):
        return _named(text)
    matter = record.matter
    apart = matter.not_same_as if isinstance(matter, EntityMatter | SourceMatter) else ()
    scrubbed = replace(record, matter=scrub(matter, finder, apart))
    by_id = (
        find(finder.register, one.target, one.allowed)
        for one in references_of_matter(scrubbed)
        if not one.private
    )
    return frozenset((*filter(None, by_id), *text.cited, *text.in_body))


def named_in_matter(subject: Subject, names: NameIndex) -> frozenset[Key]:
    """Entities that a record names in the texts of its front matter, not those that it is."""
    texts = BLOCK_MARK.join(_texts(subject.record.matter))
    found = choose(names.look(fold(texts), subject.lang))
    return frozenset(
        name.owners[0] for name in found if len(name.owners) == 1 and name.owners[0] != subject.key
    )


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case LocalName():
            pass  # what it is called itself: `Lane Weekly` speaks of no Lane
        case BaseModel():
            for name in type(value).model_fields:
                if name != "sort_as":
                    yield from _texts(getattr(value, name))
        case tuple():
            for item in value:
                yield from _texts(item)
        case _:
            pass
