"""A dossier that reaches for what is outside: links, devices, and paths in every field."""

import contextlib
import json
import os
import random
import socket
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from building import PICTURE
from isolation.paths import traversals

SECRET = b"the-secret-of-the-neighbour"

GOOD: Mapping[str, str | bytes] = {
    "site.yml": "title: The harbour\nurl: https://harbour.example/\nraw_html: sanitise\n",
    "content/articles/good.md": (
        "---\ntitle: The harbour\nentities: [amsel]\nsources: [courier]\n"
        "claims: [good-claim]\nannotations: [{quote: Amsel, text: A port.}]\n---\n\n"
        "Amsel. ![The quay](../media/one.png)\n"
    ),
    "content/entities/amsel.yml": "- {id: amsel, kind: place, name: Amsel}\n",
    "content/sources/courier.yml": "- {id: courier, kind: newspaper, name: The Courier}\n",
    "content/claims/good.yml": (
        "- {id: good-claim, text: It is so., about: amsel, reports: [{by: courier}]}\n"
    ),
    "content/media/one.png": PICTURE,
}

_ARTICLE = "---\ntitle: Title\n{}\n---\n\nText.\n"
_TEXT = "---\ntitle: Title\n---\n\nText {} more.\n"
_ENTITY = "- {id: {id}, kind: person, name: Name, {}}\n"
_SOURCE = "- {id: {id}, kind: document, name: Name, {}}\n"
_CLAIM = "- {id: {id}, text: Claim, reports: [{by: courier}], {}}\n"
_REPORT = _CLAIM.replace("by: courier}], {}", "by: courier, {}}]")
_NOTE = _ARTICLE.replace("{}", "annotations: [{quote: Text, text: Said, {}}]")
_SPOKEN = _ARTICLE.replace("{}", "quotations: [{quote: Text, {}}]")

FIELDS: Mapping[str, tuple[str, str]] = {
    "picture": ("articles", _TEXT.replace("{}", "![Alt]({plain})")),
    "picture in angles": ("articles", _TEXT.replace("{}", "![Alt](<{plain}>)")),
    "link": ("articles", _TEXT.replace("{}", "[x]({plain})")),
    "link in angles": ("articles", _TEXT.replace("{}", "[x](<{plain}>)")),
    "link with a fragment": ("articles", _TEXT.replace("{}", "[x](<{plain}#a>)")),
    "definition": ("articles", _TEXT.replace("{}", "[x][r] ![y][r]\n\n[r]: <{plain}>\n\n")),
    "autolink": ("articles", _TEXT.replace("{}", "<{plain}>")),
    "reference": ("articles", _TEXT.replace("{}", "[[{plain}]] and [[{plain}|label]]")),
    "citation": ("articles", _TEXT.replace("{}", "[@{plain}]")),
    "HTML": ("articles", _TEXT.replace("{}", '<img src="{plain}" alt=x> <a href="{plain}">x</a>')),
    "id": ("articles", _ARTICLE.replace("{}", "id: {yaml}")),
    "former id": ("articles", _ARTICLE.replace("{}", "formerly: [{yaml}]")),
    "image": ("articles", _ARTICLE.replace("{}", "image: {yaml}")),
    "tag": ("articles", _ARTICLE.replace("{}", "tags: [{yaml}]")),
    "language": ("articles", _ARTICLE.replace("{}", "lang: {yaml}")),
    "date": ("articles", _ARTICLE.replace("{}", "date: {yaml}")),
    "origin": ("articles", _ARTICLE.replace("{}", "origin: {source: {yaml}}")),
    "origin's capture": (
        "articles",
        _ARTICLE.replace("{}", "origin: {source: courier, file: {yaml}}"),
    ),
    "origin's address": (
        "articles",
        _ARTICLE.replace("{}", "origin: {source: courier, url: {yaml}}"),
    ),
    "origin's archive": (
        "articles",
        _ARTICLE.replace("{}", "origin: {source: courier, archived: {yaml}}"),
    ),
    "origin's copy": (
        "articles",
        _ARTICLE.replace("{}", "origin: {source: courier, copy: {kind: reprint, url: {yaml}}}"),
    ),
    "entity": ("articles", _ARTICLE.replace("{}", "entities: [{yaml}]")),
    "source": ("articles", _ARTICLE.replace("{}", "sources: [{yaml}]")),
    "source's capture": (
        "articles",
        _ARTICLE.replace("{}", "sources: [{id: courier, file: {yaml}}]"),
    ),
    "cross-reference": (
        "articles",
        _ARTICLE.replace("{}", "references: [{to: {yaml}, type: follows}]"),
    ),
    "source's own sources": (
        "articles",
        _ARTICLE.replace("{}", "sources: [{id: courier, cites: [{yaml}]}]"),
    ),
    "claim of an article": ("articles", _ARTICLE.replace("{}", "claims: [{yaml}]")),
    "claim in its place": (
        "articles",
        _ARTICLE.replace("{}", "claims: [{id: {yaml}, text: Claim}]"),
    ),
    "claim in the text": ("articles", _TEXT.replace("{}", "[[claim:{plain}]]")),
    "annotated words": (
        "articles",
        _ARTICLE.replace("{}", "annotations: [{quote: {yaml}, text: Said}]"),
    ),
    "annotation's type": ("articles", _NOTE.replace("{}", "type: {yaml}")),
    "annotation's object": ("articles", _NOTE.replace("{}", "about: {yaml}")),
    "annotation's source": ("articles", _NOTE.replace("{}", "based_on: {yaml}")),
    "annotation's object under its older name": (
        "articles",
        _NOTE.replace("{}", "to: {yaml}"),
    ),
    "annotation's speaker": ("articles", _NOTE.replace("{}", "said_by: {yaml}")),
    "wording": ("articles", _SPOKEN.replace("{}", "speaker: amsel, words_of: {yaml}")),
    "who worded it": (
        "articles",
        _SPOKEN.replace("{}", "speaker: amsel, words_of: outlet, worded_by: {yaml}"),
    ),
    "speaker": ("articles", _SPOKEN.replace("{}", "speaker: {yaml}")),
    "addressee": ("articles", _SPOKEN.replace("{}", "speaker: amsel, addressee: {yaml}")),
    "the same words": ("articles", _SPOKEN.replace("{}", "speaker: amsel, same: {yaml}")),
    "language of an original": (
        "articles",
        _SPOKEN.replace("{}", "speaker: amsel, original: {text: Text, lang: {yaml}}"),
    ),
    "unknown key": ("articles", _ARTICLE.replace("{}", "template: {yaml}")),
    "page's id": ("pages", _ARTICLE.replace("{}", "id: {yaml}")),
    "page's former id": ("pages", _ARTICLE.replace("{}", "formerly: [{yaml}]")),
    "page's picture": ("pages", _TEXT.replace("{}", "![Alt](<{plain}>)")),
    "entity's id": ("entities", "- {id: {yaml}, kind: person, name: Name}\n"),
    "entity's kind": ("entities", "- {id: {id}, kind: {yaml}, name: Name}\n"),
    "bearer of a name": ("entities", _ENTITY.replace("{}", "aliases: [{en: A, bearer: {yaml}}]")),
    "entity's image": ("entities", _ENTITY.replace("{}", "image: {yaml}")),
    "entity's address": ("entities", _ENTITY.replace("{}", "url: {yaml}")),
    "entity's former id": ("entities", _ENTITY.replace("{}", "formerly: [{yaml}]")),
    "entity's register": ("entities", _ENTITY.replace("{}", "ids: {wikidata: {yaml}}")),
    "entity's unknown register": ("entities", _ENTITY.replace("{}", "ids: {elsewhere: {yaml}}")),
    "relation": ("entities", _ENTITY.replace("{}", "relations: [{type: member, to: {yaml}}]")),
    "relation's type": (
        "entities",
        _ENTITY.replace("{}", "relations: [{type: {yaml}, to: amsel}]"),
    ),
    "relation's source": (
        "entities",
        _ENTITY.replace("{}", "relations: [{type: member, to: amsel, source: {yaml}}]"),
    ),
    "entity that it is not": ("entities", _ENTITY.replace("{}", "not_same_as: [{yaml}]")),
    "place of birth": ("entities", _ENTITY.replace("{}", "birth-place: {yaml}")),
    "source's id": ("sources", "- {id: {yaml}, kind: document, name: Name}\n"),
    "source's address": ("sources", _SOURCE.replace("{}", "url: {yaml}")),
    "document's capture": ("sources", _SOURCE.replace("{}", "access: [{file: {yaml}}]")),
    "document's archive": ("sources", _SOURCE.replace("{}", "access: [{archived: {yaml}}]")),
    "document's copy": (
        "sources",
        _SOURCE.replace("{}", "access: [{copy: [{kind: reprint, url: {yaml}}]}]"),
    ),
    "kind of a copy": ("sources", _SOURCE.replace("{}", "access: [{copy: {yaml}}]")),
    "language of a passage": (
        "sources",
        _SOURCE.replace("{}", "access: [{passage: {exact: Text, lang: {yaml}}}]"),
    ),
    "publisher": ("sources", _SOURCE.replace("{}", "publisher: {yaml}")),
    "country": ("sources", _SOURCE.replace("{}", "country: {yaml}")),
    "owner": ("sources", _SOURCE.replace("{}", "owner: {yaml}")),
    "what it feeds from": ("sources", _SOURCE.replace("{}", "feeds_from: {yaml}")),
    "source that it is not": ("sources", _SOURCE.replace("{}", "not_same_as: [{yaml}]")),
    "claim's id": ("claims", "- {id: {yaml}, text: Claim}\n"),
    "claim's former id": ("claims", _CLAIM.replace("{}", "formerly: [{yaml}]")),
    "claim's subject": ("claims", _CLAIM.replace("{}", "about: {yaml}")),
    "aspect": ("claims", _CLAIM.replace("{}", "about: amsel, aspect: {yaml}")),
    "claim's place": ("claims", _CLAIM.replace("{}", "value: {place: {yaml}}")),
    "claim's value": ("claims", _CLAIM.replace("{}", "value: {yaml}")),
    "supported claim": ("claims", _CLAIM.replace("{}", "supports: {yaml}")),
    "contradicted claim": ("claims", _CLAIM.replace("{}", "contradicts: {yaml}")),
    "superseded claim": ("claims", _CLAIM.replace("{}", "supersedes: {to: {yaml}}")),
    "who reports": ("claims", _REPORT.replace("by: courier, {}", "by: {yaml}")),
    "who is cited": ("claims", _REPORT.replace("{}", "citing: {yaml}")),
    "report's article": ("claims", _REPORT.replace("{}", "article: {yaml}")),
    "report's address": ("claims", _REPORT.replace("{}", "url: {yaml}")),
    "report's archive": ("claims", _REPORT.replace("{}", "archived: {yaml}")),
    "report's copy": (
        "claims",
        _REPORT.replace("{}", "copy: {kind: archive, url: {yaml}}"),
    ),
    "report's capture": ("claims", _REPORT.replace("{}", "file: {yaml}")),
    "language of a quote": ("claims", _REPORT.replace("{}", "quote: {exact: Text, lang: {yaml}}")),
}
"""Every field that takes a path, an address, an id or a name of something -> a file with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One file of content with one path in one field."""

    path: str
    field: str
    given: str
    data: bytes


def reaches(count: int) -> tuple[Reach, ...]:
    """Every field with every path, or as many as asked for: drawn by a fixed seed, each field."""
    everything = [(field, given) for field in FIELDS for given in traversals()]
    random.Random(11).shuffle(everything)
    first = {field: (field, given) for field, given in reversed(everything)}
    drawn = dict.fromkeys([*first.values(), *everything])
    return tuple(_reach(number, *one) for number, one in enumerate(tuple(drawn)[:count]))


def _reach(number: int, field: str, given: str) -> Reach:
    folder, template = FIELDS[field]
    ends = "yml" if folder in ("entities", "sources", "claims") else "md"
    text = template.replace("{id}", f"r-{number}")
    text = text.replace("{plain}" if "{plain}" in text else "{yaml}", _written(template, given))
    path = f"content/{folder}/r-{number}.{ends}"
    return Reach(path=path, field=field, given=given, data=text.encode(errors="replace"))


def _written(template: str, given: str) -> str:
    return given if "{plain}" in template else json.dumps(given)


def lay_links(root: Path, outside: Path) -> tuple[str, ...]:
    """Links of every kind in every folder of the dossier; paths of those that must be told of."""
    told = []
    for folder in ("content/media", "content/articles", "content/entities", "templates/static"):
        ends = {"content/media": "png", "templates/static": "css"}.get(folder, "md")
        ends = "yml" if folder.endswith("entities") else ends
        (root / folder / "deep").mkdir(parents=True, exist_ok=True)
        for name, target in _targets(root, outside).items():
            path = f"{folder}/deep/{name}.{ends}"
            (root / path).symlink_to(target)
            told.append(path)
        for name, where in {"up": "../..", "loop": ".", "out": outside, "root": "/"}.items():
            path = f"{folder}/{name}"
            (root / path).symlink_to(where, target_is_directory=True)
            told.append(path)
    return tuple(told)


def _targets(root: Path, outside: Path) -> Mapping[str, str | Path]:
    return {
        "passwd": "/etc/passwd",
        "secret": outside / "secret.md",
        "relative": os.path.relpath(outside / "secret.png", root / "content/media/deep"),
        "process": "/proc/self/environ",
        "zeros": "/dev/zero",
        "itself": "itself.md",
        "nowhere": outside / "secret-that-is-not-there",
        "inside": root / "content/media/one.png",
    }


def lay_specials(root: Path) -> tuple[str, ...]:
    """Pipes, sockets and, where the system lets us, devices; paths of all of them."""
    made = []
    for folder in ("content/media", "content/articles", "content/sources", "templates"):
        ends = {"content/media": "png", "content/sources": "yml", "templates": "html"}
        name = f"{folder}/pipe.{ends.get(folder, 'md')}"
        (root / folder).mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / name)
        made.append(name)
    made.append("content/media/socket.png")
    # A socket's path is short, so it is made from near by.
    with contextlib.chdir(root / "content/media"), socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.png")
    made += lay_devices(root)
    return tuple(made)


def lay_devices(root: Path) -> Iterator[str]:
    """/dev/zero and /dev/tty under names of ours; none where making them takes more rights."""
    for name, number in {"zero.png": os.makedev(1, 5), "tty.mp4": os.makedev(5, 0)}.items():
        path = f"content/media/{name}"
        try:
            os.mknod(root / path, stat.S_IFCHR | 0o666, number)
        except PermissionError:
            continue
        yield path
