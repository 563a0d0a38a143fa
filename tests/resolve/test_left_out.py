"""`publish_entities: mentioned` leaves out the entities that nothing published leads to.

What counts as leading to one is told in docs/settings.md, and shown whole in the mini-site
`sites/mentioned-entities`. Here is what must hold whatever a dossier says.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from resolving import Resolved, article, resolved

from building import PICTURE, build_cleanly, lay, publish, tree

MENTIONED = "title: Test\npublish_entities: mentioned\n"
ANN = {"entities/ann.yml": "{kind: place, name: Ann Marek}\n"}
YARD = {"entities/yard.yml": "{kind: organization, name: The Yard}\n"}
STORY = {"articles/story.md": article("Words of The Yard.")}


def entities(files: Mapping[str, str], *, settings: str = MENTIONED) -> set[str]:
    """Ids of the published entities; nothing may be wrong."""
    made = resolved(files, settings=settings)
    assert [one for one in made.diagnostics if one.code.startswith("ref-unknown")] == []
    return set(made.site.entities)


@pytest.mark.parametrize(
    "leads",
    [
        {"articles/b.md": article("[[ann]] came.")},
        {"articles/b.md": article("Ann Marek came.")},
        {"articles/b.md": article("Ann Marek came.", autolink="'off'")},
        {"articles/b.md": article("She came.", title="Ann Marek comes")},
        {"articles/b.md": article("She came.", entities="[ann]")},
        {"articles/b.md": article("Somebody.", annotations="[{quote: Some, text: Ann Marek.}]")},
        {"articles/b.md": article("So be it.", quotations="[{quote: So, speaker: ann}]")},
        {"pages/b.md": "---\ntitle: B\n---\nAnn Marek.\n"},
        {"sources/b.yml": "{kind: newspaper, name: The B, owner: ann}\n"},
        {"sources/b.yml": "{kind: newspaper, name: The B, description: Ann Marek’s.}\n"},
        {"claims/b.yml": "{text: It was so., about: [ann], reports: [{by: {unnamed: x}}]}\n"},
        {"claims/b.yml": "{text: It was so., reports: [{by: ann}]}\n"},
        {"claims/b.yml": "{text: Ann Marek did it., reports: [{by: {unnamed: x}}]}\n"},
        {"entities/yard.yml": "{kind: organization, name: The Yard, headquarters: ann}\n"},
        {
            "entities/yard.yml": "{kind: organization, name: The Yard, "
            "relations: [{type: owned-by, to: ann}]}\n"
        },
        {"entities/yard.yml": "{kind: organization, name: The Yard, not_same_as: [ann]}\n"},
        {"entities/yard.md": "---\nkind: organization\nname: The Yard\n---\nOf Ann Marek.\n"},
    ],
)
def test_whoever_is_led_to_is_published(leads: dict[str, str]) -> None:
    files = {**ANN, **YARD, **STORY}
    with_it = {**files, **leads}
    if "entities/yard.md" in leads:
        del with_it["entities/yard.yml"]

    assert entities(files) == {"yard"}
    assert entities(with_it) == {"yard", "ann"}


@pytest.mark.parametrize(
    "silent",
    [
        {},
        {"entities/ann.yml": "{kind: person, name: Ann Marek, formerly: [anna]}\n"},
        {"entities/ann.yml": "{kind: person, name: Ann Marek, relations: [{type: owner-of, to: "
         "yard}]}\n"},
        {"entities/ann.yml": "{kind: person, name: Ann Marek, not_same_as: [yard]}\n"},
        {"entities/ben.md": "---\nkind: person\nname: Ben\n---\nA friend of [[ann]].\n"},
        {"articles/b.md": article("Write to ann.marek@e.example.")},
        # Two have this name: the text leads to neither.
        {"entities/other.yml": "{kind: person, name: Ann Marek}\n",
         "articles/b.md": article("Ann Marek.")},
    ],
)  # fmt: skip
def test_whoever_is_not_led_to_is_left_out(silent: dict[str, str]) -> None:
    made = resolved({**ANN, **YARD, **STORY, **silent}, settings=MENTIONED)

    assert set(made.site.entities) == {"yard"}
    assert "ann" in {one.id for one in made.site.left_out}
    assert made.site.withheld == ()
    assert made.site.redirects == ()


def test_by_default_all_are_published() -> None:
    assert entities({**ANN, **YARD, **STORY}, settings="title: Test\n") == {"ann", "yard"}


def test_who_is_left_out_is_checked_like_the_others() -> None:
    files = {**YARD, **STORY, "entities/ann.md": "---\nkind: person\nname: Ann\n---\n[[nobody]]\n"}

    assert resolved(files, settings=MENTIONED).codes == resolved(files).codes == ["ref-unknown-id"]


def test_whoever_only_drafts_and_those_left_out_speak_of_is_withheld() -> None:
    made = resolved(
        {
            **ANN,
            **YARD,
            **STORY,
            "entities/ben.md": "---\nkind: person\nname: Ben\n---\nA friend of [[ann]].\n",
            "articles/draft.md": article("[[ann]] came.", status="draft"),
        },
        settings=MENTIONED,
    )

    assert {(key.id, why) for key, why in made.site.withheld} == {
        ("draft", "draft"),
        ("ann", "only-unpublished"),
    }
    assert {one.id for one in made.site.left_out} == {"ben"}


def test_nobody_private_gets_a_number_for_the_sake_of_who_is_left_out() -> None:
    def stand_ins(body: str) -> tuple[object, ...]:
        made: Resolved = resolved(
            {
                **YARD,
                "articles/story.md": article(body),
                "entities/ben.md": "---\nkind: person\nname: Ben\n---\nA friend of [[secret]].\n",
                "entities/secret.yml": "{kind: person, name: Zacharias Quolm, private: true}\n",
            },
            settings=MENTIONED,
        )
        return made.site.new_stand_ins

    assert stand_ins("Words of The Yard.") == ()
    assert stand_ins("Words of [[ben]].") != ()


# A name that a text leads to excuses what only withheld records say; one that is left out does not.


@pytest.mark.parametrize(("body", "published"), [("Words.", False), ("Words of [[ben]].", True)])
def test_who_is_left_out_excuses_no_leak(body: str, published: bool, tmp_path: Path) -> None:  # noqa: FBT001
    project = lay(
        tmp_path,
        {
            "site.yml": MENTIONED,
            "content/entities/ben.md": "---\nkind: person\nname: Ben\ndescription: A man of the "
            "Quolmark harbour works\n---\n",
            "content/entities/secret.yml": "{kind: place, name: Quolmark, private: true, "
            "description: A man of the Quolmark harbour works}\n".replace("Quolmark", "Zorb", 1),
            "content/articles/story.md": article(f"{body} [list](../media/list.csv)"),
            "content/media/list.csv": "what\nA man of the Quolmark harbour works\n",
        },
    )

    report = publish(project, cached=False)

    assert report.published is published, report.diagnostics


def test_the_name_of_who_is_left_out_may_be_anywhere(tmp_path: Path) -> None:
    project = lay(
        tmp_path,
        {
            "site.yml": MENTIONED,
            **{f"content/{path}": text for path, text in {**ANN, **YARD}.items()},
            "content/articles/story.md": article("Words of The Yard. [list](../media/list.csv)"),
            "content/media/list.csv": "who\nAnn Marek\n",
        },
    )

    report = publish(project, cached=False)

    assert report.published
    assert report.diagnostics == ()


# Whatever a dossier says

IDS = ("ann", "ben", "cat", "dock", "east")
NAMES = {"ann": "Ann Marek", "ben": "Ben Marek", "cat": "Cat", "dock": "Dock", "east": "East Dock"}
ID = st.sampled_from(IDS)
SAID = st.one_of(
    ID.map(lambda id_: f"[[{id_}]] spoke."),
    ID.map(lambda id_: f"{NAMES[id_]} spoke."),
    ID.map(lambda id_: f"[She]{{entity={id_}}} spoke [@paper]."),
    st.just("Nobody spoke. ![](../media/x.png)"),
)
TEXT = st.lists(SAID, max_size=2).map("\n\n".join)


@st.composite
def entity(draw: st.DrawFn, id_: str) -> str:
    to = draw(st.lists(ID.filter(lambda other: other != id_), max_size=2, unique=True))
    lines = [
        f"name: {NAMES[id_]}",
        "kind: " + draw(st.sampled_from(["person", "place", "organization"])),
        "relations:" + "".join(f"\n- {{type: related-to, to: {one}, source: paper}}" for one in to)
        if to
        else "aliases: []",
    ]
    other = draw(st.none() | ID.filter(lambda one: one != id_))
    if other:
        key = draw(st.sampled_from(["not_same_as", "former", "private", "aliases", "image"]))
        lines.append(
            {
                "not_same_as": f"not_same_as: [{other}]",
                "former": f"formerly: [once-{id_}]",
                "private": "description: Known.",
                "aliases": f"former_names: [{NAMES[other]}]",
                "image": "image: x.png\nimage_alt: X",
            }[key]
        )
    return "\n".join(("---", *lines, "---", draw(TEXT), ""))


@st.composite
def dossier(draw: st.DrawFn) -> dict[str, str | bytes]:
    named = draw(st.lists(ID, max_size=2, unique=True))
    lines = [f"entities: [{', '.join(named)}]"]
    if draw(st.booleans()):
        lines.append(f"annotations: [{{quote: The, text: T, to: 'entity:{draw(ID)}'}}]")
    if draw(st.booleans()):
        lines.append(f"quotations: [{{quote: End, speaker: {draw(ID)}}}]")
    status = draw(st.sampled_from(["published", "published", "draft"]))
    files: dict[str, str | bytes] = {
        "site.yml": "title: Test\nurl: https://test.example/\nautolink: "
        f"'{draw(st.sampled_from(['all', 'off']))}'\npublish_entities: "
        + draw(st.sampled_from(["mentioned", "mentioned", "all"]))
        + "\nseverity: {ref-ambiguous-name: warning}\n",
        "content/articles/a.md": "\n".join(
            ("---", "title: A", "date: 2024-01-01", *lines, "---", f"The {draw(TEXT)}\n\nEnd", "")
        ),
        "content/articles/b.md": f"---\ntitle: B\nstatus: {status}\n---\n{draw(TEXT)}\n",
        "content/sources/paper.yml": f"{{kind: newspaper, name: The Paper, owner: {draw(ID)}}}\n",
        "content/claims/c.yml": f"{{text: It was so., about: [{draw(ID)}], reports: [{{by: "
        f"{draw(ID)}}}]}}\n"
        if draw(st.booleans())
        else "[]\n",
        "content/media/x.png": PICTURE,
    }
    return files | {f"content/entities/{id_}.md": draw(entity(id_)) for id_ in IDS}


def broken(files: Mapping[str, bytes]) -> list[str]:
    """Links of pages, entries of the sitemap and of the feed that lead to nothing."""
    pages = {path: html.fromstring(data) for path, data in files.items() if path.endswith(".html")}
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    root = "https://test.example/"
    links = [
        (here, link)
        for here, page in pages.items()
        for link in page.xpath("//@href | //@src | //meta[@http-equiv='refresh']/@content")
    ]
    for path in ("sitemap.xml", "feed.xml"):
        found = etree.fromstring(files[path]).xpath(
            "//*[local-name() = 'loc']/text() | //@href", smart_strings=False
        )
        links += [(path, link) for link in found]
    wrong = []
    for here, link in links:
        joined = urljoin(root + here, link.rpartition("url=")[2] if "url=" in link else link)
        path, fragment = urldefrag(joined)
        if path.startswith(root):
            path = unquote(path.removeprefix(root).partition("?")[0])
            path = path + "index.html" if path == "" or path.endswith("/") else path
            if path not in files or (fragment and unquote(fragment) not in ids.get(path, ())):
                wrong.append(f"{here}: {link}")
    return wrong


@settings(
    max_examples=6,
    deadline=None,
    # Each history is three builds; making one shorter would take many.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(dossier(), dossier())
def test_no_link_is_broken_and_a_later_build_is_as_a_clean_one(
    first: dict[str, str | bytes], second: dict[str, str | bytes]
) -> None:
    """The same pages come of a dossier whatever was there before; mentions go, and come again."""
    with tempfile.TemporaryDirectory() as folder:
        project = lay(Path(folder) / "site", first)
        for number, files in enumerate((first, second, first)):
            lay(project.root, files)
            report = publish(project)
            _, clean = build_cleanly(project, Path(folder) / f"clean-{number}")
            if not report.published:
                assert clean == {}
                continue
            assert broken(clean) == []
            assert tree(project.output) == clean
