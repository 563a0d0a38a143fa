"""Dossiers that grow with `n`, each in one direction: what all files together may cost."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

Dossier = Callable[[int], dict[str, str]]
"""Files below content/."""


def _article(body: str, matter: str = "") -> str:
    return f"---\ntitle: Title\n{matter}---\n{body}\n"


def _list(key: str, entries: list[str]) -> str:
    return f"{key}:\n" + "".join(f"- {entry}\n" for entry in entries)


def _people(n: int) -> str:
    return "".join(f"- {{id: person-{i}, kind: person, name: Ada {_word(i)}}}\n" for i in range(n))


def _word(number: int) -> str:
    """A capitalised word of its own for each number."""
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters += chr(ord("a") + rest)
        if not number:
            return letters.capitalize() + "son"


_QUAY = {"entities/quay.yml": "kind: place\nname: North Quay\n"}
_COURIER = {"sources/courier.yml": "kind: newspaper\nname: Courier\n"}

DOSSIERS: Mapping[str, Dossier] = MappingProxyType(
    {
        "one name in one paragraph": lambda n: {
            **_QUAY,
            "articles/a.md": _article("North Quay and " * n),
        },
        "one name in many sentences": lambda n: {
            **_QUAY,
            "articles/a.md": _article("They met at North Quay. " * n),
        },
        "one name in many paragraphs": lambda n: {
            **_QUAY,
            "articles/a.md": _article("At North Quay.\n\n" * n),
        },
        "one name in many cells": lambda n: {
            **_QUAY,
            "articles/a.md": _article("|a|b|\n|-|-|\n" + "|North Quay|x|\n" * n),
        },
        "one name in one row": lambda n: {
            **_QUAY,
            "articles/a.md": _article(
                "|a" * n + "|\n" + "|-" * n + "|\n" + "|North Quay" * n + "|\n"
            ),
        },
        "one name, marked": lambda n: {
            **_QUAY,
            "articles/a.md": _article("[there]{entity=quay} " * n),
        },
        "one name in many articles": lambda n: {
            **_QUAY,
            **{f"articles/a{i}.md": _article("At North Quay.") for i in range(n)},
        },
        "nearly one name": lambda n: {
            **_QUAY,
            "articles/a.md": _article("North Qua " * n),
        },
        "many entities in one article": lambda n: {
            "entities/people.yml": _people(n),
            "articles/a.md": _article(" ".join(f"Ada {_word(i)} spoke." for i in range(n))),
        },
        "many entities declared in one article": lambda n: {
            "entities/people.yml": _people(n),
            "articles/a.md": _article(
                "Text.", _list("entities", [f"{{id: person-{i}, role: guest}}" for i in range(n)])
            ),
        },
        "many names of one entity": lambda n: {
            "entities/ada.yml": "kind: person\nname: Ada\n"
            + _list("aliases", [f"Ada {_word(i)}" for i in range(n)]),
            "articles/a.md": _article(" ".join(f"Ada {_word(i)} spoke." for i in range(n))),
        },
        "names inside one another": lambda n: {
            "entities/ada.yml": "kind: person\nname: Ada\n"
            + _list("aliases", ["Ada " + "Ada " * (i % 40) + _word(i) for i in range(n)]),
            "articles/a.md": _article("Ada " * n),
        },
        "one name of many entities": lambda n: {
            "entities/ada.yml": "".join(
                f"- {{id: ada-{i}, kind: person, name: Ada Amsel}}\n" for i in range(n)
            ),
            "articles/a.md": _article("Ada Amsel spoke. " * 3),
        },
        "links to one text": lambda n: {
            "pages/b.md": _article("Text."),
            "articles/a.md": _article("[[b]] " * n),
        },
        "links among texts": lambda n: {
            f"articles/a{i}.md": _article(f"[[a{(i + 1) % n}]] [[a{(i * 7) % n}]]")
            for i in range(n)
        },
        "links to headings": lambda n: {
            "articles/a.md": _article(
                "".join(f"## Part {i}\n\n[b](#part-{i})\n\n" for i in range(n))
            )
        },
        "cross-references among texts": lambda n: {
            f"articles/a{i}.md": _article(
                "Text.", _list("references", [f"{{to: a{(i + 1) % n}, type: follows}}"])
            )
            for i in range(n)
        },
        "cross-references of one text": lambda n: {
            **{f"articles/b{i}.md": _article("Text.") for i in range(n)},
            "articles/a.md": _article(
                "Text.", _list("references", [f"{{to: b{i}, type: follows}}" for i in range(n)])
            ),
        },
        "citations of one source": lambda n: {
            **_COURIER,
            "articles/a.md": _article("A [@courier, p. 1]. " * n),
        },
        "citations in many paragraphs": lambda n: {
            **_COURIER,
            "articles/a.md": _article("A [@courier].\n\n" * n),
        },
        "references to what is not there": lambda n: {
            "entities/people.yml": _people(n),
            "articles/a.md": _article(" ".join(f"[[persn-{i}]]" for i in range(n))),
        },
        "tags": lambda n: {
            "articles/a.md": _article(
                "Text.", "tags: [" + ", ".join(f"a{i}" for i in range(n)) + "]\n"
            )
        },
        "private names": lambda n: {
            "entities/people.yml": "".join(
                f"- {{id: person-{i}, kind: person, name: Ada {_word(i)}, private: true}}\n"
                for i in range(n)
            ),
            "articles/a.md": _article(" ".join(f"Ada {_word(i)} spoke." for i in range(n))),
        },
        "private names of one family": lambda n: {
            "entities/people.yml": "".join(
                f"- {{id: person-{i}, kind: person, name: {_word(i)} Amsel, private: true}}\n"
                for i in range(n)
            ),
            "articles/a.md": _article("Zoran Amsel, Z. Amsel and A. Amsel spoke. " * n),
        },
        "private names of one given name": lambda n: {
            "entities/people.yml": "".join(
                f"- {{id: person-{i}, kind: person, name: Ada {_word(i)}, private: true}}\n"
                for i in range(n)
            ),
            "articles/a.md": _article("Ada spoke of Ada and of Ada A. in Adaly. " * n),
        },
        "a private name and its family name": lambda n: {
            "entities/ada.yml": "kind: person\nname: Ada Amsel\nprivate: true\n",
            "articles/a.md": _article("Ada Amsel spoke. " + "Then A. Amsel, then Amselberg. " * n),
        },
        "private names in many forms": lambda n: {
            "entities/ada.yml": "kind: person\nname: Ada Amsel\nprivate: true\n",
            "articles/a.md": _article("AMSEL, ADA and A\u0301da-Amsel, \u0410da Amsel. " * n),
        },
        "private names in one long word": lambda n: {
            "entities/ada.yml": "kind: person\nname: Ada Amsel\nprivate: true\n",
            "articles/a.md": _article("AdaAmselberg" * n),
        },
        "private names letter by letter": lambda n: {
            "entities/ada.yml": "kind: person\nname: Ada Amsel\nprivate: true\n",
            "articles/a.md": _article("A d a A m s e l " * n),
        },
        "escapes in addresses beside a private name": lambda n: {
            "entities/ada.yml": "kind: person\nname: Ada Amsel\nprivate: true\n",
            "articles/a.md": _article("[x](https://x.example/" + "%2541" * n + ")"),
        },
        "relations of one entity": lambda n: {
            "entities/people.yml": _people(n),
            "entities/hub.yml": "kind: organization\nname: Hub\n"
            + _list("relations", [f"{{to: person-{i}, type: member}}" for i in range(n)]),
        },
    }
)
