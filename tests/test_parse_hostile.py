"""Whatever a file holds: nothing raises, nothing hangs, nothing but harmless HTML comes out."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossierpress.facts.markdown.links import _NORMAL, judge_address
from dossierpress.model.body import Block, LinkStart, Prose
from dossierpress.schema.parse_config import ParseConfig
from harmless import HARMLESS, check_harmless
from reading_bodies import CONFIG, KEEPING_HTML, Elements, as_html, read_file, read_text

BOTH = pytest.mark.parametrize("config", [CONFIG, KEEPING_HTML], ids=["escaped", "sanitised"])

# Pieces from which nearly every construct can come together, whole, broken and nested.
_MARKS = r"""
    [ ] [[ ]] ( ) { } < > | ! @ # ^ * _ ` \ / : ; & = " ' - + ~ $ % a b Z 1 é 港 [^1] [^1]: ]( ]{
    {#a} {.b} {entity=a} ``` ~~~ --- === >· -· 1.· |- |-|-| [@a [-@ [[a| [a]: &amp; &#10; &#0; &lt;
    <!-- --> <b> </b> <i <div> </div> <p> </p> <script> </script> <style> <svg> </svg> <img <a
    href= src= onclick= javascript: https://a.example/ data: //b mailto: style= <td> <li> <!DOCTYPE
    <![CDATA[ ]]> <? ?> <textarea> <details> <summary> </details> <h1> <br> <table> <pre> </pre>
"""
_BLANKS = [
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "\t",
    " ",
    "    ",
    "\u2028",
    "\u200b",
    "\u202e",
    "\ufeff",
    "x y",
]
_FRAGMENTS = st.sampled_from([*(mark.replace("·", " ") for mark in _MARKS.split()), *_BLANKS])
_texts = st.one_of(
    st.lists(_FRAGMENTS, max_size=40).map("".join),
    st.text(max_size=80),
    st.text(alphabet="[]()<>*_`|@#{}:^!\\&\n -a1", max_size=80),
)


@BOTH
@given(text=_texts)
@example(text="[^1]: a\n[^1]: b")
@example(text="> [a\n> ]{entity=b}")
@example(text="<b>*x</b>*")
@example(text="[<b>x](y)</b>")
@example(text="![[[a]]](b)")
@example(text="<details>\n\n> </details>\n\nx")
@example(text="| <td> |\n|-|\n| </td> |")
def test_any_text_becomes_harmless_html(config: ParseConfig, text: str) -> None:
    body, _ = read_text(text.replace("\x00", "").replace("\r", ""), config)
    check_harmless(body, filled=as_html(body))


@BOTH
@given(data=st.binary(max_size=200))
@example(data=b"---\n")
@example(data=b"\xff\xfe")
@example(data=b"---\n---\n\x85")
def test_any_bytes_are_read(config: ParseConfig, data: bytes) -> None:
    for path in ("content/articles/a.md", "content/entities/a.md", "content/sources/a.yml"):
        first = read_file(data, path, config)
        assert first == read_file(data, path, config)
        assert all(one.path == path for one in first.diagnostics)


@BOTH
def test_naughty_strings_stay_strings(config: ParseConfig, shared_data: Path) -> None:
    strings = json.loads((shared_data / "adversarial/blns/blns.json").read_text())
    assert len(strings) > 500
    for string in strings:
        body, _ = read_text(f"Before {string} after\n\n- {string}\n\n| {string} |\n|---|\n", config)
        check_harmless(body, filled=as_html(body))


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg/onload=alert(1)>",
        "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a href=' javascript:alert(1)'>x</a>",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "<a href='&#1;javascript:alert(1)'>x</a>",
        '<a href="//away.example/" style="position:fixed">x</a>',
        "<b style='background:url(https://away.example/)'>x</b>",
        "<style>@import 'https://away.example/'</style>",
        "<form action=https://away.example/><input name=a><button>x</button></form>",
        "<base href=https://away.example/>",
        "<meta http-equiv=refresh content='0;https://away.example/'>",
        "<link rel=stylesheet href=https://away.example/>",
        "<object data=https://away.example/></object><embed src=https://away.example/>",
        "<video src=https://away.example/ autoplay></video>",
        "<img src=https://away.example/a.png>",
        "<img srcset='https://away.example/a.png 1x' src=a.png alt=a>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<textarea><script>alert(1)</textarea><script>alert(1)</script>",
        (
            "<math><mtext><table><mglyph><style><!--</style>"
            "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>"
        ),
        (
            "<select><template><style><!--</style>"
            "<a rel='--></style></template></select><img src onerror=alert(1)>'>"
        ),
        "<b <script>alert(1)</script>0",
        "<b/onclick=alert(1)//>x</b>",
        "<p id=main class='a\" onclick=\"alert(1)'>x</p>",
        "<details open ontoggle=alert(1)><summary>x</summary></details>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<?php echo 1 ?><b>x</b>",
        "<td onmouseover=alert(1)>x</td>",
        "</p></div></main><b>x",
        "<div><p><table><tr><td><div>x",
        "<plaintext>x",
        "<h1>x</h1>",
        "<A HREF=JaVaScRiPt:alert(1)>x</A>",
        "<img src=`javascript:alert(1)`>",
        "<a href=data:text/html,<script>alert(1)</script>>x</a>",
        '<span class=x lang="en" onfocus=alert(1) tabindex=1 autofocus>x</span>',
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "Word {} word", "> - {}\n\nafter", "| {} |\n|---|\n| a |"]
)
def test_html_that_is_kept_is_harmless(html: str, around: str) -> None:
    body, _ = read_text(around.format(html), KEEPING_HTML)
    filled = as_html(body)
    check_harmless(body, filled=filled)
    loaded = [
        value
        for tag, name, value in Elements.of(filled).attributes
        if "away.example" in value and (tag, name) != ("a", "href")  # which loads nothing by itself
    ]
    assert loaded == []


def test_what_is_kept_of_html_is_what_it_was() -> None:
    body, diagnostics = read_text(
        "A <B class='x y' onclick=z>bold</B> <kbd>Esc</kbd> x<sup>2</sup>\n\n"
        "<details id=more>\n<summary>How &amp; why</summary>\n\nWith *Markdown*.\n\n</details>\n",
        KEEPING_HTML,
    )
    assert diagnostics == ()
    html = as_html(body)
    assert '<b class="x y">bold</b> <kbd>Esc</kbd> x<sup>2</sup>' in html
    assert '<details id="more">' in html
    assert html.index("<details") < html.index("<em>Markdown</em>") < html.index("</details>")


def test_text_in_html_is_text_like_any_other() -> None:
    body, _ = read_text(
        "<div>\n<p>Of <b>Amsel</b> &amp;\nthe <code>port</code></p>\n</div>", KEEPING_HTML
    )
    prose = [piece for piece in body.pieces if isinstance(piece, Prose)]
    assert [(one.text, one.links, one.span.line) for one in prose] == [
        ("Of ", True, 2),
        ("Amsel", True, 2),
        (" &\nthe ", True, 2),
        ("port", False, 3),
    ]
    assert len([piece for piece in body.pieces if isinstance(piece, Block)]) == 1


def test_comments_are_dropped_where_html_is_kept() -> None:
    body, diagnostics = read_text("A <!-- to\nLena --> b\n\n<!-- one\n\ntwo -->\n\nc", KEEPING_HTML)
    assert "".join(p.text for p in body.pieces if isinstance(p, Prose)) == "A  bc"
    assert diagnostics == ()


def test_links_in_html_are_links_like_any_other() -> None:
    body, _ = read_text(
        '<a href="quay.md" title="T">*x*</a> <a href="https://a.example">y</a>', KEEPING_HTML
    )
    (link,) = (piece for piece in body.pieces if isinstance(piece, LinkStart))
    assert (link.href, link.title) == ("quay.md", "T")
    assert 'href="https://a.example" rel="noopener noreferrer"' in as_html(body)
    assert not any(
        piece.links for piece in body.pieces if isinstance(piece, Prose) and piece.text == "x"
    )


# Addresses


@given(st.text(max_size=40))
def test_an_address_is_judged_whatever_it_is(text: str) -> None:
    address = judge_address(text)
    if address.kind == "outside":
        assert address.href.lower().startswith(HARMLESS)
    elif address.kind == "refused":
        assert address.reason


@given(st.from_regex(_NORMAL, fullmatch=True))
@example("https://" + ".".join(["a" * 63] * 4) + "/" + "b" * 300)
@example("http://xn--a.-.xn--/../.?#")
def test_an_address_in_its_normal_form_is_not_changed(text: str) -> None:
    stripped = judge_address(f" {text}")  # the blank has every step taken

    assert judge_address(text) == stripped
    assert stripped.kind == "outside"
    assert stripped.href == text


@given(
    st.sampled_from(["javascript", "vbscript", "data", "file", "ms-msdt", "jar", "smb", "blob"]),
    st.lists(
        st.sampled_from(["\t", "\n", "\r", "\x00", " ", "\x1f", "\u200b", "\u00ad"]), max_size=3
    ),
    st.integers(0, 10),
)
def test_a_dangerous_scheme_is_seen_through_what_hides_it(
    scheme: str, hidden: list[str], place: int
) -> None:
    text = scheme + ":x"
    written = text[:place] + "".join(hidden) + text[place:]
    encoded = "".join(f"%{ord(c):02x}" if n == place else c for n, c in enumerate(text))
    twice = encoded.replace("%", "%25")
    upper = "".join(c.upper() if n % 2 else c for n, c in enumerate(written))
    for form in (written, upper, encoded, twice, " " + written, "\x01" + written):
        assert judge_address(form).kind == "refused", form
