"""The map: what has a mark and a row, where that is, and what an edit of a text costs."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from building import lay, must_publish, tree
from dossierpress.pages import kinds
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.source.project import Project

HARBOUR: Mapping[str, str] = {
    "site.yml": "title: The harbour\nkinds:\n  vessel:\n    label: Vessel\n    plural: Vessels\n"
    "    properties: {seen-at: {label: Seen at, type: coordinates}}\n",
    "content/articles/fair.md": (
        "---\ntitle: The fair\ndate: 2021-05-09\n---\n\n"
        "In Town they had a Fair on the Square. Far is not near. Hidden is nowhere.\n"
    ),
    "content/articles/later.md": (
        "---\ntitle: Later\ndate: 2021-06-01\n---\n\nNobody came to Town. A House burnt.\n"
    ),
    "content/articles/draft.md": (
        "---\ntitle: Unready\nstatus: draft\n---\n\nIt was in Town, and in Far.\n"
    ),
    "content/entities/all.yml": (
        "- {id: land, kind: place, name: Land}\n"
        '- {id: town, kind: place, name: Town, coordinates: "10.5, -20",'
        " relations: [{type: located-in, to: land}]}\n"
        "- {id: square, kind: place, name: Square, relations: [{type: located-in, to: town}]}\n"
        '- {id: mill, kind: place, name: Mill, coordinates: "10.5, -20.001",'
        " relations: [{type: located-in, to: town}]}\n"
        "- {id: fair, kind: event, name: Fair, start: 2021-05, location: square}\n"
        "- {id: strike, kind: event, name: Strike, start: 2021-03-02, end: 2021-03-04,"
        " relations: [{type: located-in, to: town}]}\n"
        '- {id: blast, kind: event, name: Blast, end: 2020, coordinates: "12, -20.1",'
        " location: town}\n"
        "- {id: rumour, kind: event, name: Rumour, start: 2021}\n"
        "- {id: guild, kind: organization, name: Guild,"
        " relations: [{type: located-in, to: town}]}\n"
        "- {id: round, kind: place, name: Round, relations: [{type: located-in, to: about}]}\n"
        "- {id: about, kind: place, name: About, relations: [{type: located-in, to: round}]}\n"
        '- {id: far, kind: place, name: Far, coordinates: "-1, 9", country: NZ}\n'
        '- {id: skylark, kind: vessel, name: Skylark, seen-at: "+8.25,-21"}\n'
        '- {id: hidden, kind: place, name: Hidden, private: true, coordinates: "1, 1"}\n'
        "- {id: meeting, kind: event, name: Meeting, start: 2021, location: hidden}\n"
        '- {id: house, kind: place, name: House, sensitivity: [victim], coordinates: "2, 2"}\n'
    ),
}


TOWN = (
    "Town 10.5, -20 2 March 2021 – 4 March 2021 Strike May 2021 Fair in 2 articles: Later, The fair"
)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """For reading only."""
    project = lay(tmp_path_factory.mktemp("harbour"), HARBOUR)
    must_publish(project)
    return project


def page(project: Project, path: str = "map.html") -> html.HtmlElement:
    return html.parse(project.output / path).getroot()


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u2068", "").replace("\u2069", "").split())


def test_rows_stand_by_country_with_events_in_order_and_articles(harbour: Project) -> None:
    root = page(harbour)

    assert [
        (said(one.find("h3")), [said(row) for row in one.xpath("./ul/li")])
        for one in root.xpath("//section[@class='together']")
    ] == [
        (
            "Land",
            [
                "Blast 2020 12, -20.1",
                "Mill 10.5, -20.001",
                TOWN,
            ],
        ),
        ("New Zealand", ["Far -1, 9 in 1 article: The fair"]),
        ("Without a country", ["Skylark +8.25,-21"]),
    ]
    # Neither what is withheld, nor whoever is to be kept out of prominent places.
    text = (harbour.output / "map.html").read_text(encoding="utf-8")
    for word in ("Hidden", "House", "Unready", "Meeting"):
        assert word not in text


def test_marks_are_links_with_names_and_kinds(harbour: Project) -> None:
    root = page(harbour)

    def marks(sheet: str) -> list[tuple[str, str, str]]:
        drawn = root.xpath(f"//*[@class='marks {sheet}']/a")
        return [
            (one.get("href"), said(one.find("title")), one.get("class").partition(" ")[2])
            for one in drawn
        ]

    assert marks("wide") == [
        (
            "#place_town",
            "Town, Mill (2 close together) (2 events)",
            "kind-place of-place of-event",
        ),
        ("entities/far.html", "Far (in 1 article)", "kind-place of-place"),
        ("entities/blast.html", "Blast", "kind-event of-event"),
        ("entities/skylark.html", "Skylark", "kind-other of-other"),
    ]
    assert [name for _, name, _ in marks("narrow")] == [
        "Town, Blast, Mill, Skylark (4 close together) (2 events)",
        "Far (in 1 article)",
    ]
    assert root.xpath("//fieldset[@class='choice']//input/@class") == [
        *("show-place", "show-event", "show-other")
    ]
    assert [said(one) for one in root.xpath("//fieldset//*[@class='count']")] == ["3", "3", "1"]
    assert not root.xpath("//*[@style]")


def test_where_it_is_stands_on_the_page_of_a_place_and_of_an_event(harbour: Project) -> None:
    def located(entity: str) -> str | None:
        found = page(harbour, f"entities/{entity}.html").xpath(
            "//div[@class='located']//figcaption"
        )
        return said(found[0]) if found else None

    assert {one: located(one) for one in ("town", "square", "fair", "blast", "skylark")} == {
        "town": "The whole map",
        "square": "The place shown is Town. 10.5, -20 The whole map",
        "fair": "The place shown is Town. 10.5, -20 The whole map",
        "blast": "The whole map",
        "skylark": "The whole map",
    }
    # A body is not where its place is, and nobody knows of the others or should.
    for entity in ("guild", "land", "round", "rumour", "house", "meeting"):
        assert located(entity) is None, entity


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/entities/all.yml", "coordinates", "coordinates-of"),
        ("site.yml", "title: The harbour\n", "title: The harbour\nmap: false\n"),
    ],
)
def test_there_is_none_where_nobody_knows_coordinates_or_a_site_does_without(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    files = {**HARBOUR, path: HARBOUR[path].replace(old, new)}
    if path != "site.yml":
        files["site.yml"] = (
            "title: The harbour\nunknown_keys: ignore\nkinds:\n  vessel: {label: V, plural: V}\n"
        )

    project = lay(tmp_path, files)
    must_publish(project)

    pages = tree(project.output)
    assert "map.html" not in pages
    assert b"map.html" not in pages["index.html"]
    assert b"map.html" not in pages["entities/town.html"]
    assert (b"map-drawing around" in pages["entities/town.html"]) == (path == "site.yml")


def edited(project: Project, path: str, old: str, new: str) -> BuildResult:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return must_publish(project)


def test_it_is_drawn_again_only_where_its_rows_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw_map = kinds.map.draw_map

    def counted(*what: object) -> object:
        drawn.append(1)
        return draw_map(*what)  # type: ignore[arg-type]

    monkeypatch.setattr(kinds.map, "draw_map", counted)
    project = lay(tmp_path, HARBOUR)
    must_publish(project)
    assert len(drawn) == 1

    def cost(path: str, old: str, new: str) -> tuple[int, bool]:
        before = len(drawn)
        changed = edited(project, path, old, new).changed
        return len(drawn) - before, "map.html" in changed

    articles, entities = "content/articles", "content/entities/all.yml"
    # A text that mentions the same, in other words; another mention of a place; a kind of nothing.
    assert cost(f"{articles}/later.md", "Nobody came", "Hardly anybody came") == (0, False)
    assert cost(f"{articles}/later.md", "to Town.", "to Town. Town was empty.") == (0, False)
    assert cost(entities, "name: Guild", "name: The Guild") == (0, False)
    # An article that comes to mention a place; coordinates; an event.
    assert cost(f"{articles}/later.md", "A House burnt", "Far is quiet") == (1, True)
    assert cost(entities, "12, -20.1", "12, -20.2") == (1, True)
    assert cost(entities, "start: 2021-05, ", "start: 2021-04, ") == (1, True)
