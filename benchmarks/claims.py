"""Claims for our own form of the corpus: four reports to each, over its sources and entities.

Ten claims are about one subject and aspect, with values that often exclude each other; a third of
the reports rest on the word of others.
"""

import random

from benchmarks.corpus import SEED, Corpus
from benchmarks.forms import Files

IN_A_FILE = 100


def claims(corpus: Corpus, number: int, *, edited: bool = False) -> Files:
    """Files of that many claims; `edited` says whether the first one says something else."""
    chance = random.Random(SEED)  # noqa: S311 (the same every time, on purpose)
    sources = sorted(one.slug for one in corpus.sources)
    entities = sorted(one.slug for one in corpus.entities)
    for first in range(0, number, IN_A_FILE):
        lines = [
            line
            for place in range(first, min(first + IN_A_FILE, number))
            for line in _claim(place, chance, sources, entities)
        ]
        text = "".join(f"{line}\n" for line in lines)
        if edited and not first:
            text = text.replace("was closed.", "was never closed.", 1)
        yield f"content/claims/claims-{first:06}.yml", text


def _claim(
    number: int, chance: random.Random, sources: list[str], entities: list[str]
) -> list[str]:
    """Nobody cites who comes later, so that nothing goes round in a circle."""
    speakers = sorted(chance.sample(sources, 4))
    lines = [
        f"- id: claim-{number}",
        f"  text: The ledger of {number} was closed.",
        f"  about: {entities[number // 10 % len(entities)]}",
        f"  aspect: ledger-{number // 10 // len(entities)}",
        f"  value: {chance.randrange(5)}",
        f"  status: {{is: reported, on: 2024-0{chance.randrange(1, 6)}-11}}",
        "  reports:",
    ]
    for place, speaker in enumerate(speakers):
        stance = chance.choices(("asserts", "denies", "doubts"), (8, 1, 1))[0]
        citing = (
            f", citing: {chance.choice(speakers[:place])}"
            if place and chance.random() < 0.4
            else ""
        )
        lines.append(
            f"    - {{by: source:{speaker}, stance: {stance}, on: 2024-05-1{place}{citing}}}"
        )
    return lines
