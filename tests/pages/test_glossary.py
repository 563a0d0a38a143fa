"""What words mean: every badge leads there, each word has a meaning, and a desk can reword them."""

import re
from pathlib import Path

import pytest
from lxml import html

from building import SMALL, lay, must_publish, publish, tree
from dossierpress.pages.kinds import glossary
from dossierpress.schema.glossary import keys_of, words_of
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.vocabulary import with_built_in
from dossierpress.source.project import Project
from harness import ROOT, BuiltDossier

BADGES = ("status", "claim-mark", "stance", "basis", "reliability", "credibility")
CLAIM = (
    "- id: quay\n  text: The quay is closed.\n  about: acme\n"
    "  status: [{is: disputed, on: 2021-04-01}]\n"
    "  reports: [{by: courier, on: 2021-03-04}]\n"
)
NOTED = SMALL["content/articles/closes.md"].replace(  # type: ignore[union-attr, arg-type]
    "tags: [harbour]", "tags: [harbour]\nannotations: [{quote: the quay, text: It is old.}]"
)
FILES = SMALL | {"content/claims/quay.yml": CLAIM, "content/articles/closes.md": NOTED}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return lay(tmp_path / "site", FILES)


def rewrite(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def entries(project: Project) -> dict[str, tuple[str, str]]:
    """Id -> word and meaning."""
    page = html.parse(project.output / "glossary.html").getroot()
    return {
        one.get("id"): (one.find("dt").text_content(), one.find("dd").text_content().strip())
        for one in page.xpath("//dl/div")
    }


def test_every_badge_leads_to_its_entry(built_dossier: BuiltDossier) -> None:
    known = set(html.parse(built_dossier.output / "glossary.html").getroot().xpath("//@id"))
    linked, left = set(), []
    for path in built_dossier.pages:
        for one in html.parse(path).getroot().xpath("//main//*[@class]"):
            classes = one.get("class").split()
            if not set(BADGES) & set(classes) or one.tag in ("div", "section"):
                continue
            if one.tag == "a":
                target = one.get("href").partition("#")[2]
                assert one.get("href").removeprefix("../").startswith("glossary.html#")
                assert target in known
                linked.add(target)
            # A badge on a link or a choice says where that leads, or what is chosen.
            elif not list(one.iterancestors("a", "label")) and len(classes) > 1:
                left.append((built_dossier.path(path), one.text_content()))
    assert left == []
    groups = {one.partition("_")[0] for one in linked}
    assert {"status", "mark", "stance", "basis", "reliability"} <= groups
    assert len(linked) > 15


def test_no_title_says_once_more_what_a_link_says(built_dossier: BuiltDossier) -> None:
    assert [
        built_dossier.path(path)
        for path in built_dossier.pages
        if html.parse(path).getroot().xpath("//main//abbr[@title]")
    ] == []


def test_every_word_of_the_theme_has_a_meaning(project: Project) -> None:
    must_publish(project)

    found = entries(project)
    config = with_built_in(SiteConfig(title="Any"))
    wanted = {
        f"{group}_{word}"
        for group, words in words_of(config).items()
        for word in words
        if group != "kind" or word in ("organization", "place", "person")
    }
    assert found.keys() == wanted
    assert [id_ for id_, (word, meaning) in found.items() if not word or not meaning] == [
        # Types that are the same from either side: their names say it.
        *(f"relation_{one}" for one in ("spouse-of", "sibling-of", "allied-with", "opposed-to")),
        "relation_related-to",
        *("reference_contradicts", "reference_same-event"),
    ]
    assert found["status_disputed"][0] == "disputed"
    assert found["layer_note"] == ("Note", "A remark of the desk on a passage.")
    assert found["relation_member"] == ("member of", "From the other side: has member")


def test_the_desk_says_it_in_its_own_words_wherever_it_is_said(project: Project) -> None:
    rewrite(
        project,
        "site.yml",
        "title: The harbour",
        "title: The harbour\nglossary:\n  status-disputed: We cannot tell & wonder.\n"
        "  basis-not-stated: They keep it to themselves.\n  kind-place: Somewhere in Amsel.\n",
    )
    must_publish(project)

    found = entries(project)
    assert found["status_disputed"][1] == "We cannot tell & wonder."
    assert found["kind_place"][1] == "Somewhere in Amsel."
    assert found["status_reported"][1].startswith("Somebody says so.")
    claim = (project.output / "claims" / "quay.html").read_text(encoding="utf-8")
    assert "They keep it to themselves." in claim
    assert "The report names no source" not in claim


def test_a_kind_and_a_layer_of_the_site_can_be_explained(project: Project) -> None:
    rewrite(
        project,
        "site.yml",
        "title: The harbour",
        "title: The harbour\nkinds: {vessel: {label: Vessel, plural: Vessels}}\n"
        "annotation_types: {rumour: {label: Rumour}}\n"
        "glossary: {kind-vessel: A ship., layer-rumour: What people say.}",
    )
    rewrite(
        project,
        "content/entities/companies.yml",
        "- id: acme\n  kind: organization",
        "- {id: skylark, kind: vessel, name: Skylark}\n- id: acme\n  kind: organization",
    )
    must_publish(project)

    assert entries(project)["kind_vessel"] == ("Vessel", "A ship.")
    assert entries(project)["layer_rumour"] == ("Rumour", "What people say.")


def test_a_word_that_is_none_is_told_of(project: Project) -> None:
    rewrite(
        project,
        "site.yml",
        "title: The harbour",
        "title: The harbour\nglossary: {stance-deny: No.}",
    )
    report = publish(project)

    assert not report.published
    (one,) = report.diagnostics
    assert one.code == "schema-unknown-word"
    assert "stance-denies" in str(one.hint)


def test_it_has_what_the_dossier_has(tmp_path: Path) -> None:
    bare = lay(
        tmp_path / "bare",
        {"site.yml": "title: Bare\n", "content/articles/a.md": "---\ntitle: A\n---\n\nA.\n"},
    )
    must_publish(bare)
    assert "glossary.html" not in tree(bare.output)
    assert b"glossary" not in tree(bare.output)["index.html"]

    withheld = lay(
        tmp_path / "withheld",
        FILES
        | {
            "content/claims/quay.yml": CLAIM.replace("  text:", "  private: true\n  text:"),
            "content/entities/secret.yml": (
                "- {id: zorblat, kind: event, name: Zorblat, private: true}\n"
            ),
        },
    )
    must_publish(withheld)
    groups = {one.partition("_")[0] for one in entries(withheld)}
    assert groups == {"reliability", "layer", "framing", "kind", "relation", "reference"}
    assert "kind_event" not in entries(withheld)


def test_an_edit_does_not_make_it_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    view = glossary._view

    def counted(site: object) -> object:
        made.append("glossary")
        return view(site)  # type: ignore[arg-type]

    monkeypatch.setattr(glossary, "_view", counted)
    must_publish(project)
    assert made == ["glossary"]

    made.clear()
    rewrite(project, "content/articles/closes.md", "## After", "Lena Marek left.\n\n## After")
    rewrite(project, "content/claims/quay.yml", "is: disputed", "is: reported")
    rewrite(project, "content/entities/lena.md", "Director", "She is the director")
    must_publish(project)
    assert made == []

    rewrite(project, "content/entities/lena.md", "kind: person", "kind: event")
    must_publish(project)
    assert made == ["glossary"]
    assert "kind_event" in entries(project)


def test_the_docs_have_every_word() -> None:
    section = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    section = section.partition("## What words mean")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (`.+`) \|$", section, re.MULTILINE))
    told = {
        f"{group}-{word}"
        for group, words in rows.items()
        for word in re.findall("`([^`]+)`", words)
        if " to " not in words
    }

    config = with_built_in(SiteConfig(title="Any"))
    other = ("credibility", "reliability", "layer", "kind", "relation", "reference")
    assert told == {one for one in keys_of(config) if not one.startswith(other)}
