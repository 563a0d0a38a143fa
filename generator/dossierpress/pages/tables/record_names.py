"""What records and tags are called where others name them, and the letter that they stand under.

A `RecordHead` is what other pages show of a record; an edit of its text does not change it.
Records of one name and kind get a qualifier: `John Smith (baker in Port Sill)`. It is the first of
these that no namesake could have too: the beginning of the description, dates, places, the id.
Only published records count: a private namesake changes nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel import dates
from dossierpress.kernel.collation import jump_letters
from dossierpress.kernel.key import Key, party_key
from dossierpress.kernel.languages import country_name
from dossierpress.model.site import Site
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.schema.shared_types import LocalName
from dossierpress.schema.source import SourceMatter


class RecordHead(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What a record is called, and when and in which language it was written."""

    text: str
    """Its title, or its first name."""
    called_in: str | None
    """Language of that; None where it is the site's."""
    kind: str | None = None
    """Of an entity or a source."""
    lang: str | None = None
    """Language of its text; None where it is the site's."""
    date: str | None = None
    """Of an article; EDTF."""
    qualifier: str | None = None
    """What tells it from others of its name and kind; only where there are any."""


class Summary(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What lists show of an article beside its head."""

    summary: str | None
    covers: str | None
    """EDTF."""
    as_of: str | None
    """EDTF."""
    image: str | None
    """Path below content/media/."""


def heads(site: Site, qualifiers: Mapping[Key, str]) -> Mapping[Key, RecordHead]:
    """The heads of all records.

    Args:
        site: What is published.
        qualifiers: What tells records apart that have one name.
    """
    found = dict(_heads(site))
    return found | {key: replace(found[key], qualifier=words) for key, words in qualifiers.items()}


def summaries(site: Site) -> Mapping[str, Summary]:
    """The summaries of all articles."""
    matters = ((id_, article.matter) for id_, article in site.articles.items())
    return {
        id_: Summary(summary=one.summary, covers=one.covers, as_of=one.as_of, image=one.image)
        for id_, one in matters
    }


def _heads(site: Site) -> Iterator[tuple[Key, RecordHead]]:
    for id_, article in site.articles.items():
        text, lang = article.matter.title, article.matter.lang
        date = article.matter.date
        yield (
            Key(type="article", id=id_),
            RecordHead(text=text, called_in=lang, lang=lang, date=date),
        )
    for id_, entity in site.entities.items():
        name = entity.matter.name[0]
        kind = entity.matter.kind
        yield Key(type="entity", id=id_), RecordHead(text=name.text, called_in=name.lang, kind=kind)
    for id_, source in site.sources.items():
        local = source.matter.name[0]
        kind = source.matter.kind
        yield (
            Key(type="source", id=id_),
            RecordHead(text=local.text, called_in=local.lang, kind=kind),
        )
    for id_, claim in site.claims.by_id.items():
        text, lang = claim.matter.text, claim.matter.lang
        yield Key(type="claim", id=id_), RecordHead(text=text, called_in=lang, lang=lang)
    for id_, page in site.pages.items():
        text, lang = page.matter.title, page.matter.lang
        yield Key(type="page", id=id_), RecordHead(text=text, called_in=lang, lang=lang)


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


def label_of_tag(
    tag: str, names: Sequence[LocalName], site_lang: str, lang: str | None = None
) -> tuple[str, str]:
    """(language, words): what the settings call a tag in a language, else first of all.

    A tag that they do not name is called as it is written, in the site's language.

    Args:
        tag: As it is written.
        names: What the settings call it.
        site_lang: The language of the site.
        lang: That in which the words are wanted; None means the site's.
    """
    wanted = lang or site_lang
    known = [(one.lang or site_lang, one.text) for one in names]
    known = known or [(site_lang, tag.replace("-", " "))]
    in_language = [one for one in known if base_language(one[0]) == base_language(wanted)]
    return next((one for one in in_language if one[0] == wanted), (in_language or known)[0])


def base_language(tag: str) -> str:
    """The language of a tag of BCP 47, without script and country: `sr` of `sr-Latn`."""
    return tag.partition("-")[0].lower()


class AlphabetEntry(Struct, frozen=True, gc=False):
    """A record with the letter that it stands under."""

    letter: str
    id: str


def alphabet_entries(names: Mapping[str, str], lang: str) -> tuple[AlphabetEntry, ...]:
    """Records by letter, keeping their order.

    Args:
        names: Id -> the name that it is sorted by, in order.
        lang: The language in whose order they are.
    """
    letters = jump_letters(tuple(names.values()), lang)
    found: dict[str, list[AlphabetEntry]] = {}
    for id_, letter in zip(names, letters, strict=True):
        found.setdefault(letter, []).append(AlphabetEntry(letter, id_))
    return tuple(one for group in found.values() for one in group)


def sorting_name(name: tuple[LocalName, ...], sort_as: str | None) -> str:
    """The form of a name that its place in a list comes from."""
    return sort_as or name[0].text


def first_places(entries: Iterable[AlphabetEntry]) -> tuple[tuple[str, int], ...]:
    """(letter, place of the first entry under it)."""
    first: dict[str, int] = {}
    for place, one in enumerate(entries):
        first.setdefault(one.letter, place)
    return tuple(first.items())
