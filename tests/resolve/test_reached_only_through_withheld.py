"""What only withheld records, or withheld parts of published ones, speak of is withheld too.

Every reference that the schema knows is walked: a record that is reached through it alone, from
something withheld, is in no page, list, feed or count.
"""

from pathlib import Path

import pytest
from resolving import resolved

from building import lay
from dossierpress.links.exempt_fields import EXEMPT_FIELDS, REFERENCE
from harness import call_dossier

ENTITY = {"entities/x.yml": "{id: xyzzy, kind: place, name: Xyzzy Quux}\n"}
SOURCE = {"sources/x.yml": "{id: xyzzy, kind: document, name: Xyzzy Quux}\n"}
CLAIM = {"claims/x.yml": "{id: xyzzy, text: Xyzzy quuxed.}\n"}
PEOPLE = {
    "entities/priv.yml": "{id: priv, kind: person, name: Priv Ateperson, private: true}\n",
    "entities/open.yml": "{id: open, kind: organization, name: Open House}\n",
    "articles/a.md": "---\ntitle: Shown\nentities: [open]\n---\nWords of Open House.\n",
}


def article(front: str, body: str = "Words.", **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: Some text\n{more}{front}\n---\n{body}\n"


def draft(front: str, body: str = "Words.") -> dict[str, str]:
    return {"articles/d.md": article(front, body, status="draft")}


def entity(front: str) -> dict[str, str]:
    return {"entities/h.yml": f"id: holder\nkind: person\nname: Hol Der\n{front}\n"}


def source(front: str) -> dict[str, str]:
    return {"sources/h.yml": f"id: holder\nkind: document\nname: Held memo\n{front}\n"}


def claim(front: str) -> dict[str, str]:
    return {"claims/h.yml": f"id: holder\ntext: Some claim.\n{front}\n"}


REPORT = "reports: [{by: {unnamed: somebody}, %s}]"

WAYS: dict[str, dict[str, str]] = {
    # The fields of withheld records.
    "DeclaredClaim.id": {**CLAIM, **draft("claims: [xyzzy]")},
    "DeclaredEntity.id": {**ENTITY, **draft("entities: [xyzzy]")},
    "DeclaredSource.id": {**SOURCE, **draft("sources: [xyzzy]")},
    "DeclaredSource.cites": {
        **SOURCE,
        "sources/y.yml": "{id: plugh, kind: wire, name: Plugh}\n",
        **draft("sources: [{id: plugh, cites: [xyzzy]}]"),
    },
    "FirstPublication.source": {**SOURCE, **draft("origin: {source: xyzzy}")},
    "Annotation.based_on": {
        **SOURCE,
        **draft("annotations: [{quote: Words, text: T, based_on: [xyzzy]}]"),
    },
    "Annotation.about": {
        **ENTITY,
        **draft("annotations: [{quote: Words, text: T, about: 'entity:xyzzy'}]"),
    },
    "Party.id said_by": {
        **ENTITY,
        **draft("annotations: [{quote: Words, text: T, said_by: xyzzy}]"),
    },
    "Party.id speaker": {**ENTITY, **draft("quotations: [{quote: Words, speaker: xyzzy}]")},
    "Party.id worded_by": {
        **SOURCE,
        **draft("quotations: [{quote: Words, speaker: open, words_of: outlet, worded_by: xyzzy}]"),
    },
    "EntityName.bearer": {
        **ENTITY,
        **entity("private: true\naliases: [{en: Other, bearer: xyzzy}]"),
    },
    "EntityMatter.not_same_as": {**ENTITY, **entity("private: true\nnot_same_as: [xyzzy]")},
    "Relation.to": {**ENTITY, **entity("private: true\nrelations: [{type: member, to: xyzzy}]")},
    "Relation.source": {
        **SOURCE,
        **entity("private: true\nrelations: [{type: member, to: open, source: xyzzy}]"),
    },
    "Property.value": {**ENTITY, **entity("private: true\nbirth-place: xyzzy")},
    "SourceMatter.not_same_as": {**SOURCE, **source("private: true\nnot_same_as: [xyzzy]")},
    "SourceMatter.publisher": {**SOURCE, **source("private: true\npublisher: xyzzy")},
    "SourceMatter.owner": {**ENTITY, **source("private: true\nowner: xyzzy")},
    "SourceMatter.feeds_from": {**SOURCE, **source("private: true\nfeeds_from: [xyzzy]")},
    "SoftTie.to": {
        **ENTITY,
        **source("private: true\ntied_to: [{to: xyzzy, kind: close-to}]"),
    },
    "SoftTie.source": {
        **SOURCE,
        **source("private: true\ntied_to: [{to: open, kind: close-to, source: xyzzy}]"),
    },
    "Party.id via": {**SOURCE, **claim(f"private: true\n{REPORT % 'via: xyzzy'}")},
    "Party.id probably_from": {
        **SOURCE,
        **claim(f"private: true\n{REPORT % 'probably_from: xyzzy'}"),
    },
    "Party.id one_origin": {
        **SOURCE,
        **claim("private: true\none_origin: {of: [xyzzy, open]}"),
    },
    "ClaimMatter.about": {**ENTITY, **claim("private: true\nabout: [xyzzy]")},
    "ClaimValue.place": {**ENTITY, **claim("private: true\nvalue: {place: xyzzy}")},
    "ClaimLink.to": {**CLAIM, **claim("private: true\nsupports: [xyzzy]")},
    "ClaimLink.to contradicts": {**CLAIM, **claim("private: true\ncontradicts: [xyzzy]")},
    "ClaimLink.to supersedes": {**CLAIM, **claim("private: true\nsupersedes: [xyzzy]")},
    "Party.id by": {**SOURCE, **claim("private: true\nreports: [{by: xyzzy}]")},
    "Party.id citing": {**SOURCE, **claim(f"private: true\n{REPORT % 'citing: [xyzzy]'}")},
    # The bodies of withheld records.
    "body: link": {**ENTITY, **draft("tags: [a]", "See [[xyzzy]].")},
    "body: mention": {**ENTITY, **draft("tags: [a]", "See [the place]{entity=xyzzy}.")},
    "body: name": {**ENTITY, **draft("tags: [a]", "In Xyzzy Quux.")},
    "body: citation": {**SOURCE, **draft("tags: [a]", "So it was [@xyzzy].")},
    "body: of a private entity": {
        **SOURCE,
        "entities/h.md": "---\nid: holder\nkind: person\nname: Hol Der\nprivate: true\n"
        "---\n[@xyzzy]\n",
    },
    "title": {
        **ENTITY,
        "articles/d.md": "---\ntitle: In Xyzzy Quux\nstatus: draft\n---\nWords.\n",
    },
    "note": {**ENTITY, **claim("private: true\nnote: It was Xyzzy Quux.")},
    # Withheld parts of published records.
    "source of a relation to somebody private": {
        **SOURCE,
        **entity("relations: [{type: member, to: priv, source: xyzzy}]"),
    },
    "source of a relation that is reviewed": {
        **SOURCE,
        **entity("relations: [{type: member, to: open, source: xyzzy, review: open}]"),
    },
    "other end of a relation that is reviewed": {
        **ENTITY,
        **entity("relations: [{type: member, to: xyzzy, review: open}]"),
    },
    "cites of a private source": {
        **SOURCE,
        "sources/y.yml": "{id: plugh, kind: wire, name: Plugh, private: true}\n",
        "articles/b.md": article("sources: [{id: plugh, cites: [xyzzy]}]"),
    },
    "source of a private annotation": {
        **SOURCE,
        "articles/b.md": article(
            "annotations: [{quote: Words, text: T, sources: [xyzzy], private: true}]"
        ),
    },
    "what a private annotation is about": {
        **ENTITY,
        "articles/b.md": article(
            "annotations: [{quote: Words, text: T, to: 'entity:xyzzy', private: true}]"
        ),
    },
    "source of a note in the words of somebody private": {
        **SOURCE,
        "articles/b.md": article(
            "annotations: [{quote: Words, text: T, based_on: xyzzy, said_by: priv}]"
        ),
    },
    "what the words of somebody private in a note are about": {
        **ENTITY,
        "articles/b.md": article(
            "annotations: [{quote: Words, text: T, about: 'entity:xyzzy', said_by: priv}]"
        ),
    },
    "words of somebody private in a note": {
        **ENTITY,
        "articles/b.md": article(
            "annotations: [{quote: Words, text: It was Xyzzy Quux., said_by: priv}]"
        ),
    },
    "in whose words somebody private is quoted": {
        **SOURCE,
        "articles/b.md": article(
            "quotations: [{quote: Words, speaker: priv, words_of: outlet, worded_by: xyzzy}]"
        ),
    },
    "note on a quotation of somebody private": {
        **ENTITY,
        "articles/b.md": article(
            "quotations: [{quote: Words, speaker: priv, note: It was Xyzzy Quux.}]"
        ),
    },
    "note on a report of somebody private": {
        **ENTITY,
        **claim("reports: [{by: priv, note: It was Xyzzy Quux.}]"),
    },
    "words of an annotation that is reviewed": {
        **ENTITY,
        "articles/b.md": article(
            "annotations: [{quote: Words, text: It was Xyzzy Quux., review: open}]"
        ),
    },
    "words of a draft and of a private annotation": {
        **ENTITY,
        "articles/b.md": article(
            "annotations: [{quote: Words, text: It was Xyzzy Quux., private: true}]"
        ),
        **draft("tags: [a]", "In Xyzzy Quux."),
    },
    "note of a relation that is reviewed": {
        **ENTITY,
        **entity("relations: [{type: member, to: open, note: At Xyzzy Quux., review: open}]"),
    },
    "speaker of a private quotation": {
        **ENTITY,
        "articles/b.md": article("quotations: [{quote: Words, speaker: xyzzy, private: true}]"),
    },
    "whom somebody private speaks to": {
        **ENTITY,
        "articles/b.md": article("quotations: [{quote: Words, speaker: priv, addressee: [xyzzy]}]"),
    },
    "owner of a withheld source that a published text cites": {
        **ENTITY,
        "sources/y.yml": "{id: plugh, kind: wire, name: Plugh, private: true, owner: xyzzy}\n",
        "articles/b.md": article("tags: [a]", "So it was [@plugh]."),
    },
    "link inside the name of somebody private": {
        **ENTITY,
        "articles/b.md": article("tags: [a]", "So [he of [[xyzzy]]]{entity=priv} said."),
    },
    "citation inside the name of somebody private": {
        **SOURCE,
        "articles/b.md": article("tags: [a]", "So [he [@xyzzy]]{entity=priv} said."),
    },
    "two steps away": {
        **ENTITY,
        "sources/y.yml": "{id: plugh, kind: document, name: Plugh, owner: xyzzy}\n",
        **entity("relations: [{type: member, to: priv, source: plugh}]"),
    },
}
TO_TEXTS = {"DeclaredReference.to", "Report.article"}
"""Fields that name articles and pages, which are published for their own sake."""


def test_every_field_that_names_a_record_is_walked() -> None:
    fields = {
        f"{model.__name__}.{name}"
        for (model, name), why in EXEMPT_FIELDS.items()
        if why == REFERENCE
    }

    assert fields | {"Property.value"} == TO_TEXTS | {
        way.split()[0] for way in WAYS if way[0].isupper()
    }


@pytest.mark.parametrize("way", WAYS)
def test_what_is_reached_only_through_something_withheld_is_withheld(way: str) -> None:
    made = resolved({**PEOPLE, **WAYS[way]})

    assert ("xyzzy", "only-unpublished") in {(key.id, why) for key, why in made.site.withheld}
    assert "xyzzy" not in repr([one for one in vars_of(made.site) if one]).lower()


def vars_of(site: object) -> list[object]:
    """All that kinds of page may read."""
    return [
        value
        for name in type(site).__struct_fields__  # type: ignore[attr-defined]
        if name != "withheld"
        for value in [getattr(site, name)]
    ]


@pytest.mark.parametrize(
    "way", ["Relation.to", "source of a relation to somebody private", "title"]
)
def test_what_something_published_speaks_of_too_is_published(way: str) -> None:
    cited = article("tags: [a]", "So it was [@xyzzy]." if "source of" in way else "At Xyzzy Quux.")

    made = resolved({**PEOPLE, **WAYS[way], "articles/also.md": cited})

    assert "xyzzy" not in {key.id for key, _ in made.site.withheld}


def test_a_title_that_is_published_holds_whom_it_names() -> None:
    named = "---\ntitle: At Xyzzy Quux\n---\nWords.\n"

    made = resolved({**PEOPLE, **WAYS["title"], "articles/also.md": named})

    assert "xyzzy" not in {key.id for key, _ in made.site.withheld}


@pytest.mark.slow
def test_the_source_of_a_relation_to_a_private_person_is_in_no_file(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: T\nurl: https://x.example/\n",
            "content/sources/s.yml": "- {id: srconly, kind: document, name: Leaked memo about"
            " Xyzzyx handler}\n",
            "content/entities/e.yml": "- {id: pub, kind: person, name: Public Person,"
            " relations: [{type: member, to: priv, source: srconly}]}\n"
            "- {id: priv, kind: person, name: Privname Xyzzyx, private: true}\n",
        },
    )

    done = call_dossier("build", "--site", project.root)

    assert done.returncode == 0, done.stderr
    assert not any(
        word in f"{path}{path.read_bytes().decode(errors='replace')}".lower()
        for path in project.output.rglob("*")
        if path.is_file()
        for word in ("srconly", "xyzzyx", "leaked memo")
    )
    assert (project.output / "entities" / "pub.html").exists()
