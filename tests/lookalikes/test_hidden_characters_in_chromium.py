"""What readers see: a hidden character moves nothing, and other scripts are left alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from building import lay, must_publish
from harness import PageMaker

OVERRIDE, RLE, RLI = "\u202e", "\u202b", "\u2067"

ENTITIES = """\
- {{id: anna, kind: person, name: "{name}"}}
- {{id: ali, kind: person, name: \u0639\u0644\u06cc \u0631\u0636\u0627\u06cc\u06cc}}
"""
ARTICLE = """\
---
title: One
---
First came [[anna]] then \u0639\u0644\u06cc \u0631\u0636\u0627\u06cc\u06cc, 2024, and last words.

Quoted {name} stands before plain words.

`code {name} stands` before plain words.
"""
ARABIC = (
    "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 (2024): \u00ab\u0644\u0627\u00bb "
    "Hamas \u0648\u0627\u0644\u0628\u0627\u0642\u064a."
)
HEBREW = "\u05d4\u05d5\u05d0 \u05d0\u05de\u05e8 (2024): \u05dc\u05d0, Knesset\u200f!"
PERSIAN = (
    "\u0627\u0648 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u062f "
    "\u2067\u0645\u062a\u0646\u2069 PDF\u200c\u0647\u0627."
)
HINDI_AND_EMOJI = (
    "\u0939\u093f\u0928\u094d\u200d\u0926\u0940 \U0001f468\u200d\U0001f469\u200d\U0001f467 "
    "\u2764\ufe0f \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f."
)
OTHER_SCRIPTS = {"ar": ARABIC, "he": HEBREW, "fa": PERSIAN, "hi": HINDI_AND_EMOJI}

WORDS = """
(parts) => {
    const found = [];
    for (const paragraph of document.querySelectorAll(parts)) {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            for (const word of node.data.matchAll(/[A-Za-z0-9]{2,}/g)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                found.push([word[0], range.getBoundingClientRect().left]);
            }
        }
    }
    return found;
}
"""
"""Every word in Latin letters, with the place of its left edge."""


def open_article(folder: Path, page: Page, name: str) -> Page:
    """The article in which somebody is so called."""
    escaped = name.encode("unicode_escape").decode()
    project = lay(
        folder,
        {
            "site.yml": "title: Dossier\n",
            "content/entities/all.yml": ENTITIES.format(name=escaped),
            "content/articles/one.md": ARTICLE.format(name=name),
        },
    )
    must_publish(project)
    page.goto((project.output / "articles/one.html").as_uri())
    return page


def order(page: Page, paragraph: int) -> list[str]:
    """The words of a paragraph from left to right; a badge is no word of the text."""
    places = page.evaluate(WORDS, f".prose > p:nth-of-type({paragraph})")
    return [word for word, _ in sorted(places, key=lambda pair: pair[1]) if SHOWN.fullmatch(word)]


SHOWN = re.compile("First|came|then|2024|and|last|words|Quoted|stands|before|plain|code")


@pytest.mark.parametrize(
    "name",
    [f"Tolan{OVERRIDE}", f"To{OVERRIDE}lan", f"{RLE}Tolan", f"{RLI}Tolan", "Tolan\u2069"],
    ids=["override", "override within", "embedding", "isolate", "stray"],
)
def test_a_hidden_character_moves_no_word_after_it(
    tmp_path: Path, new_page: PageMaker, name: str
) -> None:
    page = new_page(width=1280)
    plain, hostile = (
        [order(open_article(tmp_path / folder, page, called), number) for number in (1, 2, 3)]
        for folder, called in (("plain", "Tolan"), ("hostile", name))
    )
    assert plain[1] == ["Quoted", "stands", "before", "plain", "words"]
    assert hostile == plain


def test_without_the_gate_it_would(
    tmp_path: Path, new_page: PageMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The measure is one that shows what an override does."""
    monkeypatch.setattr("dossierpress.templating.rendering.reveal", lambda page, _: page)
    page = open_article(tmp_path, new_page(width=1280), f"Tolan{OVERRIDE}")
    assert order(page, 2) != ["Quoted", "stands", "before", "plain", "words"]


def test_the_number_is_there_to_see_to_read_and_to_print(
    tmp_path: Path, new_page: PageMaker
) -> None:
    page = open_article(tmp_path, new_page(width=1280), f"Tolan{OVERRIDE}")
    assert "Quoted Tolan[U+202E] stands before plain words." in page.inner_text(".prose")
    badge = page.locator(".prose .hidden-character").first
    for media, forced in (("screen", "none"), ("screen", "active"), ("print", "none")):
        page.emulate_media(media=media, forced_colors=forced)  # type: ignore[arg-type]
        assert badge.is_visible()
        assert badge.evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"


def test_text_in_other_scripts_is_read_as_it_was_written(
    tmp_path: Path, new_page: PageMaker
) -> None:
    project = lay(
        tmp_path,
        {
            "site.yml": "title: Dossier\n",
            "content/articles/one.md": "---\ntitle: One\nautolink: off\n---\n"
            + "\n\n".join(f"{{lang={lang}}}\n{text}" for lang, text in OTHER_SCRIPTS.items())
            + "\n",
        },
    )
    report = must_publish(project)
    assert [one.code for one in report.diagnostics] == []
    page = new_page()
    page.goto((project.output / "articles/one.html").as_uri())
    shown = [re.sub(r"^\s+", "", text) for text in page.locator(".prose > p").all_inner_texts()]
    assert shown == list(OTHER_SCRIPTS.values())
    assert page.locator(".hidden-character").count() == 0
