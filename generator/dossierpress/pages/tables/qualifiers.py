"""Qualifiers of records with one name and kind: `John Smith (baker in Port Sill)`.

A qualifier is the first of these that no namesake could have too: the beginning of the description,
dates, places, the id. Only published records count: a private namesake changes nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dossierpress.kernel import dates
from dossierpress.kernel.key import Key, party_key
from dossierpress.kernel.languages import country_name
from dossierpress.model.site import Site
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.schema.source import SourceMatter

_LENGTHS = (40, 80)
"""Code points of a description; more of them where its beginning tells nothing apart."""


_SENTENCE_ENDS = re.compile(r"[.!?。！？؟।](?=\s|\Z)")


_BETWEEN = ", "


def qualifiers(site: Site) -> Mapping[Key, str]:
    """What stands behind the name of each record that shares it with another of its kind.

    Articles that their dates tell apart need nothing more: lists show the date.
    """
    named: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, same in _names_in_lists(site):
        named[key.type, *map(_folded_name, same)].append(key)
    found: dict[Key, str] = {}
    for keys in named.values():
        if len(keys) > 1:
            found.update(_distinguished(keys, site))
    return found


def _names_in_lists(site: Site) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Each record, with what two of a list must both share to be taken for one another."""
    for id_, entity in site.entities.items():
        yield Key(type="entity", id=id_), (entity.matter.kind, entity.matter.name[0].text)
    for id_, source in site.sources.items():
        yield Key(type="source", id=id_), (source.matter.kind, source.matter.name[0].text)
    for id_, article in site.articles.items():
        yield Key(type="article", id=id_), (article.matter.date or "", article.matter.title)
    for id_, page in site.pages.items():
        yield Key(type="page", id=id_), (page.matter.title,)


def _distinguished(keys: Sequence[Key], site: Site) -> Iterator[tuple[Key, str]]:
    offers = {key: dict.fromkeys(_possible_qualifiers(key, site)) for key in keys}
    times = Counter(
        words for offered in offers.values() for words in {_folded_name(one) for one in offered}
    )
    for key in keys:
        yield key, next((one for one in offers[key] if times[_folded_name(one)] == 1), key.id)


def _possible_qualifiers(key: Key, site: Site) -> Iterator[str]:
    """What may be said of a record, the best first."""
    match key.type:
        case "entity":
            matter = site.entities[key.id].matter
            if matter.sensitivity:
                return  # whoever needs care is described on no page but his own
            yield from _beginnings(matter.description)
            yield from _joined(_dates(matter, site))
            yield from _joined(_places(matter, site))
        case "source":
            source = site.sources[key.id].matter
            yield from _beginnings(source.description)
            if source.published:
                yield _date(source.published, site)
            yield from _joined(_places_of_source(source, site))
        case "article":
            yield from _beginnings(site.articles[key.id].matter.summary)
        case "page":
            yield from _beginnings(site.pages[key.id].matter.summary)
        case "claim":
            pass


def _beginnings(text: str | None) -> Iterator[str]:
    """The first words of a text, as few as can be first."""
    if not text:
        return
    line = " ".join(text.split())
    end = _SENTENCE_ENDS.search(line)
    sentence = line[: end.start()] if end else line
    for length in _LENGTHS:
        if len(sentence) <= length:
            yield sentence
            return
        cut = sentence.rfind(" ", 0, length + 1)
        yield f"{sentence[: cut if cut > 0 else length].rstrip(' ,;:')} …"


def _joined(parts: Iterator[str]) -> Iterator[str]:
    said = _BETWEEN.join(dict.fromkeys(parts))
    if said:
        yield said


def _dates(matter: EntityMatter, site: Site) -> Iterator[str]:
    for one in matter.properties:
        if one.type == "date":
            shown = _date(one.value, site)
            yield f"{_label(one, matter, site)} {shown}"


def _label(one: Property, matter: EntityMatter, site: Site) -> str:
    kind = site.config.kinds.get(matter.kind)
    known = None if kind is None else kind.properties.get(one.name)
    return one.name if known is None else known.label


def _places(matter: EntityMatter, site: Site) -> Iterator[str]:
    for one in matter.properties:
        if one.type == "place" and one.value in site.entities:
            yield site.entities[one.value].matter.name[0].text
        elif one.type == "country":
            yield country_name(one.value, site.config.lang)
        elif one.type == "coordinates":
            yield one.value


def _places_of_source(source: SourceMatter, site: Site) -> Iterator[str]:
    if source.publisher:
        yield from _name(party_key(source.publisher), site)
    if source.country:
        yield country_name(source.country, site.config.lang)


def _name(key: Key, site: Site) -> Iterator[str]:
    found = (site.entities if key.type == "entity" else site.sources).get(key.id)
    if found is not None:
        yield found.matter.name[0].text


def _date(edtf: str, site: Site) -> str:
    return dates.display(edtf, site.config.lang, site.config.timezone)


def _folded_name(text: str) -> str:
    return " ".join(text.split()).casefold()
