"""Whatever a text tries to be, in whatever field: a page runs nothing and asks for nothing."""

import json
import os
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Error as PlaywrightError

from building import OWN_SCRIPTS
from dossierpress.engine.store import Store
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.check import check_dossier
from dossierpress.schema.read_site import read_config
from dossierpress.source.project import Project, project_at
from harness import asked_elsewhere, serve
from hostile.payloads import own_payloads

AS_OF = datetime(2024, 6, 1, tzinfo=UTC)
TORTURE = bool(os.environ.get("DOSSIER_TORTURE"))
TRIED = 10_000 if TORTURE else 50
"""How many texts, drawn by a fixed seed; all of them by `make torture`."""
VISITED = 1_000_000 if TORTURE else 240
"""How many pages of a dossier the browser opens, drawn likewise; every page is read."""
DOSSIERS = 4 if TORTURE else 1
"""How many dossiers they are laid into: checking one of many thousand faulty files takes long."""

LISTEN = """
    window.fired = [];
    for (const name of ["alert", "confirm", "prompt", "print", "open"])
        window[name] = (...given) => { window.fired.push(name); };
    for (const name of ["error", "securitypolicyviolation"])
        document.addEventListener(name, event => {
            if (name === "securitypolicyviolation") window.fired.push(event.violatedDirective);
        }, true);
"""
"""Whatever a text could call is heard, and so is what the page's own policy had to stop."""

ARTICLE = """---
title: {yaml}
summary: {yaml}
authors: [{yaml}]
entities:
  - {{id: e-{number}, role: {yaml}, as: [{yaml}]}}
sources:
  - {{id: s-{number}, at: {yaml}}}
references:
  - {{to: home-of-all, type: follows, note: {yaml}}}
---

[[e-{number}]] and [@s-{number}].

~~~~~~
{text}
~~~~~~
"""
BODY = """---
title: Body {number}
---

{line}

A text with {line} in it, **{line}**, a [link {line}](https://x.example/), and a note.[^n]

## {line}

| {line} | b |
|---|---|
| {line} | c |

![Alt {line}](../media/one.png)

> {line}

[^n]: {line}
"""
LINKS = """---
title: Links {number}
---

{text}

[x]({line}) [y](<{line}>) <{line}> ![z]({line}) [[{line}]] @{line} [@{line}]
"""
ENTITY = """- id: e-{number}
  kind: person
  name: {{en: {yaml}, fa: {yaml}}}
  sort_as: {yaml}
  aliases: [{yaml}]
  weak_aliases: [{yaml}]
  former_names: [{yaml}]
  description: {yaml}
  relations: [{{type: member, to: group, role: {yaml}, note: {yaml}}}]
"""
PLACE = """- id: w-{number}
  kind: place
  name: {where}
  coordinates: "{latitude}, 51.4"
  relations: [{{type: located-in, to: group}}]
"""
CLAIM = """- id: c-{number}
  text: {yaml}
  about: group
  value: {{text: {yaml}}}
  status: [{{is: disputed, by: {yaml}, note: {yaml}}}]
  contradicts: {{to: claim-of-all, note: {yaml}}}
  supports: {{to: claim-of-all, note: {yaml}}}
  supersedes: {{to: claim-of-all, note: {yaml}}}
  note: {yaml}
  reports:
    - {{by: {{unnamed: {yaml}}}, verb: {yaml}, note: {yaml}}}
    - by: s-{number}
      citing: {{unnamed: {yaml}}}
      verb: {yaml}
      at: {yaml}
      quote: {{exact: {yaml}, translation: {yaml}}}
      passage: {{exact: {yaml}, translation: {yaml}}}
      copy: {{kind: reprint, lost: {yaml}}}
    - {{by: source-of-all, citing: s-{number}, verb: {yaml}}}
"""
NO_TEXT = {
    "aspect": "- {{id: {field}-{number}, text: Claim, about: group, aspect: {yaml}}}\n",
    "url": (
        "- id: {field}-{number}\n  text: Claim\n  reports: [{{by: source-of-all, url: {yaml}}}]\n"
    ),
    "archived": (
        "- id: {field}-{number}\n  text: Claim\n"
        "  reports: [{{by: source-of-all, archived: {yaml}}}]\n"
    ),
    "copied": (
        "- id: {field}-{number}\n  text: Claim\n"
        "  reports: [{{by: source-of-all, copy: {{kind: reprint, url: {yaml}}}}}]\n"
    ),
}
"""Fields of a claim that take no text, each in a file of its own, as most are refused."""
ANNOTATED = """---
title: Annotated {number}
claims:
  - {{id: w-{number}, text: Weight {number}, value: {{number: 5, unit: {yaml}}}}}
annotations:
  - {{quote: A quiet passage, type: {type}, text: {yaml}, by: {yaml}, to: claim-of-all}}
  - quote: {{exact: here, suffix: ", and"}}
    type: framing
    framing: loaded-term
    text: {yaml}
    neutral: {yaml}
  - {{quote: in the end, type: correction, text: {yaml}, said_by: {{unnamed: {yaml}}}}}
quotations:
  - quote: so it is
    speaker: {{unnamed: {yaml}}}
    addressee: {{unnamed: {yaml}}}
    original: {{text: {yaml}, lang: fa}}
    translation: {yaml}
    note: {yaml}
    words_of: outlet
    worded_by: {{unnamed: {yaml}}}
  - quote: somebody said
    speaker: {{unnamed: {yaml}}}
    words_of: translator
    worded_by: {{unnamed: {yaml}}}
---

A quiet passage stood here, and somebody said that so it is in the end.
"""
QUOTED = """---
title: Quoted {number}
annotations: [{{quote: {yaml}, text: Annotated}}]
quotations: [{{quote: {yaml}, speaker: {{unnamed: somebody}}, same: s-{number}}}]
---

{escaped}
"""
SOURCE = """- id: s-{number}
  kind: newspaper
  name: {yaml}
  sort_as: {yaml}
  author: [{yaml}]
  description: {yaml}
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A dossier of hostile texts."""

    output: Path
    published: int
    """How many of the texts are in its pages; the others are refused, in one field or another."""
    refused: int
    tried: int


def strings(shared_data: Path) -> list[str]:
    """The big list of naughty strings, and our own."""
    naughty = json.loads((shared_data / "adversarial/blns/blns.json").read_text())
    texts = [text for text in dict.fromkeys([*naughty, *own_payloads()]) if text.strip()]
    random.Random(5).shuffle(texts)
    return texts[:TRIED]


SETTINGS = (
    "title: Hostile\nurl: https://hostile.example/\nannotation_types:\n  plain: {label: Plain}\n"
)


def own_types(texts: Sequence[str]) -> dict[int, str]:
    """A line of site.yml for each text that can be the label of a type of annotation."""
    lines = {}
    for number, text in enumerate(texts):
        label = json.dumps(re.sub(r"\s+", " ", text), ensure_ascii=False)
        line = f"  own-{number}: {{label: {label}}}\n"
        if read_config((SETTINGS + line).encode(errors="replace"))[0] is not None:
            lines[number] = line
    return lines


def lay(root: Path, texts: Sequence[str]) -> Project:
    """One record of each type for each text, and an article of links."""
    types = own_types(texts)
    files = {
        "site.yml": SETTINGS + "".join(types.values()),
        "content/articles/home-of-all.md": "---\ntitle: Home of all\n---\nText.\n",
        "content/entities/group.yml": "- {id: group, kind: organization, name: The Group}\n",
        "content/sources/all.yml": "- {id: source-of-all, kind: newspaper, name: The Paper}\n",
        "content/claims/all.yml": "- {id: claim-of-all, text: It is so., about: group}\n",
    }
    for number, text in enumerate(texts):
        line = re.sub(r"\s+", " ", text)
        given = {
            "number": number,
            "text": text,
            "line": line,
            "yaml": json.dumps(line, ensure_ascii=False),
            "type": f"own-{number}" if number in types else "note",
            "where": json.dumps(f"Where {line}", ensure_ascii=False),
            "latitude": number % 80,
            "escaped": re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line),
        }
        files |= {
            f"content/articles/a-{number}.md": ARTICLE.format(**given),
            f"content/articles/b-{number}.md": BODY.format(**given),
            f"content/articles/l-{number}.md": LINKS.format(**given),
            f"content/entities/e-{number}.yml": ENTITY.format(**given),
            f"content/entities/w-{number}.yml": PLACE.format(**given),
            f"content/sources/s-{number}.yml": SOURCE.format(**given),
            f"content/claims/c-{number}.yml": CLAIM.format(**given),
            f"content/articles/n-{number}.md": ANNOTATED.format(**given),
            f"content/articles/q-{number}.md": QUOTED.format(**given),
        }
        files |= {
            f"content/claims/{field}-{number}.yml": template.format(field=field, **given)
            for field, template in NO_TEXT.items()
        }
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8", errors="replace"))
    (root / "content/media").mkdir()
    (root / "content/media/one.png").write_bytes(PIXEL)
    return project_at(root)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture(scope="module", params=range(DOSSIERS))
def hostile(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """Built from what is left when all that is refused, with a message, is taken out."""
    texts = strings(shared_data)[request.param :: DOSSIERS]
    project = lay(tmp_path_factory.mktemp("hostile") / "site", texts)
    refused: set[str] = set()
    with Store(project.cache) as store:
        while errors := wrong(project, store):
            assert errors.isdisjoint(refused)
            refused |= errors
            for path in errors:
                (project.root / path).unlink()
        report = build_dossier(project, store=store, as_of=AS_OF)
    assert report.published
    published = len(report.site.articles) if report.site else 0
    return Built(project.output, published, len(refused), len(texts))


def wrong(project: Project, store: Store) -> set[str]:
    """Files with an error, all of which are content."""
    report = check_dossier(project, store=store, as_of=AS_OF)
    return {one.path for one in report.diagnostics if report.severity(one.code) == "error"}


ALLOWED = frozenset(
    """
    html head meta title link body script header nav main article section aside footer h1 h2 h3 h4
    h5 h6 p a ul ol li dl dt dd div span bdi bdo cite em strong code pre blockquote q table caption
    thead tbody tfoot tr th td figure figcaption img sup sub time abbr details summary hr br del ins
    s mark small form label input button search address i b u kbd data wbr dfn
    fieldset legend select option output
    """.split()  # noqa: SIM905 (reads better than twenty lines)
)
DRAWN: Mapping[str, tuple[str, str]] = {
    "svg": (
        "div li fieldset label figure",
        "class viewbox width height aria-hidden preserveaspectratio",
    ),
    "defs": ("svg", ""),
    "marker": ("defs", "id class viewbox refx refy markerwidth markerheight markerunits orient"),
    "path": ("svg defs marker g", "class d marker-end data-periods"),
    "circle": ("a g svg", "class r cx cy"),
    "g": ("svg a g", "class aria-hidden transform tabindex data-unit"),
    "rect": ("g svg", "class x y width height rx"),
    "text": ("g a", "class text-anchor x y lang"),
    "tspan": ("text", "x y"),
}
"""What drawings are made of: element -> in what it stands, its attributes."""
DRAWING = re.compile(r"[\w .,-]*|url\(#part_arrow(_against)?\)|translate\(-?\d+ -?\d+\)")
SEARCH_SIGN = (
    '<svg viewbox="0 0 16 16" aria-hidden="true"><circle cx="6.5" cy="6.5" r="4.75"></circle>'
    '<path d="m10 10 4.75 4.75"></path></svg>'
)
"""The theme's own, on the way to the search; nothing else is drawn in a link of a page's head."""
SEARCH_REMARK = (
    '<noscript><p class="soft">This page searches with JavaScript. All names, claims and sources '
    "stand below, and your browser finds words among them.</p></noscript>"
)
CONTROLS: Mapping[str, frozenset[str]] = {
    "fieldset": frozenset({"class", "data-filters", "hidden"}),
    "legend": frozenset({"lang", "dir", "class"}),
    "select": frozenset({"id", "name"}),
    "option": frozenset({"value"}),
    "output": frozenset({"data-words", "for"}),
}
"""What readers filter with, each with the attributes that the theme gives it."""
ADDRESS = re.compile(r"(?i)(https?:|mailto:|#|[^:]*$|[^:]*[/?#])")


def forbidden(page: Path) -> Iterator[str]:
    """Every node that no page of ours has."""
    document = html.fromstring(page.read_bytes())
    for node in document.iter():
        if not isinstance(node.tag, str):
            continue
        if is_of_search_sign(node) or is_of_search_remark(node) or holds_the_cards(node):
            continue
        if node.tag in DRAWN:
            yield from not_drawn(node)
        elif node.tag not in ALLOWED:
            yield f"<{node.tag}>"
        elif not set(node.attrib) <= CONTROLS.get(node.tag, set(node.attrib)):
            yield f"{node.tag} {dict(node.attrib)}"
        if node.tag == "script" and (node.attrib or node.text not in OWN_SCRIPTS):
            yield "a script"
        for name, value in node.attrib.items():
            if acts(name, value):
                yield f"{node.tag} {name}={value!r}"


def acts(name: str, value: str) -> bool:
    """Whether an attribute runs something, or fetches or leads where no page of ours does."""
    return (
        name.startswith("on")
        or name in ("style", "srcdoc", "srcset", "formaction")
        or (name in ("href", "src") and not ADDRESS.match(value.strip()))
        or (name == "src" and bool(re.match(r"(?i)\s*(https?:)?//", value)))
        or (name == "http-equiv" and value != "Content-Security-Policy")
    )


def is_of_search_sign(node: html.HtmlElement) -> bool:
    """Whether it is the sign on the way to the search, or a part of it, letter for letter."""
    sign = node.getparent() if node.tag in ("circle", "path") else node
    if sign is None or sign.tag != "svg":
        return False
    written = html.tostring(sign, encoding="unicode", with_tail=False)
    way = sign.xpath("parent::a/parent::p[@class='to-search']")
    return bool(written == SEARCH_SIGN and way)


def holds_the_cards(node: html.HtmlElement) -> bool:
    """Whether it is the one place where cards wait; what is in it is looked at like all else."""
    around = node.getparent()
    ours = node.tag == "template" and dict(node.attrib) == {"id": "page_cards"}
    return bool(ours and around is not None and around.tag == "body")


def is_of_search_remark(node: html.HtmlElement) -> bool:
    """Whether it is what the search page says to those without script: the theme's words alone."""
    written = html.tostring(node, encoding="unicode", with_tail=False)
    return node.tag == "noscript" and bool(written == SEARCH_REMARK)


def not_drawn(node: html.HtmlElement) -> Iterator[str]:
    """What a part of a drawing has that the theme does not give it."""
    parents, attributes = DRAWN[node.tag]
    if node.getparent().tag not in parents.split():
        yield f"<{node.tag}> in <{node.getparent().tag}>"
    for name, value in node.attrib.items():
        if name not in attributes.split() or not DRAWING.fullmatch(value):
            yield f"{node.tag} {name}={value!r}"


def test_every_kind_of_page_is_among_them(hostile: Built) -> None:
    """Claims, drawings, what is said of passages and who speaks: all of it was published."""
    pages = [page.read_text() for page in hostile.output.rglob("*.html")]
    of_each_text = (
        *('class="sheet claim"', "<svg ", 'class="translation"', 'class="type-contradicts'),
        *('class="annotation type-own-', 'class="neutral"', 'class="balance"'),
        *('class="original"', 'class="translated"', 'class="layers"'),
    )
    found = {what: sum(what in page for page in pages) for what in of_each_text}

    assert {} == {what: often for what, often in found.items() if often < hostile.tried / 3}
    for what in ('id="part_matrix"', 'class="change"', "<fieldset class", 'class="marks near"'):
        assert any(what in page for page in pages)


def test_no_page_has_a_forbidden_node(hostile: Built) -> None:
    pages = sorted(hostile.output.rglob("*.html"))
    assert len(pages) > 2 * hostile.tried

    assert [] == [(page.name, node) for page in pages for node in forbidden(page)]


@contextmanager
def listening(chromium: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser that hears what runs, and notes what is asked for elsewhere, where nobody answers.

    The page's own policy is off: it would stop most of it, and what it would stop is tested here.
    """
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(LISTEN)
    yield context, asked_elsewhere(context)
    context.close()


def test_nothing_runs_and_nothing_is_asked_for(hostile: Built, chromium: Browser) -> None:
    fired: dict[str, list[str]] = {}
    pages = sorted(hostile.output.rglob("*.html"))
    drawn = random.Random(5).sample(pages, min(VISITED, len(pages)))
    with serve(hostile.output) as address, listening(chromium) as (context, strayed):
        page = context.new_page()
        for file in drawn:
            path = file.relative_to(hostile.output).as_posix()
            page.goto(f"{address}/{path}", wait_until="load")
            if found := page.evaluate("window.fired"):
                fired[path] = found
            assert page.url == f"{address}/{path}"

    assert {} == fired
    assert [] == strayed
    print(f"{hostile.published} articles, {hostile.refused} files refused")  # noqa: T201


def test_the_same_texts_do_run_where_nothing_guards(chromium: Browser, tmp_path: Path) -> None:
    """The control: with no guard, these texts run and ask, and the test hears it."""
    fired = 0
    with serve(tmp_path) as address, listening(chromium) as (context, asked):
        for number, text in enumerate(own_payloads()[:40]):
            (tmp_path / f"{number}.html").write_text(
                f"<!DOCTYPE html><meta charset=utf-8><title>x</title><body>{text}",
                encoding="utf-8",
            )
            page = context.new_page()
            try:
                page.goto(f"{address}/{number}.html", wait_until="load")
                fired += bool(page.evaluate("window.fired.length"))
            except PlaywrightError:  # it leads the browser elsewhere
                fired += 1
            page.close()

    assert fired > 10
    assert len(asked) > 10
