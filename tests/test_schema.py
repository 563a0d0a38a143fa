"""Front matter against its models: what is accepted, what is said, what is left."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from case_files import cases
from dossierpress.kernel.diagnostics import Diagnostic, Span, codes
from dossierpress.kernel.diagnostics.code_table import severity_of
from dossierpress.kernel.key import RecordType
from dossierpress.located_yaml.reader import read
from dossierpress.schema.article import ArticleMatter, DeclaredEntity, DeclaredSource
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.schema.json_schema import schema_files, schemas
from dossierpress.schema.page import PageMatter
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.schema.shared_types import EntityName, Identifier
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.schema.validation import validate

MODELS: Mapping[str, type[Matter]] = {
    "article": ArticleMatter,
    "entity": EntityMatter,
    "source": SourceMatter,
    "claim": ClaimMatter,
    "page": PageMatter,
}
SITE, _ = read_config(b"title: Test")
assert SITE is not None
CONFIG = parse_config(SITE)


@cache
def made_schemas() -> dict[str, Any]:
    """The JSON Schemas of that site, for whoever asks for them."""
    return schemas(SITE)


def check(
    type_: str, text: str, *, config: Any = CONFIG
) -> tuple[Matter | None, dict[str, Span], tuple[Diagnostic, ...]]:
    if type_ == "site":
        site, found = read_config(text.encode())
        return site, {}, found
    node, bad = read(text, path="a.md")
    assert bad == ()
    matter, locations, found = validate(MODELS[type_], node, path="a.md", config=config)
    return matter, dict(locations), found


def article(text: str) -> ArticleMatter:
    matter, _, found = check("article", text)
    assert found == ()
    assert isinstance(matter, ArticleMatter)
    return matter


def entity(text: str) -> EntityMatter:
    matter, _, found = check("entity", text)
    assert found == ()
    assert isinstance(matter, EntityMatter)
    return matter


@pytest.mark.parametrize(("type_", "text", "expected"), cases("schema"))
def test_what_is_said(type_: str, text: str, expected: str) -> None:
    _, _, found = check(type_, text)

    said = []
    for one in found:
        assert one.span is not None
        place = f"{one.span.line}:{one.span.column}+{one.span.length} {one.code}"
        said.append(f"{place} {one.hint or ''}".rstrip())
    assert expected == "\n".join(said or ["nothing"]) + "\n"


BEYOND_A_PATTERN = {
    "an end before the beginning",
    "died before born",
    "a relation that ends before it begins",
    "a country for a language",
    "countries that are none",
    "a control character",
    "a slip in the name of a register",
    "an unknown zone",
    "a zone that leads out of the list",
    "an inverse without a label",
    "the other side of what names nothing",
    "a file for the host in the place of a folder",
    "two types with one name",
    "a property with the name of a key",
    "an address that is no folder",
    "a party that is both or nobody",
    "values that cannot be compared",
    "a unit without a number",
    "words of an outlet that nobody names",
    "a name of one party at the head of a page",
    "a neutral name behind one of a party",
    "two values at once",
    "knowledge that came after the text",
    "a judgement by what nobody knew yet",
    "a full copy that has lost something",
    "numbers that are none",  # 010 is a number to an editor
}
"""What an editor is not told: it needs a calendar, a register, or a second key."""


@pytest.mark.parametrize(("type_", "text", "expected"), cases("schema"))
def test_the_json_schema_says_the_same(
    type_: str, text: str, expected: str, request: pytest.FixtureRequest
) -> None:
    title = request.node.callspec.id.split(" ", 1)[1]
    value = yaml.load(text, CoreLoader)
    validator = Draft202012Validator(made_schemas()[type_])

    right = expected == "nothing\n" or title in BEYOND_A_PATTERN
    assert validator.is_valid(value) is right


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it, which is not what PyYAML makes of it."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern in (
    ("null", r"^(?:~|null|Null|NULL|)$"),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$"),
    ("int", r"^[-+]?[0-9]+$|^0x[0-9a-fA-F]+$"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)
CoreLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda _, node: int(node.value, 16 if "x" in node.value else 10)
)


def test_json_schemas_are_json_schemas() -> None:
    for schema in made_schemas().values():
        Draft202012Validator.check_schema(schema)
    assert set(schema_files()) == {
        f"{name}.schema.json"
        for name in (
            *("site", "article", "page", "entity", "source", "claim"),
            *("entities", "sources", "claims"),
        )
    }


def test_json_schemas_explain_every_key() -> None:
    for name in ("site", "article", "page", "entity", "source", "claim"):
        for key, schema in made_schemas()[name]["properties"].items():
            assert schema.get("description"), f"{name}: {key}"


def test_json_schemas_know_the_kinds_of_the_site() -> None:
    site, _ = read_config(
        b"title: T\nkinds: {vessel: {label: V, plural: Vs, properties: {flag: {label: F}}}}"
    )
    ours, theirs = (Draft202012Validator(schemas(one)["entity"]) for one in (SITE, site))
    vessel = {"kind": "vessel", "name": "Ever Given", "flag": "PA"}

    assert theirs.is_valid(vessel)
    assert not theirs.is_valid({**vessel, "born": 1960})
    assert not ours.is_valid(vessel)


def test_a_file_of_entities_is_one_or_a_list_with_ids() -> None:
    validator = Draft202012Validator(made_schemas()["entities"])
    one = {"kind": "place", "name": "Tehran"}

    assert validator.is_valid(one)
    assert validator.is_valid([{"id": "tehran", **one}])
    assert not validator.is_valid([one])


def test_short_forms_are_written_out() -> None:
    matter = article("title: T\nentities: [a, {id: b, as: [B]}]\nsources: [c]\n")

    assert matter.entities == (
        DeclaredEntity(id="a"),
        DeclaredEntity.model_validate({"id": "b", "as": ("B",)}),
    )
    assert matter.sources == (DeclaredSource(id="c"),)


def test_names_in_all_their_forms() -> None:
    matter = entity(
        "kind: place\nname: {en: Tehran, fa: تهران}\n"
        "aliases: [Teheran, {de: [Teheran, Tehran]}, {fa: طهران}]\n"
        "weak_aliases: {en: the capital}\n"
    )

    assert matter.name == (
        EntityName(lang="en", text="Tehran"),
        EntityName(lang="fa", text="تهران"),
    )
    assert matter.aliases == (
        EntityName(text="Teheran"),
        EntityName(lang="de", text="Teheran"),
        EntityName(lang="de", text="Tehran"),
        EntityName(lang="fa", text="طهران"),
    )
    assert matter.weak_aliases == (EntityName(lang="en", text="the capital"),)


def test_names_with_a_bearer_in_all_their_forms() -> None:
    board = "bearer: board"
    matter = entity(
        f"kind: event\nname: {{en: A, ar: {{text: B, {board}}}, fa: [C, {{text: D, {board}}}]}}\n"
        f"aliases: [E, {{ar: [F, G], {board}}}, {{lang: fa, text: H, {board}}},"
        f" {{text: I, {board}}}, {{ar: J, fa: {{text: K, {board}}}}}]\n"
        f"weak_aliases: {{en: L, {board}}}\nformer_names: {{text: M, lang: en, {board}}}\n"
    )

    def told(names: tuple[EntityName, ...]) -> list[tuple[str | None, str, bool]]:
        assert {one.bearer for one in names} <= {"board", None}
        return [(one.lang, one.text, one.bearer is not None) for one in names]

    assert told(matter.name) == [
        ("en", "A", False), ("ar", "B", True), ("fa", "C", False), ("fa", "D", True),
    ]  # fmt: skip
    assert told(matter.neutral_names) == [("en", "A", False), ("fa", "C", False)]
    assert told(matter.aliases) == [
        (None, "E", False), ("ar", "F", True), ("ar", "G", True), ("fa", "H", True),
        (None, "I", True), ("ar", "J", False), ("fa", "K", True),
    ]  # fmt: skip
    assert told(matter.weak_aliases) == [("en", "L", True)]
    assert told(matter.former_names) == [("en", "M", True)]


def test_identifiers_and_properties() -> None:
    matter = entity(
        "kind: person\nname: A\nids: {viaf: [11, 22], wikidata: Q1}\nborn: 1960~\n"
        "nationality: [x, y]\n"
    )

    assert matter.ids == (
        Identifier(scheme="viaf", value="11"),
        Identifier(scheme="viaf", value="22"),
        Identifier(scheme="wikidata", value="Q1"),
    )
    assert matter.properties == (
        Property(name="born", type="date", value="1960~"),
        Property(name="nationality", type="text", value="x"),
        Property(name="nationality", type="text", value="y"),
    )


def test_a_person_may_be_called_null() -> None:
    assert entity("kind: person\nname: Null\nsort_as: 'null'\n").sort_as == "null"


def test_values_have_the_type_of_the_schema() -> None:
    matter = article(
        "title: 007\ndate: 1984\nprivate: true\nembargo_until: 2024-06-01 09:00:30+0200\n"
    )

    assert matter.title == "007"
    assert matter.date == "1984"
    assert matter.private is True
    assert matter.embargo_until == datetime(
        2024, 6, 1, 9, 0, 30, tzinfo=timezone(timedelta(hours=2))
    )


def test_everything_has_a_place() -> None:
    text = (
        "title: T\nentities:\n  - a\n  - {id: b, as: [B]}\nreferences: [{to: x, type: follows}]\n"
    )
    _, at, _ = check("article", text)

    assert at["title"] == Span(line=1, column=8)
    assert at["entities/0"] == at["entities/0/id"] == Span(line=3, column=5)
    assert at["entities/1/id"] == Span(line=4, column=10)
    assert at["entities/1/as/0"] == Span(line=4, column=18)
    assert at["references/0/type"] == Span(line=5, column=28, length=7)


def test_short_forms_and_properties_have_a_place() -> None:
    text = (
        "kind: place\nname: {en: Tehran, fa: تهران}\naliases: [a, {de: [b]}]\n"
        "ids: {wikidata: Q1}\ncoordinates: 1, 2\n"
    )
    _, at, _ = check("entity", text)

    assert at["name/1/text"] == Span(line=2, column=24, length=5)
    assert at["name/1/lang"] == Span(line=2, column=20, length=2)
    assert at["aliases/1"] == Span(line=3, column=20)
    assert at["ids/0/value"] == Span(line=4, column=17, length=2)
    assert at["coordinates"] == at["properties/0/value"] == Span(line=5, column=14, length=4)


def test_what_is_wrong_is_left_out_and_the_rest_stays_in_place() -> None:
    text = (
        "title: T\ndate: never\ntags: [a, B, c]\n"
        "entities:\n  - {role: chair}\n  - {id: x, role: []}\n  - y\n"
    )
    matter, at, found = check("article", text)

    assert isinstance(matter, ArticleMatter)
    assert matter.date is None
    assert matter.tags == ("a", "c")
    assert [one.id for one in matter.entities] == ["x", "y"]
    assert at["entities/1/id"] == Span(line=7, column=5)
    assert at["tags/1"] == Span(line=3, column=14)
    assert "date" not in at
    assert len(found) == 4


def test_a_report_without_a_speaker_is_kept_for_whom_it_cites() -> None:
    matter, at, found = check(
        "claim",
        "id: c\ntext: T\nreports:\n  - {citing: x}\n  - {by: {id: y, unnamed: U}, citing: z}\n",
    )

    assert isinstance(matter, ClaimMatter)
    assert [one.citing[0].id for one in matter.reports] == ["x", "z"]
    assert "reports/0/by" in at
    assert "reports/1/citing/0" in at
    assert [one.code for one in found] == ["schema-missing-key", "schema-bad-value"]


def test_a_judgement_with_a_wrong_date_is_not_one_without_a_date() -> None:
    matter, _, found = check(
        "claim",
        "id: c\ntext: T\nstatus:\n  - {is: reported, on: 2021}\n  - {is: 'false', on: never}\n",
    )

    assert isinstance(matter, ClaimMatter)
    assert [one.is_ for one in matter.status] == ["reported"]
    assert [one.code for one in found] == ["schema-bad-date"]


def test_a_missing_title_or_name_is_stood_in_for() -> None:
    node, _ = read("date: 2024", path="a.md")
    matter, at, found = validate(
        ArticleMatter, node, path="a.md", config=CONFIG, start=Span(line=1, column=1), stem="crash"
    )
    nameless, _, _ = check("entity", "kind: persn")
    sourceless, _, _ = check("source", "{}")

    assert isinstance(matter, ArticleMatter)
    assert matter.title == "crash"
    assert "title" not in at
    assert found[0].span == Span(line=1, column=1)
    assert isinstance(nameless, EntityMatter)
    assert nameless.name == (EntityName(text="untitled"),)
    assert nameless.kind == "object"
    assert isinstance(sourceless, SourceMatter)
    assert sourceless.kind == "document"


def test_a_bad_id_is_taken_as_it_was_meant() -> None:
    matter, at, _ = check("entity", "id: Old_Acme\nkind: place\nname: N\n")

    assert isinstance(matter, EntityMatter)
    assert matter.id == "old-acme"
    assert "id" in at


def test_nothing_is_missed_in_what_could_not_be_read() -> None:
    node, (bad,) = read("title: a: b\ndate: x\n", path="a.md")

    _, _, found = validate(ArticleMatter, node, path="a.md", config=CONFIG)

    assert bad.code == "yaml-colon"
    assert [one.code for one in found] == ["schema-bad-date"]


def test_unknown_keys_can_be_let_pass() -> None:
    site, _ = read_config(b"title: T\nunknown_keys: ignore")
    assert site is not None
    lenient = parse_config(site)

    _, _, found = check(
        "article", "title: T\nlayout: post\norigin: {source: a, x: y}", config=lenient
    )
    _, _, of_entity = check("entity", "kind: place\nname: T\nborn: 1960", config=lenient)

    assert (found, of_entity) == ((), ())


HOUR = "with the hour and zone that are meant"
DRAFT_TAG = "write `status: draft`; a subject needs a word of its own: `draft-law`"
AS_A_WHOLE = "delete it; what must not be published is withheld as a whole record"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("draft: true", "write `status: draft`"),
        ("draft: yes", "write `status: draft`"),
        ("draft:", "write `status: draft`"),
        ("isDraft: 1", "write `status: draft`"),
        ("published: false", "write `status: draft`"),
        ("permalink: false", "write `status: draft`"),
        ("permalink: /a/", None),
        ("expiryDate: 2024-06-01", f"write `expires: 2024-06-01T00:00Z`, {HOUR}"),
        (
            "publish_date: x",
            (
                "write `date: 2024-06-01` if that day is past, or"
                f" `embargo_until: 2024-06-01T09:00+02:00`, {HOUR}"
            ),
        ),
        (
            "embargo_untill: 2099-01-01T08:00+01:00",
            f"write `embargo_until: 2099-01-01T08:00+01:00`, {HOUR}",
        ),
        ("embargo: 2099-01-01", f"write `embargo_until: 2099-01-01T00:00Z`, {HOUR}"),
        (
            "release_date: 2099-01-01",
            (
                "write `date: 2099-01-01` if that day is past, or"
                f" `embargo_until: 2099-01-01T00:00Z`, {HOUR}"
            ),
        ),
        ("not-before: 2099-01-01", f"write `embargo_until: 2099-01-01T00:00Z`, {HOUR}"),
        ("Status: draft", "write `status: draft`"),
        ("status_: in review", "write `status: draft`"),
        ("state: Pending", "write `status: draft`"),
        ("visibility: internal", "write `status: draft`"),
        ("review: open", "write `status: draft`"),
        ("reveiw: open", "write `status: draft`"),
        ("hidden: true", "write `status: draft`"),
        ("hiden: true", "write `status: draft`"),
        ("unlisted: yes", "write `status: draft`"),
        ("password: x", "write `status: draft`"),
        ("doNotPublish: true", "write `status: draft`"),
        ("dg-publish: false", "write `status: draft`"),
        ("privat: true", "write `private: true`"),
        ("tags: [draft]", DRAFT_TAG),
        ("categories: [News, Entwurf]", DRAFT_TAG),
        ("entwurf: ja", "write `status: draft`"),
        ("brouillon: oui", "write `status: draft`"),
        ("borrador: sí", "write `status: draft`"),
        ("پیش‌نویس: بله", "write `status: draft`"),
        ("مسودة: نعم", "write `status: draft`"),
        ("טיוטה: כן", "write `status: draft`"),
        ("черновик: да", "write `status: draft`"),
        ("Sperrfrist: 2099-01-01", f"write `embargo_until: 2099-01-01T00:00Z`, {HOUR}"),
        ("entities: [{id: a, private: true}]", AS_A_WHOLE),
        ("sources: [{id: a, embargo: 2099-01-01}]", AS_A_WHOLE),
        ("annotations: [{quote: a, text: b, privat: true}]", "write `private: true`"),
        ("quotations: [{quote: a, speaker: b, draft: true}]", "write `private: true`"),
        ("origin: {source: a, hidden: true}", AS_A_WHOLE),
        ("draft: false", None),
        ("entwurf: nein", None),
        ("published: true", None),
        ("visibility: public", None),
        ("status: published", None),
        ("password:", None),
        ("craft: boat", None),
        ("private_note: call her at home", None),
        ("weight: 3", None),
    ],
)
@pytest.mark.parametrize(
    "settings", ["unknown_keys: ignore", "severity: {schema-unknown-key: off}"]
)
def test_keys_that_withhold_are_never_let_pass(text: str, hint: str | None, settings: str) -> None:
    site, _ = read_config(f"title: T\n{settings}".encode())
    assert site is not None

    _, _, found = check("article", f"title: T\n{text}", config=parse_config(site))

    kept = [
        (one.code, one.hint)
        for one in found
        if severity_of(one.code, site.severity) == "error"
        and one.code not in ("schema-bad-id", "schema-foreign-value")
    ]
    assert kept == [("schema-withholding-key", hint)] * bool(hint)


@pytest.mark.parametrize("type_", ["entity", "source", "claim", "page"])
@pytest.mark.parametrize(
    "text", ["privat: true", "draft: true", "hidden: yes", "embargo: 2099-01-01", "Private: true"]
)
def test_keys_that_withhold_are_told_in_every_record(type_: RecordType, text: str) -> None:
    site, _ = read_config(b"title: T\nunknown_keys: ignore")
    assert site is not None
    least = {
        "entity": "kind: person\nname: T",
        "source": "kind: document\nname: T",
        "claim": "text: T",
        "page": "title: T",
    }[type_]

    _, _, found = check(type_, f"{least}\n{text}", config=parse_config(site))

    assert [one.code for one in found] == ["schema-withholding-key"]


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("entity", "kind: person\nname: T\nrelations: [{type: member, to: a, private: true}]"),
        ("entity", "kind: person\nname: {en: T, private: true}"),
        ("entity", "kind: person\nname: T\nids: {private: true}"),
        ("claim", "text: T\nreports: [{by: a, private: true}]"),
        ("claim", "text: T\nreports: [{by: {id: a, hidden: true}}]"),
        ("claim", "text: T\nsupports: [{to: a, draft: true}]"),
        ("source", "kind: document\nname: T\naccess: [{url: https://a.example/, draft: true}]"),
    ],
)
def test_keys_that_withhold_are_told_in_entries_of_lists(type_: RecordType, text: str) -> None:
    site, _ = read_config(b"title: T\nunknown_keys: ignore")
    assert site is not None

    _, _, found = check(type_, text, config=parse_config(site))

    assert [one.code for one in found] == ["schema-withholding-key"]


def test_the_severity_of_keys_that_withhold_cannot_be_lowered() -> None:
    _, found = read_config(b"title: T\nseverity: {schema-withholding-key: off}")

    assert [one.code for one in found] == ["schema-fixed-severity"]


def test_what_others_write_in_their_way_is_left_out_and_told_of() -> None:
    site, _ = read_config(b"title: T\nunknown_keys: ignore")
    assert site is not None
    text = (
        "title: T\ndate: Spring 2015\nauthors: Ada\ntags: [a, Open Data]\n"
        "image: /a.png\nformerly: /a/\nentities: [{id: A B}]\nstatus: publish\n"
    )

    matter, _, found = check("article", text, config=parse_config(site))
    _, _, strict = check("article", text)

    assert [one.code for one in found] == ["schema-foreign-value"] * 5 + [
        "schema-bad-id",
        "schema-bad-value",
    ]
    assert [one.span for one in found] == [one.span for one in strict]
    assert "schema-foreign-value" not in {one.code for one in strict}
    assert isinstance(matter, ArticleMatter)
    assert (matter.title, matter.date, matter.authors, matter.tags) == ("T", None, (), ("a",))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2015-03-17 14:00:00 -4", "2015-03-17T14:00:00-04:00"),
        ("2013-12-02 07:37:00 -0400", "2013-12-02T07:37:00-04:00"),
        ("2016-01-05 9:30:00 +05:30", "2016-01-05T09:30:00+05:30"),
        ("'2019-02-18T10:00:00.000Z'", "2019-02-18T10:00:00Z"),
        ("2019-02-18T10:00:00-0500", "2019-02-18T10:00:00-05:00"),
        ("2020-02-18 10:00 UTC", "2020-02-18T10:00Z"),
        ("2020-02-18 10:00:00", "2020-02-18T10:00:00"),
        ("2020-2-8", "2020-02-08"),
        ("2020-02-08", "2020-02-08"),
        ("1960~", "1960~"),
        ("2020-02-30 10:00:00", None),
        ("2020-02-18 25:00:00", None),
        ("02/03/2020", None),
        ("2020-02-18 10:00 EST", None),
    ],
)
def test_times_that_others_write_are_kept_with_their_zone(written: str, read: str | None) -> None:
    site, _ = read_config(b"title: T\nunknown_keys: ignore")
    assert site is not None

    text = f"title: T\ndate: {written}\nmodified: {written}\n"
    matter, at, found = check("article", text, config=parse_config(site))

    assert isinstance(matter, ArticleMatter)
    assert (matter.date, matter.modified) == (read, read)
    assert [one.code for one in found] == ([] if read else ["schema-foreign-value"] * 2)
    assert read is None or {"date", "modified"} <= set(at)


def test_site_yml_has_no_unknown_keys_ever() -> None:
    _, found = read_config(b"title: T\nunknown_keys: ignore\nlayout: post")

    assert [one.code for one in found] == ["schema-unknown-key"]


def test_a_tree_that_is_no_mapping_gives_nothing() -> None:
    for text, what in (("- a", "a list"), ("a", "plain text"), ("", "nothing")):
        matter, at, (problem,) = check("article", text)

        assert (matter, at) == (None, {})
        assert problem.message == f"{what} stands here, and a mapping is wanted"


TEXT = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
GOOD_TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff"),
    min_size=1,
    max_size=12,
).filter(lambda text: text == text.strip())
SLUG = st.sampled_from(["a", "0", "harbour-closes", "2024", "x-1-y", "no"])
DATE = st.sampled_from(["2024-05-23", "1960~", "../2024", "2023/2024", "199X", "2024-05"])
URL = st.sampled_from(["https://a.example/", "http://b.example:8080/x?y=z#w"])
LANG = st.sampled_from(["en", "fa", "zh-Hant", "de-CH", "ar"])
NAMES = st.one_of(
    st.lists(GOOD_TEXT, min_size=1, max_size=3),
    st.dictionaries(LANG, st.one_of(GOOD_TEXT, st.lists(GOOD_TEXT, max_size=2)), max_size=3),
)
BORNE = st.fixed_dictionaries({"text": GOOD_TEXT}, optional={"bearer": SLUG, "lang": LANG})
BORNE_NAMES = st.one_of(
    NAMES,
    BORNE,
    st.lists(st.one_of(GOOD_TEXT, BORNE), min_size=1, max_size=3),
    st.dictionaries(LANG, st.one_of(GOOD_TEXT, BORNE), min_size=1, max_size=3).flatmap(
        lambda names: st.just({**names, "bearer": "x"})
    ),
)
MOMENT = st.sampled_from(
    ["2024-06-01T09:00+02:00", "1999-12-31 23:59:59Z", "2024-06-01T09:00:00.123456-0330"]
)
FLAG = st.sampled_from(["true", "false"])
COPY = st.one_of(
    st.sampled_from(["archive", "reprint", "translation", "excerpt"]),
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["archive", "reprint", "translation", "excerpt"])},
        optional={
            "is": st.sampled_from(["extract", "stub", "stripped"]),
            "url": URL,
            "lost": GOOD_TEXT,
            "accessed": DATE,
        },
    ),
)
PASSAGE = st.one_of(
    GOOD_TEXT,
    st.fixed_dictionaries({"exact": GOOD_TEXT}, optional={"lang": LANG, "translation": GOOD_TEXT}),
)
ACCESS = {
    "url": URL,
    "archived": URL,
    "copy": st.one_of(COPY, st.lists(COPY, max_size=2)),
    "passage": PASSAGE,
    "accessed": DATE,
    "at": GOOD_TEXT,
}
PUBLICATION = {"id": SLUG, "formerly": st.lists(SLUG, max_size=2), "private": FLAG}
PARTY = st.one_of(SLUG, st.fixed_dictionaries({"unnamed": GOOD_TEXT}))
REFERENCES = st.one_of(SLUG, st.lists(SLUG, max_size=2))
ANNOTATION = st.one_of(
    *(
        st.fixed_dictionaries(
            {"quote": GOOD_TEXT, "text": GOOD_TEXT},
            optional={based_on: REFERENCES, about: REFERENCES, "said_by": PARTY, "on": DATE},
        )
        for based_on in ("based_on", "sources")
        for about in ("about", "to")
    )
)
QUOTATION = st.one_of(
    st.fixed_dictionaries({"quote": GOOD_TEXT, "speaker": PARTY}, optional={"said": DATE}),
    st.fixed_dictionaries(
        {
            "quote": GOOD_TEXT,
            "speaker": PARTY,
            "words_of": st.sampled_from(["outlet", "translator"]),
            "worded_by": PARTY,
        }
    ),
)
CLAIM_LINKS = st.one_of(
    SLUG,
    st.lists(st.fixed_dictionaries({"to": SLUG}, optional={"note": GOOD_TEXT}), max_size=2),
)
TREES: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "article": st.fixed_dictionaries(
        {"title": GOOD_TEXT},
        optional={
            **PUBLICATION,
            "date": DATE,
            "summary": GOOD_TEXT,
            "lang": LANG,
            "authors": st.lists(GOOD_TEXT, max_size=2),
            "status": st.sampled_from(["draft", "published"]),
            "embargo_until": MOMENT,
            "tags": st.lists(SLUG, max_size=3),
            "annotations": st.lists(ANNOTATION, max_size=2),
            "quotations": st.lists(QUOTATION, max_size=2),
            "origin": st.fixed_dictionaries({"source": SLUG}, optional=ACCESS),
            "entities": st.lists(
                st.one_of(
                    SLUG,
                    st.fixed_dictionaries(
                        {"id": SLUG},
                        optional={"role": GOOD_TEXT, "as": st.lists(GOOD_TEXT, max_size=2)},
                    ),
                ),
                max_size=3,
            ),
            "sources": st.lists(
                st.fixed_dictionaries(
                    {"id": SLUG}, optional={**ACCESS, "cites": st.lists(SLUG, max_size=2)}
                ),
                max_size=2,
            ),
            "references": st.lists(
                st.fixed_dictionaries({"to": SLUG, "type": SLUG}, optional={"note": GOOD_TEXT}),
                max_size=2,
            ),
        },
    ),
    "entity": st.fixed_dictionaries(
        {"kind": st.just("person"), "name": GOOD_TEXT},
        optional={
            **PUBLICATION,
            "aliases": BORNE_NAMES,
            "former_names": BORNE_NAMES,
            "ids": st.fixed_dictionaries({}, optional={"wikidata": st.just("Q794")}),
            "born": DATE,
            "nationality": st.lists(GOOD_TEXT, max_size=2),
            "relations": st.lists(
                st.fixed_dictionaries(
                    {"type": SLUG, "to": SLUG}, optional={"from": DATE, "role": GOOD_TEXT}
                ),
                max_size=2,
            ),
            "sensitivity": st.lists(st.sampled_from(["minor", "victim"]), max_size=2),
        },
    ),
    "source": st.fixed_dictionaries(
        {"kind": st.sampled_from(["newspaper", "document"]), "name": GOOD_TEXT},
        optional={
            **PUBLICATION,
            "country": st.sampled_from(["IR", "NO", "XK"]),
            "reliability": st.sampled_from("ABCDEF"),
            "author": st.lists(GOOD_TEXT, max_size=2),
            "access": st.lists(st.fixed_dictionaries({}, optional=ACCESS), max_size=2),
        },
    ),
    "claim": st.fixed_dictionaries(
        {"text": GOOD_TEXT},
        optional={
            **PUBLICATION,
            "embargo_until": MOMENT,
            "about": st.one_of(SLUG, st.lists(SLUG, max_size=2)),
            "aspect": SLUG,
            "value": st.sampled_from(["6", ">=6", "6..8", "2024-05-23", "2024-05~"]),
            "status": st.sampled_from(["reported", "false"]),
            "supports": CLAIM_LINKS,
            "contradicts": CLAIM_LINKS,
            "reports": st.lists(
                st.fixed_dictionaries(
                    {"by": PARTY},
                    optional={
                        **ACCESS,
                        "citing": st.one_of(PARTY, st.lists(PARTY, max_size=3)),
                        "stance": st.sampled_from(["asserts", "denies", "no-comment"]),
                        "on": DATE,
                        "credibility": st.sampled_from("123456"),
                        "quote": GOOD_TEXT,
                    },
                ),
                max_size=3,
            ),
        },
    ),
    "page": st.fixed_dictionaries(
        {"title": GOOD_TEXT},
        optional={**PUBLICATION, "navigation": FLAG, "expires": MOMENT, "lang": LANG},
    ),
}


@pytest.mark.parametrize("type_", MODELS)
@settings(max_examples=50)
@given(st.data())
def test_what_is_right_is_accepted_and_survives_the_cache(type_: str, data: st.DataObject) -> None:
    tree = data.draw(TREES[type_])
    text = yaml.dump(tree, allow_unicode=True, default_style='"', sort_keys=False)

    matter, _, found = check(type_, text)

    assert found == ()
    assert matter is not None
    kept = matter.model_dump_json(by_alias=True)
    assert type(matter).model_validate_json(kept) == matter


ANY = st.recursive(
    st.one_of(st.just(""), TEXT, st.sampled_from(["a", "2024", "true", "https://a.example/"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("type_", [*MODELS, "site"])
@settings(max_examples=50)
@given(st.data())
def test_any_tree_gives_a_model_and_honest_places(type_: str, data: st.DataObject) -> None:
    model = SiteConfig if type_ == "site" else MODELS[type_]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    tree = data.draw(
        st.dictionaries(st.sampled_from([*keys, "born", "coordinates", "nonsense"]), ANY)
    )
    text = yaml.dump(tree, allow_unicode=True, sort_keys=False, width=10_000)
    node, bad = read(text, path="a.md")
    lines = text.split("\n")

    matter, locations, found = validate(
        model, node, path="a.md", config=None if type_ == "site" else CONFIG
    )

    assert matter is not None
    for one in (*bad, *found):
        assert one.code in codes()
        assert one.span is not None
        assert one.span.line <= len(lines)
        assert one.message == one.message.strip()
        assert not one.message.endswith(".")
    pointers = [pointer for pointer, _ in locations]
    assert len(pointers) == len(set(pointers))
    if not found and not bad:
        assert model.model_validate_json(matter.model_dump_json(by_alias=True)) == matter


MISTAKEN = st.sampled_from(
    [
        "",
        " ",
        "-1",
        "9" * 30,
        "1e9",
        "null",
        "~",
        "\x07",
        "https://[a",
        "https://a:b/",
        "2024-13-99",
    ]
)
MISTAKES = st.recursive(
    MISTAKEN,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["", "en", "id", "to", "label", "properties", "x"]), inner, max_size=2
        )
    ),
    max_leaves=5,
)
# What pydantic, urllib and datetime say of such values, in their own words.
FOREIGN = re.compile(
    r"\b(should|input|tuple|dict|str|validation|netloc|IPv6|cast|casting)\b", re.IGNORECASE
)


@pytest.mark.parametrize("type_", [*MODELS, "site"])
@settings(max_examples=100)
@given(st.data())
def test_no_mistake_is_told_in_the_words_of_a_library(type_: str, data: st.DataObject) -> None:
    model = SiteConfig if type_ == "site" else MODELS[type_]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    key = data.draw(st.sampled_from([*keys, "born", "nationality", "website"]))
    good = {} if type_ == "site" else data.draw(TREES[type_])
    text = yaml.dump({**good, key: data.draw(MISTAKES)}, allow_unicode=True, width=10_000)
    node, _ = read(text, path="a.md")

    _, _, found = validate(model, node, path="a.md", config=None if type_ == "site" else CONFIG)

    for one in found:
        assert not FOREIGN.search(re.sub("`[^`]*`", "", one.message)), one.message
        assert "cannot be read" not in one.message or "host" in one.message
