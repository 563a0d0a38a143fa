"""Stand-off JSON becomes a dossier: literal text, exact mentions, ids for ever, nothing unsaid."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dossierpress.facts.records import parse_file
from dossierpress.importers import site_settings
from dossierpress.importers.ids import NeedsId, TakenNames, assign_ids, is_usable_id, slugify
from dossierpress.importers.site_settings import first_settings, with_description
from dossierpress.importers.standoff.convert import Imported, convert_standoff
from dossierpress.importers.standoff.markdown_body import TextMark, write_body
from dossierpress.importers.standoff.read import read_standoff
from dossierpress.importers.text_output import clean_text
from dossierpress.kernel.diagnostics import codes
from dossierpress.kernel.slugs import is_slug
from dossierpress.model.body import Block, Markup, MentionEnd, MentionStart, Piece, Prose, WikiLink
from dossierpress.model.content import Record
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.read_site import read_config
from dossierpress.schema.site import KindConfig, LinkTypeConfig
from dossierpress.source.files import ContentFile
from importers import importing

SIX = frozenset(["person", "organization", "place", "event", "work", "object"])
CONFIG = ParseConfig(
    lang="en",
    raw_html="escape",
    unknown_keys="error",
    kinds=tuple((kind, ()) for kind in (*sorted(SIX), "weapon")),
)


def record_of(body: str) -> tuple[Record, tuple[str, ...]]:
    """The article that a body makes, and the codes of what is wrong with it."""
    text = f"---\ntitle: Test\nautolink: off\n---\n\n{body}"
    file = ContentFile(
        path="content/articles/test.md", type="article", held=text.encode(), digest=""
    )
    parsed = parse_file(file, CONFIG)
    return parsed.records[0], tuple(one.code for one in parsed.diagnostics)


def shown(pieces: tuple[Piece, ...]) -> str:
    """The visible text, with a blank line between paragraphs."""
    blocks: list[str] = []
    for piece in pieces:
        if isinstance(piece, Block):
            blocks.append("")
        elif isinstance(piece, Prose):
            blocks[-1] += piece.text
        elif isinstance(piece, WikiLink):
            blocks[-1] += str(piece.label)
    return "\n\n".join(blocks)


def as_read(text: str) -> str:
    """What a reader is to see: the text with plain line ends and one blank line at a time."""
    lines = re.sub("\r\n|[\r\v\f]", "\n", text)
    printable = "".join(
        character
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
        else "\ufffd"
        for character in lines
    )
    printable = re.sub("[\ufdd0-\ufdef]|[\ufffe\uffff]", "\ufffd", printable)
    # A tab is one more space to a reader, and at the ends of a line to us.
    printable = printable.replace("\t", " ")
    printable = "".join("\ufffd" if ord(c) & 0xFFFE == 0xFFFE else c for c in printable)
    return re.sub("\n\n+", "\n\n", printable).strip("\n")


SNIPPETS = st.sampled_from(
    [
        *("#", "##", "- ", "* ", "+ ", "1. ", "1) ", "12345678901. ", "> ", "|", "| - |", "-|-"),
        *("```", "~~~", "---", "***", "___", "===", "=", ":::", ": ", "    ", "\t", "  ", "\n"),
        *("\n\n", "\r\n", "\\", "\\\\", "`", "``", "*", "**", "_", "__", "~~", "^", "[", "]"),
        *("[[", "]]", "[[id]]", "[[id|x]]", "[^1]", "[^1]:", "[x]: y", "[x](y)", "![x](y)", "("),
        *("{", "}", "{.a}", "{entity=x}", "]{", "@name", "[@name]", "@name [p. 2]", "<b>", "<!--"),
        *("-->", "<script>", "</p>", "<http://x.y>", "http://x.y", "www.x.y", "a@b.cd", "&amp;"),
        *("&#35;", "&lt;", "&", "&nbsp;", "$x$", "$$", "%%", "--", "...", '"', "'", "(c)", ":-)"),
        *("\N{NO-BREAK SPACE}", "\u2028", "\u3000", "\x85", "\x00", "\ufeff", "\u202e", "word"),
        *("naïve", "حسين", "北京", "é", "e\u0301", "\U0001f600", "<?", "<![CDATA[", "title: x"),
    ]
)
TEXTS = st.one_of(
    st.lists(SNIPPETS, max_size=12).map("".join),
    st.text(max_size=60),
    st.text(alphabet=" \n\t#->|`*_[]{}\\@&<1.)=:a", max_size=40),
)


@given(text=TEXTS)
@example(text="# title\n- item\n1. one\n> quote\n| a | b |\n|---|---|\n```\ncode\n```")
@example(text="    indented\n\ttab\n  trailing  \nnext\\")
@example(text="a\nb\n===\nc\n---\n")
@example(text=" \n\n \n")
@example(text="---\ntitle: not front matter\n---")
def test_text_from_outside_stays_literal(text: str) -> None:
    done = write_body(clean_text(text)[0], ())

    record, problems = record_of(done.markdown)
    assert as_read(text) == shown(record.body.pieces).replace("\t", " ")
    assert done.refused == ()
    kinds = {type(piece) for piece in record.body.pieces}
    assert kinds <= {Block, Markup, Prose}
    markup = {
        re.sub(' (id|dir)="[^"]*"', "", piece.html)
        for piece in record.body.pieces
        if isinstance(piece, Markup)
    }
    assert markup <= {"<p>", "</p>\n"}
    assert set(problems) <= {"md-hidden-character", "md-direction"}


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[TextMark]]:
    """A text and spans in it, nested, crossing or apart."""
    text = clean_text(draw(TEXTS))[0]
    offsets = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(offsets, offsets, st.booleans()), max_size=6))
    marks = [
        TextMark(
            start=min(span),
            end=max(span),
            kind="mention" if is_mention else "link",
            target=f"e{number}" if is_mention else f"https://e.org/{number}",
            origin=str(number),
        )
        for number, (*span, is_mention) in enumerate(spans)
    ]
    return text, marks


def mentioned(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    """(entity, words) of every mention in a body."""
    found = []
    opened: list[tuple[str, str]] = []
    for piece in pieces:
        if isinstance(piece, Prose):
            opened = [(target, words + piece.text) for target, words in opened]
        elif isinstance(piece, WikiLink):
            opened = [(target, words + str(piece.label)) for target, words in opened]
            found.append((piece.target.id, str(piece.label)))
        elif isinstance(piece, MentionStart):
            opened.append((piece.target.id, ""))
        elif isinstance(piece, MentionEnd):
            found.append(opened.pop())
    return sorted(found)


@given(marked=marked_texts())
def test_every_mention_is_shown_with_its_words_or_refused_and_every_link_leads_on(
    marked: tuple[str, list[TextMark]],
) -> None:
    text, marks = marked

    done = write_body(text, marks)

    record, problems = record_of(done.markdown)
    # Whatever is a footnote stands in blocks of its own behind the text.
    read = "\n\n".join((as_read(text), *done.addresses)) if done.addresses else as_read(text)
    # The end of a line is a space to readers, and in a mention to us.
    seen = shown(record.body.pieces).replace("\t", " ").strip("\n").replace("\n", " ")
    assert read.strip("\n").replace("\n", " ") == seen
    # Half of `www.` may be a mention, and the rest of it a warning.
    assert set(problems) <= {"md-hidden-character", "md-direction", "md-address-without-scheme"}
    left = {one.mark.origin for one in done.refused}
    assert all(one.reason for one in done.refused)
    expected = sorted(
        (mark.target, as_read_inside(text, mark))
        for mark in marks
        if mark.kind == "mention" and mark.origin not in left
    )
    assert expected == [
        (who, words.replace("\t", " ").replace("\n", " "))
        for who, words in mentioned(record.body.pieces)
    ]
    html = "".join(piece.html for piece in record.body.pieces if isinstance(piece, Markup))
    linked = set(re.findall(r'href="(https://e\.org/\d)"', html))
    assert linked == {mark.target for mark in marks if mark.kind == "link"}


def as_read_inside(text: str, mark: TextMark) -> str:
    """The words of a mention as a reader sees them: white space around them is no part of it."""
    words = text[mark.start : mark.end].strip()
    return words.replace("\r", "").replace("\t", " ").replace("\n", " ")


def mark(text: str, words: str, target: str, **more: Any) -> TextMark:
    """A mark on the first occurrence of some words."""
    start = text.index(words)
    return TextMark(
        start=start,
        end=start + len(words),
        kind=more.get("kind", "mention"),
        target=target,
        origin=words,
    )


def test_a_mention_is_a_wikilink_and_one_around_another_a_span() -> None:
    text = "Calder of the Harbour Board of Larkhaven spoke."
    marks = [
        mark(text, "Calder", "ines-calder"),
        mark(text, "the Harbour Board of Larkhaven", "harbour-board"),
        mark(text, "Larkhaven", "entity:larkhaven"),
    ]

    done = write_body(text, marks)

    assert done.markdown == (
        "[[ines-calder|Calder]] of [the Harbour Board of"
        " [[entity:larkhaven|Larkhaven]]]{entity=harbour-board} spoke.\n"
    )
    assert done.refused == ()


def test_mentions_that_cross_are_told_of() -> None:
    text = "the Board of Larkhaven Town Hall"
    marks = [mark(text, "Board of Larkhaven", "a"), mark(text, "Larkhaven Town", "b")]

    done = write_body(text, marks)

    assert done.markdown == "the [[a|Board of Larkhaven]] Town Hall\n"
    assert [(one.mark.target, one.reason) for one in done.refused] == [
        ("b", "it crosses the mention `Board of Larkhaven`")
    ]


def test_a_mention_behind_an_exclamation_mark_is_no_picture() -> None:
    done = write_body("Stop!Calder", [mark("Stop!Calder", "Calder", "ines-calder")])

    assert mentioned(record_of(done.markdown)[0].body.pieces) == [("ines-calder", "Calder")]


def test_a_mention_over_the_end_of_a_line_leads_to_its_entity() -> None:
    done = write_body(
        "Ines\r\nCalder spoke.", [mark("Ines\r\nCalder spoke.", "Ines\r\nCalder", "c")]
    )

    assert done.markdown == "[[c|Ines Calder]] spoke.\n"


def test_a_mention_over_a_paragraph_break_is_told_of() -> None:
    text = "First\n\nsecond"

    done = write_body(text, [mark(text, "First\n\nsecond", "a")])

    assert done.markdown == "First\n\nsecond\n"
    assert [one.reason for one in done.refused] == ["it runs over a paragraph break"]


def test_a_link_stands_where_no_mention_has_its_words_and_else_behind_them() -> None:
    text = "The report names Calder."
    marks = [
        mark(text, "The report", "https://board.example/a(b)", kind="link"),
        mark(text, "names Calder", "https://board.example/", kind="link"),
        mark(text, "Calder", "ines-calder"),
    ]

    done = write_body(text, marks)

    assert done.markdown == (
        "[The report](<https://board.example/a(b)>) names [[ines-calder|Calder]][^link-1].\n\n"
        "[^link-1]: <https://board.example/>\n"
    )
    assert done.addresses == ("https://board.example/",)
    assert done.refused == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ines Calder", "ines-calder"),
        ("حسين سلامي", "hsyn-slamy"),
        ("北京", "bei-jing"),
        ("Гагарин", "gagarin"),
        ("The Board’s quay", "the-boards-quay"),
        ("Straße & Größe", "strasse-grosse"),
        ("../../etc/passwd", "etc-passwd"),
        ("🎉", ""),
        ("a " * 90, ("a-" * 36)[:-1]),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slugify(text) == expected


THINGS = st.lists(
    st.builds(
        NeedsId,
        key=st.text(min_size=1, max_size=6),
        name=st.one_of(
            st.text(max_size=12), st.sampled_from(["CON", "index", "Index page 2", "A"])
        ),
        qualifiers=st.tuples(st.sampled_from(["person", "place", "…"])),
    ),
    max_size=12,
    unique_by=lambda thing: thing.key,
)


@given(things=THINGS, taken=st.frozensets(st.sampled_from(["a", "con-2", "a-person", "x"])))
def test_ids_are_safe_unique_and_do_not_depend_on_the_order(
    things: list[NeedsId], taken: frozenset[str]
) -> None:
    ids = assign_ids(things, taken=taken)

    assert ids.keys() == {thing.key for thing in things}
    assert len(set(ids.values())) == len(things)
    assert all(is_slug(id_) and is_usable_id(id_) and len(id_) <= 100 for id_ in ids.values())
    assert not taken & set(ids.values())
    assert assign_ids(things[::-1], taken=taken) == ids


def test_namesakes_are_all_told_apart_by_what_they_are() -> None:
    things = [
        NeedsId(key="2", name="France", qualifiers=("place",)),
        NeedsId(key="1", name="France", qualifiers=("organization",)),
        NeedsId(key="4", name="FRANCE", qualifiers=("place",)),
        NeedsId(key="3", name="Francia", qualifiers=("place",)),
    ]

    expected = {"1": "france-organization", "2": "france-place", "4": "france-place-2"}
    assert assign_ids(things) == expected | {"3": "francia"}


def standoff(**parts: Any) -> bytes:
    """A small file of the stand-off form."""
    text = parts.pop("text", "Calder closed the quay of Larkhaven with a Harpoon.")
    data = {
        "articles": [
            {
                "id": "a1",
                "title": "Quay closed",
                "text": text,
                "date": "2031-03",
                "source": "courier",
                "url": "https://courier.example/1",
                "licence": "CC BY 4.0",
                "entities": [
                    {"start": 0, "end": 6, "text": "Calder", "entity_id": "p1"},
                    {"start": 26, "end": 35, "text": "Larkhaven", "entity_id": "l1"},
                    {"start": 43, "end": 50, "text": "Harpoon", "entity_id": "w1"},
                    {"start": 14, "end": 22, "text": "the quay", "entity_id": "n1"},
                ],
                "relations": [
                    {"type": "LivesIn", "source": "p1", "target": "l1"},
                    {"type": "LivesIn", "source": "p1", "target": "n1"},
                ],
            }
        ],
        "entities": [
            {"id": "p1", "kind": "person", "name": "Ines Calder", "wikidata": "Q42"},
            {"id": "l1", "kind": "location", "name": "Larkhaven", "aliases": ["the town"]},
            {"id": "w1", "kind": "weapon", "name": "Harpoon"},
            {"id": "n1", "kind": "place", "name": "the quay", "named": False},
        ],
        "sources": [{"id": "courier", "name": "Larkhaven Courier", "url": "https://c.example/"}],
    }
    return json.dumps({**data, **parts}).encode()


def converted(data: bytes, known: TakenNames | None = None) -> Imported:
    """What a file gives that has no mistake, in a dossier with our own kinds alone."""
    return importing.converted(data, known=known or TakenNames(kinds=SIX))


def test_an_article_is_written_as_an_author_would() -> None:
    files = dict(converted(standoff()).files)

    assert files["content/articles/news/quay-closed.md"] == (
        "---\n"
        "title: Quay closed\n"
        "date: 2031-03\n"
        "tags:\n"
        "  - imported\n"
        "  - news\n"
        "origin:\n"
        "  source: larkhaven-courier\n"
        "  url: https://courier.example/1\n"
        "  licence: CC BY 4.0\n"
        "autolink: 'off'\n"
        "---\n"
        "\n"
        "[[ines-calder|Calder]] closed the quay of [[larkhaven|Larkhaven]]"
        " with a [[harpoon|Harpoon]].\n"
    )


def test_the_registry_has_the_named_entities_by_kind() -> None:
    imported = converted(standoff())

    files = dict(imported.files)
    assert sorted(files) == [
        "content/articles/news/quay-closed.md",
        "content/entities/imported/news-person.yml",
        "content/entities/imported/news-place.yml",
        "content/entities/imported/news-weapon.yml",
        "content/sources/imported/news.yml",
    ]
    assert files["content/entities/imported/news-person.yml"] == (
        "- id: ines-calder\n"
        "  kind: person\n"
        "  name: Ines Calder\n"
        "  ids:\n"
        "    wikidata: Q42\n"
        "  relations:\n"
        "    - type: lives-in\n"
        "      to: larkhaven\n"
        "      source: larkhaven-courier\n"
        "      note: “Quay closed”\n"
        "      review: open\n"
    )
    assert imported.kinds == {"weapon": KindConfig(label="Weapon", plural="Weapons")}
    assert imported.relation_types == {
        "lives-in": LinkTypeConfig(
            label="lives in",
            inverse="lives-in-inverse",
            inverse_label="lives in (from the other side)",
        )
    }


def test_the_report_counts_and_leaves_nothing_unsaid() -> None:
    article = json.loads(standoff())["articles"][0] | {"dates": ["a", "b"], "date": "last week"}

    report = converted(standoff(articles=[article])).report

    assert (report.mentions, report.mentions_read, report.unnamed_mentions) == (3, 3, 1)
    assert report.recall == 1.0
    assert (report.relations, report.relations_read) == (1, 2)
    assert [(one.thing, one.where, one.what) for one in report.not_represented] == [
        ("field", "$.articles[0].date", "last week"),
        ("relation", "$.articles[0].relations[1]", "p1 — LivesIn — n1"),
        ("field", "$.articles[*]", "dates"),
    ]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://c.example/(2001 – 14)", "it holds a space, which no address can"),
        ("https://c.example/a<b", "it holds `<`, which no address can"),
        ("https://c.example/\u200ba", "it holds the character U+200B, which no address can"),
        ("c.example/a", "it does not begin with `https://` or `http://`"),
        ("ftp://c.example/a", "it does not begin with `https://` or `http://`"),
        ("https:///a", "it names no host"),
        ("https://[c/", "its host or port cannot be read"),
        ("https://c.example:port/", "its host or port cannot be read"),
        ("https://me:pw@c.example/", "it holds a user name or password"),
    ],
)
def test_why_an_address_is_not_kept(url: str, reason: str) -> None:
    sources = [{"id": "courier", "name": "Larkhaven Courier", "url": url}]

    report = converted(standoff(sources=sources)).report

    assert [(one.where, one.what, one.reason) for one in report.not_represented[1:]] == [
        ("$.sources[0].url", url, f"{reason}, so nothing links to it")
    ]


def test_what_is_dropped_is_named_with_its_holder() -> None:
    source = {"id": "courier", "name": "Larkhaven Courier", "slant": "left"}

    report = converted(standoff(sources=[source], task="NER")).report

    assert [one.reason for one in report.not_represented if one.thing == "field"] == [
        "the import reads no key `task` of the file, so what stands under it is in no page",
        "the import reads no key `slant` of sources, so what stands under it is in no page",
    ]


def test_the_settings_of_an_imported_dossier_tell_of_it_alone(repository: Path) -> None:
    starter = (repository / "generator" / "dossierpress" / "starter" / "site.yml").read_text()
    report = converted(standoff()).report

    first = first_settings(starter, name="news")
    config, problems = read_config(with_description(first, report, file="news: 1.json").encode())

    assert problems == ()
    assert config is not None
    assert config.title == "Imported: news"
    assert config.description == "1 article, 3 entities and 1 source, imported from news: 1.json."
    assert len(first.splitlines()) == len(starter.splitlines())
    assert read_config(first.encode())[1] == ()


def test_an_id_that_another_type_has_is_written_with_its_type() -> None:
    known = TakenNames(kinds=SIX, ids=(("page", frozenset(["larkhaven"])),))

    text = dict(converted(standoff(), known).files)["content/articles/news/quay-closed.md"]

    assert "[[entity:larkhaven|Larkhaven]]" in text


def test_an_id_that_the_dossier_has_is_left_to_it() -> None:
    known = TakenNames(kinds=SIX, ids=(("entity", frozenset(["larkhaven"])),))

    text = dict(converted(standoff(), known).files)["content/articles/news/quay-closed.md"]

    assert "[[larkhaven-place|Larkhaven]]" in text


def test_characters_that_no_page_can_hold_are_replaced_and_told_of() -> None:
    article = {"id": "a", "title": "T\x00", "text": "one\x00two \ud800 three"}

    imported = converted(standoff(articles=[article]))

    text = dict(imported.files)["content/articles/news/t.md"]
    assert text.endswith("\none\ufffdtwo \ufffd three\n")
    [note] = [one for one in imported.report.not_represented if one.thing == "text"]
    assert (note.where, note.what, note.count) == ("$.articles[0].text", "U+0000 at 3", 2)


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"{", "import-json", "the file is not JSON: expecting property name enclosed in"),
        (b"\xff", "import-json", "the file is not JSON: byte 0 is not UTF-8"),
        (b"[" * 99999, "import-json", "the file is too deep"),
        (b'{"articles": [], "articles": []}', "import-json", "an object has the key `articles`"),
        (b'{"articles": NaN}', "import-json", "`NaN` is no number in JSON"),
        (b"9" * 5000, "import-json", "a whole number has more than 20 digits"),
        (b"[]", "import-shape", "`$` must be an object, but is a list"),
        (b"{}", "import-shape", "`$` has no `articles`"),
        (b'{"articles": {}}', "import-shape", "`$.articles` must be a list, but is an object"),
        (b'{"articles": [{"id": "a"}, 5]}', "import-shape", "`$.articles[0]`: it has no `text`"),
        (
            b'{"documents": [], "title": ""}',
            "import-shape",
            "`$` has no `articles`; it has `documents`, `title`",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(data: bytes, code: str, message: str) -> None:
    found, problems = read_standoff(data, path="news.json")

    assert found is None
    assert problems[0].code == code
    assert problems[0].code in codes()
    assert message in problems[0].message
    assert {one.path for one in problems} == {"news.json"}


def left_out(**parts: Any) -> list[tuple[str, str, str]]:
    """(thing, place, reason) of what is left out of the file of above with some of it replaced."""
    report = converted(standoff(**parts)).report
    return [(one.thing, one.where, one.reason) for one in report.not_represented]


def changed(**parts: Any) -> list[dict[str, Any]]:
    """The article of the file of above, with some of it replaced."""
    return [json.loads(standoff())["articles"][0] | parts]


HOW = "(offsets count Unicode code points from 0, and the end is not included)"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"sources": [{"id": "courier", "name": " "}]},
            [
                ("source", "$.sources[0]", 'its `name` must hold at least one word, but is `" "`'),
                (
                    "source",
                    "$.articles[0].source",
                    "the list of sources lacks it: it is registered under its id alone",
                ),
            ],
        ),
        (
            {"sources": [{"id": "courier", "name": "a", "url": 5}]},
            [("field", "$.sources[0].url", "its `url` must be text, but is `5`")],
        ),
        (
            {
                "entities": [
                    *json.loads(standoff())["entities"],
                    {"id": "e", "kind": "x", "name": "y", "named": "no"},
                    {"id": "f", "name": "z"},
                    {"id": "g", "kind": "person", "name": "\t", "named": False},
                    "Ines Calder",
                ]
            },
            [
                (
                    "field",
                    "$.entities[4].named",
                    'its `named` must be `true` or `false`, but is `"no"`',
                ),
                (
                    "entity",
                    "$.entities[6]",
                    'its `name` must hold at least one word, but is `"\\t"`',
                ),
                ("entity", "$.entities[7]", 'it must be an object, but is `"Ines Calder"`'),
                ("field", "$.entities[5].kind", "it has no kind: it is registered as `other`"),
            ],
        ),
        (
            {"articles": changed(entities=[{"start": 0, "end": 6, "text": "Calder"}])},
            [
                (
                    "mention",
                    "$.articles[0].entities[0]",
                    "the data does not say which entity it names",
                )
            ],
        ),
        (
            {
                "articles": changed(
                    entities=[{"start": 0, "entity_id": "p1"}, {"start": -1, "end": 2}]
                )
            },
            [
                ("mention", "$.articles[0].entities[0]", "it has no `end`"),
                (
                    "mention",
                    "$.articles[0].entities[1]",
                    "its `start` must not be negative, but is `-1`",
                ),
            ],
        ),
        (
            {"articles": changed(entities="none", links=None)},
            [("field", "$.articles[0].entities", 'it must be a list, but is `"none"`')],
        ),
        (
            {"articles": changed(entities=[{"start": 5, "end": 600, "entity_id": "p1"}])},
            [
                (
                    "mention",
                    "$.articles[0].entities[0]",
                    f"it goes from 5 to 600, but the text has 51 characters {HOW}",
                )
            ],
        ),
        (
            {
                "articles": changed(
                    entities=[{"start": 1, "end": 7, "text": "Calder", "entity_id": "p1"}]
                )
            },
            [
                (
                    "mention",
                    "$.articles[0].entities[0]",
                    (
                        "the words at its place are others: the text reads `alder ` from 1 to 7"
                        " (its words stand from 0 to 6)"
                    ),
                )
            ],
        ),
        (
            {"articles": changed(title="", date="2031-02-30", modified=2031)},
            [
                (
                    "field",
                    "$.articles[0].title",
                    'its `title` must hold at least one word, but is `""`',
                ),
                ("field", "$.articles[0].modified", "its `modified` must be text, but is `2031`"),
                ("field", "$.articles[0].title", "it has no title: these words stand in its place"),
                ("field", "$.articles[0].date", "it is not a date of EDTF"),
            ],
        ),
        (
            {"articles": [*changed(), *changed(relations=[]), {"title": "No text"}]},
            [
                ("article", "$.articles[2]", "it has no `text`"),
                ("field", "$.articles[1]", "it is the id of $.articles[0] too; both are there"),
            ],
        ),
        (
            {
                "articles": changed(
                    relations=[
                        {
                            "type": "LivesIn",
                            "source": "p1",
                            "target": "l1",
                            "evidence": {"start": 0, "end": 3, "text": "her"},
                        }
                    ]
                )
            },
            [
                (
                    "field",
                    "$.articles[0].relations[0].evidence",
                    f"the words at its place are others: the text reads `Cal` from 0 to 3 {HOW}",
                )
            ],
        ),
    ],
)
def test_one_bad_record_keeps_out_nothing_else(
    parts: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    usual = ("relation", "$.articles[0].relations[1]", "its target has no name of its own")

    assert [one for one in left_out(**parts) if one != usual] == expected


def test_records_that_say_the_same_are_one_and_the_others_are_nobodys() -> None:
    calder, quay, *rest = json.loads(standoff())["entities"]
    entities = [calder, calder, quay, {**quay, "name": "Larkhaven, Ohio"}, *rest]

    done = converted(standoff(entities=entities))

    assert "[[ines-calder|Calder]] closed the quay of Larkhaven with" in str(done.files)
    assert (done.report.entities, done.report.mentions, done.report.mentions_read) == (2, 2, 2)
    shared = "others have its id `l1` too: nobody can tell which of them is meant"
    assert [
        (one.thing, one.where, one.reason)
        for one in done.report.not_represented
        if one.thing in ("entity", "mention")
    ] == [
        ("entity", "$.entities[1]", "it says again what stands at $.entities[0]"),
        ("entity", "$.entities[2]", shared),
        ("entity", "$.entities[3]", shared),
        ("mention", "$.articles[0].entities[1]", "`l1` is not in the list of entities"),
    ]


def test_a_mention_at_a_wrong_place_counts_as_one_that_leads_nowhere() -> None:
    entities = [*changed()[0]["entities"], {"start": 2, "end": 900, "entity_id": "p1"}]

    report = converted(standoff(articles=changed(entities=entities))).report

    assert (report.mentions, report.mentions_read, report.recall) == (3, 4, 0.75)


def test_the_input_with_a_mention_of_nobody_is_imported_without_it() -> None:
    file = Path(__file__).parent / "importers" / "faults" / "02-mention-without-entity.json"

    done = converted(file.read_bytes())

    assert "[[bo|Bo]] met the mayor." in str(done.files)
    assert (done.report.mentions, done.report.mentions_read) == (1, 1)
    assert [(one.thing, one.where) for one in done.report.not_represented] == [
        ("entity", "$.entities[1]"),
        ("mention", "$.articles[0].entities[1]"),
    ]


def test_the_headline_stands_once_and_whom_it_names_are_declared() -> None:
    text = "Calder closes quay\n\nShe said so. Calder left."
    entities = [
        {"start": 0, "end": 6, "text": "Calder", "entity_id": "p1"},
        {"start": text.rindex("Calder"), "end": text.rindex("Calder") + 6, "entity_id": "p1"},
    ]

    article = {"id": "a", "title": "Calder  closes quay", "text": text, "entities": entities}

    done = converted(standoff(articles=[article]))
    alone = converted(standoff(articles=[{"id": "a", "title": "Just this", "text": "Just this"}]))

    file = dict(done.files)["content/articles/news/calder-closes-quay.md"]
    assert "entities:\n  - ines-calder\n" in file
    assert file.endswith("---\n\nShe said so. [[ines-calder|Calder]] left.\n")
    assert (done.report.mentions, done.report.mentions_read) == (2, 2)
    assert dict(alone.files)["content/articles/news/just-this.md"].endswith("\nJust this\n")


def test_names_that_every_text_has_do_not_link_in_others() -> None:
    entities = [
        {"id": "a", "kind": "time", "name": "Q3"},
        {"id": "b", "kind": "place", "name": "March"},
        {"id": "c", "kind": "person", "name": "Ines Calder", "aliases": ["the boss"]},
        {"id": "d", "kind": "event", "name": "Friday, 3 May"},
    ]

    files = converted(standoff(articles=[{"id": "a", "text": "T"}], entities=entities)).files

    weak = {
        one["name"]: one.get("weak_aliases")
        for path, text in files
        if path.startswith("content/entities")
        for one in yaml.safe_load(text)
    }
    assert weak == {
        "Q3": ["Q3"],
        "March": ["March"],
        "Ines Calder": ["the boss"],
        "Friday, 3 May": ["Friday, 3 May"],
    }


def test_ids_may_be_numbers() -> None:
    data = {
        "articles": [
            {
                "id": 7,
                "title": "T",
                "text": "Bo",
                "entities": [{"start": 0, "end": 2, "entity_id": 1}],
            }
        ],
        "entities": [{"id": 1, "kind": "person", "name": "Bo"}],
    }

    assert "[[bo|Bo]]" in str(converted(json.dumps(data).encode()).files)


@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "articles",
                        "entities",
                        "sources",
                        "id",
                        "title",
                        "text",
                        "start",
                        "end",
                        "entity_id",
                        "kind",
                        "name",
                        "relations",
                        "source",
                        "target",
                        "type",
                        "evidence",
                        "links",
                        "named",
                        "confidence",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
    )
)
def test_no_shape_of_json_raises(data: Any) -> None:
    found, problems = read_standoff(json.dumps(data).encode(), path="news.json")

    assert (found is None) == bool(problems)
    if found is not None:
        convert_standoff(found, name="news", known=TakenNames())


KINDS = {"weapon": KindConfig(label="Weapon", plural="Weapons")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "title: T\n",
            "title: T\n\nkinds:\n  weapon:\n    label: Weapon\n    plural: Weapons\n",
        ),
        (
            (
                "# mine\ntitle: T\nkinds:   # all of them\n    # ships\n    ship:\n"
                "        label: Ship\n        plural: Ships\nlang: en\n"
            ),
            (
                "# mine\ntitle: T\nkinds:   # all of them\n    weapon:\n      label: Weapon\n"
                "      plural: Weapons\n    # ships\n    ship:\n        label: Ship\n"
                "        plural: Ships\nlang: en\n"
            ),
        ),
        (
            "kinds:\ntitle: T",
            "kinds:\n  weapon:\n    label: Weapon\n    plural: Weapons\ntitle: T\n",
        ),
        ("title: T\nkinds: {ship: {label: Ship, plural: Ships}}\n", None),
        ("title: T\nkinds:\n  weapon: {label: Gun, plural: Guns}\n", None),
        ("{title: T}\n", None),
        (
            "title: |\n  a\nlang: en",
            (
                "title: |\n  a\nlang: en\n\nkinds:\n  weapon:\n"
                "    label: Weapon\n    plural: Weapons\n"
            ),
        ),
    ],
)
def test_settings_are_only_added_to(before: str, after: str | None) -> None:
    assert site_settings.extend_settings(before, site_settings.settings_to_add(KINDS, {})) == after
