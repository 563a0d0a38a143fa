"""Texts as pages show them: links, anchors, media, mentions with their sentence, citations."""

import hashlib

import pytest
from resolving import Resolved, article, resolved, shown

from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.key import Key
from dossierpress.model.linked_body import CitationShown, RecordLinkStart

OTHERS = {
    "articles/yard.md": article("Text.\n\n## The first ship\n\nMore.", title="The yard opens"),
    "entities/people.yml": "- {id: ada, kind: person, name: {en: Ada, fa: آدا, pt-BR: Ada Lima}}\n"
    "- {id: bela, kind: person, name: Bela}\n",
    "sources/gazette.yml": "kind: newspaper\nname: {en: The Gazette, fa: گازت}\n",
    "pages/about.md": article("Text.", title="About us"),
    "media/map.txt": "map",
    "media/papers/file.txt": "file",
}


def text(body: str, **matter: str) -> Resolved:
    return resolved({**OTHERS, "articles/sub/text.md": article(body, **matter)})


def of(made: Resolved) -> str:
    return shown(made.site.articles["text"].body)


def test_labels_default_to_names_and_titles_in_the_language_of_the_text() -> None:
    body = "[[ada]], [[gazette]], [[yard]], [[page:about]], [[ada|she]]"

    assert of(text(body)) == (
        "⟦ada|Ada⟧, ⟦gazette|The Gazette⟧, ⟦yard|The yard opens⟧, ⟦about|About us⟧, ⟦ada|she⟧"
    )
    assert of(text(body, lang="fa")).startswith("⟦ada|آدا⟧, ⟦gazette|گازت⟧")
    assert of(text(body, lang="pt")).startswith("⟦ada|Ada Lima⟧")
    assert of(text(body, lang="de")).startswith("⟦ada|Ada⟧")


def test_links_say_what_they_lead_to() -> None:
    made = text("[[ada]] [[follows>yard#the-first-ship]] [x](../yard.md 'why')")

    links = [
        piece
        for piece in made.site.articles["text"].body.pieces
        if isinstance(piece, RecordLinkStart)
    ]
    assert [
        (one.type, one.id, one.kind, one.relation, one.fragment, one.title) for one in links
    ] == [
        ("entity", "ada", "person", None, None, None),
        ("article", "yard", None, "follows", "the-first-ship", None),
        ("article", "yard", None, None, None, "why"),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[x](../yard.md)", "⟦yard|x⟧"),
        ("[x](../yard.md#the-first-ship)", "⟦yard#the-first-ship|x⟧"),
        ("[x](../../entities/people.yml#bela)", "⟦bela|x⟧"),
        ("[x](../../sources/gazette.yml)", "⟦gazette|x⟧"),
        ("[x](../../media/map.txt)", "⟦media/map.txt|x⟧"),
        ("[x](../../media/papers/file.txt#page=4)", "⟦media/papers/file.txt|x⟧"),
        ("[x](text.md)", "x"),
        ("## Here\n\n[x](#here)", "Here\n⟦#here|x⟧"),
        ("## Here\n\n[x](text.md#here)", "Here\n⟦#here|x⟧"),
        ("[[yard#The first ship]]", "⟦yard#the-first-ship|The yard opens: The first ship⟧"),
        ("[[yard#THE FIRST SHIP]]", "⟦yard#the-first-ship|The yard opens: The first ship⟧"),
        ("[[yard#the-first-ship|then]]", "⟦yard#the-first-ship|then⟧"),
        ("## Here\n\n[[text#here]]", "Here\n⟦#here|Here⟧"),
        ("[[text]]", "Title"),
    ],
)
def test_addresses(written: str, expected: str) -> None:
    made = text(written)

    assert made.codes == []
    assert of(made) == expected


@pytest.mark.parametrize(
    ("written", "code", "hint"),
    [
        ("[x](../yrad.md)", "ref-broken-link", "did you mean `../yard.md`?"),
        ("[x](yard.md)", "ref-broken-link", "did you mean `../yard.md`?"),
        ("[x](../yard.html)", "ref-broken-link", "did you mean `../yard.md`?"),
        (
            "[x](../../entities/people.yml)",
            "ref-broken-link",
            "name one of them: `../../entities/people.yml#ada`",
        ),
        ("[x](../../../../etc/passwd)", "ref-broken-link", None),
        ("[x](/articles/yard.html)", "ref-broken-link", "did you mean `../yard.md`?"),
        ("[x](/nowhere/at-all.html)", "ref-broken-link", "write the path"),
        ("[x](../../media/mpa.txt)", "ref-missing-media", "did you mean `../../media/map.txt`?"),
        ("![x](../../media/mpa.txt)", "ref-missing-media", "did you mean `../../media/map.txt`?"),
        ("![x](map.txt)", "ref-missing-media", "did you mean `../../media/map.txt`?"),
        ("![x](../../entities/people.yml)", "ref-missing-media", "put the picture"),
        ("[x](#nowhere)", "ref-broken-anchor", "that text has no headings"),
        ("[[yard#first-ship]]", "ref-broken-anchor", "did you mean `#the-first-ship`?"),
        ("[x](../yard.md#nothing)", "ref-broken-anchor", "its headings are `#the-first-ship`"),
    ],
)
def test_broken_addresses(written: str, code: str, hint: str | None) -> None:
    made = text(written)

    assert made.codes == [code]
    assert (made.diagnostics[0].hint or "").startswith(hint or "")
    assert (made.diagnostics[0].hint is None) == (hint is None)
    assert "x" in of(made) or written.startswith(("!", "[["))


def test_media_are_those_that_are_used() -> None:
    digest = hashlib.sha256(b"file").hexdigest()
    made = text(
        "![a map](../../media/map.txt)",
        sources=f"[{{id: gazette, file: papers/file.txt, sha256: {digest}}}]",
    )

    assert [(file.path, file.data) for file in made.site.media] == [
        ("map.txt", b"map"),
        ("papers/file.txt", b"file"),
    ]


def test_front_matter_names_files_that_exist() -> None:
    made = text(
        "Text.",
        image="mapp.txt",
        sources="[{id: gazette, file: file.txt}]",
        origin="{source: gazette, file: none.txt}",
    )

    assert [(one.code, one.span.line, one.hint) for one in made.diagnostics] == [
        ("ref-missing-media", 3, "did you mean `map.txt`?"),
        ("ref-missing-media", 4, "did you mean `papers/file.txt`?"),
        ("ref-missing-media", 5, None),
    ]


def test_mentions_come_with_their_sentence_and_place() -> None:
    made = text(
        "It was late. Ada, of *Port* Amsel, met Bela. Then Ada left.\n\n## Ada again\n\nBela."
    )

    mentions = made.mentions("entity:ada")
    paragraph, heading = mentions[0].anchor, mentions[2].anchor
    assert [(one.start, one.end, one.linked, one.anchor) for one in mentions] == [
        (13, 16, True, paragraph),
        (48, 51, False, paragraph),
        (0, 3, False, heading),
    ]
    assert heading == "ada-again"
    assert [(c.before, c.match, c.after) for c in (one.context for one in mentions)] == [
        ("", "Ada", ", of Port Amsel, met Bela."),
        ("Then ", "Ada", " left."),
        ("", "Ada", " again"),
    ]


def test_a_row_of_a_table_is_quoted_whole() -> None:
    made = text(
        "Before Ada.\n\n"
        "| Who | When | Source |\n|---|---|---|\n"
        "| Ada | May. June | [@gazette, p. 2] |\n"
        "| [-@gazette] | Bela and Ada | |\n\n"
        "After Ada."
    )

    contexts = [
        (one.start, one.end, one.context.before, one.context.match, one.context.after)
        for one in made.mentions("entity:ada")
    ]
    assert contexts == [
        (7, 10, "Before ", "Ada", "."),
        (0, 3, "", "Ada", " · May. June"),
        (9, 12, "Bela and ", "Ada", ""),
        (6, 9, "After ", "Ada", "."),
    ]
    cited = [one.context for one in made.site.citations_of["gazette"]]
    assert [(one.before, one.match, one.after) for one in cited] == [
        ("Ada · May. June", "", ""),
        ("", "", "Bela and Ada"),
    ]


def test_where_nothing_links_by_itself_no_name_is_doubtful() -> None:
    people = "- {id: one, kind: person, name: Smith}\n- {id: two, kind: person, name: Smith}\n"
    files = {"entities/people.yml": people}

    silent = resolved({**files, "articles/a.md": article("Smith. [[one|Smith]].", autolink="off")})
    told = resolved({**files, "articles/a.md": article("Smith. [[one|Smith]].", autolink="first")})

    assert silent.codes == []
    assert told.codes == ["ref-ambiguous-name"]
    assert len(silent.mentions("entity:one")) == len(told.mentions("entity:one")) == 1


def test_links_to_any_record_are_mentions() -> None:
    made = text("[[yard]], [the *paper*](../../sources/gazette.yml) and [[page:about|us]].")

    [yard] = made.mentions("article:yard")
    [gazette] = made.mentions("source:gazette")
    [about] = made.mentions("page:about")
    assert yard.record == Key(type="article", id="text")
    assert (gazette.context.match, about.context.match) == ("the paper", "us")


def test_names_in_texts_of_entities_sources_and_pages_count() -> None:
    made = resolved(
        {
            **OTHERS,
            "entities/cleo.md": "---\nkind: person\nname: Cleo\n---\nCleo knows Ada.\n",
            "sources/wire.md": "---\nkind: wire\nname: Wire\n---\nRun by Ada.\n",
            "pages/us.md": article("Ada."),
            "articles/text.md": article("Ada."),
        }
    )

    assert [one.record.id for one in made.mentions("entity:ada")] == ["text", "cleo", "wire", "us"]
    assert made.mentions("entity:cleo") == []
    assert made.site.appearances == {"ada": ("text",)}


def test_citations_are_numbered_and_the_bibliography_leads_back() -> None:
    made = resolved(
        {
            "articles/a.md": article(
                "One [see @b, p. 4; @a]. Two [@b]. As @c [p. 2] has it.",
                sources="[{id: d, at: p. 1}, {id: a, cites: [d]}]",
            ),
            "sources/all.yml": "".join(
                f"- {{id: {id_}, kind: wire, name: Wire {id_.upper()}}}\n" for id_ in "abcd"
            ),
        }
    )

    assert shown(made.site.articles["a"].body) == (
        "One [see 1 p. 4; 2]. Two [1]. As Wire C[3 p. 2] has it."
    )
    key = Key(type="article", id="a")
    entries = made.site.bibliographies[key]
    assert [
        (one.number, one.source, one.declared.at if one.declared else None, len(one.citations))
        for one in entries
    ] == [(1, "b", None, 2), (2, "a", None, 1), (3, "c", None, 1), (4, "d", "p. 1", 0)]
    marks = [
        (one.source, one.mark)
        for piece in made.site.articles["a"].body.pieces
        if isinstance(piece, CitationShown)
        for one in piece.sources
    ]
    assert marks == [("b", "cite-b-1"), ("a", "cite-a-1"), ("b", "cite-b-2"), ("c", "cite-c-1")]
    assert [one.mark for one in made.site.citations_of["b"]] == ["cite-b-1", "cite-b-2"]
    context = made.site.citations_of["b"][1].context
    assert (context.before, context.match, context.after) == ("Two", "", ".")
    assert made.site.citations_of["c"][0].context.before == "As Wire C"


def test_sources_know_who_uses_them_and_on_whose_word() -> None:
    made = resolved(
        {
            "articles/a.md": article("Text.", sources="[{id: b, cites: [c, d]}, c]", date="2022"),
            "articles/z.md": article("Text.", sources="[{id: b, cites: [c]}]", date="2023"),
            "sources/all.yml": "- {id: b, kind: wire, name: B}\n- {id: c, kind: wire, name: C}\n"
            "- {id: d, kind: document, name: D, publisher: c, owner: ada}\n",
            "entities/ada.yml": "kind: person\nname: Ada\n",
        }
    )

    site = made.site
    assert made.codes == []
    assert [(article, use.cites) for article, use in site.uses_of["b"]] == [
        ("z", ("c",)),
        ("a", ("c", "d")),
    ]
    assert [(one.cited, one.article) for one in site.relies_on["b"]] == [
        ("c", "z"),
        ("c", "a"),
        ("d", "a"),
    ]
    assert [(one.source, one.article) for one in site.relied_on_by["d"]] == [("b", "a")]
    assert site.documents_of == {"c": ("d",)}
    assert site.sources_of == {"ada": ("d",)}


def test_a_source_that_is_declared_twice_is_told_and_nothing_is_lost() -> None:
    made = text("Text.", sources="[{id: gazette, at: p. 1}, {id: gazette, at: p. 2}]")

    assert [(one.code, one.span) for one in made.diagnostics] == [
        ("ref-declared-twice", Span(line=3, column=41, length=7))
    ]
    assert [use.at for _, use in made.site.uses_of["gazette"]] == ["p. 1", "p. 2"]


def test_publisher_cycles_are_told_once_each() -> None:
    made = resolved(
        {
            "sources/all.yml": "- {id: a, kind: wire, name: A, publisher: b}\n"
            "- {id: b, kind: wire, name: B, publisher: c}\n"
            "- {id: c, kind: wire, name: C, publisher: b}\n"
            "- {id: d, kind: wire, name: D, publisher: d}\n"
        }
    )

    assert [one.message for one in made.diagnostics] == [
        "the publishers go round in a circle: `b`, published by `c`, published by `b`",
        "`d` is its own publisher",
    ]


def test_an_ambiguous_name_is_told_once_with_every_way_out() -> None:
    files = {
        "articles/a.md": article("First,\nJohn Smith. John Smith."),
        "pages/p.md": article("John Smith."),
        "entities/all.yml": "- {id: baker, kind: person, name: John Smith}\n"
        "- {id: mayor, kind: person, name: John Smith}\n",
    }
    made = resolved(files)

    (one,) = made.diagnostics
    assert one.path == "content/articles/a.md"
    assert one.span == Span(line=5, column=1, length=10)
    assert one.message == (
        "`John Smith` may be `baker` and `mayor`, so it does not link: 3 times in 2 texts"
    )
    assert one.hint == (
        "write `[[baker|John Smith]]` where that one is meant, or `{id: baker, as: [John Smith]}` "
        "under `entities` for the whole text, or `names: {John Smith: baker}` in site.yml for all "
        "texts"
    )
    assert [fix.text for fix in one.fixes] == ["[[baker|John Smith]]", "[[mayor|John Smith]]"]
    assert [(note.path, note.span and note.span.line) for note in one.notes] == [
        ("content/entities/all.yml", 1),
        ("content/entities/all.yml", 2),
        ("content/pages/p.md", 4),
    ]
    assert made.site.mentions_of == {}


def test_a_name_that_hundreds_have_is_one_message() -> None:
    days = "".join(f"- {{id: d{n}, kind: event, name: Thursday}}\n" for n in range(300))
    made = resolved(
        {
            "entities/days.yml": days,
            **{f"articles/a{n}.md": article("It was Thursday, a Thursday.") for n in range(20)},
        }
    )

    (one,) = [each for each in made.diagnostics if each.code == "ref-ambiguous-name"]
    assert "295 more" in one.message
    assert "40 times in 20 texts" in one.message
    assert len(one.message) < 200
    assert len(one.fixes) == 5
    assert [note.message for note in one.notes if note.path is None] == [
        "and 295 more",
        "and 14 more",
    ]
    assert len(one.notes) == 12


def test_what_a_name_means_in_all_texts_is_said_once() -> None:
    made = resolved(
        {
            "entities/all.yml": "- {id: country, kind: place, name: Georgia}\n"
            "- {id: state, kind: place, name: Georgia}\n",
            "articles/a.md": article("In Georgia."),
            "articles/b.md": article("In Georgia.", entities="[{id: state, as: [Georgia]}]"),
        },
        settings="title: Test\nnames: {Georgia: country}\n",
    )

    assert made.codes == []
    assert [one.record.id for one in made.mentions("entity:country")] == ["a"]
    assert [one.record.id for one in made.mentions("entity:state")] == ["b"]


@pytest.mark.parametrize(
    ("names", "code", "hint"),
    [
        ("Georgia: contry", "ref-unknown-entity", "did you mean `country`?"),
        ("Colchis: country", "ref-unused-preference", "write one of its names, or add this one"),
    ],
)
def test_a_name_that_is_to_mean_nobody_is_told(names: str, code: str, hint: str) -> None:
    made = resolved(
        {
            "entities/all.yml": "- {id: country, kind: place, name: Georgia}\n",
            "articles/a.md": article("In Georgia, in Colchis."),
        },
        settings=f"title: Test\nnames: {{{names}}}\n",
    )

    assert made.codes == [code]
    assert (made.diagnostics[0].hint or "").startswith(hint)
    assert [one.record.id for one in made.mentions("entity:country")] == ["a"]


def test_what_a_name_means_makes_no_private_name_public() -> None:
    made = resolved(
        {
            "entities/all.yml": "- {id: open, kind: person, name: Vera Moss}\n"
            "- {id: hidden, kind: person, name: Vera Moss, private: true}\n",
            "articles/a.md": article("Vera Moss came."),
        },
        settings="title: Test\nnames: {Vera Moss: open}\n",
    )

    assert made.codes == ["ref-private-name"]


def test_words_and_visible_text() -> None:
    made = text("## One\n\nTwo three\nfour -- *five*.\n\n```\nsix\nseven\n```")

    body = made.site.articles["text"].body
    assert body.text == "One\n\nTwo three four -- five.\n\nsix\nseven\n"
    assert body.words == 7


@pytest.mark.parametrize(
    ("written", "words"), [("Two words.", 2), ("中国人民", 2), ("", 0), ("a-b c’s", 2)]
)
def test_words_are_counted_in_scripts_without_spaces_too(written: str, words: int) -> None:
    assert text(written, lang="zh").site.articles["text"].body.words == words


def test_headings_are_named_as_they_are_shown() -> None:
    [heading] = text("## Of [[ada]] and *Bela*").site.articles["text"].body.headings

    assert heading.text == "Of Ada and Bela"
