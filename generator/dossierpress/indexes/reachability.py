"""Reachability: which records lead to which, and the entities that nothing published leads to.

`publish_entities: mentioned` leaves these out. Articles, pages, sources and claims are the roots:
they are published in any case. They lead to the entities that they name, in texts and in front
matter. A reachable entity leads on, by its text, its relations and its properties, since its page
shows them. What an unreachable entity says does not count: its relation to a published one is left
out with it. This is no secrecy: there are no stand-ins for what is left out, and the leak check
does not search for it.
"""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace
from pydantic import BaseModel

from dossierpress.indexes.text_linking import ReadDossier, names_that_count
from dossierpress.indexes.text_reading import ReadText, Texts, in_body
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.links.names.name_index import NameIndex
from dossierpress.links.resolved_body import BLOCK_MARK
from dossierpress.links.text_context import Subject
from dossierpress.links.visible_text import is_said_by_name
from dossierpress.model.content import Record
from dossierpress.records.references import find_record, references_of_matter
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.claim import ClaimMatter, Report
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.shared_types import LocalName, Reviewed, parts_of
from dossierpress.schema.source import SourceMatter
from dossierpress.visibility.name_forms.matches import leftmost_longest
from dossierpress.visibility.scrub import scrub_matter
from dossierpress.visibility.withheld import PublishedFinder, reachable

RecordLinks = Mapping[Key, frozenset[Key]]
"""Record -> the records that it names."""


def record_links(
    subjects: Mapping[Key, Subject], texts: Texts, finder: PublishedFinder
) -> tuple[RecordLinks, RecordLinks]:
    """Find the records that every record leads to.

    Returns:
        (record -> all that it names, record that is not withheld -> what readers see of that).
    """
    named = {key: _named(text) for key, text in texts.of.items()}
    shown = {
        key: shown_in(text, subjects[key].record, finder, named[key])
        for key, text in texts.of.items()
        if key not in finder.withheld
    }
    # Titles, notes and descriptions name entities too. They are searched only where it matters: for
    # entities that nothing published links to.
    partly = frozenset(key for key in shown if _keeps_parts_back(subjects[key].record, finder))
    for key in (*finder.withheld.reasons, *partly):
        named[key] |= named_in_matter(subjects[key], texts.names.entities)
    hanging = frozenset[Key]().union(
        *(named[key] for key in finder.withheld.reasons), *(named[key] for key in partly)
    )
    if hanging:
        hanging -= frozenset[Key]().union(*shown.values())
    if hanging:
        for key in shown:
            one = as_published(subjects[key], finder) if key in partly else subjects[key]
            seen = named_in_matter(one, texts.names.entities) & hanging
            shown[key] |= seen
            named[key] |= seen
    return named, shown


def as_published(subject: Subject, finder: PublishedFinder) -> Subject:
    """A record with the front matter that readers see."""
    matter = scrub_matter(subject.record.matter, finder)
    return replace(subject, record=replace(subject.record, matter=matter))


def _keeps_parts_back(record: Record, finder: PublishedFinder) -> bool:
    matter = record.matter
    parts: list[Reviewed | Report] = [one for _, several in parts_of(matter) for one in several]
    if isinstance(matter, ClaimMatter):
        parts += matter.reports
    return any(not _is_shown(one, finder) for one in parts)


def _is_shown(part: Reviewed | Report, finder: PublishedFinder) -> bool:
    """Whether a part is published as its author wrote it, not reduced."""
    if isinstance(part, Annotation | SpokenWords | Report):
        return is_said_by_name(part, finder)
    return not part.withheld


def _named(text: ReadText) -> frozenset[Key]:
    """The records that a text names: by id, by a link, or by an unambiguous name."""
    return frozenset((*text.referred, *text.in_body))


def shown_in(
    text: ReadText, record: Record, finder: PublishedFinder, named: frozenset[Key]
) -> frozenset[Key]:
    """The records that a published record names visibly.

    What is named together with a withheld record is not shown: the source of a relation to a
    private person, the addressee of a quotation of one.

    Args:
        text: What was read in its text.
        record: The record as its author wrote it.
        finder: Finds what is published.
        named: All records that it names, which is the result where nothing of it is withheld.
    """
    if not text.keeps_back and finder.withheld.reasons.keys().isdisjoint(text.referred):
        return named
    matter = record.matter
    apart = matter.not_same_as if isinstance(matter, EntityMatter | SourceMatter) else ()
    scrubbed = replace(record, matter=scrub_matter(matter, finder, apart))
    by_id = (
        find_record(finder.register, one.target, one.allowed)
        for one in references_of_matter(scrubbed)
        if not one.private
    )
    return frozenset((*filter(None, by_id), *text.cited, *text.in_body))


def named_in_matter(subject: Subject, names: NameIndex) -> frozenset[Key]:
    """Other entities that a record names in the texts of its front matter."""
    texts = BLOCK_MARK.join(_texts(subject.record.matter))
    found = leftmost_longest(names.find(normalise_text(texts), subject.lang))
    return frozenset(
        name.owners[0] for name in found if len(name.owners) == 1 and name.owners[0] != subject.key
    )


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case LocalName():
            pass  # names of the record itself: `Lane Weekly` does not name a Lane
        case BaseModel():
            for name in type(value).model_fields:
                if name != "sort_as":
                    yield from _texts(getattr(value, name))
        case tuple():
            for item in value:
                yield from _texts(item)
        case _:
            pass


def unreachable_entities(dossier: ReadDossier) -> frozenset[Key]:
    """Find the entities that no published text, source or claim leads to."""
    withheld = dossier.context.withheld
    open_keys = [key for key in dossier.subjects if key not in withheld]
    led_to = reachable(
        [key for key in open_keys if key.type != "entity"],
        {key: _seen_in(key, dossier) for key in open_keys},
        barred=withheld.reasons,
    )
    return frozenset(key for key in open_keys if key.type == "entity" and key not in led_to)


def _seen_in(key: Key, dossier: ReadDossier) -> frozenset[Key]:
    """All records that the page of a published one names visibly."""
    subject, text, finder = dossier.subjects[key], dossier.texts.of[key], dossier.finder
    named = text.content.named
    counted = names_that_count(named, dossier.context)
    text = replace(text, in_body=in_body(named.targets, counted))
    return shown_in(text, subject.record, finder, _named(text)) | named_in_matter(
        as_published(subject, finder), dossier.texts.names.entities
    )
