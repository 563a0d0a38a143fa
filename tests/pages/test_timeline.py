"""The timeline of the dossier: what stands on it, where, and what an edit of it costs."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from building import lay, must_publish, tree
from dossierpress.kernel.dates.read import OPEN_END, OPEN_START
from dossierpress.pages.components.time_scale import STEP, Scale, Stretch, places
from dossierpress.pages.tables.chronology import ON_ONE_PAGE

ENTRY = re.compile(r'<li class="of-(\w+)">\s*<p class="when">(.*?)</p>(.*?)</li>', re.DOTALL)

HARBOUR: Mapping[str, str] = {
    "site.yml": "title: The harbour\npublish_entities: all\n",
    "content/articles/closes.md": (
        "---\ntitle: The quay closes\ndate: 2021-03-09\ncovers: 2021-03-04\n"
        "claims:\n  - id: cracked\n    text: The crane is cracked.\n    status: reported\n"
        "    reports:\n      - {by: {unnamed: a pilot}, on: 2021-03-06}\n"
        "      - {by: {unnamed: a cook}, said: 2021-03-05, on: 2021-03-07}\n---\n\nText.\n"
    ),
    "content/articles/undated.md": "---\ntitle: Undated\n---\n\nText.\n",
    "content/articles/draft.md": (
        "---\ntitle: An unready text\ndate: 2021-03-01\nstatus: draft\n---\n\nText.\n"
    ),
    "content/entities/all.yml": (
        "- {id: storm, kind: event, name: The storm, start: 2021-03-02, end: 2021-03-03}\n"
        "- {id: secret, kind: event, name: A secret, start: 2021-03-02, private: true}\n"
        "- {id: acme, kind: organization, name: Acme Yards}\n"
        "- id: lena\n  kind: person\n  name: Lena Marek\n"
        "  relations: [{type: head-of, to: acme, from: 2019-05~, until: 2021-03-08}]\n"
        "- id: boy\n  kind: person\n  name: A Boy\n  sensitivity: [minor]\n"
        "  relations: [{type: member, to: acme, from: 2020}]\n"
    ),
}


def told(page: str) -> list[tuple[str, str, str]]:
    """(lane, when, what) of every entry of the list, as somebody reads it."""
    return [
        (lane, *(" ".join(unescape(re.sub("<[^>]+>", " ", part)).split()) for part in (when, what)))
        for lane, when, what in ENTRY.findall(page)
    ]


def published(folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """The pages of a dossier, by path."""
    project = lay(folder, files)
    must_publish(project)
    pages = tree(project.output).items()
    return {path: data.decode() for path, data in pages if path.endswith(".html")}


def test_it_has_events_relations_first_sayings_and_articles_in_order(tmp_path: Path) -> None:
    page = published(tmp_path, HARBOUR)["timeline.html"]

    assert told(page) == [
        (
            "relation",
            "about May 2019 – 8 March 2021",
            "Lena Marek head of Acme Yards relation",
        ),
        ("event", "2 March 2021 – 3 March 2021", "The storm event"),
        ("article", "4 March 2021", "The quay closes article"),
        ("claim", "5 March 2021", "The crane is cracked. claim reported"),
    ]
    # Neither what is withheld, nor whoever is to be kept out of prominent places.
    for word in ("secret", "unready", "Boy"):
        assert word not in page


def test_what_is_drawn_is_what_is_listed(tmp_path: Path) -> None:
    page = published(tmp_path, HARBOUR)["timeline.html"]

    drawn = re.findall(r'<a href="([^"]+)"( class="unsure")?><title>([^<]+)</title>', page)

    # Each name is isolated by signs: an SVG's title holds no elements.
    def shown(label: str) -> str:
        return unescape(label).replace("\u2068", "<").replace("\u2069", ">")

    assert [(href, shown(label), bool(unsure)) for href, unsure, label in drawn] == [
        ("entities/storm.html", "2 March 2021: <The storm>", False),
        ("entities/lena.html", "about May 2019: <Lena Marek> – head of – <Acme Yards>", True),
        ("claims/cracked.html", "5 March 2021: <The crane is cracked.>", False),
        ("articles/closes.html", "4 March 2021: <The quay closes>", False),
    ]


def test_a_relation_that_both_sides_state_stands_once(tmp_path: Path) -> None:
    entities = (
        "- id: acme\n  kind: organization\n  name: Acme Yards\n"
        "  relations: [{type: has-member, to: lena, from: 2019},\n"
        "              {type: partner-of, to: lena, from: 2020}]\n"
        "- id: lena\n  kind: person\n  name: Lena Marek\n"
        "  relations: [{type: member-of, to: acme, from: 2019},\n"
        "              {type: partner-of, to: acme, from: 2020}]\n"
    )
    settings = (
        "title: The harbour\nrelation_types:\n"
        "  member-of: {label: member of, inverse: has-member, inverse_label: has member}\n"
        "  partner-of: {label: partner of}\n"
    )
    files = {"site.yml": settings, "content/entities/all.yml": entities}

    page = published(tmp_path, files)["timeline.html"]

    assert told(page) == [
        ("relation", "2019", "Acme Yards has member Lena Marek relation"),
        ("relation", "2020", "Acme Yards partner of Lena Marek relation"),
    ]


def test_there_is_none_where_there_are_not_two_days(tmp_path: Path) -> None:
    files = {
        "site.yml": "title: The harbour\n",
        "content/articles/one.md": "---\ntitle: One\ndate: 2021\n---\n\nText.\n",
        "content/articles/two.md": "---\ntitle: Two\ndate: 2021\n---\n\nText.\n",
    }

    pages = published(tmp_path, files)

    assert "timeline.html" not in pages
    assert "timeline.html" not in pages["index.html"]


def many(number: int) -> dict[str, str]:
    """A dossier of so many articles, a third of them in each of three years."""
    files = {"site.yml": "title: The harbour\nurl: https://harbour.example/\n"}
    for n in range(number):
        date = f"{2019 + n % 3}-{1 + n % 12:02}-{1 + n % 28:02}"
        files[f"content/articles/a{n}.md"] = f"---\ntitle: Text {n}\ndate: {date}\n---\n\nText.\n"
    return files


def test_a_long_one_has_a_page_for_each_year_and_an_edit_makes_that_of_its_year(
    tmp_path: Path,
) -> None:
    number = ON_ONE_PAGE + 2
    project = lay(tmp_path, many(number))
    must_publish(project)
    pages = tree(project.output)
    years = [f"timeline/{year}.html" for year in (2019, 2020, 2021)]

    assert {path for path in pages if path.startswith("timeline/")} == {
        *years,
        *(f"timeline/{year}-page-2.html" for year in (2019, 2020, 2021)),
    }
    assert all(f'href="{path}"' in pages["timeline.html"].decode() for path in years)
    assert all(path.encode() in pages["sitemap.xml"] for path in ("timeline.html", *years))
    assert told(pages["timeline.html"].decode()) == []
    assert sum(len(told(pages[path].decode())) for path in pages if "timeline/" in path) == number

    edited = project.root / "content/articles/a1.md"
    edited.write_text(edited.read_text().replace("Text 1", "Another title"))
    changed = must_publish(project).changed

    assert {path for path in changed if path.startswith("timeline")} == {"timeline/2020.html"}


days = st.tuples(st.integers(1, 30), st.integers(1, 12), st.integers(1, 28))
stretches = st.builds(
    lambda lane, one, other, label: Stretch(
        lane=lane,
        first=min(one, other),
        last=max(one, other),
        label=label if lane == "named" else None,
    ),
    st.sampled_from(["named", "plain"]),
    days,
    st.one_of(days, st.just(OPEN_END)),
    st.text(max_size=40),
)


@given(st.lists(stretches, min_size=1, max_size=40))
def test_marks_keep_the_order_of_days_and_never_cover_one_another(drawn: list[Stretch]) -> None:
    drawn = sorted(drawn, key=lambda one: (one.first, one.last))
    scale = Scale(drawn)

    assert sorted(map(scale.x, scale.days)) == [scale.x(day) for day in scale.days]
    for lane in ("named", "plain"):
        own = [one for one in drawn if one.lane == lane]
        placed, height, right = places(own, scale)
        for number, (one, place) in enumerate(zip(own, placed, strict=True)):
            assert STEP // 2 <= place.x <= place.end <= scale.width <= right
            assert 0 < place.y < height
            assert place.end == place.x or one.first < one.last
            for after in placed[number + 1 :]:
                assert max(abs(after.x - place.x), abs(after.y - place.y)) >= STEP


@given(days)
def test_open_ends_are_at_the_edges(day: tuple[int, int, int]) -> None:
    scale = Scale([Stretch(lane="plain", first=day, last=OPEN_END, label=None)])

    assert scale.x(OPEN_START) == 0
    assert scale.x(OPEN_END) == scale.width
    assert 0 < scale.x(day) <= scale.width


def around(page: str) -> str:
    """What the page of an entity says of it in time."""
    [part] = re.findall(r'<section class="timeline time-around".*?</section>', page, re.DOTALL)
    return str(part)


YARDS: Mapping[str, str] = {
    **HARBOUR,
    "content/articles/strike.md": (
        "---\ntitle: The strike\ndate: 2021-03-20\nentities: [acme]\n"
        "claims:\n  - id: sold\n    text: The yard is sold.\n    status: reported\n"
        "    about: [acme]\n    reports: [{by: {unnamed: a pilot}, on: 2021-03-19}]\n---\n\nText.\n"
    ),
    "content/entities/fire.yml": (
        "{id: fire, kind: event, name: The fire, start: 2021-03-10, location: quay}\n"
    ),
    "content/entities/quay.yml": "{id: quay, kind: place, name: The quay}\n",
}


def test_the_page_of_an_entity_has_what_is_dated_around_it(tmp_path: Path) -> None:
    pages = published(tmp_path, YARDS)

    part = around(pages["entities/acme.html"])
    assert told(part) == [
        ("relation", "about May 2019 – 8 March 2021", "headed by Lena Marek relation"),
        ("claim", "19 March 2021", "The yard is sold. claim reported"),
        ("article", "20 March 2021", "The strike article"),
    ]
    assert len(re.findall("<title>", part)) == 3
    assert re.findall(r'<svg class="sample of-(\w+)"', part) == ["relation", "claim", "article"]
    # Lena has one relation, and the quay one fire: that is no drawing.
    for path in ("entities/lena.html", "entities/quay.html", "entities/boy.html"):
        assert 'time-around"' not in pages[path]


def test_events_stand_on_the_page_of_what_they_name(tmp_path: Path) -> None:
    fire = YARDS["content/entities/fire.yml"]
    flood = fire.replace("fire", "flood").replace("2021-03-10", "2022")
    pages = published(tmp_path, {**YARDS, "content/entities/flood.yml": flood})

    assert told(around(pages["entities/quay.html"])) == [
        ("event", "10 March 2021", "The fire event"),
        ("event", "2022", "The flood event"),
    ]


def test_whoever_is_to_be_kept_out_of_drawings_has_none(tmp_path: Path) -> None:
    all_ = YARDS["content/entities/all.yml"]
    careful = all_.replace("name: Acme", "sensitivity: [minor], name: Acme")
    pages = published(tmp_path, {**YARDS, "content/entities/all.yml": careful})

    assert 'time-around"' not in pages["entities/acme.html"]


def test_articles_alone_are_listed_and_not_drawn(tmp_path: Path) -> None:
    articles = {
        f"content/articles/q{day}.md": f"---\ntitle: Q\ndate: 2021-03-0{day}\n---\n\nThe quay.\n"
        for day in (1, 2, 3)
    }
    quay = {path: YARDS[path] for path in ("site.yml", "content/entities/quay.yml")}
    pages = published(tmp_path, {**quay, **articles})

    assert 'time-around"' not in pages["entities/quay.html"]
