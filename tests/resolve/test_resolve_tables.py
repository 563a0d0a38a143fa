"""What records have to do with one another, and the order in which they are listed."""

import random

import pytest
from resolving import AS_OF, article, content_file, resolved, site_config

from dossierpress.facts.records import parse_file
from dossierpress.indexes.notices import unused_records
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.key import Key
from dossierpress.schema.read_site import parse_config


def test_cross_references_are_seen_from_both_sides() -> None:
    made = resolved(
        {
            "articles/a.md": article(
                "[[background>b]]", references="[{to: b, type: follows, note: a day later}]"
            ),
            "articles/b.md": article("Text."),
            "pages/p.md": article("[[contradicts>article:a]]"),
        }
    )

    references = made.site.cross_references
    seen = {
        key.id: [(one.type, one.label, one.there.id, one.note, one.stated) for one in found]
        for key, found in references.items()
    }
    assert seen == {
        "a": [
            ("follows", "follows", "b", "a day later", True),
            ("background", "has as background", "b", None, True),
            ("contradicts", "contradicts", "p", None, False),
        ],
        "b": [
            ("precedes", "precedes", "a", "a day later", False),
            ("background-of", "is background of", "a", None, False),
        ],
        "p": [("contradicts", "contradicts", "a", None, True)],
    }


def test_a_pair_that_both_sides_state_is_one() -> None:
    made = resolved(
        {
            "articles/a.md": article("Text.", references="[{to: b, type: follows, note: later}]"),
            "articles/b.md": article("Text.", references="[{to: a, type: precedes}]"),
        }
    )

    references = made.site.cross_references
    assert [(one.type, one.note, one.stated) for found in references.values() for one in found] == [
        ("follows", "later", True),
        ("precedes", "later", True),
    ]


@pytest.mark.parametrize(
    ("body", "references", "code"),
    [
        ("[[follows>a]]", "[]", "ref-self-reference"),
        ("[[follows>ada]]", "[]", "ref-wrong-type"),
        ("[[folows>b]]", "[]", "ref-unknown-reference-type"),
        ("Text.", "[{to: a, type: follows}]", "ref-self-reference"),
        ("Text.", "[{to: ada, type: follows}]", "ref-wrong-type"),
        ("Text.", "[{to: b, type: precedse}]", "ref-unknown-reference-type"),
    ],
)
def test_cross_references_that_cannot_stand(body: str, references: str, code: str) -> None:
    made = resolved(
        {
            "articles/a.md": article(body, references=references),
            "articles/b.md": article("Text."),
            "entities/ada.yml": "kind: person\nname: Ada\n",
        }
    )

    assert made.codes == [code]
    assert made.site.cross_references == {}


def test_relations_are_seen_from_both_sides() -> None:
    made = resolved(
        {
            "entities/all.yml": """\
- id: ada
  kind: person
  name: Ada
  relations:
    - {type: head-of, to: acme, role: director, from: 2019, until: 2020, source: wire,
       confidence: high, note: "n"}
    - {type: head-of, to: acme, role: director, from: 2022}
- {id: acme, kind: organization, name: Acme}
""",
            "sources/wire.yml": "kind: wire\nname: Wire\n",
        }
    )

    own, other = made.site.relations["ada"], made.site.relations["acme"]
    assert [(one.type, one.label, one.there, one.from_, one.stated) for one in own] == [
        ("head-of", "head of", "acme", "2019", True),
        ("head-of", "head of", "acme", "2022", True),
    ]
    assert [(one.type, one.label, one.there, one.role, one.stated) for one in other] == [
        ("headed-by", "headed by", "ada", "director", False),
        ("headed-by", "headed by", "ada", "director", False),
    ]
    assert (other[0].source, other[0].confidence, other[0].note, other[0].until) == (
        "wire",
        "high",
        "n",
        "2020",
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "count"),
    [
        ("{type: member, to: b, from: 2019}", "{type: has-member, to: a, role: clerk}", 1),
        ("{type: member, to: b, from: 2019}", "{type: has-member, to: a, from: 2019}", 1),
        ("{type: member, to: b, from: 2019}", "{type: has-member, to: a, from: 2018}", 2),
        ("{type: member, to: b}", "{type: member, to: a}", 2),
        ("{type: allied-with, to: b}", "{type: allied-with, to: a}", 1),
    ],
)
def test_relations_that_both_state_are_one_unless_they_disagree(
    mine: str, theirs: str, count: int
) -> None:
    made = resolved(
        {
            "entities/all.yml": f"- {{id: a, kind: organization, name: A, relations: [{mine}]}}\n"
            f"- {{id: b, kind: organization, name: B, relations: [{theirs}]}}\n"
        }
    )

    assert {key: len(found) for key, found in made.site.relations.items()} == {
        "a": count,
        "b": count,
    }
    if count == 1:
        [one], [other] = made.site.relations["a"], made.site.relations["b"]
        assert one.stated
        assert other.stated
        assert (one.from_, one.role) == (other.from_, other.role)


def test_telling_apart_goes_both_ways() -> None:
    made = resolved(
        {
            "entities/all.yml": "- {id: a, kind: person, name: A, not_same_as: [entity:c, b]}\n"
            "- {id: b, kind: person, name: B, not_same_as: [a]}\n"
            "- {id: c, kind: person, name: C}\n"
            "- {id: d, kind: person, name: D, not_same_as: [d]}\n"
        }
    )

    assert {id_: one.matter.not_same_as for id_, one in made.site.entities.items()} == {
        "a": ("b", "c"),
        "b": ("a",),
        "c": ("a",),
        "d": (),
    }
    assert made.codes == ["ref-self-reference"]


def test_who_appears_where_and_with_whom() -> None:
    people = "".join(
        f"- {{id: {name.lower()}, kind: person, name: {name}}}\n"
        for name in ("Ada", "Bela", "Cleo")
    )
    made = resolved(
        {
            "articles/one.md": article(
                "Ada met Bela.", date="2024-01", entities="[{id: ada, role: host}]"
            ),
            "articles/two.md": article("Bela.", date="2024-03", entities="[ada]"),
            "articles/three.md": article("Ada and Cleo.", date="2024-02"),
            "pages/page.md": article("Bela and Cleo."),
            "entities/people.yml": people,
        }
    )

    site = made.site
    assert site.appearances == {
        "ada": ("two", "three", "one"),
        "bela": ("two", "one"),
        "cleo": ("three",),
    }
    assert {
        id_: [(one.entity, one.articles) for one in found] for id_, found in site.companions.items()
    } == {"ada": [("bela", 2), ("cleo", 1)], "bela": [("ada", 2)], "cleo": [("ada", 1)]}
    assert [(one.article, one.role) for one in site.declarations_of["ada"]] == [
        ("two", None),
        ("one", "host"),
    ]


def test_order_of_articles() -> None:
    dates = {"a": "2024-05", "b": "2023/2024", "c": "", "d": "2024-05-23", "e": "2024-05-23"}
    files = {
        f"articles/{id_}.md": article(
            "Text.", title=f"Title {9 - n}", **({"date": date} if date else {})
        )
        for n, (id_, date) in enumerate(dates.items())
    }

    assert list(resolved(files).site.articles) == ["e", "d", "a", "b", "c"]


def test_order_of_entities_follows_the_language() -> None:
    names = {"z": "Zeta", "e": "Émile", "f": "Farid", "o": "Östen", "s": "The Star, sort_as: Star"}
    files = {
        "entities/all.yml": "".join(
            f"- {{id: {id_}, kind: person, name: {name}}}\n" for id_, name in names.items()
        )
    }

    assert list(resolved(files).site.entities) == ["e", "f", "o", "s", "z"]
    assert list(resolved(files, settings="title: T\nlang: sv\n").site.entities) == [
        "e",
        "f",
        "s",
        "z",
        "o",
    ]


def test_tags() -> None:
    made = resolved(
        {
            "articles/a.md": article("Text.", tags="[iran, gaza]", date="2023"),
            "articles/b.md": article("Text.", tags="[iran]", date="2024"),
        }
    )

    assert list(made.site.tags.items()) == [("gaza", ("a",)), ("iran", ("b", "a"))]


def test_shared_identifiers_are_told() -> None:
    made = resolved(
        {
            "entities/all.yml": "- {id: a, kind: person, name: A, ids: {wikidata: Q42}}\n"
            "- {id: b, kind: person, name: B, ids: {wikidata: Q42}}\n"
        }
    )

    assert [(one.code, one.message) for one in made.diagnostics] == [
        ("ref-shared-identifier", "`b` and `a` have one wikidata identifier, `Q42`")
    ]


def test_orphans() -> None:
    made = resolved(
        {
            "articles/a.md": article(
                "[[named]] [@cited]", entities="[declared]", origin="{source: origin}"
            ),
            "entities/all.yml": "- {id: named, kind: person, name: Named,"
            " relations: [{type: member, to: related, source: backed}]}\n"
            "- {id: declared, kind: person, name: Declared}\n"
            "- {id: related, kind: organization, name: Related}\n",
            "sources/all.yml": "".join(
                f"- {{id: {id_}, kind: wire, name: S {id_}}}\n"
                for id_ in ("cited", "origin", "backed", "lonely")
            ),
        }
    )

    assert unused_records(made.site) == (
        Key(type="entity", id="related"),
        Key(type="source", id="lonely"),
    )


def test_the_order_of_the_files_changes_nothing() -> None:
    files = {
        "articles/a.md": article("Ada, Bela [@s]. [[b]] [[nowhere]]", entities="[ada]"),
        "articles/b.md": article("John Smith, Ada.", references="[{to: a, type: follows}]"),
        "entities/x.yml": "- {id: ada, kind: person, name: Ada}\n"
        "- {id: bela, kind: person, name: Bela}\n",
        "entities/y.yml": "- {id: j1, kind: person, name: John Smith}\n"
        "- {id: j2, kind: person, name: John Smith}\n- {id: ada, kind: place, name: Twice}\n",
        "sources/s.yml": "kind: wire\nname: Wire\n",
    }
    config = site_config("title: Test")
    parsed = [parse_file(content_file(*file), parse_config(config)) for file in files.items()]
    expected = resolve(parsed, (), config, as_of=AS_OF)

    for seed in range(5):
        random.Random(seed).shuffle(parsed)
        assert resolve(parsed, (), config, as_of=AS_OF) == expected
    assert repr(resolve(parsed, (), config, as_of=AS_OF)) == repr(expected)


def test_the_tables_cannot_be_changed() -> None:
    site = resolved({"articles/a.md": article("Text.")}).site

    with pytest.raises(TypeError):
        site.articles["b"] = site.articles["a"]  # type: ignore[index]
