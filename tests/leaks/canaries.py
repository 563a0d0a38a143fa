"""A dossier with a word of its own in every field of everything that is withheld."""

import random
import re
import string
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

WITHHELD: Mapping[str, str] = {
    "draft": "status: draft\n",
    "embargoed": "embargo_until: 2031-01-01T09:00+03:30\n",
    "expired": "expires: 2020-01-01T00:00Z\n",
    "private": "private: true\n",
}

ARTICLE = """---
{why}title: About {} and {}
date: 2019-03
modified: 2019-04
summary: A summary of {}.
authors: [Author {}, Author {}]
tags: [{}, {}]
image: {picture}
formerly: [{}, {}]
origin:
  source: {source}
  url: https://{}.example/{}
  archived: https://archive.example/{}/{}
  accessed: 2019-03-04
  at: page {}
  copy: {{kind: translation, is: stripped, url: "https://{}.example/{}", lost: Lost {}}}
  passage: {{exact: Passage {}, lang: de, translation: Rendered {}}}
  licence: Licence {}
entities:
  - {{id: {person}, role: said {} of it, as: [Name {}]}}
  - {{id: public-person, role: heard {} of it}}
sources:
  - {{id: {source}, at: page {}, url: "https://{}.example/", cites: [public-source]}}
  - {{id: public-source, copy: {{kind: reprint, url: "https://{}.example/"}}, passage: Passage {}}}
  - {{id: public-source, at: column {}, url: "https://{}.example/"}}
references:
  - {{to: public-article, type: follows, note: Note {}}}
claims:
  - public-claim
  - id: {}
    text: Claim {}.
    about: {person}
    aspect: {}
    value: {{text: Value {}}}
    status: [{{is: reported, by: Desk {}, note: Because {}}}]
    reports:
      - by: {source}
        verb: verb {}
        quote: {{exact: Quote {}, lang: de, translation: Translated {}}}
        url: https://{}.example/{}
        at: page {}
        copy: {{kind: excerpt, url: "https://{}.example/", lost: Lost {}}}
        note: Note {}
      - {{by: {source}, passage: Passage {}}}
      - {{by: public-source, citing: {{unnamed: Unnamed {}}}}}
    note: Note {}
annotations:
  - {{quote: A text of, type: framing, framing: euphemism, neutral: Neutral {}, text: Said {}}}
  - {{quote: a quotation, text: Annotated {}, by: Noter {}}}
quotations:
  - quote: a quotation of
    speaker: {person}
    translation: Translated {}
    original: {{text: Urtext {}, lang: de}}
    same: {}
    note: Note {}
---

A text of {} on [[{only}]], with [a link {}](https://{}.example/{} "Title {}"), a quotation of “{}”,
`code {}`, [[{person}|label {}]], [[public-person|label {}]] and [@public-source, p. {}].

## Heading {} {{#{}}}

> Quoted {}.

| Head {} | b |
|---|---|
| Cell {} | c |

![Alt {}](../../media/{picture} "Caption {}")

A note.[^{}]

[^{}]: The note says {}.
"""

PAGE = """---
{why}title: Page {}
summary: Summary {}.
formerly: [{}]
---

Text {} of a page, [[public-person|{}]] and [[{person}]].
"""

ENTITY = """---
{why}kind: person
name: {{en: Person {}, fa: شخص {}}}
sort_as: Sorted {}
aliases: [Alias {}, Other {}, {{en: Called {}, bearer: public-group}}]
weak_aliases: [weak {}]
former_names: [Former {}]
formerly: [{}]
description: Description {}.
url: https://{}.example/{}
image: {picture}
image_alt: A picture of {}.
relations:
  - {{type: member, to: public-group, role: Role {}, note: Note {}, from: 2011, source: {source}}}
born: 1961
---

A life of {}, and of [[public-person|{}]].
"""

SOURCE = """---
{why}kind: newspaper
name: The {} Paper
sort_as: Sorting {}
url: https://{}.example/
publisher: public-source
owner: {person}
tied_to:
  - {{to: public-source, kind: funded-by, source: {source}, note: Tie {}}}
description: Description {}.
author: [Writer {}]
access:
  - {{url: "https://{}.example/{}", archived: "https://archive.example/{}", at: shelf {}}}
  - {{copy: [{{kind: excerpt, lost: Lost {}}}, {{kind: reprint, url: "https://{}.example/"}}],
     passage: {{exact: Passage {}, lang: de}}}}
---

More of {}.
"""

CLAIM = """
{why}text: Shared claim {}.
about: [public-person, {person}]
supports: {{to: public-claim, note: Note {}}}
status: [{{is: reported}}, {{is: disputed, on: 2019-04, by: Desk {}, note: Because {}}}]
reports:
  - {{by: public-source, quote: Quote {}, at: page {}, note: Note {}}}
  - {{by: public-source, passage: Passage {}}}
formerly: [{}]
"""

SAID_BY_SOMEBODY_PRIVATE = """
id: public-claim
text: The Director knew.
about: public-person
reports:
  - by: {source}
    verb: told the {} that
    quote: {{exact: Quote {}, translation: Translated {}}}
    url: https://{}.example/
    archived: https://archive.example/{}
    at: page {}
    copy: {{kind: translation, is: stripped, url: "https://{}.example/", lost: Lost {}}}
    note: Note {}
    hedge: hedged {}
    part: part of {}
    probably_from: {{id: public-source, because: Suspected {}}}
  - {{by: {source}, passage: {{exact: Passage {}, translation: Rendered {}}}}}
  - {{by: public-source, citing: [{source}, {person}]}}
  - {{by: public-source, via: {source}, probably_from: {{id: {person}, because: Suspected {}}}}}
probably_from: {{id: {source}, because: Thought {}}}
one_origin: {{of: [public-source, {person}], because: One hand {}}}
"""
"""A published claim; of who said so, there is a stand-in and no more."""

NOTED = """---
title: The harbour in April
claims: [public-claim]
annotations:
  - {{quote: in April, text: Annotated {}, by: Noter {}, private: true}}
  - {{quote: The Director, text: He was new., about: {person}, based_on: {source}}}
  - {{quote: came, text: Annotated {}, neutral: Neutral {}, type: framing, framing: euphemism,
     by: Noter {}, said_by: {person}, about: public-claim, based_on: public-source}}
  - {{quote: It is, text: Annotated {}, said_by: {source}, on: 2019-04}}
quotations:
  - quote: It is quiet
    speaker: {person}
    note: Note {}
    original: {{text: Urtext {}, lang: de}}
  - {{quote: came in, speaker: {person}, words_of: outlet, worded_by: {{unnamed: Worder {}}}}}
  - quote: somebody said
    speaker: {{unnamed: Speaker {}}}
    words_of: translator
    worded_by: {{unnamed: Worder {}}}
    addressee: [{{unnamed: Hearer {}}}]
    note: Note {}
    private: true
---

The Director came in April. “It is quiet”, somebody said.
"""
"""A published article with a note that is not, and with words of somebody private."""

UNREVIEWED_ARTICLE = """---
title: The harbour in May
annotations:
  - {{quote: in May, text: Annotated {}, by: Noter {}, based_on: [{only_source}],
     about: "entity:{only}", said_by: {{unnamed: Sayer {}}}, review: open}}
quotations:
  - quote: It is loud
    speaker: {{unnamed: Speaker {}}}
    note: Note {}
    review: open
  - {{quote: in May, speaker: {only}, review: open}}
claims:
  - id: {}
    text: Unreviewed claim {}.
    about: {only}
    reports: [{{by: public-source, quote: Quote {}, note: Note {}}}]
    review: open
---

The Director went in May. “It is loud”, somebody said.
"""
UNREVIEWED_ENTITY = """
kind: organization
name: The Pilots
relations:
  - {{type: member, to: public-group, role: Role {}, note: Note {}, review: open}}
  - {{type: member, to: {only}, source: {only_source}, review: open}}
"""
"""Published; nobody has looked yet at what a program found out about it."""

PUBLIC: Mapping[str, str] = {
    "site.yml": "title: The harbour\nurl: https://harbour.example/\npage_size: 3\n"
    "citation: {styles: [apa, chicago, mla]}\n",
    "content/articles/public-article.md": (
        "---\ntitle: The harbour\ndate: 2019-02-03\ntags: [harbour]\n"
        "entities: [public-person, {person}]\nsources: [public-source, {source}]\n---\n\n"
        "The Director spoke. [[public-group]] met [[{person}]] [@{source}; @public-source].\n"
    ),
    "content/entities/public.yml": (
        "- {id: public-person, kind: person, name: The Director,\n"
        "   relations: [{type: member, to: public-group}, {type: member, to: {person}}]}\n"
        "- {id: public-group, kind: organization, name: The Harbour Board,\n"
        "   aliases: [{en: The Board, bearer: {person}}, {de: Das Amt, bearer: {source}}]}\n"
    ),
    "content/sources/public.yml": (
        "- id: public-source\n  kind: newspaper\n  name: The Amsel Courier\n  tied_to:\n"
        "    - {to: 'source:{source}', kind: funded-by, note: Tied {word}}\n"
        "    - {to: 'entity:{person}', kind: close-to, note: Tied {word}}\n"
        "    - {to: 'entity:public-group', kind: close-to, source: {source}}\n"
    ),
    "content/pages/about.md": "---\ntitle: About\n---\n\nWho we are.\n",
}


@dataclass(slots=True)
class Canaries:
    """Makes words that occur nowhere else, and the dossier that they are in."""

    words: list[str] = field(default_factory=list)
    files: dict[str, str | bytes] = field(default_factory=dict)
    chosen: random.Random = field(default_factory=lambda: random.Random(1))

    def word(self) -> str:
        """The next one: lower case, so that it can be an id too."""
        self.words.append("zq" + "".join(self.chosen.choices(string.ascii_lowercase, k=12)))
        return self.words[-1]

    def fill(self, template: str, **named: str) -> str:
        """A template with a word of its own in every `{}`; the two of a footnote are one."""
        noted = self.word()
        template = re.sub(r"\[\^\{\}\]", f"[^{noted}]", template)
        return template.format(*(self.word() for _ in range(template.count("{}"))), **named)


def picture(comment: str) -> bytes:
    """A PNG of one pixel that says something of itself."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"tEXt", b"Comment\0" + comment.encode())
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def dossier_with_canaries() -> Canaries:
    """Every kind of record, withheld for every reason, with a word in every field."""
    birds = Canaries()
    private = {"person": birds.word(), "source": birds.word()}
    for path, text in PUBLIC.items():
        worded = re.sub(r"\{word\}", lambda _: birds.word(), text)
        birds.files[path] = worded.replace("{person}", private["person"]).replace(
            "{source}", private["source"]
        )
    for path, text in {
        "claims/public.yml": SAID_BY_SOMEBODY_PRIVATE,
        "articles/public-noted.md": NOTED,
    }.items():
        birds.files[f"content/{path}"] = birds.fill(text, **private)
    for path, template in {
        "articles/unreviewed.md": UNREVIEWED_ARTICLE,
        "entities/unreviewed.yml": UNREVIEWED_ENTITY,
    }.items():
        unseen = {"only": birds.word(), "only_source": birds.word()}
        birds.files[f"content/{path}"] = birds.fill(template, **unseen)
        named = {**private, "why": ""}
        without_picture = ENTITY.replace("image: {picture}\nimage_alt: A picture of {}.\n", "")
        birds.files[f"content/entities/{unseen['only']}.md"] = birds.fill(without_picture, **named)
        birds.files[f"content/sources/{unseen['only_source']}.md"] = birds.fill(SOURCE, **named)
    birds.files[f"content/claims/{birds.word()}.yml"] = birds.fill(
        CLAIM, **private, why="review: open\n"
    )
    only = birds.word()
    """Published as it stands, but no published text speaks of it."""
    for why, line in [*WITHHELD.items()] * 2:
        image = f"{birds.word()}.png"
        birds.files[f"content/media/{image}"] = picture(f"Comment {birds.word()}")
        named = {**private, "picture": image, "why": line, "only": only}
        folder = f"content/articles/{birds.word()}"
        birds.files[f"{folder}/{birds.word()}.md"] = birds.fill(ARTICLE, **named)
        birds.files[f"content/pages/{birds.word()}.md"] = birds.fill(PAGE, **named)
        if why != "draft":
            birds.files[f"content/claims/{birds.word()}.yml"] = birds.fill(CLAIM, **named)
        if why == "private":
            for folder, name, template in (
                ("entities", private["person"], ENTITY),
                ("sources", private["source"], SOURCE),
                ("entities", birds.word(), ENTITY),
                ("sources", birds.word(), SOURCE),
            ):
                birds.files[f"content/{folder}/{name}.md"] = birds.fill(template, **named)
    birds.files[f"content/entities/{only}.md"] = birds.fill(ENTITY, **{**named, "why": ""})
    return birds
