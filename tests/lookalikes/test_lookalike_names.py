"""Names that look the same and are not: of two entities, or of two sources."""

from pathlib import Path

import pytest

from building import AS_OF, lay
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.pipeline.check import check_dossier


def look_alikes(folder: Path, entities: str, sources: str = "") -> list[Diagnostic]:
    """What is said of the names of these entities and sources."""
    files = {"site.yml": "title: Dossier\n", "content/entities/all.yml": entities}
    if sources:
        files["content/sources/all.yml"] = sources
    project = lay(folder, files)
    with Store(None) as store:
        report = check_dossier(project, as_of=AS_OF, store=store)
    return [one for one in report.diagnostics if one.code == "ref-lookalike-names"]


def person(id_: str, name: str, more: str = "") -> str:
    """One entity."""
    return f'- {{id: {id_}, kind: person, name: "{name}"{more}}}\n'


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Caspian", "C\u0430spian"),
        ("Mira Tolan", "M\u0456ra Tolan"),
        ("Flight 10", "Flight 1O"),
        ("Bill Ray", "BiII Ray"),
        ("Mira Tolan", "Mira To\u200blan"),
        ("Caspian", "\\u202Enaipsa\u0421"),
        ("\u0639\u0644\u06cc", "\u0639\u0644\u064a"),
        ("\u06a9\u0631\u06cc\u0645", "\u0643\u0631\u06cc\u0645"),
        ("\u0391\u0395\u0397", "AEH"),
    ],
    ids=[
        "cyrillic",
        "ukrainian",
        "digit",
        "i for l",
        "no width",
        "override",
        "yeh",
        "kaf",
        "greek",
    ],
)
def test_two_names_that_look_the_same_are_told_of_once(
    tmp_path: Path, name: str, other: str
) -> None:
    (found,) = look_alikes(tmp_path, person("one", name) + person("two", other))
    assert found.span is not None
    assert found.span.line == 2
    assert "`two`" in found.message
    assert "`one`" in found.message
    assert [(note.path, note.span.line) for note in found.notes if note.span] == [
        ("content/entities/all.yml", 1)
    ]


def test_the_letters_that_differ_are_named(tmp_path: Path) -> None:
    (found,) = look_alikes(tmp_path, person("one", "Caspian") + person("two", "C\u0430spian"))
    assert found.message.endswith("written otherwise: U+0430 for U+0061")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("John Smith", "John Smith"),
        ("John Smith", "John  Smith"),
        ("O'Brien", "O\u2019Brien"),
        ("Jos\u00e9", "Jose"),
        ("Jos\u00e9", "Jose\u0301"),
        ("Caspian", "Kaspian"),
        ("\u0645\u0650\u0635\u0631", "\u0645\u0635\u0631"),
        ("mother", "MOTHER"),
    ],
    ids=["namesakes", "spaces", "apostrophe", "accent", "composed", "other", "vowels", "case"],
)
def test_what_is_the_same_text_or_looks_otherwise_is_not(
    tmp_path: Path, name: str, other: str
) -> None:
    assert look_alikes(tmp_path, person("one", name) + person("two", other)) == []


def test_all_names_count_and_an_entitys_own_do_not(tmp_path: Path) -> None:
    entities = person("one", "Anna", ', aliases: ["Caspian", "C\u0430spian"]') + person(
        "two", "Bea", ', weak_aliases: ["\u0421aspian"], former_names: ["\u0410nna"]'
    )
    (found,) = look_alikes(tmp_path, entities)
    assert "looks like" in found.message


@pytest.mark.parametrize("says", ["one", "two"])
def test_either_of_the_two_may_say_that_they_are_not_the_same(tmp_path: Path, says: str) -> None:
    other = "two" if says == "one" else "one"
    entities = "".join(
        person(id_, name, f", not_same_as: [{other}]" if id_ == says else "")
        for id_, name in (("one", "Caspian"), ("two", "C\u0430spian"))
    )
    assert look_alikes(tmp_path, entities) == []


def test_a_third_one_is_told_of_although_two_are_told_apart(tmp_path: Path) -> None:
    entities = (
        person("one", "Caspian")
        + person("two", "C\u0430spian", ", not_same_as: [one]")
        + person("three", "Casp\u0456an")
    )
    assert [one.span.line for one in look_alikes(tmp_path, entities) if one.span] == [3]


def test_sources_are_compared_with_sources(tmp_path: Path) -> None:
    sources = (
        "- {id: wire, kind: wire, name: Tasnim}\n"
        "- {id: copy, kind: online, name: T\u0430snim}\n"
        "- {id: mirror, kind: online, name: Tasn\u0456m, not_same_as: [wire, copy]}\n"
    )
    (found,) = look_alikes(tmp_path, person("one", "T\u0430snim"), sources)
    assert "`copy`" in found.message


def test_of_many_names_each_is_told_of_once(tmp_path: Path) -> None:
    """Those that look like one of many namesakes too."""
    entities = "".join(person(f"a{n}", f"Caspian {n}") for n in range(300))
    entities += "".join(person(f"b{n}", f"C\u0430spian {n}") for n in range(300))
    entities += "".join(person(f"c{n}", "Mira Tolan") for n in range(300))
    entities += person("d", "M\u0456ra Tolan")
    assert len(look_alikes(tmp_path, entities)) == 301
