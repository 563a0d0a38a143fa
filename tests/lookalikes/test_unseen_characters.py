"""Characters that nobody sees: those that mislead are shown and told of, all others are left."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from building import lay, must_publish
from dossierpress.facts.hidden_characters import WrittenText, _in_node, hidden_in_front_matter
from dossierpress.kernel.invisible_characters import (
    _ISOLATED,
    may_mislead,
    may_mislead_in_page,
    misleading_runs,
    reveal,
    unclosed_controls,
)
from dossierpress.kernel.key import Key
from dossierpress.located_yaml.reader import read
from dossierpress.visibility.leak_check.scan import scan_files
from dossierpress.visibility.leak_check.secret import Secret

OVERRIDE, RLE, LRI, RLI, PDF, PDI = "\u202e", "\u202b", "\u2066", "\u2067", "\u202c", "\u2069"

HARMLESS = [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u062e\u0627\u0646\u0647\u200c\u0647\u0627",
    "PDF\u200c\u0647\u0627",
    "\u0628\u0650\u0633\u0652\u0645\u0650 \u0627\u0644\u0644\u0647",
    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd\u200f!",
    "\u0939\u093f\u0928\u094d\u200d\u0926\u0940 \u0915\u094d\u200c\u0937",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f 1\ufe0f\u20e3 \u2139\ufe0f",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\u845b\U000e0100 \u8fbb\ufe00",
    "\u1820\u180b\u1821",
    f"{RLI}\u0645\u062a\u0646 (2024){PDI} and {RLE}\u0645\u062a\u0646{PDF}",
    f"{RLI}one {LRI}two{PDI} one{PDI}",
    "co\u00adoperation \u200eA\u200f \u061c1",
    "\u0e20\u0e32\u0e29\u0e32\u200b\u0e44\u0e17\u0e22",
    "an end\u200b \u200ba start",
]
MISLEADING = [
    (f"a {OVERRIDE}moc{PDF} b", "a [U+202E]moc[U+202C] b"),
    (f"a {OVERRIDE}moc b", "a [U+202E]moc b"),
    (f"a {RLE}b", "a [U+202B]b"),
    (f"a {RLI}b", "a [U+2067]b"),
    (f"a {PDI}b{PDF}", "a [U+2069]b[U+202C]"),
    (f"{RLI}a{RLE}b{PDI}", f"{RLI}a[U+202B]b{PDI}"),
    ("Cas\u200bpian", "Cas[U+200B]pian"),
    ("Cas\u200d\u2060pian", "Cas[U+200D U+2060]pian"),
    ("\u041a\u0430\u200c\u0441", "\u041a\u0430[U+200C]\u0441"),
    ("say \U000e0041\U000e0042", "say [U+E0041 U+E0042]"),
    ("\U0001f3f4\U000e0041\U000e0042\U000e0043\U000e0044", "\U0001f3f4[U+E0041…U+E0044 (4)]"),
    ("a\ufe01b", "a[U+FE01]b"),
    ("\U0001f600\ufe0f\ufe01\ufe02", "\U0001f600\ufe0f[U+FE01 U+FE02]"),
    ("a\u206ab \x07", "a[U+206A]b [U+0007]"),
]  # fmt: skip


LETTERS = st.sampled_from("".join((*HARMLESS, *(text for text, _ in MISLEADING), "<>\"'\n\x7f")))


@given(st.text(LETTERS, max_size=30))
def test_what_is_found_from_place_to_place_is_all_that_there_is(text: str) -> None:
    everywhere = [found.span() for found in _ISOLATED.finditer(text) if found["bad"] is not None]

    assert everywhere == list(misleading_runs(text))
    assert may_mislead(text) == may_mislead_in_page(text.encode())
    assert may_mislead(text) or not everywhere


@given(
    st.sampled_from(["name", "note", "aliases"]),
    st.one_of(st.text(LETTERS, max_size=8), st.text(st.characters(), max_size=8)),
    st.sampled_from(["", "\\u200b", "\\u202e", "\\xad", '\\"', '\\"\\xad', "\\\\u202e"]),
)
@example("name", "\u00ad", "")
@example("name", "\u061c", "")
@example("name", "\u200e", "")
@example("name", "\u200f", "")
@example("note", "\u2068", "")
@example("note", "", "\\u2068")
def test_front_matter_is_passed_over_only_where_nothing_is_in_it(
    key: str, value: str, escape: str
) -> None:
    text = f'{key}: "a{value}b{escape}c"\nnote: {value}\nname: [x, {{ar: y{value}}}]\n'
    node, _ = read(text, path="content/entities/x.yml")
    written = WrittenText(text, first_line=1)

    everything = tuple(_in_node(node, named=False, written=written, path="x.yml"))

    assert hidden_in_front_matter(node, written, "x.yml") == everything[:20]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_scripts_need_is_left_to_the_byte(text: str) -> None:
    page = f'<p title="{text}">{text} <em>{text}</em></p>'
    assert reveal(page, "html") == page


@pytest.mark.parametrize(("text", "shown"), MISLEADING)
def test_what_misleads_is_shown_by_its_number(text: str, shown: str) -> None:
    assert reveal(text, "text") == shown


@pytest.mark.parametrize(("text", "shown"), MISLEADING)
def test_where_no_element_can_stand_there_is_none(text: str, shown: str) -> None:
    page = f"<title>{text}</title><img alt=\"{text}\"><meta content='{text}'>"
    expected = f"<title>{shown}</title><img alt=\"{shown}\"><meta content='{shown}'>"
    assert reveal(page, "html") == expected


def test_a_badge_says_which_character_it_is() -> None:
    assert reveal(f"<code>a{OVERRIDE}b</code>", "html") == (
        '<code>a<bdi class="hidden-character" dir="ltr" title="right-to-left override">'
        "[U+202E]</bdi>b</code>"
    )


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{RLI}a</p><p>b{PDI}</p>",
        f"<li>{RLI}a<ul><li>b</li></ul>{PDI}</li>",
        f"<p>{RLI}a<br>b{PDI}</p>",
        f"<p>{RLI}a <em>b{PDI}</em></p>",
        f"<pre><code>{RLI}a\nb{PDI}</code></pre>",
        f"<p><bdi>{RLI}a</bdi>{PDI}</p>",
    ],
    ids=["paragraphs", "list", "line", "emphasis", "code", "bdi"],
)
def test_a_direction_must_be_closed_where_it_was_opened(page: str) -> None:
    shown = reveal(page, "html")
    assert RLI not in shown
    assert PDI not in shown


@pytest.mark.parametrize(
    "page",
    [
        f'<p>{RLI}a <a href="x">b</a> c{PDI}</p>',
        f"<p>{RLI}a\nb{PDI}</p>",
        f"<pre><code>{RLI}a{PDI}\n{RLI}b{PDI}</code></pre>",
    ],
    ids=["link", "soft line", "code"],
)
def test_a_direction_that_is_closed_is_left(page: str) -> None:
    assert reveal(page, "html") == page


def test_addresses_and_ids_lead_where_they_led() -> None:
    page = '<h2 id="a\ufe01b"><a href="#a\ufe01b">x</a></h2>'
    assert reveal(page, "html") == page


def test_counterparts_are_found_within_one_another() -> None:
    assert unclosed_controls(f"{RLE}{RLI}{RLE}{PDI}{PDF}{PDF}") == (2, 5)


ARTICLE = f"""---
title: "The \\u202Eyraterces"
date: 2024-05-23
summary: A summary{RLI} that opens
---
It was {OVERRIDE}emca{PDF} and [a {OVERRIDE}link](https://x.example/ "{OVERRIDE}t").

> Quoted {RLE}text

A paragraph &#x202E;escaped.

## Head{OVERRIDE}ing

`co{OVERRIDE}de` and Cas\u200bpian

| a | b{OVERRIDE} |
|---|---|
| c | {PDI} |

    indented {OVERRIDE} code
"""


def test_no_file_of_a_dossier_holds_one_that_acts(tmp_path: Path) -> None:
    """Pages, feed and every other text: the characters are nowhere, their numbers everywhere."""
    project = lay(
        tmp_path,
        {
            "site.yml": "title: Dossier\nurl: https://dossier.example/\n",
            "content/articles/one.md": ARTICLE,
            "content/entities/e.yml": f'- {{id: e, kind: person, name: "An{OVERRIDE}na Ost"}}\n',
            "content/articles/two.md": "---\ntitle: Two\n---\n[[article:one]] [[e]]\n",
        },
    )
    must_publish(project)
    texts = {
        path.relative_to(project.output).as_posix(): path.read_text()
        for path in project.output.rglob("*")
        if path.suffix in (".html", ".xml", ".json", ".txt")
    }
    acting = set(OVERRIDE + RLE + RLI + PDI + PDF + "\u200b")
    assert [path for path, text in texts.items() if acting & set(text)] == []
    assert texts["articles/one.html"].count("[U+202E]") >= 8
    assert "<title>The [U+202E]yraterces – Dossier</title>" in texts["articles/one.html"]
    (feed,) = (text for path, text in texts.items() if "<feed" in text)
    assert "<title>The [U+202E]yraterces</title>" in feed
    assert "<summary>A summary[U+2067] that opens</summary>" in feed


@pytest.mark.parametrize("form", ["html", "text"])
def test_the_last_look_knows_the_shown_form_of_a_secret(form: str) -> None:
    """A withheld text does not slip through because one of its characters is shown."""
    secret = Secret(
        text=f"harbour & {OVERRIDE}quay of sill",
        key=Key(type="entity", id="quay"),
        path="content/entities/quay.yml",
        field="name",
        why="draft",
    )
    shown = reveal("<p>Harbour &amp; \u202eQuay of Sill</p>", "html")
    if form == "text":
        shown = reveal("Harbour & \u202eQuay of Sill", "text")
    assert [one.code for one in scan_files([secret], [("a.html", shown.encode())])] == ["out-leak"]
