"""The stamp of a claim tells of everything that it is made of, and of nothing else."""

from collections.abc import Mapping

import pytest
from resolving import article, resolved

from dossierpress.kernel.key import Key
from dossierpress.model.site import Site

CLAIMS = """\
- id: gate
  text: The gate was shut.
  about: yard
  aspect: gate
  value: 3
  reports: [{by: paper}, {by: wire}, {by: insider}]
- id: other
  text: The yard was open.
  about: yard
  aspect: gate
  value: 3
  reports: [{by: wire}]
"""
SOURCES = """\
- {id: paper, kind: newspaper, name: The Paper}
- {id: wire, kind: wire, name: The Wire, owner: yard}
- {id: insider, kind: document, name: A file, private: true}
"""
FILES: Mapping[str, str] = {
    "claims/all.yml": CLAIMS,
    "sources/all.yml": SOURCES,
    "entities/all.yml": "- {id: yard, kind: place, name: The Yard}\n",
    "articles/first.md": article("Nothing of it."),
}
STUB = "private: true, access: [{copy: [{kind: excerpt, is: stub, url: 'https://example.org/'}]}]"

MADE_OF = {
    "what it says": ("claims/all.yml", "was shut", "was open"),
    "a value that it excludes": (
        "claims/all.yml",
        "value: 3\n  reports: [{by: wire}]",
        "value: 4\n  reports: [{by: wire}]",
    ),
    "a claim that contradicts it": (
        "claims/all.yml",
        "reports: [{by: wire}]",
        "reports: [{by: wire}]\n  contradicts: [{to: gate, note: So.}]",
    ),
    "a source that never counts": ("sources/all.yml", "The Wire", "The Wire, counts: never"),
    "how a source knows": ("sources/all.yml", "The Paper", "The Paper, basis: witness"),
    "a source of the same owner": ("sources/all.yml", "The Paper", "The Paper, owner: yard"),
    "a source that is private": ("sources/all.yml", "The Wire", "The Wire, private: true"),
    "a private source of which a stub was read": ("sources/all.yml", "private: true", STUB),
    "an article that carries it": ("articles/first.md", "---\nNo", "claims: [gate]\n---\nNo"),
}
NOT_MADE_OF = {
    "an article": ("articles/first.md", "Nothing", "Little"),
    "the name of an entity": ("entities/all.yml", "The Yard", "The Dock"),
    "what another claim says": ("claims/all.yml", "was open", "was closed"),
}


def after(path: str, old: str, new: str) -> Site:
    assert FILES[path].count(old) == 1
    return resolved({**FILES, path: FILES[path].replace(old, new)}).site


def stamp(site: Site) -> bytes:
    return site.stamps[Key(type="claim", id="gate")]


@pytest.mark.parametrize("name", MADE_OF)
def test_a_stamp_tells_of_what_a_claim_is_made_of(name: str) -> None:
    was, now = resolved(FILES).site, after(*MADE_OF[name])

    assert was.claims.by_id["gate"] != now.claims.by_id["gate"]
    assert stamp(was) != stamp(now)


@pytest.mark.parametrize("name", NOT_MADE_OF)
def test_a_stamp_tells_of_nothing_else(name: str) -> None:
    was, now = resolved(FILES).site, after(*NOT_MADE_OF[name])

    assert was.claims.by_id["gate"] == now.claims.by_id["gate"]
    assert stamp(was) == stamp(now)
