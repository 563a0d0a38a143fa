"""Names in running text: which words link, which count, and what is left alone."""

import pytest
from resolving import article, resolved, shown

from case_files import cases


@pytest.mark.parametrize(("stem", "entities", "text", "expected"), cases("resolve"))
def test_case(stem: str, entities: str, text: str, expected: str) -> None:
    assert stem == "names"
    made = resolved({"entities/all.yml": entities, "articles/text.md": text})

    assert made.codes == []
    assert shown(made.site.articles["text"].body) == expected.rstrip("\n")


def test_a_name_that_is_called_weak_does_not_link() -> None:
    made = resolved(
        {
            "entities/e.yml": "- {id: march, kind: person, name: March, weak_aliases: [March]}\n",
            "articles/a.md": article("In March it rained."),
        }
    )

    assert (made.mentions("entity:march"), made.codes) == ([], [])
