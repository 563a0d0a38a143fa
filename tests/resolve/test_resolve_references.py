"""Ids and references: found by id, or told in a way that leads on."""

import pytest
from resolving import AS_OF, Resolved, article, content_file, resolved, shown, site_config

from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.model.content import Parsed
from dossierpress.schema.read_site import parse_config

PEOPLE = """\
- {id: hossein-salami, kind: person, name: Hossein Salami, aliases: [General Salami]}
- {id: esmail-qaani, kind: person, name: Esmail Qaani}
"""


def one(made: Resolved) -> Diagnostic:
    assert len(made.diagnostics) == 1, made.diagnostics
    return made.diagnostics[0]


def with_article(text: str, **files: str) -> Resolved:
    return resolved({"articles/text.md": text, "entities/people.yml": PEOPLE, **files})


def test_an_unknown_id_is_told_with_place_and_a_way_out() -> None:
    made = with_article(article("The chief, [[hosein-salami]], spoke."))

    problem = one(made)
    assert problem.code == "ref-unknown-entity"
    assert problem.path == "content/articles/text.md"
    assert problem.span == Span(line=4, column=14, length=13)
    assert problem.message == "no entity has the id `hosein-salami`"
    assert problem.hint == "did you mean `hossein-salami`?"
    note = problem.notes[0]
    assert (note.path, note.span) == (
        "content/entities/people.yml",
        Span(line=1, column=8, length=14),
    )
    assert shown(made.site.articles["text"].body) == "The chief, hosein-salami, spoke."


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("general-salami", "did you mean `hossein-salami`?"),
        ("esmail-ghaani", "did you mean `esmail-qaani`?"),
        ("qaani-esmail", "did you mean `esmail-qaani`?"),
        ("nobody-at-all", None),
    ],
)
def test_what_was_meant_is_looked_for_among_ids_and_names(written: str, hint: str | None) -> None:
    problem = one(with_article(article("Text.", entities=f"[{written}]")))

    assert (problem.code, problem.hint) == ("ref-unknown-entity", hint)
    assert problem.span == Span(line=3, column=12, length=len(written))


def test_every_kind_of_reference_is_checked() -> None:
    made = resolved(
        {
            "articles/text.md": article(
                "[[nope-1]] [x]{entity=nope-2} [@nope-3] [[page:nope-4]]",
                entities="[nope-5]",
                sources="[{id: nope-6, cites: [nope-7]}]",
                references="[{to: nope-8, type: follows}]",
                origin="{source: nope-9}",
                claims="[nope-20]",
                annotations="[{quote: x, text: y, to: 'claim:nope-21'}]",
            ),
            "claims/c.yml": "- {id: c, text: C., contradicts: [nope-22], "
            "supersedes: nope-23, reports: [{by: s, basis: witness}]}\n",
            "entities/e.yml": "kind: person\nname: E\nbirth-place: nope-12\n"
            "not_same_as: [nope-13]\nrelations: [{type: member, to: nope-14, source: nope-15}]\n",
            "sources/s.yml": "kind: document\nname: S\npublisher: nope-16\nowner: nope-17\n",
        }
    )

    assert sorted((one.message, one.code) for one in made.diagnostics) == sorted(
        [
            *(
                (f"no claim has the id `nope-{number}`", "ref-unknown-claim")
                for number in range(20, 24)
            ),
            ("nothing in the dossier has the id `nope-1`", "ref-unknown-id"),
            ("no entity has the id `nope-2`", "ref-unknown-entity"),
            ("no source has the id `nope-3`", "ref-unknown-source"),
            ("no page has the id `nope-4`", "ref-unknown-page"),
            ("no entity has the id `nope-5`", "ref-unknown-entity"),
            ("no source has the id `nope-6`", "ref-unknown-source"),
            ("no source has the id `nope-7`", "ref-unknown-source"),
            ("no article or page has the id `nope-8`", "ref-unknown-article"),
            ("no source has the id `nope-9`", "ref-unknown-source"),
            ("no entity has the id `nope-12`", "ref-unknown-entity"),
            ("no entity has the id `nope-13`", "ref-unknown-entity"),
            ("no entity has the id `nope-14`", "ref-unknown-entity"),
            ("no source has the id `nope-15`", "ref-unknown-source"),
            ("no source or entity has the id `nope-16`", "ref-unknown-source"),
            ("no entity has the id `nope-17`", "ref-unknown-entity"),
        ]
    )


def test_an_id_that_two_types_share_needs_no_type_where_the_key_says_it() -> None:
    files = {
        "articles/irgc.md": article("[[entity:irgc]] and [[article:irgc]] and [@irgc]."),
        "entities/irgc.yml": "kind: organization\nname: The Guard\n",
        "sources/irgc.yml": "kind: government\nname: Guard website\nowner: entity:irgc\n",
        "articles/other.md": article("Text.", entities="[irgc]", sources="[irgc]"),
    }
    assert resolved(files).codes == []

    problem = one(resolved({**files, "articles/third.md": article("[[irgc]]")}))
    assert problem.message == "`irgc` is the id of an article and an entity and a source"
    assert problem.hint == "write `article:irgc` or `entity:irgc` or `source:irgc`"
    assert [note.path for note in problem.notes] == [
        "content/articles/irgc.md",
        "content/entities/irgc.yml",
        "content/sources/irgc.yml",
    ]


def test_who_is_cited_and_is_no_source_is_linked_or_stays_text() -> None:
    files = {"entities/guard.yml": "kind: organization\nname: The Guard\n"}
    link = "link to it with `[[guard]]`, outside of the brackets of a citation"

    in_text = one(resolved({**files, "articles/text.md": article("As @guard says.")}))
    in_brackets = one(resolved({**files, "articles/text.md": article("So [@guard].")}))

    assert (in_text.code, in_brackets.code) == ("ref-wrong-type", "ref-wrong-type")
    assert in_text.hint == f"{link}; to keep it as text, put a backslash before `@guard`"
    assert in_brackets.hint == link


def test_an_article_where_an_entity_belongs() -> None:
    problem = one(with_article(article("Text.", entities="[text]")))

    assert problem.code == "ref-wrong-type"
    assert problem.message == "`text` is an article; an entity is needed here"
    assert problem.hint == "list it under `references`"


def test_each_place_of_a_property_is_looked_for_where_it_stands() -> None:
    made = resolved(
        {
            "entities/e.yml": "kind: event\nname: E\nlocation: [quay, entity:qay, e]\n",
            "entities/quay.yml": "kind: place\nname: Quay\n",
        }
    )

    assert [(each.code, each.span, each.hint) for each in made.diagnostics] == [
        ("ref-unknown-entity", Span(line=3, column=18, length=10), "did you mean `quay`?"),
        (
            "ref-self-reference",
            Span(line=3, column=30, length=1),
            "name another, or delete the line",
        ),
    ]
    matter = made.site.entities["e"].matter
    assert [value.value for value in matter.properties] == ["quay", "e"]


def test_a_reference_to_a_record_that_could_not_be_read_is_no_second_mistake() -> None:
    config = site_config("title: Test")
    broken = Parsed(
        path="content/entities/acme.yml",
        records=(),
        diagnostics=(),
        unread=(("entity", "acme"),),
    )
    text = article("[[acme]], [[entity:acme]], [it](../entities/acme.yml)", entities="[acme]")
    parsed = parse_file(content_file("articles/text.md", text), parse_config(config))

    site, diagnostics = resolve([broken, parsed], (), config, as_of=AS_OF)

    assert diagnostics == ()
    assert shown(site.articles["text"].body) == "acme, acme, it"


def test_a_text_whose_id_another_has_may_name_what_is_only_in_drafts() -> None:
    made = resolved(
        {
            "articles/a.md": article("Of [[entity:works]].", status="draft"),
            "articles/b.md": article("Nothing."),
            "articles/old/b.md": article("See [[entity:works]]."),
            "entities/works.yml": "- {id: works, kind: organization, name: The Old Works}\n",
        }
    )

    assert ["ref-duplicate-id"] == made.codes


def test_duplicate_ids_name_each_other() -> None:
    made = resolved(
        {
            "articles/a.md": article("First."),
            "articles/b.md": article("Second.", id="a"),
            "entities/all.yml": "- {id: x, kind: person, name: X}\n"
            "- {id: x, kind: place, name: X}\n",
        }
    )

    assert [(one.code, one.path, one.span.line, one.notes[0].path) for one in made.diagnostics] == [
        ("ref-duplicate-id", "content/articles/a.md", 1, "content/articles/b.md"),
        ("ref-duplicate-id", "content/entities/all.yml", 1, "content/entities/all.yml"),
    ]
    assert made.site.articles["a"].path == "content/articles/a.md"


def test_a_thousand_records_of_one_id_are_one_message_that_names_five_and_counts() -> None:
    made = resolved({f"articles/{n:03}/about.md": article("Text.") for n in range(1000)})

    (problem,) = made.diagnostics
    assert problem.message == "1000 articles have the id `about`"
    assert [note.path for note in problem.notes] == [
        *(f"content/articles/{n:03}/about.md" for n in range(1, 6)),
        None,
    ]
    assert problem.notes[-1].message == "and 994 more"


def test_a_record_without_an_id_of_its_own_is_checked_like_any_other() -> None:
    body = "## Here\n\n[[nowhere]] [@nobody] [here](#here) [there](#there) John Smith\n"
    made = resolved(
        {
            "articles/a.md": article("First.", references="[{to: gone, type: follows}]", id="a"),
            "articles/b.md": article(
                body, references="[{to: gone, type: folows}]", id="a", tags="[con]"
            ),
            "articles/c.md": article("[[a]] [b](b.md)", id="c"),
            "articles/d.md": article("[[nowhere]]", id="a", status="draft"),
            "entities/all.yml": "- {id: john-smith, kind: person, name: John Smith}\n"
            "- {id: smith, kind: person, name: John Smith}\n",
        }
    )

    assert [(one.path[17:], one.code) for one in made.diagnostics] == [
        ("a.md", "ref-unknown-article"),
        ("a.md", "ref-duplicate-id"),
        ("b.md", "ref-unknown-article"),
        ("b.md", "ref-unknown-reference-type"),
        ("b.md", "ref-reserved-id"),
        ("b.md", "ref-unknown-id"),
        ("b.md", "ref-unknown-source"),
        ("b.md", "ref-broken-anchor"),
        ("b.md", "ref-ambiguous-name"),
    ]


def test_former_ids_redirect_and_still_mean_the_record() -> None:
    made = resolved(
        {
            "articles/new.md": article("Text.", formerly="[old, older]"),
            "articles/text.md": article("[[old]]", references="[{to: older, type: follows}]"),
        }
    )

    assert made.codes == []
    assert [(one.former.id, one.now.id) for one in made.site.redirects] == [
        ("old", "new"),
        ("older", "new"),
    ]
    assert shown(made.site.articles["text"].body) == "⟦new|Title⟧"


@pytest.mark.parametrize(
    ("formerly", "other", "message"),
    [
        ("[b]", "", "the earlier id `b` is the id of another record now"),
        ("[x]", "formerly: [x]", "two articles say that they had the id `x`"),
        ("[a]", "", "`a` is listed as an earlier id of itself"),
        ("[x, x]", "", "`x` is listed twice as an earlier id"),
    ],
)
def test_former_ids_that_clash(formerly: str, other: str, message: str) -> None:
    made = resolved(
        {
            "articles/a.md": article("Text.", formerly=formerly),
            "articles/b.md": f"---\ntitle: B\n{other}\n---\nText.\n",
        }
    )

    assert [(one.code, one.message) for one in made.diagnostics] == [
        ("ref-former-id-taken", message)
    ]


@pytest.mark.parametrize(
    "id_", ["con", "aux", "nul", "com1", "lpt9", "index", "index-page-2", "b-page-2"]
)
def test_reserved_ids(id_: str) -> None:
    files = {"articles/a.md": article("Text.", id=id_), "articles/b.md": article("Text.")}

    assert resolved(files).codes == ["ref-reserved-id"]
    assert resolved({"articles/b.md": article("Text.", formerly=f"[{id_}]")}).codes == [
        "ref-reserved-id"
    ]


def test_ids_that_only_look_reserved() -> None:
    files = {f"articles/{id_}.md": article("Text.") for id_ in ("console", "front-page-2", "com10")}

    assert resolved(files).codes == []


def test_tags_name_pages_too() -> None:
    made = resolved({"articles/a.md": article("Text.", tags="[iran, index]")})

    assert [(one.code, one.span.column) for one in made.diagnostics] == [("ref-reserved-id", 14)]


def test_drafts_are_not_checked_and_embargoed_texts_are() -> None:
    made = resolved(
        {
            "articles/a.md": article("[[nowhere-a]]", status="draft"),
            "articles/b.md": article("[[nowhere-b]]", expires="2020-01-01T00:00Z"),
            "articles/c.md": article("[[nowhere-c]]", embargo_until="2030-01-01T00:00Z"),
        }
    )

    assert [one.path for one in made.diagnostics] == ["content/articles/c.md"]


def test_all_problems_come_in_the_order_of_their_places() -> None:
    made = resolved(
        {
            "articles/b.md": article("[[nowhere-1]]\n\n[[nowhere-2]]"),
            "articles/a.md": article("[[nowhere-3]]", entities="[nowhere-4]"),
        }
    )

    assert [(one.path[-4:], one.span.line) for one in made.diagnostics] == [
        ("a.md", 3),
        ("a.md", 5),
        ("b.md", 4),
        ("b.md", 6),
    ]


def test_a_handle_in_lower_case_is_shown_as_text_with_a_warning() -> None:
    made = resolved(
        {
            "articles/a.md": article("Said @potus, and @gazete; write x@potus.example."),
            "sources/gazette.yml": "kind: newspaper\nname: Gazette\n",
        }
    )

    assert [(one.code, one.span and one.span.column) for one in made.diagnostics] == [
        ("md-citation-handle", 6),
        ("ref-unknown-source", 19),
    ]
    assert [fix.text for fix in made.diagnostics[0].fixes] == ["\\@potus"]
    assert "Said @potus, and" in made.site.articles["a"].body.text
