"""What is published of front matter: nothing that leads to the rest, and all else as it was."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from resolving import article, content_file, site_config

from dossierpress.facts.records import parse_file
from dossierpress.kernel.key import Key
from dossierpress.model.content import MATTERS, Matters, Record
from dossierpress.records.references import find_record, references_of_matter
from dossierpress.records.register import Register, build_register
from dossierpress.schema import shared_types
from dossierpress.schema.base import Matter
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.schema.shared_types import Reviewed, parts_of
from dossierpress.source.discovery import discover
from dossierpress.visibility import withheld
from dossierpress.visibility.scrub import scrub_matter, told_apart
from dossierpress.visibility.withheld import PublishedFinder, Withheld

SITES = sorted(
    path.parent for path in (Path(__file__).parents[1] / "sites").glob("*/content") if path.is_dir()
)


@cache
def register_of(site: Path) -> Register:
    settings = site / "site.yml"
    config = read_config(settings.read_bytes() if settings.exists() else b"")[0]
    config = config or site_config("title: Test\n")
    files, _ = discover(site, config.limits)
    assert files is not None
    parsed = [parse_file(one, parse_config(config)) for one in files if one.type != "media"]
    return build_register(parsed, [])[0]


def finder_of(register: Register, keys: frozenset[Key]) -> PublishedFinder:
    return PublishedFinder(
        register=register,
        withheld=Withheld(
            reasons=dict.fromkeys(keys, "private"),
            stand_ins={key: f"Person {number}" for number, key in enumerate(sorted(keys))},
        ),
    )


def published(register: Register, finder: PublishedFinder) -> dict[Key, Matters]:
    """The front matter of all published records, as it is published.

    What a withheld record says of others is not asked, as in a build: it may be told apart from one
    of them.
    """
    matters = {
        key: record.matter for key, record in register.records.items() if key not in finder.withheld
    }
    apart = told_apart(matters, finder)
    return {key: scrub_matter(one, finder, apart.get(key, ())) for key, one in matters.items()}


def led_to(record: Record, register: Register) -> list[Key | None]:
    """The records that the references in front matter mean."""
    return [find_record(register, one.target, one.allowed) for one in references_of_matter(record)]


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[Register, frozenset[Key]]:
    """The records of a dossier, and any of them that are withheld."""
    register = register_of(draw(st.sampled_from(SITES)))
    keys = sorted(register.records)
    share = draw(st.sampled_from([0.0, 0.1, 0.5, 0.9]))
    chosen = draw(st.randoms(use_true_random=False))
    return register, frozenset(key for key in keys if chosen.random() < share)


@given(dossiers())
def test_nothing_that_is_published_leads_to_what_is_withheld_or_unknown(
    dossier: tuple[Register, frozenset[Key]],
) -> None:
    register, keys = dossier

    for key, matter in published(register, finder_of(register, keys)).items():
        for there in led_to(replace(register.records[key], matter=matter), register):
            assert there is not None
            assert there not in keys
        for _, parts in parts_of(matter):
            assert not any(part.withheld for part in parts)


@given(dossiers())
def test_what_leads_to_nothing_withheld_is_published_as_if_nothing_were(
    dossier: tuple[Register, frozenset[Key]],
) -> None:
    register, keys = dossier
    if_nothing = published(register, finder_of(register, frozenset()))

    made = published(register, finder_of(register, keys))

    for key in made:
        matter = if_nothing[key]
        if not keys.intersection(led_to(replace(register.records[key], matter=matter), register)):
            assert made[key] == matter


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_where_nothing_is_withheld_every_reference_is_kept(site: Path) -> None:
    register = register_of(site)

    made = published(register, finder_of(register, frozenset()))

    for key, record in register.records.items():
        known = {
            find_record(register, one.target, one.allowed)
            for one in references_of_matter(record)
            if not one.private
        }
        assert known - {None} <= {*led_to(replace(record, matter=made[key]), register)}


@given(dossiers())
def test_what_is_published_is_left_as_it_is_a_second_time(
    dossier: tuple[Register, frozenset[Key]],
) -> None:
    register, keys = dossier
    finder = finder_of(register, keys)

    once = published(register, finder)

    assert once == {
        key: scrub_matter(one, finder, getattr(one, "not_same_as", ())) for key, one in once.items()
    }


def many(articles: int) -> Register:
    """A dossier in which everything names everything."""
    ids = [f"n{number}" for number in range(10)]
    files = {
        "entities/all.yml": "".join(
            f"- {{id: {id_}, kind: person, name: Ada {id_}}}\n" for id_ in ids
        ),
        "sources/all.yml": "".join(
            f"- {{id: s{id_}, kind: newspaper, name: The {id_}}}\n" for id_ in ids
        ),
        **{
            f"articles/a{number}.md": article(
                "Text.",
                entities=f"[{', '.join(ids)}]",
                sources=f"[{', '.join(f's{id_}' for id_ in ids)}]",
                references="[{to: a0, type: follows}]",
            )
            for number in range(articles)
        },
    }
    config = parse_config(site_config("title: Test\n"))
    return build_register([parse_file(content_file(*one), config) for one in files.items()], [])[0]


def test_front_matter_that_is_plain_and_leads_to_nothing_withheld_is_not_made_again() -> None:
    register = many(20)

    made = published(register, finder_of(register, frozenset()))

    assert all(made[key] is record.matter for key, record in register.records.items())


def test_a_record_is_looked_up_once_however_many_name_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[object] = []
    find: Callable[..., Key | None] = withheld.find_record

    def counted(register: Register, target: object, allowed: object) -> Key | None:
        looked_up.append((target, allowed))
        return find(register, target, allowed)

    monkeypatch.setattr(withheld, "find_record", counted)
    few, more = many(3), many(30)

    published(few, finder_of(few, frozenset()))
    asked_by_few = len(looked_up)
    looked_up.clear()
    published(more, finder_of(more, frozenset()))

    assert asked_by_few == len(looked_up) == 21


def kinds_of(model: type[Matter]) -> Iterator[type[Matter]]:
    for one in model.__subclasses__():
        yield one
        yield from kinds_of(one)


@pytest.mark.parametrize("model", MATTERS.values(), ids=MATTERS.keys())
def test_no_field_that_can_hold_parts_that_are_withheld_is_passed_over(
    model: type[Matter],
) -> None:
    names = [one.__name__ for one in kinds_of(Reviewed)]
    everywhere = model.model_construct(**dict.fromkeys(model.model_fields, (Reviewed(),)))

    assert [key for key, _ in parts_of(everywhere)] == [
        key
        for key, field in model.model_fields.items()
        if any(name in str(field.annotation) for name in names)
    ]


def test_the_fields_with_such_parts_are_looked_for_once_a_model_not_once_a_record() -> None:
    shared_types._fields_of_parts.cache_clear()

    for record in many(20).records.values():
        assert [] == list(parts_of(record.matter))

    assert 3 == shared_types._fields_of_parts.cache_info().misses
