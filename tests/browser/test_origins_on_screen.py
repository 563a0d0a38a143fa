"""What a claim rests on, in a real browser: unfolded without script, mirrored, narrow, on paper."""

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from looking import letters, said_by_axe
from pypdf import PdfReader

from harness import ROOT, PageMaker, call_dossier

EVERYTHING = "claims/everything.html"
"""A claim with every reason why its origins are not more."""
PAGES = (
    EVERYTHING,
    "claims/one-hand.html",
    "claims/one-relay.html",
    "claims/in-parts.html",
    "claims/unlawful.html",
    "claims/index.html",
    "claims-by-source.html",
    "sources/pilot-post.html",
    "sources/encyclopaedia.html",
    "entities/combine.html",
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Language -> the mini-site of origins in it."""
    built = {}
    for lang in ("en", "fa"):
        site = tmp_path_factory.mktemp(lang) / "site"
        shutil.copytree(ROOT / "tests" / "sites" / "origins" / "content", site / "content")
        (site / "site.yml").write_text(f"title: Origins\nlang: {lang}\n", encoding="utf-8")
        done = call_dossier("build", "--site", site)
        assert done.returncode == 0, done.stderr
        built[lang] = site / "output"
    return built


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_with_every_word_unfolded(
    sites: Mapping[str, Path], new_page: PageMaker, axe: str, width: int
) -> None:
    page = new_page(width=width, bypass_csp=True)
    complaints = []
    wide = []
    for path in PAGES:
        page.goto((sites["en"] / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        complaints += said_by_axe(page, axe)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert complaints == []
    assert wide == []


def test_a_word_unfolds_by_keys_without_script(
    sites: Mapping[str, Path], new_page: PageMaker
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto((sites["en"] / EVERYTHING).as_uri())
    word = page.locator("summary", has_text="Suspected:")
    meaning = page.get_by_text("no report says so. Where a count has two")

    assert not meaning.is_visible()
    word.focus()
    page.keyboard.press("Enter")
    assert meaning.is_visible()
    box = word.bounding_box()
    assert box is not None
    assert box["height"] >= 24


def test_paper_holds_the_reasons_and_what_the_words_mean(
    sites: Mapping[str, Path], new_page: PageMaker
) -> None:
    page = new_page()
    page.goto((sites["en"] / EVERYTHING).as_uri())
    printed = letters(
        "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages)
    )

    for said in (
        "Between 3 and 5 independent origins and 1 unnamed.",
        "probably has it from",
        "The same sentence with the same slip.",
        "lower one takes a suspicion for true",
        "prints the text word for word",
    ):
        assert letters(said) in printed


def test_a_line_is_dashed_double_or_weighty_as_the_legend_says(
    sites: Mapping[str, Path], new_page: PageMaker
) -> None:
    page = new_page()
    page.goto((sites["en"] / EVERYTHING).as_uri())

    def drawn(selector: str, what: str) -> str:
        one = page.locator(selector).first
        return str(one.evaluate("(node, what) => getComputedStyle(node)[what]", what))

    for place in (".graph", ".sample"):
        assert drawn(f"{place} .edge.is-suspected", "strokeDasharray") != "none"
        assert drawn(f"{place} .edge.is-copy", "strokeDasharray") == "none"
        assert float(drawn(f"{place} .edge.is-copy", "strokeWidth").removesuffix("px")) > 4
        weights = [
            float(drawn(f"{place} .is-{one} rect", "strokeWidth").removesuffix("px"))
            for one in ("certain", "possible", "uncounted")
        ]
        assert weights == sorted(weights, reverse=True)
        assert len(set(weights)) == 3
    dashes = {drawn(".graph .edge.is-suspected", "strokeDasharray")}
    page.goto((sites["en"] / "claims/one-relay.html").as_uri())
    assert drawn(".graph .edge.is-quoted", "strokeDasharray") not in {"none", *dashes}
    page.goto((sites["en"] / EVERYTHING).as_uri())
    assert page.locator(".graph .between").count() == page.locator(".graph .is-copy").count() == 1


def test_from_right_to_left_origins_are_on_the_right(
    sites: Mapping[str, Path], new_page: PageMaker
) -> None:
    page = new_page()
    page.goto((sites["fa"] / "claims/wire-in-disguise.html").as_uri())
    places = {
        (node.text_content() or "").strip(): node.evaluate(
            "node => node.getBoundingClientRect().left"
        )
        for node in page.locator(".graph a").all()
    }
    first = page.locator(".grounds").evaluate(
        "node => { const range = document.createRange();"
        " range.setStart(node.firstChild, 0); range.setEnd(node.firstChild, 1);"
        " return node.getBoundingClientRect().right - range.getBoundingClientRect().right; }"
    )

    assert places["The Agency"] > places["The Herald"]
    # The number that the sentence begins with stands before it, which is on the right.
    assert first < 5
