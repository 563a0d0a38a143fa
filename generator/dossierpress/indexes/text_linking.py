"""Link the texts of all published records: again only where that can give something else.

Gets `ReadDossier`, all that was found out before anything is put together, and gives the texts
as pages show them, with what is known of their dates.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from dossierpress.engine.encoding import decoded, encoded
from dossierpress.engine.store import Store
from dossierpress.engine.traces import Results
from dossierpress.indexes.checks.dates import RecordDates, dates_of
from dossierpress.indexes.text_reading import NamesInText, Texts, TrackedDossier, tracked, work_on
from dossierpress.kernel.key import Key
from dossierpress.links.context import Subject, TextContext
from dossierpress.links.linked_text import LinkedText, move_in_links
from dossierpress.links.mention_linking import link_mentions
from dossierpress.links.names.match import FoundName, outside_sources
from dossierpress.schema.site import SiteConfig
from dossierpress.visibility.name_forms.matches import leftmost_longest
from dossierpress.visibility.withheld import PublishedFinder


class ReadDossier(Struct, frozen=True, kw_only=True):
    """Everything that was found out about the records."""

    around: TextContext
    config: SiteConfig
    subjects: Mapping[Key, Subject]
    texts: Texts
    as_of: datetime

    @property
    def finder(self) -> PublishedFinder:
        """Finds what is published."""
        return PublishedFinder(register=self.around.register, withheld=self.around.withheld)


def names_that_count(named: NamesInText, around: TextContext) -> Sequence[FoundName]:
    """Leave out names of entities that turned out not to be published for others' sake."""
    reasons = around.withheld.reasons
    owners = {key for name in (*named.found, *named.sources) for key in name.owners}
    aside = {key for key in owners if reasons.get(key) == "only-unpublished"}
    if not aside:
        return named.chosen
    return outside_sources(
        leftmost_longest(_without_owners(aside, named.found)),
        list(_without_owners(aside, named.sources)),
    )


def _without_owners(aside: Container[Key], names: Iterable[FoundName]) -> Iterator[FoundName]:
    for name in names:
        owners = tuple(key for key in name.owners if key not in aside)
        if owners:
            yield name._replace(owners=owners)


class LinkedTexts(Struct, frozen=True, kw_only=True):
    """The texts of all published records."""

    of: Mapping[Key, LinkedText]
    dates: Mapping[Key, RecordDates]
    """What is known of the dates of each of them."""
    stamps: Mapping[Key, bytes]
    """Digest of how each of them was made, before anchors were moved in links."""
    door: TrackedDossier
    """What was seen of the dossier."""


class _Work(Struct, frozen=True, kw_only=True, array_like=True):
    """What is made of one published record."""

    woven: LinkedText
    dates: RecordDates


def link_texts(
    published: Iterable[Key], known: ReadDossier, store: Store, of_code: str
) -> LinkedTexts:
    """Weave the text of every published record, or find how it was woven before."""
    published = tuple(published)
    door = tracked(
        known.around,
        known.subjects,
        {key: known.texts.of[key].content for key in published},
    )
    results = Results("woven", of_code, door.reads, store)
    rows = results.find(map(work_on, published))
    made = {}
    for key in published:
        data = rows.get(work_on(key))
        work = None if data is None else decoded(_DECODER, data)
        if work is None:
            with door.reads.recorded() as cells:
                work = _link_text(key, known, door)
            results.keep(work_on(key), cells, encoded(work))
        made[key] = work
    results.save()
    return LinkedTexts(
        of=_with_moved_anchors({key: work.woven for key, work in made.items()}),
        dates={key: work.dates for key, work in made.items()},
        stamps={key: results.digest(work_on(key)) for key in made},
        door=door,
    )


def _link_text(key: Key, known: ReadDossier, door: TrackedDossier) -> _Work:
    names = names_that_count(door.contents[key].named, door.around)
    # The settled body is told by its digest in the content.
    settled = known.texts.settled(key)
    woven = link_mentions(door.subjects[key], settled, names, door.around)
    finder = PublishedFinder(register=door.around.register, withheld=door.around.withheld)
    dates = dates_of(door.subjects[key].record, finder, cites=settled.cites)
    return _Work(woven=woven, dates=dates)


def _with_moved_anchors(woven: dict[Key, LinkedText]) -> dict[Key, LinkedText]:
    """Lead links to places whose anchors have changed to where they are now."""
    moved = {key: text.moved for key, text in woven.items() if text.moved}
    if not moved:
        return woven
    return {
        key: text
        if moved.keys().isdisjoint(text.leads_into)
        else replace(
            text, body=replace(text.body, pieces=move_in_links(text.body.pieces, key, moved))
        )
        for key, text in woven.items()
    }


_DECODER = Decoder(_Work)
