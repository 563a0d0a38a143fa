"""What a search begins with: everything that the other tests give as examples, and a few words."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from case_files import cases
from dossierpress.facts.parse_results import encode_parsed
from dossierpress.kernel.diagnostics import codes
from fuzz.targets import FILES, REPLACED, SOUND, TARGETS
from harness import ROOT
from reading_bodies import read_file
from test_parse_cases import cases as markdown_cases

# The makers of pictures are the tests' of what is published.
sys.path.append(str(ROOT / "tests" / "media"))

_STAND_OFF = {
    "articles": [
        {
            "id": "a1",
            "title": "The quay closes",
            "date": "2024-05",
            "text": "Ann Calder closed the quay of Larkhaven.\n\n# It said [[so]] *again*.",
            "source": "s1",
            "url": "https://courier.example/1",
            "lang": "en",
            "author": ["A. Writer"],
            "summary": "Short.",
            "genre": "News",
            "licence": "CC BY 4.0",
            "entities": [
                {"start": 0, "end": 10, "text": "Ann Calder", "entity_id": "e1"},
                {"start": 18, "end": 39, "entity_id": "e2", "kind": "place"},
                {"start": 30, "end": 39, "entity_id": "e2"},
            ],
            "relations": [
                {
                    "type": "closed",
                    "source": "e1",
                    "target": "e2",
                    "confidence": 0.5,
                    "evidence": {"start": 0, "end": 20, "text": "Ann Calder closed th"},
                }
            ],
            "links": [{"start": 11, "end": 17, "target": "https://a.example/?b=c&d"}],
        }
    ],
    "entities": [
        {"id": "e1", "kind": "person", "name": "Ann Calder", "aliases": ["A"], "wikidata": "Q1"},
        {"id": "e2", "kind": "Odd Kind", "name": "Larkhaven"},
        {"id": "e3", "kind": "person", "name": "critics", "named": False},
    ],
    "sources": [{"id": "s1", "name": "The Courier", "url": "https://courier.example/"}],
}

_WORDS = r"""
    --- ... title: kind: name: date: id: status: draft embargo_until: expires: private: true false
    formerly: aliases: weak_aliases: former_names: relations: type: to: from: until: source: role:
    entities: sources: references: cites: origin: url: archived: accessed: sha256: file: image:
    copy: lost: passage: archives: reprint archive excerpt stub stripped extract full
    image_alt: tags: lang: summary: autolink: ids: wikidata: coordinates: born: raw_html: sanitise
    unknown_keys: ignore severity: kinds: properties: label: plural: inverse: relation_types:
    reference_types: root_files: timezone: page_size: claims: annotations: quotations: text: lang:
    about: aspect: value: is: on: by: note: supports: contradicts: supersedes: reports: verb:
    citing: stance: said: credibility: quote: exact: prefix: suffix: translation: article: at:
    written: number: unit: place: unnamed: neutral: framing: speaker: addressee: original: same:
    annotation_types: based_on: said_by: words_of: outlet translator worded_by: bearer:
    owner: feeds_from: not_same_as: reported corroborated disputed "false"
    retracted asserts denies doubts no-comment context correction loaded-term scare-quotes desk
    claim:quay-closed quay-open ships-left [[claim: {unnamed: {exact: {to: >=6 6..8 ~6
    person organization place courier acme amsel lena closes opens [[ ]] [@ ]{ {.a} {#a}
    {entity=lena} ~~ == ::: !!! $$ ^a ~a~ [!NOTE] [x]\\ [Q]: ![[ {{< >}} {% %} www.a.example
    https://a.example/b :a: *[A]: C:\\_a 1986. **「 」** {lang=fa [^1] [^1]: ^[ ``` ~~~ ![ ]( |-|
    &amp; &#0; &#x202e; <b> </b> <div> </div> <a\ href= <!-- --> https:// mailto: javascript: ../
    !!str &a *a <<: - ? : | > 2024-05-01 2024-05~ ../2024 2024-05-01T09:00Z "articles" "entities"
    "sources" "start" "end" "text" "entity_id" "relations" "links" "target" "evidence" "title" null
"""


def words(target: str) -> tuple[bytes, ...]:
    """Bytes that a search may put in, for targets that read text."""
    if target in ("damaged_cache", "media"):
        return ()
    odd = ("\n", "\n\n", "    ", "\t", "\u202e", "\u200b", "\ufeff", "\u2028", "é", "محمد", "\x00")
    return tuple(word.replace("\\ ", " ").encode() for word in (*_WORDS.split(), *odd))


def seeds(target: str) -> tuple[bytes, ...]:
    """Inputs that are known to be good, or to be bad in a way that is known."""
    assert target in TARGETS
    return tuple(dict.fromkeys(_SEEDS[target]()))


def _content_files() -> Iterator[bytes]:
    for path, data in _examples():
        folder = "/".join(PurePosixPath(path).parts[:2])
        fitting = [
            choice
            for choice, one in enumerate(FILES)
            if one.startswith(folder) and PurePosixPath(one).suffix == PurePosixPath(path).suffix
        ]
        for choice in fitting:
            yield bytes([choice]) + data
            yield bytes([choice + 3 * len(FILES)]) + data
    for text in _schema("article"):
        yield b"\0---\n" + text + b"---\n\nText.\n"
    for stem, folder in {"entity": "entities", "source": "sources", "claim": "claims"}.items():
        choice = FILES.index(f"content/{folder}/a.yml")
        yield from (bytes([choice]) + text for text in _schema(stem))
    for path, data in SOUND.items():
        as_one = PurePosixPath(path).with_name(f"a{PurePosixPath(path).suffix}").as_posix()
        if as_one in FILES:
            yield bytes([FILES.index(as_one)]) + data


def _bodies() -> Iterator[bytes]:
    for case in markdown_cases():
        for choice in (b"\0", b"\1"):
            yield choice + case.values[0].encode()  # type: ignore[attr-defined]


def _settings() -> Iterator[bytes]:
    yield (ROOT / "site.yml").read_bytes()
    yield from _schema("site")
    yield from (data for path, data in _examples() if path == "site.yml")


def _stand_offs() -> Iterator[bytes]:
    yield json.dumps(_STAND_OFF).encode()
    yield json.dumps(_STAND_OFF, ensure_ascii=False, indent=1).encode()
    yield b'{"articles": [{"id": "a", "title": "T", "text": "x"}]}'
    yield from (data for path, data in _examples() if path == "news.json")


def _damages() -> Iterator[bytes]:
    yield from (b"", bytes([0, 20, 0, 99]), bytes([16, 0, 7, 0]), bytes([16, 3, 5, 1]))
    # The places of SQLite's own header, and of the first page's.
    yield from (bytes([0, place, 0, 255]) for place in range(0, 112, 4))


def _cached_values() -> Iterator[bytes]:
    for path, data in SOUND.items():
        if path.endswith((".md", ".yml")) and path != "site.yml":
            made = encode_parsed(read_file(data, path))
            yield from filter(None, (made.entry, made.row))


def _media() -> Iterator[bytes]:
    import carriers  # type: ignore[import-not-found]
    from accepted_svgs import ACCEPTED  # type: ignore[import-not-found]
    from hostile_svgs import HOSTILE  # type: ignore[import-not-found]

    makers = ("jpeg", "png", "webp", "moving_webp", "gif", "avif", "mp4", "mp3", "webm")
    yield from (getattr(carriers, name)() for name in makers)
    yield from ACCEPTED
    yield from (one.data for one in HOSTILE if len(one.data) < 4000)


def _dossiers() -> Iterator[bytes]:
    for choice, path in enumerate(REPLACED):
        yield bytes([choice]) + SOUND[path]
    for path, data in _examples():
        folder = PurePosixPath(path).parts[:2]
        for choice, one in enumerate(REPLACED):
            if PurePosixPath(one).parts[:2] == folder and one[-3:] == path[-3:]:
                yield bytes([choice]) + data


def _examples() -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of the files of all examples of diagnostics, but for the large ones."""
    for code in codes().values():
        for file in (*code.bad, *code.good):
            if len(file.data) < 8000:
                yield file.path, file.data


def _schema(stem: str) -> list[bytes]:
    return [
        case.values[1].encode()  # type: ignore[attr-defined]
        for case in cases("schema")
        if case.values[0] == stem  # type: ignore[attr-defined]
    ]


_SEEDS: Mapping[str, Callable[[], Iterator[bytes]]] = {
    "content_file": _content_files,
    "markdown": _bodies,
    "site_settings": _settings,
    "stand_off": _stand_offs,
    "damaged_cache": _damages,
    "cached_value": _cached_values,
    "media": _media,
    "dossier": _dossiers,
}
