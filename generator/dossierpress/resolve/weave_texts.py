"""The texts of all published records, woven again only where that can give something else."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from dossierpress.encoded import decoded, encoded
from dossierpress.engine import Results
from dossierpress.model.key import Key
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.known import Known, names_that_count
from dossierpress.resolve.moved_anchors import move_in_links
from dossierpress.resolve.read_texts import work_on
from dossierpress.resolve.record_dates import Dates, dates_of
from dossierpress.resolve.tracked import Tracked, tracked
from dossierpress.resolve.weave import weave
from dossierpress.resolve.woven_text import Woven
from dossierpress.store import Store


class WovenTexts(Struct, frozen=True, kw_only=True):
    """The texts of all published records."""

    of: Mapping[Key, Woven]
    dates: Mapping[Key, Dates]
    """What is known of the dates of each of them."""
    stamps: Mapping[Key, bytes]
    """Digest of how each of them was made, before anchors were moved in links."""
    door: Tracked
    """What was seen of the dossier."""


class _Work(Struct, frozen=True, kw_only=True, array_like=True):
    """What is made of one published record."""

    woven: Woven
    dates: Dates


def weave_texts(published: Iterable[Key], known: Known, store: Store, of_code: str) -> WovenTexts:
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
                work = _weave(key, known, door)
            results.keep(work_on(key), cells, encoded(work))
        made[key] = work
    results.save()
    return WovenTexts(
        of=_with_moved_anchors({key: work.woven for key, work in made.items()}),
        dates={key: work.dates for key, work in made.items()},
        stamps={key: results.digest(work_on(key)) for key in made},
        door=door,
    )


def _weave(key: Key, known: Known, door: Tracked) -> _Work:
    names = names_that_count(door.contents[key].named, door.around)
    # The settled body is told by its digest in the content.
    settled = known.texts.settled(key)
    woven = weave(door.subjects[key], settled, names, door.around)
    finder = Finder(register=door.around.register, withheld=door.around.withheld)
    dates = dates_of(door.subjects[key].record, finder, cites=settled.cites)
    return _Work(woven=woven, dates=dates)


def _with_moved_anchors(woven: dict[Key, Woven]) -> dict[Key, Woven]:
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
