"""Every seed and every finding, and a fixed few changes of them: no promise is broken."""

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.seeds import seeds, words
from fuzz.targets import TARGETS

FINDINGS = Path(__file__).parent / "findings"
CHANGED = 150
"""Changed seeds that each target is given…"""
SLOW = {"dossier": 6}
"""…but for those that take so many times longer, which are given as many times fewer inputs."""


def findings() -> list[object]:
    return [
        pytest.param(path.parent.name, path, id=f"{path.parent.name}/{path.stem}")
        for path in sorted(FINDINGS.glob("*/*"))
    ]


@pytest.mark.parametrize(("target", "path"), findings())
def test_a_finding_stays_mended(target: str, path: Path) -> None:
    TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_every_seed_keeps_every_promise(target: str) -> None:
    found = seeds(target)[:: SLOW.get(target, 1)]
    assert found
    for seed in found:
        TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
def test_changed_seeds_keep_every_promise(target: str) -> None:
    for data in changed(target):
        TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
@settings(derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_made_up_inputs_keep_every_promise(target: str, data: st.DataObject) -> None:
    given_words = [*words(target), *(bytes([byte]) for byte in b"\0\1\2 \n:-[]{}<>|#*\"'\xff")]
    pieces = st.sampled_from(given_words) | st.text(max_size=6).map(str.encode) | st.binary()
    TARGETS[target](b"".join(data.draw(st.lists(pieces, max_size=30))))


def changed(target: str) -> Iterator[bytes]:
    """Seeds cut, doubled, crossed, and with words put in: the same ones every time."""
    choose = random.Random(zlib.crc32(target.encode()))
    found, inserts = seeds(target), (*words(target), b"\0", b"\xff", b"\n")
    for _ in range(CHANGED // SLOW.get(target, 1)):
        data = bytearray(choose.choice(found))
        for _ in range(choose.randint(1, 4)):
            start = choose.randint(0, len(data))
            end = min(len(data), start + choose.randint(0, 12))
            other = choose.choice(found)
            cut = choose.randint(0, len(other))
            match choose.randrange(5):
                case 0:
                    del data[start:end]
                case 1:
                    data[start:end] = choose.choice(inserts)
                case 2:
                    data[start:start] = choose.choice(inserts)
                case 3:
                    data[start:start] = data[start:end] * choose.randint(1, 8)
                case _:
                    data[start:] = other[cut : cut + 400]
        yield bytes(data)
