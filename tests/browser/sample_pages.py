"""One page of every template, and of every kind of entity, out of a built dossier.

The page for what is not found is left out: its links begin at the root of a server.
"""

from pathlib import Path

from harness import BuiltDossier

TEMPLATES = (
    "index.html",
    "bibliography.html",
    "glossary.html",
    "accessibility.html",
    "claims/al-hindi-attended.html",
    "articles/index.html",
    "articles/tehran-meeting.html",
    "articles/tehran-meeting-ar.html",
    "articles/tehran-meeting-fa.html",
    "entities/index.html",
    "entities/kind/person.html",
    "entities/hossein-salami.html",
    "entities/irgc.html",
    "entities/tehran.html",
    "entities/tehran-meeting-2024.html",
    "search.html",
    "timeline.html",
    "network.html",
    "map.html",
    "sources/index.html",
    "sources/the-national.html",
    "pages/method.html",
    "tags/index.html",
    "tags/iran.html",
)


def sample_pages(built_dossier: BuiltDossier) -> tuple[Path, ...]:
    """The pages above, each of which must exist."""
    pages = tuple(built_dossier.output / path for path in TEMPLATES)
    missing = [path for path in pages if path not in built_dossier.pages]
    assert missing == []
    return pages
