"""W3C web annotations: what keeps the rules is read, what does not is refused with the rule."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.importers.web_annotations.convert import (
    TYPE_OF_MOTIVATION,
    convert_web_annotations,
    read_web_annotations,
)
from dossierpress.importers.web_annotations.rules import MOTIVATIONS
from dossierpress.kernel.diagnostics import codes
from dossierpress.schema.annotation import Annotation
from harness import call_dossier

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PAGE = "https://courier.example/quay"
ARTICLES = {PAGE: ("content/articles/quay.md",), "https://twice.example/": ("a.md", "b.md")}
SAMPLES = Path("adversarial") / "web-annotation-tests" / "tools" / "samples"

RULES = {
    1: "the file is not JSON",
    2: "`$` must have an `@context` with",
    3: "`$` must have an `@context` with",
    4: "`$.@context` must be, or hold,",
    5: "`$.@context` must be, or hold,",
    6: '`$.id` must be an absolute IRI, but is `"not a uri"`',
    7: "`$.id` must be one value, but is a list of 2",
    8: "`$` must have a `type`, one of `Annotation`",
    9: "`$.type` must hold one of `Annotation`",
    10: "`$` must have at least one `target`, but has none",
    11: "`$.target` must be an absolute IRI, but is `9`",
    12: "`$.body` must be an absolute IRI",
    13: "`$.body.id` must be an absolute IRI",
    14: "`$.body.format` must be text, but is `6`",
    # The key that is meant to be wrong is misspelt there: `langauage`.
    15: "`$.id` must be one value, but is a list of 2",
    16: '`$.body.textDirection` must be one of `ltr`, `rtl`, `auto`, but is `"squirrel"`',
    17: "`$.body` must have exactly one `value`, but has none",
    18: "`$.body.value` must be one value, but is a list of 3",
    19: "`$` must not have both `body` and `bodyValue`",
    20: "`$.bodyValue` must be one value, but is a list of 2",
    21: "`$.bodyValue` must be text, but is `23`",
    22: "`$.body.type` must be exactly one of `Choice`",
    23: "`$.body.processingLanguage` must be one value, but is a list of 2",
    24: "`$.body.textDirection` must be one value, but is a list of 2",
    25: "`$.body.type` must be exactly one of `Choice`",
    26: "`$.creator` must be an absolute IRI, but is `6`",
    27: "`$.generator` must be an absolute IRI, but is `42`",
    28: "`$.created` must be a date with a time (xsd:dateTime)",
    29: "`$.modified` must be a date with a time (xsd:dateTime)",
    30: "`$.generated` must be a date with a time (xsd:dateTime)",
    31: "`$.modified` must be one value, but is a list of 2",
    32: "`$.created` must be one value, but is a list of 2",
    33: "`$.generated` must be one value, but is a list of 2",
    34: "`$.rights` must be an absolute IRI",
    35: "`$.via` must be an absolute IRI",
    36: "`$.canonical` must be an absolute IRI",
    37: "`$.target` must have exactly one `source`, but has none",
    38: "`$.target.selector` must have exactly one `value`, but has none",
    39: "`$.target.selector.value` must be one value, but is a list of 2",
}


def messages(data: bytes) -> list[str]:
    """What is wrong with a file, and no more than that."""
    document, problems = read_web_annotations(data, path="notes.json")
    assert (document is None) == bool(problems)
    assert {one.code for one in problems} <= {"import-json", "import-annotation"}
    return [one.message for one in problems]


def test_the_right_ones_are_accepted_and_nothing_of_them_is_lost(shared_data: Path) -> None:
    files = sorted((shared_data / SAMPLES / "correct").glob("*.json"))

    assert len(files) == 45
    for file in files:
        document, problems = read_web_annotations(file.read_bytes(), path=file.name)
        assert (file.name, problems) == (file.name, ())
        assert document is not None
        done = convert_web_annotations(document, {})
        assert done.annotations_taken == 0
        assert done.not_represented != ()


@pytest.mark.parametrize("number", sorted(RULES))
def test_the_wrong_ones_are_refused_with_the_rule(shared_data: Path, number: int) -> None:
    data = (shared_data / SAMPLES / "incorrect" / f"anno{number}.json").read_bytes()
    # A comma too many makes many of them no JSON at all, which would hide what else is wrong.
    mended = re.sub(rb",(\s*\})", rb"\1", data)

    assert messages(data) != []
    assert any(message.startswith(RULES[number]) for message in messages(mended))


def test_all_of_the_wrong_ones_are_here(shared_data: Path) -> None:
    files = (shared_data / SAMPLES / "incorrect").glob("*.json")

    assert {f"anno{number}.json" for number in RULES} == {file.name for file in files}


def annotation(**more: Any) -> dict[str, Any]:
    """A sound annotation of two words of the article."""
    target = {
        "source": PAGE,
        "selector": {"type": "TextQuoteSelector", "exact": "the quay", "prefix": "closed "},
    }
    return {
        "@context": CONTEXT,
        "id": "https://notes.example/1",
        "type": "Annotation",
        "bodyValue": "Which one?",
        "target": target,
        **more,
    }


def entries(document: dict[str, Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """Entries for the article, and (place, reason) of what is left out but for the id."""
    sound, problems = read_web_annotations(json.dumps(document).encode(), path="notes.json")
    assert problems == ()
    assert sound is not None
    done = convert_web_annotations(sound, ARTICLES)
    made = [dict(one) for one in done.entries.get("content/articles/quay.md", ())]
    for one in made:
        quote = one["quote"]
        Annotation.model_validate(
            {**one, "quote": quote if isinstance(quote, dict) else {"exact": quote}}
        )
    return made, [(one.where, one.reason) for one in done.not_represented if one.what != "id"]


def test_an_annotation_is_an_entry() -> None:
    made, left = entries(
        annotation(
            motivation="questioning",
            creator={"id": "https://notes.example/ana", "type": "Person", "name": "Ana"},
            created="2024-05-01T10:00:00Z",
        )
    )

    assert made == [
        {
            "quote": {"exact": "the quay", "prefix": "closed "},
            "type": "question",
            "text": "Which one?",
            "by": "Ana",
            "on": "2024-05-01",
        }
    ]
    assert left == []


@pytest.mark.parametrize("motivation", MOTIVATIONS)
def test_a_motivation_is_a_type_or_listed(motivation: str) -> None:
    made, left = entries(annotation(motivation=motivation))

    types = [TYPE_OF_MOTIVATION[motivation]] if motivation in TYPE_OF_MOTIVATION else []
    assert types == [one["type"] for one in made]
    assert left == (
        [] if made else [("$.bodyValue", f"no type of annotation is what `{motivation}` means")]
    )


def test_the_table_of_motivations_is_the_one_in_use(repository: Path) -> None:
    page = (repository / "docs" / "content-model.md").read_text()
    table = page.partition("| motivation or purpose | type |\n")[2].partition("\n\n")[0]

    rows = dict(re.findall(r"^\| `?(\w+)`? \| `(\w+)` \|$", table, re.MULTILINE))

    assert rows == {"none": "note", **TYPE_OF_MOTIVATION}


def test_each_text_is_about_each_target() -> None:
    document = annotation(target=[annotation()["target"], annotation()["target"]])
    del document["bodyValue"]
    document["body"] = [
        {"type": "TextualBody", "value": "One.", "purpose": "describing", "language": "en"},
        {"type": "TextualBody", "value": "Two."},
        {"type": "TextualBody", "value": "<p>Three</p>", "format": "text/html"},
        "https://elsewhere.example/four",
    ]

    made, left = entries(document)

    assert [(one["text"], one["type"], one.get("lang")) for one in made] == [
        ("One.", "context", "en"),
        ("Two.", "note", None),
    ] * 2
    assert left == [
        ("$.body[2]", "its body is `text/html`, not plain text"),
        ("$.body[3]", "its body stands elsewhere, and nothing is fetched"),
    ]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (PAGE, "it quotes no words (TextQuoteSelector) that it could hold on to"),
        (
            {
                "source": "https://other.example/",
                "selector": {"type": "TextQuoteSelector", "exact": "x"},
            },
            "no article of the dossier has this address, as its `origin.url` or as its page",
        ),
        (
            {
                "source": "https://twice.example/",
                "selector": {"type": "TextQuoteSelector", "exact": "x"},
            },
            "several articles have this address: `a.md`, `b.md`",
        ),
        (
            {
                "source": PAGE,
                "selector": [
                    {"type": "TextQuoteSelector", "exact": "x"},
                    {"type": "TextQuoteSelector", "exact": "y"},
                ],
            },
            "its selectors quote different words",
        ),
        (
            {
                "source": PAGE,
                "selector": {
                    "type": "TextQuoteSelector",
                    "exact": "the quay",
                    "refinedBy": {"type": "TextPositionSelector", "start": 4, "end": 8},
                },
            },
            "it quotes no words (TextQuoteSelector) that it could hold on to",
        ),
        (
            {"type": "Composite", "items": [PAGE, PAGE]},
            "its target is a choice, or several things taken together",
        ),
    ],
)
def test_a_target_that_names_no_words_of_an_article_is_listed(target: Any, reason: str) -> None:
    made, left = entries(annotation(target=target))

    assert made == []
    assert left == [("$.target", reason)]


def test_pages_of_annotations_are_read_and_those_elsewhere_listed() -> None:
    page = {
        "@context": CONTEXT,
        "id": "https://notes.example/all",
        "type": "AnnotationCollection",
        "first": {
            "id": "https://notes.example/p1",
            "type": "AnnotationPage",
            "next": "https://notes.example/p2",
            "items": [annotation(), "https://notes.example/9"],
        },
    }

    made, left = entries(page)

    assert len(made) == 1
    assert left == [
        ("$.first.items[1]", "it stands elsewhere, and nothing is fetched"),
        ("$.first.next", "it stands elsewhere, and nothing is fetched"),
    ]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 9)
    | st.sampled_from(
        [
            *("Annotation", "AnnotationPage", "TextualBody", "Choice", "TextQuoteSelector", "x"),
            *("SpecificResource", "TimeState", "FragmentSelector", PAGE, CONTEXT, "2024-02-30"),
            *("2024-05-01T10:00:00Z", "commenting", "", "\ud800", "Independents", "SvgSelector"),
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("id", "type", "body", "target", "source", "selector", "refinedBy", "items"),
                    *("value", "exact", "prefix", "state", "creator", "name", "purpose", "first"),
                    *("created", "motivation", "bodyValue", "language", "format", "next"),
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=24,
)


@given(body=JSON, target=JSON, more=JSON)
def test_no_shape_of_json_raises(body: Any, target: Any, more: Any) -> None:
    base = annotation(body=body, target=target)
    del base["bodyValue"]
    document = {**base, **(more if isinstance(more, dict) else {})}

    sound, problems = read_web_annotations(json.dumps(document).encode(), path="notes.json")

    assert (sound is None) == bool(problems)
    if sound is not None:
        convert_web_annotations(sound, ARTICLES)


def test_what_stands_too_deep_is_refused() -> None:
    selector: dict[str, Any] = {"type": "FragmentSelector", "value": "x"}
    for _ in range(40):
        selector = {"type": "FragmentSelector", "value": "x", "refinedBy": selector}

    data = annotation(target={"source": PAGE, "selector": selector})

    assert messages(json.dumps(data).encode()) == ["`$` holds objects and lists more than 32 deep"]
    assert "import-annotation" in codes()


def test_what_is_printed_can_be_pasted_and_is_found(tmp_path: Path) -> None:
    site, file = tmp_path / "site", tmp_path / "notes.json"
    article = site / "content" / "articles" / "quay.md"
    article.parent.mkdir(parents=True)
    (site / "site.yml").write_text("title: Test\nurl: https://desk.example/quays\n")
    text = "---\ntitle: Quay\n---\n\nThey opened the quay, and closed *the* quay again.\n"
    article.write_text(text)
    target = {**annotation()["target"], "source": "https://desk.example/quays/articles/quay.html"}
    file.write_text(json.dumps(annotation(target=target)))

    done = call_dossier("import", file, "--site", site)

    assert done.returncode == 0
    assert done.stdout.startswith("# content/articles/quay.md\nannotations:\n")
    assert article.read_text() == text
    assert "1 of 1 annotation gave 1 entry for 1 article; nothing is written" in done.stderr
    assert [one["text"] for one in yaml.safe_load(done.stdout)["annotations"]] == ["Which one?"]
    article.write_text(text.replace("title: Quay\n", f"title: Quay\n{done.stdout}"))
    checked = json.loads(call_dossier("check", "--site", site, "--json").stdout)
    assert checked["errors"] == 0


def test_the_form_can_be_named(tmp_path: Path) -> None:
    site, file = tmp_path / "site", tmp_path / "notes.json"
    site.mkdir()
    (site / "site.yml").write_text("title: Test\n")
    file.write_text("{}")

    done = call_dossier("import", file, "--site", site, "--from", "web-annotations", "--json")

    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert {one["code"] for one in report["diagnostics"]} == {"import-annotation"}
