"""What a reader sees of origins, voices and feeds, from the files to the words on the pages."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from building import lay, must_publish
from harness import run_dossier
from sample_site import links, words

FILES: Mapping[str, str] = {
    "site.yml": "title: The harbour\n",
    "content/entities/all.yml": (
        "- {id: harbour, kind: place, name: Lower Harbour}\n"
        "- {id: combine, kind: organization, name: The Combine}\n"
        "- {id: trust, kind: organization, name: The Trust}\n"
    ),
    "content/sources/all.yml": (
        "- {id: gazette, kind: newspaper, name: The Gazette, owner: combine}\n"
        "- {id: courier, kind: newspaper, name: The Courier, owner: combine}\n"
        "- {id: mail, kind: newspaper, name: The Mail, owner: trust}\n"
        "- {id: post, kind: newspaper, name: The Post, owner: trust}\n"
        "- {id: northern, kind: wire, name: Northern Wire}\n"
        "- {id: southern, kind: wire, name: Southern Wire}\n"
        "- {id: herald, kind: newspaper, name: The Herald,"
        " feeds_from: [northern, southern, northern, hushed]}\n"
        "- {id: annual, kind: document, name: The Annual, publisher: northern}\n"
        "- {id: hushed, kind: wire, name: Hushed Wire, private: true, feeds_from: northern}\n"
    ),
    "content/claims/all.yml": (
        "- id: two-wires\n"
        "  text: The lock was open.\n"
        "  about: harbour\n"
        "  reports:\n"
        "    - {by: herald, basis: witness}\n"
        "    - {by: northern, basis: witness}\n"
        "    - {by: southern, basis: witness}\n"
        "- id: without-the-paper\n"
        "  text: The lock was shut.\n"
        "  about: harbour\n"
        "  reports: [{by: northern, basis: witness}, {by: southern, basis: witness}]\n"
        "- id: one-wire\n"
        "  text: The crane fell.\n"
        "  about: harbour\n"
        "  reports:\n"
        "    - {by: herald, basis: witness}\n"
        "    - {by: annual, basis: witness}\n"
        "    - {by: northern, basis: witness}\n"
        "- id: one-owner\n"
        "  text: The quay is closed.\n"
        "  about: harbour\n"
        "  reports: [{by: gazette, basis: witness}, {by: courier, basis: witness}]\n"
        "- id: own-word\n"
        "  text: The quay is wet.\n"
        "  about: harbour\n"
        "  reports: [{by: gazette, basis: witness}]\n"
        "- id: on-hearsay\n"
        "  text: The quay is sold.\n"
        "  about: harbour\n"
        "  reports:\n"
        "    - {by: herald, citing: [{unnamed: an official}, {unnamed: a pilot}]}\n"
        "    - {by: herald, citing: [{unnamed: an official}, gazette]}\n"
        "- id: of-itself\n"
        "  text: The quay is long.\n"
        "  about: harbour\n"
        "  reports:\n"
        "    - {by: mail, basis: witness, via: mail}\n"
        "    - {by: mail, citing: northern}\n"
        "  one_origin: {of: [mail, source:mail], because: The same words.}\n"
        "- id: by-way-of-its-voice\n"
        "  text: The quay is old.\n"
        "  about: harbour\n"
        "  reports:\n"
        "    - {by: northern, basis: not-stated}\n"
        "    - {by: mail, citing: northern}\n"
        "    - {by: mail, basis: witness, via: post}\n"
    ),
}


class Published:
    """The pages."""

    def __init__(self, root: Path) -> None:
        self.output = root / "output"
        must_publish(lay(root, FILES))

    def page(self, path: str) -> html.HtmlElement:
        return html.document_fromstring((self.output / path).read_bytes())

    def origins(self, claim: str) -> list[str]:
        """Its origins in words, after the sentence that counts them."""
        page = self.page(f"claims/{claim}.html")
        for told in page.xpath("//details[@class='explained']/p"):
            told.drop_tree()
        return [
            *words(page, "//p[@class='grounds']/strong"),
            *words(page, "//dt[.='Rests on the word of']/../dd[not(@class)]"),
        ]

    def profile(self, source: str, label: str) -> dict[str, str]:
        return links(self.page(f"sources/{source}.html"), f"//dt[.='{label}']/..")

    def standing(self, source: str, label: str) -> list[str]:
        return words(
            self.page(f"sources/{source}.html"), f"//*[@class='standing']//dt[.='{label}']/../dd"
        )

    def stance(self, source: str, claim: str) -> str:
        """What the page of a source says of it before one claim."""
        (said,) = words(
            self.page(f"sources/{source}.html"),
            f"//*[@class='standing']//li[.//a[contains(@href, '/{claim}.html')]]"
            "/p[@class='stances']",
        )
        return said


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(tmp_path_factory.mktemp("origins"))


def test_two_wires_are_two_origins_whoever_takes_over_from_both(published: Published) -> None:
    assert published.origins("two-wires") == [
        "Rests on 2 independent origins.",
        "Northern Wire (was there) The Herald takes over reports of Northern Wire",
        "Southern Wire (was there) The Herald takes over reports of Southern Wire",
    ]
    assert published.origins("without-the-paper") == [
        "Rests on 2 independent origins.",
        "Northern Wire (was there)",
        "Southern Wire (was there)",
    ]
    assert "single origin" not in published.page("claims/two-wires.html").text_content()


def test_the_page_of_a_claim_says_why_several_are_one_voice(published: Published) -> None:
    assert published.origins("one-owner") == [
        "Rests on 1 origin: The Gazette, The Courier (one voice).",
        (
            "The Gazette (was there), The Courier (was there) one voice"
            " The Gazette, The Courier belong to The Combine"
        ),
    ]
    assert published.origins("one-wire") == [
        "Rests on 1 origin: The Annual, Northern Wire (one voice).",
        (
            "The Annual (was there), Northern Wire (was there) one voice"
            " The Annual is published by Northern Wire"
            " The Herald takes over reports of Northern Wire"
        ),
    ]


def test_no_page_says_of_anybody_that_they_quote_or_copy_themselves(published: Published) -> None:
    page = published.page("claims/of-itself.html")
    text = page.text_content()

    assert published.origins("of-itself")[0] == "Rests on 2 independent origins."
    assert "Why not more" not in text
    assert "quoted in" not in text
    assert "The same words." not in text
    assert "An origin of several" not in text


def test_nobody_is_known_only_through_themselves(published: Published) -> None:
    page = published.page("claims/by-way-of-its-voice.html")

    assert words(page, "//*[@class='relays']/dd[not(@class)]") == [
        "Northern Wire: as a source known only through The Mail"
    ]


@pytest.mark.slow
def test_a_notice_names_all_of_the_one_voice(published: Published) -> None:
    told = run_dossier("check", cwd=published.output.parent).stderr

    assert told.count("claim-single-origin]:") == 2
    assert "`one-owner` rests on the one voice of `gazette` and `courier` alone" in told
    assert "`one-wire` rests on the one voice of `annual` and `northern` alone" in told


def test_a_source_shows_from_whom_it_takes_over_and_who_from_it(published: Published) -> None:
    assert published.profile("herald", "Takes over reports of") == {
        "Northern Wire": "northern.html",
        "Southern Wire": "southern.html",
    }
    assert published.profile("northern", "Reports taken over by") == {"The Herald": "herald.html"}
    assert published.profile("gazette", "Takes over reports of") == {}
    assert published.profile("gazette", "Reports taken over by") == {}


def test_a_feed_that_is_withheld_is_on_no_page(published: Published) -> None:
    for path in sorted(published.output.rglob("*.html")):
        text = path.read_text()
        assert "hushed" not in text.lower()


def test_those_whom_nobody_names_are_among_those_whom_a_source_cites(published: Published) -> None:
    assert published.standing("herald", "Cites") == [
        "The Gazette 1",
        "an unnamed party, 3 times: an official 2, a pilot 1",
    ]


def test_the_word_of_a_source_is_told_from_that_of_its_voice(published: Published) -> None:
    assert published.standing("gazette", "As an origin") == [
        (
            "3 claims begin here, 1 of them nowhere else,"
            " 1 of them with no voice but the one that is shared with others"
        )
    ]
    assert published.standing("courier", "As an origin") == [
        "1 claim begins here and with others of the same voice, and nowhere else"
    ]
    assert published.stance("gazette", "one-owner") == (
        "asserts As an origin, one voice with The Courier"
    )
    assert published.stance("gazette", "own-word") == "asserts As an origin"
    assert published.stance("herald", "two-wires") == (
        "asserts Counts as the word of Northern Wire, Southern Wire"
    )
    assert published.standing("herald", "As an origin") == ["0 claims begin here"]
