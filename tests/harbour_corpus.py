"""A dossier of any size, the same for the same numbers, with something of most that one can write.

N articles of some 450 words, N/4 entities of four kinds and N/20 sources, with about twelve
declared entities, four cited sources and three cross-references to an article. The words say
nothing about anybody: they are a harbour town's paperwork.
"""
# ruff: noqa: SIM905 (lists of words)

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SEED = 7
GIVEN = (
    "Abena Anselm Birgit Casimir Chidi Delphine Edvard Farah Gustav Halina Ines Jarek Kamala "
    "Laszlo Mireille Nuno Odile Pavel Rasmus Saskia Teodora Umberto Valeria Wanda Yannick Zuzana"
).split()
FAMILY_HEAD = (
    "Alten Brak Corv Dral Esk Ferl Gorn Hask Ilm Jast Krel Lund Morv Nesk Orv Prest".split()
)
FAMILY_TAIL = "berg dahl er feld gard holt ing ka lin mark nik ow quist rup sen sted vik".split()
TOWN_TAIL = (
    "bridge bury combe field haven hithe minster mouth ness pool quay stow wharf wick".split()
)
FIRM_TAIL = (
    "Ballast Company|Bonded Stores|Chandlers|Coal Wharf|Cold Stores|Dredging Works|Ferry Line|"
    "Lighterage|Pilots' Guild|Rope Works|Salvage Office|Shipwrights|Tug Company|Weighing House"
).split("|")
EVENT_TAIL = "Arbitration|Auction|Collision|Grounding|Hearing|Inspection|Lockout|Survey".split("|")
PAPER_TAIL = "Courier|Dispatch|Gazette|Ledger|Mercury|Register|Sentinel|Tidings".split("|")
KINDS = ("person", "organization", "place", "event")
TAGS = (
    "customs dredging ferries fuel grain insurance labour pilots quays repairs tolls wrecks".split()
)
LINKS = ("follows", "updates", "supports", "background", "responds-to")

SENTENCES = (
    "{who} {did} the {thing} of {month} before the {thing} was {state}.",
    "The {thing} that {who} {did} is {quality}, and the {thing} beside it is not.",
    "By {month} the {thing} had been {state}, which {who} called {quality}.",
    "A {quality} {thing} of {number} pages names {who} and the {thing}.",
    "Nobody {did} the {thing}, although {who} had {did} it {number} times.",
    "What {who} {did} in {month} was {quality}; the {thing} says so {cite}.",
    "Two copies of the {thing} exist {cite}, and both were {state} in {month}.",
    "{who} says that the {thing} was {state} {cite}.",
    "The {thing} lists {number} hulls, {number} cranes and one {quality} {thing}.",
    "Neither {who} nor {who} would say who {did} the {thing}.",
    "It took until {month} for the {thing} to reach {who}.",
    "For the {thing}, {who} paid {number} crowns, *{quality}* by any measure.",
)
HEADINGS = (
    "What the {thing} shows|Before the {thing}|After {month}|The {quality} {thing}|"
    "Who {did} the {thing}|Open points"
).split("|")
THINGS = (
    "anchorage berth bill boiler cable cargo chart claim contract crane crew dock ferry fine gauge "
    "hold invoice jetty keel lamp lease log manifest mooring notice pump ramp receipt report "
    "roster seal shed slipway tariff tender tide-table toll tug wage-book winch"
).split()
DONE = (
    "altered approved audited cancelled checked copied delayed filed found inspected kept measured "
    "mislaid paid questioned recorded refused renewed sealed signed sold weighed"
).split()
QUALITIES = (
    "brief careful complete costly damp exact faded heavy incomplete late legible neat odd plain "
    "routine sober stamped thin unsigned unusual"
).split()
MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity or a source of the corpus."""

    id: str
    name: str
    kind: str


def write_corpus(articles: int, folder: Path, seed: int = SEED) -> None:
    """Write a dossier of that many articles into a new folder."""
    chance = random.Random(f"{seed}/{articles}")
    entities = _entities(chance, max(articles // 4, 8))
    sources = _sources(chance, max(articles // 20, 4))
    _put(folder, "site.yml", f"title: The harbour papers\npage_size: 100\n# seed {seed}\n")
    for number, part in enumerate(_parts(entities)):
        text = "".join(_entity(chance, entity, entities, sources) for entity in part)
        _put(folder, f"content/entities/list-{number:03}.yml", text)
    text = "".join(
        f"- {{id: {source.id}, kind: {source.kind}, name: {source.name},"
        f" url: 'https://{source.id}.example/'}}\n"
        for source in sources
    )
    _put(folder, "content/sources/sources.yml", text)
    ids = [f"paper-{number:05}" for number in range(articles)]
    for number, article in enumerate(ids):
        text = _article(chance, number, ids, entities, sources)
        _put(folder, f"content/articles/{number // 500:02}/{article}.md", text)


def _parts(items: list[Named], size: int = 50) -> list[list[Named]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _put(folder: Path, path: str, text: str) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _entities(chance: random.Random, number: int) -> list[Named]:
    makers: dict[str, Callable[[], str]] = {
        "person": lambda: f"{chance.choice(GIVEN)} {_family(chance)}",
        "organization": lambda: f"{_family(chance)} {chance.choice(FIRM_TAIL)}",
        "place": lambda: f"{_family(chance)}{chance.choice(TOWN_TAIL)}",
        "event": lambda: (
            f"{_family(chance)} {chance.choice(EVENT_TAIL)} of {chance.randint(1950, 2023)}"
        ),
    }
    seen: set[str] = set()
    named: list[Named] = []
    while len(named) < number:
        kind = KINDS[len(named) % len(KINDS)]
        name = makers[kind]()
        slug = _slug(name)
        if slug not in seen:
            seen.add(slug)
            named.append(Named(id=slug, name=name, kind=kind))
    return named


def _sources(chance: random.Random, number: int) -> list[Named]:
    kinds = ("newspaper", "court", "government", "document")
    named: list[Named] = []
    for place in range(number):
        name = f"{_family(chance)} {chance.choice(PAPER_TAIL)} {place + 1}"
        named.append(Named(id=_slug(name), name=name, kind=kinds[place % len(kinds)]))
    return named


def _family(chance: random.Random) -> str:
    return chance.choice(FAMILY_HEAD) + chance.choice(FAMILY_TAIL)


def _slug(name: str) -> str:
    return "-".join(
        "".join(c if c.isalnum() else " " for c in name.replace("'", "")).lower().split()
    )


def _entity(
    chance: random.Random, entity: Named, entities: list[Named], sources: list[Named]
) -> str:
    other = chance.choice([one for one in entities[:200] if one.id != entity.id])
    return (
        f"- id: {entity.id}\n  kind: {entity.kind}\n  name: {entity.name}\n"
        f"  description: {entity.name} stands in the harbour papers.\n"
        f"  relations:\n    - {{type: related-to, to: {other.id},"
        f" source: {chance.choice(sources).id}}}\n"
    )


def _article(
    chance: random.Random,
    number: int,
    ids: list[str],
    entities: list[Named],
    sources: list[Named],
) -> str:
    cast = _popular(chance, entities, 12)
    cited = _popular(chance, sources, 4)
    earlier = sorted(chance.sample(range(number), min(number, 3)))
    thing = chance.choice(THINGS)
    lines = [
        "---",
        f"title: The {chance.choice(QUALITIES)} {thing} of {chance.choice(MONTHS)}, no. {number}",
        f"date: {1990 + number % 34}-{1 + number % 12:02}-{1 + number % 28:02}",
        f"summary: What became of the {thing}.",
        f"tags: [{', '.join(sorted(chance.sample(TAGS, 2)))}]",
        "entities:",
        *(f"  - {one.id}" for one in cast[:9]),
        *(f"  - {{id: {one.id}, role: signed the {thing}}}" for one in cast[9:]),
        "sources:",
        *(f"  - {one.id}" for one in cited),
    ]
    if earlier:
        lines.append("references:")
        lines += [f"  - {{to: {ids[one]}, type: {chance.choice(LINKS)}}}" for one in earlier]
    lines += ["---", ""]
    for section in range(3):
        if section:
            lines += [f"## {_fill(chance, chance.choice(HEADINGS), cast, cited)}", ""]
        for _ in range(3):
            said = (_fill(chance, chance.choice(SENTENCES), cast, cited) for _ in range(4))
            lines += [" ".join(said), ""]
    return "\n".join(lines)


def _popular(chance: random.Random, named: list[Named], number: int) -> list[Named]:
    """Different ones, the first far more often: a few names are in every story."""
    picked: dict[str, Named] = {}
    while len(picked) < min(number, len(named)):
        one = named[min(int(chance.paretovariate(0.6)) - 1, 10**9) % len(named)]
        picked.setdefault(one.id, one)
    return list(picked.values())


def _fill(chance: random.Random, pattern: str, cast: list[Named], cited: list[Named]) -> str:
    """A sentence: names are plain (they link by themselves), or wikilinks now and then."""

    def who() -> str:
        one = chance.choice(cast)
        return one.name if chance.random() < 0.7 else f"[[{one.id}|{one.name}]]"

    fillers: dict[str, Callable[[], str]] = {
        "who": who,
        "did": lambda: chance.choice(DONE),
        "state": lambda: chance.choice(DONE),
        "thing": lambda: chance.choice(THINGS),
        "quality": lambda: chance.choice(QUALITIES),
        "month": lambda: chance.choice(MONTHS),
        "number": lambda: str(chance.randint(2, 900)),
        "cite": lambda: f"[@{chance.choice(cited).id}, p. {chance.randint(1, 90)}]",
    }
    parts = pattern.replace("}", "{").split("{")
    text = "".join(fillers[part]() if place % 2 else part for place, part in enumerate(parts))
    return text[0].upper() + text[1:]
