"""The shipped dossier is a real one: enough of everything, in its own words, every feature used."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

TYPED_LINK = re.compile(r"\[\[([a-z-]+)>([^\]|]+)")
QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|«[^»]*»")
"""A marked quotation inside one paragraph."""
REFERENCE_TYPES = {
    *("follows", "updates", "supports", "contradicts", "background"),
    *("same-event", "corrects", "translates", "responds-to"),
}
SYNTAX = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|\]\{[^}\n]*\}")
"""Where Markdown itself writes a straight mark."""
RUN = 8
"""Words in a row that nobody writes twice by chance."""


def front_matter(text: str) -> tuple[str, str]:
    """The YAML and the body of a Markdown file."""
    _, matter, body = text.split("---\n", 2)
    return matter, body


def records(folder: Path) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """(file, front matter, body) of every record below a folder, read without our own code."""
    for path in sorted(folder.rglob("*")):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if path.suffix == ".md":
            matter, body = front_matter(text)
            yield path, yaml.load(matter, Loader=yaml.BaseLoader), body
        elif path.suffix in {".yml", ".yaml"}:
            found = yaml.load(text, Loader=yaml.BaseLoader)
            for matter in found if isinstance(found, list) else [found]:
                yield path, matter, ""


@pytest.fixture(scope="module")
def content(repository: Path) -> Path:
    return repository / "content"


def published(content: Path, folder: str) -> list[tuple[Path, dict[str, Any], str]]:
    return [
        found
        for found in records(content / folder)
        if found[1].get("status", "published") == "published"
        and found[1].get("private", "false") != "true"
    ]


def test_twelve_articles(content: Path) -> None:
    assert len(published(content, "articles")) >= 12


def test_forty_five_entities_of_five_kinds(content: Path) -> None:
    kinds = Counter(matter["kind"] for _, matter, _ in published(content, "entities"))

    assert kinds.total() >= 45
    assert len(kinds) >= 5


def test_fifteen_sources_and_who_cites_whom(content: Path) -> None:
    declared = [
        source
        for _, matter, _ in published(content, "articles")
        for source in matter.get("sources", [])
        if isinstance(source, dict) and source.get("cites")
    ]

    assert len(published(content, "sources")) >= 15
    assert len(declared) >= 10


def test_forty_typed_cross_references(content: Path) -> None:
    articles = published(content, "articles")
    declared = [(r["type"], r["to"]) for _, m, _ in articles for r in m.get("references", [])]
    written = [link for _, _, body in articles for link in TYPED_LINK.findall(body)]

    assert len(declared) + len(written) >= 40
    assert {type_ for type_, _ in declared + written} >= REFERENCE_TYPES
    assert written


def names(matter: dict[str, Any]) -> Iterator[str]:
    """Every name of an entity."""
    for key in ("name", "aliases", "former_names", "weak_aliases"):
        value = matter.get(key, [])
        for one in value if isinstance(value, list) else [value]:
            named = one if isinstance(one, dict) else {"text": one}
            yield from (text for at, text in named.items() if at not in {"bearer", "lang"})


def test_names_in_three_scripts(content: Path) -> None:
    languages: Counter[str] = Counter()
    scripts: Counter[str] = Counter()
    for _, matter, _ in published(content, "entities"):
        if isinstance(matter["name"], dict):
            languages.update(matter["name"].keys())
        letters = "".join(names(matter))
        scripts.update({unicodedata.name(c).split()[0] for c in letters if c.isalpha()})

    assert languages["fa"] >= 15
    assert languages["ar"] >= 10
    assert languages["he"] >= 3
    assert {"LATIN", "ARABIC", "HEBREW"} <= set(scripts)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    yield from zip(*(found[start:] for start in range(RUN)), strict=False)


def unquoted(path: Path) -> Iterator[str]:
    """The paragraphs of a file, without what is marked as somebody's words."""
    text = path.read_text(encoding="utf-8")
    for paragraph in re.split(r"\n\s*\n", text):
        if not paragraph.lstrip().startswith(">"):
            yield from QUOTED.split(paragraph)


def test_no_sentence_of_the_text_it_began_with(content: Path, shared_data: Path) -> None:
    """Facts carry over; of the wording nothing does, but for short marked quotations."""
    seed = set(runs((shared_data / "seed" / "000_56e621f07d0aef18.txt").read_text("utf-8")))
    copied = [
        f"{path.relative_to(content)}: {' '.join(run)}"
        for path in sorted([*content.rglob("*.md"), *content.rglob("*.yml")])
        for part in unquoted(path)
        for run in runs(part)
        if run in seed
    ]

    assert seed
    assert copied == []


def test_quotations_are_short(content: Path, shared_data: Path) -> None:
    """A marked quotation from that text stays below forty words."""
    seed = " ".join(words((shared_data / "seed" / "000_56e621f07d0aef18.txt").read_text("utf-8")))
    long = [
        f"{path.relative_to(content)}: {quoted[:80]}"
        for path in sorted(content.rglob("*.md"))
        for quoted in QUOTED.findall(path.read_text(encoding="utf-8"))
        if len(words(quoted)) > 40 and " ".join(words(quoted)) in seed
    ]

    assert long == []


def used(value: Any) -> Iterator[str]:
    """Every key that occurs anywhere in front matter."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from used(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from used(inner)


@pytest.mark.parametrize(
    ("folder", "keys"),
    [
        (
            "articles",
            (
                "title date modified summary lang authors tags image origin licence entities"
                " sources references autolink status embargo_until formerly role as cites url"
                " archived accessed at to type note"
            ),
        ),
        (
            "entities",
            (
                "kind name sort_as aliases weak_aliases former_names not_same_as description ids"
                " url relations type to from until source confidence sensitivity private born"
                " coordinates start end"
            ),
        ),
        (
            "sources",
            (
                "kind name url country lang publisher owner description ids author"
                " published reliability access accessed at sha256"
            ),
        ),
        ("pages", "title summary"),
    ],
)
def test_every_feature_of_front_matter_is_shown_at_work(
    content: Path, folder: str, keys: str
) -> None:
    found = {key for _, matter, _ in records(content / folder) for key in used(matter)}

    assert set(keys.split()) - found == set()


@pytest.mark.parametrize(
    ("feature", "pattern"),
    [
        ("wikilink", r"\[\[[a-z0-9-]+\]\]"),
        ("labelled wikilink", r"\[\[[a-z0-9-]+\|[^\]]+\]\]"),
        ("link to a heading", r"\[\[[a-z0-9:-]+#[a-z0-9-]+"),
        ("typed wikilink", r"\[\[[a-z-]+>"),
        ("reference with its type", r"\[\[(article|entity|source|page):"),
        ("citation", r"\[@[a-z0-9-]+\]"),
        ("citation with a place", r"\[@[a-z0-9-]+, "),
        ("citation of several", r"\[@[^\]]+; @"),
        ("citation without a name", r"\[-@"),
        ("narrative citation", r"(?<![\[;-])(?<!; )@[a-z0-9-]+ \["),
        ("footnote", r"\[\^[a-z0-9]+\]:"),
        ("table", r"\n\|[ :-]+\|"),
        ("quotation", r"\n> "),
        ("picture", r"!\[[^\]]*\]\("),
        ("name marked by hand", r"\]\{[^}]*entity="),
        ("text in another language", r"\]\{[^}]*lang="),
    ],
)
def test_every_feature_of_the_text_is_shown_at_work(
    content: Path, feature: str, pattern: str
) -> None:
    found = [path for path in content.rglob("*.md") if re.search(pattern, path.read_text("utf-8"))]

    assert found, f"no text shows a {feature}"


def test_quotation_marks_are_typographic(content: Path) -> None:
    shown = ("title", "summary", "description")
    straight = [
        f"{path.relative_to(content)}: {line}"
        for folder in ("articles", "entities", "sources", "pages")
        for path, matter, body in records(content / folder)
        for text in (SYNTAX.sub("", body), *(matter.get(key, "") for key in shown))
        for line in text.splitlines()
        if {'"', "'"} & set(line)
    ]

    assert straight == []


def test_an_article_that_was_changed_says_what_and_when(content: Path) -> None:
    """The page on method promises it."""
    silent = [
        path.name
        for path, matter, body in published(content, "articles")
        if bool(matter.get("modified")) != ("**Changed on " in body)
    ]

    assert silent == []


def test_a_correction_names_articles_that_say_they_were_changed(content: Path) -> None:
    articles = {path.stem: matter for path, matter, _ in published(content, "articles")}
    corrected = {
        reference["to"]
        for matter in articles.values()
        for reference in matter.get("references", [])
        if reference["type"] == "corrects"
    }

    assert corrected
    assert [name for name in sorted(corrected) if "modified" not in articles[name]] == []


def test_every_citation_is_declared_and_every_declared_source_is_cited(content: Path) -> None:
    odd = []
    for path, matter, body in published(content, "articles"):
        declared = {s["id"] if isinstance(s, dict) else s for s in matter.get("sources", [])}
        passed_on = {
            name
            for source in matter.get("sources", [])
            if isinstance(source, dict)
            for name in source.get("cites", [])
        }
        cited = set(re.findall(r"(?<![\w.])@([a-z0-9]+(?:-[a-z0-9]+)*)", body))
        odd += [f"{path.name}: {name} is not declared" for name in sorted(cited - declared)]
        odd += [
            f"{path.name}: {name} is declared and neither cited nor passed on"
            for name in sorted(declared - cited - passed_on)
        ]

    assert odd == []


STATUSES = {"reported", "corroborated", "disputed", "false", "announced", "held"}


def several(value: Any) -> list[Any]:
    """A list that may be written as its one item."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def called(party: Any) -> str:
    """A party of a report, whichever way it is written."""
    found = party if isinstance(party, str) else party.get("id", f"unnamed {party.get('unnamed')}")
    return str(found).removeprefix("source:")


def chain(reports: list[dict[str, Any]]) -> int:
    """How many parties the longest way has from whoever said it to whoever reported it last."""
    cites: dict[str, set[str]] = {}
    for report in reports:
        cited = {called(party) for party in several(report.get("citing"))}
        cites.setdefault(called(report["by"]), set()).update(cited)

    def reach(party: str) -> int:
        return 1 + max((reach(other) for other in cites.get(party, ())), default=0)

    return max(reach(party) for party in cites)


@pytest.fixture(scope="module")
def claims(content: Path) -> dict[str, dict[str, Any]]:
    return {matter["id"]: matter for _, matter, _ in records(content / "claims")}


def test_thirty_claims_with_chains(claims: dict[str, dict[str, Any]]) -> None:
    assert len(claims) >= 30
    assert sum(chain(matter["reports"]) >= 3 for matter in claims.values()) >= 10
    assert max(chain(matter["reports"]) for matter in claims.values()) >= 4


def test_claims_that_contradict_one_another(claims: dict[str, dict[str, Any]]) -> None:
    pairs = {
        frozenset((id_, link if isinstance(link, str) else link["to"]))
        for id_, matter in claims.items()
        for link in several(matter.get("contradicts"))
    }
    compared = {
        (several(claims[min(pair)]["about"])[0], claims[min(pair)]["aspect"])
        for pair in pairs
        if all("value" in claims[id_] and "aspect" in claims[id_] for id_ in pair)
    }

    assert len(pairs) >= 3
    assert len(compared) >= 3


def test_every_status_stance_and_sort_of_origin_is_shown_at_work(
    claims: dict[str, dict[str, Any]],
) -> None:
    held = Counter(state["is"] for m in claims.values() for state in several(m.get("status")))
    reports = [report for matter in claims.values() for report in matter["reports"]]
    stances = {report.get("stance", "asserts") for report in reports}
    parties = [p for one in reports for p in (one["by"], *several(one.get("citing")))]

    assert set(held) >= STATUSES
    assert stances == {"asserts", "denies", "doubts", "no-comment"}
    assert any(isinstance(party, dict) and "unnamed" in party for party in parties)
    assert {"supports", "contradicts", "supersedes"} <= {key for m in claims.values() for key in m}


def test_quotes_in_claims_are_short(claims: dict[str, dict[str, Any]]) -> None:
    quotes = [
        quote if isinstance(quote, str) else quote["exact"]
        for matter in claims.values()
        for report in matter["reports"]
        if (quote := report.get("quote"))
    ]

    assert quotes
    assert [quote for quote in quotes if len(words(quote)) >= RUN] == []


def test_claims_that_no_article_carries_are_about_something(
    content: Path, claims: dict[str, dict[str, Any]]
) -> None:
    carried = {
        one["id"]
        for _, matter, _ in published(content, "articles")
        for one in matter.get("claims", [])
    }

    assert carried <= set(claims)
    assert len(carried) >= len(claims) - 3
    assert [id_ for id_, matter in claims.items() if not matter.get("about")] == []


def test_every_claim_of_an_article_has_its_words_or_a_reason(content: Path) -> None:
    """That the words are found, and once, the build of the dossier says."""
    entries = [
        (path.stem, one)
        for path, matter, _ in published(content, "articles")
        for one in matter.get("claims", [])
    ]

    placed = [one for _, one in entries if isinstance(one, dict) and one.get("at")]
    left = [
        one
        for one in entries
        if isinstance(one[1], str) or not (one[1].get("at") or one[1].get("unplaced"))
    ]
    assert left == []
    assert len(placed) >= 140


ANNOTATION_TYPES = {
    *("note", "context", "correction", "framing", "translation", "question", "claim"),
}


def said_of_passages(content: Path, key: str) -> list[dict[str, Any]]:
    return [one for _, matter, _ in published(content, "articles") for one in matter.get(key, [])]


def test_forty_annotations_of_all_types_in_every_article(content: Path) -> None:
    annotations = said_of_passages(content, "annotations")
    silent = [p.name for p, m, _ in published(content, "articles") if not m.get("annotations")]

    assert len(annotations) >= 40
    assert {one.get("type", "note") for one in annotations} == ANNOTATION_TYPES
    assert silent == []


def test_framing_shows_every_word_of_its_vocabulary(content: Path) -> None:
    found = [one for one in said_of_passages(content, "annotations") if one["type"] == "framing"]

    assert {one["framing"] for one in found} == {
        *("loaded-term", "euphemism", "scare-quotes", "unattributed"),
        *("agentless-passive", "anonymous-authority", "false-balance"),
    }
    assert any("neutral" in one for one in found)


def test_twelve_quotations(content: Path) -> None:
    quotations = said_of_passages(content, "quotations")
    shared = Counter(one["same"] for one in quotations if "same" in one)

    assert len(quotations) >= 12
    assert {key for one in quotations for key in one} >= {
        *("quote", "speaker", "addressee", "original", "said", "on", "same", "note"),
    }
    assert any(count >= 2 for count in shared.values())
