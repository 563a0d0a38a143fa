"""What each edition changes: kept beside site.yml, and told to readers where the desk says so."""

import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from building import lay, publish, tree
from dossierpress.meaning.changes import (
    changes_between,
    facts_before,
    with_this_edition,
    worth_telling,
)
from dossierpress.pages.kinds.changes import what_of
from dossierpress.schema.kept_changes import (
    FILE,
    Change,
    EditionChanges,
    Fact,
    KeptChanges,
    What,
    read_kept_changes,
    write_out,
)
from dossierpress.source.project import Project

MAY_1, MAY_2, MAY_3 = (datetime(2024, 5, day, 12, tzinfo=UTC) for day in (1, 2, 3))
CLAIM = "- {id: shut, text: The gate was shut., status: reported, reports: [{by: paper}]}\n"
FILES = {
    "site.yml": "title: The harbour\nchanges: true\n",
    "content/articles/gate.md": "---\ntitle: The gate\n---\nThe gate was shut.\n",
    "content/entities/all.yml": "- {id: ada, kind: person, name: Ada Moss}\n"
    "- {id: mole, kind: person, name: Gregor Tallis}\n",
    "content/sources/all.yml": "- {id: paper, kind: newspaper, name: The Paper}\n",
    "content/claims/all.yml": CLAIM,
}

NOW = "The gate was shut at noon."
SAID = f"It said: The gate was shut. It says now: {NOW}"
FACTS = st.dictionaries(
    st.builds(
        Fact,
        st.sampled_from(["claim:a", "claim:b", "entity:a"]),
        st.sampled_from(["text", "status", "alias", "relation"]),
        st.sampled_from(["", "supports claim:b", "Ada\nMoss"]),
    ),
    st.sampled_from(["", "reported", "The “gate” was shut.\n"]),
)
DAYS = st.sampled_from(["2024-05-01", "2024-05-02", "2024-05-03"])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return lay(tmp_path / "site", FILES)


def told(project: Project) -> list[str]:
    """The lines of the page of changes; empty where there is none."""
    file = project.output / "changes.html"
    if not file.exists():
        return []
    page = html.fromstring(file.read_text(encoding="utf-8"))
    lines = page.xpath("//main//h2 | //main//li")
    return [" ".join(one.text_content().split()) for one in lines]


def edit(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_each_edition_adds_what_it_changes_and_the_first_nothing(project: Project) -> None:
    assert publish(project, as_of=MAY_1).published
    assert told(project) == []

    edit(project, "content/claims/all.yml", "status: reported", "status: disputed")
    edit(project, "content/claims/all.yml", "was shut.,", "was shut at noon.,")
    assert publish(project, as_of=MAY_2).published
    second = [
        "2 May 2024",
        f"{NOW} Judgement changed reported → disputed Claim changed {SAID}",
    ]
    assert told(project) == second

    edit(project, "content/entities/all.yml", "Ada Moss}", "Ada Moss, aliases: [The Captain]}")
    assert publish(project, as_of=MAY_3).published
    assert told(project) == ["3 May 2024", "Ada Moss Names new The Captain", *second]


def test_from_what_a_build_has_written_the_next_one_makes_the_same(project: Project) -> None:
    publish(project, as_of=MAY_1)
    edit(project, "content/claims/all.yml", "status: reported", "status: disputed")
    publish(project, as_of=MAY_2)
    before, kept = tree(project.output), (project.root / FILE).read_bytes()

    for as_of in (MAY_2, MAY_3):
        publish(project, cached=False, as_of=as_of)
        assert (tree(project.output), (project.root / FILE).read_bytes()) == (before, kept)


def test_what_is_taken_back_on_the_same_day_was_no_change(project: Project) -> None:
    publish(project, as_of=MAY_1)
    edit(project, "content/claims/all.yml", "status: reported", "status: disputed")
    publish(project, as_of=MAY_2)
    edit(project, "content/claims/all.yml", "status: disputed", "status: reported")
    publish(project, as_of=MAY_2)
    assert told(project) == []


def test_an_edit_that_changes_no_meaning_is_none(project: Project) -> None:
    publish(project, as_of=MAY_1)
    edit(project, "content/articles/gate.md", "The gate was shut.", "It was shut, they say.")
    publish(project, as_of=MAY_2)
    assert told(project) == []


def test_nothing_is_told_of_what_is_withheld_and_no_words_of_what_is_gone(
    project: Project,
) -> None:
    edit(project, "content/claims/all.yml", CLAIM, CLAIM + "- {id: open, text: Nobody saw it.}\n")
    publish(project, as_of=MAY_1)
    edit(project, "content/claims/all.yml", "The gate was shut.", "Gregor Tallis shut it.")
    edit(project, "content/entities/all.yml", "Ada Moss", "Ada Tallis")
    publish(project, as_of=MAY_2)
    assert "It says now: Gregor Tallis shut it." in " ".join(told(project))

    edit(project, "content/entities/all.yml", "Gregor Tallis}", "Gregor Tallis, private: true}")
    edit(project, "content/claims/all.yml", "Gregor Tallis shut it.", "Somebody shut it.")
    edit(project, "content/claims/all.yml", "- {id: open, text: Nobody saw it.}\n", "")
    result = publish(project, as_of=MAY_3)

    assert result.published
    assert told(project) == [
        "3 May 2024",
        "Claim taken out",
        "2 May 2024",
        "Ada Tallis Entities changed",
    ]
    every = b"".join(path.read_bytes() for path in project.output.rglob("*") if path.is_file())
    assert b"Gregor" not in every
    assert b"Nobody saw it" not in every


def test_without_the_setting_nothing_is_kept(project: Project) -> None:
    edit(project, "site.yml", "changes: true\n", "")
    publish(project, as_of=MAY_1)
    edit(project, "content/claims/all.yml", "status: reported", "status: disputed")
    publish(project, as_of=MAY_2)
    assert not (project.root / FILE).exists()
    assert told(project) == []


def test_an_error_leaves_the_file_as_it_was(project: Project) -> None:
    publish(project, as_of=MAY_1)
    kept = (project.root / FILE).read_bytes()
    edit(project, "content/claims/all.yml", "by: paper", "by: papre")
    assert not publish(project, as_of=MAY_2).published
    assert (project.root / FILE).read_bytes() == kept


@given(before=FACTS, now=FACTS)
def test_changes_lead_from_one_edition_to_the_other_and_back(
    before: dict[Fact, str], now: dict[Fact, str]
) -> None:
    changes = changes_between(before, now)
    assert facts_before(now, changes) == before
    assert bool(changes) == (before != now)
    assert set(worth_telling(changes)) <= set(changes)


@given(editions=st.lists(st.tuples(DAYS, FACTS), max_size=6))
def test_what_is_kept_is_read_as_it_was_written_and_made_again_from_itself(
    editions: list[tuple[str, dict[Fact, str]]],
) -> None:
    kept: KeptChanges | None = None
    last: dict[str, dict[Fact, str]] = {}
    for day, facts in sorted(editions, key=lambda one: one[0]):
        kept = with_this_edition(kept, facts, day)
        last[day] = facts
        again, problems = read_kept_changes(write_out(kept))
        assert problems == ()
        assert (again.facts, again.editions) == (kept.facts, kept.editions)
        assert with_this_edition(again, facts, day).editions == kept.editions
        kept = again
    days = [*last]
    expected = [
        EditionChanges(day=day, changes=changes_between(last[before], last[day]))
        for before, day in pairwise(days)
        if last[before] != last[day]
    ]
    if kept is not None:
        # Of the first day only what came last is known, and that it was the first.
        told = [one for one in kept.editions if one.day != days[0]]
        assert told == [*reversed(expected)]


def test_every_kind_of_change_has_words() -> None:
    theme = Path(__file__).parents[1] / "templates/macros/words.html"
    _, _, words = theme.read_text(encoding="utf-8").partition("set changed_facts = {")
    named = set(re.findall(r'"(\w+)":', words.partition("}")[0]))
    records = {"title": ["article"], "text": ["claim"], "name": ["entity", "source"]}
    assert named == {
        what_of(Change(Fact(f"{record}:x", what), "a", "b"))
        for what in get_args(What)
        for record in records.get(what, ["claim"])
    }
