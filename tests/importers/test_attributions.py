"""Attributions become claims, quotes become quotations: anchored to their words, or listed."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.config import parse_config, read_config
from dossierpress.diagnostics import severity_of
from dossierpress.importers.known import Known
from dossierpress.importers.read_standoff import read
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.standoff import Imported, convert
from dossierpress.model.content import ContentFile, FileType
from dossierpress.parse import parse
from dossierpress.resolve import resolve
from dossierpress.schema.annotation import SpokenWords
from dossierpress.schema.claim import ClaimMatter
from harness import run_dossier

TEXT = (
    'Calder told the Courier: "The quay is closed." The mayor said the gate would hold.\n\n'
    'Nobody had warned them. "The quay is closed." said Tolan. Photo: Tolan.'
)
ENTITIES = [
    {"id": "p1", "kind": "person", "name": "Ines Calder"},
    {"id": "o1", "kind": "organisation", "name": "Larkhaven Courier"},
    {"id": "p2", "kind": "person", "name": "Mira Tolan"},
    {"id": "n1", "kind": "person", "name": "the mayor", "named": False},
]
NAMES = {"Calder": "p1", "the Courier": "o1", "The mayor": "n1", "Tolan": "p2"}


def span(words: str, *, last: bool = False) -> list[int]:
    """Where words stand in the text."""
    start = TEXT.rindex(words) if last else TEXT.index(words)
    return [start, start + len(words)]


def attribution(cue: str, content: str, who: str | None, **more: Any) -> dict[str, Any]:
    """An attribution of the text."""
    last = more.pop("last", False)
    return {
        "cue": span(cue, last=last),
        "content": span(content, last=last),
        "source_entity": who,
        **more,
    }


def imported(**parts: Any) -> Imported:
    """What the text comes to with attributions and quotes."""
    mentions = [
        {"start": found.start(), "end": found.end(), "entity_id": entity}
        for words, entity in NAMES.items()
        for found in re.finditer(words, TEXT)
    ]
    article = {
        "id": "a",
        "title": "Quay closed",
        "date": "2021-03-04",
        "text": TEXT,
        "entities": mentions,
        **parts,
    }
    data = json.dumps({"articles": [article], "entities": ENTITIES}).encode()
    found, problems = read(data, path="news.json")
    assert problems == ()
    assert found is not None
    return convert(found, name="news", known=Known())


def matter(done: Imported) -> dict[str, Any]:
    """The front matter of the article."""
    text = dict(done.files)["content/articles/news/quay-closed.md"]
    values: dict[str, Any] = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)
    return values


def listed(done: Imported) -> list[tuple[str, str]]:
    """(place, reason) of what could not be brought in."""
    return [
        (one.where.removeprefix("$.articles[0]."), one.reason)
        for one in done.report.not_represented
        if one.thing in ("attribution", "quote")
    ]


def test_an_attribution_is_a_claim_with_its_report() -> None:
    done = imported(attributions=[attribution("The mayor said", "the gate would hold.", "n1")])

    assert matter(done)["claims"] == [
        {
            "id": "quay-closed-claim-1",
            "text": "the gate would hold.",
            "reports": [
                {
                    "by": {"unnamed": "the mayor"},
                    "verb": "said",
                    "on": "2021-03-04",
                    "quote": "the gate would hold.",
                    "article": "quay-closed",
                }
            ],
        }
    ]
    assert (done.report.claims, done.report.attributions_read, listed(done)) == (1, 1, [])


def test_the_verb_is_the_cue_without_who_speaks() -> None:
    done = imported(
        attributions=[attribution("Calder told the Courier:", '"The quay is closed."', "p1")]
    )

    [claim] = matter(done)["claims"]
    assert claim["reports"][0]["by"] == "ines-calder"
    assert claim["reports"][0]["verb"] == "told the Courier"


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (
            attribution("Calder told the Courier:", '"The quay is closed."', "o1"),
            "another who may speak stands before the one whom the data names: `Calder`",
        ),
        (
            attribution("told the Courier:", '"The quay is closed."', "o1"),
            "its cue says that the one whom the data names is told, not that they say it",
        ),
        (
            attribution("The mayor said", "the gate would hold.", None),
            "the data names nobody who says it",
        ),
        (
            attribution("The mayor said", "the gate would hold.", "p9"),
            "`p9` is not in the list of entities",
        ),
        (
            attribution("The mayor said", "the gate would hold.", "n1", polarity="negative"),
            (
                "its polarity is `negative`: the data does not tell whether it is denied, doubted"
                " or left unsaid"
            ),
        ),
        (
            attribution("Tolan.", "Nobody had warned them.", "p2", last=True),
            "its cue is a name alone: no word of it says that anything is reported",
        ),
        (
            attribution("The mayor said", "the gate", "n1"),
            "it has fewer than 3 words, which is no statement",
        ),
        (
            attribution("The mayor said", "would hold.\n\nNobody had warned", "n1"),
            "it runs over a paragraph break",
        ),
    ],
)
def test_what_is_not_sure_is_listed(one: dict[str, Any], reason: str) -> None:
    done = imported(attributions=[one])

    assert "claims" not in matter(done)
    assert listed(done) == [("attributions[0]", reason)]


def quote(words: str, *, last: bool = False, **more: Any) -> dict[str, Any]:
    """A quote of the text."""
    start, end = span(words, last=last)
    return {"start": start, "end": end, "text": words, "kind": "quote", **more}


def test_a_quote_is_spoken_by_whom_the_attribution_over_it_names() -> None:
    done = imported(
        attributions=[attribution("said Tolan", '"The quay is closed."', "p2", last=True)],
        quotes=[quote('"The quay is closed."', last=True)],
    )

    assert matter(done)["quotations"] == [
        {
            "quote": {"exact": '"The quay is closed."', "prefix": "them. ", "suffix": " said"},
            "speaker": "mira-tolan",
        }
    ]


def test_a_quote_whose_speaker_is_not_told_is_listed() -> None:
    words = '"The quay is closed."'
    done = imported(
        attributions=[
            attribution("Calder told the Courier:", words, "p1"),
            attribution("The mayor said", words, "n1"),
        ],
        quotes=[
            quote(words),
            quote(words, last=True),
            quote("gate would", kind="q"),
            quote(words, last=True, speaker="p2"),
        ],
    )

    assert listed(done) == [
        ("quotes[0]", "the data lays it in several mouths: `ines-calder` and `the mayor`"),
        ("quotes[1]", "the data names nobody who says it"),
        ("quotes[2]", "the data marks it as words set apart (`q`), not as speech"),
    ]
    assert [one["speaker"] for one in matter(done)["quotations"]] == ["mira-tolan"]


def test_an_id_of_somebody_else_is_left_to_it() -> None:
    data = {
        "articles": [
            {
                "id": "a",
                "title": "Quay closed",
                "text": TEXT,
                "attributions": [attribution("The mayor said", "the gate would hold.", "n1")],
            }
        ],
        "entities": ENTITIES,
    }
    found, _ = read(json.dumps(data).encode(), path="news.json")
    assert found is not None

    known = Known(ids=(("claim", frozenset(["quay-closed-claim-1"])),))
    done = convert(found, name="news", known=known)

    assert [one["id"] for one in matter(done)["claims"]] == ["quay-closed-claim-1-2"]


def test_front_matter_has_room_for_so_much() -> None:
    one = attribution("The mayor said", "the gate would hold.", "n1")

    done = imported(attributions=[one] * 1200)

    reasons = Counter(reason for _, reason in listed(done))
    text = dict(done.files)["content/articles/news/quay-closed.md"]
    assert len(text.split("---\n")[1].encode()) < 64_000
    assert reasons["an article has more than 1000 of them"] == 200
    assert reasons["the front matter of one article takes 40000 bytes of them at most"] > 0
    assert done.report.claims + reasons.total() == 1200


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        ({"cue": [0, 999], "content": [0, 3]}, "it goes from 0 to 999, but"),
        (
            {"cue": [0, 6], "content": [0, 3], "cue_text": "Tolan"},
            "the words at its place are others: the text reads `Calder` from 0 to 6",
        ),
        ({"cue": [0, 6]}, "it has no `content`"),
        ({"cue": [0], "content": [0, 3]}, "it has no `cue.1`"),
    ],
)
def test_a_place_that_is_none_is_listed(one: dict[str, Any], reason: str) -> None:
    [(place, why)] = listed(imported(attributions=[one]))

    assert place == "attributions[0]"
    assert why.startswith(reason)


def unfound(done: Imported) -> list[tuple[str, str]]:
    """Errors, and whatever is said of anchors, once the files are read and resolved."""
    config, problems = read_config(b"title: Test\n")
    assert problems == ()
    assert config is not None
    parsed = tuple(
        parse(
            ContentFile(path=path, type=TYPES[path.split("/")[1]], data=text.encode(), digest=""),
            parse_config(config),
        )
        for path, text in done.files
    )
    _, found = resolve(parsed, (), config, as_of=datetime(2024, 6, 1, tzinfo=UTC))
    return [
        (one.code, one.message)
        for one in (*(told for file in parsed for told in file.diagnostics), *found)
        if one.code != "anno-none"
        and (one.code.startswith("anno-") or severity_of(one.code) == "error")
    ]


TYPES: dict[str, FileType] = {"articles": "article", "entities": "entity", "sources": "source"}
WORDS = st.lists(
    st.sampled_from(
        [
            *("gate", "held", '"', "the", "quay", "\n\n", "\n", "  ", "*", "[[x]]", "e\u0301"),
            *("سد", "می\u200cشود", "北京", "\u202e", "\u00ad", "\x00", "\ufeff", "’", "’s", "a"),
        ]
    ),
    max_size=14,
).map(" ".join)


@given(text=WORDS, data=st.data())
def test_whatever_is_written_can_be_read_and_nothing_is_lost(
    text: str, data: st.DataObject
) -> None:
    def pair() -> list[int]:
        return sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))

    attributions = [{"cue": pair(), "content": pair(), "source_entity": "n1"} for _ in range(3)]
    quotes = [dict(zip(("start", "end"), pair(), strict=True), speaker="p1") for _ in range(3)]

    done = imported(text=text, entities=[], attributions=attributions, quotes=quotes)

    values = matter(done)
    for claim in values.get("claims", []):
        for report in claim["reports"]:
            report["by"] = {"unnamed": report["by"]["unnamed"]}
            report["quote"] = {"exact": report["quote"]}
        ClaimMatter.model_validate(claim)
    for one in values.get("quotations", []):
        selector = one["quote"]
        SpokenWords.model_validate(
            {
                "quote": selector if isinstance(selector, dict) else {"exact": selector},
                "speaker": {"id": one["speaker"]},
            }
        )
    assert unfound(done) == []
    assert len(values.get("claims", [])) + len(values.get("quotations", [])) + len(
        listed(done)
    ) == len(attributions) + len(quotes)


@pytest.fixture(scope="module")
def gum(shared_data: Path) -> tuple[dict[str, Any], Imported]:
    """Twelve articles of Wikinews, and what they come to."""
    data = (shared_data / "news" / "gum-news.json").read_bytes()
    found, problems = read(data, path="gum-news.json")
    assert problems == ()
    assert found is not None
    return json.loads(data), convert(found, name="gum-news", known=Known())


def of(report: tuple[NotRepresented, ...], thing: str) -> Counter[str]:
    """Reasons with their counts, without what they name."""
    return Counter(re.sub(r"`[^`]*`", "`…`", one.reason) for one in report if one.thing == thing)


def test_every_attribution_of_real_news_is_a_claim_or_listed(
    gum: tuple[dict[str, Any], Imported],
) -> None:
    report = gum[1].report

    assert (report.attributions_read, report.claims) == (138, 80)
    assert of(report.not_represented, "attribution") == {
        "the data names nobody who says it": 21,
        "its cue is a name alone: no word of it says that anything is reported": 20,
        "another who may speak stands before the one whom the data names: `…`": 8,
        "it has fewer than 3 words, which is no statement": 7,
        "its polarity is `…`: the data does not tell whether it is denied, doubted or left"
        " unsaid": 1,
        "its cue says that the one whom the data names is told, not that they say it": 1,
    }


def test_every_quote_of_real_news_is_a_quotation_or_listed(
    gum: tuple[dict[str, Any], Imported],
) -> None:
    report = gum[1].report

    assert (report.quotes_read, report.quotations) == (60, 28)
    assert of(report.not_represented, "quote") == {
        "the data names nobody who says it": 16,
        "the data marks it as words set apart (`…`), not as speech": 14,
        "it is not sure who says it: the data names nobody who says it": 2,
    }


def test_nothing_of_real_news_is_lost(gum: tuple[dict[str, Any], Imported]) -> None:
    data, done = gum
    files = {
        yaml.safe_load(text.split("---\n")[1])["title"]: yaml.safe_load(text.split("---\n")[1])
        for path, text in done.files
        if path.endswith(".md")
    }
    places = {one.where for one in done.report.not_represented}

    for number, article in enumerate(data["articles"]):
        written = files[article["title"]]
        claims = {
            int(one["id"].rpartition("-")[2]): one["text"] for one in written.get("claims", [])
        }
        for index, one in enumerate(article["attributions"]):
            assert (index + 1 in claims) != (
                f"$.articles[{number}].attributions[{index}]" in places
            )
            assert claims.get(index + 1, one["content_text"]) == one["content_text"]
        left = [
            one["text"]
            for index, one in enumerate(article["quotes"])
            if f"$.articles[{number}].quotes[{index}]" not in places
        ]
        quotes = [one["quote"] for one in written.get("quotations", [])]
        assert left == [one if isinstance(one, str) else one["exact"] for one in quotes]


def test_all_of_it_is_found_in_the_published_text(shared_data: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    file = shared_data / "news" / "gum-news.json"
    assert run_dossier("import", file, "--site", site).returncode == 0

    report = json.loads(run_dossier("check", "--site", site, "--json").stdout)

    assert report["errors"] == 0
