"""The network: who stands in it, what is drawn and listed, and what an edit of it costs."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from building import lay, must_publish, tree
from dossierpress.network import kept_layouts
from dossierpress.network.layout import lay_out
from dossierpress.pipeline import prepare
from dossierpress.source.project import Project

HARBOUR: Mapping[str, str] = {
    "site.yml": "title: The harbour\nkinds: {vessel: {label: Vessel, plural: Vessels}}\n",
    "content/articles/closes.md": (
        "---\ntitle: The quay closes\ndate: 2021-03-09\n---\n\n"
        "Lena Marek of Acme Yards came to Larkhaven with A Boy, and Nobody Else.\n\n"
        "Acme Yards owns the Skylark.\n\nLena Marek left Larkhaven.\n"
    ),
    "content/articles/opens.md": (
        "---\ntitle: It opens\ndate: 2021-04-01\n---\n\nOtto Brand met Lena Marek.\n\n"
        "It was not far from Amsel.\n"
    ),
    "content/articles/draft.md": (
        "---\ntitle: Unready\nstatus: draft\n---\n\nOtto Brand met Acme Yards in Amsel.\n"
    ),
    "content/entities/all.yml": (
        "- {id: acme, kind: organization, name: Acme Yards}\n"
        "- id: lena\n  kind: person\n  name: Lena Marek\n"
        "  relations: [{type: head-of, to: acme}]\n"
        "- {id: otto, kind: person, name: Otto Brand}\n"
        "- {id: lark, kind: place, name: Larkhaven}\n"
        "- {id: amsel, kind: place, name: Amsel}\n"
        "- {id: skylark, kind: vessel, name: Skylark}\n"
        "- {id: boy, kind: person, name: A Boy, sensitivity: [minor]}\n"
        "- {id: nobody, kind: person, name: Nobody Else, private: true}\n"
    ),
}


def published(folder: Path, files: Mapping[str, str]) -> Project:
    project = lay(folder, files)
    must_publish(project)
    return project


def page(project: Project, path: str = "network.html") -> html.HtmlElement:
    return html.parse(project.output / path).getroot()


def table(project: Project) -> list[list[str]]:
    """The rows as somebody reads them."""
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")]
        for row in page(project).xpath("//table[@class='ties']/tbody/tr")
    ]


def named(drawing: html.HtmlElement, element: str) -> list[str]:
    """The names of marks, without the signs that keep their direction to themselves."""
    return [name.strip("\u2068\u2069") for name in drawing.xpath(f".//{element}/title/text()")]


def test_who_is_named_in_one_paragraph_and_who_is_related_is_listed(tmp_path: Path) -> None:
    project = published(tmp_path, HARBOUR)

    assert table(project) == [
        ["Acme Yards", "3", "Lena Marek 1 headed by Larkhaven 1 Skylark 1"],
        ["Lena Marek", "3", "Acme Yards 1 head of Larkhaven 2 Otto Brand 1"],
        ["Larkhaven", "2", "Lena Marek 2 Acme Yards 1"],
        ["Otto Brand", "1", "Lena Marek 1"],
        ["Skylark", "1", "Acme Yards 1"],
    ]
    # Neither what is withheld, nor whoever is to be kept out of prominent places, nor who is alone.
    said = (project.output / "network.html").read_text(encoding="utf-8")
    for word in ("Nobody", "Boy", "Amsel", "Unready"):
        assert word not in said


def test_what_is_listed_is_drawn_as_links_with_names_and_kinds(tmp_path: Path) -> None:
    root = page(published(tmp_path, HARBOUR))

    drawn = root.xpath("//div[contains(@class, 'network-drawing')]//a")
    assert [(one.get("href"), one.find("title").text[1:-1], one.get("class")) for one in drawn] == [
        ("entities/acme.html", "Acme Yards", "kind-organization of-organization"),
        ("entities/lena.html", "Lena Marek", "kind-person of-person"),
        ("entities/lark.html", "Larkhaven", "kind-place of-place"),
        ("entities/otto.html", "Otto Brand", "kind-person of-person"),
        ("entities/skylark.html", "Skylark", "kind-other of-other"),
    ]
    lines = root.xpath("//g[@class='lines']/path")
    assert [(one.get("class"), one.get("d").count("M")) for one in lines] == [
        ("line light of-person", 1),
        ("line light of-person of-organization", 1),
        ("line light of-organization of-place", 1),
        ("line light of-organization of-other", 1),
        ("line middle of-person of-place", 1),
        ("line related of-person of-organization", 1),
    ]
    assert [one.get("data-periods") for one in lines] == ["1", "0", "0", "0", "0", None]
    assert root.xpath("//select[@id='part_since']/option/text()") == [
        "9 March 2021",
        "1 April 2021",
    ]
    assert root.xpath("//fieldset[@class='choice']//input/@class") == [
        *("show-person", "show-organization", "show-place", "show-other")
    ]
    assert not root.xpath("//*[@style]")


def test_around_an_entity_stand_its_strongest_ties(tmp_path: Path) -> None:
    project = published(tmp_path, HARBOUR)

    around = page(project, "entities/lena.html").xpath("//section[@class='ties-around']")[0]
    assert named(around, "g") == ["Lena Marek"]
    assert named(around, "a") == ["Acme Yards", "Larkhaven", "Otto Brand"]
    assert around.xpath(".//p[@class='note']//a/@href") == ["../network.html"]
    # One line is no drawing, and who asks for care stands in none.
    for path in ("entities/otto.html", "entities/amsel.html", "entities/boy.html"):
        assert not page(project, path).xpath("//section[@class='ties-around']")


@pytest.mark.parametrize(
    "text", ["Lena Marek met Otto Brand.", "Lena Marek.\n\nOtto Brand.\n\nLarkhaven."]
)
def test_there_is_none_where_there_are_not_three_with_ties(tmp_path: Path, text: str) -> None:
    entities = HARBOUR["content/entities/all.yml"].replace(
        "  relations: [{type: head-of, to: acme}]\n", ""
    )
    files = {
        "site.yml": "title: The harbour\n",
        "content/articles/one.md": f"---\ntitle: One\n---\n\n{text}\n",
        "content/entities/all.yml": entities.replace("kind: vessel", "kind: object"),
    }

    pages = tree(published(tmp_path, files).output)

    assert "network.html" not in pages
    assert b"network.html" not in pages["index.html"]


def test_a_site_can_do_without(tmp_path: Path) -> None:
    files = {**HARBOUR, "site.yml": HARBOUR["site.yml"] + "network: false\n"}

    project = published(tmp_path, files)

    assert "network.html" not in tree(project.output)
    assert page(project, "entities/lena.html").xpath("//section[@class='ties-around']")


def test_without_the_library_there_is_the_table_and_the_build_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = published(tmp_path, HARBOUR)
    whole = table(project)
    for module in (kept_layouts, prepare):
        monkeypatch.setattr(module, "library", lambda: None)
    report = must_publish(project)

    assert table(project) == whole
    assert not page(project).xpath(
        "//*[contains(@class, 'network-drawing')] | //fieldset[@class='choice']"
    )
    assert len([one for one in report.notes if "pip install 'dossierpress[network]'" in one]) == 1


def edited(project: Project, path: str, old: str, new: str) -> set[str]:
    """The pages that an edit changes."""
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return {path for path in must_publish(project).changed if path.endswith(".html")}


def test_places_are_found_again_only_where_ties_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []

    def counted(*graph: object) -> object:
        found.append(1)
        return lay_out(*graph)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_layouts, "lay_out", counted)
    project = published(tmp_path, HARBOUR)
    assert len(found) == 1

    # A text that names the same, in other words
    changed = edited(project, "content/articles/opens.md", "met Lena", "hardly met Lena")
    assert "network.html" not in changed
    assert "entities/acme.html" not in changed
    # A name
    changed = edited(project, "content/entities/all.yml", "name: Larkhaven", "name: Larkhaven")
    assert "network.html" not in changed
    assert len(found) == 1
    changed = edited(project, "content/entities/all.yml", "kind: vessel", "kind: object")
    assert "network.html" in changed
    assert len(found) == 1
    # A tie
    changed = edited(
        project, "content/articles/opens.md", "far from Amsel", "far from Amsel, Otto Brand said"
    )
    assert {"network.html", "entities/otto.html"} <= changed
    assert "entities/skylark.html" not in changed
    assert len(found) == 2
