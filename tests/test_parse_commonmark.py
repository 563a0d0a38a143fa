"""CommonMark stays CommonMark: the specification's examples come out as markdown-it makes them.

Compared are the elements, their order and the text, not ids, white space between blocks, or the
levels of headings, which begin at 2 here. `DIFFERENT` lists what is meant to differ, and why.
"""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from dossierpress.model.body import CitationMark, MentionStart, WikiLink
from reading_bodies import as_html, read_text

PLAIN = MarkdownIt("commonmark", {"html": False, "maxNesting": 40, "xhtmlOut": False}).enable(
    ["table", "strikethrough"]
)
PLAIN.validateLink = lambda _: True  # type: ignore[method-assign]

_BARE = "an address that stands in a text is a link"
DIFFERENT = {
    "[foo]: <>\n\n[foo]\n": "a link without a destination is refused",
    "[link]()\n": "a link without a destination is refused",
    "[link](<>)\n": "a link without a destination is refused",
    "[]()\n": "a link without a destination is refused",
    "[foo]()\n\n[foo]: /url1\n": "a link without a destination is refused",
    "[link](foo\\)\\:)\n": "what stands before a colon would be a scheme",
    "<irc://foo.bar:2233/baz>\n": "a scheme that is not published",
    "<a+b+c:d>\n": "a scheme that is not published",
    "<made-up-scheme://foo,bar>\n": "a scheme that is not published",
    "<localhost:5001/foo>\n": "a scheme that is not published",
    '[[*foo* bar]]\n\n[*foo* bar]: /url "title"\n': "two brackets are a wikilink",
    "<https://foo.bar/baz bim>\n": _BARE,
    "< https://foo.bar >\n": _BARE,
    "https://example.com\n": _BARE,
    "<http://foo.bar/baz bim>\n": _BARE,
    "< http://foo.bar >\n": _BARE,
    "http://example.com\n": _BARE,
    "http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n\n"
    "Anonymous FTP is available at ftp://foo.bar.baz.\n": _BARE,
    "~~www.google.com~~\n\n~~http://google.com~~\n": _BARE,
    "| a | b |\n| --- | --- |\n| https://github.com www.github.com | http://pokemon.com |\n": _BARE,
    "- [ ] foo\n- [x] bar\n": "an item that begins with a box is a task",
    "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n": "an item that begins with a box is a task",
    "- # Foo\n- Bar\n  ---\n  baz\n": "text after a heading in an item has its own element",
}


class _Flat(HTMLParser):
    """HTML as a list of what matters in it."""

    _KEPT = ("href", "src", "alt", "title", "start", "class")
    _FORGOTTEN = ("align-left", "align-right", "align-center")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[object] = []
        self.preformatted = 0
        self.wrapped = 0

    @classmethod
    def of(cls, html: str) -> list[object]:
        self = cls()
        self.feed(html)
        self.close()
        return [item for item in self.items if item != ""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.preformatted += tag == "pre"
        kept = {name: unquote(value or "") for name, value in attrs if name in self._KEPT}
        if kept.get("class") in self._FORGOTTEN:
            del kept["class"]
        self.items.append((self._name(tag), tuple(sorted(kept.items()))))

    def handle_endtag(self, tag: str) -> None:
        self.preformatted -= tag == "pre"
        self.items.append("/" + self._name(tag))

    def handle_data(self, data: str) -> None:
        text = data if self.preformatted else re.sub(r"\s+", " ", data)
        if self.items and isinstance(self.items[-1], str) and not self.items[-1].startswith("/"):
            text = self.items.pop() + text  # type: ignore[operator]
        self.items.append(text if self.preformatted else text.strip(" "))

    @staticmethod
    def _name(tag: str) -> str:
        return "h" if re.fullmatch("h[1-6]", tag) else tag


def same(text: str) -> tuple[list[object], list[object]]:
    body, _ = read_text(text)
    ours = as_html(body).replace('<div class="table-wrap"', "<table-wrap").replace("</div>", "")
    ours = re.sub("<table-wrap[^>]*>", "", ours)
    ours = re.sub(r'<span class="sign">.*?</span>', "", ours)
    ours = re.sub(r"<(/?)del>", r"<\1s>", ours)
    ours = re.sub(r"<(/?)figure[^>]*>", r"<\1p>", ours)
    ours = re.sub(r"<figcaption>(.*?)</figcaption>", "", ours)
    plain = re.sub(r'(<p><img[^>]*) title="[^"]*"(></p>)', r"\1\2", PLAIN.render(text))
    return _Flat.of(plain), _Flat.of(ours)


def examples(folder: Path, name: str) -> list[str]:
    found = json.loads((folder / "adversarial" / name).read_text(encoding="utf-8"))
    return [example["markdown"] for example in found]


def holds_our_syntax(text: str) -> bool:
    body, _ = read_text(text)
    return any(isinstance(piece, WikiLink | CitationMark | MentionStart) for piece in body.pieces)


@pytest.mark.parametrize(
    ("name", "least"), [("commonmark/spec-tests.json", 600), ("cmark-gfm/spec-tests.json", 600)]
)
def test_examples_come_out_as_they_should(shared_data: Path, name: str, least: int) -> None:
    texts = [text for text in examples(shared_data, name) if not holds_our_syntax(text)]
    assert len(texts) > least
    differing = {}
    for text in texts:
        expected, ours = same(text)
        if expected != ours and text not in DIFFERENT:
            differing[text] = (expected, ours)
    assert differing == {}


@pytest.mark.parametrize("text", DIFFERENT, ids=DIFFERENT.values())
def test_what_differs_still_does(text: str) -> None:
    expected, ours = same(text)
    assert expected != ours


def test_no_text_of_an_example_is_lost(shared_data: Path) -> None:
    for text in examples(shared_data, "commonmark/spec-tests.json"):
        plain = re.sub(r"<[^>]*>", "", PLAIN.render(text))
        body, _ = read_text(text)
        ours = re.sub(r"<[^>]*>", "", as_html(body))
        missing = set(re.findall(r"\w+", unescape(plain))) - set(re.findall(r"\w+", unescape(ours)))
        assert missing == set(), text
