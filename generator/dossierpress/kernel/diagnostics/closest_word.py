"""The closest of several words: equal but for slips, hyphens and case."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract
from rapidfuzz.utils import default_process

_CLOSE_ENOUGH = 72.0


def closest(word: str, possible: Iterable[str]) -> str | None:
    """See `diagnostic.suggest`."""
    if not word:
        return None
    wanted = _plain(word)
    others = sorted({one for one in possible if one != word})
    plain = [_plain(one) for one in others]
    # One call discards most words: a large dossier has thousands of ids, and hundreds of mistakes.
    likely = extract(wanted, plain, scorer=ratio, limit=20, score_cutoff=40.0)
    scored = sorted(
        ((_closeness(wanted, plain[index]), others[index]) for _, _, index in likely),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scored or scored[0][0] < _CLOSE_ENOUGH:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """The word without case, hyphens, underscores and spaces."""
    return " ".join(default_process(word.replace("_", " ")).split())


def _closeness(wanted: str, one: str) -> float:
    """Similarity from 0 to 100; words with the same letters but for one slip are always close."""
    if wanted == one:
        return 100.0
    if sorted(wanted.split()) == sorted(one.split()):
        return 99.0
    slips = DamerauLevenshtein.distance(wanted, one)
    longest = max(len(wanted), len(one))
    if slips == 1 and longest >= 3:
        return 98.0 - 10.0 / longest
    if slips == 2 and longest >= 6:
        return 90.0 - 10.0 / longest
    return float(ratio(wanted, one))
