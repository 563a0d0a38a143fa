"""site.yml: the built-in words, what a site adds, and what is left of a broken one."""

import subprocess
import sys

import pytest

from dossierpress.kernel.diagnostics import Diagnostic, codes
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.schema.site import LinkTypeConfig, SiteConfig
from dossierpress.schema.vocabulary import built_in


def site(text: str) -> SiteConfig:
    config, found = read_config(text.encode())
    assert found == ()
    assert config is not None
    return config


def broken(data: bytes) -> tuple[SiteConfig | None, tuple[Diagnostic, ...]]:
    return read_config(data)


def test_a_title_is_enough() -> None:
    config = site("title: Test")

    assert config.title == "Test"
    assert (config.lang, config.timezone, config.autolink) == ("en", "UTC", "first-in-section")
    assert (config.page_size, config.raw_html, config.unknown_keys) == (100, "escape", "error")
    assert list(config.kinds) == ["person", "organization", "place", "event", "work", "object"]


def test_settings_that_set_no_severity_do_not_load_the_table_of_codes() -> None:
    codes.cache_clear()
    site("title: Test")
    loaded = [codes.cache_info().currsize]
    site("title: Test\nseverity: {ref-unmentioned-entity: warning}")
    loaded.append(codes.cache_info().currsize)

    assert loaded == [0, 1]


def test_reference_types_and_their_inverses() -> None:
    assert {name: type_.inverse for name, type_ in site("title: T").reference_types.items()} == {
        "follows": "precedes",
        "updates": "updated-by",
        "supports": "supported-by",
        "contradicts": None,
        "background": "background-of",
        "same-event": None,
        "corrects": "corrected-by",
        "translates": "translated-by",
        "responds-to": "answered-by",
    }


@pytest.mark.parametrize("group", ["reference_types", "relation_types"])
def test_every_built_in_name_is_used_once(group: str) -> None:
    types: dict[str, LinkTypeConfig] = getattr(built_in(), group)
    names = [*types, *(type_.inverse for type_ in types.values() if type_.inverse)]

    assert len(names) == len(set(names))
    for type_ in types.values():
        assert (type_.inverse is None) == (type_.inverse_label is None)


def test_every_built_in_kind_maps_to_the_other_vocabularies() -> None:
    for kind in built_in().kinds.values():
        assert kind.followthemoney
        assert kind.schema_org


def test_a_kind_of_the_site_adds_to_a_built_in_one() -> None:
    config = site(
        "title: T\nkinds:\n"
        "  person: {label: Human, plural: Humans, properties: {party: {label: P}}}\n"
        "  vessel: {label: Vessel, plural: Vessels}\n"
    )

    person = config.kinds["person"]
    assert (person.label, person.followthemoney) == ("Human", "Person")
    assert person.properties["party"].type == "text"
    assert person.properties["born"].type == "date"
    assert list(config.kinds)[-1] == "vessel"


def test_a_type_of_the_site_takes_its_names_over() -> None:
    config = site(
        "title: T\nrelation_types:\n"
        "  owned-by: {label: owned by, inverse: owns, inverse_label: owns}\n"
        "  member: {label: belongs to, inverse: includes, inverse_label: includes}\n"
    )

    types = config.relation_types
    assert "owner-of" not in types  # its inverse was owned-by
    assert types["owned-by"].inverse == "owns"
    assert types["member"].label == "belongs to"
    assert types["head-of"].inverse == "headed-by"


def test_what_parsing_depends_on() -> None:
    config = parse_config(site("title: T\nlang: fa\nraw_html: sanitise\nunknown_keys: ignore"))

    assert (config.lang, config.raw_html, config.unknown_keys) == ("fa", "sanitise", "ignore")
    kinds = dict(config.kinds)
    assert ("born", "date") in kinds["person"]
    assert ("coordinates", "coordinates") in kinds["place"]


def test_what_is_wrong_is_left_out_and_the_rest_is_used() -> None:
    config, found = broken(
        b"title: T\nlang: english\npage_size: many\ntimezone: Nowhere\n"
        b"severity: {nonsense: off, yaml-colon: off, yaml-comment: error}\n"
    )

    assert config is not None
    assert (config.title, config.lang, config.page_size, config.timezone) == ("T", "en", 100, "UTC")
    assert config.severity == {"yaml-comment": "error"}
    assert len(found) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        b"kinds: {vessel: {label: Vessel}}",
        b"kinds: [vessel]",
        b"knids: {vessel: {label: Vessel, plural: Vessels}}",
        b"relation_types: {a: {label: a, inverse: b}}",
        b"kinds: {vessel: {label: Vessel",
        b"kinds: {}\nkinds: {vessel: {label: V, plural: Vs}}",
    ],
)
def test_nothing_is_made_of_words_that_are_not_known(wrong: bytes) -> None:
    """Every entity of the kind would be told to have no kind."""
    config, found = broken(b"title: T\n" + wrong + b"\n")

    assert config is None
    assert len(found) == 1


def test_a_site_without_a_title_is_checked_on() -> None:
    config, found = broken(b"lang: fa")

    assert config is not None
    assert config.lang == "fa"
    assert [one.code for one in found] == ["schema-missing-key"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "schema-wrong-type"),
        (b"# nothing yet\n", "schema-wrong-type"),
        (b"- a\n", "schema-wrong-type"),
        (b"title: T" + b"\n# long" * 40_000, "yaml-too-large"),
        (b"title: T\xff", "md-encoding"),
        ("title: T".encode("utf-16"), "md-encoding"),
    ],
    ids=["empty", "comment", "list", "large", "byte", "utf-16"],
)
def test_what_is_no_site_is_told_in_one_line(data: bytes, code: str) -> None:
    _, found = broken(data)

    assert [one.code for one in found] == [code]
    assert found[0].path == "site.yml"


def test_a_byte_order_mark_and_other_newlines_are_accepted() -> None:
    config, found = broken("\ufefftitle: T\r\nlang: fa\r\n".encode())

    assert found == ()
    assert config == site("title: T\nlang: fa\n")


def test_a_clash_names_the_first_place() -> None:
    _, (problem,) = broken(
        b"title: T\nrelation_types:\n  a: {label: a, inverse: b, inverse_label: b}\n"
        b"  c: {label: c, inverse: b, inverse_label: d}\n"
    )

    (note,) = problem.notes
    assert note.span is not None
    assert (note.path, note.span.line) == ("site.yml", 3)


@pytest.mark.slow
def test_the_settings_are_read_without_the_markdown_parser() -> None:
    """Commands that need the settings alone start sooner."""
    asked = "import sys, dossierpress.schema.read_site; print('markdown_it' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("key", ["\u00b9", "\u0663", "\u2460"])
def test_a_key_of_digits_that_are_no_place_in_a_list_is_a_key(key: str) -> None:
    _, problems = read_config(
        f"title: T\nroot_files: {{{key}: []}}\nkinds: {{{key}: 1}}\n".encode()
    )

    assert problems
    assert {one.path for one in problems} == {"site.yml"}
