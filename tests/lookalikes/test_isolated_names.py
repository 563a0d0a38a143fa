"""Every name in every template stands in an element that keeps its direction to itself."""

import re
from collections import Counter
from pathlib import Path

from lxml import html

from building import PICTURE, lay, must_publish

NAME = re.compile("\u0627\u0633\u0645[0-9]+")
"""Whatever is called something is called \u0627\u0633\u0645 and a number of its own here."""


def named(number: int) -> str:
    return f"\u0627\u0633\u0645{number}"


FILES = {
    "site.yml": f"""\
title: {named(1)}
url: https://dossier.example/
author: {named(2)}
licence: {named(3)}
page_size: 10
""",
    "content/media/one.png": PICTURE,
    "content/pages/about.md": f"""\
---
title: {named(4)}
---
See [[anna]], [[article:one]] and [@paper].

## {named(5)}

## {named(6)}

## {named(7)}
""",
    "content/entities/all.yml": f"""\
- id: anna
  kind: person
  name: {{en: {named(8)}, de: {named(9)}}}
  aliases: [{named(10)}]
  weak_aliases: [{named(11)}]
  former_names: [{named(12)}]
  not_same_as: [bea]
  born: 1960
  image: one.png
  image_alt: Anna
  relations: [{{type: member, to: group, role: {named(13)}, note: {named(14)}, source: paper}}]
- id: bea
  kind: person
  name: {named(15)}
  description: {named(16)}
- {{id: group, kind: organization, name: {named(17)}}}
- {{id: harbour, kind: place, name: {named(18)}}}
""",
    "content/sources/all.yml": f"""\
- id: paper
  kind: newspaper
  name: {{en: {named(19)}, de: {named(20)}}}
  owner: group
  not_same_as: [copy]
  url: https://paper.example/
- {{id: copy, kind: online, name: {named(21)}}}
- id: report
  kind: document
  name: {named(22)}
  author: [{named(23)}, {named(24)}]
  publisher: paper
""",
    "content/articles/one.md": f"""\
---
title: {named(25)}
date: 2024-05-23
authors: [{named(26)}, {named(27)}]
tags: [harbour]
origin: {{source: paper, licence: {named(28)}, at: {named(29)}}}
entities:
  - {{id: anna, role: {named(30)}}}
  - bea
sources:
  - {{id: report, cites: [paper], at: {named(31)}}}
  - paper
references:
  - {{to: two, type: follows, note: {named(32)}}}
---
{named(8)} met {named(15)} and {named(8)} [@report, {named(33)}]. @paper says so [p. 2].

Then [[group]], [[harbour|{named(34)}]] and [[article:two]].
""",
    "content/articles/two.md": f"""\
---
title: {named(35)}
date: 2024-05-24
lang: de
entities: [anna]
---
{named(9)}, {named(17)} and [[article:one]].
""",
}


def isolated(node: html.HtmlElement) -> bool:
    """Whether the text of an element keeps its direction to itself: `<bdi>` or `dir=auto`."""
    return any(
        one.tag == "bdi" or one.get("dir") == "auto" for one in (node, *node.iterancestors())
    )


def is_sentence(node: html.HtmlElement) -> bool:
    """Whether it is a quoted sentence, its author's as it stands: only what is meant is a name."""
    return bool(node.tag == "p" and node.xpath("ancestor::ul[@class='quotations']"))


def is_for_programs(node: html.HtmlElement) -> bool:
    """Whether it is the citation of a page in BibTeX or CSL-JSON: what programs read holds nothing
    but its own marks, and runs from left to right as all code does."""
    return node.tag == "pre" and dict(node.attrib) == {"class": "citation", "dir": "ltr"}


def test_every_name_keeps_its_direction_to_itself(tmp_path: Path) -> None:
    project = lay(tmp_path, FILES)
    must_publish(project)
    bare: list[str] = []
    seen: Counter[str] = Counter()
    for path in sorted(project.output.rglob("*.html")):
        document = html.document_fromstring(path.read_text())
        for node in document.xpath("//body//*"):
            texts = [(node, node.text), *((node, child.tail) for child in node)]
            for around, text in texts:
                for found in NAME.findall(text or ""):
                    if is_for_programs(around):
                        continue
                    seen[found] += 1
                    alone = (text or "").strip() == found and around.tag in ("p", "h2")
                    # The name of a mark in a drawing, in which no element may stand.
                    by_signs = around.tag in ("title", "text") and f"\u2068{found}\u2069" in (
                        text or ""
                    )
                    if not (isolated(around) or alone or by_signs or is_sentence(around)):
                        where = path.relative_to(project.output)
                        bare.append(f"{where}: <{around.tag} {dict(around.attrib)}> {found}")
    assert bare == []
    assert {named(number) for number in range(1, 36)} - set(seen) == set()
