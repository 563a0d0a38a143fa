"""What is told of words that are not where an annotation looks for them."""

from pathlib import Path

import pytest
from annotating import Result, annotated, article, result

from building import lay
from dossierpress.kernel.diagnostics import Diagnostic
from harness import call_dossier

VOICE = {"entities/voice.yml": "kind: person\nname: Gregor Tallis\nprivate: true\n"}
BODY = """\
Then Gregor Tallis walked to [the outside](https://example.org/) page on the quay[^1] again.

The harbour has two piers. [[voice]] left.

[^1]: A footnote.
"""


def told(found: Result) -> Diagnostic:
    (problem,) = [one for one in found.diagnostics if one.code.startswith("anno-")]
    return problem


def bracketed(problem: Diagnostic) -> list[str]:
    """The words of each candidate, between the brackets that show them."""
    return [note.message.split("[")[1].split("]")[0] for note in problem.notes]


@pytest.mark.parametrize(
    ("copied", "seen"),
    [
        ("[the outside](https://example.org/) page", "the outside page"),
        ("on the quay[^1] again", "on the quay again"),
        ("the quay [see @gazette, p. 4] again", "the quay again"),
        ("[the outside]{entity=outside} page", "the outside page"),
        ("[[somewhere|the outside]] page", "the outside page"),
        ("[the **outside**](a_(b) 'c') `page`", "the outside page"),
    ],
)
def test_words_copied_with_their_markup_are_found(copied: str, seen: str) -> None:
    problem = told(annotated(BODY, copied))

    assert problem.code == "anno-lost"
    assert problem.hint == "quote the words as readers see them, without any markup"
    assert bracketed(problem) == [seen]


def test_words_over_two_paragraphs_offer_the_part_in_each() -> None:
    problem = told(annotated(BODY, "quay again. The harbour has two"))

    assert bracketed(problem) == ["quay again.", "The harbour has two"]


def test_a_wrong_prefix_is_no_matter_of_paragraphs() -> None:
    problem = told(annotated(BODY, {"exact": "two piers", "prefix": "three"}))

    assert problem.hint == "write the quote as below, or take the annotation out"
    assert bracketed(problem) == ["two piers"]


def test_a_match_inside_a_word_says_so() -> None:
    found = annotated("The pier is old. Both piers are.", "pier")

    (whole, part) = told(found).notes
    assert "inside" not in whole.message
    assert "[pier]s are.…, inside `piers`: `quote:" in part.message


def test_no_word_is_cut_where_words_are_not_parted() -> None:
    problem = told(annotated("港口有四个码头。码头很旧。", "码头"))

    assert not [note for note in problem.notes if "inside" in note.message]


def private(quote: object, key: str = "annotations") -> Result:
    extra = {"text": "Ours."} if key == "annotations" else {"speaker": {"unnamed": "a pilot"}}
    entry = {"quote": quote, "private": True, **extra}
    return result({"articles/harbour.md": article(BODY, **{key: [entry]}), **VOICE})


@pytest.mark.parametrize("key", ["annotations", "quotations"])
@pytest.mark.parametrize(
    ("quote", "codes"),
    [
        ("two piers", []),
        ("three piers", ["anno-lost"]),
        ("The", ["anno-ambiguous"]),
        ({"exact": "two piers", "suffix": "burnt"}, ["anno-lost"]),
    ],
)
def test_what_is_private_is_anchored_too(key: str, quote: object, codes: list[str]) -> None:
    found = private(quote, key)

    assert found.codes == codes
    assert found.notes() == ()
    assert dict(found.site.annotations.quotations) == {}


@pytest.mark.parametrize(
    "quote",
    ["Gregor Tallis walked", "Person 1 walked", "Gregor Tallis left",
     {"exact": "walked", "prefix": "Gregor Tallis"}],
)  # fmt: skip
def test_what_is_private_may_name_who_is_private(quote: object) -> None:
    assert private(quote).codes == []


@pytest.mark.parametrize("form", ["text", "github"])
@pytest.mark.parametrize("key", ["annotations", "quotations"])
def test_a_log_does_not_tell_what_a_private_note_quotes(
    tmp_path: Path, key: str, form: str
) -> None:
    said = "text: Ours." if key == "annotations" else "speaker: {unnamed: a pilot}"
    site = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/articles/harbour.md": (
                f"---\ntitle: Harbour\n{key}:\n"
                f"  - quote:\n      exact: was bribed\n    {said}\n    private: true\n"
                f"  - quote: was open\n    {said}\n---\nThe pier is old.\n"
            ),
        },
    )

    log = call_dossier("check", "--site", site.root, "--format", form)
    shown = call_dossier("check", "--site", site.root, "--format", form, "--show-withheld")

    assert log.returncode == 1
    assert "bribed" not in log.stdout + log.stderr
    assert "was open" in log.stdout + log.stderr
    assert "1 problem is in what is withheld" in log.stdout + log.stderr
    assert "was bribed" in shown.stdout + shown.stderr
