"""Links of the text as it was published are kept, whatever they share their words with."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossierpress.importers.standoff.convert import Imported
from harness import call_dossier
from importers.importing import ARTICLE, converted, mentions_of

TEXT = "Calder closed the quay of Larkhaven on Monday.\n\nNobody was told."
ENTITIES = [
    {"id": "p1", "kind": "person", "name": "Ines Calder"},
    {"id": "l1", "kind": "place", "name": "Larkhaven"},
    {"id": "q1", "kind": "place", "name": "Larkhaven Quay"},
]
MENTIONS = {"Calder": "p1", "the quay of Larkhaven": "q1", "Larkhaven": "l1"}


def imported(*links: tuple[int, int, str], **more: Any) -> Imported:
    """What the text comes to with some links."""
    text = more.get("text", TEXT)
    article = {
        "id": "a",
        "title": "Quay closed",
        "text": text,
        "entities": mentions_of(text, MENTIONS),
        "links": [{"start": start, "end": end, "target": to} for start, end, to in links],
        **more,
    }
    return converted({"articles": [article], "entities": ENTITIES})


def body(done: Imported) -> str:
    """The Markdown of the article."""
    return dict(done.files)[ARTICLE].split("---\n", 2)[2].strip()


def place(words: str) -> tuple[int, int]:
    """Where words stand in the text."""
    return TEXT.index(words), TEXT.index(words) + len(words)


QUAY = "[the quay of [[larkhaven|Larkhaven]]]{entity=larkhaven-quay}"
A, B = "https://a.example/", "https://b.example/"
WHOLE = f"[[ines-calder|Calder]] closed {QUAY} on Monday.\n\nNobody was told."
NOTE = f"\n\n[^link-1]: <{A}>"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # As long as a mention, around it, in it, and across its end.
        ("Calder", WHOLE.replace("Calder]]", "Calder]][^link-1]")),
        ("Calder closed", WHOLE.replace("closed", "closed[^link-1]")),
        ("Cald", WHOLE.replace("Calder]]", "Calder]][^link-1]")),
        ("der clo", WHOLE.replace("closed", "clo[^link-1]sed")),
        # Beside words of an outer mention, and at the end of both.
        ("the quay", WHOLE.replace("quay of", "quay[^link-1] of")),
        ("Larkhaven", WHOLE.replace("Larkhaven]]", "Larkhaven]][^link-1]")),
        ("the quay of Larkhaven", WHOLE.replace("Larkhaven]]", "Larkhaven]][^link-1]")),
        # Over a paragraph break.
        ("Monday.\n\nNobody", WHOLE.replace("Nobody", "Nobody[^link-1]")),
    ],
)
def test_a_link_that_shares_words_with_a_mention_is_a_footnote_behind_them(
    words: str, expected: str
) -> None:
    done = imported((*place(words), A))

    assert body(done) == expected + NOTE
    assert done.report.links == 1
    assert [one for one in done.report.not_represented if one.thing == "link"] == []


def test_several_links_at_one_place_are_all_kept() -> None:
    done = imported(
        (*place("Calder"), A), (*place("Calder"), B), (*place("Larkhaven"), A), (*place("on"), B)
    )

    assert body(done) == (
        "[[ines-calder|Calder]][^link-1][^link-2] closed "
        "[the quay of [[larkhaven|Larkhaven]][^link-1]]{entity=larkhaven-quay} "
        f"[on](<{B}>) Monday.\n\nNobody was told.\n\n"
        f"[^link-1]: <{A}>\n\n[^link-2]: <{B}>"
    )
    assert done.report.links == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Calder(the mayor) spoke.", "[[ines-calder|Calder]][^link-1]\\(the mayor) spoke."),
        ("Calder: spoke.", "[[ines-calder|Calder]][^link-1]\\: spoke."),
        ("Calder[1] spoke.", "[[ines-calder|Calder]][^link-1]\\[1\\] spoke."),
    ],
)
def test_what_follows_a_footnote_mark_makes_no_link_of_it(text: str, expected: str) -> None:
    assert body(imported((0, 6, A), text=text)) == expected + NOTE


def test_a_link_without_words_keeps_its_place() -> None:
    at = TEXT.index(" Monday")

    assert body(imported((at, at, A))) == WHOLE.replace("on Mon", "on[^link-1] Mon") + NOTE


@pytest.mark.parametrize(
    "target", ["ftp://a.example/", "mailto:a@a.example", "javascript:alert(1)", "/wiki/A", "a b"]
)
def test_other_addresses_are_listed(target: str) -> None:
    done = imported((*place("Calder"), target))

    assert body(done) == WHOLE
    assert done.report.links == 0
    assert [one.what for one in done.report.not_represented] == [target]


def test_a_link_in_the_headline_is_listed() -> None:
    done = imported((5, 11, A), text="Quay closed\n\nNobody was told.", entities=[])

    assert body(done) == "Nobody was told."
    assert done.report.links == 0
    [listed] = done.report.not_represented
    assert (listed.thing, listed.what) == ("link", f"closed ({A})")


def test_a_percent_sign_that_encodes_nothing_is_no_remark() -> None:
    done = imported((*place("Calder"), "https://a.example/%%a%%%C3%A9"))

    assert body(done).endswith("<https://a.example/%25%25a%25%25%C3%A9>")


def test_words_of_an_address_do_not_stand_for_those_of_a_quotation() -> None:
    text = 'Calder said: "Larkhaven" (sic). Tolan agreed.'
    at = text.index('"Larkhaven"')
    done = imported(
        (0, 6, "https://a.example/Larkhaven"),
        text=text,
        quotes=[{"start": at + 1, "end": at + 10, "speaker": "p1"}],
    )

    written = dict(done.files)[ARTICLE]
    [quotation] = yaml.safe_load(written.split("---\n")[1])["quotations"]
    assert quotation["quote"] == {"exact": "Larkhaven", "prefix": '"', "suffix": '"'}


class Links(HTMLParser):
    """Addresses of links, and whether one stands in another."""

    def __init__(self) -> None:
        super().__init__()
        self.open = 0
        self.nested = False
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.nested |= self.open > 0
            self.open += 1
            self.addresses.add(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self.open -= tag == "a"


def test_readers_of_real_news_reach_what_its_links_led_to(
    shared_data: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    file = shared_data / "news" / "gum-news.json"
    assert call_dossier("import", file, "--site", site).returncode == 0
    assert call_dossier("build", "--site", site).returncode == 0

    links = [link for one in json.loads(file.read_text())["articles"] for link in one["links"]]
    found = Links()
    for page in site.glob("output/articles/**/*.html"):
        found.feed(page.read_text())
    lost = [one["target"] for one in links if one["target"] not in found.addresses]
    assert not found.nested
    # The one that is listed holds a space.
    assert (len(links), [" " in address for address in lost]) == (153, [True])
