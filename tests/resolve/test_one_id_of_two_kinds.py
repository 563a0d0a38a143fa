"""An id that a source and an entity share means neither of them silently."""

import pytest
from resolving import Resolved, article, resolved

from dossierpress.kernel.diagnostics import Span

FILES = {
    "entities/all.yml": "- {id: irib, kind: organization, name: The Broadcasting Corporation}\n"
    "- {id: works, kind: organization, name: The Works}\n",
    "sources/all.yml": "- {id: irib, kind: wire, name: Broadcast News}\n"
    "- {id: paper, kind: newspaper, name: The Paper}\n",
}
CLAIM = "text: It was said.\nreports: [{by: paper}]\n"
TEXT = "Text of [@paper]."


def made_with(files: dict[str, str]) -> Resolved:
    return resolved({**FILES, **files})


def source(line: str) -> dict[str, str]:
    return {"sources/more.yml": f"kind: wire\nname: More\n{line}\n"}


def claim(line: str) -> dict[str, str]:
    return {"claims/c.yml": f"{CLAIM}{line}\n"}


def entity(line: str) -> dict[str, str]:
    return {"entities/more.yml": f"kind: organization\nname: More\n{line}\n"}


def text(**front: str) -> dict[str, str]:
    return {"articles/a.md": article(TEXT, **front)}


NEITHER = {
    "by": {"claims/c.yml": "text: It was said.\nreports: [{by: irib}]\n"},
    "citing": {"claims/c.yml": "text: It was said.\nreports: [{by: paper, citing: irib}]\n"},
    "publisher": source("publisher: irib"),
    "speaker": text(quotations="[{quote: Text, speaker: irib}]"),
    "addressee": text(quotations="[{quote: Text, speaker: paper, addressee: irib}]"),
    "note": text(annotations="[{quote: Text, text: T., to: irib}]"),
    "link": {"articles/a.md": article("See [[irib]].")},
}
TOLD = {
    "owner": (source("owner: irib"), "entity"),
    "feeds_from": (source("feeds_from: irib"), "source"),
    "about": (claim("about: [works, irib]"), "entity"),
    "cites": (text(sources="[{id: paper, cites: [irib]}]"), "source"),
    "based_on": (text(annotations="[{quote: Text, text: T., based_on: irib}]"), "source"),
    "relation": (entity("relations: [{type: part-of, to: irib}]"), "entity"),
    "property": (entity("headquarters: irib"), "entity"),
}
CLEAR = {
    "sources": text(sources="[irib]"),
    "source mapping": text(sources="[{id: irib, at: p. 1}]"),
    "entities": text(entities="[irib, {id: irib, role: owner}]"),
    "origin": text(origin="{source: irib}"),
    "of a relation": entity("relations: [{type: part-of, to: works, source: irib}]"),
    "citation": {"articles/a.md": article("See [@irib].")},
    "mark": {"articles/a.md": article("See [them]{entity=irib}.")},
    "told apart": source("not_same_as: [irib]"),
    "written out": source("owner: entity:irib\npublisher: entity:irib\nfeeds_from: source:irib"),
}


@pytest.mark.parametrize("files", NEITHER.values(), ids=NEITHER)
def test_where_either_may_stand_the_id_alone_is_refused(files: dict[str, str]) -> None:
    made = made_with(files)

    problem = next(one for one in made.diagnostics if one.code == "ref-ambiguous-id")
    assert {fix.text for fix in problem.fixes} <= {"entity:irib", "source:irib"}
    assert "`entity:irib` or `source:irib`" in str(problem.hint)


@pytest.mark.parametrize(("files", "kind"), TOLD.values(), ids=TOLD)
def test_where_one_may_stand_it_is_told_which_is_taken(files: dict[str, str], kind: str) -> None:
    made = made_with(files)

    problem = next(one for one in made.diagnostics if one.code == "ref-two-kinds")
    assert problem.hint == f"if that is meant, write `{kind}:irib`"
    assert [fix.text for fix in problem.fixes] == [f"{kind}:irib"]
    assert len(problem.notes) == 2


@pytest.mark.parametrize("files", CLEAR.values(), ids=CLEAR)
def test_where_the_key_names_the_kind_nothing_is_told(files: dict[str, str]) -> None:
    assert not {"ref-two-kinds", "ref-ambiguous-id"} & set(made_with(files).codes)


def test_an_id_that_the_other_kind_had_before_is_told_too() -> None:
    made = resolved(
        {
            "entities/e.yml": "id: corporation\nformerly: [irib]\nkind: organization\nname: C\n",
            "sources/s.yml": "id: irib\nkind: wire\nname: News\n",
            "claims/c.yml": "text: It was said.\nreports: [{by: irib}]\n",
        }
    )

    problem = next(one for one in made.diagnostics if one.code == "ref-two-kinds")
    assert problem.span == Span(line=2, column=16, length=4)
    assert "means a source here" in problem.message


def test_an_id_that_others_have_as_well_is_clear() -> None:
    """An article on a town has the id of the town, and nobody takes it for a party."""
    made = made_with(
        {
            "articles/works.md": article(TEXT),
            **source("owner: works\npublisher: works"),
        }
    )

    assert not {"ref-two-kinds", "ref-ambiguous-id"} & set(made.codes)
    assert made.site.sources["more"].matter.publisher == "entity:works"
