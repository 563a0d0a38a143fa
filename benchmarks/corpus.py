"""The dossier that every generator builds, the same for the same number of articles.

N articles of some 450 words, N/4 entities of four kinds (a few of them in very many articles) and
N/20 sources; about twelve entities, four sources and three typed references to an article.
"""

import bisect
import itertools
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks import words

SEED = 20260115

NEWCOMER_ARTICLES = 200
"""In how many articles the name stands of whom the register does not know yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A row of the register of entities."""

    slug: str
    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A row of the register of sources."""

    slug: str
    title: str
    author: str
    year: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article; `entities` are slugs, in order."""

    slug: str
    title: str
    date: str
    summary: str
    tags: tuple[str, ...]
    entities: tuple[str, ...]
    cites: tuple[tuple[str, str], ...]
    """Slug of a source, and the place in it."""
    references: tuple[tuple[str, str], ...]
    """Kind, and slug of another article."""
    body: str
    """Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A whole dossier."""

    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    """The best known first."""
    sources: tuple[Source, ...]


NEWCOMER = Entity(
    slug="harrow-sound-lightkeepers",
    name="Harrow Sound Lightkeepers",
    kind="organisation",
    aliases=("the Harrow Sound Lightkeepers",),
)
"""Stands in texts from the beginning; an edit enters it in the register."""


def make_corpus(size: int) -> Corpus:
    """The corpus of that many articles."""
    chance = random.Random(SEED)  # noqa: S311 (the same every time, on purpose)
    entities = _entities(chance, max(8, size // 4))
    sources = _sources(chance, max(4, size // 20))
    return Corpus(
        articles=_articles(chance, size, entities, sources), entities=entities, sources=sources
    )


def slugify(text: str) -> str:
    """Words in small letters with hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class _Names:
    """Names that nobody else has: the second one of a name is called by its number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, name: str) -> str:
        numbered = (f"{name} {number}" for number in itertools.count(2))
        found = next(one for one in itertools.chain([name], numbered) if one not in self._taken)
        self._taken.add(found)
        return found


def _entities(chance: random.Random, number: int) -> tuple[Entity, ...]:
    names, slugs = _Names(), _Names()
    made = []
    for place in range(number):
        kind = words.KINDS[place % len(words.KINDS)]
        name, aliases = _called(chance, kind, names)
        slug = slugs.free(slugify(name)).replace(" ", "-")
        made.append(Entity(slug=slug, name=name, kind=kind, aliases=aliases))
    return tuple(made)


def _called(chance: random.Random, kind: str, names: _Names) -> tuple[str, tuple[str, ...]]:
    """A new name of an entity of a kind, and its other names."""
    if kind == "person":
        family = _family(chance)
        name = names.free(f"{chance.choice(words.GIVEN_NAMES)} {family}")
        return name, (f"{name[0]}. {name.partition(' ')[2]}", f"Dr {name}")
    if kind == "organisation":
        family = _family(chance)
        name = names.free(f"{family} {chance.choice(words.ORGANISATIONS)}")
        letters = "".join(word[0] for word in name.split())
        return name, (f"the {name}", f"{letters}-{family[:3].upper()}")
    if kind == "place":
        name = names.free(chance.choice(words.PLACES) + _family(chance))
        return name, (f"{name} district",)
    family = _family(chance)
    name = names.free(f"{family} {chance.choice(words.EVENTS)} of {chance.randint(1921, 2019)}")
    return name, (f"the {name.partition(' of ')[0]}",)


def _family(chance: random.Random) -> str:
    return "".join(chance.choice(part) for part in words.SYLLABLES)


def _sources(chance: random.Random, number: int) -> tuple[Source, ...]:
    titles, slugs = _Names(), _Names()
    made = []
    for place in range(number):
        adjective, noun = chance.choice(words.ADJECTIVES).title(), chance.choice(words.NOUNS)
        title = f"{adjective} {noun} of the {_family(chance)} {chance.choice(words.NOUNS)}"
        title = titles.free(title)
        author = f"{chance.choice(words.GIVEN_NAMES)} {_family(chance)}"
        made.append(
            Source(
                slug=slugs.free(slugify(title)).replace(" ", "-"),
                title=title,
                author=author,
                year=chance.randint(1950, 2025),
                url=f"https://example.org/doc/{place:05d}",
            )
        )
    return tuple(made)


def _articles(
    chance: random.Random, size: int, entities: tuple[Entity, ...], sources: tuple[Source, ...]
) -> tuple[Article, ...]:
    names = _Names()
    titles = [
        names.free(
            f"The {chance.choice(words.ADJECTIVES)} {chance.choice(words.NOUNS)}"
            f" of {_family(chance)}"
        )
        for _ in range(size)
    ]
    slugs = [f"{slugify(title)}-{number:05d}" for number, title in enumerate(titles)]
    known, cited = _popularity(len(entities)), _popularity(len(sources))
    newcomers = newcomer_articles(size)
    made = []
    for number, (slug, title) in enumerate(zip(slugs, titles, strict=True)):
        cast = [entities[one] for one in _pick(chance, known, 6, 18, int(chance.gauss(12, 2.5)))]
        cites = tuple(
            (sources[one].slug, f"p. {chance.randint(1, 400)}")
            for one in _pick(chance, cited, 2, 6, int(chance.gauss(4, 1)))
        )
        references = _references(chance, number, size)
        tags = tuple(sorted(chance.sample(words.TAGS, 3)))
        body = _body(chance, [entity.name for entity in cast])
        if number in newcomers:
            body += f"\nAmong those who signed were the {NEWCOMER.name}.\n"
        summary = 'How the {a} {n} was {v}, and what the {n} of {y} says about it: a "{a}" {n}.'
        made.append(
            Article(
                slug=slug,
                title=title,
                date=_date(number, size),
                summary=_fill(chance, summary, []),
                tags=tags,
                entities=tuple(entity.slug for entity in cast),
                cites=cites,
                references=tuple((kind, slugs[other]) for other, kind in references.items()),
                body=body,
            )
        )
    return tuple(made)


def newcomer_articles(size: int) -> range:
    """Places of the articles that name the newcomer: a fifth of them at most."""
    return range(0, size, max(size // NEWCOMER_ARTICLES, 5))[:NEWCOMER_ARTICLES]


def _date(number: int, size: int) -> str:
    """Ten years, from the first article to the last."""
    years, day = divmod(number * 3650 // size, 365)
    return f"{2015 + years:04d}-{day // 31 + 1:02d}-{day % 28 + 1:02d}"


def _popularity(number: int) -> list[float]:
    """Running sums of how well known the first, the second … is (Zipf and Mandelbrot)."""
    return list(itertools.accumulate((place + 5.0) ** -0.9 for place in range(1, number + 1)))


def _pick(
    chance: random.Random, sums: list[float], least: int, most: int, wanted: int
) -> Iterable[int]:
    """Different places, those of the best known more often."""
    picked: dict[int, None] = {}
    while len(picked) < min(max(least, min(most, wanted)), len(sums)):
        picked[bisect.bisect_left(sums, chance.random() * sums[-1])] = None
    return picked


def _references(chance: random.Random, number: int, size: int) -> dict[int, str]:
    """Places of other articles, and how this one refers to them."""
    found: dict[int, str] = {}
    while len(found) < min(size - 1, chance.choice([2, 3, 3, 4])):
        other = chance.randrange(size)
        if other != number:
            found[other] = chance.choice(words.REFERENCE_KINDS)
    return found


def _body(chance: random.Random, names: list[str]) -> str:
    pool = [*names, *(chance.choice(names) for _ in range(10))]
    chance.shuffle(pool)
    blocks: list[str] = []
    written, section, target = 0, 0, int(chance.gauss(400, 70))

    def add(block: str) -> None:
        nonlocal written
        blocks.append(block)
        written += sum(word != "-" for word in block.split())

    while written < target:
        if section and section % 2 == 0:
            blocks.append("## " + _fill(chance, chance.choice(words.HEADINGS), []))
        length = chance.randint(3, 6)
        add(" ".join(_fill(chance, chance.choice(words.SENTENCES), pool) for _ in range(length)))
        if section == 2:
            add(_fill(chance, chance.choice(words.QUOTATIONS), []))
        if section == 3:
            items = [_fill(chance, chance.choice(words.LIST_ITEMS), []) for _ in range(4)]
            add("\n".join(f"- {item}" for item in items))
        section += 1
    return "\n\n".join(blocks) + "\n"


def _fill(chance: random.Random, pattern: str, names: list[str]) -> str:
    """A pattern with words in its gaps; each name is taken once, in order."""

    def word(gap: re.Match[str]) -> str:  # noqa: PLR0911 (one for each gap)
        match gap[1]:
            case "a":
                return chance.choice(words.ADJECTIVES)
            case "n":
                return chance.choice(words.NOUNS)
            case "v":
                return chance.choice(words.VERBS)
            case "adv":
                return chance.choice(words.ADVERBS)
            case "m":
                return chance.choice(words.MONTHS)
            case "y":
                return str(chance.randint(1921, 2019))
            case "d" | "d2":
                return str(chance.randint(1, 28))
            case "num" | "num2":
                return str(chance.randint(12, 980))
            case _:
                return names.pop(0) if names else f"the {chance.choice(words.NOUNS)}"

    return re.sub(r"\{(\w+)\}", word, pattern)
