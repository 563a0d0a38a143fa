"""One file to what it says: bytes, front matter, ids, records."""

import codecs
import pickle

import pytest

from dossierpress.facts.records import parse_batch, parse_file
from dossierpress.kernel.decoding import decode
from dossierpress.kernel.diagnostics import Span
from dossierpress.kernel.slugs import anchor_slug, suggest_slug
from dossierpress.model.body import Block, Prose
from dossierpress.model.content import Parsed
from dossierpress.source.files import ContentFile
from reading_bodies import CONFIG, at, places, read_file

SOUND = "---\ntitle: The harbour\n---\nIt closed.\n"


def text_of(parsed: Parsed) -> str:
    (record,) = parsed.records
    return "".join(piece.text for piece in record.body.pieces if isinstance(piece, Prose))


# Bytes


@pytest.mark.parametrize(
    "data",
    [
        SOUND.encode(),
        codecs.BOM_UTF8 + SOUND.encode(),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        codecs.BOM_UTF8 + SOUND.replace("\n", "\r\n").encode(),
        SOUND.rstrip("\n").encode(),
        SOUND.replace("---\n", "---  \n").encode(),
        SOUND.replace("harbour\n---", "harbour\n...").encode(),
    ],
    ids=["plain", "bom", "crlf", "cr", "bom and crlf", "no last newline", "spaces", "dots"],
)
def test_harmless_differences_of_encoding_make_the_same_record(data: bytes) -> None:
    expected = parse_file(_file(SOUND.encode()), CONFIG)
    assert expected == parse_file(_file(data), CONFIG)
    assert expected.diagnostics == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"---\ntitle: Caf\xe9\n---\nx\n", "2:11+1 md-encoding"),
        (SOUND.encode("utf-16"), "1:1+1 md-encoding"),
        (SOUND.encode("utf-16-be"), "1:1+1 md-encoding"),
        (SOUND.encode("utf-16-le"), "1:1+1 md-encoding"),
        (b"---\ntitle: A\n---\n\xc3\xa9\xff\n", "4:2+1 md-encoding"),
        (b"---\ntitle: A\n---\nab\x00c\n", "4:3+1 md-control-character"),
        (b"---\ntitle: A\x0b\n---\nx\n", "2:9+1 md-control-character"),
        (b"---\r\ntitle: A\r\n---\r\n\x1b[1mx\r\n", "4:1+1 md-control-character"),
        ("---\ntitle: A\n---\nx\u0085y\n".encode(), "4:2+1 md-control-character"),
        ("---\ntitle: A\n---\nx\ufeffy\n".encode(), "4:2+1 md-control-character"),
        (codecs.BOM_UTF8 * 2 + SOUND.encode(), "1:1+1 md-control-character"),
    ],
)
def test_bytes_that_are_no_text_are_found_where_they_are(data: bytes, expected: str) -> None:
    assert expected in places(read_file(data).diagnostics)


def test_what_is_said_of_another_encoding_names_it_and_the_way_out() -> None:
    latin, wide = (
        read_file(data).diagnostics[0].hint or ""
        for data in (SOUND.replace("It", "É").encode("cp1252"), SOUND.encode("utf-16"))
    )
    assert "`É`" in latin
    assert "iconv -f WINDOWS-1252 -t UTF-8" in latin
    assert "iconv -f UTF-16 -t UTF-8" in wide


def test_a_file_in_another_encoding_still_defines_its_record() -> None:
    (record,) = read_file(SOUND.encode("utf-16")).records
    assert (record.id, record.matter.title) == ("harbour", "The harbour")


def test_only_some_of_many_control_characters_are_reported() -> None:
    _, diagnostics = decode(b"\x01" * 1000, path="a.md")
    assert len(diagnostics) == 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to \u202eemca\u202c", ["4:4+1 md-hidden-character"]),
        ("to \U000e0041\U000e0042 acme", ["4:4+1 md-hidden-character"]),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", []),
        ("\u2067متن\u2069 \u200eab\u200f خانه\u200cها", []),
    ],
    ids=["override", "tags", "a flag", "marks that writers need"],
)
def test_what_hides_and_misleads_is_told_of(text: str, expected: list[str]) -> None:
    assert expected == places(read_file(f"---\ntitle: A\n---\n{text}\n").diagnostics)


# Front matter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only text.\n", ["1:1+1 md-front-matter-missing"]),
        ("", ["1:1+1 md-front-matter-missing"]),
        ("\n\n---\ntitle: A\n---\n", ["1:1+1 md-front-matter-missing"]),
        ("title: A\n---\nText.\n", ["1:1+1 md-front-matter-missing"]),
        ("+++\ntitle = 'A'\n+++\n", ["1:1+1 md-front-matter-missing"]),
        ("---\n---\nText.\n", ["1:1+3 md-front-matter-missing"]),
        ("---\n\n# nothing yet\n---\nText.\n", ["1:1+3 md-front-matter-missing"]),
        ("---\ntitle: A\n\nText.\n", ["1:1+3 md-front-matter-unclosed"]),
        ("---\n", ["1:1+3 md-front-matter-unclosed"]),
    ],
)
def test_front_matter_that_cannot_be_read_is_one_mistake(text: str, expected: list[str]) -> None:
    assert expected == places(read_file(text, "content/pages/about.md").diagnostics)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only text.\n", "begin the file with a line `---`, then `title: …`"),
        ("\n\n---\ntitle: A\n---\n", "the opening `---` stands on line 3"),
        ("title: A\n---\nText.\n", "write `---` on a line of its own above the first key"),
        ("+++\ntitle = 'A'\n+++\n", "TOML is not read"),
    ],
)
def test_what_to_write_is_shown(text: str, expected: str) -> None:
    (diagnostic,) = read_file(text).diagnostics
    assert expected in (diagnostic.hint or "")


def test_an_entity_is_told_of_its_own_keys() -> None:
    (diagnostic,) = read_file("Prose.\n", "content/entities/acme.md").diagnostics
    assert "`kind: …` and `name: …`" in (diagnostic.hint or "")


def test_the_end_of_unclosed_front_matter_is_named() -> None:
    (diagnostic,) = read_file("---\ntitle: A\ntags:\n  - b\n\nText.\n").diagnostics
    (note,) = diagnostic.notes
    assert Span(line=5, column=1) == note.span


def test_a_record_without_front_matter_is_still_known_by_its_id() -> None:
    for text in ("Only text.\n", "---\ntitle: A\n\nText.\n", "---\n---\n"):
        (record,) = read_file(text, "content/pages/about.md").records
        assert record.id == "about"


def test_front_matter_that_is_no_mapping_leaves_the_id_as_unread() -> None:
    parsed = read_file("---\n- a\n- b\n---\nText.\n")
    assert (parsed.records, parsed.unread) == ((), (("article", "harbour"),))
    assert len(parsed.diagnostics) == 1


def test_front_matter_has_a_size_of_its_own() -> None:
    parsed = read_file(f"---\ntitle: A\nsummary: {'x' * 70_000}\n---\nText.\n")
    assert places(parsed.diagnostics) == ["2:1+1 yaml-too-large"]


def test_problems_of_front_matter_and_of_the_body_come_together() -> None:
    parsed = read_file("---\ntitle: A\ntitel: B\n---\n\n[[Not An Id]]\n\n[x](javascript:y)\n")
    assert [one.span.line for one in parsed.diagnostics if one.span] == [3, 6, 8]


# Ids and records


def test_the_id_is_the_name_of_the_file_unless_it_is_given() -> None:
    assert read_file(SOUND, "content/articles/2024/a-b.md").records[0].id == "a-b"
    given = read_file(SOUND.replace("---\nIt", "id: quay\n---\nIt"), "content/articles/A B.md")
    assert given.records[0].id == "quay"
    assert given.records[0].span == Span(line=3, column=5, length=4)
    assert given.diagnostics == ()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Harbour Closes", "harbour-closes"),
        ("2024-05-22_crash", "2024-05-22-crash"),
        ("Élan vital", "elan-vital"),
        ("what's-new", "whats-new"),
        ("a--b", "a-b"),
        ("تهران", "thran"),
    ],
)
def test_a_name_that_is_no_id_gets_a_suggestion(name: str, slug: str) -> None:
    parsed = read_file(SOUND, f"content/articles/{name}.md")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.code == "md-id"
    assert f"rename it to `{slug}.md`, or add `id: {slug}`" == diagnostic.hint
    # The mistake keeps it from being published; what it says is known to the others.
    assert [record.id for record in parsed.records] == [slug]


def test_a_name_without_a_letter_gets_no_made_up_id() -> None:
    assert suggest_slug("!!!") is None
    (diagnostic,) = read_file(SOUND, "content/articles/!!!.md").diagnostics
    assert diagnostic.hint == "add an `id` of `a` to `z`, digits and single hyphens"


def test_a_yaml_file_holds_one_record_or_a_list() -> None:
    one = read_file("kind: place\nname: Amsel\n", "content/entities/port-amsel.yml")
    assert [record.id for record in one.records] == ["port-amsel"]
    several = read_file(
        "- id: a\n  kind: place\n  name: A\n- id: b\n  kind: place\n  name: B\n",
        "content/entities/places.yml",
    )
    assert [(record.id, record.span.line) for record in several.records] == [("a", 1), ("b", 4)]
    assert (one.diagnostics, several.diagnostics) == ((), ())


def test_places_of_values_are_kept_for_each_record_of_a_list() -> None:
    text = "- id: a\n  kind: place\n  name: A\n- id: b\n  kind: place\n  name: Bee\n"
    _, second = read_file(text, "content/entities/places.yml").records
    assert at(text, second.locate("name", 0, "text")) == "Bee"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1+1 md-records"]),
        ("# nothing\n", ["1:1+1 md-records"]),
        ("Amsel\n", ["1:1+5 md-records"]),
        ("amsel:\n  kind: place\n  name: Amsel\n", ["1:1+5 md-records"]),
        ("- kind: place\n  name: Amsel\n", ["1:3+11 md-id"]),
        ("- {id: *a, kind: place, name: Amsel}\n", ["1:8+2 yaml-alias"]),
        ("- amsel\n", ["1:3+5 schema-wrong-type"]),
    ],
)
def test_a_yaml_file_that_holds_no_records(text: str, expected: list[str]) -> None:
    parsed = read_file(text, "content/entities/places.yml")
    assert (expected, ()) == (places(parsed.diagnostics), parsed.records)


def test_a_record_is_kept_without_what_is_refused() -> None:
    parsed = read_file("- {id: a, name: *a, kind: !b place}\n", "content/entities/places.yml")
    assert places(parsed.diagnostics) == ["1:17+2 yaml-alias", "1:27+1 yaml-tag"]
    assert [record.id for record in parsed.records] == ["a"]


def test_the_others_of_a_list_are_kept() -> None:
    text = "- id: a\n  kind: place\n  name: A\n- kind: place\n  name: Port of Amsel\n"
    parsed = read_file(text, "content/entities/places.yml")
    assert [record.id for record in parsed.records] == ["a"]
    assert parsed.diagnostics[0].hint == (
        "add `id: port-of-amsel`; in a list of records every one needs it"
    )


def test_prose_of_an_entity_counts_its_lines_in_the_file() -> None:
    text = "---\nkind: place\nname: Amsel\n---\n\nA port.\n"
    (record,) = read_file(text, "content/entities/amsel.md").records
    block, _, prose, _ = record.body.pieces
    assert isinstance(block, Block)
    assert isinstance(prose, Prose)
    assert (block.line, at(text, prose.span)) == (6, "A port.")


def test_media_say_nothing() -> None:
    parsed = read_file(b"\xff\xfe\x00", "content/media/quay.png")
    assert Parsed(path="content/media/quay.png", records=(), diagnostics=()) == parsed


# What executors rely on


def test_a_batch_is_its_files_one_by_one() -> None:
    files = [_file(SOUND.encode()), _file(b"\xff"), _file(b"")]
    assert tuple(parse_file(file, CONFIG) for file in files) == parse_batch(files, CONFIG)


def test_what_is_handed_to_a_process_and_back_survives_the_way() -> None:
    parsed = parse_file(_file(SOUND.encode()), CONFIG)
    assert parsed == pickle.loads(pickle.dumps(parsed))


def test_the_config_of_one_call_does_not_stay_for_the_next() -> None:
    text = SOUND + "<b>x</b>\n"
    first = read_file(text)
    assert first == read_file(text)
    assert text_of(first) == "It closed.\n<b>x</b>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Quay, 1931", "the-quay-1931"),
        ("Straße", "straße"),
        ("e\u0301", "é"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("  ", ""),
    ],
)
def test_anchors_keep_letters_and_marks_of_every_script(text: str, expected: str) -> None:
    assert expected == anchor_slug(text)


def _file(data: bytes) -> ContentFile:
    return ContentFile(path="content/articles/harbour.md", type="article", held=data, digest="")
