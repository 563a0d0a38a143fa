"""A cache that is damaged at any place costs time and never shows in what is published."""

import os
import random
from pathlib import Path

import pytest

from building import SMALL, lay, must_publish, tree
from dossierpress.engine.store import FILE

OFFSETS = 1000 if os.environ.get("DOSSIER_TORTURE") else 60
"""Places to damage; all of them by `make torture`."""


@pytest.mark.parametrize("damage", ["flip", "truncate"])
def test_a_cache_damaged_anywhere_never_shows(tmp_path: Path, damage: str) -> None:
    project = lay(tmp_path / "site", SMALL)
    must_publish(project)
    expected = tree(project.output)
    cache = project.cache / FILE
    for suffix in ("-wal", "-shm"):
        assert not cache.with_name(FILE + suffix).exists()
    good = cache.read_bytes()
    chosen = random.Random(11)
    for place in sorted(chosen.sample(range(len(good)), OFFSETS)):
        data = bytearray(good)
        if damage == "flip":
            data[place] ^= chosen.randrange(1, 256)
        else:
            del data[place:]
        cache.write_bytes(data)

        report = must_publish(project)

        assert (0, 0) == (report.counts.written, report.counts.pruned), place
        assert expected == tree(project.output), place
