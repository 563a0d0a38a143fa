"""Drafts, embargoes, expiry and private records: decided first, and nothing of them gets out."""

from datetime import UTC, datetime, timedelta

import pytest
from resolving import AS_OF, Resolved, article, content_file, resolved, shown, site_config

from dossierpress.facts.records import parse_file
from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import Html, RecordLinkStart
from dossierpress.schema.read_site import parse_config

PRIVATE = (
    "- {id: whistle, kind: person, name: Quentin Secret, aliases: [Q. Secret], private: true}\n"
)


def withheld(made: Resolved) -> dict[str, str]:
    return {key.id: reason for key, reason in made.site.withheld}


def test_the_moment_of_an_embargo_and_of_an_expiry() -> None:
    files = {
        "articles/a.md": article("Text.", embargo_until="2024-06-01T14:00+02:00"),
        "pages/b.md": article("Text.", expires="2024-06-01T12:00Z"),
    }

    before = resolved(files, as_of=AS_OF - timedelta(seconds=1))
    at = resolved(files, as_of=AS_OF)

    assert (list(before.site.articles), list(before.site.pages)) == ([], ["b"])
    assert (list(at.site.articles), list(at.site.pages)) == (["a"], [])
    assert withheld(before) == {"a": "embargoed"}
    assert withheld(at) == {"b": "expired"}


def test_reasons() -> None:
    made = resolved(
        {
            "articles/a.md": article("Text.", status="draft", private="true"),
            "articles/b.md": article("Text.", status="draft", expires="2020-01-01T00:00Z"),
            "sources/s.yml": "kind: wire\nname: Wire\nprivate: true\n",
        }
    )

    assert made.site.withheld == (
        (Key(type="article", id="a"), "private"),
        (Key(type="article", id="b"), "draft"),
        (Key(type="source", id="s"), "private"),
    )


def test_entities_that_only_unpublished_texts_lead_to_are_withheld() -> None:
    people = "".join(
        f"- {{id: {id_}, kind: person, name: {name}}}\n"
        for id_, name in [
            ("linked", "Ada Linked"),
            ("named", "Bela Named"),
            ("both", "Cleo Both"),
            ("nobody", "Dora Nobody"),
            ("further", "Edda Further"),
        ]
    ).replace("name: Ada Linked}", "name: Ada Linked, relations: [{type: member, to: further}]}")
    made = resolved(
        {
            "articles/draft.md": article(
                "[[linked]], Bela Named and [[both]] [@paper].", status="draft"
            ),
            "articles/open.md": article("Cleo Both."),
            "entities/people.yml": people,
            "sources/all.yml": "- {id: paper, kind: newspaper, name: Paper, publisher: house}\n"
            "- {id: house, kind: company, name: House}\n"
            "- {id: unused, kind: wire, name: Wire}\n",
        }
    )

    assert withheld(made) == {
        "draft": "draft",
        "linked": "only-unpublished",
        "named": "only-unpublished",
        "further": "only-unpublished",
        "paper": "only-unpublished",
        "house": "only-unpublished",
    }
    assert list(made.site.entities) == ["both", "nobody"]
    assert list(made.site.sources) == ["unused"]


def test_two_that_lead_to_each_other_do_not_hold_each_other_up() -> None:
    made = resolved(
        {
            "articles/draft.md": article("[[a]]", status="draft"),
            "entities/all.yml": "- {id: a, kind: person, name: Ada Ro,"
            " relations: [{type: spouse-of, to: b}]}\n"
            "- {id: b, kind: person, name: Bela Ro, relations: [{type: spouse-of, to: a}]}\n",
        }
    )

    assert list(made.site.entities) == []


def test_a_namesake_that_only_a_draft_speaks_of_does_not_make_a_name_doubtful() -> None:
    made = resolved(
        {
            "articles/draft.md": article("[[spy]]", status="draft"),
            "articles/open.md": article("John Smith bakes.", entities="[baker]"),
            "entities/all.yml": "- {id: baker, kind: person, name: John Smith}\n"
            "- {id: spy, kind: person, name: John Smith}\n",
        }
    )

    assert made.codes == []
    assert shown(made.site.articles["open"].body) == "⟦baker|John Smith⟧ bakes."


def test_links_to_unpublished_texts_keep_their_words() -> None:
    made = resolved(
        {
            "articles/text.md": article(
                "[[later]], [[later|what comes]], [the *next*](later.md), [[follows>later]],"
                " [[page:plan]].",
                references="[{to: later, type: follows}]",
            ),
            "articles/later.md": article("Text.", embargo_until="2030-01-01T00:00Z"),
            "pages/plan.md": article("Text.", status="draft"),
        }
    )

    assert shown(made.site.articles["text"].body) == (
        "an unpublished article, what comes, the next, an unpublished article, an unpublished page."
    )
    assert made.codes == ["ref-unpublished"] * 5
    assert (
        made.diagnostics[0].message == "`later` is under embargo, so the words stay without a link"
    )
    assert made.site.cross_references == {}
    assert made.mentions("article:later") == []


def test_texts_that_are_withheld_may_speak_of_each_other() -> None:
    made = resolved(
        {
            "articles/a.md": article("[[b]]", embargo_until="2030-01-01T00:00Z"),
            "articles/b.md": article("[[a]]", embargo_until="2030-01-01T00:00Z"),
        }
    )

    assert made.codes == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Quentin Secret came.", "Person 1 came."),
        ("QUENTIN SECRET came.", "Person 1 came."),
        ("Quentin\nSecret’s boat.", "Person 1’s boat."),
        ("It was *Quentin* Secret.", "It was Person 1."),
        ("Quen\u200btin Sec\u200cret came.", "Person 1 came."),
        ("Quentin S\u200d\u2060ecret came.", "Person 1 came."),
        ("[[whistle]] came.", "Person 1 came."),
        ("[[whistle|Old Quentin]] came.", "Person 1 came."),
        ("[Old *Quentin*]{entity=whistle} came.", "Person 1 came."),
        ("[old Quentin](../entities/all.yml#whistle) came.", "Person 1 came."),
        ("`Q. Secret` in code.", "Person 1 in code."),
        ("Said [@letter, p. 4].", "Said [Source 1]."),
        ("Said [@letter; @gazette].", "Said [1][Source 1]."),
        ("So says @letter [p. 2].", "So says Source 1."),
        ("In A letter to the board it says.", "In Source 1 it says."),
    ],
)
def test_stand_ins(written: str, expected: str) -> None:
    made = resolved(
        {
            "articles/text.md": article(written),
            "entities/all.yml": PRIVATE,
            "sources/all.yml": "- {id: gazette, kind: newspaper, name: The Gazette}\n"
            "- {id: letter, kind: document, name: A letter to the board, private: true}\n",
        }
    )

    assert made.codes == []
    assert shown(made.site.articles["text"].body) == expected
    assert expected.startswith(made.site.articles["text"].body.text.split("[")[0].rstrip())


def test_stand_ins_are_numbered_within_a_kind_as_readers_meet_them() -> None:
    made = resolved(
        {
            "articles/text.md": article("[[zoe]], [[tug]], [[ada]]."),
            "entities/all.yml": "- {id: zoe, kind: person, name: Zoe, private: true}\n"
            "- {id: ada, kind: person, name: Ada, private: true}\n"
            "- {id: tug, kind: object, name: Tug, private: true}\n",
        }
    )

    assert shown(made.site.articles["text"].body) == "Person 1, Object 1, Person 2."


def test_contexts_show_stand_ins_too() -> None:
    made = resolved(
        {
            "articles/text.md": article("Quentin Secret met Acme."),
            "entities/all.yml": PRIVATE + "- {id: acme, kind: organization, name: Acme}\n",
        }
    )

    [mention] = made.mentions("entity:acme")
    assert (mention.start, mention.end) == (13, 17)
    assert mention.context.before == "Person 1 met "


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (article("Text.", title="What Quentin Secret saw"), 2),
        (article("Text.", title="Title", summary="Of Quentin Secret."), 3),
        (article("Text.", authors="[Quentin Secret]"), 3),
        (article("Text.", entities="[{id: acme, role: paid Quentin Secret}]"), 3),
        (
            article(
                "Text.", references="[{to: other, type: follows, note: as Quentin Secret says}]"
            ),
            3,
        ),
        (article("Text.", tags="[quentin-secret]"), 3),
        (article("Text.", id="meeting-quentin-secret"), 3),
        (article("### Of Quentin Secret"), 4),
        (article("Text.\n\n### Of [[whistle]]"), 6),
        (article("[[acme|Quentin Secret's yard]]"), 4),
        (article("![Quentin Secret](../media/a.txt)"), 4),
        (article('A ![x](../media/a.txt "Quentin Secret")'), 4),
        (article("![x](../media/quentin-secret.txt)"), 4),
        (article("[x](https://example.org/quentin-secret/)"), 4),
        (article("Text.", sources="[{id: gazette, at: by Quentin Secret}]"), 3),
        (article("It says [@gazette, by Quentin Secret]."), 4),
    ],
)
def test_a_private_name_where_no_stand_in_can_stand(text: str, line: int) -> None:
    made = resolved(
        {
            "articles/text.md": text,
            "articles/other.md": article("Text."),
            "entities/all.yml": PRIVATE + "- {id: acme, kind: organization, name: Acme}\n",
            "sources/gazette.yml": "kind: newspaper\nname: The Gazette\n",
            "media/a.txt": "a",
            "media/quentin-secret.txt": "b",
        }
    )

    assert set(made.codes) == {"ref-private-name"}
    assert {one.span.line for one in made.diagnostics if one.span} == {line}
    assert all("whistle" in one.message for one in made.diagnostics)


def test_private_names_in_entities_and_sources() -> None:
    made = resolved(
        {
            "entities/all.yml": PRIVATE
            + "- {id: acme, kind: organization, name: Acme, description: Led by Quentin Secret.,"
            " relations: [{type: part-of, to: house, note: so says Q. Secret}]}\n"
            "- {id: house, kind: organization, name: House}\n",
            "sources/s.yml": "kind: document\nname: The Quentin Secret files\n",
        }
    )

    assert [(one.code, one.path) for one in made.diagnostics] == [
        ("ref-private-name", "content/entities/all.yml"),
        ("ref-private-name", "content/entities/all.yml"),
        ("ref-private-name", "content/sources/s.yml"),
    ]


def test_addresses_and_identifiers_of_private_records() -> None:
    made = resolved(
        {
            "articles/a.md": article("At [x](https://hidden.example/about) and Q12345678."),
            "entities/all.yml": "- {id: w, kind: person, name: Quentin Secret, private: true,"
            " url: 'https://hidden.example/', ids: {wikidata: Q12345678}}\n",
        }
    )

    assert [one.message for one in made.diagnostics] == [
        "`Q12345678` names the private `w` and would be published here",
        "`hidden.example` names the private `w` and would be published here",
    ]


def test_a_name_of_a_private_and_of_a_published_record() -> None:
    entities = (
        "- {id: open, kind: person, name: John Smith}\n"
        "- {id: hidden, kind: person, name: John Smith, private: true}\n"
    )
    doubtful = resolved(
        {"articles/text.md": article("John Smith came."), "entities/all.yml": entities}
    )
    settled = resolved(
        {
            "articles/text.md": article(
                "[[open|John Smith]] and John Smith.", entities="[{id: open, as: [John Smith]}]"
            ),
            "entities/all.yml": entities,
        }
    )

    assert [(one.code, one.span) for one in doubtful.diagnostics] == [
        ("ref-private-name", Span(line=4, column=1, length=10))
    ]
    assert doubtful.diagnostics[0].hint == "write `[[open|John Smith]]` if that one is meant"
    assert shown(doubtful.site.articles["text"].body) == "Person 1 came."
    assert settled.codes == []
    assert shown(settled.site.articles["text"].body) == "⟦open|John Smith⟧ and ‹open|John Smith›."


def test_a_single_private_name_does_not_touch_common_words() -> None:
    made = resolved(
        {
            "articles/text.md": article("Mark my words; Mark and MARK did. Denmark too."),
            "entities/all.yml": "- {id: m1, kind: person, name: Mark, private: true}\n",
        }
    )

    assert shown(made.site.articles["text"].body) == (
        "Person 1 my words; Person 1 and Person 1 did. Denmark too."
    )


def test_as_names_of_a_private_entity_get_stand_ins_in_that_article() -> None:
    made = resolved(
        {
            "articles/a.md": article(
                "The pilot came.", entities="[{id: whistle, as: [The pilot]}]"
            ),
            "articles/b.md": article("The pilot came."),
            "entities/all.yml": PRIVATE,
        }
    )

    assert shown(made.site.articles["a"].body) == "Person 1 came."
    assert shown(made.site.articles["b"].body) == "The pilot came."
    assert made.site.articles["a"].matter.entities == ()


def test_weak_aliases_of_private_records_are_pointed_out_once() -> None:
    made = resolved(
        {
            "articles/a.md": article("First.\nThen the pilot came, the pilot and [[acme]]."),
            "entities/all.yml": "- {id: w, kind: person, name: Quentin Secret, private: true,"
            " weak_aliases: [the pilot]}\n- {id: acme, kind: organization, name: Acme}\n",
        }
    )

    assert [(one.code, one.span) for one in made.diagnostics] == [
        ("ref-maybe-private", Span(line=5, column=6, length=9))
    ]


@pytest.mark.parametrize(
    ("body", "title", "line"),
    [
        ("Quentin Secretary is another.", "Title", 4),
        ("Das Boot Quentin Secrets.", "Title", 4),
        ("Yolandas Boot.", "Title", 4),
        ("Text.", "Yolandas Boot", 2),
        ("![Yolandas Boot](../media/a.txt)", "Title", 4),
    ],
)
def test_names_of_private_records_with_another_ending(body: str, title: str, line: int) -> None:
    made = resolved(
        {
            "articles/a.md": article(body, title=title),
            "entities/all.yml": PRIVATE + "- {id: y, kind: person, name: Yolanda, private: true}\n",
            "media/a.txt": "a",
        }
    )

    assert [(one.code, one.span.line) for one in made.diagnostics if one.span] == [
        ("ref-maybe-private", line)
    ]


def test_words_that_only_begin_like_a_private_name() -> None:
    made = resolved(
        {
            "articles/a.md": article("Marking the Yolandaesque market of Mayolanda."),
            "entities/all.yml": "- {id: y, kind: person, name: Yolanda, private: true}\n"
            "- {id: m, kind: person, name: Mark, private: true}\n",
        }
    )

    assert made.codes == []


def test_front_matter_in_the_site_leads_to_published_records_only() -> None:
    made = resolved(
        {
            "articles/a.md": article(
                "Text.",
                entities="[whistle, entity:acme]",
                sources="[{id: source:gazette, cites: [letter, gazette-2]}, letter]",
                references="[{to: draft, type: follows}, {to: b, type: follows}]",
                origin="{source: letter, url: 'https://example.org/'}",
            ),
            "articles/b.md": article("Text."),
            "articles/draft.md": article("Text.", status="draft"),
            "entities/all.yml": PRIVATE + "- {id: acme, kind: organization, name: Acme,"
            " not_same_as: [whistle], relations: [{type: member, to: whistle},"
            " {type: part-of, to: entity:house, source: letter}], headquarters: quay}\n"
            "- {id: house, kind: organization, name: House, headquarters: hideout}\n"
            "- {id: quay, kind: place, name: Quay}\n"
            "- {id: hideout, kind: place, name: Hideout, private: true}\n",
            "sources/all.yml": "- {id: gazette, kind: newspaper, name: The Gazette,"
            " publisher: letter, owner: whistle}\n"
            "- {id: gazette-2, kind: newspaper, name: The Other, publisher: source:gazette}\n"
            "- {id: letter, kind: document, name: A letter to the board, private: true}\n",
        }
    )

    assert made.codes == []
    matter = made.site.articles["a"].matter
    assert [entity.id for entity in matter.entities] == ["acme"]
    assert [(source.id, source.cites) for source in matter.sources] == [("gazette", ("gazette-2",))]
    assert [reference.to for reference in matter.references] == ["b"]
    assert matter.origin is None
    acme = made.site.entities["acme"].matter
    assert acme.not_same_as == ()
    assert [(relation.to, relation.source) for relation in acme.relations] == [("house", None)]
    assert [value.value for value in acme.properties] == ["quay"]
    assert made.site.entities["house"].matter.properties == ()
    gazette = made.site.sources["gazette"].matter
    assert (gazette.publisher, gazette.owner) == (None, None)
    assert made.site.documents_of == {"gazette": ("gazette-2",)}


def test_media_of_withheld_records_stay_at_home() -> None:
    made = resolved(
        {
            "articles/draft.md": article("![x](../media/draft.txt)", status="draft"),
            "articles/open.md": article("![x](../media/open.txt)", image="card.txt"),
            "entities/all.yml": "- {id: a, kind: person, name: Ada, image: a.txt, private: true}\n"
            "- {id: b, kind: person, name: Bela, image: b.txt, sensitivity: [minor]}\n",
            **{f"media/{name}.txt": name for name in ("draft", "open", "card", "a", "b", "unused")},
        }
    )

    assert made.codes == []
    assert [file.path for file in made.site.media] == ["card.txt", "open.txt"]
    assert made.site.entities["b"].matter.image is None


def test_redirects_of_withheld_records_are_withheld() -> None:
    made = resolved({"articles/a.md": article("Text.", status="draft", formerly="[was]")})

    assert made.site.redirects == ()


def test_the_moment_needs_its_zone_to_be_compared() -> None:
    made = resolved(
        {"articles/a.md": article("Text.", embargo_until="2024-06-01T09:00-07:00")},
        as_of=datetime(2024, 6, 1, 16, tzinfo=UTC),
    )

    assert list(made.site.articles) == ["a"]


def test_anchors_are_made_of_what_is_shown() -> None:
    """A digest of the words that were replaced would let readers try out names."""
    files = {
        "articles/a.md": article("Quentin Secret met Acme [@gazette].\n\nSee [[plan]]."),
        "articles/plan.md": article("Text.", status="draft"),
        "entities/all.yml": PRIVATE + "- {id: acme, kind: organization, name: Acme}\n",
        "sources/gazette.yml": "kind: newspaper\nname: The Gazette\n",
    }
    other = {
        path.replace("plan", "project"): text.replace("Quentin Secret", "Bo Hidden").replace(
            "plan", "project"
        )
        for path, text in files.items()
    }

    one, two = resolved(files).site, resolved(other).site

    assert one.articles == two.articles
    assert one.mentions_of == two.mentions_of
    assert one.citations_of == two.citations_of
    [mention] = one.mentions_of[Key(type="entity", id="acme")]
    html = "".join(piece.html for piece in one.articles["a"].body.pieces if isinstance(piece, Html))
    assert f'<p id="{mention.anchor}">' in html


def test_links_follow_an_anchor_that_was_changed() -> None:
    config = site_config("title: Test")
    text = article("Quentin Secret came.")
    parsed = parse_file(content_file("articles/a.md", text), parse_config(config))
    [anchor] = parsed.records[0].body.anchors

    made = resolved(
        {
            "articles/a.md": text,
            "articles/b.md": article(f"[[a#{anchor}|there]]"),
            "entities/all.yml": PRIVATE,
        }
    )

    [html, *_] = [p.html for p in made.site.articles["a"].body.pieces if isinstance(p, Html)]
    [link] = [p for p in made.site.articles["b"].body.pieces if isinstance(p, RecordLinkStart)]
    assert link.fragment != anchor
    assert html == f'<p id="{link.fragment}">'


def test_a_private_name_in_the_name_of_a_source_gets_its_stand_in() -> None:
    made = resolved(
        {
            "articles/a.md": article("Ada Weekly, Ada and the Lane Weekly."),
            "entities/all.yml": "- {id: ada, kind: person, name: Ada, private: true}\n"
            "- {id: lane, kind: place, name: Lane}\n",
            "sources/all.yml": "- {id: weekly, kind: newspaper, name: Lane Weekly}\n"
            "- {id: hers, kind: newspaper, name: Ada Weekly}\n",
        }
    )

    assert shown(made.site.articles["a"].body) == ("Person 1 Weekly, Person 1 and the Lane Weekly.")


def test_the_name_of_a_source_that_is_not_published_hides_no_other_name() -> None:
    made = resolved(
        {
            "articles/a.md": article("Lane Weekly, Lane Daily."),
            "articles/b.md": article("[@weekly]", status="draft"),
            "entities/lane.yml": "{kind: place, name: Lane}",
            "sources/all.yml": "- {id: weekly, kind: newspaper, name: Lane Weekly}\n"
            "- {id: daily, kind: newspaper, name: Lane Daily, private: true}\n",
        }
    )

    assert shown(made.site.articles["a"].body) == "⟦lane|Lane⟧ Weekly, Source 1."


def test_the_row_of_a_table_is_quoted_with_stand_ins() -> None:
    made = resolved(
        {
            "articles/a.md": article("| Who | Whom |\n|---|---|\n| Bela | Ada and Bela |\n"),
            "entities/all.yml": "- {id: ada, kind: person, name: Ada, private: true}\n"
            "- {id: bela, kind: person, name: Bela}\n",
        }
    )

    contexts = [one.context for one in made.mentions("entity:bela")]
    assert [(one.before, one.match, one.after) for one in contexts] == [
        ("", "Bela", " · Person 1 and Bela"),
        ("Bela · Person 1 and ", "Bela", ""),
    ]


UNREVIEWED = {
    "sources/s.yml": "kind: wire\nname: Wire\n",
    "entities/e.yml": (
        "- {id: cora, kind: person, name: Cora, relations: ["
        "{type: member, to: board, review: REVIEW}, {type: member, to: club, source: s}]}\n"
        "- {id: board, kind: organization, name: Secret Board}\n"
        "- {id: club, kind: organization, name: Club}\n"
        "- {id: dora, kind: person, name: Dora}\n"
    ),
    "articles/a.md": article(
        "“It is shut”, they said.",
        claims="[{id: shut, text: It is shut., about: dora, reports: [{by: s}], review: REVIEW}]",
        quotations="[{quote: It is shut, speaker: dora, review: REVIEW}]",
        annotations="[{quote: they said, text: Who?, review: REVIEW}]",
    ),
}


def unreviewed(review: str) -> Resolved:
    return resolved({path: text.replace("REVIEW", review) for path, text in UNREVIEWED.items()})


def test_what_is_open_for_review_is_not_published_nor_what_only_it_speaks_of() -> None:
    made = unreviewed("open")

    assert withheld(made) == {
        "board": "only-unpublished",
        "dora": "only-unpublished",
        "shut": "open-review",
    }
    assert (made.site.claims.by_id, made.site.annotations.notes) == ({}, {})
    assert made.site.annotations.quotations == {}
    assert [one.there for one in made.site.relations["cora"]] == ["club"]
    assert made.site.articles["a"].matter.claims == ()


def test_what_has_been_reviewed_is_published() -> None:
    made = unreviewed("done")

    assert withheld(made) == {}
    assert list(made.site.claims.by_id) == ["shut"]
    assert len(made.site.annotations.notes["a"]) == 1
    assert [one.speaker for one in made.site.annotations.quotations["a"]] == [
        Key(type="entity", id="dora")
    ]
    assert [one.there for one in made.site.relations["cora"]] == ["board", "club"]


def test_what_is_open_for_review_is_checked() -> None:
    made = resolved(
        {
            "entities/e.yml": "kind: person\nname: Cora\n"
            "relations: [{type: member, to: nobody, review: open}]\n",
            "articles/a.md": article(
                "Text.", quotations="[{quote: not there, speaker: e, review: open}]"
            ),
        }
    )

    assert sorted(made.codes) == ["anno-lost", "ref-unknown-entity"]
