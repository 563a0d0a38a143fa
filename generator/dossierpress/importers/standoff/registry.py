"""Entities and sources of the data -> ids, and items of entity and source files."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.importers.ids import NeedsId, TakenNames, assign_ids
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.site_settings import kind_id
from dossierpress.importers.standoff.form import ArticleShape, EntityShape, SourceShape, StandOff
from dossierpress.importers.text_output import clean_text
from dossierpress.schema.source import SourceKind

_WIKIDATA = re.compile(r"Q[1-9]\d*")
_NAMED_FOR_GOOD = frozenset(("person", "organization", "place", "event", "work", "object"))
"""Kinds whose names mean the same in every text; a day or a sum of money does not."""
_CALENDAR = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|today|yesterday|tomorrow|spring|summer|autumn"
    r"|winter|[\d\W_])+",
    re.IGNORECASE,
)
_BREAKS_ADDRESS = frozenset(' <>"\\`{}|^')
_SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


class Registry(Struct, frozen=True, kw_only=True):
    """Ids for everything that gets a page."""

    entities: Mapping[str, str]
    """Id in the data -> id in the dossier; named entities only."""
    sources: Mapping[str, str]
    articles: Mapping[str, str]
    """JSON path of an article -> id in the dossier: ids in the data may be missing or double."""
    listed: frozenset[str]
    """Ids in the data of all its entities, the unnamed ones too."""
    unnamed: Mapping[str, str]
    """Id in the data of every unnamed entity -> the words that stand for it."""
    names: Mapping[str, str]
    """Id in the data of every named entity -> its name."""
    agents: frozenset[str]
    """Ids in the data of persons and organizations, the unnamed ones too: they may speak."""
    taken: frozenset[str]
    """Every id that something has, of whatever type."""
    ambiguous: frozenset[str]
    """Ids of entities that other types have too: a reference must say `entity:`."""

    def reference(self, entity_id: str | None) -> str | None:
        """The reference to an entity of the data; None if it has no page."""
        id_ = self.entities.get(entity_id or "")
        return f"entity:{id_}" if id_ in self.ambiguous else id_

    def source_or_entity(self, id_: str) -> str | None:
        """The reference to a source of the data, else to an entity."""
        source = self.sources.get(id_)
        if source is None:
            return self.reference(id_)
        return f"source:{source}"


def assign_registry(data: StandOff, known: TakenNames) -> Registry:
    """An id for everything; the same data and dossier always give the same ids."""
    entities = assign_ids(
        [
            NeedsId(key=entity.id, name=entity.name, qualifiers=(kind_id(entity.kind),))
            for entity in data.entities
            if entity.named
        ],
        taken=known.taken("entity"),
    )
    sources = assign_ids(
        [NeedsId(key=source.id, name=source.name) for source in data.sources],
        taken=known.taken("source"),
    )
    keys = {article.where: f"{article.id or ''}{article.where}" for article in data.articles}
    articles = assign_ids(
        [
            NeedsId(
                key=keys[article.where],
                name=title_of(article),
                qualifiers=tuple(filter(None, (article.date, article.source))),
            )
            for article in data.articles
        ],
        taken=known.taken("article"),
    )
    others = {*sources.values(), *articles.values()}.union(
        *(known.taken(type_) for type_ in ("article", "source", "claim", "page"))
    )
    return Registry(
        entities=entities,
        sources=sources,
        articles={where: articles[key] for where, key in keys.items()},
        listed=frozenset(entity.id for entity in data.entities),
        unnamed={entity.id: one_line(entity.name) for entity in data.entities if not entity.named},
        names={entity.id: one_line(entity.name) for entity in data.entities if entity.named},
        agents=frozenset(
            entity.id
            for entity in data.entities
            if kind_id(entity.kind) in ("person", "organization")
        ),
        taken=frozenset({*others, *entities.values(), *known.taken("entity")}),
        ambiguous=frozenset(entities.values()) & others,
    )


def with_unlisted_sources(data: StandOff) -> tuple[StandOff, tuple[NotRepresented, ...]]:
    """The data with a source for every id in articles that the list of sources lacks."""
    listed = {source.id for source in data.sources}
    missing: dict[str, str] = {}
    for article in data.articles:
        if article.source and article.source not in listed:
            missing.setdefault(article.source, article.where)
    added = tuple(SourceShape(id=id_, name=id_) for id_ in missing)
    notes = tuple(
        NotRepresented(
            thing="source",
            where=f"{where}.source",
            what=id_,
            reason="the list of sources lacks it: it is registered under its id alone",
        )
        for id_, where in missing.items()
    )
    return replace(data, sources=(*data.sources, *added)), notes


def entity_item(
    entity: EntityShape, id_: str, relations: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Any], tuple[NotRepresented, ...]]:
    """One item of an entity file, as an author would write it.

    Aliases become weak: they are words that stood for the entity in one text ("Friday", "the
    team"), and must not link by themselves in another. So does a name of the kind of "March" and
    "Friday", which every text has, and means another day by it.
    """
    name = one_line(entity.name)
    aliases = dict.fromkeys(
        alias for alias in map(one_line, entity.aliases) if alias and alias != name
    )
    item: dict[str, Any] = {"id": id_, "kind": kind_id(entity.kind), "name": name}
    weak = [*([] if _links(name, item["kind"]) else [name]), *aliases]
    if weak:
        item["weak_aliases"] = weak
    notes = []
    if entity.kind is None:
        notes.append(
            NotRepresented(
                thing="field",
                where=f"{entity.where}.kind",
                what=name,
                reason=f"it has no kind: it is registered as `{item['kind']}`",
            )
        )
    if entity.wikidata and _WIKIDATA.fullmatch(entity.wikidata):
        item["ids"] = {"wikidata": entity.wikidata}
    elif entity.wikidata:
        notes.append(
            NotRepresented(
                thing="field",
                where=f"{entity.where}.wikidata",
                what=entity.wikidata,
                reason="it is not an item of Wikidata (`Q` and a number)",
            )
        )
    if relations:
        item["relations"] = list(relations)
    return item, tuple(notes)


def _links(name: str, kind: str) -> bool:
    """Whether a name may link automatically in other texts of the dossier."""
    return kind in _NAMED_FOR_GOOD and not _CALENDAR.fullmatch(name)


def source_item(
    source: SourceShape, id_: str, default_kind: SourceKind
) -> tuple[dict[str, Any], tuple[NotRepresented, ...]]:
    """One item of a source file. `default_kind` is for data that does not say."""
    known_kind = source.kind in _SOURCE_KINDS
    kind = cast("SourceKind", source.kind) if known_kind else default_kind
    item: dict[str, Any] = {"id": id_, "kind": kind, "name": one_line(source.name)}
    notes = []
    if source.kind and not known_kind:
        notes.append(
            NotRepresented(
                thing="field",
                where=f"{source.where}.kind",
                what=source.kind,
                reason=f"it is no kind of source: it is registered as `{default_kind}`",
            )
        )
    if source.url and is_web_address(source.url):
        item["url"] = source.url
    elif source.url:
        notes.append(not_an_address(f"{source.where}.url", source.url))
    if source.licence and source.licence.strip():
        item["description"] = f"Licence of its texts: {one_line(source.licence)}"
    return item, tuple(notes)


def title_of(article: ArticleShape) -> str:
    """Its title; its id, or its number, where it has none."""
    return one_line(article.title or article.id or "") or f"Article {article.number}"


def one_line(text: str) -> str:
    """Text for a name or a title: no line ends, single spaces, nothing that no page can hold."""
    # A byte order mark in the middle of a text is refused where an author writes it.
    return " ".join(clean_text(text)[0].replace("\ufeff", "\ufffd").split())


def is_web_address(url: str) -> bool:
    """Whether it is an http(s) address with a host and nothing that could end it early."""
    return _objection_to_address(url) is None


def _objection_to_address(url: str) -> str | None:
    """Why an address cannot be linked; None if it can."""
    strange = next((one for one in url if not one.isprintable() or one in _BREAKS_ADDRESS), None)
    if strange:
        shown = f"`{strange}`" if strange.isprintable() else f"the character U+{ord(strange):04X}"
        return f"it holds {'a space' if strange == ' ' else shown}, which no address can"
    try:
        parts = urlsplit(url)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        return "its host or port cannot be read"
    if parts.scheme not in ("http", "https"):
        return "it does not begin with `https://` or `http://`"
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or password"
    return None if parts.hostname and port_is_number else "it names no host"


def not_an_address(where: str, url: str) -> NotRepresented:
    """The note for an address that cannot be linked."""
    reason = f"{_objection_to_address(url)}, so nothing links to it"
    return NotRepresented(thing="field", where=where, what=url, reason=reason)
