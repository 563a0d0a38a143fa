"""Records of one name and kind are told apart, by as little as tells them apart."""

import pytest

from dossierpress.model.site import Entity, Site
from dossierpress.pages.kinds.entities import ENTITY_INDEX
from dossierpress.pages.tables.qualifiers import qualifiers
from dossierpress.schema.entity import Property
from sample_site import article, entity, key, plain, shown, site, source, words

LONG = "Head of the office that looks after the harbour of the old town"


def smith(id_: str, description: str | None = None, **matter: object) -> Entity:
    return entity(id_, name="John Smith", description=description, **matter)


def told(of: Site) -> dict[str, str]:
    return {one.id: words for one, words in qualifiers(of).items()}


def born(date: str) -> Property:
    return Property(name="born", type="date", value=date)


def test_only_those_that_share_name_and_kind_have_one() -> None:
    of = site(
        smith("a", "Baker."),
        entity("b", name="Joan Smith", description="Mayor."),
        smith("c", "A town.", kind="place"),
        source("d", name="John Smith", description="A paper."),
    )

    assert told(of) == {}


def test_the_beginning_of_the_description_tells_apart() -> None:
    of = site(
        smith("a", "Baker in Sill. Died young."),
        entity("b", name="john  SMITH", description=LONG),
    )

    assert told(of) == {"a": "Baker in Sill", "b": "Head of the office that looks after the …"}


def test_a_longer_beginning_where_the_short_ones_are_one() -> None:
    of = site(smith("a", LONG), smith("b", f"{LONG} hall"))

    assert told(of) == {"a": LONG, "b": f"{LONG} hall"}


def test_dates_where_no_description_tells() -> None:
    of = site(
        smith("a", "Baker.", properties=(born("1960"),)),
        smith("b", "Baker.", properties=(born("1974-05"),)),
    )

    assert told(of) == {"a": "Born 1960", "b": "Born May 1974"}


def test_places_where_no_dates_tell() -> None:
    at = {"type": "place", "name": "location"}
    of = site(
        entity("us", name="Ohio", kind="place"),
        smith("a", kind="event", properties=(Property(value="us", **at),)),
        smith("b", kind="event", properties=(Property(value="withheld", **at),)),
        smith("c", kind="event", properties=(Property(name="x", type="country", value="FR"),)),
    )

    assert told(of) == {"a": "Ohio", "b": "b", "c": "France"}


def test_the_id_at_last() -> None:
    of = site(smith("a", "Baker."), smith("b", "baker"), smith("c", "Mayor."), smith("d"))

    assert told(of) == {"a": "a", "b": "b", "c": "Mayor", "d": "d"}


def test_who_needs_care_is_told_apart_by_the_id_alone() -> None:
    of = site(
        smith("a", "Victim of it.", properties=(born("2011"),), sensitivity=("victim",)),
        smith("b", "Baker."),
    )

    assert told(of) == {"a": "a", "b": "Baker"}


def test_sources_articles_and_pages() -> None:
    of = site(
        source("post", name="Post"),
        source("a", name="Report", kind="document", published="2020", country="FR"),
        source("b", name="Report", kind="document", published="2020", publisher="post"),
        article("c", title="Statement", date="2024-05-01", summary="On fish."),
        article("d", title="Statement", date="2024-05-01", summary="On coal."),
        article("e", title="Statement", date="2024-05-02"),
        plain("f", title="Statement"),
        plain("g", title="Statement", summary="By us."),
    )

    assert told(of) == {
        "a": "France",
        "b": "Post",
        "c": "On fish",
        "d": "On coal",
        "f": "f",
        "g": "By us",
    }


def test_each_of_hundreds_is_told_apart() -> None:
    of = site(*(smith(f"s{n}", f"Number {n}.") for n in range(300)))

    assert set(told(of).values()) == {f"Number {n}" for n in range(300)}


def test_links_and_the_index_say_it() -> None:
    of = site(smith("a", "Baker."), smith("b"), appearances={"a": (), "b": ()})

    page = shown(ENTITY_INDEX, of, "entities/index.html")

    assert [
        text.split(" Person")[0] for text in words(page, "//a[contains(@class, 'record')]")
    ] == [
        "John Smith (Baker)",
        "John Smith (b)",
    ]


@pytest.mark.parametrize("emitted_first", [True, False])
def test_the_order_of_records_makes_no_difference(emitted_first: bool) -> None:  # noqa: FBT001
    records = [smith("a", "Baker."), smith("b", "Mayor.")]

    of = site(*(records if emitted_first else reversed(records)))

    assert qualifiers(of)[key("entity:a")] == "Baker"
