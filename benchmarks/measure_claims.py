"""Time builds of a generated dossier with many claims: `measure_claims.py CLAIMS [JOBS]`.

Four reports to a claim, a third of them on the word of others, over the sources and entities of
1,000 articles; ten claims to a subject and aspect, with values that often exclude each other.
"""
# ruff: noqa: INP001, S311 (a script whose chance is the same every time)

import random
import re
import sys
import tempfile
from pathlib import Path

from corpus import SEED, write_corpus
from measure import timed

from dossierpress.project import at

ARTICLES = 1000


def main(claims: int, jobs: int | None) -> None:
    """Print two lines."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        write_corpus(ARTICLES, root)
        write_claims(claims, root)
        project = at(root)
        timed("cold", project, jobs)
        timed("again", project, jobs)


def write_claims(claims: int, root: Path) -> None:
    """Add claims to a dossier, a hundred to a file."""
    chance = random.Random(SEED)
    sources = ids_below(root / "content/sources")
    entities = ids_below(root / "content/entities")
    for first in range(0, claims, 100):
        lines = [
            line for n in range(first, first + 100) for line in claim(n, chance, sources, entities)
        ]
        path = root / f"content/claims/claims-{first:06}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines))


def claim(number: int, chance: random.Random, sources: list[str], entities: list[str]) -> list[str]:
    """One claim; nobody cites who comes later, so that nothing goes round in a circle."""
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


def ids_below(folder: Path) -> list[str]:
    """Ids of the records in its files."""
    texts = [path.read_text() for path in sorted(folder.glob("*.yml"))]
    return sorted(re.findall(r"^- \{?id: ([a-z0-9-]+)", "".join(texts), re.MULTILINE))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None)
