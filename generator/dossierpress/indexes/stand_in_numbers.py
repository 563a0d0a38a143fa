"""Stand-ins for private records: `Person 1`, numbered in the order in which readers meet them.

Only a record that readers meet has a number, and it keeps that in later editions; see
`schema.stand_ins`.
"""

from collections.abc import Iterable, Iterator, Mapping

from dossierpress.kernel.dates import sort_key as date_key
from dossierpress.kernel.dates.order import SortKey
from dossierpress.kernel.key import Key
from dossierpress.links.names.name_index import FoundName
from dossierpress.model.content import Record
from dossierpress.records.facets import PARTY
from dossierpress.records.listing import first_said
from dossierpress.records.references import find_record, read_reference
from dossierpress.records.register import Register
from dossierpress.schema.annotation import SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter, Party
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.stand_ins import SOURCE, StandIn, StandIns, stand_in_words
from dossierpress.visibility.withheld import PublishedFinder

_ORDER = ("article", "page", "entity", "source", "claim")


def stand_in_names(
    register: Register, withheld: Iterable[Key], config: SiteConfig, numbers: StandIns
) -> dict[Key, str]:
    """Return what texts show instead of each withheld record.

    A record without a number is only called by its kind.
    """
    words: dict[Key, str] = {}
    taken: set[str] = set()
    for key in sorted(withheld):
        if key.type not in ("entity", "source"):
            words[key] = getattr(stand_in_words(config.lang), key.type)
            continue
        record = register.records[key]
        label = _label(_kind(record), config)
        known = (
            f"{label} {number}"
            for id_ in (key.id, *record.matter.formerly)
            for number in numbers.by_id.get((_kind(record), id_), ())
        )
        words[key] = next((one for one in known if one not in taken), label)
        taken.add(words[key])
    return words


def new_numbers(
    shown: Iterable[Key],
    words: Mapping[Key, str],
    register: Register,
    config: SiteConfig,
    numbers: StandIns,
) -> tuple[StandIn, ...]:
    """Number the private records in `shown` that have no number, in that order."""
    last: dict[str, int] = {}
    for one in numbers.given:
        label = _label(one.kind, config)
        last[label] = max(last.get(label, 0), one.number)
    new = []
    for key in dict.fromkeys(shown):
        kind = _kind(register.records[key])
        label = _label(kind, config)
        if words[key] == label:
            last[label] = last.get(label, 0) + 1
            new.append(StandIn(kind=kind, number=last[label], id=key.id))
    return tuple(new)


def in_order_of_appearance(records: Mapping[Key, Record], config: SiteConfig) -> list[Key]:
    """Published records, articles first and the oldest first, so that new ones come last."""

    def place(key: Key) -> tuple[int, SortKey, str]:
        matter = records[key].matter
        day = matter.date if isinstance(matter, ArticleMatter) else None
        if isinstance(matter, ClaimMatter):
            day = first_said(matter)
        return _ORDER.index(key.type), date_key(day, zone=config.timezone), key.id

    return sorted(records, key=place)


def shown_by_stand_in(
    record: Record,
    stands_for: Iterable[tuple[int, Key]],
    names: Iterable[FoundName],
    finder: PublishedFinder,
) -> Iterator[Key]:
    """Private records for which a published one shows a stand-in, in reading order."""
    is_private = finder.withheld.is_private
    places = [
        *stands_for,
        *(
            (name.start, next(key for key in name.owners if is_private(key)))
            for name in names
            if name.private
        ),
    ]
    yield from (key for _, key in sorted(places) if key.type in ("entity", "source"))
    for party in _parties(record, finder):
        key = find_record(finder.register, read_reference(party.id), PARTY) if party.id else None
        if key is not None and key in finder.withheld:
            yield key


def _parties(record: Record, finder: PublishedFinder) -> Iterator[Party]:
    """The parties in front matter as published; see `scrub_matter`."""
    match record.matter:
        case ArticleMatter(quotations=quotations):
            for said in quotations:
                if not said.withheld:
                    yield from _parties_of(said, finder)
        case ClaimMatter(reports=reports):
            for report in reports:
                yield report.by
                yield from report.citing
                if report.via is not None and finder.names(report.by):
                    yield report.via
                yield from report.probably_from
            yield from record.matter.probably_from
            for one in record.matter.one_origin:
                yield from one.of
        case _:
            pass


def _parties_of(said: SpokenWords, finder: PublishedFinder) -> Iterator[Party]:
    yield said.speaker
    if finder.names(said.speaker):
        yield from said.addressee
        if said.worded_by is not None:
            yield said.worded_by


def _kind(record: Record) -> str:
    return record.matter.kind if isinstance(record.matter, EntityMatter) else SOURCE


def _label(kind: str, config: SiteConfig) -> str:
    if kind == SOURCE:
        return stand_in_words(config.lang).source
    return config.kinds[kind].label if kind in config.kinds else kind
