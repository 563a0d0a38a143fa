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

from dossierpress.facts.records import parse_file
from dossierpress.importers.ids import TakenNames
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.standoff.convert import Imported
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.schema.annotation import SpokenWords
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.source.files import ContentFile, FileType
from harness import call_dossier
from importers.importing import ARTICLE, converted, mentions_of

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
    article = {
        "id": "a",
        "title": "Quay closed",
        "date": "2021-03-04",
        "text": TEXT,
        "entities": mentions_of(TEXT, NAMES),
        **parts,
    }
    return converted({"articles": [article], "entities": ENTITIES})


def matter(done: Imported) -> dict[str, Any]:
    """The front matter of the article."""
    text = dict(done.files)[ARTICLE]
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
            "text": "The gate would hold.",
            "reports": [
                {
                    "by": {"unnamed": "The mayor"},
                    "verb": "said",
                    "on": "2021-03-04",
                    "quote": "the gate would hold.",
                    "article": "quay-closed",
                }
            ],
            "review": "open",
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
    assert claim["reports"][0]["basis"] == "not-stated"


def test_how_somebody_knows_it_and_hedges_is_taken_over() -> None:
    one = attribution("The mayor said", "the gate would hold.", "n1")
    done = imported(attributions=[{**one, "basis": "witness", "hedge": "it seems"}])
    wrong = imported(attributions=[{**one, "basis": "eyewitness"}])

    [claim] = matter(done)["claims"]
    assert claim["reports"][0]["basis"] == "witness"
    assert claim["reports"][0]["hedge"] == "it seems"
    [(_, reason)] = listed(wrong)
    assert reason.startswith("its basis is `eyewitness`, and is one of `witness`, `document`")


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (
            attribution("Calder told the Courier:", '"The quay is closed."', "o1"),
            "its cue says that the one whom the data names is told, not that they say it",
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
            attribution("The mayor said", "the gate would", "n1"),
            "it is a fragment: its sentence goes on, and the data does not tell how far",
        ),
        (
            attribution("The mayor said", "the gate", "n1"),
            "it has fewer than 3 words, which is no statement",
        ),
        (
            attribution("The mayor said", "would hold.\n\nNobody had warned", "n1"),
            "it is a fragment: its sentence goes on, and the data does not tell how far",
        ),
        (
            attribution("The mayor said", "the gate would hold.\n\nNobody had warned them.", "n1"),
            "it runs over a paragraph break",
        ),
    ],
)
def test_what_is_not_sure_is_listed(one: dict[str, Any], reason: str) -> None:
    done = imported(attributions=[one])

    assert "claims" not in matter(done)
    assert listed(done) == [("attributions[0]", reason)]


def stated(text: str, cue: str, content: str, *names: tuple[str, str], **more: Any) -> Any:
    """What one attribution of a text comes to: its claim, or the reason why there is none."""
    place = [text.index(content), text.index(content) + len(content)]
    done = imported(
        text=text,
        lang=more.pop("lang", "en"),
        entities=[
            {"start": text.index(words), "end": text.index(words) + len(words), "entity_id": id_}
            for words, id_ in names
        ],
        attributions=[
            {
                "cue": [text.index(cue), text.index(cue) + len(cue)],
                "content": place,
                "source_entity": "p1",
                **more,
            }
        ],
    )
    return matter(done).get("claims", [None])[0] or listed(done)[0][1]


def test_the_input_that_was_reported_claims_nothing() -> None:
    data = (Path(__file__).parent / "faults" / "01-invented-claims.json").read_bytes()

    done = converted(data)

    assert "claims:" not in str(done.files)
    assert [one.thing for one in done.report.not_represented] == ["attribution"] * 2


PRONOUN = "it begins with a pronoun, and the data does not say for whom it stands"
QUESTION = "it is a question, and states nothing"
ASKS = "its cue asks, and states nothing"
INDIRECT = "it is an indirect question, and states nothing"
GERUND = "it begins with what is done, and does not say who does it"
THINKS = "no word of its cue says that anything is said: it may be what somebody thinks"
NOT_SAID = "its cue says that something is not said, or not so"
DENIES = "its cue denies or doubts something, and not surely what follows"
FRAGMENT = "it is a fragment: its sentence goes on, and the data does not tell how far"
HEARS = "its cue says that the one whom the data names is told, not that they say it"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<Calder said> {that the quay is closed.}", "The quay is closed."),
        ("<Calder said> {that was wrong of her.}", PRONOUN),
        ("{“The quay is closed,”} <Calder said.>", "The quay is closed."),
        ("{The quay is closed,} <Calder says.>", "The quay is closed."),
        ("<Calder said> {the quay, the gate} and the lock are closed.", FRAGMENT),
        ("<Calder said> {the quay is closed,} but the gate is open.", FRAGMENT),
        ("<Calder said:> {“We closed it and}", PRONOUN),
        ("<Calder said> {“the quay is} closed” and left.", FRAGMENT),
        ("<Does Calder say> {the quay is closed?}", QUESTION),
        ("<Has Calder said> {the quay is closed} by now?", QUESTION),
        ("<Calder asked> {whether the quay is closed.}", ASKS),
        ("<Calder explained> {why the quay is closed.}", INDIRECT),
        ("<Calder told Tolan>, {hoping the quay would open.}", GERUND),
        ("<Calder thought> {the quay was closed.}", THINKS),
        ("<Calder has not said> {the quay is closed.}", NOT_SAID),
        ("<Calder didn’t say> {the quay is closed.}", NOT_SAID),
        ("<In a statement to Calder, the port denied it:> {the quay is open.}", HEARS),
        ("<Calder reports the port denied this:> {the quay is open.}", DENIES),
        ("<She told Calder> {that the quay is closed.}", HEARS),
        ("<According to Calder,> {the quay is closed.}", "The quay is closed."),
        ("<Calder sagte,> {dass der Kai geschlossen sei.}", "Der Kai geschlossen sei."),
    ],
)
def test_only_a_statement_is_claimed(marked: str, expected: str) -> None:
    """The cue stands in `<>`, what is said in `{}`."""
    text = re.sub("[<>{}]", "", marked)
    [cue] = re.findall("<(.*)>", marked.replace("{", "").replace("}", ""))
    [content] = re.findall("{(.*)}", marked.replace("<", "").replace(">", ""))
    lang = "de" if "sagte" in text else "en"

    found = stated(text, cue, content, ("Calder", "p1"), lang=lang)

    assert (found if isinstance(found, str) else found["text"]) == expected


@pytest.mark.parametrize(
    ("cue", "polarity", "stance"),
    [
        ("Calder denied", None, "denies"),
        ("Calder denied", "negative", "denies"),
        ("Calder denies", "positive", "denies"),
        ("Calder doubted", "positive", "doubts"),
        ("Calder said", "denies", "denies"),
        ("Calder said", "positive", None),
    ],
)
def test_the_polarity_is_kept(cue: str, polarity: str | None, stance: str | None) -> None:
    text = f"{cue} that the quay was closed."

    found = stated(text, cue, "that the quay was closed.", ("Calder", "p1"), polarity=polarity)

    assert found["reports"][0].get("stance") == stance


def test_a_pronoun_is_told_by_the_name_that_the_data_has_for_it() -> None:
    text = "Calder said she closed the quay."

    known = stated(text, "Calder said", "she closed the quay.", ("Calder", "p1"), ("she", "p1"))
    unknown = stated(text, "Calder said", "she closed the quay.", ("Calder", "p1"))

    assert known["text"] == "[Ines Calder] closed the quay."
    assert known["reports"][0]["quote"] == "she closed the quay."
    assert unknown == "it begins with a pronoun, and the data does not say for whom it stands"


def test_who_is_nothing_but_a_pronoun_is_told_by_other_words_of_the_data() -> None:
    text = "The mayor left. He said the gate would hold."
    he, gate = text.index("He"), text.index("the gate")
    mentions = [
        {"start": 0, "end": 9, "entity_id": "n1"},
        {"start": he, "end": he + 2, "entity_id": "n1"},
    ]
    one = {"cue": [he, he + 7], "content": [gate, len(text)], "source_entity": "n1"}

    done = imported(text=text, entities=mentions, attributions=[one])
    alone = imported(text=text, entities=mentions[1:], attributions=[one])

    assert matter(done)["claims"][0]["reports"][0]["by"] == {"unnamed": "The mayor"}
    assert matter(alone)["claims"][0]["reports"][0]["by"] == {"unnamed": "the mayor"}


def test_attributions_inside_one_another_are_one_chain() -> None:
    text = "The Courier reported Calder said the quay is closed."
    said, closed = text.index("Calder said"), text.index("the quay")
    outer = {"cue": [0, 20], "content": [said, len(text)], "source_entity": "o1"}
    inner = {"cue": [said, said + 11], "content": [closed, len(text)], "source_entity": "p1"}
    mentions = [
        {"start": 0, "end": 11, "entity_id": "o1"},
        {"start": said, "end": said + 6, "entity_id": "p1"},
    ]

    done = imported(text=text, entities=mentions, attributions=[outer, inner])
    unsure = imported(
        text=text, entities=mentions, attributions=[{**outer, "source_entity": None}, inner]
    )

    [claim] = matter(done)["claims"]
    assert claim["text"] == "The quay is closed."
    assert [(one["by"], one["verb"], one.get("citing")) for one in claim["reports"]] == [
        ("larkhaven-courier", "reported", ["ines-calder"]),
        ("ines-calder", "said", None),
    ]
    # Whom others name is an origin without more.
    assert all("basis" not in one for one in claim["reports"])
    assert listed(done) == []
    assert listed(unsure) == [
        ("attributions[1]", "it is not sure who reports it: the data names nobody who says it"),
        ("attributions[0]", "it reports what somebody else says, and that is left out"),
    ]


def test_relations_wait_for_somebody_to_look_at_them() -> None:
    done = imported(relations=[{"type": "Likes", "source": "p1", "target": "p2"}])

    [item] = yaml.safe_load(dict(done.files)["content/entities/imported/news-person.yml"])[:1]
    assert item["relations"][0]["review"] == "open"


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
            "review": "open",
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
        ("quotes[0]", "the data lays it in several mouths: `ines-calder` and `The mayor`"),
        ("quotes[1]", "the data names nobody who says it"),
        ("quotes[2]", "the data marks it as words set apart (`q`), not as speech"),
    ]
    assert [one["speaker"] for one in matter(done)["quotations"]] == ["mira-tolan"]


def test_a_quote_in_the_words_of_an_outlet_or_a_translator_says_so() -> None:
    words = "gate would"
    outlet, translator = {"words_of": "outlet"}, {"words_of": "translator"}
    quotes = [
        quote(words, speaker="p2", **more)
        for more in (
            {"words_of": "speaker"},
            {**outlet, "worded_by": "s1"},
            outlet,
            translator,
            {**translator, "worded_by": "p1"},
            {**translator, "worded_by": "p9"},
            {"worded_by": "s1"},
            {"words_of": "author"},
        )
    ]
    article = {"id": "a", "title": "Quay closed", "text": TEXT, "quotes": quotes}
    data = {"entities": ENTITIES, "sources": [{"id": "s1", "name": "Larkhaven Courier"}]}
    done = converted({**data, "articles": [{**article, "source": "s1"}]})
    bare = converted({**data, "articles": [article]})

    told = [{"words_of", "worded_by"} & one.keys() for one in matter(done)["quotations"]]
    assert told == [set(), {"words_of", "worded_by"}, {"words_of"}, {"words_of"},
                    {"words_of", "worded_by"}]  # fmt: skip
    assert [one.get("worded_by") for one in matter(done)["quotations"]] == [
        None, "source:larkhaven-courier", None, None, "ines-calder",
    ]  # fmt: skip
    unsaid = (
        "`worded_by` says that the words are not the speaker's,"
        " and not whether they are an outlet's or a translator's"
    )
    assert listed(done) == [
        ("quotes[5]", "`p9` is in neither list, of sources or of entities"),
        ("quotes[6]", unsaid),
        ("quotes[7]", "it is not known whose words `words_of: author` means"),
    ]
    assert listed(bare)[0] == ("quotes[2]", "the data does not say of which outlet the words are")
    for one in matter(done)["quotations"]:
        SpokenWords.model_validate(
            {
                **one,
                "quote": {"exact": words},
                "speaker": {"id": one["speaker"]},
                "worded_by": {"id": one["worded_by"]} if "worded_by" in one else None,
            }
        )


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

    known = TakenNames(ids=(("claim", frozenset(["quay-closed-claim-1"])),))
    done = converted(data, known=known)

    assert [one["id"] for one in matter(done)["claims"]] == ["quay-closed-claim-1-2"]


def test_front_matter_has_room_for_so_much() -> None:
    one = attribution("The mayor said", "the gate would hold.", "n1")

    done = imported(attributions=[one] * 1200)

    reasons = Counter(reason for _, reason in listed(done))
    text = dict(done.files)[ARTICLE]
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
        parse_file(
            ContentFile(path=path, type=TYPES[path.split("/")[1]], held=text.encode(), digest=""),
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
            assert "citing" not in report
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
    return json.loads(data), converted(data, name="gum-news")


def of(report: tuple[NotRepresented, ...], thing: str) -> Counter[str]:
    """Reasons with their counts, without what they name."""
    return Counter(re.sub(r"`[^`]*`", "`…`", one.reason) for one in report if one.thing == thing)


def test_every_attribution_of_real_news_is_a_claim_or_listed(
    gum: tuple[dict[str, Any], Imported],
) -> None:
    report = gum[1].report

    # Compared with their sentences one by one: 24 are worth keeping, two only express a feeling.
    assert (report.attributions_read, report.claims) == (138, 26)
    assert of(report.not_represented, "attribution").most_common(6) == [
        (FRAGMENT, 36),
        ("the data names nobody who says it", 21),
        ("its cue is a name alone: no word of it says that anything is reported", 19),
        (HEARS, 9),
        ("no word of its cue says that anything is said: it may be what somebody thinks", 5),
        ("it has fewer than 3 words, which is no statement", 5),
    ]


def test_no_claim_of_real_news_is_a_question_or_a_fragment(
    gum: tuple[dict[str, Any], Imported],
) -> None:
    for path, text in gum[1].files:
        written = yaml.safe_load(text.split("---\n")[1]) if path.endswith(".md") else {}
        for claim in written.get("claims", []):
            assert claim["review"] == "open"
            assert re.search(r"[.!…]\W*$", claim["text"])
            assert not re.match(r"(?:he|she|they|i|that)\b", claim["text"], re.IGNORECASE)
            for report in claim["reports"]:
                assert not re.fullmatch(r"(?i)you|they|he|she|who|it", str(report["by"]))


def test_every_quote_of_real_news_is_a_quotation_or_listed(
    gum: tuple[dict[str, Any], Imported],
) -> None:
    report = gum[1].report

    assert (report.quotes_read, report.quotations) == (60, 25)
    assert of(report.not_represented, "quote").total() == 35


def test_nothing_of_real_news_is_lost(gum: tuple[dict[str, Any], Imported]) -> None:
    data, done = gum
    written = [
        yaml.safe_load(text.split("---\n")[1]) for path, text in done.files if path.endswith(".md")
    ]
    ids = {one["id"] for matter in written for one in matter.get("claims", [])}
    listed_ = [one for one in done.report.not_represented if one.thing == "attribution"]
    reports = sum(len(one["reports"]) for matter in written for one in matter.get("claims", []))

    # Two attributions of one speaker, `she said she believed`, are one report.
    assert len(ids) == done.report.claims
    assert reports + len(listed_) + 2 == sum(len(one["attributions"]) for one in data["articles"])


def test_all_of_it_is_found_in_the_published_text(shared_data: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    file = shared_data / "news" / "gum-news.json"
    assert call_dossier("import", file, "--site", site).returncode == 0

    report = json.loads(call_dossier("check", "--site", site, "--json").stdout)

    assert report["errors"] == 0
