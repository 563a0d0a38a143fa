"""Paths as people would type them."""

from pathlib import Path

from dossierpress import portable_name


def shown(path: Path) -> str:
    """Relative to the working folder where it is below it; odd characters spelled out."""
    here = Path.cwd()
    near = path.relative_to(here) if path.is_relative_to(here) else path
    return portable_name.shown(str(near))
