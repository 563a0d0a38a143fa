"""A dossier full of canaries, in memory and on disk."""

from pathlib import Path

import pytest

from building import lay
from dossierpress.source.project import Project
from leaks.canaries import Canaries, dossier_with_canaries


@pytest.fixture
def birds() -> Canaries:
    """A word of its own in every field of all that is withheld."""
    return dossier_with_canaries()


@pytest.fixture
def project(birds: Canaries, tmp_path: Path) -> Project:
    """The same on disk."""
    return lay(tmp_path / "site", birds.files)
