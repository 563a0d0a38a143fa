"""People whom a real site names and does not know: found exactly, each at its place.

The site keeps its people in one file by name and names them by role in front matter. Here they
become entities whose ids are made of their names alone, and every naming becomes an entry of
`entities`; who is known is for the check to find out.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from taking_over import SETTINGS, checked, markdown_files

from dossierpress.facts.front_matter import split_front_matter
from dossierpress.importers.ids import slugify
from dossierpress.located_yaml.nodes import MappingNode, ScalarNode, SequenceNode
from dossierpress.located_yaml.reader import read

ROLES = (
    *("authors", "editors", "reviewers"),
    *("translator", "translation-editor", "translation-reviewer"),
)


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "sites" / "programminghistorian"


def test_every_unknown_person_is_found_and_no_other(folder: Path, tmp_path: Path) -> None:
    oracle = json.loads((folder / "xref-oracle.json").read_text(encoding="utf-8"))
    unknown = oracle["people_not_in_registry"].items()
    expected = {(name, file, role) for name, places in unknown for file, role in places}
    namings = {file: tuple(named_in(folder / "site" / file)) for file in files(folder)}
    assert oracle["references"] == sum(map(len, namings.values()))
    assert oracle["registry"] == lay_out(folder, tmp_path, namings)

    found = [one for one in checked(tmp_path) if one.code == "ref-unknown-entity"]

    said = set()
    for one in found:
        assert one.span is not None
        file = one.path.removeprefix("content/articles/")
        # The first naming stands on the line behind `entities:`.
        name, role, line = namings[file][one.span.line - FIRST_NAMING]
        original = (folder / "site" / file).read_text(encoding="utf-8").split("\n")[line - 1]
        assert name in original
        assert f"`{id_of(name)}`" in one.message
        said.add((name, file, role))
    assert expected == said
    assert len(expected) == len(oracle_places(oracle))


def test_nothing_else_is_wrong_with_the_people(folder: Path, tmp_path: Path) -> None:
    namings = {file: tuple(named_in(folder / "site" / file)) for file in files(folder)}
    lay_out(folder, tmp_path, namings)

    codes = {one.code for one in checked(tmp_path)}

    assert codes <= {"ref-unknown-entity", "ref-declared-twice"}


FIRST_NAMING = 5
"""The line of the first naming in a file that `lay_out` writes."""


def oracle_places(oracle: dict[str, dict[str, list[list[str]]]]) -> list[list[str]]:
    return [place for places in oracle["people_not_in_registry"].values() for place in places]


def files(folder: Path) -> tuple[str, ...]:
    return markdown_files(folder / "site")


def id_of(name: str) -> str:
    """An id that two names share only if they are the same to the letter."""
    return f"{slugify(name)}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def named_in(path: Path) -> Iterator[tuple[str, str, int]]:
    """(name, role, line) of everybody whom the front matter of a file names."""
    parts, _ = split_front_matter(path.read_text(encoding="utf-8"), path=path.name, type_="article")
    node = read(parts.matter, path=path.name, first_line=2)[0] if parts.matter else None
    if not isinstance(node, MappingNode):
        return
    for role in ROLES:
        value = node.get(role)
        names = value if isinstance(value, SequenceNode) else [value]
        yield from (
            (str(name), role, name.span.line) for name in names if isinstance(name, ScalarNode)
        )


def lay_out(folder: Path, root: Path, namings: dict[str, tuple[tuple[str, str, int], ...]]) -> int:
    """A dossier of the site's people and of who is named where; tells how many people it knows."""
    people, _ = read((folder / "site/_data/ph_authors.yml").read_text("utf-8"), path="people.yml")
    assert isinstance(people, SequenceNode)
    names = {str(one["name"]) for one in people if isinstance(one, MappingNode)}
    entities = [{"id": id_of(name), "kind": "person", "name": name} for name in sorted(names)]
    (root / "content" / "entities").mkdir(parents=True)
    (root / "site.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "content" / "entities" / "people.yml").write_text(json.dumps(entities, indent=1))
    for number, (file, named) in enumerate(namings.items()):
        path = root / "content" / "articles" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        entries = [f"  - {{id: {id_of(name)}, role: {role}}}\n" for name, role, _ in named]
        head = f"---\nid: file-{number}\ntitle: {json.dumps(file)}\nentities:\n"
        path.write_text(f"{head}{''.join(entries) or '  []'}\n---\n", encoding="utf-8")
    return len(names)
